package rules

// This file knows the pid files that variables name.

import (
	"cmp"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

// pidVariable names the pid file of resque's programs.
const pidVariable = "PIDFILE"

// pidFileOfVariable returns the pid file that a variable names to a program, and where
// that is set: in the command or in environment.
func (c *commandText) pidFileOfVariable(run program.Run) (file, where string, ok bool) {
	if run.Program == nil || run.PidVariable == "" && run.Variable == "" {
		return "", "", false
	}
	name := cmp.Or(run.PidVariable, pidVariable)
	for _, v := range run.Variables {
		if value, is := strings.CutPrefix(v, name+"="); is {
			file, where, ok = value, "the command", true
		}
	}
	if !ok {
		if file, ok = variableText(c.process, name); ok {
			where = "environment"
		}
	}
	return file, where, ok && file != "" && !strings.ContainsAny(file, "$~`")
}

// variableText returns the value of a variable that the environment of a process
// certainly has.
func variableText(proc *pill.Process, name string) (text string, ok bool) {
	a := proc.Attr("environment")
	h, is := a.Any().(*eval.Hash)
	if !is || !a.Set() || h.Lost != nil || len(h.Open) > 0 {
		return "", false
	}
	v, ok := h.Get(&eval.Str{S: name})
	if _, also := h.Sym(name); also {
		if ok {
			return "", false
		}
		v, ok = h.Sym(name)
	}
	s, is := v.(*eval.Str)
	if !ok || !is || s.Lost != nil {
		return "", false
	}
	return s.S, true
}
