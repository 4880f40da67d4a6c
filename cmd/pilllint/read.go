package main

import (
	"regexp"
	"strings"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// read reads a file, or standard input.
func (p *program) read(f input.File) (string, *input.Failure) {
	if f.Path != input.Stdin {
		return input.Read(f.Path)
	}
	p.readingFromTerminal(p.stdin)
	return input.ReadFrom(p.name(f), p.stdin, 0)
}

// pill reads a file that is a pill; src is nil if it is none, or could not be
// read.
func (p *program) pill(f input.File) (src *source.File, failed *input.Failure) {
	text, failed := p.read(f)
	if failed != nil || f.Ruby() && !mayBePill(text) {
		return nil, failed
	}
	src = source.NewFile(p.name(f), text)
	if f.Ruby() && !isPill(parser.Parse(src)) {
		return nil, nil
	}
	return src, nil
}

// name returns what a file is called.
func (p *program) name(f input.File) string {
	if f.Path == input.Stdin {
		return p.options.stdinFilename
	}
	return f.Path
}

// mayBePill reports whether a text that is not called *.pill may be one. It is
// cheap: most Ruby files are none.
func mayBePill(text string) bool {
	_, rest, _ := strings.Cut(text, "Bluepill")
	return strings.Contains(rest, "application")
}

// isPill reports whether a tree calls Bluepill.application. One that cannot
// be trusted does if a line of its text looks like it.
func isPill(tree *syntax.File) bool {
	if len(tree.Errors)+len(tree.Unread) > 0 {
		return regexp.MustCompile(`(?m)^[^#<\n]*\bBluepill\s*&?\.\s*application\b`).MatchString(tree.Source.Text)
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
