package rules

import "github.com/pilllint/pilllint/parser/diag"

var emptyApplication = &Rule{
	Name:        "empty-application",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"no-application"},
	Title:       "an application has no processes",
	Since:       "0.1",
	Text: "Bluepill starts a daemon that has nothing to do; `bluepill status` prints an empty line.\n\n" +
		"The rule does not report an application if code that pilllint does not read, or a loop over something unknown, may\n" +
		"declare processes.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.working_dir = "/srv/shop"
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		if p.Config.Error != nil || len(p.Config.Maybes)+len(p.Config.Unread) > 0 || !p.Config.Exhausted.IsZero() {
			return
		}
		for _, app := range p.Config.Apps {
			if len(app.Processes) == 0 && app.Certain() {
				p.Finding(app.NameSpan, "%s has no processes, so its daemon has nothing to do", applicationName(app, "this application")).Missing().Done(p)
			}
		}
	},
}
