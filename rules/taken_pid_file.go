package rules

import (
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
)

var takenPidFile = &Rule{
	Name:        "taken-pid-file",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"pid-file-elsewhere", "daemonized-twice", "restart-signal"},
	Title:       "Bluepill writes the pid file of a program that then does not start",
	Since:       "0.1",
	Text: "With `daemonize = true`, Bluepill writes the process ID to `pid_file` as soon as it has started the program. Some programs\n" +
		"look into their own pid file first, and end if it names a process that runs, even if that is themselves: `rails server`\n" +
		"and `rackup -P` from Rack 1.5 on (`A server is already running`), `resque-pool -p`, `twistd` and Carbon. If both files are\n" +
		"one, the program ends at once, and Bluepill starts it again and again.\n\n" +
		"Let `pid_file` be a file of Bluepill's own, or leave it out: the default is one. `rails server` writes\n" +
		"`tmp/pids/server.pid` if it is told no other by `-P`. The finding is an info where that may be another file.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rackup -P /srv/shop/tmp/rack.pid"
    process.daemonize = true
    process.pid_file = "/srv/shop/tmp/rack.pid"
    process.stdout = process.stderr = "/srv/shop/log/rack.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rackup -P /srv/shop/tmp/rack.pid"
    process.daemonize = true
    process.pid_file = "/srv/shop/tmp/bluepill.pid"
    process.stdout = process.stderr = "/srv/shop/log/rack.log"
  end
end
`,
	Check: func(p *Pass) {
		for c, run := range p.runs {
			s := c.process.Last("pid_file")
			if !run.Suspicious || run.Mode != program.Foreground || !daemonized(c.process) || s == nil || !c.process.Surely(s.Maybe) || c.removesFiles() {
				continue
			}
			place, severity := c.programPlace(run), diag.Warning
			if word, told := c.pidFileWord(run); told {
				if !c.writesPidFileOf(run, word, s) {
					continue
				}
				place = c.wordPlace(strings.TrimPrefix(word, program.Hole))
			} else {
				var may bool
				if may, severity = p.byDefault(c, run); !may {
					continue
				}
			}
			p.takenBy(c, run, s, place).Severity(severity).Done(p)
		}
	},
}

func (p *Pass) takenBy(c *commandText, run program.Run, s *pill.Setting, place source.Span) *Finding {
	return p.settingFinding(c.process, s, valueSpan(s), "Bluepill writes this file first, and %s does not start when its own pid file names a process that runs", run.Name).
		Related(place, "its own pid file, too")
}

// removesFiles reports whether a shell may delete the file before the program starts.
func (c *commandText) removesFiles() bool {
	text, _ := c.writtenText()
	return strings.Contains(text, "rm ") || strings.Contains(text, "unlink")
}

// writesPidFileOf reports whether the pid file that a command names is certainly the
// one of a setting.
func (c *commandText) writesPidFileOf(run program.Run, word string, s *pill.Setting) bool {
	watched, known := c.process.Attr("pid_file").Text()
	if known {
		written, whole := c.fullPidFile(run, word)
		return whole && path.Clean(written) == path.Clean(strings.TrimSpace(watched))
	}
	// Both are written with the same value, which is not known.
	u, unknown := s.Value.(*eval.Unknown)
	v, also := c.setting.Value.(*eval.Unknown)
	if !unknown || !also || u.Pieces == nil || len(u.Causes) != 1 || len(v.Causes) != 1 || u.Causes[0].Name != v.Causes[0].Name || u.Causes[0].Reason != v.Causes[0].Reason {
		return false
	}
	return strings.Join(u.Pieces, program.Hole) == word && strings.HasSuffix(word, ".pid")
}

// byDefault reports whether a program that is told no pid file most likely writes the
// one that is watched.
func (p *Pass) byDefault(c *commandText, run program.Run) (may bool, severity diag.Severity) {
	if !run.PidAlways || p.toldPidFile(c, run) || run.Shell || run.Moved {
		return false, 0
	}
	watched, known := c.process.Attr("pid_file").Text()
	dir, also := c.process.Attr("working_dir").Text()
	if !known {
		if u, ok := c.process.Attr("pid_file").Any().(*eval.Unknown); ok {
			watched = u.Suffix
		}
	}
	watched = path.Clean(strings.TrimSpace(watched))
	if file := path.Join(dir, run.PidDefault); known && also {
		if file == watched {
			return true, diag.Warning
		}
		return linkedByDeploys(file, watched), diag.Info
	}
	return strings.HasSuffix(watched, "/"+run.PidDefault), diag.Info
}
