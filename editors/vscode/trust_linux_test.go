package vscode_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

// TestTrust opens a workspace that is not trusted and names a program of its own:
// its pills are checked all the same, by the program that comes with the
// extension. Then the user names one that is not there, and is told.
func TestTrust(t *testing.T) {
	workspace := filepath.Join(t.TempDir(), "pills")
	editortest.Copy(t, filepath.Join(editortest.Root(t), "testdata/pills"), workspace)
	own, started := filepath.Join(workspace, "own"), filepath.Join(workspace, "started")
	editortest.Write(t, own, fmt.Sprintf("#!/bin/sh\ntouch '%s'\nexec pilllint lsp\n", started))
	if err := os.Chmod(own, 0o755); err != nil {
		t.Fatal(err)
	}
	editortest.Write(t, filepath.Join(workspace, ".vscode/settings.json"), `{"pilllint.path": "./own"}`)

	user := strings.Replace(settings, "{", `{"security.workspace.trust.startupPrompt": "never",`, 1)
	c := start(t, newest, workspace, user)
	w := c.open(t, [][2]string{{"openFile", c.remote(filepath.Join(workspace, "cloud66_web_server.pill"))}})
	w.shows(".statusbar-item", "Restricted Mode")
	w.shows(".squiggly-error", "")

	editortest.Write(t, c.settings(), strings.Replace(user, "{", `{"pilllint.path": "/nowhere/pilllint",`, 1))
	const toast, missing = ".notification-toast", "there is no program /nowhere/pilllint, which the setting pilllint.path names"
	var loaded time.Time
	until(t, "a notification of the missing program", func() bool {
		if _, shown := w.box(toast, missing); shown {
			return true
		}
		if time.Since(loaded) > 25*time.Second { // it goes away by itself, on a busy machine before anybody sees it
			w.do(chromedp.Reload()) // changes on the disk are not watched without native modules
			loaded = time.Now()
		}
		return false
	})
	for _, action := range []string{"Choose Program…", "Open Settings", "How to Install"} {
		w.shows(toast+" .monaco-button", action)
	}
	w.picture("missing")
	if _, err := os.Stat(started); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the program of the workspace was run: %v", err)
	}
}
