package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
)

var shellWithoutExec = &Rule{
	Name:        "shell-without-exec",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"shell-command", "check-of-shell"},
	Title:       "Bluepill watches the shell, not the program that it runs",
	Since:       "0.1",
	Text: "With `daemonize = true`, Bluepill watches what it started. If that is a shell that runs several commands, the process\n" +
		"ID is that of the shell, which waits for the program: `stop_signals`, `stop_command` and `restart_command` reach only\n" +
		"the shell, and checks measure it. Put `exec` before the last command; the program then replaces the shell and keeps\n" +
		"its process ID.\n\n" +
		"A shell that gets a single command uses `exec` by itself, so the rule does not report it. Since bash 5.1 and dash\n" +
		"0.5.11, that also applies to the last of several commands, but not if the shell must continue afterward, as in `shop;\n" +
		"rm lock`, or a pipeline, in which `exec` only takes the place of a child of the shell.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "sh -c 'cd /srv/shop && bin/shop'"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "sh -c 'cd /srv/shop && exec bin/shop'"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			if !c.starts() || !daemonized(c.process) || c.process.IsChild() {
				continue
			}
			script, ok := c.shellScript()
			if !ok || script.Waits || !keepsShell(script.Text) && !keepsInner(script.Text) {
				continue
			}
			p.settingFinding(c.process, c.setting, beginning(c.setting, firstWord(c)),
				"without exec this shell may stay, and Bluepill then watches and signals it instead of the program").
				Related(daemonizePlace(c.process), "daemonized here").Fix(c.addExec(script)).Done(p)
		}
	},
}

func firstWord(c *commandText) string {
	if w, ok := c.first(); ok {
		return w.raw
	}
	return ""
}

// addExec puts exec before the last command, where nothing is left to do
// after it.
func (c *commandText) addExec(given program.ShellText) diag.Fix {
	script := given.Whole
	inside, _, ok := literalText(c.setting)
	if !ok || strings.ContainsAny(script, "|\n") || script != given.Text || !keepsShell(script) {
		return diag.Fix{}
	}
	at := strings.Index(inside.Text(), script)
	if at < 0 {
		return diag.Fix{}
	}
	pieces := shellList.Split(script, -1)
	if last := pieces[len(pieces)-1]; last == "true" || last == "" || strings.HasPrefix(last, "exit") || strings.HasPrefix(last, "echo") || strings.HasPrefix(last, "cd ") {
		return diag.Fix{}
	}
	at += inside.Start
	return diag.Fix{
		Title: "Put exec before the last command",
		Edits: []source.Edit{{Span: inside.File.Span(at, at+len(script)), New: withExec(script)}},
	}
}
