package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
)

var killAtOnce = &Rule{
	Name:        "kill-at-once",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"stop-signals-without-kill", "graceful-stop-overruled", "signal-after-kill"},
	Title:       "the process is killed without a chance to finish",
	Since:       "0.1",
	Text: "No program can handle KILL. The process loses what it is doing, a request or a job, leaves temporary files and locks\n" +
		"behind, and does not end the processes that it has started: if it is a shell or a launcher, the program lives on.\n\n" +
		"Let KILL be the last resort: `[:term, 30.seconds, :kill]`, or send TERM.\n\n" +
		"ABRT, SEGV and the other signals of a program that has crashed end a process as hard, and it may write its memory to a\n" +
		"file. `kill -6` is ABRT; QUIT is `kill -3`. Behind a delay, nothing is said: that is how to see where a process hangs.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "kill -9 {{PID}}"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "kill -TERM {{PID}}"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			if s, ok := stopSequence(proc); ok && len(s.elems) > 0 {
				switch name, known := s.signal(0); {
				case known && name == "kill" && len(s.elems) == 1:
					p.Finding(s.place(0), "KILL comes alone, so the process has no chance to finish").Related(s.origin(), "the sequence is written here").Done(p)
				case known && slices.Contains(crashes, name):
					p.Finding(s.place(0), "%s comes first, which ends the process as a crash does", strings.ToUpper(name)).Related(s.origin(), "the sequence is written here").Done(p)
				}
			}
		}
		for proc := range p.Trees {
			s := proc.Last("stop_command")
			if s == nil {
				continue
			}
			if k, ok := killOf(proc, "stop_command"); ok && k.signal == "kill" {
				p.Finding(k.wordSpan(), "KILL gives the process no chance to finish").Done(p)
			} else if ok && slices.Contains(crashes, k.signal) {
				p.Finding(k.wordSpan(), "%s ends the process as a crash does: it has no chance to finish", strings.ToUpper(k.signal)).Done(p)
			} else if word, name := killsByName(s); name == "kill" {
				p.Finding(within(s, word), "KILL gives the process no chance to finish").Done(p)
			} else if word != "" {
				p.Finding(within(s, word), "%s ends the process as a crash does: it has no chance to finish", strings.ToUpper(name)).Done(p)
			}
		}
	},
}

// killsByName returns how a command sends KILL, or the signal of a crash, to processes
// that it finds by their name or by a pid file, and that signal; "" if it does not.
func killsByName(s *pill.Setting) (word, name string) {
	text, ok := settingText(s)
	if !ok {
		return "", ""
	}
	m := killByName.FindStringSubmatch(text)
	if m == nil {
		return "", ""
	}
	name = strings.ToLower(m[2])
	if n, err := strconv.Atoi(name); err == nil {
		name = pill.SignalNumbered(n)
	}
	if name != "kill" && !slices.Contains(crashes, name) {
		return "", ""
	}
	return m[1], name
}

// killByName is a command that sends a signal, and nothing before it.
var killByName = lazyregexp.New(`^(?:sudo\s+)?(?:\S*/)?(?:pkill|killall|kill)\s+(-(?:s\s+)?(?:SIG)?([A-Z]+|[0-9]+))\s[^;&|]*$`)
