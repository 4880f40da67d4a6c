package rules

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
)

var killOfAnother = &Rule{
	Name:        "kill-of-another",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"pid-placeholder", "shared-process-name"},
	Title:       "a command that stops one process ends another too",
	Since:       "0.1",
	Text: "`pkill -f` signals every process whose command line matches, and `killall` every one of a name. If another process of\n" +
		"the pill matches as well, it ends whenever this one is stopped or restarted, and Bluepill starts it again.\n\n" +
		"Write `kill -TERM {{PID}}`, which reaches this process alone, or a pattern that only its command has.\n\n" +
		"The finding is an info, as a program may change the command line that it was started with.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/srv/shop/bin/worker --queue mail"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/mail.log"
    process.stop_command = "pkill -f bin/worker"
  end
  app.process("user_shop_2") do |process|
    process.start_command = "/srv/shop/bin/worker --queue orders"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/orders.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/srv/shop/bin/worker --queue mail"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/mail.log"
    process.stop_command = "kill -TERM {{PID}}"
  end
  app.process("user_shop_2") do |process|
    process.start_command = "/srv/shop/bin/worker --queue orders"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/orders.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			if c.starts() || !c.whole || !strings.Contains(c.text, "kill") {
				continue
			}
			word, matches := c.killed()
			if matches == nil {
				continue
			}
			for other := range p.Processes {
				start := p.startOf(other)
				if other == c.process || start == nil || !start.whole || !matches(start.text) {
					continue
				}
				p.settingFinding(c.process, c.setting, c.wordPlace(word), "%q also matches the command of %s, which this ends too", word, processName(other)).
					Related(start.setting.NameSpan, "started here").Done(p)
				break
			}
		}
	},
}

// killed returns the word by which a command says whom it signals, and whether a
// process that was started by another command is one of these; nil if it
// signals processes by their ids, or that cannot be told.
func (c *commandText) killed() (word string, matches func(start string) bool) {
	words := strings.Fields(c.text)
	if script, ok := c.shellScript(); ok {
		words = strings.Fields(script)
	}
	at := slices.IndexFunc(words, func(w string) bool { return slices.Contains([]string{"pkill", "killall"}, path.Base(w)) })
	if at < 0 {
		return "", nil
	}
	full := false
	for i := at + 1; i < len(words); i++ {
		switch w := words[i]; {
		case slices.Contains(killValues, w):
			i++
		case strings.HasPrefix(w, "-"):
			full = full || path.Base(words[at]) == "pkill" && fullOption.MatchString(w)
		case strings.ContainsAny(w, "'\"\\$`&|;<>"): // a shell or Shellwords would take it apart
			return "", nil
		case full:
			pattern, err := regexp.Compile(w)
			if err != nil {
				return "", nil
			}
			return w, pattern.MatchString
		default:
			return w, func(start string) bool { return programName(start) == w }
		}
	}
	return "", nil
}

// killValues are options of pkill and killall that take a value.
var killValues = strings.Fields("-s -u -U -g -G -P -t --signal --user")

// fullOption is -f, or several options of a letter with it.
var fullOption = lazyregexp.New(`^(-[a-z]*f[a-z]*|--full)$`)

// programName is the name of the executable that a command runs, as the kernel
// has it.
func programName(command string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(command), " ")
	return path.Base(first)
}
