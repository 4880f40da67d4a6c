// Package parser reads a pill: from bytes to a tree, and from the tree to what
// the pill declares.
//
// It is the front of the packages under it, each a stage of reading: source,
// diag, syntax, erb for templates, eval, pill. Reading never fails; what is wrong is told
// beside what could be read.
package parser

import (
	"github.com/pilllint/pilllint/parser/erb"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// MaxSize is the largest text that is read, in bytes. The largest pills in use
// are some hundred times smaller.
const MaxSize = 2 << 20

// A Document is everything that is known of one version of one pill.
type Document struct {
	Source *source.File
	Syntax *syntax.File
	Config *pill.Config
}

// Parse reads the text of a pill, or of a template of one.
func Parse(src *source.File) *syntax.File {
	if erb.Is(src.Path) {
		return erb.Parse(src)
	}
	return syntax.Parse(src)
}

// Read reads a pill. Env answers what its text does not tell; the zero Env
// answers nothing.
func Read(src *source.File, env eval.Env) *Document {
	tree := Parse(src)
	return &Document{Source: src, Syntax: tree, Config: pill.Build(tree, env)}
}
