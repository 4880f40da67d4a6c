package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
)

var unwrittenPidFile = &Rule{
	Name:        "unwritten-pid-file",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"missing-pid-file", "pid-file-elsewhere"},
	Title:       "the program is not told to write a pid file",
	Since:       "0.1",
	Text: "Without `daemonize`, the program writes its pid file and Bluepill reads it. Some programs write none if nothing tells them\n" +
		"to: `memcached -d` wants a `-P`, `rackup -D` too, and resque's workers a `PIDFILE`. Bluepill then never finds the process,\n" +
		"and starts one copy after another.\n\n" +
		"Where a configuration file that the program finds by itself may name a pid file, it is an info. So it is for `sv start\n" +
		"NAME`: runit keeps the process ID of a service in `supervise/pid` in the service's folder, and most programs that stay in\n" +
		"the foreground write no pid file. And so it is for a server that the system starts, `service postgresql start`, with a\n" +
		"`pid_file` in `/tmp`: no package writes it there.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/usr/bin/memcached -d -u nobody"
    process.pid_file = "/var/run/memcached.pid"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/usr/bin/memcached -d -u nobody -P /var/run/memcached.pid"
    process.pid_file = "/var/run/memcached.pid"
  end
end
`,
	Check: func(p *Pass) {
		p.servicesOfRunit()
		p.packagedServices()
		for c, run := range p.likelyRuns {
			s := c.process.Last("pid_file")
			if !run.Silent || run.Mode != program.Background || s == nil || !c.process.Surely(s.Maybe) || eval.IsNil(s.Value) ||
				!unbackgrounded(c.process) || !c.process.Attr("pid_command").Unset() || p.toldPidFile(c, run) {
				continue
			}
			if run.NamesConfig() {
				continue // the command says which file may tell it
			}
			if endOfPath(c.process.Attr("pid_file")) == "mongod.lock" {
				continue // MongoDB's own, which holds its process ID
			}
			f := p.settingFinding(c.process, s, c.programPlace(run), "%s, and Bluepill waits for one in vain", pidFileManner(run)).
				Related(valueSpan(s), "waits for this")
			if len(run.Config) > 0 || run.PidConfig || c.guessed() {
				f.Severity(diag.Info)
			}
			f.Fix(c.tellPidFile(run)).Done(p)
		}
	},
}

// servicesOfRunit reports pid files of services that runit starts, if they are not
// the file of runit.
func (p *Pass) servicesOfRunit() {
	for c, run := range p.likelyRuns {
		s := c.process.Last("pid_file")
		if run.Name != "sv" || run.Mode != program.Background || s == nil || !c.process.Surely(s.Maybe) ||
			!unbackgrounded(c.process) || !c.process.Attr("pid_command").Unset() {
			continue
		}
		file, known := c.process.Attr("pid_file").Text()
		if !known {
			file = endOfPath(c.process.Attr("pid_file"))
		}
		if file == "" || fileOfRunit(file, known) {
			continue
		}
		p.settingFinding(c.process, s, valueSpan(s), "unless the service writes this file itself, nobody does: runit keeps its process ID in supervise/pid in the folder of the service").
			Severity(diag.Info).Related(c.programPlace(run), "started by runit").Done(p)
	}
}

// fileOfRunit reports whether a path may be that of the file in which runit keeps the
// process ID of a service. Its folder supervise may be a link to another, whose name
// has that word.
func fileOfRunit(file string, known bool) bool {
	if path.Base(file) != "pid" {
		return false
	}
	return !known || strings.Contains(path.Base(path.Dir(file)), "supervise")
}

// packagedServices reports pid files in /tmp of services that the system starts, where
// no package has them. Their configuration may still name one there.
func (p *Pass) packagedServices() {
	for c, run := range p.likelyRuns {
		s := c.process.Last("pid_file")
		name, server := run.Service()
		if server == nil || !server.Packaged() || s == nil || !c.process.Surely(s.Maybe) || !unbackgrounded(c.process) || !c.process.Attr("pid_command").Unset() {
			continue
		}
		if file, known := c.process.Attr("pid_file").Text(); known && path.Dir(path.Clean(file)) == "/tmp" {
			p.settingFinding(c.process, s, valueSpan(s), "unless its configuration names this file, the service %s does not write it: its package has the pid file elsewhere", name).
				Severity(diag.Info).Related(c.programPlace(run), "started by the system").Done(p)
		}
	}
}

// pidFileManner says when a program writes a pid file.
func pidFileManner(run program.Run) string {
	option := pidVariable
	switch {
	case len(run.PidFile) > 0:
		option = run.PidFile[0]
	case run.PidVariable != "":
		option = run.PidVariable
	case run.Variable == "":
		return run.Name + " writes no pid file"
	}
	if len(run.Config) > 0 || run.PidConfig {
		return run.Name + " writes a pid file only if " + option + " or its configuration names one"
	}
	return run.Name + " writes a pid file only if " + option + " names one"
}

// toldPidFile reports whether something may tell a program of a pid file: an
// option, a variable, or a part of the command that is not known.
func (p *Pass) toldPidFile(c *commandText, run program.Run) bool {
	if variableSet(c.process, pidVariable) || p.shared.pidWord.get(func() bool { return p.mentions(pidVariable) }) {
		return true
	}
	if run.PidVariable != "" && (variableSet(c.process, run.PidVariable) || p.mentions(run.PidVariable)) {
		return true
	}
	_, told := run.PidFileArgument()
	return told || slices.ContainsFunc(run.Args, func(w string) bool {
		return strings.HasPrefix(w, program.Hole) || strings.HasPrefix(w, "-") && strings.Contains(strings.ToLower(w), "pid") || w == "--" || w == "-o" && run.Name == "memcached"
	})
}

// mentions reports whether a word stands in a text of the pill, as in
// ENV["PIDFILE"] = file.
func (p *Pass) mentions(word string) bool {
	for s := range p.texts {
		if strings.Contains(s.Value, word) {
			return true
		}
	}
	return false
}

// tellPidFile gives the program the option that names the pid file, behind its
// other arguments.
func (c *commandText) tellPidFile(run program.Run) diag.Fix {
	file, known := c.process.Attr("pid_file").Text()
	inside, _, literal := literalText(c.setting)
	text := strings.TrimRight(inside.Text(), " ")
	if len(run.PidFile) == 0 || !known || !literal || run.Shell || file == "" || ruby.Shellescape(file) != file || strings.ContainsAny(text, "\n#|&;<>") {
		return diag.Fix{}
	}
	end := inside.Start + len(text)
	return diag.Fix{
		Title: "Name the pid file with " + run.PidFile[0],
		Edits: []source.Edit{{Span: inside.File.Span(end, end), New: " " + run.PidFile[0] + " " + file}},
	}
}
