package verify

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// unseen are the rules whose mistakes show nowhere here, and why.
var unseen = map[string]string{
	"bluepill-in-pill":         "what is played is not Bluepill's command line",
	"check-method-arguments":   "what is played has none of the Ruby of a pill's own checks",
	"check-of-master":          "what is played for a server has no processes that do the work",
	"children-of-jobs":         "what is played for a worker forks nothing for its jobs",
	"command-that-ends":        "what is played for a task does not end",
	"cpu-while-starting":       "how much a program has to do until it runs is its own; what is played needs next to nothing",
	"environment-of-service":   "what is played for a service is what the command starts",
	"file-of-bluepill":         "what is played makes no socket",
	"idle-child-block":         "what is played for a process has no children",
	"init-script-as-user":      "what a script of the system may do as another user is up to that script",
	"kill-of-another":          "what is played has a command line of its own, which no pattern for the program matches",
	"manifest-disagrees":       "it is about what a manifest says of the same process",
	"mistaken-pid-file":        "what is played makes no socket, and keeps no settings, where the pill has a pid file",
	"needs-root":               "what is played runs as anybody",
	"newer-bluepill":           "it is about other versions of Bluepill than the one that is played",
	"path-within-path":         "what is played has every folder that the pill names, as a deploy would make it",
	"placeholder-name":         "it is about another pill that may have the same name",
	"refuses-root":             "what is played runs as anybody",
	"restart-in-start-command": "what is played for a service has no server that runs before",
	"stop-of-another":          "what is played for a service knows no other",
	"restart-signal":           "what is played takes every signal alike",
	"shared-port":              "what is played listens on no port that a command names",
	"taken-pid-file":           "what is played for a server reads no pid file",
	"unwatched-workers":        "what is played for rake starts no workers",
	"unnamed-queue":            "what is played for rake needs no queue",
	"unnamed-template":         "what is played is what the template makes",
	"unset-rails-env":          "what is played is no application of Rails",
	"unexported-variable":      "what the pill makes of the variable is its own",
}

// TestExamples runs the examples of all rules whose mistakes show in a daemon or
// process that runs, by Bluepill's semantics: the bad one shows what the rule
// says of it, and the good one does not.
func TestExamples(t *testing.T) {
	toBegin.Add(1) // of them all, before anybody waits
	t.Parallel()
	defer toBegin.Done()
	table := showings()
	for i, r := range rules.All() {
		if slowness > 1 && i%8 > 0 {
			continue // a part will do: it is not about the examples then
		}
		if r.Manifest || r.Consequence != diag.Daemon && r.Consequence != diag.Process {
			continue
		}
		s, ok := table[r.Name]
		if _, known := unseen[r.Name]; known == ok {
			t.Errorf("%s: it is to be in the table of showings, or in that of what is not seen", r.Name)
		}
		if !ok {
			continue
		}
		if s.root && os.Geteuid() != 0 {
			continue // there are no users to be
		}
		for _, example := range []struct {
			name, text string
			want       bool
		}{{"bad", r.Bad, true}, {"good", r.Good, false}} {
			t.Run(r.Name+"/"+example.name, func(t *testing.T) {
				toBegin.Add(1)
				t.Parallel()
				if s.bears == 0 { // or it lasts, and does nearly nothing, and begins at once
					atOnce <- struct{}{}
					defer func() { <-atOnce }()
				}
				toBegin.Done()
				s.try(t, example.text, example.want)
			})
		}
	}
}

// atOnce bounds how many examples are run at a time: they wait most of it.
var atOnce = make(chan struct{}, 12)

// toBegin are the examples that have not begun. When all have, the few that last
// leave room for what else there is to run.
var toBegin sync.WaitGroup

// slower is how often an example is run again at most, each time by a slower
// clock.
const slower = 3

// try runs an example. What a run shows counts if the machine has kept up with
// its clock. If it has not, or if the run shows something else than it should,
// which is how a busy machine looks that does not know it, a slower clock decides:
// the slowest is nearly that of the world.
func (s showing) try(t *testing.T, text string, want bool) {
	speed := s.speed
	if speed == 0 {
		speed = Options{StandIn: true}.DefaultSpeed()
	}
	speed = max(speed/slowness, 2)
	bears := max(s.bears, maxLag)
	right := func(x *exhibit) bool { return s.shows(x) == want && (want || s.play != nil || !x.fact(NotUp)) }
	x := s.run(t, text, speed)
	for i := 0; i < slower && (x.record.Lag > bears || !right(x)) && speed > 2; i++ {
		t.Logf("the machine was late by %s at speed %g: %+v", x.record.Lag, speed, x.record.Facts)
		speed = max(x.record.slower(speed, bears), 2)
		x = s.run(t, text, speed)
	}
	if right(x) {
		return
	}
	var facts []string
	for _, f := range x.record.Facts {
		facts = append(facts, fmt.Sprintf("%s: %s", f.Kind, f.Text))
	}
	t.Errorf("it shows the mistake: %v; the machine was late by %s; facts: %q\n%s", !want, x.record.Lag, facts, TimelineText("example", timelines(x.record)))
	for _, e := range x.record.Events {
		if e.Kind == Logged || e.Kind == Died {
			t.Logf("%.2f %s %s", e.At.Seconds(), e.Kind, e.Text)
		}
	}
}

func (s showing) run(t *testing.T, text string, speed float64) *exhibit {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	doc := parser.Read(source.NewFile("example.pill", text), hostenv.New("/example.pill"))
	r, err := Run(ctx, doc.Config, Options{StandIn: true, AsBluepill: true, Speed: speed, direct: s.direction, once: true})
	if err != nil {
		t.Fatal(err)
	}
	if r.record == nil {
		t.Fatalf("it is refused: %v", r.Found)
	}
	return &exhibit{text: text, record: r.record}
}

// An exhibit is an example that was run.
type exhibit struct {
	text   string
	record *Record
}

func (x *exhibit) fact(k FactKind) bool {
	return slices.ContainsFunc(x.record.Facts, func(f Fact) bool { return f.Kind == k })
}

func (x *exhibit) anyRun(holds func(Instance) bool) bool {
	for _, p := range x.record.Processes {
		if slices.ContainsFunc(p.Runs, holds) {
			return true
		}
	}
	return false
}

// events are those of a kind, step and text; "" is any.
func (x *exhibit) events(k EventKind, step, text string) (list []Event) {
	for _, e := range x.record.Events {
		if e.Kind == k && (step == "" || e.Step == step) && (text == "" || e.Text == text) {
			list = append(list, e)
		}
	}
	return list
}

// logs counts the lines of the log that have a text in them.
func (x *exhibit) logs(text string) (n int) {
	for _, e := range x.record.Events {
		if e.Kind == Logged && strings.Contains(e.Text, text) {
			n++
		}
	}
	return n
}

func (x *exhibit) file(path string) bool {
	for _, p := range x.record.Processes {
		if _, ok := p.Files[path]; ok {
			return true
		}
	}
	return false
}

// written reports whether what a program has written to one of its streams is in
// a file.
func (x *exhibit) written(stream string) bool {
	for _, p := range x.record.Processes {
		for _, text := range p.Files {
			if strings.Contains(text, token(p.App, p.Name)+" "+stream) {
				return true
			}
		}
	}
	return false
}

// after counts the events of a kind that follow on a line of the log.
func (x *exhibit) after(line string, k EventKind) (n int) {
	seen := false
	for _, e := range x.record.Events {
		if e.Kind == Logged && strings.Contains(e.Text, line) {
			seen = true
		} else if seen && e.Kind == k {
			n++
		}
	}
	return n
}

// samplesAtBreach is how many values a check had when it fired.
func (x *exhibit) samplesAtBreach() int {
	last := ""
	for _, e := range x.record.Events {
		if e.Kind != Logged {
			continue
		}
		if strings.Contains(e.Text, fires) {
			return strings.Count(last, "*")
		}
		last = e.Text
	}
	return 0
}

// interval is the shortest time between two lines of the log that begin so.
func (x *exhibit) interval(prefix string) time.Duration {
	shortest, last := time.Hour, time.Duration(-1)
	for _, e := range x.record.Events {
		if e.Kind != Logged || !strings.HasPrefix(e.Text, prefix) {
			continue
		}
		if last >= 0 {
			shortest = min(shortest, e.At-last)
		}
		last = e.At
	}
	return shortest
}

// between is the time from one signal that a process is sent to another. It may
// be dead of the second before it can tell that it got the first.
func (x *exhibit) between(step, first, second string) time.Duration {
	a, b := x.events(Sent, step, first), x.events(Sent, step, second)
	if len(a) == 0 || len(b) == 0 {
		return time.Hour
	}
	return b[0].At - a[0].At
}

// waited is the longest time that a command had to wait.
func (x *exhibit) waited() (longest time.Duration) {
	for _, e := range x.events(Waited, "", "") {
		longest = max(longest, e.Took)
	}
	return longest
}

var everySeconds = regexp.MustCompile(`:every => (\d+)\.seconds`)

// every is how often the example's check runs.
func (x *exhibit) every() time.Duration {
	n, _ := strconv.Atoi(everySeconds.FindStringSubmatch(x.text)[1])
	return time.Duration(n) * time.Second
}

// seconds is the number that stands in the example after a text.
func (x *exhibit) seconds(after string) time.Duration {
	_, rest, _ := strings.Cut(x.text, after)
	number, _, _ := strings.Cut(rest, "\n")
	n, _ := strconv.ParseFloat(number, 64)
	return time.Duration(n * float64(time.Second))
}

// grace is the time from the first start until the process is called up.
func (x *exhibit) grace() time.Duration {
	made, up := x.events(Made, "", ""), x.events(Entered, "", "up")
	if len(made) == 0 || len(up) == 0 {
		return time.Hour
	}
	return up[0].At - made[0].At
}

// watchesProgram reports whether the process that is watched is one that is
// played.
func (x *exhibit) watchesProgram() bool {
	for _, e := range x.events(Entered, "", "up") {
		if !x.anyRun(func(r Instance) bool { return r.Pid == e.Pid }) {
			return false
		}
	}
	return true
}

// overlap is how long two programs of one process ran at a time.
func (x *exhibit) overlap() (longest time.Duration) {
	for _, p := range x.record.Processes {
		for i, a := range p.Runs {
			for _, b := range p.Runs[i+1:] {
				if a.Mark != b.Mark && a.Ended > 0 {
					longest = max(longest, a.Ended-b.Began)
				}
			}
		}
	}
	return longest
}

// unwatched is how long it took after a restart until the new process was looked
// at.
func (x *exhibit) unwatched() time.Duration {
	a, b := x.events(Did, stepRestart, ""), x.events(Did, stepRestart, "it is up again")
	if len(a) == 0 || len(b) == 0 {
		return time.Hour
	}
	return b[0].At - a[0].At
}
