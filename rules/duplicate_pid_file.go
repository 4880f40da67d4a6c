package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var duplicatePidFile = &Rule{
	Name:        "duplicate-pid-file",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Title:       "two processes use the same pid file",
	Since:       "0.1",
	Text: "Each process needs its own pid file, across all applications of the file. White space around the path makes no\n" +
		"difference. Bluepill prints `Config Error: You have two entries with the pid file` and exits with status 6.\n\n" +
		"A process without `pid_file` gets `<base_dir>/pids/<application>/<process>.pid`, in which `_` replaces every character\n" +
		"but letters, digits, `_` and `-`. The path never contains the group, so two processes of the same name in different\n" +
		"groups must each set `pid_file`.\n\n" +
		"In a loop of which it is not known how many turns it makes, one path for all of them is a warning.\n\n" +
		"Bluepill does not notice when applications of different files share a pid file. Then both daemons watch, restart and\n" +
		"stop the same process. The finding is a warning in a folder whose pills are all loaded, such as `autoload`, and an\n" +
		"info otherwise, as the files may be for different machines.",
	Bad: `Bluepill.application("user_shop") do |app|
  %w(web jobs).each do |name|
    app.process("user_shop_#{name}") do |process|
      process.start_command = "bin/#{name}"
      process.daemonize = true
      process.pid_file = "/srv/shop/tmp/shop.pid"
      process.stdout = process.stderr = "/srv/shop/log/#{name}.log"
    end
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  %w(web jobs).each do |name|
    app.process("user_shop_#{name}") do |process|
      process.start_command = "bin/#{name}"
      process.daemonize = true
      process.pid_file = "/srv/shop/tmp/#{name}.pid"
      process.stdout = process.stderr = "/srv/shop/log/#{name}.log"
    end
  end
end
`,
	Check: func(p *Pass) {
		for e := range p.failures {
			_, path, _ := strings.Cut(e.Message, "pid file: ")
			f := p.failure(e, "%s has the pid file %q, which %s also uses", processName(e.Decl), path, processName(e.Other))
			f.Related(pidFilePlace(e.Decl), "set here")
			if e.Decl != nil {
				if v, _ := e.Decl.Attributes.Sym("pid_file"); eval.Asked(v) || eval.Asked(e.Decl.Name) {
					f.Severity(diag.Warning)
				}
			}
			if e.Decl != nil && e.Decl.Last("pid_file") == nil {
				f.Lacks(e.Decl.NameSpan, "name") // which the default is made from
			}
			if e.Other != nil {
				f.Related(e.Other.NameSpan, "first used by this one")
			}
			f.Done(p)
		}
		for proc := range p.Processes {
			s := proc.Last("pid_file")
			loop := p.loopAround(proc)
			if loop == nil || s == nil || s.Inherited || s.ValueNode == nil || s.File != p.Syntax || !sameConditions(proc, s) || len(proc.Open) > 0 {
				continue
			}
			if sameEachTurn(loop, s.ValueNode) && !namedAlike(loop, proc) {
				p.settingFinding(proc, s, s.ValueSpan, "%s has the same pid file in each turn of this loop, so Bluepill refuses the second", processName(proc)).
					Severity(diag.Warning).Related(loop.place, "which may make more than one turn").Done(p)
			}
		}
	},
	CheckFiles: func(p *FilesPass) {
		seen := map[string][]sighting[*ProcessFacts]{}
		for app := range p.Apps {
			for i := range app.Processes {
				proc := &app.Processes[i]
				if !strings.HasPrefix(proc.PidFile, "/") {
					continue
				}
				other, near := nearest(seen[proc.PidFile], app, func(s sighting[*ProcessFacts]) bool { return s.app.Name != app.Name })
				if near != unrelated {
					p.Finding(proc.PidSpan, "process %q of application %q in %s also has this pid file: if both are loaded, both daemons watch one process", other.what.Name, other.app.Name, other.app.file.Path).
						Severity(near.severity(diag.Warning)).Consequence(diag.Process).Related(other.what.PidSpan, "set here").Done(p)
				}
				sight(seen, proc.PidFile, app, proc)
			}
		}
	},
}

// sameConditions reports whether a setting stands wherever its process does, and
// nothing may have replaced it.
func sameConditions(proc *pill.Process, s *pill.Setting) bool {
	return statement(proc.Block, proc.BlockFile, s.Span) >= 0 && proc.Surely(s.Maybe)
}

// pidFilePlace is where a process's pid file is set; zero if it is the default.
func pidFilePlace(proc *pill.Process) source.Span {
	if proc == nil {
		return source.Span{}
	}
	if s := proc.Last("pid_file"); s != nil {
		return s.ValueSpan
	}
	return source.Span{}
}
