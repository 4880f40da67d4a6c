package parser

// This file tells pills from other files.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/template"
)

// IsPillName reports whether a file is a pill by its name alone: *.pill, or a
// template of one.
func IsPillName(path string) bool {
	return strings.HasSuffix(template.Bare(path), ".pill")
}

// MayBePill reports whether a text that is not called a pill may be one. It is
// cheap: most Ruby files are none.
func MayBePill(text string) bool {
	_, rest, _ := strings.Cut(text, "Bluepill")
	return strings.Contains(rest, "application")
}

// applicationLine is a line that looks like the head of a pill.
var applicationLine = lazyregexp.New(`(?m)^[^#<\n]*\bBluepill\s*&?\.\s*application\b`)

// IsPill reports whether a tree calls Bluepill.application. One that cannot
// be trusted does if a line of its text looks like it.
func IsPill(tree *syntax.File) bool {
	if len(tree.Errors)+len(tree.Unread) > 0 {
		return applicationLine.MatchString(tree.Source.Text)
	}
	found := false
	syntax.Walk(tree.Body, func(n syntax.Node) bool {
		if call, ok := n.(*syntax.Call); ok && call.Name == "application" {
			c, ok := call.Recv.(*syntax.Const)
			found = found || ok && c.Name == "Bluepill"
		}
		return !found
	})
	return found
}
