package vscode_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

var palette = key{"P", "KeyP", 80, input.ModifierCtrl | input.ModifierShift}

// TestHelp clicks what tells about pilllint: its item beside the language, which
// restarts the server, and the walkthrough with its buttons.
func TestHelp(t *testing.T) {
	workspace := filepath.Join(t.TempDir(), "pills")
	editortest.Copy(t, filepath.Join(editortest.Root(t), "testdata/pills"), workspace)
	c := start(t, newest, workspace, settings, "--disable-workspace-trust")
	w := c.open(t, [][2]string{{"openFile", c.remote(filepath.Join(workspace, "cloud66_web_server.pill"))}})
	w.shows(".squiggly-error", "")

	const item = ".hover-language-status .element"
	w.achieves("the language status",
		func() { w.away(); w.point(w.shows("#status\\.languageStatus", "")) },
		func() bool { _, ok := w.box(item, "pilllint"); return ok })
	w.shows(item, "Restart")
	w.picture("status")
	before := c.servers(t)
	if len(before) != 1 {
		t.Fatalf("%d servers run", len(before))
	}
	w.achieves("another server",
		func() {
			if link, open := w.box(item+" a", "Restart"); open {
				w.click(link)
				return
			}
			w.away()
			w.point(w.shows("#status\\.languageStatus", ""))
		},
		func() bool { after := c.servers(t); return len(after) == 1 && !slices.Equal(after, before) })
	w.shows(".squiggly-error", "")
	w.press(escape)

	const choice = ".quick-input-list .monaco-list-row"
	w.achieves("the walkthroughs",
		func() { w.press(escape); w.press(palette); w.do(chromedp.KeyEvent("Open Walkthrough")) },
		func() bool { _, ok := w.box(choice, "Open Walkthrough"); return ok })
	w.achieves("the walkthrough of pilllint",
		func() {
			if ours, listed := w.box(choice, "Get started with pilllint"); listed {
				w.click(ours)
				return
			}
			w.press(enter)
		},
		func() bool {
			_, ok := w.box(".getting-started-category", "Find mistakes in pills before you deploy them.")
			return ok
		})
	for _, step := range []struct{ title, says string }{
		{"Fix what pilllint finds", "Fix All"},
		{"See what Bluepill does", "Point at an attribute"},
		{"Configure the rules", "Settings of the extension"},
		{"Use another version of pilllint", "Choose Program"},
		{"Open a pill", "New Pill"},
	} {
		w.achieves("step "+step.title,
			func() { w.click(w.shows(".getting-started-step .step-title", step.title)) },
			func() bool { _, ok := w.box(".getting-started-step.expanded", step.says); return ok })
	}
	w.picture("walkthrough")
	w.achieves("a new pill",
		func() { w.click(w.shows(".getting-started-step.expanded .monaco-button", "New Pill")) },
		func() bool { _, ok := w.box(".view-line", "Bluepill.application"); return ok })
	w.shows(".tab", "Untitled-1")
}

// servers lists the servers of pilllint that run for this VS Code, by their ids.
func (c *code) servers(t *testing.T) (pids []string) {
	t.Helper()
	entries, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		line, err := os.ReadFile(fmt.Sprintf("/proc/%s/cmdline", e.Name()))
		if args := strings.Split(string(line), "\x00"); err == nil && len(args) > 1 && strings.HasPrefix(args[0], c.dir) && args[1] == "lsp" {
			pids = append(pids, e.Name())
		}
	}
	return pids
}
