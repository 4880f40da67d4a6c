package migrate

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/source"
)

// outline is what of a process a pill can say, in one text.
func outline(s *Service) string {
	var b strings.Builder
	command := func(name string, c *Command) {
		if c != nil {
			fmt.Fprintf(&b, "%s %q\n", name, strip(c.Words))
		}
	}
	fmt.Fprintf(&b, "%q group %q forks %v pid file %q in %q as %q %q %q auto %v\n", s.Name, s.Group, s.Forks, s.PidFile, s.Dir, s.User, s.GID, s.Groups, s.AutoStart)
	fmt.Fprintf(&b, "streams %q %q %q\n", s.Stdin, s.Stdout, s.Stderr)
	command("start", &s.Start)
	command("before", s.PreStart)
	if c := s.Stop.Command; c != nil && !slices.ContainsFunc(c.Words, func(w string) bool { return strings.HasPrefix(w, "stop() {") }) {
		command("stop", c) // one that is not instead of signals
	}
	if s.Reload != nil {
		command("reload", &s.Reload.Command)
	}
	vars := slices.SortedFunc(slices.Values(s.Env), func(a, b Var) int { return strings.Compare(a.Name, b.Name) })
	for _, v := range vars {
		fmt.Fprintf(&b, "%s=%q\n", v.Name, v.Value)
	}
	if s.Stop.Command == nil && s.Reload != nil {
		steps := slices.Clone(s.Stop.Steps)
		if last := &steps[len(steps)-1]; last.Signal != "kill" {
			last.Wait = s.Stop.Timeout
			steps = append(steps, Step{Signal: "kill"})
		}
		fmt.Fprintf(&b, "stopped by %v\n", steps)
	}
	for _, c := range slices.SortedFunc(slices.Values(s.Checks), func(a, b Check) int { return strings.Compare(a.Kind, b.Kind) }) {
		if c.Kind == "running_time" {
			c.Every = 0 // systemd itself looks at all times
		}
		var h HTTP
		if c.HTTP != nil {
			h = *c.HTTP
			h.Pattern = "" // which is not Ruby's any more
		}
		fmt.Fprintf(&b, "check %s every %d %d of %d below %s %v file %q http %v\n", c.Kind, c.Every, c.Hits, c.Of, c.Below, c.Children, c.File, h)
	}
	if s.Flapping != nil {
		fmt.Fprintf(&b, "flapping %+v\n", *s.Flapping)
	}
	return b.String()
}

// strip takes away what only systemd needs to look for a program.
func strip(words []string) []string {
	if words[0] == "/bin/kill" {
		return append([]string{"kill"}, words[1:]...)
	}
	if len(words) > 1 && words[0] == "/usr/bin/env" && !strings.Contains(words[1], "=") {
		return words[1:]
	}
	return words
}

// TestPillsAreReadBack writes pills of plans, which have to make the same plans
// again, whatever their strings are.
func TestPillsAreReadBack(t *testing.T) {
	all := append(plans(t, "pills", "golden", "cases"), plan(t, "sequences.pill", sequences))
	list := slices.DeleteFunc(hostile(), func(s string) bool { return strings.Contains(s, "\xff") })
	odd := &App{Name: "odd", At: source.NewFile("odd.pill", "x\n").Span(0, 1)}
	s := &Service{App: odd, Name: "odd", Start: Command{Words: list}, Dir: "/a b", AutoStart: true, Grace: Grace{3, 3, 3}, Stop: Stop{Steps: []Step{{Signal: "term"}}, Timeout: patience}}
	s.Start.Words = append([]string{"/bin/x"}, list...)
	for i, v := range list {
		s.Env = append(s.Env, Var{Name: fmt.Sprintf("V%d", i), Value: v})
	}
	odd.Services = []*Service{s}
	all = append(all, &Plan{Apps: []*App{odd}})
	for _, p := range all {
		for _, a := range p.Apps {
			if len(a.Services) == 0 || a.Name == "" {
				continue
			}
			text := writePill(a, "test")
			again := plan(t, a.Name+".pill", text)
			if len(again.Apps) != 1 || len(again.Apps[0].Services) != len(a.Services) {
				t.Errorf("%s: %v\n%s", p.Source, again.Refused, text)
				continue
			}
			for i, s := range a.Services {
				if want, got := outline(s), outline(again.Apps[0].Services[i]); got != want {
					t.Errorf("%s: %s\nbecomes\n%s\nby\n%s", p.Source, want, got, text)
				}
			}
		}
	}
}

// TestRoundTrip makes pills of units that were made of pills. What has no log
// gets one, and a pill that is not told where a pid file is needs none.
func TestRoundTrip(t *testing.T) {
	for name, text := range pillTexts(t, "pills", "golden", "cases") {
		p := plan(t, name, text)
		files, refused := Systemd([]*Plan{p}, SystemdOptions{})
		if slices.ContainsFunc(refused, func(r Refusal) bool { return r.Unwritten }) {
			continue
		}
		var units []Found
		for _, f := range files {
			if strings.Contains(f.Path, "systemd/system") || path.Ext(f.Path) == ".env" {
				units = append(units, Found{f.Path, f.Text})
			}
		}
		pills, omits := ImportSystemd(units)
		got := map[string]string{}
		for _, f := range pills {
			for _, a := range plan(t, f.Path, f.Text).Apps {
				for _, s := range a.Services {
					got[s.Group+"/"+s.Name] = outline(s)
				}
			}
		}
		for _, a := range p.Apps {
			for _, s := range a.Services {
				if oneLine(s.Name) != s.Name {
					continue // no unit can say what it is called
				}
				want := *s
				want.Checks = slices.DeleteFunc(slices.Clone(s.Checks), func(c Check) bool { return c.Does == Ignore })
				if log := ownLog(plainName(s.Name, map[string]bool{}), s.User); !want.Forks {
					want.Stdout, want.Stderr = cmp.Or(want.Stdout, log), cmp.Or(want.Stderr, log)
				}
				if g := got[s.Group+"/"+s.Name]; g != outline(&want) {
					t.Errorf("%s: %s\nbecomes\n%s\n%v", name, outline(&want), g, omits)
				}
			}
		}
	}
}

// TestSupervisorRoundTrip makes pills of Supervisor's files that were made of pills:
// they run the same scripts, as the same users, stopped as far as Supervisor can.
func TestSupervisorRoundTrip(t *testing.T) {
	compared := 0
	for name, text := range pillTexts(t, "pills", "golden", "cases", "lives") {
		p := plan(t, name, text)
		files, refused := Supervisord([]*Plan{p}, "")
		var configurations []Found
		for _, f := range files {
			if strings.HasSuffix(f.Path, ".conf") {
				configurations = append(configurations, Found{f.Path, f.Text})
			}
		}
		pills, omits := ImportSupervisord(configurations)
		got := map[string]*Service{}
		for _, f := range pills {
			for _, a := range plan(t, f.Path, f.Text).Apps {
				for _, s := range a.Services {
					got[s.Start.Words[0]] = s
				}
			}
		}
		used := map[string]bool{}
		for _, a := range p.Apps {
			for _, s := range a.Services {
				if slices.ContainsFunc(refused, func(r Refusal) bool { return r.Unwritten && r.Process == s.Name }) {
					continue
				}
				script := "/etc/pilllint/run/" + plainName(s.Name, used)
				signal, wait := firstSignal(s)
				back := got[script]
				if back == nil {
					t.Errorf("%s: nothing runs %s: %v", name, script, omits)
					continue
				}
				compared++
				backSignal, backWait := firstSignal(back)
				if back.Stop.Command != nil { // which has the signals of a process that is never restarted in place
					backSignal, backWait = signal, wait
					if words := strings.Join(back.Stop.Command.Words, " "); !strings.Contains(words, signal) || !strings.Contains(words, fmt.Sprint(wait)) {
						t.Errorf("%s: %s is stopped by %q, should be by %s and %d seconds", name, s.Name, words, signal, wait)
					}
				}
				if back.User != s.User || back.AutoStart != s.AutoStart || backSignal != signal || backWait != wait {
					t.Errorf("%s: %s comes back as %q, %v, %s %d", name, s.Name, back.User, back.AutoStart, backSignal, backWait)
				}
			}
		}
	}
	if compared < 100 {
		t.Errorf("%d processes are few", compared)
	}
}
