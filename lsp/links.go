package lsp

// This file leads to the files that a pill names, if they are there: on this
// machine, whatever the pill may see of it, as it is the editor that opens them. A
// pill that is no file of this machine leads nowhere: its paths mean another.

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

func documentLinks(ctx context.Context, v *View, p *protocol.DocumentLinkParams) ([]protocol.DocumentLink, error) {
	l := &linker{t: v.text(p.TextDocument.URI), links: []protocol.DocumentLink{}}
	if l.t == nil || l.t.shot.Path == "" {
		return l.links, nil
	}
	for process := range l.t.Processes {
		for _, s := range process.Settings {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			l.setting(process, s)
		}
	}
	syntax.Walk(l.t.Syntax.Body, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Call); ok {
			l.load(c)
		}
		return true
	})
	return l.links, nil
}

type linker struct {
	t     *text
	links []protocol.DocumentLink
	seen  []source.Span
}

// add links a place to a path, if there is a file.
func (l *linker) add(span source.Span, path string) {
	at, ok := l.t.place(span)
	if !ok || slices.Contains(l.seen, span) || !filepath.IsAbs(path) {
		return
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return
	}
	l.seen = append(l.seen, span)
	l.links = append(l.links, protocol.DocumentLink{Range: l.t.view.Range(at), Target: ptr(uri.File(path))})
}

// setting links a path, or the words of a command that are paths.
func (l *linker) setting(p *pill.Process, s *pill.Setting) {
	a, ok := pill.FindAttribute(s.Name)
	value, known := textOf(s.Value)
	if !ok || !known || s.ValueNode == nil || s.ValueSpan.File != l.t.Source {
		return
	}
	inside := inQuotes(s.ValueSpan)
	switch {
	case a.Kind == pill.Path:
		l.add(inside, value)
	case a.Kind == pill.Command && inside.Text() == value:
		at := inside.Start
		dir, _ := p.Attr("working_dir").Text()
		for _, w := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" \t\n\"'=", r) }) {
			at += strings.Index(l.t.Source.Text[at:inside.End], w)
			path := w
			if strings.Contains(w, "/") && dir != "" && !filepath.IsAbs(w) {
				path = filepath.Join(dir, w)
			}
			l.add(l.t.Source.Span(at, at+len(w)), path)
			at += len(w)
		}
	}
}

// textOf returns the text of a String that is known.
func textOf(v eval.Value) (string, bool) {
	s, ok := v.(*eval.Str)
	if !ok || s.Lost != nil {
		return "", false
	}
	return s.S, true
}

// load links what is loaded or required.
func (l *linker) load(c *syntax.Call) {
	if path := loadedPath(c, filepath.Dir(l.t.shot.Path)); path != "" {
		l.add(inQuotes(l.t.Syntax.Span(c.Args[0])), path)
	}
}
