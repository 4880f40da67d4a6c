package rules

// This file guesses which program a value that is not known names, by what the
// value is called: node["runit"]["sv_bin"] is sv.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/syntax"
)

// likelyRun is like run. If a value that is not known stands for the program, the
// program is guessed by the name of the value, which is not certain: see guessed.
func (c *commandText) likelyRun() (r program.Run, ok bool) {
	if r, ok = c.run(); ok {
		return r, true
	}
	found := c.likely.get(c.guessProgram)
	return found.run, found.ok
}

// guessed reports whether likelyRun has guessed.
func (c *commandText) guessed() bool {
	_, certain := c.run()
	return !certain
}

// likelyRuns is like runs, with the programs that are guessed.
func (p *Pass) likelyRuns(yield func(*commandText, program.Run) bool) {
	for c := range p.commands {
		if !c.starts() || c.process.IsChild() || c.process.Last("start_command") != c.setting {
			continue
		}
		if run, ok := c.likelyRun(); ok && !yield(c, run) {
			return
		}
	}
}

func (c *commandText) guessProgram() (r programRun) {
	v, unknown := c.setting.Value.(*eval.Unknown)
	d, written := c.setting.ValueNode.(*syntax.DStr)
	if !unknown || !written || len(v.Pieces) < 2 {
		return r
	}
	for _, name := range slices.Concat(c.firstGap(v, d), c.calledAfter(v, d)) {
		text := v.Pieces[0] + name + strings.Join(v.Pieces[1:], program.Hole)
		words, err := ruby.Shellsplit(text)
		if err != nil {
			continue
		}
		if r.run, r.ok = program.Read(words); r.ok {
			return r
		}
	}
	return r
}

// calledAfter is what the program may be of which nothing is known but that it is one,
// if options follow it: many a process is called after its program.
func (c *commandText) calledAfter(v *eval.Unknown, d *syntax.DStr) []string {
	name, known := c.process.NameText()
	if !known || v.Pieces[0] != "" || !strings.HasPrefix(v.Pieces[1], " -") || !anyProgram.MatchString(firstName(c.setting, d)) {
		return nil
	}
	return []string{strings.ToLower(name)}
}

// anyProgram is the name of a value that names some program.
var anyProgram = lazyregexp.New(`(?i)^(bin|binary|exec|executable|command|cmd|program|daemon)(_?(path|file))?$`)

// firstName is the name of the value that a text begins with; "" if it has none.
func firstName(s *pill.Setting, d *syntax.DStr) string {
	if len(d.Parts) == 0 {
		return ""
	}
	code := s.File.Span(d.Parts[0]).Text()
	if h, is := d.Parts[0].(*syntax.Hole); is {
		code = h.Code
	}
	m := namedValue.FindStringSubmatch(code)
	if m == nil {
		return ""
	}
	names := lastNames.FindAllString(m[1], -1)
	return names[len(names)-1]
}

// firstGap is what the first value in a command that is not known may be called as
// a program, if it is a word of its own there.
func (c *commandText) firstGap(v *eval.Unknown, d *syntax.DStr) (names []string) {
	before, after := v.Pieces[0], v.Pieces[1]
	if before != "" && !isSpace(before[len(before)-1]) || after != "" && !isSpace(after[0]) {
		return nil
	}
	at := slices.IndexFunc(d.Parts, func(n syntax.Node) bool { _, literal := n.(*syntax.Str); return !literal })
	text := ""
	for _, n := range d.Parts[:max(at, 0)] {
		text += n.(*syntax.Str).Value
	}
	if at < 0 || text != before {
		return nil
	}
	if h, ok := d.Parts[at].(*syntax.Hole); ok {
		return programNames(h.Code)
	}
	names = programNames(c.setting.File.Span(d.Parts[at]).Text())
	if cause := v.Causes[0]; len(names) == 0 && cause.Reason == eval.Template {
		names = programNames(cause.Name) // it came by way of a variable
	}
	return names
}

var (
	// namedValue is code that is no more than the name of a value, and the keys by
	// which it is found in another.
	namedValue = lazyregexp.New(`^(?:<%=|#\{|\{\{[-+]?)?\s*([@$]*[A-Za-z_][\w.]*(?:\[\s*["':]?\w+["']?\s*\])*)\s*(?:-?%>|\}|-?\}\})?$`)
	lastNames  = lazyregexp.New(`\w+`)
	// namesProgram is the name of a value that names a program, with its arguments
	// if it is a command.
	namesProgram = lazyregexp.New(`^(?:(\w+)_)?(bin|binary|path|exec|executable|command|cmd)$`)
)

// programNames are what a program may be called whose name is the value of some
// code: sv for node["runit"]["sv_bin"], nginx for node["nginx"]["binary"].
func programNames(code string) (names []string) {
	m := namedValue.FindStringSubmatch(code)
	if m == nil {
		return nil
	}
	words := lastNames.FindAllString(strings.ToLower(m[1]), -1)
	last := namesProgram.FindStringSubmatch(words[len(words)-1])
	if last == nil {
		return nil
	}
	name := last[1]
	if name == "" && len(words) > 1 {
		name = words[len(words)-2]
	}
	if name == "" {
		return nil
	}
	rest := ""
	if last[2] == "command" || last[2] == "cmd" {
		rest = " " + program.Hole // which may be any options
	}
	return []string{name + rest, strings.ReplaceAll(name, "_", "-") + rest}
}

// namesFile is how the name of a value ends that is a file, and no option.
var namesFile = lazyregexp.New(`(?i)(^|_)(conf|config|config_?file|config_?path|conf_?file|conf_?path)$`)

// runOfFile reads a command again whose last word is not known, and is called after
// a configuration: redis-server <%= @config_path %>. ok is false if it has none.
func (c *commandText) runOfFile(run program.Run) (r program.Run, ok bool) {
	v, unknown := c.setting.Value.(*eval.Unknown)
	d, written := c.setting.ValueNode.(*syntax.DStr)
	n := 0
	if unknown {
		n = len(v.Pieces)
	}
	if !written || n < 2 || run.Mode != program.Undecided || !run.Arg || v.Pieces[n-1] != "" || !endsInSpace(v.Pieces[n-2]) {
		return r, false
	}
	code := c.setting.File.Span(d.Parts[len(d.Parts)-1]).Text()
	m := namedValue.FindStringSubmatch(code)
	if m == nil {
		return r, false
	}
	if names := lastNames.FindAllString(m[1], -1); !namesFile.MatchString(names[len(names)-1]) {
		return r, false
	}
	words, err := ruby.Shellsplit(strings.Join(v.Pieces, program.Hole) + "/file")
	if err != nil {
		return r, false
	}
	return program.Read(words)
}
