// Package parser reads a pill: from bytes to a tree, and from the tree to what
// the pill declares.
//
// It is the front of the packages under it, each a stage of reading: source,
// diag, syntax, template for those of pills, eval, pill. Reading never fails; what is wrong is told
// beside what could be read.
package parser

import (
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/template"
)

// MaxSize is the largest text that is read, in bytes. The largest pills in use
// are some hundred times smaller.
const MaxSize = 2 << 20

// A Document is everything that is known of one version of one pill.
type Document struct {
	Source *source.File
	Syntax *syntax.File
	Config *pill.Config
	// Manifest is what a Cloud 66 manifest says, which is no pill: its Config
	// declares nothing, and its Syntax has nothing but errors and comments. It is nil for a
	// pill.
	Manifest *manifest.File
	// Onward is what a pill says beyond its first syntax error, if ReadOn was called and
	// there is more to say.
	Onward *Onward
}

// An Onward is what a pill says beyond its first syntax error.
type Onward struct {
	*syntax.Onward
	Document *Document // of the copy, whose places Original knows; nil if there is none
	Other    *Onward   // of the other side of conflicts; nil if there are none
}

// ReadOn reads on after the first syntax error of a pill, for those who have all of it
// before them: where somebody is typing, everything is broken.
func (d *Document) ReadOn(env eval.Env) {
	if d.Manifest != nil || template.IsJinja(d.Source.Path) {
		return
	}
	if on := syntax.ReadOn(d.Syntax, template.ReadOn); on != nil {
		d.Onward = newOnward(on, env)
	}
}

func newOnward(on *syntax.Onward, env eval.Env) *Onward {
	o := &Onward{Onward: on}
	if on.File != nil {
		o.Document = ReadParsed(on.File.Source, on.File, env)
	}
	if on.Other != nil {
		o.Other = newOnward(on.Other, env)
	}
	return o
}

// Parse reads the text of a pill, or of a template of one.
func Parse(src *source.File) *syntax.File {
	if template.Named(src.Path) {
		return template.Parse(src)
	}
	tree := syntax.Parse(src)
	if read := template.Unnamed(tree); read != nil {
		return read
	}
	return tree
}

// Read reads a pill, or what is called *.yml or *.yaml as a manifest. Env answers
// what a pill's text does not tell; the zero Env answers nothing.
func Read(src *source.File, env eval.Env) *Document {
	if manifest.IsYAML(src.Path) {
		return readManifest(src)
	}
	return ReadParsed(src, Parse(src), env)
}

// ReadParsed is Read for a pill that Parse was already called for, with the tree
// that it returned.
func ReadParsed(src *source.File, tree *syntax.File, env eval.Env) *Document {
	return &Document{Source: src, Syntax: tree, Config: pill.Build(tree, env)}
}

// Mend reads a pill that Ruby refuses as what it is most likely meant to be; see
// syntax.Mend. Templates and manifests are not mended: nil.
func Mend(src *source.File, env eval.Env) *Document {
	if template.Is(src) || manifest.IsYAML(src.Path) {
		return nil
	}
	tree := syntax.Mend(src)
	return &Document{Source: tree.Source, Syntax: tree, Config: pill.Build(tree, env)}
}

func readManifest(src *source.File) *Document {
	m := manifest.Read(src)
	tree := &syntax.File{Source: src, Data: -1}
	at := func(s source.Span) syntax.Pos { return syntax.Pos{Start: int32(s.Start), End: int32(s.End)} }
	for _, e := range m.Errors {
		tree.Errors = append(tree.Errors, syntax.Error{Pos: at(e.Span), Line: e.Span.Line(), Message: e.Message})
	}
	for _, c := range m.Comments {
		tree.Comments = append(tree.Comments, syntax.Comment{Pos: at(c), Text: c.Text()})
	}
	return &Document{Source: src, Syntax: tree, Config: &pill.Config{}, Manifest: m}
}
