package main

// This file checks again whenever something changes.

import (
	"context"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/template"
	"github.com/pilllint/pilllint/rules"
)

// Saving a file takes several steps, and a checkout touches many files: what
// follows within a moment belongs together, but nobody waits for ever.
const (
	settleAfter  = 60 * time.Millisecond
	settleAtMost = time.Second
)

// clearScreen empties a terminal, with what has been scrolled off it.
const clearScreen = "\x1b[H\x1b[2J\x1b[3J"

// watch checks now and after every change, until the program is interrupted.
// It returns the exit code of the last run.
func (p *program) watch(sinks []sink) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return p.watchUntil(ctx, sinks)
}

func (p *program) watchUntil(ctx context.Context, sinks []sink) int {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		p.complain("cannot watch: %s", err)
		return exitUnread
	}
	defer w.Close()
	for {
		t, ok := p.targets(p.args)
		if p.follow(w, t) {
			continue // what changed before a folder was watched was not seen
		}
		if isTerminal(p.stdout) {
			_, _ = io.WriteString(p.stdout, clearScreen)
		}
		code := p.checkTargets(t, ok, sinks)
		p.complain("waiting for changes; Ctrl-C ends it")
		if !p.change(ctx, w, t) {
			return code
		}
	}
}

// follow watches the folders of a run, and reports whether some were not
// watched before. Folders, not files: editors replace a file by a new one. One
// that cannot be watched is left out.
func (p *program) follow(w *fsnotify.Watcher, t *targets) (more bool) {
	watched := w.WatchList()
	add := func(folder string) {
		folder = p.abs(folder)
		if !slices.Contains(watched, folder) && w.Add(folder) == nil {
			watched, more = append(watched, folder), true
		}
	}
	for _, f := range t.folders {
		for _, folder := range f.Within {
			add(folder)
		}
	}
	for _, path := range p.args {
		add(filepath.Dir(p.abs(path)))
	}
	for _, folder := range t.looked {
		add(folder)
	}
	for path := range t.baselines.files {
		add(filepath.Dir(path))
	}
	return more
}

// change waits for a change that may matter to a run, and for the end of those
// that come with it. It returns false when there is no more to wait for.
func (p *program) change(ctx context.Context, w *fsnotify.Watcher, t *targets) bool {
	var settled, late <-chan time.Time // nil until something has changed
	for {
		select {
		case <-ctx.Done():
			return false
		case _, open := <-w.Errors:
			if !open {
				return false
			}
			settled = time.After(settleAfter) // some changes were lost: look
		case e, open := <-w.Events:
			if !open {
				return false
			}
			if !p.matters(e, t) {
				continue
			}
			settled = time.After(settleAfter)
			if late == nil {
				late = time.After(settleAtMost)
			}
		case <-settled:
			return true
		case <-late:
			return true
		}
	}
}

// matters reports whether a run may come out otherwise after a change.
func (p *program) matters(e fsnotify.Event, t *targets) bool {
	if e.Op == fsnotify.Chmod {
		return false // indexers and backups do that all the time
	}
	name := filepath.Base(e.Name)
	switch {
	case slices.Contains(rules.ConfigNames(), name), name == ".gitignore", p.options.config != "" && e.Name == p.abs(p.options.config):
		return true
	case t.baselines.files[e.Name] != nil:
		return true
	case slices.ContainsFunc(p.args, func(path string) bool { return p.abs(path) == e.Name }):
		return true
	case slices.Contains([]string{".pill", ".rb"}, filepath.Ext(name)), template.Named(name), manifest.IsName(name), name == "Procfile":
		return true
	}
	info, err := os.Stat(e.Name)
	return err == nil && info.IsDir() && !strings.HasPrefix(name, ".")
}
