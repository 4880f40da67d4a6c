//go:build unix

package lsp

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/hostenv"
)

// TestPipes opens a pill whose configuration is a pipe, and that reads others:
// nothing waits for them.
func TestPipes(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".pilllint.yml", "helpers.rb", "Procfile", "user_other.pill", ".gitignore"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "manifest.yml")); err != nil {
		t.Fatal(err)
	}
	c := dial(t, dialing{folders: []string{dir}, settings: `{"hostEnv":true}`, options: Options{Host: func(path string) eval.Env { return hostenv.New(path) }}})
	u := write(t, filepath.Join(dir, "user_shop.pill"), "")
	c.open(u, "begin\n  load __dir__ + '/helpers.rb'\nrescue => e\nend\n"+good)
	c.awaitFindings(u, 1)
	for _, method := range []string{"definition", "documentLink", "completion", "rename"} {
		_ = c.call("textDocument/"+method, map[string]any{
			"textDocument": map[string]any{"uri": u}, "position": map[string]any{"line": 1, "character": 14}, "newName": "x",
		}, nil)
	}
	config := u[:len(u)-len("user_shop.pill")] + ".pilllint.yml"
	c.eventually(config, noVersion, "0:0 ")
}
