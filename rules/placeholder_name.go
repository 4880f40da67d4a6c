package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
)

var placeholderName = &Rule{
	Name:        "placeholder-name",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"shared-process-name", "placeholder-path"},
	Title:       "a name from an example was left in",
	Since:       "0.1",
	Text: "`app_name` and `process_name` stand in Bluepill's README for names that the reader chooses. Another pill of the machine\n" +
		"may have kept them too. Bluepill's kill journal knows a process by its name alone, so two processes of one name kill\n" +
		"each other; and a second application of a name ends the daemon of the first.\n\n" +
		"The rule also reports a name that contains `FIXME`, `TODO` or `CHANGEME`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("process_name") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			if name, ok := app.NameText(); ok && isPlaceholder(name) {
				p.Finding(app.NameSpan, "%q is a name from an example", name).Done(p)
			}
		}
		for proc := range p.Processes {
			if name, ok := proc.NameText(); ok && isPlaceholder(name) {
				p.Finding(proc.NameSpan, "%q is a name from an example", name).Done(p)
			}
		}
	},
}

// isPlaceholder reports whether somebody was to put another name there.
func isPlaceholder(name string) bool {
	return slices.Contains(exampleNames, name) || noteToSelf.MatchString(name)
}

// noteToSelf is a word that people write where something is still to be done.
var noteToSelf = lazyregexp.New(`(^|[^A-Za-z])(FIXME|TODO|CHANGE_?ME)($|[^A-Za-z])`)

// exampleNames are those of Bluepill's README, and the like.
var exampleNames = strings.Fields("app_name application_name process_name name_of_app name_of_process")
