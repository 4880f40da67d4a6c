package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var relativePath = &Rule{
	Name:        "relative-path",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a path is relative, and the daemon runs in /",
	Since:       "0.1",
	Text: "The daemon runs in `/`, wherever `bluepill load` was called: `pid_file = \"tmp/shop.pid\"` is `/tmp/shop.pid`.\n" +
		"`working_dir` makes no difference to a `pid_file`; `stdout`, `stderr` and `stdin` are relative to it, and to `/` without\n" +
		"it. A command that begins with `./` is looked for there as well. `~` is a folder of that name: only a shell makes the home\n" +
		"directory of it.\n\n" +
		"An application with `:foreground` stays where it was started, and is not reported.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.pid_file = "shop.pid"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.pid_file = "/srv/shop/tmp/shop.pid"
  end
end
`,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			p.relativeLog(app)
			if foreground, known := app.Option("foreground").True(); foreground || !known {
				continue
			}
			for _, proc := range app.Processes {
				for _, s := range live(proc) {
					p.relativeSetting(proc, s)
				}
			}
		}
	},
}

// relativeLog judges the log file of the daemon, which opens it twice: where it
// is started, and as a daemon.
func (p *Pass) relativeLog(app *pill.Application) {
	if foreground, known := app.Option("foreground").True(); foreground || !known {
		return
	}
	path, ok := app.Option("log_file").Text()
	if !ok || path == "" || strings.HasPrefix(path, "/") || strings.HasPrefix(path, placeholder) {
		return
	}
	span := app.NameSpan
	if v, ok := app.Option("log_file").Any().(*eval.Str); ok && v.Origin.File == p.Source {
		span = v.Origin
	}
	p.Report(span, "the log_file %q is relative: an empty file is made here, and the daemon, which runs in /, logs to %q", path, "/"+path)
}

func (p *Pass) relativeSetting(proc *pill.Process, s *pill.Setting) {
	path, ok := settingText(s)
	if !ok || path == "" || strings.HasPrefix(path, "/") || strings.HasPrefix(path, placeholder) {
		return
	}
	if s.Name == "pid_file" && strings.HasPrefix(strings.TrimSpace(path), "/") {
		p.settingFinding(proc, s, valueSpan(s), "this path begins with white space, which belongs to it, so there is no such folder").Done(p)
		return
	}
	unset := proc.Attr("working_dir").Unset()
	tilde := path == "~" || strings.HasPrefix(path, "~/")
	switch s.Name {
	case "pid_file":
		if tilde {
			p.tildePath(proc, s)
			return
		}
		p.settingFinding(proc, s, valueSpan(s), "the daemon runs in /, so this pid_file is %q", "/"+path).Fix(joinWorkingDir(proc, s, path)).Done(p)
	case "stdout", "stderr", "stdin":
		switch {
		case !daemonized(proc):
		case tilde:
			p.tildePath(proc, s)
		case unset:
			p.settingFinding(proc, s, valueSpan(s), "without working_dir the process runs in /, so its %s is %q", s.Name, "/"+path).Done(p)
		}
	case "working_dir":
		if tilde {
			p.tildePath(proc, s)
			return
		}
		p.settingFinding(proc, s, valueSpan(s), "the daemon runs in /, so this working_dir is %q", "/"+path).Done(p)
	case "start_command", "stop_command", "restart_command", "pre_start_command":
		program, _, _ := strings.Cut(path, " ")
		if unset && (strings.HasPrefix(program, "./") || strings.HasPrefix(program, "../")) {
			p.settingFinding(proc, s, beginning(s, program), "without working_dir the process runs in /, so %q is looked for there", program).Done(p)
		}
	}
}

func (p *Pass) tildePath(proc *pill.Process, s *pill.Setting) {
	p.settingFinding(proc, s, valueSpan(s), "~ is no home directory here: Bluepill looks for a folder of that name").Done(p)
}

// joinWorkingDir makes a path absolute by the working directory of the process.
func joinWorkingDir(proc *pill.Process, s *pill.Setting, path string) diag.Fix {
	dir, ok := proc.Attr("working_dir").Text()
	inside, _, literal := literalText(s)
	if !ok || !literal || !strings.HasPrefix(dir, "/") || inside.Text() != path || strings.ContainsAny(dir, "\"'\\#") {
		return diag.Fix{}
	}
	at := inside.File.Span(inside.Start, inside.Start)
	return diag.Fix{
		Title: "Put it into working_dir",
		Edits: []source.Edit{{Span: at, New: strings.TrimSuffix(dir, "/") + "/"}},
	}
}
