package vscode_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

// TestScreen does through the screen what somebody would do who has found out
// about pilllint: see the findings, have one put right, ask what an attribute
// means, have one completed, and save. With PILLLINT_SHOTS, pictures are left in
// that folder; those of the README are made so.
func TestScreen(t *testing.T) {
	workspace := filepath.Join(t.TempDir(), "pills")
	editortest.Copy(t, filepath.Join(editortest.Root(t), "testdata/pills"), workspace)
	pill := filepath.Join(workspace, "cloud66_web_server.pill")
	c := start(t, newest, workspace, settings, "--disable-workspace-trust")
	w := c.open(t, [][2]string{{"openFile", c.remote(pill)}})

	squiggle := w.shows(".squiggly-error", "")
	w.achieves("the problems",
		func() { w.press(problems) },
		func() bool {
			_, ok := w.box(".markers-panel .monaco-list-row", "stop_grace_time of process")
			return ok
		})
	w.shows("#status\\.editor\\.mode", "Pill")
	w.shows(".view-line", "quit → 30 s → term")
	w.shows(".codelens-decoration", "systemd unit")
	w.picture("findings")

	const fix = "Set stop_grace_time to 51 seconds"
	const menu = ".action-widget .monaco-list-row"
	w.achieves("the quick fixes",
		func() {
			w.press(escape)
			squiggle = w.shows(".squiggly-error", "")
			w.click(squiggle)
			w.away()
			w.press(quickFix)
		},
		func() bool { _, ok := w.box(menu, fix); return ok })
	w.picture("fix")
	w.achieves("the fix",
		func() {
			if _, open := w.box(menu, fix); open {
				w.press(enter)
			}
		},
		func() bool { _, ok := w.box(".view-line", "51.seconds"); return ok })
	until(t, "no finding", func() bool { _, still := w.box(".squiggly-error", ""); return !still })

	attribute := w.shows(".view-line span span", "stop_signals")
	w.achieves("the hover",
		func() { w.away(); w.point(attribute) },
		func() bool { _, ok := w.box(".monaco-hover", "stop_signals"); return ok })
	w.picture("hover")

	const caret = "#status\\.editor\\.selection"
	w.away()
	w.achieves("the end of a line",
		func() { w.click(w.shows(".view-line", "51.seconds")); w.press(end) },
		func() bool { _, ok := w.box(caret, "Ln 15, Col 41"); return ok })
	w.press(enter)
	w.shows(caret, "Ln 16, Col 5")
	w.do(chromedp.KeyEvent("process.pre_st"))
	const suggestion = ".suggest-widget .monaco-list-row"
	w.achieves("the suggestions",
		func() { w.press(suggest) },
		func() bool { _, ok := w.box(suggestion, "pre_start_command"); return ok })
	w.picture("completion")
	w.achieves("the completion",
		func() { w.press(enter) },
		func() bool { _, ok := w.box(".view-line", "process.pre_start_command = "); return ok })
	w.do(chromedp.KeyEvent(`"true"`))

	w.achieves("what was done on the disk",
		func() { w.press(escape); w.press(save) },
		func() bool {
			text := editortest.Read(t, pill)
			return strings.Contains(text, "stop_grace_time = 51.seconds") && strings.Contains(text, "process.pre_start_command = \"true\"")
		})

	const lens = ".codelens-decoration a"
	w.achieves("the verdict",
		func() { w.click(w.shows(lens, "verify")) },
		func() bool { _, ok := w.box(".notification-toast", "Show Report"); return ok })
	w.picture("verify")
	w.achieves("the unit",
		func() { w.click(w.shows(lens, "systemd unit")) },
		func() bool { _, ok := w.box(".view-line", "ExecStart="); return ok })
	w.picture("unit")
}
