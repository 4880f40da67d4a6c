package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

var shellCommand = &Rule{
	Name:        "shell-command",
	Severity:    diag.Error,
	Consequence: diag.Process,
	From:        shellwordsVersion,
	Related:     []string{"redirection-in-command", "unbalanced-quote", "pid-placeholder-in-start-command"},
	Title:       "a command needs a shell, and none runs it",
	Since:       "0.1",
	Text: "Bluepill splits `start_command`, `stop_command`, `restart_command` and `pre_start_command` into words, as a shell\n" +
		"would, and executes them; no shell runs them. Operators such as `&&`, `|`, `;` and `&` are arguments of the program;\n" +
		"`$HOME`, `$(date)`, backquotes and `~` in arguments stay as they are; and shell builtins such as `exec` or `source`\n" +
		"are not found, nor by what runs another program: `nice`, `env`, `sudo`. If the first word is not a program, the process\n" +
		"can never start, which is an error. The rest is a warning.\n\n" +
		"Run a shell: `sh -c \"source /etc/shop && exec bin/shop\"`. With `exec`, the process ID is the program's, not the\n" +
		"shell's. In commands that stop or restart, `{{PID}}` stands for the process ID. A shell runs a command of a single\n" +
		"word if it needs one, and it always runs `pid_command`. A template that fills in the lines of a Procfile gets an info.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "exec bin/shop --port 3000"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --port 3000"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		p.procfileLines()
		for c := range p.writtenCommands {
			for _, u := range c.shellUses() {
				if u.kind == shellCd {
					break // cd-in-command says it all
				}
				if u.kind != shellAssignment && u.kind != shellRedirect {
					reportShellUse(p, c, u)
					break
				}
			}
		}
	},
}

// procfileLines reports commands that foreman's exporter fills in as they stand
// in a Procfile, whose lines a shell runs.
func (p *Pass) procfileLines() {
	if !strings.Contains(p.Source.Text, "engine.each_process do |name, process|") {
		return
	}
	for proc := range p.Processes {
		s := proc.Last("start_command")
		if s == nil {
			continue
		}
		if v, ok := s.Value.(*eval.Unknown); ok && len(v.Causes) == 1 && v.Causes[0].Reason == eval.Template && v.Causes[0].Name == "<%= process.command %>" && v.Prefix+v.Suffix == "" {
			p.settingFinding(proc, s, valueSpan(s), "the lines of a Procfile are written for a shell, and no shell runs this command").Severity(diag.Info).Done(p)
		}
	}
}

func reportShellUse(p *Pass, c *commandText, u shellUse) {
	s, word := c.setting, u.word.raw
	var f *Finding
	switch {
	case u.by != "" && u.kind == shellBuiltin:
		f = p.settingFinding(c.process, s, within(s, word), "%s runs no shell, and %q is not a program: %s", u.by, word, c.fails())
	case u.kind == shellBuiltin:
		f = p.settingFinding(c.process, s, beginning(s, word), "no shell runs this command, and %q is not a program: %s", word, c.fails())
	case u.kind == shellProgram:
		f = p.settingFinding(c.process, s, beginning(s, word), "no shell runs this command, so nothing expands %q: %s", word, c.fails())
	case c.isScript():
		program, _ := c.first()
		f = p.settingFinding(c.process, s, beginning(s, program.raw), "no shell runs this script: every word of its lines is an argument of %q", program.raw).Severity(diag.Warning)
	case u.behind:
		f = p.settingFinding(c.process, s, within(s, word), "the script ends at its quote, and no shell runs what follows %q: the shell gets it as arguments", word).Severity(diag.Warning)
	case u.kind == shellOperator:
		f = p.settingFinding(c.process, s, within(s, word), "no shell runs this command: %q is an argument of the program", word).Severity(diag.Warning)
	default:
		f = p.settingFinding(c.process, s, within(s, word), "no shell runs this command: the program gets %q literally", word).Severity(diag.Warning)
	}
	c.grade(f).Fix(c.dropExec(u)).Fix(c.dropAside(u)).Fix(c.usePID(u))
	if u.by == "" {
		f.Fix(c.useShell())
	}
	f.Done(p)
}

// isScript reports whether a command has several lines, which words alone do
// not need.
func (c *commandText) isScript() bool {
	_, known := c.first()
	return known && c.whole && strings.Contains(strings.TrimSpace(c.text), "\n")
}

// dropExec takes away an exec at the beginning, which Bluepill does by itself.
func (c *commandText) dropExec(u shellUse) diag.Fix {
	inside, _, ok := literalText(c.setting)
	if !ok || u.kind != shellBuiltin || !strings.HasPrefix(inside.Text(), "exec ") {
		return diag.Fix{}
	}
	rest := strings.TrimLeft(inside.Text()[len("exec "):], " ")
	if rest == "" || rest[0] == '-' {
		return diag.Fix{} // options of exec, which no program has
	}
	return diag.Fix{
		Title: "Remove exec",
		Safe:  c.whole && len(c.shellUses()) == 1 && !assignmentWord.MatchString(rest),
		Edits: []source.Edit{{Span: inside.File.Span(inside.Start, inside.End-len(rest))}},
	}
}

// dropAside takes away an & at the end, which Bluepill does not need.
func (c *commandText) dropAside(u shellUse) diag.Fix {
	inside, _, ok := literalText(c.setting)
	text := strings.TrimRight(inside.Text(), " ")
	rest, aside := strings.CutSuffix(text, "&")
	rest = strings.TrimRight(rest, " ")
	if !ok || u.kind != shellOperator || !aside || !c.starts() || len(c.shellUses()) > 1 || rest == "" || strings.HasSuffix(rest, "&") {
		return diag.Fix{}
	}
	return diag.Fix{
		Title: "Leave out the &",
		Edits: []source.Edit{{Span: inside.File.Span(inside.Start+len(rest), inside.End)}},
	}
}

// usePID puts {{PID}} in the place of a command that reads the pid file.
func (c *commandText) usePID(u shellUse) diag.Fix {
	path, ok := c.process.Attr("pid_file").Text()
	inside, _, isQuoted := literalText(c.setting)
	if !ok || !isQuoted || c.starts() || c.setting.Name == "pre_start_command" || u.kind != shellExpansion {
		return diag.Fix{}
	}
	for _, reading := range []string{"`cat " + path + "`", "$(cat " + path + ")", "$(< " + path + ")"} {
		if at := strings.Index(inside.Text(), reading); at >= 0 {
			start := inside.Start + at
			return diag.Fix{
				Title: "Use {{PID}}",
				Edits: []source.Edit{{Span: inside.File.Span(start, start+len(reading)), New: "{{PID}}"}},
			}
		}
	}
	return diag.Fix{}
}
