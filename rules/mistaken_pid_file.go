package rules

import (
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

var mistakenPidFile = &Rule{
	Name:        "mistaken-pid-file",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"pid-file-elsewhere", "folder-as-file"},
	Title:       "pid_file names a file that is no pid file",
	Since:       "0.1",
	Text: "Bluepill reads the process id from `pid_file`, writes it there if it daemonizes the process, and deletes the file when\n" +
		"the process is stopped. A socket cannot be read: once it is there, the daemon dies, without a line in its log. From a log,\n" +
		"or a file of settings, a number is read that is nobody's process id, or that of another process, which is then taken\n" +
		"for the one that is watched, and stopped; and the file is lost.\n\n" +
		"A file is taken for one of these by the end of its name, or because the process logs to it.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec puma -C config/puma.rb"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/puma.log"
    process.pid_file = "/srv/shop/tmp/puma.sock"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec puma -C config/puma.rb"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/puma.log"
    process.pid_file = "/srv/shop/tmp/puma.pid"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			s := proc.Last("pid_file")
			if s == nil || s.Inherited {
				continue
			}
			file, ok := ending(s)
			if !ok {
				continue
			}
			switch kind := otherKind(file); {
			case kind == "a socket":
				p.settingFinding(proc, s, valueSpan(s), "%q is a socket by its name, and the daemon dies when it reads one", path.Base(file)).
					Consequence(diag.Daemon).Done(p)
			case kind != "":
				p.settingFinding(proc, s, valueSpan(s), "%q is %s by its name: no process id can be read from it, and Bluepill deletes it", path.Base(file), kind).Done(p)
			case isLogOf(proc, file):
				p.settingFinding(proc, s, valueSpan(s), "the process logs to this file: no process id can be read from it, and Bluepill deletes it").Done(p)
			}
		}
	},
}

// ending is the text of a setting, or how it ends if no more is known.
func ending(s *pill.Setting) (string, bool) {
	if u, ok := s.Value.(*eval.Unknown); ok && u.Type == eval.TString && u.Suffix != "" {
		return u.Suffix, true
	}
	return settingText(s)
}

// otherKinds are files that do not hold process ids, by the ends of their names.
var otherKinds = map[string]string{
	".sock": "a socket", ".socket": "a socket",
	".log": "a log", ".out": "a log", ".err": "a log",
	".rb": "a program", ".sh": "a program", ".py": "a program", ".js": "a program", ".ru": "a program",
	".yml": "a file of settings", ".yaml": "a file of settings", ".json": "a file of settings", ".conf": "a file of settings", ".cfg": "a file of settings", ".ini": "a file of settings",
}

func otherKind(file string) string {
	return otherKinds[strings.ToLower(path.Ext(strings.TrimSpace(file)))]
}

// isLogOf reports whether a process logs to a file.
func isLogOf(proc *pill.Process, file string) bool {
	for _, name := range []string{"stdout", "stderr"} {
		if text, ok := proc.Attr(name).Text(); ok && file != "" && text == file && file != "/dev/null" {
			return true
		}
	}
	return false
}
