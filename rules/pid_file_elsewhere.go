package rules

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var pidFileElsewhere = &Rule{
	Name:        "pid-file-elsewhere",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"missing-pid-file"},
	Title:       "the program writes its pid file elsewhere than pid_file says",
	Since:       "0.1",
	Text: "Without `daemonize`, the program writes its pid file and Bluepill reads it. If the command makes the program write a\n" +
		"file other than `pid_file`, Bluepill never finds the process, and starts one copy after another.\n\n" +
		"`delayed_job` writes `delayed_job.pid`; with `-i 3` it is `delayed_job.3.pid`, and with `-n 5` there are five:\n" +
		"`delayed_job.0.pid` to `delayed_job.4.pid`, each of which needs a process in the pill. It writes to `tmp/pids`\n" +
		"in the application's folder, or to the folder that `--pid-dir` names; as deploys may make that a link, a `pid_file` in another\n" +
		"folder is an info.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec thin start -d -P /srv/shop/tmp/pids/thin.pid"
    process.pid_file = "/srv/shop/tmp/thin.pid"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec thin start -d -P /srv/shop/tmp/pids/thin.pid"
    process.pid_file = "/srv/shop/tmp/pids/thin.pid"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			s := c.process.Last("pid_file")
			if !c.starts() || s == nil || !c.process.Surely(s.Maybe) || !unbackgrounded(c.process) || !c.process.Attr("pid_command").Unset() {
				continue
			}
			watched, known := c.process.Attr("pid_file").Text()
			run, wellKnown := c.run()
			if wellKnown && run.Mode != program.Background {
				continue
			}
			if !known {
				if name := endOfPath(c.process.Attr("pid_file")); name != "" {
					p.delayedJobs(c, run, s, name)
				}
				continue
			}
			if !wellKnown {
				run.Name = "the program"
			}
			if written, ok := c.writtenPidFile(run); ok && path.Clean(strings.TrimSpace(watched)) != path.Clean(written) {
				p.settingFinding(c.process, s, valueSpan(s), "the command makes %s write %q, so Bluepill never finds %q", run.Name, written, watched).
					Related(c.wordPlace(written), "written by this").Done(p)
				continue
			}
			p.delayedJobs(c, run, s, watched)
		}
	},
}

// endOfPath returns what is known of a path behind a slash, of which the
// beginning is not known.
func endOfPath(a pill.Attr) string {
	u, ok := a.Any().(*eval.Unknown)
	if !ok || !strings.Contains(u.Suffix, "/") {
		return ""
	}
	return path.Base(u.Suffix)
}

// pidFileOptions are options that mean the same for every program.
var pidFileOptions = []string{"--pid", "--pidfile", "--pid-file", "--pid_file"}

// writtenPidFile returns the path of the pid file that a command names.
func (c *commandText) writtenPidFile(run program.Run) (file string, ok bool) {
	if run.Program != nil {
		file, ok = run.PidFileArgument()
	} else if words, known := c.words(); known {
		run = program.Run{Program: &program.Program{}, Args: words}
		file, ok = run.Argument(pidFileOptions...)
		ok = ok && strings.HasSuffix(file, ".pid")
	}
	if !ok || file == "" || strings.ContainsAny(file, "$~`"+program.Hole) {
		return "", false
	}
	if path.IsAbs(file) {
		return file, true
	}
	if run.Shell || run.Name == "thin" {
		return "", false // the folder may have been changed
	}
	dir, known := c.process.Attr("working_dir").Text()
	return path.Join(dir, file), known && path.IsAbs(dir)
}

// delayedJobs judges the name of the pid file of delayed_job, which goes by
// the number of its workers.
func (p *Pass) delayedJobs(c *commandText, run program.Run, s *pill.Setting, watched string) {
	base := path.Base(watched)
	if run.Name != "delayed_job" || run.By != "start" || !strings.HasPrefix(base, "delayed_job") {
		return
	}
	for _, name := range []string{"-p", "--prefix", "--pool"} {
		if _, ok := run.Argument(name); ok {
			return
		}
	}
	text, _ := run.Argument("-n", "--number_of_workers", "--number-of-workers")
	id, identified := run.Argument("-i", "--identifier")
	n, err := strconv.Atoi(text)
	switch {
	case err == nil && n > 1:
		for i := range n {
			if base == fmt.Sprintf("delayed_job.%d.pid", i) {
				return
			}
		}
		p.settingFinding(c.process, s, valueSpan(s), "with %d workers delayed_job writes delayed_job.0.pid to delayed_job.%d.pid, so Bluepill never finds this file", n, n-1).
			Done(p)
	case strings.Contains(strings.Join(run.Args, " "), program.Hole):
	case identified && id != "" && base != "delayed_job."+id+".pid":
		p.settingFinding(c.process, s, valueSpan(s), "with the identifier %s delayed_job writes delayed_job.%s.pid, so Bluepill never finds this file", id, id).
			Done(p)
	case !identified && base != "delayed_job.pid":
		p.settingFinding(c.process, s, valueSpan(s), "delayed_job writes delayed_job.pid, so Bluepill never finds this file").Done(p)
	default:
		p.folderOfDelayedJob(c, run, s, path.Dir(watched))
	}
}

// folderOfDelayedJob judges the folder of its pid file by its last name, as
// deploys make links to folders of the same name. It is an info, as they may
// have made one of another name, or the program may be one's own script.
func (p *Pass) folderOfDelayedJob(c *commandText, run program.Run, s *pill.Setting, watched string) {
	folder, given := run.Argument("--pid-dir")
	if !given {
		folder = "tmp/pids"
	}
	name := path.Base(path.Clean(folder))
	if watched == "." || name == "." || strings.HasPrefix(name, "..") || strings.ContainsAny(folder, "$~`"+program.Hole) || path.Base(watched) == name {
		return
	}
	why := "without --pid-dir delayed_job writes its pid file to tmp/pids in the application's folder, so Bluepill never finds this file, unless one is a link to the other"
	if given {
		why = "delayed_job writes its pid file to " + folder + ", so Bluepill never finds this file, unless one is a link to the other"
	}
	p.settingFinding(c.process, s, valueSpan(s), "%s", why).Severity(diag.Info).Done(p)
}
