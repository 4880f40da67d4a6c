package rules

import (
	"strconv"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var twoApplications = &Rule{
	Name:        "two-applications",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"no-application"},
	Title:       "a file declares a second application",
	Since:       "0.1",
	Text: "At the end of the block of `Bluepill.application` the process that reads the pill becomes the daemon, and stays it, in\n" +
		"the foreground or not. What follows in the file, another application above all, is only met when that daemon is told to\n" +
		"quit: then it goes on with the file, and becomes the daemon of the next application. Until then nothing of it runs, and\n" +
		"what is wrong with it is not seen.\n\n" +
		"Write a file for each application, and no loop around it. Process names and pid files have to differ across all\n" +
		"applications of a file.",
	Bad: `%w(user_shop user_mail).each do |name|
  Bluepill.application(name) do |app|
    app.process(name + "_1") do |process|
      process.start_command = "bin/#{name}"
      process.daemonize = true
      process.stdout = process.stderr = "/srv/shop/log/#{name}.log"
    end
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  %w(user_shop_web user_shop_mail).each do |name|
    app.process(name) do |process|
      process.start_command = "bin/#{name}"
      process.daemonize = true
      process.stdout = process.stderr = "/srv/shop/log/#{name}.log"
    end
  end
end
`,
	Check: func(p *Pass) {
		var first *pill.Application
		reported := map[source.Span]bool{}
		for _, app := range p.Config.Apps {
			if reported[app.NameSpan] {
				continue
			}
			if name, known := app.NameText(); app.Repeated && known {
				// The name does not hang on the turn, so more than one must be expected.
				reported[app.NameSpan] = true
				p.Report(app.NameSpan, "each turn of a loop declares application %q again, and only that of the first turn is started", name)
			}
			if len(app.Maybe) > 0 || app.Repeated {
				continue
			}
			if first == nil {
				first = app
				continue
			}
			name, known := app.NameText()
			other, knownOther := first.NameText()
			if known && knownOther && name == other {
				continue // duplicate-application-name says so
			}
			reported[app.NameSpan] = true
			p.Finding(app.NameSpan, "%s is not started before the daemon of %s is told to quit", applicationName(app, "this application"), applicationName(first, "the first application")).
				Related(first.NameSpan, "the first application").Done(p)
		}
	},
}

// applicationName is how messages name an application: quoted, or as said.
func applicationName(app *pill.Application, otherwise string) string {
	if name, ok := app.NameText(); ok {
		return "application " + strconv.Quote(name)
	}
	return otherwise
}
