package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
)

var stopOfAnother = &Rule{
	Name:        "stop-of-another",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"kill-of-another", "idle-stop-command", "pid-file-elsewhere"},
	Title:       "stop_command or restart_command is about another process than the one that start_command starts",
	Since:       "0.1",
	Text: "Bluepill runs `stop_command` as it is, and considers the process stopped once it has returned. If it names another\n" +
		"service, pid file, port or worker than `start_command`, it stops that one, or finds nothing to stop. A process that\n" +
		"Bluepill has not daemonized keeps running, Bluepill deletes its pid file, and the next start begins a second copy. This\n" +
		"happens when a process is copied and only one of its commands is changed.\n\n" +
		"Give both commands the same options. What a program takes without an option counts, too: `redis-cli` talks to port\n" +
		"6379, and `thin stop` reads `tmp/pids/thin.pid`. `rake jobs:work` writes no pid file by which `delayed_job stop` could\n" +
		"find it: leave `stop_command` out.\n\n" +
		"So it is where another program is told to stop than the one that is told to start: `carbon-cache.py stop` does not stop\n" +
		"`carbon-relay.py`. Of programs that are not known, it is an info.\n\n" +
		"The finding is an info where two files of configuration may still name one pid file, and where versions of a program\n" +
		"differ: without `-i`, `delayed_job stop` ends every worker or none, depending on the version of the gem daemons.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "service shop start"
    process.pid_file = "/var/run/shop.pid"
    process.stop_command = "service mail stop"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "service shop start"
    process.pid_file = "/var/run/shop.pid"
    process.stop_command = "service shop stop"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			if name := c.setting.Name; name != "stop_command" && name != "restart_command" || c.process.Last(name) != c.setting {
				continue
			}
			if start := p.startOf(c.process); start != nil {
				p.stopOfAnother(start, c)
			}
		}
	},
}

func (p *Pass) stopOfAnother(start, c *commandText) {
	from, known := start.words()
	to, told := c.words()
	if !known || !told {
		return
	}
	if start.runs("jobs:work") {
		p.stopOfJobs(start, c)
		return
	}
	file, watched := c.process.Attr("pid_file").Text()
	m, ok := program.FindMismatch(from, to, strings.TrimSpace(file))
	if !ok || m.What == "pid file" && !watched && !c.process.Attr("pid_file").Unset() {
		return
	}
	place := valueSpan(c.setting)
	if m.Word != "" {
		place = c.wordPlace(m.Word)
	}
	text := "this is for the " + m.What + " " + m.Stopped + ", but the process has " + m.Started
	switch {
	case m.What == "service":
		text = "this is for the service " + m.Stopped + ", but start_command starts " + m.Started
	case m.Unsure:
		text = "without " + m.Option + " " + m.Started + ", " + m.Name + " finds none of the workers, or all"
	case m.Option != "":
		text = "without " + m.Option + ", " + m.Name + " takes " + m.Stopped + " for the " + m.What + ", but the process has " + m.Started
	}
	f := p.settingFinding(c.process, c.setting, place, "%s", text).Related(start.setting.NameSpan, "started here")
	if m.Unsure || m.Likely || m.What == "configuration" {
		f.Severity(diag.Info)
	}
	f.Done(p)
}

// stopOfJobs reports delayed_job where rake has started the worker. It finds that only
// if Bluepill writes the pid file that it reads.
func (p *Pass) stopOfJobs(start, c *commandText) {
	o, ok := c.order()
	if !ok || o.Name != "delayed_job" || o.Effect != program.Stops && o.Effect != program.Renews {
		return
	}
	pidFile := c.process.Attr("pid_file")
	name := endOfPath(pidFile)
	if name == "" && !pidFile.Unset() || strings.HasPrefix(name, "delayed_job") {
		return
	}
	f := p.settingFinding(c.process, c.setting, c.wordPlace(o.Word), "rake jobs:work writes no pid file, so delayed_job finds no worker to %s", o.Word).
		Related(start.setting.NameSpan, "started here")
	if daemonized(c.process) {
		f.Severity(diag.Info)
	}
	f.Done(p)
}
