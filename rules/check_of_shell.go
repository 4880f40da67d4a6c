package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var checkOfShell = &Rule{
	Name:        "check-of-shell",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"shell-command"},
	Title:       "a check measures the shell, not the programs that it starts",
	Since:       "0.1",
	Text: "`:mem_usage` and `:cpu_usage` look at one process: the one whose ID Bluepill knows. If that process is a shell that\n" +
		"waits for the programs it started, the check sees only the shell's two megabytes, whatever the programs use. With\n" +
		"`:include_children => true`, the check counts the programs too.\n\n" +
		"`timeout`, `flock` and `xvfb-run` wait for what they run, too, as do `npm start` and `foreman start`. That is an info,\n" +
		"as the program may write the pid file itself. `flock -F` does not wait: the program takes its place.\n\n" +
		"`sudo` and `su` usually wait for what they run as another user, to close its session. That is an info. With `uid`,\n" +
		"Bluepill changes the user itself, and the process is the program.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "sh -c 'bin/shop & bin/mailer & wait'"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "sh -c 'bin/shop & bin/mailer & wait'"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5], :include_children => true
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			if c.kind.Name != "mem_usage" && c.kind.Name != "cpu_usage" {
				continue
			}
			if counted, known := c.Option("include_children").True(); counted || !known {
				continue
			}
			if p.staysShell(c.process) {
				c.finding(p, c.NameSpan, "the check %s sees only the shell, not what it starts; :include_children is not set", c.title()).
					Related(c.process.Last("start_command").NameSpan, "the shell starts here").Done(p)
			} else if waiter := p.waiter(c.process); waiter != "" {
				c.finding(p, c.NameSpan, "the check %s sees only %s, not what it runs; :include_children is not set", c.title(), waiter).
					Severity(diag.Info).Related(c.process.Last("start_command").NameSpan, "%s starts here", waiter).Done(p)
			} else if changer := p.userChanger(c.process); changer != "" {
				c.finding(p, c.NameSpan, "the check %s sees %s, if that waits for what it runs; :include_children is not set", c.title(), changer).
					Severity(diag.Info).Related(c.process.Last("start_command").NameSpan, "%s starts here", changer).Done(p)
			}
		}
	},
}

// staysShell reports whether a process is certainly a shell that goes on
// waiting for what it has started.
func (p *Pass) staysShell(proc *pill.Process) bool {
	if proc.IsChild() || !daemonized(proc) {
		return false
	}
	c := p.startOf(proc)
	if c == nil {
		return false
	}
	script, ok := c.shellScript()
	return ok && !script.Waits && waitsAtEnd.MatchString(script.Text)
}

// waiter returns what a process starts that waits for the program that does the work; ""
// if there is none, or the program may write the pid file that Bluepill reads.
func (p *Pass) waiter(proc *pill.Process) string {
	if proc.IsChild() || !daemonized(proc) || !proc.Attr("pid_command").Unset() {
		return ""
	}
	c := p.startOf(proc)
	if c == nil {
		return ""
	}
	words, ok := c.words()
	if file, _ := proc.Attr("pid_file").Text(); !ok || file != "" && strings.Contains(c.text, file) {
		return ""
	}
	return program.Waiter(words)
}

// userChanger returns what a process runs its program with as another user, if
// that may stay as long as the program: it closes the session then. "" if there
// is none.
func (p *Pass) userChanger(proc *pill.Process) string {
	if proc.IsChild() || !daemonized(proc) {
		return ""
	}
	c := p.startOf(proc)
	if c == nil {
		return ""
	}
	words, ok := c.words()
	if name := path.Base(append(words, "")[0]); ok && slices.Contains(waitingChangers, name) {
		return name
	}
	return ""
}

// waitingChangers change the user and wait; the others are replaced by what they
// run.
var waitingChangers = strings.Fields("sudo su runuser")
