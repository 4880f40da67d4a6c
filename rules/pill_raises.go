package rules

import "github.com/pilllint/pilllint/parser/diag"

var pillRaises = &Rule{
	Name:        "pill-raises",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Title:       "the pill itself ends the load",
	Since:       "0.1",
	Text: "`raise`, `exit` or `abort` is reached whenever the pill is loaded, so it can never be loaded. The rule does not report\n" +
		"one that depends on a condition that only the server knows, such as `abort \"set ROOT\" unless ENV[\"ROOT\"]`.",
	Bad: `raise "not ready yet"
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for e := range p.failures {
			what := "raises " + e.Class
			if e.Class == "SystemExit" {
				what = "exits"
			}
			p.failure(e, "the pill %s here whenever it is loaded", what).Done(p)
		}
	},
}
