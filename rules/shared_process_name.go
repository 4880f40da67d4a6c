package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var sharedProcessName = &Rule{
	Name:        "shared-process-name",
	Severity:    diag.Error,
	Consequence: diag.Daemon,
	Related:     []string{"duplicate-process-name", "duplicate-application-name"},
	From:        journalVersion,
	Title:       "two processes of the same name kill each other",
	Since:       "0.1",
	Text: "Bluepill keeps a journal of the process IDs that it daemonizes, and sends TERM to all of them before it starts a\n" +
		"process and after it has stopped one. The journals, in `<base_dir>/journals`, are named after the process alone,\n" +
		"without the group or the application. So a process is killed whenever another of its name starts, and that one is\n" +
		"killed when the first starts again. If the signal comes early, Bluepill's own handler gets it and deletes the daemon's\n" +
		"pid file and socket: from then on no command finds the daemon.\n\n" +
		"Put the group or the application into the name. Across files the finding is a warning in a folder whose pills are all\n" +
		"loaded, such as `autoload`, and an info otherwise, as the files may be for different machines. The rule does not\n" +
		"compare files that seem to be the same pill for different places, such as `staging` and `production`.",
	Bad: `Bluepill.application("user_shop") do |app|
  %w(blue green).each do |color|
    app.process("user_shop") do |process|
      process.group = color
      process.start_command = "bin/shop --#{color}"
      process.daemonize = true
      process.pid_file = "/srv/shop/tmp/#{color}.pid"
      process.stdout = process.stderr = "/srv/shop/log/#{color}.log"
    end
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  %w(blue green).each do |color|
    app.process("user_shop_#{color}") do |process|
      process.group = color
      process.start_command = "bin/shop --#{color}"
      process.daemonize = true
      process.pid_file = "/srv/shop/tmp/#{color}.pid"
      process.stdout = process.stderr = "/srv/shop/log/#{color}.log"
    end
  end
end
`,
	Check: func(p *Pass) {
		first := map[string]*pill.Process{}
		for proc := range p.Processes {
			name, ok := proc.NameText()
			if !ok || len(proc.Maybe) > 0 || proc.Repeated {
				continue
			}
			other := first[name]
			if other == nil {
				first[name] = proc
				continue
			}
			one, two := daemonized(other), daemonized(proc)
			if !one && !two {
				continue
			}
			f := p.Finding(proc.NameSpan, "there is another %s in another group: starting one kills the other", processName(proc))
			if !one || !two {
				f.Severity(diag.Warning)
			}
			f.Related(other.NameSpan, "the other one").Done(p)
		}
	},
	CheckFiles: func(p *FilesPass) {
		seen := map[string][]sighting[*ProcessFacts]{}
		for app := range p.Apps {
			for i := range app.Processes {
				proc := &app.Processes[i]
				key := app.BaseDir + "\x00" + proc.Name
				other, near := nearest(seen[key], app, func(s sighting[*ProcessFacts]) bool {
					return s.app.Name != app.Name && (s.what.Daemonized || proc.Daemonized)
				})
				if near != unrelated {
					p.Finding(proc.Span, "application %q in %s also has a process %q: if both are loaded, starting one kills the other", other.app.Name, other.app.file.Path, proc.Name).
						Severity(near.severity(diag.Warning)).Related(other.what.Span, "the other one").Done(p)
				}
				sight(seen, key, app, proc)
			}
		}
	},
}
