package rules

import "github.com/pilllint/pilllint/parser/diag"

var pillRaises = &Rule{
	Name:        "pill-raises",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Title:       "the pill itself ends the load",
	Since:       "0.1",
	Text: "`raise`, `exit` or `abort` is reached whenever the pill is loaded, so it can never be loaded. The rule does not report\n" +
		"one that depends on a condition that only the server knows, such as `abort \"set ROOT\" unless ENV[\"ROOT\"]`.\n\n" +
		"Behind the application it is a warning, as the daemon comes there only when it is told to quit, and nobody sees the error.\n" +
		"An `exit` does no harm there.",
	Bad: `raise "not ready yet"
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for e := range p.failures {
			switch {
			case e.Exits():
			case e.Class == "SystemExit":
				p.failure(e, "the pill exits here whenever it is loaded").Done(p)
			case e.Late:
				p.failure(e, "the pill raises %s here", e.Class).Done(p)
			default:
				p.failure(e, "the pill raises %s here whenever it is loaded", e.Class).Done(p)
			}
		}
	},
}
