package migrate

// This file compares what becomes of a pill's process under systemd with what
// pilllint verify shows for the pill itself. Both are told in the same words.

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/pilllint/pilllint/cmd/internal/verify"
	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/parser/source"
)

// TestMain lets this program be what verify runs in its sandbox.
func TestMain(m *testing.M) {
	verify.Main()
	os.Exit(m.Run())
}

// A life is what becomes of a process: phase by phase what happens, by the pill's
// clock, in seconds since the first signal of the phase.
type life struct {
	start   []moment // what is run, and starts
	crash   []moment // it starts again
	restart []moment // what is run, the signals that it gets, and what starts then if it is no reload in place
	stop    []moment // the same, until it is killed if it has to be
	logs    []string // whose they are, with the mode of each
}

// The words of moments, beside "gets TERM"; runs is followed by a command.
const (
	runs     = "runs "
	starts   = "starts"
	startsBy = "starts as another"
	isKilled = "is killed"
)

// differs says how a life differs from another; "" if it does not. Delays may
// differ by a time of the pill's.
func (l life) differs(m life, tolerance float64) string {
	for _, phase := range []struct {
		name string
		a, b []moment
	}{{"start", l.start, m.start}, {"crash", l.crash, m.crash}, {"restart", l.restart, m.restart}, {"stop", l.stop, m.stop}} {
		same := slices.EqualFunc(phase.a, phase.b, func(a, b moment) bool {
			return a.word == b.word && max(a.at-b.at, b.at-a.at) <= tolerance
		})
		if !same {
			return fmt.Sprintf("%s: %v instead of %v", phase.name, phase.a, phase.b)
		}
	}
	if !slices.Equal(l.logs, m.logs) {
		return fmt.Sprintf("logs: %q instead of %q", l.logs, m.logs)
	}
	return ""
}

// fromFirst has a phase begin with its first signal. How long a command runs until
// there is one, and how long a process takes to end, is their own affair.
func fromFirst(list []moment) []moment {
	first := -1.0
	for i, m := range list {
		switch {
		case strings.HasPrefix(m.word, runs), m.word == startsBy:
			list[i].at = 0
			continue
		case first < 0:
			first = m.at
		}
		list[i].at -= first
	}
	return list
}

// ran is the word for a command, in which the process id is PID. What a kill does
// is told by the signal.
func ran(words []string, pid int) []moment {
	if len(words) == 0 || words[0] == "kill" {
		return nil
	}
	words = slices.Clone(words)
	for i, w := range words {
		if w = strings.Trim(w, "'"); w == fmt.Sprint(pid) {
			w = "PID"
		}
		words[i] = w
	}
	return []moment{{runs + strings.Join(words, " "), 0}}
}

// booted is the life that the stand-in of a unit has told of.
func (n *nest) booted(s *stand) (l life) {
	begun := n.states("1/" + s.id + ".start")
	pids := []int{0, 0}
	for i, st := range begun {
		pids[min(i, 1)] = st.PID
	}
	if before := n.notes("1", s, "before", 0); len(before) > 0 { // and again after the crash
		l.start = []moment{{before[0].word, 0}}
	}
	for i, st := range begun {
		switch {
		case i == 0:
			l.start = append(l.start, moment{starts, 0})
		case st.PID != begun[i-1].PID:
			l.crash = append(l.crash, moment{startsBy, 0})
		}
	}
	got := n.gets("1", s)
	if s.Reload == nil {
		l.restart = n.restarted(s)
	} else {
		l.restart = n.notes("1", s, "reload", pids[1])
		if s.Reload.Signal != "" && len(got) > 0 {
			l.restart, got = append(l.restart, got[0]), got[1:]
		}
	}
	round := fmt.Sprint(s.round)
	if s.round > 1 {
		pids[1], got = n.states(round + "/" + s.id + ".start")[0].PID, n.gets(round, s)
	}
	l.stop = append(n.notes(round, s, "stop", pids[1]), got...)
	if s.end() == "-" {
		exit, _ := n.exitOf(s.round, s)
		l.stop = append(l.stop, moment{isKilled, pillTime(exit)})
	}
	l.restart, l.stop = fromFirst(l.restart), fromFirst(l.stop)
	found := n.logs()
	for _, path := range []string{s.Stdout, s.Stderr} {
		if log, ok := found[path]; ok {
			l.logs = append(l.logs, path+" "+log.owner+" "+log.mode)
		}
	}
	l.logs = slices.Compact(l.logs)
	return l
}

// restarted is what has become of a process that is restarted by a stop and a
// start.
func (n *nest) restarted(s *stand) (list []moment) {
	begun := n.states("restart/" + s.id + ".start")
	if len(begun) != 2 {
		return nil
	}
	list = append(n.notes("restart", s, "stop", begun[0].PID), n.gets("restart", s)...)
	if s.end() == "-" {
		list = append(list, moment{isKilled, pillTime(begun[1].At)})
	}
	if before := n.notes("restart", s, "before", 0); len(before) > 0 {
		list = append(list, before[len(before)-1])
	}
	return append(list, moment{startsBy, 0})
}

// pillTime is a time of systemd's clock by the pill's, in seconds.
func pillTime(micro int64) float64 { return float64(micro) / 1e6 * scale }

// notes are the commands of a kind that were run in a part of the script, for a
// process.
func (n *nest) notes(part string, s *stand, word string, pid int) (list []moment) {
	for _, note := range n.states(part + "/" + s.id + ".note") {
		if note.Word == word {
			for _, m := range ran(texts(note.Args), pid) {
				list = append(list, moment{m.word, pillTime(note.At)})
			}
		}
	}
	return list
}

// gets are the signals of a part of the script.
func (n *nest) gets(part string, s *stand) (list []moment) {
	for _, got := range n.signals(part, s) {
		list = append(list, moment{"gets " + strings.ToUpper(got.name), pillTime(got.micro)})
	}
	return list
}

// A signalled is a signal that a stand-in got, by the clock of systemd.
type signalled struct {
	name  string
	micro int64
}

// signals are those of a part of the script, without those by which systemd wakes
// a process.
func (n *nest) signals(part string, s *stand) (list []signalled) {
	for _, got := range n.states(part + "/" + s.id + ".signal") {
		if got.Word != "cont" {
			list = append(list, signalled{got.Word, got.At})
		}
	}
	return list
}

// shown is the life that verify shows of a process.
func shown(l verify.Timeline) (out life) {
	pid, killed := 0, false
	for _, m := range l.Moments {
		at := m.At.Seconds()
		var list *[]moment
		switch m.Step {
		case "start":
			list, at = &out.start, 0
		case "kill":
			list, at = &out.crash, 0
		case "restart":
			list = &out.restart
		case "stop":
			list = &out.stop
		default:
			continue
		}
		if m.Kind == verify.Made {
			pid = m.Pid
		}
		add := func(word string) { *list = append(*list, moment{word, at}) }
		switch {
		case m.Kind == verify.Made && m.Step != "start":
			add(startsBy)
		case m.Kind == verify.Made:
			add(starts)
		case m.Kind == verify.Ran && m.Step != "kill":
			for _, r := range ran(strings.Fields(m.Text), pid) {
				add(r.word)
			}
		case m.Kind == verify.Received:
			add("gets " + m.Text)
		case m.Kind == verify.Sent && m.Text == "KILL" && !killed:
			killed = true
			add(isKilled)
		}
	}
	out.restart, out.stop = fromFirst(out.restart), fromFirst(out.stop)
	for _, log := range l.Logs {
		out.logs = append(out.logs, fmt.Sprintf("%s %s %o", log.Path, log.Owner, log.Mode))
	}
	return out
}

// checkLives compares units with pills, of which a part is made for that: those
// run well under verify, too.
func (n *nest) checkLives(stands []*stand) {
	const fast, slow = 20, 4 // which a busy machine keeps up with
	for _, speed := range []float64{fast, slow} {
		// A twentieth of a second by each clock, and as much for each that it takes
		// to tell of it.
		tolerance := 2 * 0.05 * (scale + speed)
		differences, compared := n.compareLives(stands, speed, tolerance)
		if len(differences) == 0 && compared >= 9 {
			return
		}
		if speed == slow {
			n.Errorf("%d processes were compared with what verify shows\n%s", compared, strings.Join(differences, "\n"))
		}
	}
}

func (n *nest) compareLives(stands []*stand, speed, tolerance float64) (differences []string, compared int) {
	var mu sync.Mutex
	var group sync.WaitGroup
	tell := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		differences = append(differences, fmt.Sprintf(format, args...))
	}
	for name, text := range pillTexts(n.T, "lives") {
		group.Go(func() {
			doc := parser.Read(source.NewFile(name, text), hostenv.New(name))
			r, err := verify.Run(n.Context(), doc.Config, verify.Options{StandIn: true, Crash: true, Speed: speed})
			if err != nil {
				tell("%s: %v", name, err)
				return
			}
			for _, d := range r.Found {
				tell("%s: %s", d.Span, d.Message)
			}
			for _, l := range r.Timelines {
				i := slices.IndexFunc(stands, func(s *stand) bool { return s.App.Name == l.App && s.Group+":"+s.Name == l.Process })
				if i < 0 {
					tell("%s has no unit", l.Process)
					continue
				}
				s := stands[i]
				if d := n.booted(s).differs(shown(l), tolerance); d != "" {
					tell("%s: %s", s.unit, d)
				}
				mu.Lock()
				compared++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return differences, compared
}

// scale is how many seconds of the pill's are one of a booted systemd; see scaled.
const scale = 10
