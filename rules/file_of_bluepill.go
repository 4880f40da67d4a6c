package rules

import (
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var fileOfBluepill = &Rule{
	Name:        "file-of-bluepill",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"own-base-dir", "mistaken-pid-file", "log-of-bluepill"},
	Title:       "a program's file is where Bluepill keeps its own",
	Since:       "0.1",
	Text: "Every `bluepill` command looks into the `socks` folder of its base directory, and takes each `NAME.sock` for the socket of\n" +
		"an application of that name. If `pids/NAME.pid` of the base directory names no process that runs, the command deletes\n" +
		"both files. So a socket that a program makes in `socks` is gone after the next `bluepill status`, while the program still\n" +
		"listens on it, and nobody reaches it any more.\n\n" +
		"`pids/APPLICATION.pid` is the pid file of the daemon itself. A process that has it as its `pid_file` seems to run as soon\n" +
		"as the daemon does: Bluepill never starts it, and stops itself in its place.\n\n" +
		"Put the files of programs elsewhere. Without `:base_dir`, the base directory is `/var/run/bluepill` for root, unless the\n" +
		"command line names another; the finding is an info then.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "thin start -S /var/run/bluepill/socks/thin.sock"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/thin.log"
    process.working_dir = "/srv/shop"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "thin start -S /srv/shop/tmp/thin.sock"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/thin.log"
    process.working_dir = "/srv/shop"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			base, severity := baseOf(proc.App)
			if base == "" {
				continue
			}
			p.socketOfProgram(proc, base, severity)
			p.pidFileOfDaemon(proc, base, severity)
		}
	},
}

// baseOf returns the base directory of an application, and how sure it is to be that
// of the commands, too; "" if it is not known.
func baseOf(app *pill.Application) (dir string, severity diag.Severity) {
	if app == nil {
		return "", 0
	}
	dir, known := baseDirOf(app)
	switch {
	case known && path.IsAbs(dir) && path.Clean(dir) != defaultBaseDir:
		return path.Clean(dir), diag.Warning // loaded with another one, the daemon dies: see own-base-dir
	case known && path.IsAbs(dir), known && dir == "", !known && app.Option("base_dir").Unset():
		return defaultBaseDir, diag.Info
	}
	return "", 0
}

// socketOfProgram reports a socket in the folder of Bluepill's sockets that the
// program of a process is told, in its command or its environment.
func (p *Pass) socketOfProgram(proc *pill.Process, base string, severity diag.Severity) {
	if c := p.startOf(proc); c != nil {
		words, _ := c.words()
		for _, w := range words {
			if file := socketIn(proc, base, w); file != "" {
				p.settingFinding(proc, c.setting, c.wordPlace(w), "bluepill takes %s for the socket of an application that does not run, and each of its commands deletes it", file).
					Severity(severity).Done(p)
				return
			}
		}
	}
	s := proc.Last("environment")
	if s == nil {
		return
	}
	if env, ok := s.Value.(*eval.Hash); ok && env.Lost == nil {
		for _, v := range env.Each {
			text, known := v.(*eval.Str)
			if !known || text.Lost != nil {
				continue
			}
			if file := socketIn(proc, base, text.S); file != "" {
				p.settingFinding(proc, s, s.NameSpan, "bluepill takes %s for the socket of an application that does not run, and each of its commands deletes it", file).
					Severity(severity).Done(p)
				return
			}
		}
	}
}

// socketIn returns the socket that a word names in a base directory, by itself or
// behind an option or a scheme; "" if it names none.
func socketIn(proc *pill.Process, base, word string) string {
	if !strings.HasSuffix(word, ".sock") || strings.Contains(word, program.Hole) || strings.ContainsAny(word, " \t") {
		return ""
	}
	for _, mark := range []string{"=", "unix://", "unix:"} {
		if _, rest, ok := strings.Cut(word, mark); ok {
			word = rest
		}
	}
	if !path.IsAbs(word) {
		if at := strings.Index(word, "/"); strings.HasPrefix(word, "-") && at > 0 {
			word = word[at:] // -S/srv/shop/thin.sock
		} else if dir, known := proc.Attr("working_dir").Text(); known && !strings.HasPrefix(word, "-") {
			word = path.Join(dir, word)
		}
	}
	word = path.Clean(word)
	name := strings.TrimSuffix(path.Base(word), ".sock")
	if path.Dir(word) != path.Join(base, "socks") || strings.HasPrefix(name, ".") {
		return "" // Dir[] passes over those that are hidden
	}
	if file, known := proc.Attr("pid_file").Text(); proc.Last("pid_file") != nil && (!known || path.Clean(file) == path.Join(base, "pids", name+".pid")) {
		return "" // which keeps it, as long as the process runs
	}
	if of, known := proc.App.NameText(); !known || of == name {
		return ""
	}
	return word
}

// pidFileOfDaemon reports a process whose pid file is that of the daemon.
func (p *Pass) pidFileOfDaemon(proc *pill.Process, base string, severity diag.Severity) {
	file, ok := proc.Attr("pid_file").Text()
	name, known := proc.App.NameText()
	s := proc.Last("pid_file")
	if !ok || !known || s == nil || !path.IsAbs(file) || path.Clean(file) != path.Join(base, "pids", name+".pid") {
		return
	}
	p.settingFinding(proc, s, valueSpan(s), "this is the pid file of the daemon itself, so Bluepill takes itself for %s, and never starts it", processName(proc)).
		Severity(severity).Done(p)
}
