package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
)

var cdInCommand = &Rule{
	Name:        "cd-in-command",
	Severity:    diag.Error,
	Consequence: diag.Process,
	From:        shellwordsVersion,
	Related:     []string{"shell-command"},
	Title:       "a command begins with cd",
	Since:       "0.1",
	Text: "No shell runs a command: Bluepill splits it into words and executes the first, and only a shell can change the\n" +
		"directory for what follows. Each start fails with `No such file or directory - cd`, and Bluepill tries again every\n" +
		"four seconds. The error goes to the process's stderr file, or nowhere. `nice cd …` and `sudo cd …` fail alike. Where there is a program called `cd`, as on\n" +
		"macOS and Fedora, it ends at once, and nothing else is started. Bluepill's README says that `cd /tmp/some_dir && …`\n" +
		"works; it does not.\n\n" +
		"Set `working_dir`, or run a shell: `sh -c \"cd /srv/shop && exec bin/shop\"`. With `exec`, the process ID is the\n" +
		"program's, not the shell's.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "cd /srv/shop && bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.writtenCommands {
			uses := c.shellUses()
			if len(uses) == 0 || uses[0].kind != shellCd {
				p.cdInExec(c)
				continue
			}
			if by := uses[0].by; by != "" {
				f := p.settingFinding(c.process, c.setting, within(c.setting, " cd "), "%s runs no shell, and only a shell can \"cd\": %s", by, c.fails())
				c.grade(f).Done(p)
				continue
			}
			f := p.settingFinding(c.process, c.setting, beginning(c.setting, "cd"),
				"no shell runs this command, and only a shell can \"cd\": %s", c.fails())
			c.grade(f).Fix(c.useWorkingDir(uses)).Fix(c.useShell()).Done(p)
		}
	},
}

// cdInExec reports a script for a shell that has exec look for cd.
func (p *Pass) cdInExec(c *commandText) {
	if script, ok := c.shellScript(); ok && slices.Contains(program.Execs(script.Whole), "cd") {
		p.settingFinding(c.process, c.setting, within(c.setting, "exec cd"), "exec looks for a program \"cd\", and the shell ends without changing the directory").
			Severity(diag.Warning).Done(p)
	}
}

// cdCommand is a command that changes the directory first, as written.
var cdCommand = lazyregexp.New(`^\s*cd\s+((?:#\{[^{}]*\}|[^\s'"])+?)\s*(?:&&|;)\s*(?:exec\s+)?(\S.*)$`)

// useWorkingDir sets working_dir in place of a cd, or leaves the cd out if
// working_dir is that already. The other commands of the process run in it too.
// Variables that the rest sets are left to env; what else of it needs a shell
// than a redirection keeps the cd where it is.
func (c *commandText) useWorkingDir(uses []shellUse) diag.Fix {
	s := c.setting
	inside, quote, ok := literalText(s)
	if !ok {
		return diag.Fix{}
	}
	m := cdCommand.FindStringSubmatch(inside.Text())
	if m == nil || strings.ContainsAny(interpolation.ReplaceAllString(m[1], ""), "~`*;&|$") {
		return diag.Fix{}
	}
	command, aside := strings.CutSuffix(strings.TrimRight(m[2], " "), "&")
	command = strings.TrimRight(command, " ")
	if assignmentWord.MatchString(command) {
		command = "/usr/bin/env " + command
	}
	operators := 0
	for _, u := range uses {
		switch {
		case u.kind == shellOperator:
			operators++
		case u.kind != shellCd && u.kind != shellRedirect:
			return diag.Fix{}
		}
	}
	if aside {
		operators-- // it is not needed
	}
	if name, _, _ := strings.Cut(m[2], " "); operators > 1 || command == "" || strings.HasSuffix(command, "&") || slices.Contains(shellBuiltins, name) || name == "cd" {
		return diag.Fix{}
	}
	safe := c.whole && len(uses) == 2 // the cd and the operator after it
	rest := source.Edit{Span: inside, New: command}
	dir := c.process.Attr("working_dir")
	if text, ok := dir.Text(); ok && len(c.head) > 1 && c.head[1].raw == text {
		return diag.Fix{Title: "Remove cd, as working_dir is the same", Safe: safe, Edits: []source.Edit{rest}}
	}
	add, ok := sibling(s, "working_dir", quote+m[1]+quote)
	if !ok || !dir.Unset() || !c.starts() {
		return diag.Fix{}
	}
	return diag.Fix{
		Title: "Set working_dir instead",
		Safe:  safe && strings.HasPrefix(m[1], "/") && c.alone(),
		Edits: []source.Edit{add, rest},
	}
}

// alone reports whether it is the only command of its process.
func (c *commandText) alone() bool {
	for _, name := range commandNames {
		if name != c.setting.Name && !c.process.Attr(name).Unset() {
			return false
		}
	}
	return true
}
