package rules

// This file tells whether a value may stand under another name. A word that
// Bluepill ignores does no harm, but what it was meant to set may: the load ends
// if stop_signals are no sequence, and a pid file is given twice. A fix that
// renames is offered only if the value is one that the right name takes.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/syntax"
)

// takes reports whether an attribute of a process may be given the values that
// are set at a place under another name, or as a variable: Bluepill still
// loads the pill, and the attribute does something.
func (p *Pass) takes(name string, s *pill.Setting) bool {
	var procs []*pill.Process
	var values []eval.Value
	for proc := range p.Trees {
		for _, other := range proc.Settings {
			if other.Name == s.Name && other.NameSpan == s.NameSpan {
				procs, values = append(procs, proc), append(values, other.Value)
			}
		}
	}
	for i, proc := range procs {
		if !p.processTakes(proc, name, values[i]) {
			return false
		}
	}
	return name != "pid_file" || p.ownPidFiles(procs, values)
}

func (p *Pass) processTakes(proc *pill.Process, name string, v eval.Value) bool {
	attr, ok := pill.FindAttribute(name)
	if !ok || !fits(attr.Kind, v) || isFolderForFile(name, v) || isNobody(name, v) {
		return false
	}
	switch name {
	case "stop_signals":
		return pill.PlainSequence(v, proc.Attr("stop_grace_time").Any())
	case "stop_grace_time":
		signals := proc.Attr("stop_signals")
		return signals.Unset() || pill.PlainSequence(signals.Any(), v)
	case "stdout", "stderr", "stdin":
		return daemonized(proc)
	case "group":
		return !p.sharesName(proc)
	}
	return true
}

// isFolderForFile reports whether a path is that of a folder, for an attribute
// that is a file's.
func isFolderForFile(name string, v eval.Value) bool {
	attr, ok := pill.FindAttribute(name)
	path, isText := v.(*eval.Str)
	return ok && isText && attr.Kind == pill.Path && name != "working_dir" && strings.HasSuffix(path.S, "/")
}

// isNobody reports whether a value cannot be the name of a user or group, for an attribute
// that wants one.
func isNobody(name string, v eval.Value) bool {
	text, isText := v.(*eval.Str)
	return (name == "uid" || name == "gid") && isText && text.Lost == nil && neverName(text.S)
}

// sharesName reports whether another process may have the name of one, so that
// only their groups tell them apart.
func (p *Pass) sharesName(proc *pill.Process) bool {
	name, known := proc.NameText()
	for other := range p.Processes {
		if n, ok := other.NameText(); other != proc && (!known || !ok || n == name) {
			return true
		}
	}
	return false
}

// ownPidFiles reports whether paths are texts of which no two are the same, and
// none is another process's.
func (p *Pass) ownPidFiles(procs []*pill.Process, values []eval.Value) bool {
	seen := map[string]bool{}
	for proc := range p.Processes {
		if !slices.Contains(procs, proc) {
			seen[pathShape(proc.Attr("pid_file").Any())] = true
		}
	}
	for i, v := range values {
		shape := pathShape(v)
		if shape == "" || seen[shape] && !procs[i].IsChild() {
			return false
		}
		seen[shape] = true
	}
	return true
}

// pathShape is the text of a path as far as it is known; "" if it may be no text.
func pathShape(v eval.Value) string {
	switch v := v.(type) {
	case *eval.Str:
		if v.Lost == nil {
			return strings.TrimSpace(v.S)
		}
	case *eval.Unknown:
		if v.Type == eval.TString && v.NonNil && v.Pieces != nil {
			return strings.Join(v.Pieces, program.Hole)
		}
	}
	return ""
}

// localTakes is takes for a variable of the block of some processes, of whose
// value no more is known than is written.
func (p *Pass) localTakes(name string, block *syntax.Block, value syntax.Node, procs []*pill.Process) bool {
	v, known := literalValue(value)
	attr, ok := pill.FindAttribute(name)
	if !ok || attr.Kind == pill.BlockOfCode || !known && !fitsType(attr.Kind, writtenType(value)) || known && (!fits(attr.Kind, v) || isFolderForFile(name, v) || isNobody(name, v)) {
		return false
	}
	if len(procs) == 1 && procs[0].Block == block { // and not that of the application
		procs = nil
		for proc := range p.Trees {
			if proc.Block == block {
				procs = append(procs, proc)
			}
		}
	}
	switch name {
	case "stop_signals", "stop_grace_time":
		unset := func(proc *pill.Process) bool { return name == "stop_grace_time" && proc.Attr("stop_signals").Unset() }
		return !slices.ContainsFunc(procs, func(proc *pill.Process) bool {
			return !unset(proc) && (!known || !p.processTakes(proc, name, v))
		})
	case "pid_file":
		return known && len(procs) == 1 && p.ownPidFiles(procs, []eval.Value{v})
	case "group":
		return !slices.ContainsFunc(procs, p.sharesName)
	}
	return true
}

// writtenType is the type that an expression certainly comes to, as it is written.
func writtenType(n syntax.Node) eval.Type {
	switch n := n.(type) {
	case *syntax.DStr, *syntax.XStr:
		return eval.TString
	case *syntax.DSym:
		return eval.TSymbol
	case *syntax.Call:
		if n.Recv != nil && len(n.Args) == 0 {
			return eval.Conversion(n.Name)
		}
	}
	return eval.Any
}

// literalValue is the value of a literal, of those that are given to attributes.
func literalValue(n syntax.Node) (v eval.Value, ok bool) {
	switch n := n.(type) {
	case *syntax.Str:
		return &eval.Str{S: n.Value}, true
	case *syntax.Sym:
		return eval.Sym(n.Name), true
	case *syntax.Bool:
		return eval.Bool(n.Value), true
	case *syntax.Nil:
		return eval.Nil{}, true
	case *syntax.Int:
		return eval.Int(n.Value), true
	case *syntax.Seq:
		if len(n.List) == 1 {
			return literalValue(n.List[0])
		}
	case *syntax.Float:
		return eval.Float(n.Value), true
	case *syntax.Hash:
		return &eval.Hash{}, true
	case *syntax.Range, *syntax.Regexp, *syntax.Lambda:
		return &eval.Range{}, true // which no attribute takes
	case *syntax.Call:
		if n.Recv == nil && n.Name == "lambda" {
			return &eval.Range{}, true
		}
		if count, is := n.Recv.(*syntax.Int); is && eval.IsDurationUnit(n.Name) && len(n.Args) == 0 {
			if n.Name == "second" || n.Name == "seconds" {
				return literalValue(count)
			}
			return &eval.Unknown{Type: eval.TNumber, NonNil: true}, true
		}
	case *syntax.Array:
		a := &eval.Array{}
		for _, e := range n.Elems {
			v, ok := literalValue(e)
			if !ok {
				v = &eval.Unknown{}
			}
			a.Elems = append(a.Elems, v)
		}
		return a, true
	}
	return nil, false
}

// optionTakes reports whether an option of a check may be given a value.
func (c liveCheck) optionTakes(name string, v eval.Value) bool {
	attr, ok := c.kind.Option(name)
	if !ok {
		return false
	}
	switch attr.Kind {
	case pill.Seconds, pill.Bytes, pill.Number:
		if _, unknown := v.(*eval.Unknown); !unknown {
			n, known := pill.NumberOf(v) // not a text, which only a process's grace times take
			return known && n > 0
		}
	case pill.Times:
		if n, known := pill.NumberOf(v); known && n <= 0 {
			return false
		}
	}
	return fits(attr.Kind, v)
}

// appOptionTakes reports whether an option of the application may be given a
// value.
func (p *Pass) appOptionTakes(name string, v eval.Value) bool {
	attr, ok := pill.FindAppOption(name)
	if !ok || !fits(attr.Kind, v) {
		return false
	}
	switch s, isText := v.(*eval.Str); {
	case name == "kill_timeout":
		n, ok := pill.NumberOf(v)
		return ok && n > 0 && n == float64(int(n))
	case name == "log_file" && isText && s.Lost == nil:
		return s.S != "" && (!strings.HasPrefix(s.S, "/") || p.cannotOpen(s.S) == "")
	}
	return true
}

// fits reports whether a value is of a kind, as far as it is known. Where a value
// of another kind ends the load, it has to be known.
func fits(kind pill.Kind, v eval.Value) bool {
	if u, ok := v.(*eval.Unknown); ok {
		return fitsType(kind, u.Type)
	}
	switch kind {
	case pill.Text: // the name of a user or group
		s, ok := v.(*eval.Str)
		return ok && (s.Lost != nil || !neverName(s.S))
	case pill.Command, pill.Path, pill.URL:
		s, ok := v.(*eval.Str)
		return ok && (s.Lost != nil || s.S != "")
	case pill.Flag:
		_, no := noWord(v)
		return !no
	case pill.Seconds:
		if s, ok := v.(*eval.Str); ok {
			return s.Lost != nil || secondsText.MatchString(s.S)
		}
		return isNumeric(v)
	case pill.Bytes, pill.Number:
		return isNumeric(v)
	case pill.Table:
		return !eval.IsNil(v) && tableOrNil(v)
	case pill.Texts:
		_, ok := v.(*eval.Array)
		return ok && namesOrNil(v)
	case pill.Signals:
		_, ok := v.(*eval.Array)
		return ok
	case pill.Name:
		_, ok := wordOf(v)
		return ok
	case pill.Event:
		return isEvent(v)
	case pill.Events:
		a, ok := v.(*eval.Array)
		return isEvent(v) || ok && !slices.ContainsFunc(a.Elems, func(e eval.Value) bool { return !isEvent(e) })
	case pill.Times:
		if a, ok := v.(*eval.Array); ok {
			return len(a.Elems) == 2 && isNumeric(a.Elems[0]) && isNumeric(a.Elems[1])
		}
		return isNumeric(v)
	case pill.Pattern:
		_, ok := v.(*eval.Regexp)
		return ok
	case pill.Status:
		if s, ok := v.(eval.Sym); ok {
			return pill.IsResponse(string(s))
		}
		n, ok := v.(eval.Int)
		return ok && slices.Contains(statusCodes, int(n))
	}
	return false
}

// wordOf is the word that a text or a symbol is.
func wordOf(v eval.Value) (string, bool) {
	switch v := v.(type) {
	case *eval.Str:
		return v.S, v.Lost == nil
	case eval.Sym:
		return string(v), true
	}
	return "", false
}

func isEvent(v eval.Value) bool {
	word, ok := wordOf(v)
	return ok && slices.Contains(pill.EventNames(), word)
}

// fitsType is fits for a value of which only the type is known.
func fitsType(kind pill.Kind, t eval.Type) bool {
	switch kind {
	case pill.Flag:
		return true
	case pill.Signals, pill.Status, pill.BlockOfCode:
		return false
	case pill.Text, pill.Command, pill.Path, pill.URL:
		return t == eval.Any || t == eval.TString
	case pill.Name, pill.Event, pill.Events:
		return t == eval.Any || t == eval.TString || t == eval.TSymbol
	case pill.Table:
		return t == eval.Any || t == eval.THash
	case pill.Texts:
		return t == eval.Any || t == eval.TArray
	}
	return t == eval.Any || t == eval.TInt || t == eval.TFloat || t == eval.TNumber
}
