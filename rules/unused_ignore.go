package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

var unusedIgnore = &Rule{
	Name:        "unused-ignore",
	Severity:    diag.Info,
	Consequence: diag.Comment,
	Title:       "a comment ignores a rule that finds nothing there",
	Mark:        Unused,
	Since:       "0.1",
	Text: "The mistake was fixed, or has moved, but the comment stayed. It misleads the reader, and would hide the mistake if it\n" +
		"came back.\n\n" +
		"The rule does not report a comment for a rule that compares several files, as that rule may find something in another\n" +
		"run. Nor does it report one for a rule that is off, by the configuration, the profile or `--select`, or any comment in\n" +
		"a pill that does not load, as pilllint never looks at most of such a pill.",
	Bad: `Bluepill.application("user_shop") do |app|
  # pilllint:ignore missing-log -- it logs to syslog
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		if p.Config.Error != nil || !p.Config.Exhausted.IsZero() {
			return // what stands after it was never looked at
		}
		for _, ig := range p.shared.ignores {
			if ig.known() {
				p.unusedNames(ig)
			}
		}
	},
}

// unusedNames reports the names of a comment that ignore nothing: together, if
// nothing else is left of it.
func (p *Pass) unusedNames(ig *ignore) {
	var unused []int
	var names []string
	for i, n := range ig.names {
		if n.rule != nil && !n.used && n.rule.CheckFiles == nil && p.Options.runs(n.rule) {
			unused = append(unused, i)
			names = append(names, n.rule.Name)
		}
	}
	if len(unused) == len(ig.names) && len(unused) > 0 {
		p.Finding(ig.span, "there is no finding of %s to ignore here", strings.Join(names, " or ")).Fix(ig.drop()).Done(p)
		return
	}
	for _, i := range unused {
		p.Finding(ig.names[i].span, "there is no finding of %s to ignore here", ig.names[i].rule.Name).Fix(ig.dropName(i)).Done(p)
	}
}
