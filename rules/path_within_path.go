package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

var pathWithinPath = &Rule{
	Name:        "path-within-path",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"relative-path", "misspelled-folder"},
	Title:       "an absolute path was put behind another, or a path lacks the slash behind its folder",
	Since:       "0.1",
	Text: "A folder and a name make a path only if the name is not an absolute path itself: `\"#{log_dir}/#{pid_file}\"` with two\n" +
		"absolute paths is `/srv/shop/log//srv/shop/pids/shop.pid`, a file in a folder that does not exist. A process whose\n" +
		"working_dir, log or pid file is there never starts, and in most of these cases no log says why. Use\n" +
		"`File.basename` for the name.\n\n" +
		"In Ruby, an absolute path takes the place of what it is put behind in `Pathname.new(root) + \"/log\"`, `root.join(\"/log\")` and\n" +
		"`File.expand_path(\"/log\", root)`: all of these are `/log`. Leave the slash out.\n\n" +
		"The rule recognizes a path whose first two folders come once more in it. Without a doubled slash in between, the\n" +
		"finding is an info.\n\n" +
		"It is an info, too, if a folder lacks the slash: `\"#{root}log/shop.log\"` is `/srv/shoplog/shop.log` if `root` is\n" +
		"`/srv/shop`. The rule says so only if the pill puts a slash behind `root` elsewhere, or runs a process in it, and its\n" +
		"value is not known to end in one.",
	Bad: `pid_file = "/srv/shop/pids/shop.pid"
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.pid_file = pid_file
    process.stdout = process.stderr = "/srv/shop/log/#{pid_file}.log"
  end
end
`,
	Good: `pid_file = "/srv/shop/pids/shop.pid"
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.pid_file = pid_file
    process.stdout = process.stderr = "/srv/shop/log/#{File.basename(pid_file)}.log"
  end
end
`,
	Check: func(p *Pass) {
		p.gluedPaths()
		p.droppedPaths()
		report := func(at source.Span, name, file string) {
			inner, doubled := innerPath(file)
			if inner == "" {
				return
			}
			f := p.Finding(at, "this %s has the absolute path %q within it: %q", name, inner, file)
			if !doubled {
				f.Severity(diag.Info)
			}
			f.Done(p)
		}
		for _, app := range p.Config.Apps {
			if file, ok := app.Option("log_file").Text(); ok {
				report(p.optionPlace(app, "log_file"), "log_file", file)
			}
		}
		for proc := range p.Processes {
			for s := range live(proc) {
				switch s.Name {
				case "pid_file", "stdout", "stderr", "stdin", "working_dir":
					if file, ok := settingText(s); ok && !s.Inherited {
						report(valueSpan(s), s.Name, file)
					}
				}
			}
		}
	},
}

// innerPath returns the absolute path that begins within another as that one
// does, with the same two folders, and whether two slashes part them; "" if there
// is none.
func innerPath(file string) (inner string, doubled bool) {
	parts := strings.SplitN(file, "/", 4)
	if len(parts) < 4 || parts[0] != "" || parts[1] == "" || parts[2] == "" {
		return "", false
	}
	begins := "/" + parts[1] + "/" + parts[2] + "/"
	at := strings.Index(file[1:], begins)
	if at < 0 {
		return "", false
	}
	return file[at+1:], file[at] == '/'
}
