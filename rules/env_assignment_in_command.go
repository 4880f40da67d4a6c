package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var envAssignmentInCommand = &Rule{
	Name:        "env-assignment-in-command",
	Severity:    diag.Error,
	Consequence: diag.Process,
	From:        shellwordsVersion,
	Related:     []string{"shell-command"},
	Title:       "a command begins with an environment variable",
	Since:       "0.1",
	Text: "No shell runs a command: Bluepill splits it into words and executes the first. `RAILS_ENV=production bin/shop` fails\n" +
		"at each start with `No such file or directory - RAILS_ENV=production`, and Bluepill tries again every four seconds.\n" +
		"The error goes to the process's stderr file, or nowhere.\n\n" +
		"Write `/usr/bin/env RAILS_ENV=production bin/shop`, or set `environment`, which also applies to the other commands of\n" +
		"the process. After the program, the assignment is one of its arguments; `rake` and `make` read it as a variable, other\n" +
		"programs do not. `nice` and `nohup`, `timeout` and `bundle exec` look for a program of that name, too; `env` and `sudo`\n" +
		"set the variable. In a script for a shell, `exec RAILS_ENV=production bin/shop` finds none either: it is\n" +
		"`RAILS_ENV=production exec bin/shop`. The variable is `RAILS_ENV`, not `Rails.env`, which is what Ruby calls it.\n\n" +
		"A template that writes a value called `env`, `environment`, `vars` or `args` before a program gets an info: put\n" +
		"`/usr/bin/env` before it, which also runs the program if the value is empty.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "RAILS_ENV=production bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/usr/bin/env RAILS_ENV=production bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.writtenCommands {
			uses := c.shellUses()
			if len(uses) == 0 || uses[0].kind != shellAssignment {
				p.lateAssignment(c)
				p.environmentOfScript(c)
				p.dottedVariable(c)
				p.dottedInScript(c)
				p.assignmentInExec(c)
				p.filledVariables(c)
				continue
			}
			name, _, _ := strings.Cut(uses[0].word.raw, "=")
			span := uses[0].word.raw
			if c.open && len(c.head) == 1 {
				span = name + "="
			}
			likely := ""
			if strings.Contains(name, ".") {
				likely = " (did you mean " + shouted(name) + "?)"
			}
			if by := uses[0].by; by != "" {
				f := p.settingFinding(c.process, c.setting, within(c.setting, name+"="),
					"%s sets no variable %q, and finds no program of that name: %s", by, name, c.fails())
				c.grade(f).Fix(c.insertEnv(uses[0].word)).Done(p)
				continue
			}
			f := p.settingFinding(c.process, c.setting, beginning(c.setting, span),
				"no shell runs this command, so it sets no variable %q%s, and there is no program of that name: %s", name, likely, c.fails())
			c.grade(f)
			needsShell := slices.ContainsFunc(uses, func(u shellUse) bool { return u.kind != shellAssignment && u.kind != shellRedirect })
			isVariable := assignmentWord.MatchString(uses[0].word.raw)
			if needsShell && isVariable {
				f.Fix(c.useShell())
			}
			f.Fix(c.useEnv(len(uses) == 1)).Fix(c.useEnvironment(len(uses) == 1))
			if !needsShell && isVariable {
				f.Fix(c.useShell())
			}
			f.Done(p)
		}
	},
}

var variableArgument = lazyregexp.New(`^[A-Z][A-Z0-9_]*=`)

// lateAssignment reports a variable behind a program that knows nothing of it.
func (p *Pass) lateAssignment(c *commandText) {
	run, ok := c.run()
	if !ok || !run.NoVariables {
		return
	}
	for i, w := range run.Args {
		if name := variableArgument.FindString(w); name != "" && (i == 0 || !strings.HasPrefix(run.Args[i-1], "-")) {
			severity := diag.Warning
			if c.chosen {
				severity = diag.Info // nor is it known whether it is there at all
			}
			p.settingFinding(c.process, c.setting, within(c.setting, name),
				"this sets no variable %q: it is an argument of %s", strings.TrimSuffix(name, "="), run.Name).Severity(severity).Done(p)
			return
		}
	}
}

// environmentOfScript reports the environment of Rails behind a script that Ruby runs,
// or behind the code that "rails runner" is given: it is an argument of that.
func (p *Pass) environmentOfScript(c *commandText) {
	words, ok := c.words()
	if run, known := c.run(); !ok || known && run.NoVariables {
		return
	}
	rest, ok := program.From(words, func(name string) bool {
		i := program.InterpreterNamed(name)
		return i != nil && i.Name == "ruby" || name == "runner" || name == "rails"
	})
	if !ok {
		return
	}
	severity := diag.Info
	if i := program.InterpreterNamed(rest[0]); i != nil {
		m, found := i.Main(rest[1:])
		if !found || !m.Certain || strings.Contains(m.Word, program.Hole) {
			return
		}
		rest = append([]string{m.Word}, m.Rest...)
	}
	name := path.Base(rest[0])
	switch {
	case name == "runner", name == "rails" && len(rest) > 1 && (rest[1] == "runner" || rest[1] == "r"):
		severity = diag.Warning
	case name == "rails", slices.Contains(readVariables, name):
		return
	}
	for _, w := range rest[1:] {
		if environmentArgument.MatchString(w) {
			p.settingFinding(c.process, c.setting, within(c.setting, variableArgument.FindString(w)),
				"this sets no variable %q: it is an argument of %s", strings.TrimSuffix(variableArgument.FindString(w), "="), name).Severity(severity).Done(p)
			return
		}
	}
}

// readVariables are scripts that set variables by their arguments.
var readVariables = strings.Fields("rake cap make thor sake spec cucumber drake")

var environmentArgument = lazyregexp.New(`^(RAILS|RACK)_ENV=`)

// namesVariables is how the name of a value ends that may be VAR=value.
var namesVariables = lazyregexp.New(`(?i)(^|_)(args|env|vars|environment)$`)

// filledVariables reports, as an info, a template that writes something before
// a program, which its name tells to be variables.
func (p *Pass) filledVariables(c *commandText) {
	v, unknown := c.setting.Value.(*eval.Unknown)
	d, written := c.setting.ValueNode.(*syntax.DStr)
	if !unknown || !written || !c.starts() || len(v.Pieces) < 2 || v.Pieces[0] != "" || !strings.HasPrefix(v.Pieces[1], " ") {
		return
	}
	h, first := d.Parts[0].(*syntax.Hole)
	if !first {
		return
	}
	m := namedValue.FindStringSubmatch(h.Code)
	if m == nil {
		return
	}
	if names := lastNames.FindAllString(m[1], -1); !namesVariables.MatchString(names[len(names)-1]) {
		return
	}
	words, err := ruby.Shellsplit(strings.Join(v.Pieces[1:], program.Hole))
	if err != nil {
		return
	}
	if _, known := program.Read(words); !known {
		return
	}
	f := p.settingFinding(c.process, c.setting, c.setting.File.Span(h),
		"if this writes VAR=value, no shell reads it, and there is no program of that name: %s", c.fails()).Severity(diag.Info)
	if inside, _, ok := literalText(c.setting); ok {
		f.Fix(diag.Fix{
			Title: runWithEnv,
			Edits: []source.Edit{{Span: inside.File.Span(inside.Start, inside.Start), New: "/usr/bin/env "}},
		})
	}
	f.Done(p)
}

// dottedVariable reports Rails.env=production behind env, which sets a variable
// of that name: none is looked for under the name of a method.
func (p *Pass) dottedVariable(c *commandText) {
	words, ok := c.words()
	if !ok || path.Base(words[0]) != "env" {
		return
	}
	for _, w := range words[1:] {
		dotted := dottedAssignment.MatchString(w)
		if !dotted && !assignmentWord.MatchString(w) {
			return
		}
		if name, _, _ := strings.Cut(w, "="); dotted {
			span := within(c.setting, name+"=")
			meant := shouted(name)
			f := p.settingFinding(c.process, c.setting, span, "this sets a variable %q, which no program looks for; did you mean %s?", name, meant).Severity(diag.Warning)
			if span.Text() == name+"=" {
				f.Fix(replaceFix("Set "+meant, span, meant+"="))
			}
			f.Done(p)
		}
	}
}

// dottedCommand is Rails.env=production where a shell looks for a program.
var dottedCommand = lazyregexp.New("(?:^|[;&|(\n`]|\\b(?:then|do|else)\\s|[!{]\\s)\\s*" +
	`(?:(?:exec|[A-Za-z_]\w*=[^\s;&|]*)\s+)*([A-Z][A-Za-z0-9_]*\.[a-z_.]+)=`)

// dottedInScript reports Rails.env=production in a script: a shell takes no dots in
// the names of variables, and looks for a program of that name.
func (p *Pass) dottedInScript(c *commandText) {
	script, ok := c.shellScript()
	if !ok {
		return
	}
	for _, m := range dottedCommand.FindAllStringSubmatch(blankQuoted(script.Whole), -1) {
		name := m[1]
		span := within(c.setting, name+"=")
		f := p.settingFinding(c.process, c.setting, span, "a shell sets no variable %q, and looks for a program of that name; did you mean %s?", name, shouted(name)).
			Severity(diag.Warning)
		if span.Text() == name+"=" {
			f.Fix(replaceFix("Set "+shouted(name), span, shouted(name)+"="))
		}
		f.Done(p)
	}
}

// assignmentInExec reports a variable behind the exec of a script.
func (p *Pass) assignmentInExec(c *commandText) {
	script, ok := c.shellScript()
	if !ok {
		return
	}
	for _, word := range program.Execs(script.Whole) {
		if assignmentWord.MatchString(word) {
			name, _, _ := strings.Cut(word, "=")
			p.settingFinding(c.process, c.setting, within(c.setting, "exec "+name+"="),
				"exec sets no variable %q, and finds no program of that name: it stands before exec, or behind exec env", name).Severity(diag.Warning).Done(p)
		}
	}
}

// runWithEnv is the title of fixes that do.
const runWithEnv = "Run it with /usr/bin/env"

// useEnv has the program env set the variables, to values that a shell would
// not change.
func (c *commandText) useEnv(safe bool) diag.Fix {
	inside, _, ok := literalText(c.setting)
	if !ok || !assignmentWord.MatchString(inside.Text()) {
		return diag.Fix{}
	}
	for _, w := range c.head {
		_, value, assigns := strings.Cut(w.active, "=")
		if !assigns || !assignmentWord.MatchString(w.bare) {
			break
		}
		if expansionInWord.MatchString(value) || strings.HasPrefix(value, "~") {
			return diag.Fix{}
		}
	}
	return diag.Fix{
		Title: runWithEnv,
		Safe:  safe && c.whole,
		Edits: []source.Edit{{Span: inside.File.Span(inside.Start, inside.Start), New: "/usr/bin/env "}},
	}
}

// insertEnv has env set a variable behind a program that would run it.
func (c *commandText) insertEnv(w commandWord) diag.Fix {
	span, once := c.literalWord(w.raw)
	if _, value, _ := strings.Cut(w.active, "="); !once || expansionInWord.MatchString(value) || strings.HasPrefix(value, "~") || !assignmentWord.MatchString(w.bare) {
		return diag.Fix{}
	}
	return diag.Fix{
		Title: "Set it with env",
		Edits: []source.Edit{{Span: span.File.Span(span.Start, span.Start), New: "env "}},
	}
}

// leadingAssignments are the variables at the beginning of a command, as
// written: plain words, and interpolations without quotes.
var leadingAssignments = lazyregexp.New(`^((?:[A-Za-z_][A-Za-z0-9_]*=(?:[^\s'"\\$` + "`" + `~#]|#\{[^'"{}]*\})*[ \t]+)+)(\S)`)

// useEnvironment moves the variables to the environment of the process, which
// its other commands have too.
func (c *commandText) useEnvironment(plain bool) diag.Fix {
	inside, quote, ok := literalText(c.setting)
	if !ok || !c.starts() || !plain {
		return diag.Fix{}
	}
	m := leadingAssignments.FindStringSubmatch(inside.Text())
	if m == nil {
		return diag.Fix{}
	}
	var pairs []string
	for _, word := range assignmentsIn(m[1]) {
		name, value, _ := strings.Cut(word, "=")
		pairs = append(pairs, quote+name+quote+" => "+quote+value+quote)
	}
	if set := c.process.Last("environment"); set != nil {
		for _, word := range assignmentsIn(m[1]) {
			if name, _, _ := strings.Cut(word, "="); strings.Contains(set.ValueSpan.Text(), name) {
				return diag.Fix{} // it may have another value there
			}
		}
	}
	edit, ok := addToEnvironment(c.process, c.setting, strings.Join(pairs, ", "))
	if !ok {
		return diag.Fix{}
	}
	return diag.Fix{Title: "Move it to environment", Edits: []source.Edit{
		edit, {Span: inside.File.Span(inside.Start, inside.Start+len(m[1]))},
	}}
}

// assignmentsIn splits assignments at white space outside interpolations.
func assignmentsIn(text string) (list []string) {
	return assignmentText.FindAllString(text, -1)
}

var assignmentText = lazyregexp.New(`[A-Za-z_][A-Za-z0-9_]*=(?:#\{[^{}]*\}|\S)*`)

// addToEnvironment adds pairs to the environment of a process: to the literal
// that is there, or in one above a setting. Where the application has one, a new
// one would replace it.
func addToEnvironment(proc *pill.Process, s *pill.Setting, pairs string) (edit source.Edit, ok bool) {
	if proc.Attr("environment").Unset() {
		return sibling(s, "environment", "{ "+pairs+" }")
	}
	set := proc.Last("environment")
	if set == nil || set.Inherited || set.Span.File != s.Span.File || set.Repeated != s.Repeated || len(set.Maybe) > 0 {
		return edit, false
	}
	text := set.ValueSpan.Text()
	if h, isHash := set.ValueNode.(*syntax.Hash); !isHash || len(h.Pairs) == 0 || !strings.HasPrefix(text, "{") || !strings.HasSuffix(text, "}") {
		return edit, false
	}
	at := set.ValueSpan.Start + len("{")
	return source.Edit{Span: set.Span.File.Span(at, at), New: " " + pairs + ","}, true
}
