package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
)

var restartInStartCommand = &Rule{
	Name:        "restart-in-start-command",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"daemonized-twice", "pid-file-elsewhere"},
	Title:       "the start command ends a program that runs",
	Since:       "0.1",
	Text: "Bluepill runs `start_command` whenever it finds no process: at its own start, if the pid file is late or is not there, or\n" +
		"if it names a process that is gone. `service nginx restart` and the like then end a server that runs, with the requests\n" +
		"that it has at hand, and begin another.\n\n" +
		"Write `start`. In `restart_command`, `restart` is right.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "service nginx restart"
    process.pid_file = "/run/nginx.pid"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "service nginx start"
    process.restart_command = "service nginx restart"
    process.pid_file = "/run/nginx.pid"
  end
end
`,
	Check: func(p *Pass) {
		for c, run := range p.likelyRuns {
			if run.Mode != program.Background || daemonized(c.process) {
				continue // see daemonized-twice
			}
			task, word, isTask := strings.Cut(run.Name, ":")
			if !isTask {
				word = run.By
			} else if run.By != "" || strings.Contains(word, ":") || task == "" {
				continue
			}
			if word != "restart" && word != "graceful" {
				continue
			}
			does := map[string]string{"restart": "ends", "graceful": "reloads"}[word]
			place := c.wordPlace(word)
			f := p.settingFinding(c.process, c.setting, place, "whenever Bluepill finds no process, %q also %s one that runs; start begins one if there is none", word, does)
			if place.Text() == word {
				f.Fix(replaceFix("Write start", place, "start"))
			}
			f.Done(p)
		}
	},
}
