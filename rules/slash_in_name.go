package rules

import (
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
)

var slashInName = &Rule{
	Name:        "slash-in-name",
	Severity:    diag.Error,
	Consequence: diag.Daemon,
	Related:     []string{"unaddressable-name"},
	Title:       "a slash in a name kills the daemon",
	Since:       "0.1",
	Text: "Names become file names, and a slash in one means a folder that does not exist. The daemon's socket is named after the\n" +
		"application: with a slash in the name, the daemon dies as soon as it starts, and nothing runs. Its journals are named\n" +
		"after the processes that it daemonizes: with a slash in the name, the daemon starts the program and dies, and the\n" +
		"program runs on unsupervised. No log mentions either.\n\n" +
		"Names with dots, spaces or quotes work. A process that daemonizes itself has no journal, unless `monitor_children` is\n" +
		"used.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_a/b") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			// One at the beginning goes away when the path is put together.
			if u, unknown := app.Name.(*eval.Unknown); unknown && strings.Contains(strings.TrimLeft(knownText(u), "/"), "/") {
				p.Finding(app.NameSpan, "the application's name %s has a slash, so the daemon dies before it starts anything", app.NameSpan.Text()).
					Severity(diag.Warning).Done(p)
				continue
			}
			if name, ok := app.NameText(); ok && strings.Contains(strings.TrimLeft(name, "/"), "/") {
				f := p.Finding(app.NameSpan, "the application's name %q has a slash, so the daemon dies before it starts anything", name)
				if !app.Certain() {
					f.Severity(diag.Warning)
				}
				f.Done(p)
				continue
			}
			for _, proc := range app.Processes {
				text, ok := proc.NameText()
				name := strconv.Quote(text)
				if u, isUnknown := proc.Name.(*eval.Unknown); isUnknown {
					text, name = knownText(u), proc.NameSpan.Text()
				}
				if !strings.Contains(text, "/") {
					continue
				}
				f := p.Finding(proc.NameSpan, "the name %s has a slash, so the daemon dies after it has started the process", name)
				switch {
				case p.before(journalVersion):
					continue
				case daemonized(proc) && proc.Certain() && ok:
				case daemonized(proc) || proc.MonitorChildren:
					f.Severity(diag.Warning)
				default:
					continue
				}
				f.Done(p)
			}
		}
	},
}
