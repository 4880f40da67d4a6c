package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var idleChildBlock = &Rule{
	Name:        "idle-child-block",
	Severity:    diag.Info,
	Consequence: diag.Process,
	From:        journalVersion,
	Related:     []string{"children-without-stop-command", "graceful-stop-overruled"},
	Title:       "a monitor_children block watches nothing",
	Since:       "0.1",
	Text: "With `monitor_children`, Bluepill looks for the children of a process at each tick, lists them in `bluepill status`, and\n" +
		"runs the checks of the block for each. Only a check runs the block's `stop_command`: no command of `bluepill` reaches a\n" +
		"child. When the process is stopped, all its children get TERM, and several that are still there KILL a second later,\n" +
		"whatever the process was asked to do. With `daemonize`, so does whatever has a process ID by then that a child had\n" +
		"before.\n\n" +
		"Without checks, that is all that the block does; take it out, or add a check. Nor is there anything to watch where a\n" +
		"program does its work in its own process, as thin and resque-scheduler do: check the process itself.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.monitor_children do |child|
      child.stop_command = "kill -QUIT {{PID}}"
    end
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
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
		for proc := range p.Processes {
			set := proc.Last("monitor_children")
			if set == nil || !proc.MonitorChildren || proc.Child == nil || proc.ChildError != nil {
				continue
			}
			if p.neverHasChildren(proc) {
				c := p.startOf(proc)
				run, _ := c.run()
				p.Finding(set.NameSpan, "%s forks no processes, so there are no children to watch", run.Worker().Name).
					Related(c.programPlace(run), "started here").Done(p)
				continue
			}
			if proc.Child.Block != nil && len(proc.Child.Checks) == 0 && len(proc.Child.Open) == 0 && onlySets(proc.Child) {
				p.Report(set.NameSpan, "this has no checks, so it watches nothing: Bluepill only lists the children, and sends them TERM at each stop")
			}
		}
	},
}

// neverHasChildren reports whether a process runs a program that forks none.
func (p *Pass) neverHasChildren(proc *pill.Process) bool {
	if proc == nil || !proc.Attr("pid_command").Unset() {
		return false
	}
	c := p.startOf(proc)
	if c == nil {
		return false
	}
	run, ok := c.run()
	return ok && !run.Shell && run.Worker().Childless
}

// onlySets reports whether a block does no more than to set attributes.
func onlySets(child *pill.Process) bool {
	for i := range child.Block.Body.List {
		set := slices.ContainsFunc(child.Settings, func(s *pill.Setting) bool {
			_, known := pill.FindAttribute(s.Name) // or it is a helper's name: see unknown-attribute
			return known && statement(child.Block, child.BlockFile, s.Span) == i
		})
		if !set {
			return false
		}
	}
	return true
}
