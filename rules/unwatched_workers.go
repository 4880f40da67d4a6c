package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
)

var unwatchedWorkers = &Rule{
	Name:        "unwatched-workers",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"check-of-master", "graceful-stop-overruled"},
	Title:       "Bluepill watches what started the workers, and no worker",
	Since:       "0.1",
	Text: "`rake resque:workers` starts `COUNT` workers, each as a process of its own, and waits until the last has ended. It starts no\n" +
		"worker again, and passes on no signal. Bluepill knows its process ID alone: as long as one worker is left, it takes all of\n" +
		"them for up. Resque says of that task that it is for development.\n\n" +
		"Declare a process for each worker, in a loop, that runs `rake resque:work`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake resque:workers COUNT=2 QUEUE=mail"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/resque.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  2.times do |i|
    app.process("user_shop_#{i}") do |process|
      process.working_dir = "/srv/shop"
      process.start_command = "bundle exec rake resque:work QUEUE=mail"
      process.daemonize = true
      process.stdout = process.stderr = "/srv/shop/log/resque.log"
    end
  end
end
`,
	Check: func(p *Pass) {
		for c, run := range p.runs {
			if run.Parent && c.process.Attr("pid_command").Unset() {
				p.settingFinding(c.process, c.setting, c.programPlace(run), "%s starts workers, and none again that ends, and Bluepill watches no worker; declare a process for each resque:work", run.Name).Done(p)
			}
		}
	},
}
