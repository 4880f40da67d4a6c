package rules

// This file finds out which well-known program a command runs, and how.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
)

// run returns how a command runs a program that is well known; ok is false if
// it runs another one, or that cannot be told.
func (c *commandText) run() (r program.Run, ok bool) {
	found := c.ran.get(c.readProgram)
	return found.run, found.ok
}

// A programRun is what run returns.
type programRun struct {
	run    program.Run
	ok     bool
	common bool // it is that of each of several commands one of which is chosen
}

func (c *commandText) readProgram() (r programRun) {
	if words, known := c.words(); known {
		r.run, r.ok = program.Read(c.withPid(words))
	}
	if !r.ok {
		return c.runOfAll()
	}
	if r.run.Variable != "" && c.starts() && !c.process.IsChild() {
		words, _ := c.words()
		if value, set := variableText(c.process, r.run.Variable); set && !slices.Contains(words, "-u") && !slices.Contains(words, "-i") && !slices.Contains(words, "unset") {
			r.run.SetInEnvironment(value)
		}
	}
	return r
}

// runOfAll is how a command runs a program whichever of several values is filled into it.
func (c *commandText) runOfAll() (r programRun) {
	for i, s := range choices(c.setting) {
		one := readCommand(c.process, s)
		if one == nil {
			return programRun{}
		}
		run, ok := one.run()
		if i == 0 {
			r = programRun{run, ok, true}
		}
		if !ok || run.Program != r.run.Program || !run.Same(r.run) {
			return programRun{}
		}
	}
	return r
}

// withPid puts a number where Bluepill puts a process ID into a script, in which
// braces would mean something.
func (c *commandText) withPid(words []string) []string {
	if c.setting.Name != "stop_command" && c.setting.Name != "restart_command" {
		return words
	}
	words = slices.Clone(words)
	for i, w := range words {
		if strings.Contains(w, " ") {
			words[i] = strings.ReplaceAll(w, "{{PID}}", "1")
		}
	}
	return words
}

// words are the words of a command, with a program.Hole for what is not known.
func (c *commandText) words() ([]string, bool) {
	found := c.split.get(func() (l wordList) { l.words, l.ok = c.splitWords(); return l })
	return found.words, found.ok
}

// A wordList is what words returns.
type wordList struct {
	words []string
	ok    bool
}

func (c *commandText) splitWords() ([]string, bool) {
	text, ok := c.writtenText()
	if !ok {
		return nil, false
	}
	words, err := ruby.Shellsplit(text)
	return words, err == nil && len(words) > 0
}

// writtenText returns the text of a command, with holes for what is not known of it.
func (c *commandText) writtenText() (text string, ok bool) {
	if c.whole {
		return c.text, true
	}
	v, ok := c.setting.Value.(*eval.Unknown)
	if !ok {
		return "", false
	}
	if v.Pieces != nil {
		return strings.Join(v.Pieces, program.Hole), true
	}
	// Whatever is not known may be any number of words.
	return v.Prefix + program.Hole + " " + program.Hole + " " + program.Hole + v.Suffix, true
}

// runs calls yield with the command that starts each process, if that is
// certain, and how it runs a well-known program.
func (p *Pass) runs(yield func(*commandText, program.Run) bool) {
	for c := range p.commands {
		if !c.starts() || c.process.IsChild() || c.process.Last("start_command") != c.setting {
			continue
		}
		if run, ok := c.run(); ok && !yield(c, run) {
			return
		}
	}
}

// writtenRuns is like runs, with each of the commands that one is chosen from
// under a condition that is not known.
func (p *Pass) writtenRuns(yield func(*commandText, program.Run) bool) {
	for c := range p.writtenCommands {
		if c.of != nil && c.of.ran.get(c.of.readProgram).common {
			continue // it is read as a whole
		}
		if last := c.process.Last("start_command"); !c.starts() || c.process.IsChild() || last == nil || last.NameSpan != c.setting.NameSpan {
			continue
		}
		if run, ok := c.run(); ok && !yield(c, run) {
			return
		}
	}
}

// variableSet reports whether the environment of a process may hold a variable
// that decides how a program runs.
func variableSet(proc *pill.Process, name string) bool {
	a := proc.Attr("environment")
	if name == "" || a.Unset() {
		return false
	}
	h, ok := a.Any().(*eval.Hash)
	if !ok || h.Lost != nil || len(h.Open) > 0 {
		return !eval.IsNil(a.Any())
	}
	_, str := h.Get(&eval.Str{S: name})
	_, sym := h.Sym(name)
	return str || sym
}

// unbackgrounded reports whether Bluepill certainly does not daemonize a
// process.
func unbackgrounded(proc *pill.Process) bool {
	truth, known := proc.Attr("daemonize").True()
	return known && !truth
}

// programPlace is where a command names its program.
func (c *commandText) programPlace(run program.Run) source.Span {
	words, _ := c.words()
	at := slices.IndexFunc(words, func(w string) bool { return path.Base(w) == run.Name })
	if at < 0 || strings.Contains(words[at], program.Hole) {
		return c.wordPlace(run.Name)
	}
	return c.wordPlace(words[at])
}
