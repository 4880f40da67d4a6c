package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
)

var childrenOfJobs = &Rule{
	Name:        "children-of-jobs",
	Severity:    diag.Info,
	Consequence: diag.Process,
	From:        journalVersion,
	Related:     []string{"check-of-master", "child-restart"},
	Title:       "monitor_children watches processes that last for a job",
	Since:       "0.1",
	Text: "A worker of Resque forks a process for each job. With `monitor_children`, Bluepill writes the process ID of each of them to\n" +
		"its kill journal, and takes none out: 15 were found there after 15 seconds. At the next stop or start of the worker, all\n" +
		"of them get TERM, and some of them KILL a second later. By then, one may be the ID of any other process.\n\n" +
		"Leave the block out, and measure the worker and its job together: `process.checks :mem_usage, :include_children => true`\n" +
		"and its other options. `FORK_PER_JOB=false` has the worker do its jobs itself.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake resque:work QUEUE=*"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/resque.log"
    process.monitor_children do |child|
      child.stop_command = "kill -TERM {{PID}}"
      child.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5], :fires => :stop
    end
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake resque:work QUEUE=*"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/resque.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5], :include_children => true
  end
end
`,
	Check: func(p *Pass) {
		for c, run := range p.likelyRuns {
			s := c.process.Last("monitor_children")
			if s == nil || !c.process.MonitorChildren || c.process.Child == nil || !forksForJobs(c.process, run.Worker()) {
				continue
			}
			p.settingFinding(c.process, s, s.NameSpan, "%s forks a process for each job, and Bluepill keeps the process ID of each, which may be another's by then, and sends them all TERM at the next stop or start",
				run.Name).Related(c.programPlace(run), "what forks them").Done(p)
		}
	},
}
