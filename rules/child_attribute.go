package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var childAttribute = &Rule{
	Name:        "child-attribute",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"parent-in-child-block", "children-without-stop-command"},
	Title:       "an attribute has no meaning in monitor_children",
	Since:       "0.1",
	Text: "The parent starts its children, and Bluepill learns their process IDs from the list of processes. Only the attributes\n" +
		"that stop or restart a child count: `stop_command`, `restart_command`, their grace times, and what these commands run\n" +
		"with. Apart from the grace times, a child inherits none of the attributes of the surrounding process.\n\n" +
		"- `start_command` does not start a child. If a check restarts a child, it starts a process that is nobody's child.\n" +
		"- `pid_file` is deleted when a child is stopped, so it must not be the parent's.\n" +
		"- With `pid_command`, Bluepill takes every child to be the process whose ID the command prints.\n" +
		"- A `monitor_children` within `monitor_children` kills the daemon when a child has children.\n" +
		"- `daemonize`, `stdout`, `stderr`, `stdin`, `auto_start`, `group` and the like have no effect.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.monitor_children do |child|
      child.stop_command = "kill -QUIT {{PID}}"
      child.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5], :fires => :stop
      child.auto_start = false
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
			if proc.Child == nil {
				continue
			}
			for s := range live(proc.Child) {
				if _, known := pill.FindAttribute(s.Name); !known || s.Inherited || childTakes(s.Name) {
					continue
				}
				text, ok := childTexts[s.Name]
				if !ok {
					text = "has no effect on a child"
				}
				p.Finding(s.NameSpan, "%s %s", s.Name, text).
					Related(proc.Child.NameSpan, "in this block").
					Fix(removeSetting("Remove "+s.Name, s)).Done(p)
			}
		}
	},
}

// childTexts say what comes of attributes that do something else to a child
// than nothing.
var childTexts = map[string]string{
	"start_command":     "does not start a child; after a restart by a check it runs a process that is nobody's child",
	"pre_start_command": "does not run before a child starts, but after a restart by a check",
	"pid_file":          "is not where a child's id comes from, and the file is deleted when a child is stopped",
	"pid_command":       "gives every child the same process id",
	"monitor_children":  "within monitor_children kills the daemon when a child has children of its own",
}

// childTakes reports whether an attribute counts for a child. stop_signals do
// not, which is the matter of unused-stop-signals.
func childTakes(name string) bool {
	return slices.Contains([]string{
		"stop_command", "restart_command", "stop_signals", "start_grace_time", "stop_grace_time", "restart_grace_time",
		"working_dir", "environment", "uid", "gid", "supplementary_groups",
	}, name)
}
