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
		"the pill matches as well, it ends whenever this one is stopped or restarted, and Bluepill starts it again. `pkill NAME`\n" +
		"and `killall NAME` also reach what others run under that name, unless an option such as `-u`, `-P` or `--pidfile`\n" +
		"narrows it down.\n\n" +
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
			word, matches, named := c.killed()
			if matches == nil {
				continue
			}
			found := false
			for other := range p.Processes {
				start := p.startOf(other)
				if other == c.process || start == nil || !start.whole || !matches(start.text) {
					continue
				}
				p.settingFinding(c.process, c.setting, c.wordPlace(word), "%q also matches the command of %s, which this ends too", word, processName(other)).
					Related(start.setting.NameSpan, "started here").Done(p)
				found = true
				break
			}
			if named && !found && c.setting.Name != "pre_start_command" && !strings.Contains(c.text, "{{PID}}") {
				p.settingFinding(c.process, c.setting, c.wordPlace(word), "this ends whatever is called %q on the machine, and not this process alone", word).Done(p)
			}
		}
	},
}

// killed returns the word by which a command says whom it signals, and whether a
// process that was started by another command is one of these; nil if it
// signals processes by their ids, or that cannot be told. named tells that these are
// all of one name, whoever started them.
func (c *commandText) killed() (word string, matches func(start string) bool, named bool) {
	words := strings.Fields(c.text)
	if script, ok := c.shellScript(); ok && !script.User { // who could end only what is theirs
		words = strings.Fields(script.Text)
	}
	at := slices.IndexFunc(words, func(w string) bool { return slices.Contains([]string{"pkill", "killall"}, path.Base(w)) })
	if at < 0 {
		return "", nil, false
	}
	full := false
	named = true
	for i := at + 1; i < len(words); i++ {
		switch w := words[i]; {
		case slices.Contains(killValues, w):
			named = named && (w == "--signal" || w == "-s")
			i++
		case strings.HasPrefix(w, "-"):
			named = named && signalOption.MatchString(w)
			full = full || path.Base(words[at]) == "pkill" && fullOption.MatchString(w)
		case strings.ContainsAny(w, "'\"\\$`&|;<>"): // a shell or Shellwords would take it apart
			return "", nil, false
		case full:
			pattern, err := regexp.Compile(w)
			if err != nil {
				return "", nil, false
			}
			return w, pattern.MatchString, false
		default:
			return w, func(start string) bool { return programName(start) == w }, named
		}
	}
	return "", nil, false
}

// killValues are options of pkill and killall that take a value.
var killValues = strings.Fields("-s -u -U -g -G -P -t --signal --user")

// signalOption is an option that tells a signal, or -x, for a name that is exactly
// this, -e, -q or -w. Others choose among the processes of a name.
var signalOption = lazyregexp.New(`^(-[0-9]+|-(SIG)?[A-Z]{2,}[0-9]?|--signal=\w+|-[xeqw]+|--(exact|echo|quiet|wait))$`)

// fullOption is -f, or several options of a letter with it.
var fullOption = lazyregexp.New(`^(-[a-z]*f[a-z]*|--full)$`)

// programName is the name of the executable that a command runs, as the kernel
// has it.
func programName(command string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(command), " ")
	return path.Base(first)
}
