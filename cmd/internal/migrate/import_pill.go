package migrate

// This file writes pills.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
)

// writePill writes an application as a pill that declares it.
func writePill(a *App, source string) string {
	w := &pillWriter{in: eval.New(eval.Env{})}
	fmt.Fprintf(w, "# Made from %s by pilllint import.\nBluepill.application(%s) do |app|\n", oneLine(source), w.text(a.Name))
	for i, s := range a.Services {
		if i > 0 {
			w.WriteString("\n")
		}
		if s.PidFile == "" && slices.ContainsFunc(a.Services[:i], func(other *Service) bool { return other.Name == s.Name }) {
			mine := *s // or two processes would have the same
			mine.PidFile = fmt.Sprintf("/var/run/bluepill/%s-%d.pid", plainName(s.Name, map[string]bool{}), i)
			s = &mine
		}
		w.process(s)
	}
	w.WriteString("end\n")
	return w.String()
}

type pillWriter struct {
	strings.Builder
	in *eval.Interp
}

// text writes a text as Ruby does.
func (w *pillWriter) text(s string) string { return w.in.Inspect(&eval.Str{S: s}) }

func (w *pillWriter) set(attribute, value string) {
	fmt.Fprintf(w, "    process.%s = %s\n", attribute, value)
}

func (w *pillWriter) setText(attribute, value string) {
	if value != "" {
		w.set(attribute, w.text(value))
	}
}

func (w *pillWriter) command(attribute string, c *Command) {
	if c != nil {
		w.set(attribute, w.text(commandText(c.Words)))
	}
}

// commandText writes words so that Bluepill makes the same words of it.
func commandText(words []string) string {
	if len(words) == 1 && forShell(words[0]) {
		words = []string{"/usr/bin/env", words[0]} // or a shell would read it
	}
	var quoted []string
	for _, word := range words {
		if word == pidPlaceholder {
			quoted = append(quoted, word)
			continue
		}
		quoted = append(quoted, shellQuote(word))
	}
	return strings.Join(quoted, " ")
}

func (w *pillWriter) process(s *Service) {
	fmt.Fprintf(w, "  app.process(%s) do |process|\n", w.text(s.Name))
	w.command("start_command", &s.Start)
	w.command("pre_start_command", s.PreStart)
	if !s.Forks {
		w.set("daemonize", "true")
	}
	w.setText("pid_file", s.PidFile)
	w.setText("group", s.Group)
	w.setText("working_dir", s.Dir)
	if len(s.Env) > 0 {
		var pairs []string
		for _, v := range s.Env {
			pairs = append(pairs, w.text(v.Name)+" => "+w.text(v.Value))
		}
		w.set("environment", "{ "+strings.Join(pairs, ", ")+" }")
	}
	w.setText("uid", s.User)
	w.setText("gid", s.GID)
	if len(s.Groups) > 0 {
		var names []string
		for _, g := range s.Groups {
			names = append(names, w.text(g))
		}
		w.set("supplementary_groups", "["+strings.Join(names, ", ")+"]")
	}
	w.streams(s)
	w.grace("start_grace_time", s.Grace.Start)
	w.stop(s)
	if s.Reload != nil {
		w.command("restart_command", &s.Reload.Command)
		w.grace("restart_grace_time", s.Grace.Restart)
	}
	if !s.AutoStart {
		w.set("auto_start", "false")
	}
	for i, c := range s.Checks {
		name := ":" + c.Kind
		if slices.ContainsFunc(s.Checks[:i], func(other Check) bool { return other.Kind == c.Kind }) {
			name = w.text(c.Kind) // Bluepill keeps one by each name
		}
		w.check(name, c)
	}
	if f := s.Flapping; f != nil {
		fmt.Fprintf(w, "    process.checks :flapping, :times => %d, :within => %s, :retry_in => %s\n", f.Times, rubySeconds(f.Within), rubySeconds(f.Retry))
	}
	w.WriteString("  end\n")
}

func (w *pillWriter) streams(s *Service) {
	if s.Forks {
		return // Bluepill does not heed them
	}
	w.setText("stdin", s.Stdin)
	if s.Stdout == s.Stderr && s.Stdout != "" {
		w.set("stdout = process.stderr", w.text(s.Stdout))
		return
	}
	w.setText("stdout", s.Stdout)
	w.setText("stderr", s.Stderr)
}

// grace writes a grace time that is not the usual one.
func (w *pillWriter) grace(attribute string, seconds int) {
	if seconds != usualGrace {
		w.set(attribute, rubySeconds(seconds))
	}
}

// usualGrace is what each grace time is if the pill says nothing.
const usualGrace = 3

func rubySeconds(n int) string {
	if n == 1 {
		return "1.second"
	}
	return strconv.Itoa(n) + ".seconds"
}

// stop writes how the process is stopped. Bluepill's stop_signals kill the new
// process at a restart, unless there is a restart_command; a command that sends
// the same signals, and waits, does not.
func (w *pillWriter) stop(s *Service) {
	steps := s.Stop.Steps
	total := 0
	for _, step := range steps {
		total += step.Wait
	}
	switch {
	case s.Stop.Command != nil:
		w.command("stop_command", s.Stop.Command)
		w.grace("stop_grace_time", s.Stop.Timeout)
	case len(steps) == 0 || len(steps) == 1 && steps[0].Signal == "term":
	case s.Reload != nil || s.Forks && len(steps) == 1:
		var parts []string
		for i, step := range steps {
			if step.Signal == "0" {
				step.Signal = "exit" // Ruby's name for what is no signal
			}
			parts = append(parts, ":"+step.Signal)
			if i < len(steps)-1 {
				parts = append(parts, rubySeconds(step.Wait))
			}
		}
		w.set("stop_signals", "["+strings.Join(parts, ", ")+"]")
		w.set("stop_grace_time", rubySeconds(total+margin))
	default:
		w.command("stop_command", stopBySignals(steps))
		w.set("stop_grace_time", rubySeconds(total+margin))
	}
}

// stopBySignals is a command that sends signals, and ends when the process has.
func stopBySignals(steps []Step) *Command {
	script := `stop() { kill -s $1 $0 2>/dev/null || exit 0; n=$2; while [ $n -gt 0 ]; do sleep 1; kill -0 $0 2>/dev/null || exit 0; n=$((n - 1)); done; }`
	for i, s := range steps {
		wait := s.Wait
		if i == len(steps)-1 && s.Signal != "kill" {
			wait = margin
		}
		script += fmt.Sprintf("; stop %s %d", strings.ToUpper(s.Signal), wait)
	}
	return &Command{Words: []string{"/bin/sh", "-c", script, pidPlaceholder}}
}

// check writes a check.
func (w *pillWriter) check(name string, c Check) {
	limit := c.Below
	if n, err := strconv.Atoi(c.Below); err == nil && c.Kind != "cpu_usage" {
		limit = rubySeconds(n)
		if c.Kind == "mem_usage" {
			limit = rubyBytes(n)
		}
	}
	options := []string{":every => " + rubySeconds(c.Every)}
	if c.File != "" {
		options = append(options, ":filename => "+w.text(c.File))
	}
	if c.HTTP != nil {
		options = append(options, ":url => "+w.text(c.HTTP.URL), ":open_timeout => "+rubySeconds(c.HTTP.Open), ":read_timeout => "+rubySeconds(c.HTTP.Read))
		if kind := rubyKind(c.HTTP.Status); kind != "" {
			options = append(options, ":kind => "+kind)
		}
	} else {
		options = append(options, ":below => "+limit)
	}
	if c.Of > 1 {
		options = append(options, fmt.Sprintf(":times => [%d, %d]", c.Hits, c.Of))
	}
	if c.Children {
		options = append(options, ":include_children => true")
	}
	fmt.Fprintf(w, "    process.checks %s, %s\n", name, strings.Join(options, ", "))
}

func rubyBytes(n int) string {
	for _, unit := range []struct {
		size int
		name string
	}{{1 << 30, "gigabytes"}, {1 << 20, "megabytes"}, {1 << 10, "kilobytes"}} {
		if n > 0 && n%unit.size == 0 {
			return strconv.Itoa(n/unit.size) + "." + unit.name
		}
	}
	return strconv.Itoa(n)
}

// rubyKind is what Bluepill calls the answers of a pattern; "" for those that it
// wants anyway.
func rubyKind(status string) string {
	switch status {
	case "1??":
		return ":information"
	case "2??":
		return ""
	case "3??":
		return ":redirection"
	case "4??":
		return ":client_error"
	case "5??":
		return ":server_error"
	case "[1-5]??":
		return ":response"
	}
	return status
}
