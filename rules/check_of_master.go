package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var checkOfMaster = &Rule{
	Name:        "check-of-master",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"check-of-shell"},
	Title:       "a check measures the master of a server, not its workers",
	Since:       "0.1",
	Text: "Servers such as unicorn, nginx, Apache and PHP-FPM fork processes that do the work. Bluepill knows the process ID of the\n" +
		"master, so `:mem_usage` and `:cpu_usage` measure the master alone: a worker that leaks memory is never noticed. It is the same\n" +
		"if `service nginx start` or a script of init starts the server. A worker of Resque forks a process for each job, and waits\n" +
		"for it.\n\n" +
		"Watch each worker in a `monitor_children` block, with `:fires => :stop` so that the master replaces it, or measure all\n" +
		"of them together with `:include_children => true`. For Resque, use the latter: see `children-of-jobs`.\n\n" +
		"`rake resque:workers` starts workers, and none again that ends. Declare a process for each `rake resque:work` instead.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bundle exec unicorn -c config/unicorn.rb"
    process.working_dir = "/srv/shop/current"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bundle exec unicorn -c config/unicorn.rb"
    process.working_dir = "/srv/shop/current"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.monitor_children do |child|
      child.stop_command = "kill -QUIT {{PID}}"
      child.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5], :fires => :stop
    end
  end
end
`,
	Check: func(p *Pass) {
		masters := map[*pill.Process]program.Run{}
		for c, run := range p.likelyRuns {
			run = run.Worker()
			if (run.Master || forksForJobs(c.process, run)) && c.process.Attr("monitor_children").Unset() && c.process.Attr("pid_command").Unset() {
				masters[c.process] = run
			}
		}
		for c := range p.liveChecks {
			run, ok := masters[c.process]
			if !ok || c.kind.Name != "mem_usage" && c.kind.Name != "cpu_usage" {
				continue
			}
			if counted, known := c.Option("include_children").True(); counted || !known {
				continue
			}
			if run.Master {
				c.finding(p, c.NameSpan, "the check %s measures only the master of %s, not the processes that do the work", c.title(), run.Name).Done(p)
			} else {
				c.finding(p, c.NameSpan, "the check %s measures only the process that waits: %s forks another for each job", c.title(), run.Name).Done(p)
			}
		}
	},
}

// forkPerJob is the environment variable that has Resque do jobs in the worker itself.
const forkPerJob = "FORK_PER_JOB"

// forksForJobs reports whether a program forks a process for each job, and nothing
// keeps it from that.
func forksForJobs(proc *pill.Process, run program.Run) bool {
	return run.Forks && !slices.ContainsFunc(run.Variables, forksNothing) && !variableSet(proc, forkPerJob)
}

func forksNothing(variable string) bool { return strings.HasPrefix(variable, forkPerJob+"=") }
