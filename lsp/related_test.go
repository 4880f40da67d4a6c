package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/source"
)

// related are the files of a workspace, of which only shop.pill is open.
var related = map[string]string{
	"common/settings.rb": "# 😀\nrequire_relative \"root\"\ndef settings(process)\n  process.working_dir = \"#{ROOT}/é\"\n  process.stop_grace_time = $grace\nend\n",
	"common/root.rb":     "ROOT = \"/srv/é😀\"; $grace = 60\n",
	"shop.pill": "load File.expand_path(\"../common/settings.rb\", __FILE__)\n" +
		"Bluepill.application('shop') { |app| app.process('名_web') { |p| settings(p); p.start_command = \"😀#{ROOT}\"; p.uid = OTHER } }\n",
	"mail.pill":  "require \"#{__dir__}/common/settings\"\nBluepill.application('mail') { |app| app.process('名_mail') { |p| p.start_command = 'é'; settings p } }\n",
	"alone.pill": "ROOT = 1\ndef settings(p); end\nBluepill.application('alone') { |app| app.process('名_alone') { |p| p.start_command = 'é'; settings p } }\n",
}

// relatedClient opens shop.pill of a workspace, and waits until the others are
// known.
func relatedClient(t *testing.T) (c *testClient, dir string, files map[string]*source.File) {
	t.Helper()
	dir = t.TempDir()
	files = map[string]*source.File{}
	for name, text := range related {
		write(t, filepath.Join(dir, name), text)
		files[name] = source.NewFile(name, text)
	}
	find := func(folder string) []string {
		paths, _ := filepath.Glob(filepath.Join(folder, "*.pill"))
		return paths
	}
	c = dial(t, dialing{folders: []string{dir}, options: Options{Find: find}})
	shop := uri.File(filepath.Join(dir, "shop.pill"))
	c.open(shop, related["shop.pill"])
	c.awaitFindings(shop, 1)
	eventually(t, "all pills are known", func() bool {
		var list protocol.WorkspaceSymbolSlice
		c.must(c.call("workspace/symbol", map[string]any{"query": "名"}, &list))
		return len(list) == 3
	})
	return c, dir, files
}

// spots lists places as "file:line:column text".
func spots(list protocol.LocationSlice, dir string, files map[string]*source.File) (found []string) {
	v := &View{client: &client{encoding: protocol.PositionEncodingKindUTF16}}
	for _, l := range list {
		name, _ := filepath.Rel(dir, l.URI.FsPath())
		s := v.Span(files[filepath.ToSlash(name)], l.Range)
		at := s.File.Position(s.Start)
		found = append(found, fmt.Sprintf("%s:%d:%d %s", filepath.ToSlash(name), at.Line, at.Column, s.Text()))
	}
	return found
}

// TestRelated follows names into files that are loaded, and into others that
// load these.
func TestRelated(t *testing.T) {
	c, dir, files := relatedClient(t)
	var list protocol.WorkspaceSymbolSlice
	c.must(c.call("workspace/symbol", map[string]any{"query": "名"}, &list))
	var names []string
	for _, s := range list {
		names = append(names, *s.ContainerName+" "+strings.Join(spots(protocol.LocationSlice{*s.Location.(*protocol.Location)}, dir, files), ""))
	}
	if want := []string{"shop shop.pill:2:50 '名_web'", "alone alone.pill:3:51 '名_alone'", "mail mail.pill:2:50 '名_mail'"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	pill := files["shop.pill"]
	u := uri.File(filepath.Join(dir, "shop.pill"))
	for _, test := range []struct {
		word        string
		definitions []string
		others      []string
	}{
		{"settings(p)", []string{"common/settings.rb:3:5 settings"}, []string{"shop.pill:2:65 settings", "mail.pill:2:89 settings"}},
		{"ROOT", []string{"common/root.rb:1:1 ROOT"}, []string{"shop.pill:2:100 ROOT", "common/settings.rb:4:28 ROOT"}},
		{"OTHER", nil, []string{"shop.pill:2:116 OTHER"}},
		{"../common", []string{"common/settings.rb:1:1 "}, nil},
	} {
		offset := strings.Index(pill.Text, test.word)
		params := map[string]any{"textDocument": map[string]any{"uri": u}, "position": rangeOf(pill.Span(offset, offset)).Start, "context": map[string]any{"includeDeclaration": false}}
		var places protocol.LocationSlice
		c.must(c.call("textDocument/definition", params, &places))
		if got := spots(places, dir, files); !slices.Equal(got, test.definitions) {
			t.Errorf("%s is defined at %q, want %q", test.word, got, test.definitions)
		}
		places = nil
		c.must(c.call("textDocument/references", params, &places))
		if got := spots(places, dir, files); !slices.Equal(got, test.others) {
			t.Errorf("%s stands at %q, want %q", test.word, got, test.others)
		}
	}
}

// TestRenameRelated renames in all files that share a name, and in no others.
func TestRenameRelated(t *testing.T) {
	c, dir, files := relatedClient(t)
	pill := files["shop.pill"]
	u := uri.File(filepath.Join(dir, "shop.pill"))
	offset := strings.Index(pill.Text, "settings(p)")
	params := map[string]any{"textDocument": map[string]any{"uri": u}, "position": rangeOf(pill.Span(offset, offset)).Start, "newName": "common-é"}
	if err := c.call("textDocument/rename", params, nil); codeOf(err) != -32803 {
		t.Errorf("a name that cannot be: %v", err)
	}
	params["newName"] = "common"
	var edit protocol.WorkspaceEdit
	c.must(c.call("textDocument/rename", params, &edit))
	v := &View{client: &client{encoding: protocol.PositionEncodingKindUTF16}}
	after := map[string]string{}
	for _, change := range edit.DocumentChanges {
		change := change.(*protocol.TextDocumentEdit)
		name, _ := filepath.Rel(dir, change.TextDocument.URI.FsPath())
		f := files[filepath.ToSlash(name)]
		var edits []source.Edit
		for _, e := range change.Edits {
			e := e.(*protocol.TextEdit)
			edits = append(edits, source.Edit{Span: v.Span(f, e.Range), New: e.NewText})
		}
		text, err := source.Apply(f, edits)
		c.must(err)
		after[f.Path] = text
		if (change.TextDocument.Version != nil) != (f.Path == "shop.pill") {
			t.Errorf("%s: version %v", f.Path, change.TextDocument.Version)
		}
	}
	for _, name := range []string{"shop.pill", "mail.pill", "common/settings.rb"} {
		want := related[name]
		for _, call := range []string{"settings(p)", "settings p ", "settings(process)"} {
			want = strings.ReplaceAll(want, call, strings.Replace(call, "settings", "common", 1))
		}
		if after[name] != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, after[name], want)
		}
		delete(after, name)
	}
	if len(after) > 0 {
		t.Errorf("%q are changed, too", sortedKeys(after))
	}

	// Not while one of them is broken, or if the other name stands in one of them.
	write(t, filepath.Join(dir, "mail.pill"), strings.Replace(related["mail.pill"], "settings p", "settings p; common", 1))
	if err := c.call("textDocument/rename", params, nil); codeOf(err) != -32803 || !strings.Contains(err.Error(), "mail.pill: common is already used in line 2") {
		t.Errorf("a name that is taken: %v", err)
	}
	write(t, filepath.Join(dir, "common/settings.rb"), "def settings(process)\nend end\n")
	if err := c.call("textDocument/rename", params, nil); codeOf(err) != -32803 {
		t.Errorf("a file that is broken: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "common/settings.rb")); err != nil {
		t.Fatal(err)
	}
	if err := c.call("textDocument/rename", params, nil); codeOf(err) != -32803 {
		t.Errorf("a file that is gone: %v", err)
	}
}
