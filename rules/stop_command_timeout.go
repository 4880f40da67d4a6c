package rules

import (
	"path"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
)

var stopCommandTimeout = &Rule{
	Name:        "stop-command-timeout",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "stop_command or restart_command does not fit its grace time",
	Since:       "0.1",
	Text: "Bluepill waits for `stop_command`, and everything else waits with it, but no longer than `stop_grace_time`, which is\n" +
		"three seconds if it is not set. Then it gives up on the command, which keeps running, and `bluepill stop` runs it a second\n" +
		"time; meanwhile it hangs. The same goes for `restart_command`, `restart_grace_time` and `bluepill restart`.\n\n" +
		"Set the grace time to more than the command takes.\n\n" +
		"Some commands wait until the process has ended, if not forever: `thin stop` waits 30 seconds, or what `-t` says,\n" +
		"`delayed_job stop` 20 and `sidekiqctl stop FILE` 10. It is an info if the grace time is no more than an argument says, or\n" +
		"no more than a third of what they wait without one. So it is if `start_grace_time` or `stop_grace_time` is ten seconds or\n" +
		"more, `restart_command` does what both do, as `service shop restart`, and `restart_grace_time` is not set.\n\n" +
		"`sidekiqctl stop FILE` sends TERM, and kills Sidekiq if it has not ended after ten seconds, so a much longer grace time\n" +
		"is not used. `sidekiqctl stop FILE 60` waits 60 seconds; let Sidekiq's own `-t` be less.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "sh -c 'kill -QUIT {{PID}}; sleep 10; kill -KILL {{PID}}'"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "sh -c 'kill -QUIT {{PID}}; sleep 10; kill -KILL {{PID}}'"
    process.stop_grace_time = 15.seconds
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Trees {
			p.commandTimeout(proc, "stop_command", "stop_grace_time")
			p.commandPatience(proc, "stop_command", "stop_grace_time")
			if !proc.IsChild() { // which Bluepill only stops
				p.commandTimeout(proc, "restart_command", "restart_grace_time")
				p.commandPatience(proc, "restart_command", "restart_grace_time")
			}
		}
		p.patientStops()
		p.untimedRestarts()
	},
}

// commandTimeout judges a command by the time that Bluepill gives it.
func (p *Pass) commandTimeout(proc *pill.Process, command, graceTime string) {
	text, ok := proc.Attr(command).Text()
	s := proc.Last(command)
	grace, known := graceOf(proc, graceTime)
	if !ok || s == nil || !known || grace <= 0 {
		return
	}
	if takes := sleeps(text); takes >= grace {
		p.timeoutFinding(proc, s, graceTime, grace, "%s takes %s at least, and %s is %s: Bluepill gives up on it, and runs it a second time", takes).Done(p)
	} else if takes := retries(text); takes >= grace {
		p.timeoutFinding(proc, s, graceTime, grace, "%s may take %s, and %s is %s: Bluepill then gives up on it, and runs it a second time", takes).Severity(diag.Info).Done(p)
	}
}

// commandPatience judges a command that kills the process by itself, long before its
// time is over.
func (p *Pass) commandPatience(proc *pill.Process, command, graceTime string) {
	s, set := proc.Last(command), proc.Last(graceTime)
	grace, known := graceOf(proc, graceTime)
	if s == nil || set == nil || !known {
		return
	}
	words, err := ruby.Shellsplit(textWithHoles(s))
	if err != nil {
		return
	}
	if name, patience, ok := program.FindPatience(words); ok && grace >= float64(2*patience) {
		p.Finding(valueSpan(s), "%s kills the process after %s, so the rest of %s is not used", name, countOf(patience, "second"), graceTime).
			Severity(diag.Info).Related(set.ValueSpan, "set here").Done(p)
	}
}

func (p *Pass) timeoutFinding(proc *pill.Process, s *pill.Setting, graceTime string, grace float64, format string, takes float64) *Finding {
	f := p.Finding(valueSpan(s), format, s.Name, amount(takes, "second"), graceTime, amount(grace, "second"))
	set := proc.Last(graceTime)
	room := strconv.Itoa(int(takes)+5) + ".seconds"
	switch {
	case proc.IsChild():
	case set == nil:
		if edit, ok := sibling(s, graceTime, room); ok {
			f.Fix(diag.Fix{Title: "Raise " + graceTime, Edits: []source.Edit{edit}})
		}
	default:
		f.Related(set.ValueSpan, "set here")
		if isLiteralNumber(set) {
			f.Fix(replaceFix("Raise "+graceTime, set.ValueSpan, room))
		}
	}
	return f
}

// sleepCommand is a sleep in a script, and loopWord what may repeat it or leave
// it out.
var (
	sleepCommand = lazyregexp.New(`(?:^|[\s;&|({])sleep\s+([0-9]+(?:\.[0-9]+)?)(?:s|\b)`)
	loopWord     = lazyregexp.New(`\b(while|until|for|if|case|function)\b|\|\||&\s*$|&\s+[^&]`)
)

// sleeps is how many seconds a command certainly sleeps; 0 if that is not
// known.
func sleeps(command string) (seconds float64) {
	words, err := ruby.Shellsplit(command)
	if err != nil || len(words) < 2 {
		return 0
	}
	script := ""
	if path.Base(words[0]) == "sleep" {
		script = strings.Join(words, " ")
	} else if given, ok := program.FindShellText(words); ok {
		script = strings.ReplaceAll(given.Text, "&&", ";")
	}
	if loopWord.MatchString(script) {
		return 0
	}
	for _, m := range sleepCommand.FindAllStringSubmatch(script, -1) {
		n, err := strconv.ParseFloat(m[1], 64)
		if err == nil {
			seconds += n
		}
	}
	return seconds
}

// retries is how many seconds start-stop-daemon waits at most: --retry 30, or
// --retry TERM/30/KILL/5; 0 if it is not that.
func retries(command string) (seconds float64) {
	words, err := ruby.Shellsplit(command)
	if err != nil || len(words) == 0 || path.Base(words[0]) != "start-stop-daemon" {
		return 0
	}
	for i, w := range words {
		schedule, ok := strings.CutPrefix(w, "--retry=")
		if (w == "--retry" || w == "-R") && i+1 < len(words) {
			schedule, ok = words[i+1], true
		}
		if !ok {
			continue
		}
		for j, part := range strings.Split(schedule, "/") {
			if n, err := strconv.Atoi(part); err == nil && (j%2 == 1 || !strings.Contains(schedule, "/")) {
				seconds += float64(n)
			}
		}
	}
	return seconds
}
