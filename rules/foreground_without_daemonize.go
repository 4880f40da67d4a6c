package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var foregroundWithoutDaemonize = &Rule{
	Name:        "foreground-without-daemonize",
	Severity:    diag.Warning,
	Consequence: diag.Daemon,
	Title:       "a program that stays in the foreground is not daemonized",
	Since:       "0.1",
	Text: "Without `daemonize = true`, Bluepill waits for the start command to end. A program that stays in the foreground does\n" +
		"not, so all processes and the command line wait for `start_grace_time`. Then Bluepill logs `Did you forget to tell\n" +
		"bluepill to daemonize this process?`, finds no process, and starts the program again: each attempt leaves one more copy\n" +
		"running.\n\n" +
		"Set `daemonize`, or give the program the option by which it daemonizes itself, with the pid file that `pid_file` names.\n" +
		"Only programs are reported that are well known. Where a configuration file that the program finds by itself may\n" +
		"daemonize it, it is an info.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake resque:work"
    process.pid_file = "/srv/shop/tmp/resque.pid"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake resque:work"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/resque.log"
    process.pid_file = "/srv/shop/tmp/resque.pid"
  end
end
`,
	Check: func(p *Pass) {
		for c, run := range p.runs {
			if run.Mode != program.Foreground || !unbackgrounded(c.process) || variableSet(c.process, run.Variable) {
				continue
			}
			f := p.settingFinding(c.process, c.setting, c.programPlace(run),
				"%s stays in the foreground, and nothing daemonizes it: Bluepill waits for it, and starts one copy after the other", run.Name)
			if run.Configured {
				if _, named := run.Argument(run.Config...); named || !run.Reads {
					continue // the command says which file decides
				}
				f = p.settingFinding(c.process, c.setting, c.programPlace(run),
					"unless its configuration says otherwise, %s stays in the foreground, and nothing daemonizes it", run.Name).Severity(diag.Info)
			}
			f.Related(daemonizePlace(c.process), "not daemonized, by this").
				Fix(daemonizeFix(c.process, c.setting)).Done(p)
		}
	},
}

// foregrounds are the processes whose command certainly runs a program that
// stays in the foreground.
func (p *Pass) foregrounds() map[*pill.Process]bool {
	if p.shared.foregrounds == nil {
		p.shared.foregrounds = map[*pill.Process]bool{}
		for c, run := range p.runs {
			if run.Mode == program.Foreground && !run.Configured && !variableSet(c.process, run.Variable) {
				p.shared.foregrounds[c.process] = true
			}
		}
	}
	return p.shared.foregrounds
}
