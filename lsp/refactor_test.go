package lsp

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// caret stands in the texts of testdata/lsp/refactor where the caret does.
const caret = "‸"

// TestExtract runs the archives of testdata/lsp/refactor. A section is a pill; the
// one that is called "@" and the same says what is offered there, and what that
// changes.
func TestExtract(t *testing.T) {
	files, err := filepath.Glob("../testdata/lsp/refactor/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		archive := txtar.Parse(data)
		want := map[string]string{}
		var kept []txtar.File
		for _, f := range archive.Files {
			if strings.HasPrefix(f.Name, "@") {
				want[f.Name] = string(f.Data)
			}
		}
		for _, f := range archive.Files {
			if strings.HasPrefix(f.Name, "@") {
				continue
			}
			got := offered(t, f.Name, string(f.Data))
			if got != want["@"+f.Name] && !*update {
				t.Errorf("%s:\n%s", f.Name, diff.Diff("want", []byte(want["@"+f.Name]), "got", []byte(got)))
			}
			kept = append(kept, f, txtar.File{Name: "@" + f.Name, Data: []byte(got)})
		}
		archive.Files = kept
		if out := txtar.Format(archive); *update && string(out) != string(data) {
			if err := os.WriteFile(file, out, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// offered returns what may be said once at the caret, as differences.
func offered(t *testing.T, name, marked string) string {
	t.Helper()
	text := strings.Replace(marked, caret, "", 1)
	u := uri.File("/w/" + name)
	c := dial(t, dialing{folders: []string{"/w"}})
	c.open(u, text)
	f := source.NewFile(name, text)
	at := rangeOf(f.Span(strings.Index(marked, caret), strings.Index(marked, caret)))
	var actions []protocol.CommandOrCodeAction
	c.must(c.call("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": u}, "range": at, "context": map[string]any{"diagnostics": []any{}, "only": []any{"refactor"}},
	}, &actions))
	c.awaitFindings(u, 1)
	var b strings.Builder
	for _, a := range actions {
		action := a.(*protocol.CodeAction)
		var edits []source.Edit
		for _, e := range action.Edit.DocumentChanges[0].(*protocol.TextDocumentEdit).Edits {
			e := e.(*protocol.TextEdit)
			start := f.OffsetUTF16(int(e.Range.Start.Line), int(e.Range.Start.Character))
			end := f.OffsetUTF16(int(e.Range.End.Line), int(e.Range.End.Character))
			edits = append(edits, source.Edit{Span: f.Span(start, end), New: e.NewText})
		}
		after, err := source.Apply(f, edits)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(after, "\r\n") != strings.Count(after, "\n") && strings.Contains(text, "\r\n") {
			t.Errorf("%s: the ends of lines are mixed", name)
		}
		was, _ := modelOf(parser.Read(f, eval.Env{}).Config)
		is, _ := modelOf(parser.Read(source.NewFile(name, after), eval.Env{}).Config)
		if !reflect.DeepEqual(was, is) {
			t.Errorf("%s: the model is another", name)
		}
		b.WriteString(action.Title + "\n")
		for line := range strings.Lines(strings.ReplaceAll(string(diff.Diff("before", []byte(text), "after", []byte(after))), "\r", "")) {
			if !strings.HasPrefix(line, "diff ") && !strings.HasPrefix(line, "---") && !strings.HasPrefix(line, "+++") {
				b.WriteString(strings.TrimRight("  "+line, " \n") + "\n")
			}
		}
	}
	return b.String()
}
