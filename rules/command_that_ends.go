package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
)

var commandThatEnds = &Rule{
	Name:        "command-that-ends",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"foreground-without-daemonize", "blocking-pre-start"},
	Title:       "start_command runs something that ends by itself",
	Since:       "0.1",
	Text: "Bluepill keeps a process running: when what `start_command` runs has ended, Bluepill finds the process down, and starts it\n" +
		"again, every few seconds and for ever. So `rake db:migrate`, `rake jobs:workoff`, `artisan schedule:run` or `bundle\n" +
		"install` run again and again.\n\n" +
		"Run a task that is due from time to time by cron, and one that has to be done before the start while deploying, or in\n" +
		"`pre_start_command` if it is quick. If a worker was meant, name the one that lasts: `rake jobs:work`, `artisan\n" +
		"queue:work`, `artisan schedule:work`. The rule knows some well-known tasks.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake jobs:workoff RAILS_ENV=production"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/jobs.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake jobs:work RAILS_ENV=production"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/jobs.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			if !c.starts() || c.process.IsChild() || c.process.Last("start_command") != c.setting || !c.process.Attr("pid_command").Unset() {
				continue
			}
			words, ok := c.words()
			if !ok {
				continue
			}
			if what, word := program.FindEnding(words); what != "" {
				p.settingFinding(c.process, c.setting, c.wordPlace(word), "%s ends when it has done its work, and Bluepill starts it again and again", quoted(what)).Done(p)
			}
		}
	},
}
