package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
)

var falseAsText = &Rule{
	Name:        "false-as-text",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"attribute-type"},
	Title:       "an option that is meant as false counts as true",
	Since:       "0.1",
	Text: "In Ruby, everything but `false` and `nil` counts as true, including the text `\"false\"` and the number 0. So\n" +
		"`:include_children => \"false\"` counts the children, and `:foreground => \"no\"` keeps the daemon in the foreground.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5], :include_children => "false"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5], :include_children => false
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			if word, no := noWord(c.Option("include_children").Any()); no && !c.kind.Trigger {
				span := c.optionSpan("include_children")
				p.Finding(span, "%s counts as true: the children count too", word).Fix(falseFix(span, c.NameSpan)).Done(p)
			}
		}
		for _, app := range p.Config.Apps {
			if word, no := noWord(app.Option("foreground").Any()); no {
				span := p.optionValue(app, "foreground")
				p.Finding(span, "%s counts as true: the daemon stays in the foreground", word).Fix(falseFix(span, app.NameSpan)).Done(p)
			}
		}
	},
}

// falseFix writes false at a place, unless the value is not written there.
func falseFix(span, elsewhere source.Span) diag.Fix {
	if span == elsewhere || !noLiteral.MatchString(span.Text()) {
		return diag.Fix{}
	}
	return replaceFix("Set it to false", span, "false")
}

// noLiteral is a no as text, symbol or number.
var noLiteral = lazyregexp.New(`(?i)^(:?"?|'?)(false|no|off|0|)["']?$`)
