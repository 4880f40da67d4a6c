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
	Text: "At the end of the block of `Bluepill.application`, the process that reads the pill becomes the daemon and remains it,\n" +
		"in the foreground or not. It reaches the rest of the file, such as another application, only when it is told to quit:\n" +
		"then it goes on with the file and becomes the daemon of the next application. Until then nothing of that application\n" +
		"runs, and its mistakes go unnoticed.\n\n" +
		"Write one file for each application, without a loop around it. Process names and pid files must differ across all\n" +
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
				p.Report(app.NameSpan, "the loop declares application %q again each time, and Bluepill starts only the first", name)
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
			p.Finding(app.NameSpan, "%s does not start until the daemon of %s is told to quit", applicationName(app, "this application"), applicationName(first, "the first application")).
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
