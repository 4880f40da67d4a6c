package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var missingPidFile = &Rule{
	Name:        "missing-pid-file",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a process is not daemonized, and the pill does not say where its pid file is",
	Since:       "0.1",
	Text: "Bluepill writes a pid file only with `daemonize = true`. Without it, the program must write one, and Bluepill looks\n" +
		"for it at the path of `pid_file`. If that is not set, it looks at `<base_dir>/pids/<application>/<process>.pid`, where\n" +
		"nobody writes one. Bluepill never sees the process up, and each attempt starts one more copy.\n\n" +
		"For a program that daemonizes itself, set `pid_file` to the file that it writes; for one that stays in the foreground,\n" +
		"set `daemonize`. With `pid_command` no pid file is needed.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "script/delayed_job start"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "script/delayed_job start"
    process.pid_file = "/srv/shop/tmp/pids/delayed_job.pid"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			if !unbackgrounded(proc) || proc.Last("pid_file") != nil || !proc.Attr("pid_command").Unset() || mentionsDefaultPid(proc) {
				continue
			}
			if p.foregrounds()[proc] {
				continue // foreground-without-daemonize says what is missing
			}
			place := proc.NameSpan
			if start := proc.Last("start_command"); start != nil && start.NameSpan.File == p.Source {
				place = start.NameSpan // what it starts is what is never found
			}
			p.Finding(place, "%s has neither daemonize nor a pid_file, so Bluepill never finds it and starts one copy after another", processName(proc)).
				Lacks(proc.NameSpan, "daemonize", "pid_file", "pid_command").Related(daemonizePlace(proc), "not daemonized, by this").Done(p)
		}
	},
}

// mentionsDefaultPid reports whether a command may know where Bluepill looks
// for a pid file by itself, or is not known.
func mentionsDefaultPid(proc *pill.Process) bool {
	text, ok := proc.Attr("start_command").Text()
	return ok && strings.Contains(text, "bluepill") || proc.Attr("start_command").Any() == nil || proc.ReadsPidFile
}
