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
	Title:       "pid_file names a file that is not a pid file",
	Since:       "0.1",
	Text: "Bluepill reads the process ID from `pid_file`, writes it there if it daemonizes the process, and deletes the file when\n" +
		"the process stops. It cannot read a socket: once there is one, the daemon dies, without a line in its log. From a log or a\n" +
		"settings file, it reads a number that is no process ID, or that of another process, which it then watches and stops.\n" +
		"Either way, the file is lost.\n\n" +
		"The rule recognizes such files by the end of their name, or because the process logs to them.",
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
				p.settingFinding(proc, s, valueSpan(s), "%q seems to be a socket, and the daemon dies when it reads one", path.Base(file)).
					Consequence(diag.Daemon).Done(p)
			case kind != "":
				p.settingFinding(proc, s, valueSpan(s), "%q seems to be %s: it holds no process ID, and Bluepill deletes it", path.Base(file), kind).Done(p)
			case isLogOf(proc, file):
				p.settingFinding(proc, s, valueSpan(s), "the process logs to this file: it holds no process ID, and Bluepill deletes it").Done(p)
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
	".yml": "a settings file", ".yaml": "a settings file", ".json": "a settings file", ".conf": "a settings file", ".cfg": "a settings file", ".ini": "a settings file",
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
