package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var redirectionInCommand = &Rule{
	Name:        "redirection-in-command",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	From:        shellwordsVersion,
	Title:       "a command redirects its output",
	Since:       "0.1",
	Text: "No shell runs a command: `>`, `>>`, `2>&1` and the file names after them are arguments of the program, and nothing\n" +
		"writes the file. Many programs refuse unknown arguments, and then the process never starts.\n\n" +
		"Set `stdout` and `stderr`, which Bluepill uses if `daemonize` is true, or run a shell: `sh -c \"exec bin/shop >>\n" +
		"/srv/shop.log 2>&1\"`.",
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
		for c := range p.writtenCommands {
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

// A redirected command is one whose output goes to files, as written: the
// command, and the redirections behind it.
var (
	redirectedCommand = lazyregexp.New(`^(.*?\S)((?:\s+(?:` + redirection + `))+)(?:\s*&)?\s*$`)
	oneRedirection    = lazyregexp.New(redirection)
)

const redirection = `2>&1|(&|[12]?)>>?\s*((?:#\{[^{}'"]*\}|[^\s'"<>&|;$~` + "`" + `])+)|<\s*/dev/null`

// useStdout sets stdout and stderr in place of redirections.
func (c *commandText) useStdout() diag.Fix {
	s := c.setting
	inside, quote, ok := literalText(s)
	daemonized, known := c.process.Attr("daemonize").True()
	if !ok || !known || !daemonized || !c.starts() {
		return diag.Fix{}
	}
	m := redirectedCommand.FindStringSubmatch(inside.Text())
	if m == nil || strings.ContainsAny(interpolation.ReplaceAllString(m[1], ""), "<>&|;") {
		return diag.Fix{}
	}
	to := redirections(m[2])
	rest := source.Edit{Span: inside, New: m[1]}
	if len(to) == 0 {
		return diag.Fix{Title: "Leave out what happens anyway", Edits: []source.Edit{rest}}
	}
	head, _ := receiver(s)
	var add source.Edit
	switch {
	case to["stdout"] == to["stderr"] && s.Form == pill.ByAssignment && head != "":
		add, ok = sibling(s, "stdout = "+head+"stderr", quote+to["stdout"]+quote)
		ok = ok && c.process.Attr("stdout").Unset() && c.process.Attr("stderr").Unset()
	default:
		for _, name := range []string{"stdout", "stderr"} {
			if to[name] == "" {
				continue
			}
			one, fits := sibling(s, name, quote+to[name]+quote)
			ok = ok && fits && c.process.Attr(name).Unset()
			add.Span, add.New = one.Span, add.New+one.New
		}
	}
	if !ok {
		return diag.Fix{}
	}
	names := slices.Sorted(maps.Keys(to))
	slices.Reverse(names) // stdout first
	return diag.Fix{Title: "Set " + strings.Join(names, " and ") + " instead", Edits: []source.Edit{add, rest}}
}

// redirections says where stdout and stderr go by redirections; a process that
// Bluepill daemonizes has /dev/null for what is not told.
func redirections(text string) map[string]string {
	to := map[string]string{}
	for _, m := range oneRedirection.FindAllStringSubmatch(text, -1) {
		switch {
		case m[0] == "2>&1":
			to["stderr"] = to["stdout"]
		case m[1] == "&":
			to["stdout"], to["stderr"] = m[2], m[2]
		case m[1] == "2":
			to["stderr"] = m[2]
		case m[2] != "":
			to["stdout"] = m[2]
		}
	}
	maps.DeleteFunc(to, func(_, file string) bool { return file == "/dev/null" || file == "" })
	return to
}
