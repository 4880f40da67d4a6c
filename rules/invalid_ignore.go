package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var invalidIgnore = &Rule{
	Name:        "invalid-ignore",
	Severity:    diag.Warning,
	Consequence: diag.Comment,
	Related:     []string{"unused-ignore"},
	Title:       "a pilllint comment is invalid or gives no reason",
	Since:       "0.1",
	Text: "`# pilllint:ignore RULE -- reason` at the end of a line ignores the findings of a rule on that line. On a line of its\n" +
		"own, it ignores those in the statement that follows, including its block. `# pilllint:ignore-file RULE -- reason`\n" +
		"applies to the whole file. Separate several rules with spaces or commas. Findings of `pilllint verify` are ignored in\n" +
		"the same way, by names such as verify-stop. A rule that does not exist ignores nothing, and neither does any word\n" +
		"other than these two.\n\n" +
		"The reason is for whoever reads the pill next. A comment without one still ignores the finding, and this rule reports\n" +
		"it as an info. syntax-error cannot be ignored, as comments cannot be told apart from code in a file that is not valid\n" +
		"Ruby. Nor can the two rules about these comments, which a configuration can turn off.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true # pilllint:ignore missing-log
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true # pilllint:ignore missing-log -- it logs to syslog
  end
end
`,
	Check: func(p *Pass) {
		for _, ig := range p.shared.ignores {
			if !ig.known() {
				p.unknownDirective(ig)
				continue
			}
			for i := range ig.names {
				if ig.names[i].rule == nil && !ig.names[i].ran {
					p.unknownIgnored(ig, i)
				}
			}
			switch {
			case len(ig.names) == 0:
				p.Finding(ig.span, "this comment names no rule, so it ignores nothing").Fix(ig.drop()).Done(p)
			case ig.reason == "":
				p.missingReason(ig)
			}
		}
	},
}

// ignoreWords are what other linters call it.
var ignoreWords = map[string]string{
	"disable": ignoreWord, "disable-line": ignoreWord, "disable-next-line": ignoreWord, "disable-file": ignoreFileWord,
	"off": ignoreWord, "skip": ignoreWord, "noqa": ignoreWord, "todo": ignoreWord, "allow": ignoreWord,
	"ignore-line": ignoreWord, "ignore-next-line": ignoreWord, "ignore_file": ignoreFileWord, "ignore-all": ignoreFileWord,
}

func (p *Pass) unknownDirective(ig *ignore) {
	word := ig.word.Text()
	likely := ignoreWords[word]
	if likely == "" {
		likely = pill.Suggest(word, []string{ignoreWord, ignoreFileWord})
	}
	if likely == "" {
		p.Report(ig.span, "unknown comment %q; there are pilllint:ignore and pilllint:ignore-file", "pilllint:"+word)
		return
	}
	p.Finding(ig.word, "unknown comment %q; did you mean pilllint:%s?", "pilllint:"+word, likely).
		Fix(rewrite("Write pilllint:"+likely, ig.word, likely)).Done(p)
}

// unknownIgnored reports a name that stands for no rule that can be ignored.
func (p *Pass) unknownIgnored(ig *ignore, i int) {
	n := ig.names[i]
	switch {
	case n.exists:
		p.Finding(n.span, "%s cannot be ignored", n.span.Text()).Fix(ig.dropName(i)).Done(p)
	case n.likely != "":
		p.Finding(n.span, "unknown rule %q; did you mean %s?", n.span.Text(), n.likely).
			Fix(rewrite("Write "+n.likely, n.span, n.likely)).Done(p)
	default:
		p.Finding(n.span, "there is no rule %q, so it ignores nothing", n.span.Text()).Fix(ig.dropName(i)).Done(p)
	}
}

func (p *Pass) missingReason(ig *ignore) {
	if !ig.text.IsZero() {
		at := ig.span.File.Span(ig.text.Start, ig.text.Start)
		p.Finding(ig.text, "the reason must follow --").Severity(diag.Info).Fix(rewrite("Put -- before the reason", at, "-- ")).Done(p)
		return
	}
	p.Finding(ig.span, "this comment gives no reason").Severity(diag.Info).Done(p)
}

// rewrite is a safe fix that writes another text at a place in a comment, which
// Bluepill never sees.
func rewrite(title string, at source.Span, text string) diag.Fix {
	return diag.Fix{Title: title, Safe: true, Edits: []source.Edit{{Span: at, New: text}}}
}
