package lsp

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// TestLinks leads to files of this machine, and to no others.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	program := write(t, filepath.Join(dir, "bin/é名.sh"), "")
	settings := write(t, filepath.Join(dir, "shop.conf"), "")
	helpers := write(t, filepath.Join(dir, "pills/common/helpers.rb"), "")
	text := fmt.Sprintf(`require_relative "common/helpers"
load %[1]q
load "shop.conf"
Bluepill.application("user_shop") do |app|
  app.process("😀") do |process|
    process.working_dir = %[2]q
    process.start_command = "bin/é名.sh -c ./shop.conf --log=%[2]s/none.log"
    process.stdin = %[1]q
    process.stdout = "/none/shop.log"
    process.pid_file = ENV["PID"]
    process.stderr = %[2]q
  end
end
`, settings.FsPath(), dir)
	// As a client that sees places by characters.
	c := dial(t, dialing{folders: []string{dir}, encodings: []encoding{protocol.PositionEncodingKindUTF32}})
	links := func(u uri.URI) (found []string) {
		c.open(u, text)
		c.awaitFindings(u, 1)
		var list []protocol.DocumentLink
		c.must(c.call("textDocument/documentLink", map[string]any{"textDocument": map[string]any{"uri": u}}, &list))
		for _, l := range list {
			found = append(found, fmt.Sprintf("%d %s", l.Range.Start.Line+1, filepath.Base(l.Target.FsPath())))
		}
		slices.Sort(found)
		return found
	}
	want := []string{"1 " + filepath.Base(helpers.FsPath()), "2 shop.conf", "7 shop.conf", "7 " + filepath.Base(program.FsPath()), "8 shop.conf"}
	if got := links(uri.File(filepath.Join(dir, "pills/user_shop.pill"))); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, elsewhere := range []uri.URI{"vscode-vfs://github/shop/user_shop.pill", "untitled:user_shop.pill"} {
		if got := links(elsewhere); len(got) > 0 {
			t.Errorf("%s leads to %q", elsewhere, got)
		}
	}
}
