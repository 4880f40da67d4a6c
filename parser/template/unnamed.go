package template

// This file tells templates that are not called so: those who render a file
// need not care for its name.

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// Is reports whether a file is a template, by its name or by what it holds.
func Is(src *source.File) bool {
	return Named(src.Path) || mayHoldTags(src.Text) && Unnamed(syntax.Parse(src)) != nil
}

// ERB ends the names of templates of ERB.
const ERB = ".erb"

// jinjaExtensions end the names of templates of Jinja2.
var jinjaExtensions = []string{".j2", ".jinja", ".jinja2"}

// Extensions returns what ends the names of templates.
func Extensions() []string { return append([]string{ERB}, jinjaExtensions...) }

// Named reports whether a file of that path is a template by its name alone.
func Named(path string) bool { return filepath.Ext(path) == ERB || IsJinja(path) }

// IsJinja reports whether a file of that path is a template of Jinja2.
func IsJinja(path string) bool { return slices.Contains(jinjaExtensions, filepath.Ext(path)) }

// Bare is a path without what tells that it is one of a template.
func Bare(path string) string {
	if Named(path) {
		return strings.TrimSuffix(path, filepath.Ext(path))
	}
	return path
}

// Unnamed returns the tree of a template that is not called one, where tree is
// what Ruby makes of its text; nil if it is none. It is one if a string has a tag
// that writes a value, which nobody means as text, or if it takes a template to
// make Ruby of it. The tree's Unnamed is where it shows.
//
// A pill that renders templates, or fills their tags in by itself, means
// the text as it stands.
func Unnamed(tree *syntax.File) *syntax.File {
	src := tree.Source
	if !mayHoldTags(src.Text) || renders.MatchString(src.Text) {
		return nil
	}
	tags, _ := scan(src.Text, false)
	f, at, message := (*syntax.File)(nil), -1, ""
	if len(tree.Errors) == 0 {
		at = slices.IndexFunc(tags.tags, func(g tag) bool {
			return g.kind == output && !strings.Contains(src.Text[g.start:g.end], "\n") && inString(tree, int32(g.start))
		})
		message = "Bluepill takes the tag for text if it is given this file itself"
	} else {
		at = slices.IndexFunc(tags.tags, func(g tag) bool { return g.kind == output || g.kind == code })
		message = "Ruby cannot read this file itself"
	}
	if at < 0 {
		return nil
	}
	f = Parse(src)
	if len(f.Errors)+len(f.Own) > 0 && (len(tree.Errors) == 0 || !quotedTag.MatchString(src.Text)) || len(f.Unread) > 0 && len(tree.Errors) == 0 {
		return nil
	}
	g := tags.tags[at]
	f.Unnamed = []syntax.Error{{
		Pos: g.pos(), Line: src.Line(g.start),
		Message: "this is read as a template, though it is not called *.erb; " + message,
	}}
	return f
}

// mayHoldTags is cheap: hardly a pill has what begins a tag.
func mayHoldTags(text string) bool {
	_, rest, found := strings.Cut(text, "<%")
	return found && strings.Contains(rest, "%>")
}

// renders is what a pill names that renders templates by itself, or replaces their tags.
var renders = lazyregexp.New(`\b(ERB|Erubis|Erubi|Tilt)\b|\b(sub|gsub|split|tr|index|scan|match)!?[ (]+["'][^"'\n]*<%`)

// quotedTag is a tag in quotes, as far as a line tells.
var quotedTag = lazyregexp.New(`(?m)^[^#\n]*["'][^"'\n]*<%=[^\n]*%>`)

// inString reports whether an offset is in a string that is written on one line:
// a longer one may be a file that the pill writes.
func inString(tree *syntax.File, at int32) (is bool) {
	line := func(p syntax.Pos) bool {
		return p.Start <= at && at < p.End && !strings.Contains(tree.Source.Text[p.Start:p.End], "\n")
	}
	syntax.Walk(tree.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Str:
			is = is || line(n.Pos) && n.Heredoc == (syntax.Pos{})
		case *syntax.DStr:
			is = is || line(n.Pos) && n.Heredoc == (syntax.Pos{})
		}
		return !is
	})
	return is
}
