package pill_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

func TestStops(t *testing.T) {
	for settings, want := range map[string]string{
		"":                   "default: 0 term | grace 3",
		"p.daemonize = true": "default: 0 term, 0 term by journal | grace 3",
		"p.stop_signals = [:quit, 30.seconds, 'x'.to_sym, 5, :SIGKILL]; p.stop_grace_time = 45": "signals: 0 quit, 30 x, 35 kill | grace 45, kills",
		"p.daemonize = true; p.stop_signals = [:quit]; p.stop_grace_time = 1.9":                 "signals: 0 quit, 0 term by journal | grace 1",
		"p.stop_signals = [:quit, ENV['X'].to_i, :kill]; p.stop_grace_time = ENV['Y'].to_i":     "signals: 0 quit, -1 kill | grace -1, kills, unknown",
		"p.stop_signals = [ENV['X'].to_sym, 1, :term]; p.stop_grace_time = 2":                   "signals: 0 ?, 1 term | grace 2, unknown",
		"p.daemonize = true; p.stop_signals = [:quit, -5, :kill]; p.stop_grace_time = 2":        "signals: 0 quit | grace 2, cut",
		"p.stop_signals = [:quit, 30, :kill]; p.stop_grace_time = 30":                           "signals: 0 quit, 30 kill | grace 30, kills, refused",
		"p.stop_signals = [:term]":                                                                         "signals: 0 term | grace 3, refused",
		"p.stop_command = 'sudo kill -3 {{PID}}'; p.daemonize = true":                                      "command: 0 quit by command, 0 term by journal | grace 3",
		"p.stop_command = 'bin/stop'; p.daemonize = true; p.stop_signals = [:term]; p.stop_grace_time = 5": "command: 0 ? by command, -1 term by journal | grace 5, unknown",
		"p.stop_command = ENV['X']":                                                                        "unknown:  | grace 3, unknown",
		"p.stop_signals = ENV['X']":                                                                        "unknown:  | grace 3, unknown",
		"p.stop_command = nil":                                                                             "default: 0 term | grace 3",
	} {
		text := "Bluepill.application('a') { |app| app.process('b') { |p| p.start_command = 'c'; " + settings + " } }"
		config := pill.Build(syntax.Parse(source.NewFile("a.pill", text)), eval.Env{})
		var got []string
		for s := range config.Stops {
			got = append(got, describeStop(s))
		}
		if text := strings.Join(got, "; "); text != want {
			t.Errorf("%s\n got %s\nwant %s", settings, text, want)
		}
	}
}

func describeStop(s pill.Stop) string {
	var steps []string
	for _, step := range s.Steps {
		signal := step.Signal
		if signal == "" {
			signal = "?"
		}
		steps = append(steps, fmt.Sprintf("%d %s%s", step.At, signal, [...]string{"", " by command", " by journal"}[step.Sender]))
	}
	text := fmt.Sprintf("%s: %s | grace %d", [...]string{"unknown", "command", "signals", "default"}[s.Means], strings.Join(steps, ", "), s.Grace)
	for _, flag := range []struct {
		name string
		on   bool
	}{{"kills", s.Kills()}, {"cut", s.Cut}, {"refused", s.Refused}, {"unknown", !s.Known()}} {
		if flag.on {
			text += ", " + flag.name
		}
	}
	return text
}

func TestKillSignal(t *testing.T) {
	for command, want := range map[string]string{
		"kill {{PID}}": "TERM term", "kill -QUIT {{PID}}": "QUIT quit", "/bin/kill -s SIGHUP {{PID}}": "SIGHUP hup",
		"sudo kill -9 {{PID}}": "9 kill", "kill -63 {{PID}}": "63 ", "kill -- {{PID}}": "-", "kill 1": "-", "kill '": "-", "": "-",
		"kill -QUIT {{PID}} {{PID}}": "-", "sh -c 'kill {{PID}}'": "-",
	} {
		word, name, ok := pill.KillSignal(command)
		if got := word + " " + name; ok && got != want || !ok && want != "-" {
			t.Errorf("%s: got %q, %t, want %q", command, got, ok, want)
		}
	}
}
