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
	Title:       "two processes of one name kill each other",
	Since:       "0.1",
	Text: "Bluepill writes down the process ids of what it daemonizes, and sends TERM to all of them before it starts a process\n" +
		"and after it stopped one. Those journals, `<base_dir>/journals`, are kept by the name of the process alone: neither the\n" +
		"group nor the application is part of it. So a process is killed whenever another of its name is started, and that one\n" +
		"when it is started again. If the signal comes early, Bluepill's own handler gets it, which deletes the daemon's pid file\n" +
		"and socket: from then on no command finds the daemon.\n\n" +
		"Put the group or the application into the name. Across files it is a warning in a folder whose pills are all loaded,\n" +
		"such as `autoload`, and an info otherwise, as the files may be for different machines. Files that seem to be the same\n" +
		"for another place, such as `staging` and `production`, are not compared.",
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
					p.Finding(proc.Span, "application %q in %s has a process %q too: where both are loaded, starting one kills the other", other.app.Name, other.app.file.Path, proc.Name).
						Severity(near.severity(diag.Warning)).Related(other.what.Span, "the other one").Done(p)
				}
				sight(seen, key, app, proc)
			}
		}
	},
}
