package rules

// This file finds absolute paths that drop the folder which they should be put behind.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// droppedPaths reports Pathname.new(root) + "/log", and File.expand_path("/log", root).
func (p *Pass) droppedPaths() {
	if len(p.Config.Dropped) == 0 && !p.calls("expand_path") {
		return
	}
	report := func(path *syntax.Str, format string, args ...any) {
		f := p.Finding(p.Syntax.Span(path), format, args...)
		if at := p.Syntax.Span(path); len(at.Text()) > 2 && at.Text()[1] == '/' && len(strings.TrimLeft(path.Value, "/")) == len(path.Value)-1 {
			f.Fix(diag.Fix{Title: "Leave the slash out", Edits: []source.Edit{{Span: at.File.Span(at.Start+1, at.Start+2)}}})
		}
		// The path of another folder of the system may be what is meant.
		if first, _, _ := strings.Cut(strings.TrimLeft(path.Value, "/"), "/"); slices.Contains(foldersOfRoot, first) {
			f.Severity(diag.Info)
		}
		f.Done(p)
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			if n.Name != "expand_path" || !isConst(n.Recv, "File") || len(n.Args) != 2 {
				break
			}
			if path, ok := n.Args[0].(*syntax.Str); ok && strings.HasPrefix(path.Value, "/") {
				report(path, "this is an absolute path, so expand_path takes nothing from %s", p.Syntax.Span(n.Args[1]).Text())
			}
		case *syntax.Str:
			if base, ok := p.Config.Dropped[p.Syntax.Span(n)]; ok {
				report(n, "this is an absolute path, which takes the place of %q", base)
			}
		}
		return true
	})
}
