package migrate

// This file compares what stand-ins tell with what pills say.

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// checkStart compares what a process has been given with what the plan says.
func (n *nest) checkStart(s *stand) {
	starts := n.states("1/" + s.id + ".start")
	if len(starts) != 2 || starts[0].PID == starts[1].PID {
		n.Errorf("%s: %d starts, should be two, the second after a crash", s.unit, len(starts))
		return
	}
	for _, got := range starts {
		if args := texts(got.Args); !slices.Equal(args, s.start) {
			n.Errorf("%s: %q is run as %q", s.unit, s.start, args)
		}
		if dir := orDefault(s.Dir, "/"); string(got.Dir) != dir || got.Umask != 0o022 {
			n.Errorf("%s: it runs in %q with umask %03o, should be %q and 022", s.unit, got.Dir, got.Umask, dir)
		}
		env := texts(got.Env)
		for _, v := range s.Env {
			if !slices.Contains(env, v.Name+"="+v.Value) {
				n.Errorf("%s: %s=%q is not in %q", s.unit, v.Name, v.Value, env)
			}
		}
		if s.Dir != "" && !slices.Contains(env, "PWD="+s.Dir) {
			n.Errorf("%s: PWD is not %s in %q", s.unit, s.Dir, env)
		}
		n.checkUser(s, got)
	}
	if s.PreStart != nil {
		n.checkNote("1", s, "before", s.PreStart, 0)
	}
	main := starts[1].PID
	if s.Reload != nil {
		if pid := strings.TrimSpace(n.text("1/" + s.id + ".pid")); pid != fmt.Sprint(main) {
			n.Errorf("%s: the process is %s after a reload, should still be %d", s.unit, pid, main)
		}
		if s.Reload.Signal == "" {
			n.checkNote("1", s, "reload", &s.Reload.Command, main)
		}
	}
	if s.Stop.Command != nil {
		n.checkNote("1", s, "stop", s.Stop.Command, main)
	}
}

// checkRestart demands that a process without a reload is stopped by its sequence,
// and that another follows it.
func (n *nest) checkRestart(s *stand) {
	if s.Reload != nil {
		return
	}
	starts := n.states("restart/" + s.id + ".start")
	if len(starts) != 2 || starts[0].PID == starts[1].PID {
		n.Errorf("%s: %d starts until it is restarted, should be two", s.unit, len(starts))
		return
	}
	if s.Stop.Command != nil {
		n.checkNote("restart", s, "stop", s.Stop.Command, starts[0].PID)
	}
	var names []string
	for _, got := range n.signals("restart", s) {
		names = append(names, got.name)
	}
	if s.end() == "-" {
		names = append(names, "kill")
	}
	if names = s.asSent(names); !slices.Equal(names, s.signals()) {
		n.Errorf("%s: a restart sends %v, should send %v", s.unit, names, s.signals())
	}
}

// signals are the names of what a process has to be sent.
func (s *stand) signals() (names []string) {
	for _, step := range s.steps {
		names = append(names, step.Signal)
	}
	return names
}

// asSent are names of signals in the order in which they were sent, as far as it
// can be told: a process sees the lower of two numbers first that are sent at once.
func (s *stand) asSent(names []string) []string {
	want := s.signals()
	for i, step := range s.steps[:len(s.steps)-1] {
		if step.Wait == 0 && len(names) == len(want) && names[i] == want[i+1] && names[i+1] == want[i] {
			names[i], names[i+1] = names[i+1], names[i]
		}
	}
	return names
}

// checkUser compares as whom a process runs; names stand for numbers in the
// users and groups that the test has made.
func (n *nest) checkUser(s *stand, got told) {
	root := filepath.Join(filepath.Dir(n.out), "root")
	find := func(file, name string) (fields []string) {
		for line := range strings.Lines(read(n.T, filepath.Join(root, "etc", file))) {
			if fields := strings.Split(strings.TrimSpace(line), ":"); fields[0] == name {
				return fields
			}
		}
		n.Fatalf("%s has no %s", file, name)
		return nil
	}
	user := find("passwd", orDefault(s.User, "root"))
	gid := user[3]
	if s.GID != "" {
		gid = find("group", s.GID)[2]
	}
	if fmt.Sprint(got.UID) != user[2] || fmt.Sprint(got.GID) != gid {
		n.Errorf("%s: it runs as %d:%d, should be %s:%s", s.unit, got.UID, got.GID, user[2], gid)
	}
	for _, g := range s.Groups {
		if id := find("group", g)[2]; !strings.Contains(fmt.Sprint(got.Groups), id) {
			n.Errorf("%s: its groups %v have no %s (%s)", s.unit, got.Groups, id, g)
		}
	}
}

// checkNote demands that a command was run, with the process id in its place.
func (n *nest) checkNote(part string, s *stand, word string, c *Command, pid int) {
	var want []string
	for _, w := range c.Words[4:] {
		want = append(want, strings.ReplaceAll(w, pidPlaceholder, fmt.Sprint(pid)))
	}
	notes := n.states(part + "/" + s.id + ".note")
	for _, note := range notes {
		if note.Word == word && slices.Equal(texts(note.Args), want) {
			return
		}
	}
	n.Errorf("%s: %q was not run: %v", s.unit, want, notes)
}

// A logged is a log as it is found in a booted systemd.
type logged struct{ owner, mode, text string }

// logs are those that the script has found.
func (n *nest) logs() map[string]logged {
	all := n.text("logs")
	found := map[string]logged{}
	places := logHeading.FindAllStringSubmatchIndex(all, -1)
	for i, at := range places {
		end := len(all)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		found[all[at[2]:at[3]]] = logged{all[at[4]:at[5]], all[at[6]:at[7]], all[at[1]:end]}
	}
	return found
}

var logHeading = regexp.MustCompile(`(?m)^(/.*) (\S+) (\d+)$`)

// checkLogs demands that each log has what its processes write, and the right
// owner; and the journal what goes to none.
func (n *nest) checkLogs(stands []*stand) {
	logs := n.logs()
	for _, s := range stands {
		journal := n.text("1/" + s.id + ".journal")
		times := 2 // it has crashed
		if s.Reload == nil {
			times++
		}
		for _, stream := range []struct{ file, text string }{{s.Stdout, "output of " + s.id}, {s.Stderr, "errors of " + s.id}} {
			text := journal
			if stream.file != "" {
				got := logs[stream.file]
				text = got.text
				if want := orDefault(s.User, "root"); got.owner != want || got.mode != "644" {
					n.Errorf("%s: %s is %s's with mode %s, should be %s's with 644", s.unit, stream.file, got.owner, got.mode, want)
				}
			}
			if strings.Count(text, stream.text+"\n") != times {
				n.Errorf("%s: %q should be %d times in %s: %q", s.unit, stream.text, times, orDefault(stream.file, "the journal"), text)
			}
		}
	}
}

// checkStops compares signals and delays, in up to six rounds: the right signals
// have to come in each, but on a busy machine one that is in time is enough.
func (n *nest) checkStops(stands []*stand, lines []string) {
	const tolerance = 0.050
	left := stands
	for round := 1; round <= 6; round++ {
		n.text(fmt.Sprintf("done.%d", round))
		var again []string
		var late []*stand
		var told []string
		for _, s := range left {
			off, ok := n.stopOf(round, s)
			s.round = round
			if ok && math.Abs(off) > tolerance {
				late = append(late, s)
				again = append(again, lines[slices.Index(stands, s)])
				told = append(told, fmt.Sprintf("%s: it is %+.3f s off its sequence", s.unit, off))
			}
		}
		left = late
		text := ""
		if len(again) > 0 && round < 6 {
			text = strings.Join(again, "\n") + "\n"
		} else if len(again) > 0 {
			n.Error(strings.Join(told, "\n"))
		}
		n.put(fmt.Sprintf("again.%d", round), text)
		if text == "" {
			return
		}
	}
}

// put leaves a file for the script, at once as a whole.
func (n *nest) put(name, text string) {
	part := filepath.Join(n.out, name+".part")
	if err := os.WriteFile(part, []byte(text), 0o644); err != nil {
		n.Fatal(err)
	}
	if err := os.Rename(part, filepath.Join(n.out, name)); err != nil {
		n.Fatal(err)
	}
}

// stopOf returns by how much the worst of a sequence's delays is off; ok is
// false if it has not the right signals.
func (n *nest) stopOf(round int, s *stand) (off float64, ok bool) {
	got := n.states(fmt.Sprintf("%d/%s.signal", round, s.id))
	if s.Reload != nil && s.Reload.Signal != "" && round == 1 {
		if len(got) == 0 || got[0].Word != s.Reload.Signal {
			n.Errorf("%s: a reload sends %v instead of %s", s.unit, got, s.Reload.Signal)
			return 0, false
		}
		got = got[1:]
	}
	exit, result := n.exitOf(round, s)
	if result != "success inactive " {
		n.Errorf("%s ends as %s", s.unit, result)
	}
	var times []int64
	var names []string
	for _, g := range got {
		if g.Word == "cont" {
			continue // systemd wakes whom it signals
		}
		times, names = append(times, g.At), append(names, g.Word)
	}
	if s.end() == "-" {
		times, names = append(times, exit), append(names, "kill")
	}
	want := s.signals()
	if names = s.asSent(names); !slices.Equal(names, want) {
		n.Errorf("%s is stopped by %v, should be %v", s.unit, names, want)
		return 0, false
	}
	for i, step := range s.steps[:len(s.steps)-1] {
		if d := float64(times[i+1]-times[i])/1e6 - float64(step.Wait); math.Abs(d) > math.Abs(off) {
			off = d
		}
	}
	return off, true
}

// exitOf is when a unit's process has ended in a round, in microseconds of
// systemd's clock, and how.
func (n *nest) exitOf(round int, s *stand) (exit int64, result string) {
	for line := range strings.Lines(n.text(fmt.Sprintf("%d/%s.end", round, s.id))) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		switch name {
		case "ExecMainExitTimestampMonotonic":
			_, _ = fmt.Sscan(value, &exit)
		default:
			result += value + " "
		}
	}
	return exit, result
}
