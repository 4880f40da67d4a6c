package template

// This file finds values with a comment behind them. ERB and Erubis put a tag's code into
// brackets on one line, of which the comment swallows the second.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/syntax/accept"
)

// noted returns the tags that write a value and end in a comment.
func (t *template) noted(src *source.File) (list []syntax.Error) {
	for _, g := range t.tags {
		code := t.text[g.from:g.to]
		if g.kind != output || g.invalid || !strings.Contains(code, "#") {
			continue
		}
		tree := accept.Read(code).Tree
		if tree == nil || len(tree.Comments) == 0 || tree.Data >= 0 {
			continue
		}
		last := tree.Comments[len(tree.Comments)-1]
		if int(last.End) < len(code) || strings.HasPrefix(last.Text, "=begin") {
			continue
		}
		at, end := g.from+int(last.Start), g.from+len(strings.TrimRight(code, " \t\r\n"))
		e := syntax.Error{
			Pos: pos(at, end), Line: src.Line(at),
			Message: `this comment swallows the ")" that ERB puts after a value, so the template cannot be rendered`,
		}
		if value := strings.TrimRight(code[:last.Start], " \t"); strings.TrimSpace(value) == "" && !strings.Contains(value, "\n") {
			e.Instead = &syntax.Instead{Pos: pos(g.start+2, at), Title: "Make it a comment"}
		} else if !strings.HasSuffix(value, "\n") {
			e.Instead = &syntax.Instead{Pos: pos(g.from+len(value), at+1), New: " %><%#", Title: "Put the comment into a tag of its own"}
		}
		list = append(list, e)
	}
	return list
}
