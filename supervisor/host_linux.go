package supervisor

// This file holds what all processes of a daemon share.

import (
	"fmt"
	"hash/fnv"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// A host does what Machines want done.
type host struct {
	app    string
	here   string // "/", but in the foreground where the user is
	place  string // tells daemons of different base directories apart, in marks
	clock  Clock
	logger *Logger
	pins   *pins
	marks  atomic.Uint64
	room   room
	sweeper
	cgroups *cgroups // nil: there are none for us
}

// here is the folder that the daemon was begun in.
func here() string {
	if wd, err := os.Getwd(); err == nil {
		return wd
	}
	return "/"
}

// log writes a line about a process. Bluepill tells the same in the same form.
func (h *host) log(level Level, s *Spec, format string, args ...any) {
	h.logger.Log(level, time.Now(), "["+h.prefix(s)+"] "+fmt.Sprintf(format, args...))
}

// prefix is the path of a process: application, group if any, name.
func (h *host) prefix(s *Spec) string { return h.groupPrefix(s) + ":" + s.Name }

func (h *host) groupPrefix(s *Spec) string {
	if s.Grouped {
		return h.app + ":" + s.Group
	}
	return h.app
}

// newMark makes a mark that nothing else bears.
func (h *host) newMark(s *Spec) string {
	return h.markPrefix(s) + strconv.FormatInt(int64(sinceBoot()), 36) + "." + strconv.FormatUint(h.marks.Add(1), 36) + h.place
}

func (h *host) markPrefix(s *Spec) string { return h.app + "/" + s.FullName() + "/" }

// isMark reports whether a mark is one of the process's.
func (h *host) isMark(s *Spec, mark string) bool {
	return strings.HasPrefix(mark, h.markPrefix(s)) && strings.HasSuffix(mark, h.place)
}

// placeOf is the end of all marks of a base directory.
func placeOf(base string) string {
	sum := fnv.New32a()
	sum.Write([]byte(base))
	return "." + strconv.FormatUint(uint64(sum.Sum32()), 36)
}

// bearers finds the processes that were started with each of some marks: of
// several the first, which is the one that was made with it.
func bearers(marks map[string]bool) map[string]Ident {
	found := map[string]Ident{}
	for _, pid := range pids() {
		mark, _ := markOf(pid)
		if !marks[mark] {
			continue
		}
		s, err := readStat(pid)
		if err != nil || s.dead() || s.Session != s.Pid {
			continue
		}
		if old, ok := found[mark]; !ok || s.Start < old.Start || s.Start == old.Start && s.Pid < old.Pid {
			found[mark] = s.Ident
		}
	}
	return found
}
