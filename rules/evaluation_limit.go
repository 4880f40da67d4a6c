package rules

import "github.com/pilllint/pilllint/parser/diag"

var evaluationLimit = &Rule{
	Name:        "evaluation-limit",
	Severity:    diag.Warning,
	Consequence: diag.Load,
	Title:       "the pill takes too much work or memory to read",
	Since:       "0.1",
	Text: "pilllint works out what a pill declares within limits: two million steps, and 64 MB of text. A pill that hits one\n" +
		"loops forever or builds something huge, and Bluepill would most likely hang or run out of memory while loading it.\n" +
		"pilllint does not check what comes after the place that it reports.",
	Bad: `loop { }
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		if at := p.Config.Exhausted; !at.IsZero() {
			p.Report(at, "reading the pill takes too much work or memory here; it may never end")
		}
	},
}
