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
		"file other than `pid_file`, Bluepill never finds the process, and starts one copy after another. So it does where a\n" +
		"variable names the file: `CATALINA_PID`, and `PIDFILE` of resque.\n\n" +
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
			run, wellKnown := c.run()
			if wellKnown && run.Mode == program.Undecided {
				continue
			}
			if !wellKnown {
				run.Name = "the program"
			}
			if p.clusterOfThin(c, run, s) || p.defaultPidFile(c, run, s) {
				continue
			}
			if f := p.otherPidFile(c, run, s); f != nil {
				if wellKnown && run.Mode == program.Foreground {
					f.Severity(diag.Info) // once Bluepill daemonizes it, it does not matter
				}
				f.Done(p)
				continue
			}
			watched, known := c.process.Attr("pid_file").Text()
			if !known {
				watched = endOfPath(c.process.Attr("pid_file"))
			}
			if watched != "" && run.Mode == program.Background {
				p.delayedJobs(c, run, s, watched)
				p.fileOfClockwork(c, run, s, path.Base(watched))
			}
		}
	},
}

// otherPidFile begins a finding about a command that certainly names another pid
// file than the process has; nil if it does not. Where a folder is not known, the
// names of the files may tell.
func (p *Pass) otherPidFile(c *commandText, run program.Run, s *pill.Setting) *Finding {
	teller := "the command"
	word, ok := c.pidFileWord(run)
	if !ok {
		word, teller, ok = c.pidFileOfVariable(run)
	}
	if !ok {
		return nil
	}
	watched, known := c.process.Attr("pid_file").Text()
	written, whole := c.fullPidFile(run, word)
	switch name := path.Base(word); {
	case known && whole:
		if path.Clean(strings.TrimSpace(watched)) == path.Clean(written) {
			return nil
		}
		word = written
	case c.besideSame(word, s):
		word, watched = strings.TrimPrefix(word, program.Hole), s.Value.(*eval.Unknown).Suffix
	case strings.Contains(name, program.Hole) || sameName(name, endOfPath(c.process.Attr("pid_file"))):
		return nil
	default:
		watched, word = endOfPath(c.process.Attr("pid_file")), name
	}
	if linkedByDeploys(word, watched) {
		return p.settingFinding(c.process, s, valueSpan(s), "%s makes %s write %q, so Bluepill never finds %q, unless one is a link to the other", teller, run.Name, word, watched).
			Severity(diag.Info).Related(c.wordPlace(word), "written by this")
	}
	return p.settingFinding(c.process, s, valueSpan(s), "%s makes %s write %q, so Bluepill never finds %q", teller, run.Name, word, watched).
		Related(c.wordPlace(word), "written by this")
}

// sameName reports whether a program that is told the name of a pid file may write
// one of another name: that is not known, or takes the place of a %s.
func sameName(told, name string) bool {
	if name == "" || told == "" || strings.ContainsAny(told, "$~`*?[\\") {
		return true
	}
	before, after, holed := strings.Cut(told, "%s")
	if !holed {
		return strings.Contains(told, "%") || told == name
	}
	return strings.HasPrefix(name, before) && strings.HasSuffix(name, after)
}

// endOfPath returns the last part of a path, of which the beginning need not be
// known.
func endOfPath(a pill.Attr) string {
	if text, known := a.Text(); known {
		return path.Base(strings.TrimSpace(text))
	}
	u, ok := a.Any().(*eval.Unknown)
	if !ok || !strings.Contains(u.Suffix, "/") {
		return ""
	}
	return path.Base(strings.TrimSpace(u.Suffix))
}

// pidFileOptions are options that mean the same for every program, if their value
// ends in .pid.
var pidFileOptions = []string{"-P", "--pid", "--pidfile", "--pid-file", "--pid_file"}

// pidFileWord returns the pid file that a command names, as it does.
func (c *commandText) pidFileWord(run program.Run) (file string, ok bool) {
	if run.Program != nil {
		file, ok = run.PidFileArgument()
	} else if words, known := c.words(); known {
		run = program.Run{Program: &program.Program{}, Args: words}
		file, ok = run.Argument(pidFileOptions...)
		ok = ok && strings.HasSuffix(file, ".pid") && !strings.HasPrefix(file, "-")
	}
	return file, ok && file != "" && !strings.ContainsAny(file, "$~`")
}

// fullPidFile returns the path of the pid file that a command names; ok is false
// if not all of it is known.
func (c *commandText) fullPidFile(run program.Run, file string) (full string, ok bool) {
	if strings.ContainsAny(file, "%"+program.Hole) {
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
// the number of its workers. Of the file that is watched, only the name may be known.
func (p *Pass) delayedJobs(c *commandText, run program.Run, s *pill.Setting, watched string) {
	base := path.Base(watched)
	if run.Name != "delayed_job" || run.By != "start" || watched == "" {
		return
	}
	for _, name := range []string{"-p", "--prefix", "--pool"} {
		if _, ok := run.Argument(name); ok {
			return
		}
	}
	if !strings.HasPrefix(base, "delayed_job") {
		if !strings.Contains(strings.Join(run.Args, " ")+base, program.Hole) {
			p.settingFinding(c.process, s, valueSpan(s), "unless this script names another, delayed_job writes delayed_job.pid, or one with a number or identifier behind that name, so Bluepill never finds this file").
				Severity(diag.Info).Done(p)
		}
		return
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
