package rules

import (
	"regexp"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

var redirectionInCommand = &Rule{
	Name:        "redirection-in-command",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	From:        shellwordsVersion,
	Title:       "a command redirects its output",
	Since:       "0.1",
	Text: "No shell runs a command: `>`, `>>`, `2>&1` and the file names after them are given to the program as arguments, and\n" +
		"no file is written. Many programs refuse arguments that they do not know, and then the process never starts.\n\n" +
		"Set `stdout` and `stderr`, which are heeded if `daemonize` is true, or run a shell: `sh -c \"exec bin/shop >> /srv/shop.log 2>&1\"`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop >> /srv/shop/log/shop.log 2>&1"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/bluepill.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			for _, u := range c.shellUses() {
				if u.kind != shellRedirect {
					continue
				}
				p.settingFinding(c.process, c.setting, within(c.setting, u.word.raw),
					"no shell runs this command: %q is an argument of the program, and nothing is redirected", u.word.raw).
					Fix(c.useStdout()).Fix(c.useShell()).Done(p)
				break
			}
		}
	},
}

// redirectedCommand is a command whose output goes to a file, as written: the
// command, the file, and what says that errors go there too.
var redirectedCommand = regexp.MustCompile(`^(.*\S)\s+1?>>?\s*([^\s'"<>&|;$~` + "`" + `]+)(\s+2>&1)?$`)

// useStdout sets stdout and stderr in place of a redirection.
func (c *commandText) useStdout() diag.Fix {
	s := c.setting
	inside, quote, ok := literalText(s)
	daemonized, known := c.process.Attr("daemonize").True()
	if !ok || !known || !daemonized || !c.starts() || !c.process.Attr("stdout").Unset() {
		return diag.Fix{}
	}
	m := redirectedCommand.FindStringSubmatch(inside.Text())
	if m == nil || strings.ContainsAny(m[1], "<>&|;") || m[3] != "" && !c.process.Attr("stderr").Unset() {
		return diag.Fix{}
	}
	name := "stdout"
	head, _ := receiver(s)
	if m[3] != "" {
		name = "stdout = " + head + "stderr"
	}
	add, ok := sibling(s, name, quote+m[2]+quote)
	if !ok || m[3] != "" && (head == "" || !strings.Contains(add.New, " = "+quote)) {
		return diag.Fix{}
	}
	return diag.Fix{Title: "Set stdout instead", Edits: []source.Edit{add, {Span: inside, New: m[1]}}}
}
