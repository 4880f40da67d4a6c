package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var logWithoutDaemonize = &Rule{
	Name:        "log-without-daemonize",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"relative-path"},
	Title:       "stdout or stderr is set on a process that Bluepill does not daemonize",
	Mark:        Unused,
	Since:       "0.1",
	Text: "Bluepill uses `stdout` and `stderr` only with `daemonize = true`. Otherwise it reads the output of the start command\n" +
		"through a pipe and drops it, and never creates the file. Only if the command fails does its output go to Bluepill's\n" +
		"own log.\n\n" +
		"For a program that stays in the foreground, set `daemonize`. For one that daemonizes itself, set where to log in the\n" +
		"program's own options or configuration.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --daemon --pid /srv/shop/tmp/shop.pid"
    process.pid_file = "/srv/shop/tmp/shop.pid"
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --daemon --pid /srv/shop/tmp/shop.pid --log /srv/shop/log/shop.log"
    process.pid_file = "/srv/shop/tmp/shop.pid"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			if daemonize, known := proc.Attr("daemonize").True(); daemonize || !known {
				continue
			}
			checkUnheededLog(p, proc)
		}
	},
}

func checkUnheededLog(p *Pass, proc *pill.Process) {
	var set []*pill.Setting
	var names []string
	for _, name := range []string{"stdout", "stderr"} {
		a := proc.Attr(name)
		if s := proc.Last(name); s != nil && a.Set() && !eval.IsNil(a.Any()) {
			set, names = append(set, s), append(names, name)
		}
	}
	if len(set) == 2 && set[0].NameSpan.Line() != set[1].NameSpan.Line() {
		p.unheededLog(proc, set[:1], names[:1])
		p.unheededLog(proc, set[1:], names[1:])
	} else if len(set) > 0 {
		p.unheededLog(proc, set, names)
	}
}

func (p *Pass) unheededLog(proc *pill.Process, set []*pill.Setting, names []string) {
	verb := " is"
	if len(set) == 2 {
		verb = " are"
	}
	f := p.Finding(set[0].NameSpan, "%s%s ignored, as Bluepill does not daemonize the process", strings.Join(names, " and "), verb).Lacks(proc.NameSpan, "daemonize")
	for _, s := range set[1:] {
		f.Related(s.NameSpan, "this too")
	}
	f.Related(daemonizePlace(proc), "not daemonized, by this")
	if p.foregrounds()[proc] || staysInForeground(proc) && !p.putsItselfAside(proc) {
		f.Fix(daemonizeFix(proc, set[0]))
	}
	if len(set) == 1 || sameStatement(set) {
		f.Fix(removeLog(set[0]))
	}
	f.Done(p)
}

// staysInForeground reports whether nothing in a command hints at the program
// daemonizing itself.
func staysInForeground(proc *pill.Process) bool {
	text, ok := proc.Attr("start_command").Text()
	words, err := ruby.Shellsplit(text)
	return ok && err == nil && !slices.ContainsFunc(words, func(w string) bool {
		return w == "-d" || w == "-D" || strings.HasPrefix(w, "--daemon") || strings.Contains(w, "&") || w == "start"
	})
}

// putsItselfAside reports whether a process's program is known to daemonize
// itself.
func (p *Pass) putsItselfAside(proc *pill.Process) bool {
	for c, run := range p.runs {
		if c.process == proc && run.Mode == program.Background {
			return true
		}
	}
	return false
}

// daemonizeFix sets daemonize, above the log or where it is set to false.
func daemonizeFix(proc *pill.Process, log *pill.Setting) diag.Fix {
	title := "Let Bluepill daemonize the process"
	if s := proc.Last("daemonize"); s != nil {
		if _, ok := s.ValueNode.(*syntax.Bool); ok {
			return replaceFix(title, s.ValueSpan, "true")
		}
		return diag.Fix{}
	}
	edit, ok := sibling(log, "daemonize", "true")
	if !ok {
		return diag.Fix{}
	}
	return diag.Fix{Title: title, Edits: []source.Edit{edit}}
}

// sameStatement reports whether one chain sets both: a = b = value.
func sameStatement(set []*pill.Setting) bool {
	a, ok := set[0].ValueNode.(*syntax.Assign)
	return ok && set[0].File.Span(a) == set[1].Span
}

// removeLog takes out what is ignored.
func removeLog(s *pill.Setting) diag.Fix {
	edit := remove(s.Span)
	if s.Form != pill.ByAssignment && s.Form != pill.ByCall || edit.Span == s.Span {
		return diag.Fix{}
	}
	return diag.Fix{Title: "Remove what is ignored", Edits: []source.Edit{edit}}
}
