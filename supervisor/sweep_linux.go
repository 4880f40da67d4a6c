package supervisor

// This file looks for what stopped processes have left behind. That takes a walk
// through all processes of the machine, so that one walk serves all of them
// that are being looked for.

import (
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// sweepings is how often is looked for what has been left behind: it may go
	// on starting more.
	sweepings = 20
	// sweepPause is how long those who got a TERM have until the next look.
	sweepPause = 50 * time.Millisecond
)

// A sweeper looks for what was left behind, one walk after the other, for as
// long as there is anything to look for.
type sweeper struct {
	mu      sync.Mutex
	waiting []*sweeping
	walks   bool
}

// A sweeping is one process that has ended, and what it may have left behind.
type sweeping struct {
	Sweep
	marks string // what the marks of the process begin with
	keep  string // the mark of the one that takes its place
	sent  map[Ident]bool
	looks int
	found bool
}

// sweep sends TERM to what a process has left behind, once to each.
func (h *host) sweep(s *Spec, a Sweep, keep string) {
	w := &h.sweeper
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting = append(w.waiting, &sweeping{Sweep: a, marks: h.markPrefix(s), keep: keep, sent: map[Ident]bool{}})
	if !w.walks {
		w.walks = true
		go h.sweepAll()
	}
}

// sweepAll walks until nothing is found any more.
func (h *host) sweepAll() {
	w := &h.sweeper
	for {
		w.mu.Lock()
		list := w.waiting
		w.waiting = nil
		w.walks = len(list) > 0
		w.mu.Unlock()
		if len(list) == 0 {
			return
		}
		h.walk(list)
		again := list[:0]
		for _, s := range list {
			if s.looks++; s.found && s.looks < sweepings {
				again = append(again, s)
			}
		}
		if len(again) == 0 {
			continue
		}
		time.Sleep(sweepPause)
		w.mu.Lock()
		w.waiting = append(w.waiting, again...)
		w.mu.Unlock()
	}
}

// walk sends TERM to everything that one of the sweepings is about.
func (h *host) walk(list []*sweeping) {
	groups, marks, children := map[int]*sweeping{}, map[string][]*sweeping{}, map[Ident]*sweeping{}
	for _, s := range list {
		s.found = false
		if s.Group {
			marks[s.marks] = append(marks[s.marks], s)
			if !s.Proc.IsZero() {
				groups[s.Proc.Pid] = s
			}
		}
		for _, c := range s.Children {
			children[c] = s
		}
	}
	whose := func(p procStat) *sweeping {
		if s := children[p.Ident]; s != nil {
			return s
		}
		if s := groups[p.Group]; s != nil && groupOf(s.Proc)(p) {
			return s
		}
		if len(marks) == 0 || h.pins.holds(p.Ident) { // that is what runs, not what was left
			return nil
		}
		mark, _ := markOf(p.Pid)
		if !strings.HasSuffix(mark, h.place) || strings.HasPrefix(title(p.Pid), DaemonTitle) {
			return nil
		}
		for _, s := range marks[mark[:strings.LastIndexByte(mark, '/')+1]] {
			if mark != s.keep {
				return s
			}
		}
		return nil
	}
	var last *sweeping // whose the one is that was asked about last
	signalMembers(unix.SIGTERM, func(p procStat) bool {
		last = whose(p)
		return last != nil && !last.sent[p.Ident]
	}, func(p procStat) { last.sent[p.Ident], last.found = true, true })
}
