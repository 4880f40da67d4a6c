package main

import (
	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/manifest"
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

// A subject is a text that can be judged.
type subject struct {
	*source.File
	tree *syntax.File // that it took to tell that this is a pill; nil if it took none
}

// read reads the text; it may be called once.
func (s *subject) read(env eval.Env) *parser.Document {
	if s.tree != nil {
		return parser.ReadParsed(s.File, s.tree, env)
	}
	return parser.Read(s.File, env)
}

// pill reads a file that is a pill; s is nil if it is none, or could not be read.
func (p *program) pill(f input.File) (s *subject, failed *input.Failure) {
	switch {
	case f.Manifest():
		return nil, nil
	case manifest.IsYAML(p.name(f)):
		return nil, &input.Failure{Path: p.name(f), Message: "this is YAML, not a pill"}
	}
	return p.subject(f)
}

// subject reads a file that can be judged, a pill or a manifest; s is nil if it is
// none, or could not be read.
func (p *program) subject(f input.File) (s *subject, failed *input.Failure) {
	text, failed := p.read(f)
	if failed != nil || f.Ruby() && !parser.MayBePill(text) || f.Manifest() && !manifest.MayBe(f.Path, text) {
		return nil, failed
	}
	s = &subject{File: source.NewFile(p.name(f), text)}
	if f.Ruby() {
		if s.tree = parser.Parse(s.File); !parser.IsPill(s.tree) {
			return nil, nil
		}
	}
	return s, nil
}

// name returns what a file is called.
func (p *program) name(f input.File) string {
	if f.Path == input.Stdin {
		return p.options.stdinFilename
	}
	return f.Path
}
