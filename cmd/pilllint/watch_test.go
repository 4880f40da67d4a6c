package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A screen is what a program writes while it runs.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write adds to the screen.
func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

// take returns what was written since it was last asked.
func (s *screen) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.text.Reset()
	return s.text.String()
}

// A watched is a program that watches a folder.
type watched struct {
	t    *testing.T
	dir  string
	out  *screen
	done chan int
	stop func()
}

func watchFolder(t *testing.T, args ...string) *watched {
	t.Helper()
	w := &watched{t: t, dir: t.TempDir(), out: &screen{}, done: make(chan int, 1)}
	w.write("a.pill", "")
	ctx, stop := context.WithCancel(t.Context())
	w.stop = stop
	p := &program{command: findCommand("check"), stdin: strings.NewReader(""), stdout: w.out, stderr: w.out}
	var err error
	p.args, err = parseFlags(p.command, &p.options, append(args, w.dir))
	if err != nil {
		t.Fatal(err)
	}
	sinks, err := p.sinks()
	if err != nil {
		t.Fatal(err)
	}
	go func() { w.done <- p.watchUntil(ctx, sinks) }()
	return w
}

// write replaces a file as editors do: by a new one that is given its name.
func (w *watched) write(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	if err := os.WriteFile(path+"~", []byte(text), 0o666); err != nil {
		w.t.Fatal(err)
	}
	if err := os.Rename(path+"~", path); err != nil {
		w.t.Fatal(err)
	}
}

// sees demands that the next runs come to print a text.
func (w *watched) sees(want string) {
	w.t.Helper()
	var seen string
	for range 500 {
		seen += w.out.take()
		if run, _, ended := strings.Cut(seen, "waiting for changes"); ended {
			if strings.Contains(run, want) {
				return
			}
			_, seen, _ = strings.Cut(seen, "\n")
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.t.Fatalf("never printed: %s\nbut: %s", want, seen)
}

// TestWatch changes real files, and waits for what is found in them.
func TestWatch(t *testing.T) {
	w := watchFolder(t, "--baseline", filepath.Join(t.TempDir(), "none.yml"))
	w.sees("no such file; --write-baseline writes it") // a broken start is watched, too
	w.stop()
	if code := <-w.done; code != exitUsage {
		t.Errorf("status %d", code)
	}

	w = watchFolder(t)
	w.sees("no findings in 1 file")
	w.write("a.pill", "\"")
	w.sees("1 error in 1 file")
	w.write("b.pill", "loop { }")
	w.sees("1 error, 1 warning in 2 files")
	w.write("notes.txt", "does not matter")
	w.write(".pilllint.yml", "rules: {evaluation-limit: off}")
	w.sees("1 error in 2 files")
	w.write(".pilllint.yml", "rules: {evaluation-limits: off}")
	w.sees(`did you mean "evaluation-limit"?`)
	w.write(".pilllint.yml", "exclude: [a.pill]")
	w.sees("1 warning in 1 file")
	if err := os.MkdirAll(filepath.Join(w.dir, "new"), 0o777); err != nil {
		t.Fatal(err)
	}
	w.sees("1 warning in 1 file")
	w.write("new/c.pill", "\"")
	w.sees("1 error, 1 warning in 2 files")
	if err := os.Remove(filepath.Join(w.dir, "b.pill")); err != nil {
		t.Fatal(err)
	}
	w.sees("1 error in 1 file")
	if err := os.RemoveAll(filepath.Join(w.dir, "new")); err != nil {
		t.Fatal(err)
	}
	w.sees("no pills in this folder but those that the configuration excludes")
	w.write(".pilllint.yml", "")
	w.sees("1 error in 1 file")
	w.stop()
	if code := <-w.done; code != exitFindings {
		t.Errorf("status %d", code)
	}
}

// TestWatchSettles: many changes at once are one run, or two.
func TestWatchSettles(t *testing.T) {
	w := watchFolder(t)
	w.sees("no findings in 1 file")
	for range 50 {
		w.write("a.pill", "\"")
	}
	w.sees("1 error in 1 file")
	time.Sleep(3 * settleAfter)
	w.stop()
	<-w.done
	if more := strings.Count(w.out.take(), "waiting for changes"); more > 1 {
		t.Errorf("%d more runs", more)
	}
}
