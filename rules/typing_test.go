package rules

import (
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// typed is a pill without mistakes, in which much can be half written.
const typed = `require "yaml"
ROOT = "/srv/shop"
env = ENV["SHOP_ENV"] || "production"
names = %w[mail images]

Bluepill.application("user_shop", log_file: "#{ROOT}/log/bluepill.log") do |app|
  app.uid = "deploy"
  app.working_dir = "#{ROOT}/current"
  names.each_with_index do |name, i|
    app.process("user_shop_#{name}") do |process|
      process.start_command = "bin/shop --queue #{name} -e 'a b'"
      process.stop_command = "kill -QUIT {{PID}}"
      process.environment = { "RAILS_ENV" => env, "PORT" => (3000 + i).to_s }
      process.pid_file = "#{ROOT}/pids/#{name}.pid"
      process.daemonize = true
      process.stdout = process.stderr = "#{ROOT}/log/#{name}.log"
      process.stop_signals = [:quit, 30.seconds, :term, 5.seconds, :kill]
      process.stop_grace_time = 45.seconds
      process.checks :mem_usage, every: 10.seconds, below: 200.megabytes, times: [3, 5] # of five
      process.checks :http, url: "http://localhost:80/up", pattern: /^ok.*$/i, every: 1.minute, times: 2
      if env == "production"
        process.checks :flapping, times: 2, within: 30.seconds, retry_in: 7.seconds
      elsif name == 'mail' && i > 0
        process.auto_start = false
      else
        process.start_grace_time = 10.seconds
      end
      process.monitor_children do |child|
        child.checks :cpu_usage, :every => 10, :below => 50, :times => [2, 3]
        child.stop_command = "kill -QUIT {{PID}}"
      end
    end
  end
end
`

// opens tells how many more blocks are open after a line than before it.
func opens(line string) int {
	switch word := strings.TrimSpace(line); {
	case strings.HasPrefix(word, "if ") || strings.Contains(word, " do |"):
		return 1
	case word == "end":
		return -1
	}
	return 0
}

// errorsElsewhere types a line, character by character, after and before other
// text, and reports errors at other lines. An error at the beginning of a block
// is about what it lacks, and may stay.
func errorsElsewhere(t *testing.T, before, line, after string) {
	t.Helper()
	here := strings.Count(before, "\n") + 1
	for n := range len(line) + 1 {
		text := before + line[:n] + after
		src := source.NewFile("shop.pill", text)
		for _, d := range Check(parser.Read(src, eval.Env{}), Options{}) {
			at := src.Line(d.Span.Start)
			if d.Severity == diag.Error && at != here && opens(src.LineSpan(at).Text()) != 1 {
				t.Errorf("typing line %d as far as %q: an error in line %d, %q: %s", here, line[:n], at, src.LineSpan(at).Text(), d.Message)
			}
		}
	}
}

// TestTyping types a pill from its top to its bottom.
func TestTyping(t *testing.T) {
	before := ""
	for line := range strings.Lines(typed) {
		errorsElsewhere(t, before, strings.TrimSuffix(line, "\n"), "")
		before += line
	}
}

// TestTypingWithEnds types a pill in an editor that writes the end of a block as
// soon as its first line is complete.
func TestTypingWithEnds(t *testing.T) {
	before, ends := "", ""
	for line := range strings.Lines(typed) {
		if opens(line) < 0 {
			_, ends, _ = strings.Cut(ends, "\n")
		} else {
			errorsElsewhere(t, before, strings.TrimSuffix(line, "\n"), "\n"+ends)
		}
		before += line
		if opens(line) > 0 {
			indent := len(line) - len(strings.TrimLeft(line, " "))
			ends = line[:indent] + "end\n" + ends
		}
	}
}

// TestTypingBetween writes each line of a whole application anew.
func TestTypingBetween(t *testing.T) {
	lines := strings.SplitAfter(typed, "\n")
	for i, line := range lines {
		if word := strings.TrimSpace(line); i > 5 && opens(line) == 0 && word != "else" && !strings.HasPrefix(word, "elsif") {
			errorsElsewhere(t, strings.Join(lines[:i], ""), strings.TrimSuffix(line, "\n"), "\n"+strings.Join(lines[i+1:], ""))
		}
	}
}
