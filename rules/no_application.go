package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/syntax"
)

var noApplication = &Rule{
	Name:        "no-application",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"missing-block"},
	Title:       "a pill declares no application",
	Since:       "0.1",
	Text: "`bluepill load` runs the file, finds nothing to do, and ends with status 0, which looks like success: there is no\n" +
		"daemon. The rule does not report a file that loads others, or one that has only comments.",
	Bad: `SHOP = "/srv/shop"

def shop_log(name)
  "#{SHOP}/log/#{name}.log"
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		c := p.Config
		if !strings.HasSuffix(p.Source.Path, ".pill") || len(c.Apps) > 0 || c.Error != nil || len(c.Maybes)+len(c.Unread) > 0 ||
			!c.Exhausted.IsZero() || len(p.Syntax.Body.List) == 0 || mentionsOthers(p.Syntax) {
			return
		}
		p.Finding(p.Syntax.Span(p.Syntax.Body.List[0]), "nothing here calls Bluepill.application, so loading this file does nothing").Missing().Done(p)
	},
}

// mentionsOthers reports whether a file may run code that it does not hold, or
// names Bluepill.
func mentionsOthers(f *syntax.File) bool {
	found := false
	syntax.Walk(f.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Const:
			found = found || n.Name == "Bluepill"
		case *syntax.Call:
			found = found || slices.Contains([]string{
				"load", "require", "require_relative", "autoload", "eval", "instance_eval", "class_eval", "module_eval", "send", "public_send", "exec", "system",
			}, n.Name)
		case *syntax.XStr:
			found = true
		}
		return !found
	})
	return found
}
