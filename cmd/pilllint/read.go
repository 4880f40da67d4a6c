package main

import (
	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/source"
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
	switch {
	case f.Manifest():
		return nil, nil
	case manifest.IsYAML(p.name(f)):
		return nil, &input.Failure{Path: p.name(f), Message: "this is YAML, not a pill"}
	}
	return p.subject(f)
}

// subject reads a file that can be judged, a pill or a manifest; src is nil if it
// is none, or could not be read.
func (p *program) subject(f input.File) (src *source.File, failed *input.Failure) {
	text, failed := p.read(f)
	if failed != nil || f.Ruby() && !parser.MayBePill(text) || f.Manifest() && !manifest.MayBe(f.Path, text) {
		return nil, failed
	}
	src = source.NewFile(p.name(f), text)
	if f.Ruby() && !parser.IsPill(parser.Parse(src)) {
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
