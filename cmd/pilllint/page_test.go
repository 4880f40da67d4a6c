package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// hostilePill has what a page must not obey: markup in the path of its process
// and in what it sets, a character that turns the direction of text, and a long
// word.
const hostilePill = `Bluepill.application("user_x") do |app|
  app.process("</script><script>document.title='owned'</script>") do |p|
    p.start_command = "x > y <img src=x onerror=document.title='owned'> %s"
    p.stop_command = "<b>stop</b> ` + "\u202e" + `"
    p.daemonize = true
  end
  app.process("user_x_2") do |p|
    p.start_command = "x"
    p.stop_signals = [:quit, ENV["X"].to_i, :term, 1, :usr1]
    p.stop_grace_time = 5
  end
end
`

// TestPage opens the page of real findings in Chromium: in both colour schemes
// and on small and large screens it is whole, nothing on it is wider than the
// screen, it asks for nothing from elsewhere and no script complains. With
// PILLLINT_SHOTS, pictures are left in that folder.
func TestPage(t *testing.T) {
	dir := t.TempDir()
	hostile := filepath.Join(dir, "<b>hostile & more.pill")
	if err := os.WriteFile(hostile, fmt.Appendf(nil, hostilePill, strings.Repeat("long", 300)), 0o666); err != nil {
		t.Fatal(err)
	}
	pagePath := filepath.Join(dir, "page.html")
	if code, _, errs := lint("--format", "html="+pagePath, "../../testdata/pills", hostile, filepath.Join(dir, "gone.pill")); code != exitUnread {
		t.Fatalf("status %d, %s", code, errs)
	}
	_, jsonText, _ := lint("--format", "json", "../../testdata/pills", hostile)
	findings := strings.Count(jsonText, `"consequence":`)

	ctx := browser(t)
	var mu sync.Mutex
	var heard []string
	hear := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, fmt.Sprintf(format, args...))
	}
	chromedp.ListenTarget(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *log.EventEntryAdded:
			hear("log: %s", ev.Entry.Text)
		case *runtime.EventExceptionThrown:
			hear("exception: %s", ev.ExceptionDetails.Error())
		case *runtime.EventConsoleAPICalled:
			hear("console: %v", ev.Args)
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(ev.Request.URL, "file://"+dir) {
				hear("request: %s", ev.Request.URL)
			}
		}
	})
	run := func(actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatal(err)
		}
	}
	run(log.Enable(), network.Enable())
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{360, 800, 1600} {
			name := fmt.Sprintf("%s at %d", scheme, width)
			var overflow, articles, svgs, shown int
			var background, title string
			var picture []byte
			run(
				emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
				chromedp.EmulateViewport(width, 900),
				chromedp.Navigate("file://"+pagePath),
				chromedp.Evaluate(`for (const d of document.querySelectorAll("details.fold")) d.open = true; document.documentElement.scrollWidth - innerWidth`, &overflow),
				chromedp.Evaluate(`document.querySelectorAll("article.finding").length`, &articles),
				chromedp.Evaluate(`document.querySelectorAll("svg.time").length`, &svgs),
				chromedp.Evaluate(`[...document.querySelectorAll("article.finding")].filter(a => a.getBoundingClientRect().height > 20).length`, &shown),
				chromedp.Evaluate(`getComputedStyle(document.body).backgroundColor`, &background),
				chromedp.Title(&title),
				chromedp.Evaluate(`for (const d of document.querySelectorAll("details.fold")) d.open = false; 0`, nil),
			)
			if overflow > 0 {
				t.Errorf("%s: %d pixels wider than the screen", name, overflow)
			}
			if articles != findings || shown != findings || svgs < 6 {
				t.Errorf("%s: %d findings, %d to be seen, want %d; %d time lines", name, articles, shown, findings, svgs)
			}
			if dark := strings.HasPrefix(background, "rgb(17,"); dark != (scheme == "dark") {
				t.Errorf("%s: background %s", name, background)
			}
			if !strings.HasPrefix(title, "pilllint: ") {
				t.Errorf("%s: title %q", name, title)
			}
			if shots := os.Getenv("PILLLINT_SHOTS"); shots != "" {
				run(chromedp.FullScreenshot(&picture, 100))
				if err := os.WriteFile(filepath.Join(shots, fmt.Sprintf("%s-%d.png", scheme, width)), picture, 0o666); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	testFilter(t, run, findings)
	mu.Lock()
	defer mu.Unlock()
	if len(heard) > 0 {
		t.Errorf("the browser said\n%s", strings.Join(heard, "\n"))
	}
}

// testFilter uses the filter by keyboard alone.
func testFilter(t *testing.T, run func(...chromedp.Action), findings int) {
	t.Helper()
	const seen = `[...document.querySelectorAll("article.finding:not([hidden])")]`
	const focus = `document.activeElement.id || document.activeElement.textContent`
	var n, bad int
	var text, at string
	count := func() int { run(chromedp.Evaluate(seen+`.length`, &n)); return n }
	// The protocol's keys type even what a page has taken for itself: the / goes.
	run(chromedp.KeyEvent("/"), chromedp.KeyEvent("\b"), chromedp.KeyEvent("STOP-grace 41"), chromedp.Evaluate(`document.getElementById("shown").value`, &text))
	if count() != 1 || text != fmt.Sprintf("1 of %d", findings) {
		t.Errorf("searching: %d findings, %q", n, text)
	}
	run(chromedp.KeyEvent("\x1b"))
	if count() != findings {
		t.Errorf("after Escape: %d findings, want %d", n, findings)
	}
	run(chromedp.KeyEvent("\t"), chromedp.Evaluate(focus, &at), chromedp.KeyEvent(" "))
	if run(chromedp.Evaluate(seen+`.filter(a => a.dataset.severity === "error").length`, &bad)); at != "error" || bad != 0 || count() == 0 {
		t.Errorf("the button %q leaves %d findings, %d of them errors", at, n, bad)
	}
	run(chromedp.KeyEvent("j"), chromedp.KeyEvent("j"), chromedp.KeyEvent("k"), chromedp.Evaluate(focus, &at))
	var first string
	if run(chromedp.Evaluate(seen+`[0].id`, &first)); at != first {
		t.Errorf("j, j and k lead to %q, want %q", at, first)
	}
	var open bool
	run(chromedp.Evaluate(`document.querySelector("article.finding:not([hidden]) a.rule").click(); new Promise(r => setTimeout(() => r(document.querySelector("details.doc:target").open), 50))`,
		&open, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	if !open {
		t.Error("a rule's name does not open its documentation")
	}
}

// browser starts Chromium, which ends with the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	// Its helpers may still write there for a moment when it has ended, so that
	// t.TempDir, which demands that all can be removed, is no place for it.
	dir, err := os.MkdirTemp("", "pilllint-page-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.UserDataDir(dir))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}
