package rules

import (
	"path"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
)

var stopCommandTimeout = &Rule{
	Name:        "stop-command-timeout",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "stop_command takes longer than stop_grace_time",
	Since:       "0.1",
	Text: "Bluepill waits for `stop_command`, and everything else waits with it, but no longer than `stop_grace_time`, which is\n" +
		"three seconds if it is not set. Then it gives up on the command, which keeps running, and runs it a second time.\n" +
		"Meanwhile `bluepill stop` hangs.\n\n" +
		"Set `stop_grace_time` to more than the command takes.",
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
			text, ok := proc.Attr("stop_command").Text()
			s := proc.Last("stop_command")
			grace, known := graceOf(proc, "stop_grace_time")
			if !ok || s == nil || !known || grace <= 0 {
				continue
			}
			if takes := sleeps(text); takes >= grace {
				p.timeoutFinding(proc, s, grace, "stop_command takes %s at least, and stop_grace_time is %s: Bluepill gives up on it, and runs it a second time", takes).Done(p)
			} else if takes := retries(text); takes >= grace {
				p.timeoutFinding(proc, s, grace, "stop_command may take %s, and stop_grace_time is %s: Bluepill then gives up on it, and runs it a second time", takes).Severity(diag.Info).Done(p)
			}
		}
	},
}

func (p *Pass) timeoutFinding(proc *pill.Process, s *pill.Setting, grace float64, format string, takes float64) *Finding {
	f := p.Finding(valueSpan(s), format, amount(takes, "second"), amount(grace, "second"))
	set := proc.Last("stop_grace_time")
	room := strconv.Itoa(int(takes)+5) + ".seconds"
	switch {
	case proc.IsChild():
	case set == nil:
		if edit, ok := sibling(s, "stop_grace_time", room); ok {
			f.Fix(diag.Fix{Title: "Raise stop_grace_time", Edits: []source.Edit{edit}})
		}
	default:
		f.Related(set.ValueSpan, "set here")
		if isLiteralNumber(set) {
			f.Fix(replaceFix("Raise stop_grace_time", set.ValueSpan, room))
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
	} else if text, ok := scriptOf(words); ok {
		script = strings.ReplaceAll(text, "&&", ";")
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
