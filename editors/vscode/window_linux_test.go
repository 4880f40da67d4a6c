package vscode_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// The size of a window.
const (
	width  = 1440
	height = 800
)

// A window is one of VS Code, in Chromium.
type window struct {
	t   *testing.T
	ctx context.Context
	on  *code
}

// open opens a window of the workspace. payload is what VS Code is told by way of
// the address.
func (c *code) open(t *testing.T, payload [][2]string, prepare ...chromedp.Action) *window {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox,
		chromedp.UserDataDir(filepath.Join(c.dir, "chromium")), chromedp.WindowSize(width, height),
		chromedp.WSURLReadTimeout(patience),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*patience)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	w := &window{t, ctx, c}
	told, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.EmulateViewport(width, height))
	w.do(prepare...)
	w.do(chromedp.Navigate(c.url("/?folder=" + url.QueryEscape(c.workspace) + "&payload=" + url.QueryEscape(string(told)))))
	t.Cleanup(func() {
		if t.Failed() {
			w.picture("failed")
		}
	})
	return w
}

func (w *window) do(actions ...chromedp.Action) {
	w.t.Helper()
	if err := chromedp.Run(w.ctx, actions...); err != nil {
		w.t.Fatal(err)
	}
}

// picture leaves a picture of the window in $PILLLINT_SHOTS, if that is set.
func (w *window) picture(name string) {
	w.t.Helper()
	shots := os.Getenv("PILLLINT_SHOTS")
	if shots == "" {
		return
	}
	var png []byte
	if err := chromedp.Run(w.ctx, chromedp.CaptureScreenshot(&png)); err != nil {
		w.t.Error(err)
	} else if err := os.WriteFile(filepath.Join(shots, name+".png"), png, 0o644); err != nil {
		w.t.Error(err)
	}
}

// exits makes the window tell when its tests are over: the driver that VS Code
// looks for is put in place before it starts.
func exits(over chan<- string) chromedp.Action {
	const binding = "pilllintTests"
	const driver = `
		globalThis.codeAutomationLog = () => {};
		globalThis.codeAutomationExit = code => globalThis.` + binding + `(String(code));`
	return chromedp.ActionFunc(func(ctx context.Context) error {
		chromedp.ListenTarget(ctx, func(event any) {
			if called, ok := event.(*runtime.EventBindingCalled); ok && called.Name == binding {
				over <- called.Payload
			}
		})
		if err := runtime.AddBinding(binding).Do(ctx); err != nil {
			return err
		}
		_, err := page.AddScriptToEvaluateOnNewDocument(driver).Do(ctx)
		return err
	})
}

// A box is where something is on the screen.
type box struct{ X, Y, Width, Height float64 }

func (b box) middle() (x, y float64) { return b.X + b.Width/2, b.Y + b.Height/2 }

// box returns where the first visible element is that a selector and a text
// select, if there is one.
func (w *window) box(selector, text string) (box, bool) {
	w.t.Helper()
	var found *box
	w.do(chromedp.Evaluate(fmt.Sprintf(`(() => {
		for (const e of document.querySelectorAll(%q)) {
			const r = e.getBoundingClientRect();
			if (r.width > 0 && r.height > 0 && e.innerText.replaceAll("\u00a0", " ").includes(%q))
				return {X: r.x, Y: r.y, Width: r.width, Height: r.height};
		}
		return null;
	})()`, selector, text), &found))
	if found == nil {
		return box{}, false
	}
	return *found, true
}

// shows waits for an element, and returns where it is.
func (w *window) shows(selector, text string) (found box) {
	w.t.Helper()
	until(w.t, fmt.Sprintf("%s with %q", selector, text), func() (ok bool) {
		found, ok = w.box(selector, text)
		return ok
	})
	return found
}

// A key is one, with the modifiers that are held.
type key struct {
	name, code string
	number     int64
	modifiers  input.Modifier
}

var (
	escape   = key{"Escape", "Escape", 27, 0}
	enter    = key{"Enter", "Enter", 13, 0}
	end      = key{"End", "End", 35, 0}
	problems = key{"M", "KeyM", 77, input.ModifierCtrl | input.ModifierShift}
	quickFix = key{".", "Period", 190, input.ModifierCtrl}
	suggest  = key{" ", "Space", 32, input.ModifierCtrl}
	save     = key{"s", "KeyS", 83, input.ModifierCtrl}
)

func (w *window) press(k key) {
	w.t.Helper()
	event := func(kind input.KeyType) chromedp.Action {
		e := input.DispatchKeyEvent(kind).WithKey(k.name).WithCode(k.code).WithModifiers(k.modifiers).
			WithWindowsVirtualKeyCode(k.number)
		if kind == input.KeyDown && k == enter {
			e = e.WithText("\r")
		}
		return e
	}
	down := input.KeyRawDown
	if k == enter {
		down = input.KeyDown
	}
	w.do(event(down), event(input.KeyUp))
}

func (w *window) click(b box) {
	w.t.Helper()
	x, y := b.middle()
	w.do(chromedp.MouseClickXY(x, y))
}

// point moves the pointer to the middle of a box, by way of a place beside it: what
// does not move rests on nothing.
func (w *window) point(b box) {
	w.t.Helper()
	x, y := b.middle()
	w.do(input.DispatchMouseEvent(input.MouseMoved, x+3, y), input.DispatchMouseEvent(input.MouseMoved, x, y))
}

// away moves the pointer to where nothing explains itself.
func (w *window) away() {
	w.t.Helper()
	w.do(input.DispatchMouseEvent(input.MouseMoved, width/2, 3))
}

// achieves does something until it has an effect: while VS Code starts, keys and
// clicks can be lost.
func (w *window) achieves(what string, act func(), holds func() bool) {
	w.t.Helper()
	until(w.t, what, func() bool {
		if holds() {
			return true
		}
		act()
		for end := time.Now().Add(4 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			if holds() {
				return true
			}
		}
		return false
	})
}
