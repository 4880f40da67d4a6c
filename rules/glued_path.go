package rules

// This file finds folders that lack the slash before what is put behind them.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// folderAhead is how text begins that names a folder which applications have: what
// stands before it is hardly the beginning of its name.
var folderAhead = lazyregexp.New(`^(logs?|tmp|pids|sockets|config|conf|script|scripts|bin|lib|vendor|public|current|shared|releases)/`)

// gluedPaths reports "#{root}log/shop.log" and root + "log/shop.log" where the same
// pill takes root for a folder, and its value is not known to end in a slash.
func (p *Pass) gluedPaths() {
	folders := p.folderNames()
	if len(folders) == 0 {
		return
	}
	for _, app := range p.Config.Apps {
		h, ok := app.Options.(*eval.Hash)
		if !ok || h.Node == nil || h.Origin.File != p.Source {
			continue
		}
		for _, pair := range h.Node.Pairs {
			if key, ok := pair.Key.(*syntax.Sym); ok && pair.Value != nil && (key.Name == "log_file" || key.Name == "base_dir") {
				p.gluedPath(pair.Value, app.Option(key.Name).Any(), folders)
			}
		}
	}
	for proc := range p.Trees {
		for s := range live(proc) {
			if !s.Inherited && s.File == p.Syntax && s.ValueNode != nil && (isPathSetting(s) || s.Name == "working_dir" || slices.Contains(commandNames, s.Name)) {
				p.gluedPath(s.ValueNode, s.Value, folders)
			}
		}
	}
}

// gluedPath looks at the value of a setting, and how it is written, and reports whether it
// has found anything.
func (p *Pass) gluedPath(node syntax.Node, value eval.Value, folders map[string]source.Span) (found bool) {
	text, whole := "", false
	switch v := value.(type) {
	case *eval.Str:
		text, whole = v.S, v.Lost == nil
		if !whole {
			return
		}
	case *eval.Unknown:
		if v.Pieces == nil && !v.Unset && slices.ContainsFunc(v.Choices, func(one eval.Value) bool { return p.gluedPath(node, one, folders) }) {
			return true
		}
		if v.Type != eval.TString || v.Pieces == nil {
			return
		}
		text = strings.Join(v.Pieces, program.Hole)
	default:
		return
	}
	p.joins(node, func(base syntax.Node, behind *syntax.Str, added bool) {
		m := folderAhead.FindStringSubmatch(behind.Value)
		folder, used := folders[p.baseText(base)]
		at := strings.Index(text, behind.Value)
		if m == nil || !used || at < 1 || strings.Count(text, behind.Value) != 1 {
			return
		}
		before := text[:at]
		// What + puts together may be a Pathname, which has the slash.
		if strings.HasSuffix(before, "/") || strings.HasSuffix(before, program.Hole) && added && !surelyText(value) {
			return
		}
		span := p.Syntax.Span(behind)
		f := p.Finding(span, "there is no slash between %s and %q", p.baseText(base), m[1])
		if whole && strings.HasPrefix(text, "/") && !strings.ContainsAny(text, " \t\n") {
			f = p.Finding(span, "there is no slash between %s and %q: %q", p.baseText(base), m[1], text)
		}
		f.Severity(diag.Info).Related(folder, "a folder here")
		if i := strings.Index(span.Text(), behind.Value); i == 0 || i == 1 {
			at := span.Start + i
			f.Fix(diag.Fix{Title: "Put a slash between", Edits: []source.Edit{{Span: span.File.Span(at, at), New: "/"}}})
		}
		f.Done(p)
		found = true
	})
	return found
}

// surelyText reports whether a value is a String, and no Pathname that only looks like one
// by what is added to it.
func surelyText(v eval.Value) bool {
	u, ok := v.(*eval.Unknown)
	return ok && eval.SureType(u) == eval.TString && u.Sure
}

// joins calls yield with each name in an expression that text follows, and whether
// it is added to it.
func (p *Pass) joins(n syntax.Node, yield func(base syntax.Node, behind *syntax.Str, added bool)) {
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.DStr:
			for i := 1; i < len(n.Parts); i++ {
				if s, ok := n.Parts[i].(*syntax.Str); ok && p.baseText(n.Parts[i-1]) != "" {
					yield(n.Parts[i-1], s, false)
				}
			}
		case *syntax.Call:
			if n.Name != "+" || len(n.Args) != 1 || p.baseText(n.Recv) == "" {
				break
			}
			switch arg := n.Args[0].(type) {
			case *syntax.Str:
				yield(n.Recv, arg, true)
			case *syntax.DStr:
				if len(arg.Parts) == 0 {
					break
				}
				if s, ok := arg.Parts[0].(*syntax.Str); ok {
					yield(n.Recv, s, true)
				}
			}
		}
		return true
	})
}

// baseText is how a variable or a constant is written; "" for anything else.
func (p *Pass) baseText(n syntax.Node) string {
	if seq, ok := n.(*syntax.Seq); ok && seq != nil && len(seq.List) == 1 {
		n = seq.List[0]
	}
	switch n := n.(type) {
	case *syntax.Local, *syntax.IVar, *syntax.GVar, *syntax.Const:
		return p.Syntax.Span(n).Text()
	case *syntax.Hole:
		return n.Code
	}
	return ""
}

// folderNames finds the variables and constants that the pill puts a slash behind,
// or runs in.
func (p *Pass) folderNames() map[string]source.Span {
	found := map[string]source.Span{}
	note := func(n syntax.Node) {
		if text := p.baseText(n); text != "" && found[text].IsZero() {
			found[text] = p.Syntax.Span(n)
		}
	}
	p.joins(p.Syntax.Body, func(base syntax.Node, behind *syntax.Str, _ bool) {
		if strings.HasPrefix(behind.Value, "/") {
			note(base)
		}
	})
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			if n.Name == "join" && isConst(n.Recv, "File") && len(n.Args) > 1 {
				note(n.Args[0])
			}
		case *syntax.Assign:
			if n.Target != nil && n.Target.Call != nil && strings.TrimSuffix(n.Target.Call.Name, "=") == "working_dir" {
				note(n.Value)
			}
		}
		return true
	})
	return found
}
