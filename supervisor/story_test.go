package supervisor

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the answers of stories")

// TestStories plays testdata/stories. A story is a text: a comment says what it
// shows, and each command is followed by a line of dashes and what the Machine
// does.
//
//	process KEY=VALUE...    the process; the story begins
//	after DURATION          time passes, with every tick that the Machine wants
//	away DURATION           time passes while nobody is there
//	start, stop, restart, unmonitor
//	spawned PID, failed TEXT, exit, ran TASK CODE, found PID, children PID...
//	measured CHECK NUMBER [CHILD]
//	killed [gone]           a new Machine takes over from the memory of this one
func TestStories(t *testing.T) {
	paths, err := filepath.Glob("../testdata/stories/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no stories: ", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			// Somebody sets the clock, all the time: no answer may depend on it.
			jumping := &story{t: t, at: 1000 * time.Second, jumps: true}
			got := (&story{t: t, at: 1000 * time.Second}).play(string(data))
			if other := jumping.play(string(data)); other != got {
				t.Errorf("with a clock that jumps, this happens:\n%s\nand without:\n%s", other, got)
			}
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(data) {
				t.Errorf("the story has changed; -update rewrites it:\n%s", got)
			}
		})
	}
}

// A story is one that is being played.
type story struct {
	t   *testing.T
	m   *Machine
	at  time.Duration
	out strings.Builder

	jumps bool // the time of day, an hour to and fro
	steps int
}

// play returns the text with the answers of now.
func (s *story) play(text string) string {
	answer := false
	for sc := bufio.NewScanner(strings.NewReader(text)); sc.Scan(); {
		switch line := sc.Text(); {
		case answer && line != "":
		case line == "" || strings.HasPrefix(line, "#"):
			answer = false
			s.out.WriteString(line + "\n")
		case line == "----":
			answer = true
		default:
			s.out.WriteString(line + "\n----\n")
			s.command(line)
		}
	}
	return s.out.String()
}

func (s *story) now() Now {
	wall := time.Unix(1_000_000_000, 0).Add(s.at)
	if s.steps++; s.jumps {
		wall = wall.Add(time.Duration(s.steps%3-1) * time.Hour)
	}
	return Now{s.at, wall}
}

func (s *story) command(line string) {
	words := strings.Fields(line)
	arg := func(i int) string {
		if i < len(words) {
			return words[i]
		}
		return ""
	}
	number := func(i int) int {
		n, err := strconv.Atoi(arg(i))
		if err != nil {
			s.t.Fatalf("%s: %v", line, err)
		}
		return n
	}
	switch words[0] {
	case "process":
		s.m = NewMachine(s.spec(words[1:]))
		s.step(Began{})
	case "after":
		d, err := time.ParseDuration(arg(1))
		if err != nil {
			s.t.Fatal(err)
		}
		s.pass(d)
	case "away":
		d, err := time.ParseDuration(arg(1))
		if err != nil {
			s.t.Fatal(err)
		}
		s.at += d
		return
	case "start", "stop", "restart", "unmonitor":
		s.step(Asked{Want(words[0])})
	case "spawned":
		s.step(Spawned{Proc: ident(number(1))})
	case "failed":
		s.step(Spawned{Err: strings.Join(words[1:], " ")})
	case "exit":
		s.step(Exited{Proc: s.m.Proc, Status: "SIGKILL"})
	case "ran":
		task := map[string]Task{"pre": PreStartTask, "start": StartTask, "stop": StopTask, "restart": RestartTask, "child": ChildTask}[arg(1)]
		s.step(Ran{Task: task, Code: number(2)})
	case "found":
		s.step(Found{ident(number(1))})
	case "measured":
		n := number(2)
		ev := Measured{Check: number(1), Value: Value{Number: float64(n), Text: strconv.Itoa(n), Good: n == 0}}
		if arg(3) != "" {
			ev.Proc = ident(number(3))
		} else {
			ev.Turn = s.m.watches[number(1)].turn
		}
		s.step(ev)
	case "children":
		var ev Listed
		for i := range words[1:] {
			ev.Procs = append(ev.Procs, ident(number(i+1)))
		}
		s.step(ev)
	case "killed", "quit":
		memory, err := s.m.Memory(slotRoom)
		if err != nil {
			s.t.Fatal(err)
		}
		s.m = NewMachine(s.m.spec)
		actions, err := s.m.Recall(s.now(), memory, func(p Ident) Ident {
			if arg(1) == "gone" {
				return Ident{}
			}
			return p
		}, words[0] == "quit")
		if err != nil {
			s.t.Fatal(err)
		}
		s.tell(actions)
	default:
		s.t.Fatalf("no command %q", line)
	}
	fmt.Fprintf(&s.out, "%s", s.m.State)
	if s.m.Shown > 0 {
		fmt.Fprintf(&s.out, " pid=%d", s.m.Shown)
	}
	if next := s.m.Next(); next != never {
		fmt.Fprintf(&s.out, " next=%s", max(next-s.at, 0))
	}
	s.out.WriteByte('\n')
}

func ident(pid int) Ident {
	if pid == 0 {
		return Ident{}
	}
	return Ident{pid, uint64(pid)}
}

// pass lets time pass.
func (s *story) pass(d time.Duration) {
	end := s.at + d
	for i := 0; s.m.Next() <= end; i++ {
		if i > 1000 {
			s.t.Fatal("it wants ticks without end")
		}
		s.at = max(s.at, s.m.Next())
		s.step(Tick{})
	}
	s.at = end
}

func (s *story) step(ev Event) { s.tell(s.m.Step(s.now(), ev)) }

// tell writes what is to be done.
func (s *story) tell(actions []Action) {
	for _, a := range actions {
		fmt.Fprintf(&s.out, "%7s  ", s.at-1000*time.Second)
		switch a := a.(type) {
		case Log:
			fmt.Fprintf(&s.out, "%c %s\n", a.Level, strings.TrimRight(a.Text, "\n"))
		case Note:
			fmt.Fprintf(&s.out, "note %s - %s\n", a.Want, strings.TrimSpace(a.Reason))
		case Spawn:
			s.out.WriteString("spawn\n")
		case Run:
			fmt.Fprintf(&s.out, "run %s\n", a.Command)
		case Abandon:
			fmt.Fprintf(&s.out, "abandon %d\n", a.Task)
		case Signal:
			group := ""
			if a.Group {
				group = " and its group"
			}
			fmt.Fprintf(&s.out, "signal %s to %d%s\n", a.Name, a.Proc.Pid, group)
		case Sweep:
			fmt.Fprintf(&s.out, "sweep what %d has left\n", a.Proc.Pid)
		case LookUp:
			s.out.WriteString("look up\n")
		case Forget:
			fmt.Fprintf(&s.out, "forget %d\n", a.Proc.Pid)
		case Measure:
			fmt.Fprintf(&s.out, "measure %d of %d\n", a.Check, a.Proc.Pid)
		case List:
			fmt.Fprintf(&s.out, "list the children of %d\n", a.Proc.Pid)
		}
	}
}

// spec makes a process of key=value words; _ stands for a blank.
func (s *story) spec(words []string) *Spec {
	spec := &Spec{
		Name: "web", Start: "bin/web", PidFile: "/run/web.pid", Daemonize: true, AutoStart: true, OnStartTimeout: Start,
		StartGrace: DefaultGrace, StopGrace: DefaultGrace, RestartGrace: DefaultGrace,
	}
	for _, w := range words {
		key, value, _ := strings.Cut(w, "=")
		value = strings.ReplaceAll(value, "_", " ")
		switch key {
		case "daemonize":
			spec.Daemonize = value == "true"
		case "auto":
			spec.AutoStart = value == "true"
		case "follow":
			spec.FollowPid = value == "true"
		case "stop":
			spec.Stop = value
		case "restart":
			spec.Restart = value
		case "pre":
			spec.PreStart = value
		case "on-timeout":
			spec.OnStartTimeout = Want(value)
		case "start-grace", "stop-grace":
			d, err := time.ParseDuration(value)
			if err != nil {
				s.t.Fatal(err)
			}
			if key == "start-grace" {
				spec.StartGrace = d
			} else {
				spec.StopGrace = d
			}
		case "signals":
			var delay time.Duration
			for i, part := range strings.Split(value, ",") {
				if i%2 == 1 {
					delay, _ = time.ParseDuration(part)
					continue
				}
				spec.StopSignals = append(spec.StopSignals, Signalling{delay, part})
			}
		case "mem": // mem=BELOW/HITS/OF/FIRES
			p := strings.Split(value, "/")
			below, _ := strconv.ParseFloat(p[0], 64)
			hits, _ := strconv.Atoi(p[1])
			of, _ := strconv.Atoi(p[2])
			c := &CheckSpec{Name: "mem_usage", Kind: "mem_usage", Every: time.Second, Hits: hits, Of: of, Below: &below}
			for f := range strings.SplitSeq(p[3], "+") {
				c.Fires = append(c.Fires, Want(f))
			}
			spec.Checks = append(spec.Checks, c)
		case "children": // children=BELOW/HITS/OF/FIRES
			child := s.spec([]string{"mem=" + value})
			spec.Children = &Spec{Stop: "kill -QUIT {{PID}}", StopGrace: DefaultGrace, Checks: child.Checks}
		case "flapping": // flapping=TIMES/WITHIN/RETRY
			p := strings.Split(value, "/")
			n, _ := strconv.Atoi(p[0])
			within, _ := time.ParseDuration(p[1])
			retry, _ := time.ParseDuration(p[2])
			spec.Flapping = &FlappingSpec{Times: n, Within: within, RetryIn: retry}
		default:
			s.t.Fatalf("no attribute %q", key)
		}
	}
	return spec
}
