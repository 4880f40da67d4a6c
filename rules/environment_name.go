package rules

// This file judges the names and values of an environment by what a system can
// take at all.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/ruby"
)

// environmentNames reports variables that no environment can have. Ruby raises
// an error for each before the program is run.
func (p *Pass) environmentNames(proc *pill.Process, s *pill.Setting) {
	h, ok := s.Value.(*eval.Hash)
	if !ok || h.Lost != nil {
		return
	}
	for key, val := range h.Each {
		name, known := environmentText(key)
		what := ""
		switch {
		case eval.IsNil(key):
			what = "the name of a variable cannot be nil, which stands for empty text"
		case known && name == "":
			what = "the name of a variable cannot be empty"
		case known && strings.Contains(name, "="):
			what = "the name of a variable cannot have a =, as " + ruby.InspectString(name) + " has"
		case known && strings.Contains(name, "\x00"):
			what = "the name of a variable cannot have a null byte"
		default:
			if text, known := environmentText(val); !known || !strings.Contains(text, "\x00") {
				continue
			}
			what = "the value of a variable cannot have a null byte"
		}
		span, found := keySpan(s.Value, name)
		if !found {
			span = valueSpan(s)
		}
		f := p.settingFinding(proc, s, span, "%s: the process can never start", what)
		if u, unknown := val.(*eval.Unknown); unknown && f.d.Severity == diag.Error && !u.NonNil {
			f.Severity(diag.Warning) // whether it is set may hang on a condition
		}
		f.Done(p)
	}
}

// environmentText is the text of a name or value of an environment.
func environmentText(v eval.Value) (text string, known bool) {
	switch v := v.(type) {
	case *eval.Str:
		return v.S, v.Lost == nil
	case eval.Sym:
		return string(v), true
	}
	return "", false
}
