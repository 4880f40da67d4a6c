package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
)

var pidPlaceholder = &Rule{
	Name:        "pid-placeholder",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"pid-placeholder-in-start-command"},
	Title:       "a command that stops or restarts the process does not get its process ID",
	Since:       "0.1",
	Text: "In `stop_command` and `restart_command`, Bluepill replaces `{{PID}}`, in capitals and without spaces, with the process\n" +
		"ID. It passes any other spelling to the command unchanged, and a `kill` without an ID only prints its usage. The\n" +
		"process does not get the signal. If Bluepill has not daemonized it, it lives on without its pid file, and Bluepill has\n" +
		"lost it. Braces too many stay: of `{{{PID}}}` the command gets `{1234}`.\n\n" +
		"In a template of Jinja2, `*.j2`, Ansible reads `{{PID}}` first, as a variable of its own. None is called so, and by default\n" +
		"the template fails: `'PID' is undefined`. Write `{{ '{{PID}}' }}`, or put it between `{% raw %}` and `{% endraw %}`.\n\n" +
		"`kill` takes a word without a dash for a process. `kill QUIT {{PID}}` sends no QUIT, and `kill 9 {{PID}}` sends TERM to\n" +
		"process 9, too. It reads no pid file. `killall` and `pkill` take names, and no process IDs.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "kill -TERM {{pid}}"
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
		p.pidOfAnsible()
		for c := range p.commands {
			if c.starts() || c.setting.Name == "pre_start_command" {
				continue
			}
			if word := c.bracedPID(); word != "" {
				span := within(c.setting, word)
				f := p.Finding(span, "Bluepill replaces {{PID}} alone: the command gets %s", strings.Replace(word, "{{PID}}", "1234", 1))
				if span.Text() == word {
					f.Fix(replaceFix("Write {{PID}}", span, "{{PID}}"))
				}
				f.Done(p)
				continue
			}
			if !c.whole {
				continue
			}
			if word := misspeltPID.FindString(c.text); word != "" && !strings.Contains(c.text, "{{PID}}") {
				span := within(c.setting, word)
				f := p.Finding(span, "Bluepill does not replace %s, only {{PID}}", word)
				if span.Text() == word {
					f.Fix(replaceFix("Write {{PID}}", span, "{{PID}}"))
				}
				f.Done(p)
				continue
			}
			p.checkKill(c)
		}
	},
}

// misspeltPID is what people write for {{PID}}.
var misspeltPID = lazyregexp.New(`(?i)\{\{\s*pid\s*\}\}|\{pid\}|%pid%|<pid>`)

// bracedPID returns a {{PID}} with braces too many; "" if there is none.
func (c *commandText) bracedPID() string {
	for _, w := range slices.Concat(c.head, c.tail) {
		if found := bracedPID.FindString(w.raw); found != "" {
			return found
		}
	}
	return ""
}

var bracedPID = lazyregexp.New(`\{+\{\{PID\}\}\}+`)
