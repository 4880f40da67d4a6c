package editors_test

import (
	"path/filepath"
	"testing"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

// TestEmacs has somebody look through a pill and put it right in Emacs, with
// Eglot.
func TestEmacs(t *testing.T) {
	t.Parallel()
	home, env := editortest.Home(t)
	init := filepath.Join(home, ".emacs.d/init.el")
	editortest.Write(t, init, block(t, "README.md", "Emacs", "elisp"))
	dir, file := editortest.Pills(t), filepath.Join(t.TempDir(), "report.json")
	script := filepath.Join(editortest.Root(t), "editors/testdata/emacs/pill.el")
	out := editortest.Run(t, dir, append(env, "REPORT="+file), "emacs", "-q", "--batch", "-l", init, "-l", script)
	var got struct {
		visit
		Mode string
	}
	readReport(t, file, out, &got)
	got.check(t, dir)
	if got.Mode != "pill-mode" {
		t.Errorf("the mode is %s", got.Mode)
	}
}
