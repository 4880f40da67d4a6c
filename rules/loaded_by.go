package rules

// This file finds the file that loads what is judged, and may define more before
// it does.

import (
	"path/filepath"
	"regexp"
	"strings"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/template"
)

// maxAround is how many files are looked at for one that loads another.
const maxAround = 1000

// loader returns the place at which another file loads this one, as far as its
// name tells; none if nobody does.
func (p *Pass) loader() source.Span {
	return p.shared.loader.get(func() source.Span {
		if p.Around == nil || p.Beside == nil {
			return source.Span{}
		}
		own := template.Bare(filepath.Base(p.Source.Path))
		for i, path := range p.Around(p.Source.Path) {
			if i == maxAround {
				break
			}
			text, err := p.Beside(path)
			if err != nil || !strings.Contains(string(text), strings.TrimSuffix(own, ".rb")) {
				continue
			}
			file := parser.Parse(source.NewFile(path, string(text)))
			beside := filepath.Dir(path) == filepath.Dir(p.Source.Path)
			if at := loadOf(file, own, beside); !at.IsZero() {
				return at
			}
		}
		return source.Span{}
	})
}

// loadOf returns where a file loads another by its name. A name without a folder
// is most likely a library's, unless the other stands beside.
func loadOf(file *syntax.File, name string, beside bool) (at source.Span) {
	syntax.Walk(file.Body, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if !ok || c.Recv != nil || len(c.Args) == 0 || c.Name != "require" && c.Name != "require_relative" && c.Name != "load" {
			return at.IsZero()
		}
		end := endText(c.Args[0])
		base := filepath.Base(end)
		named := base == name || c.Name != "load" && base+".rb" == name
		if _, plain := c.Args[0].(*syntax.Str); plain && c.Name == "require" && base == end && (!beside || end == "bluepill") {
			named = false
		}
		if named && at.IsZero() {
			at = file.Span(c)
		}
		return at.IsZero()
	})
	return at
}

// endText is the literal text in which a path ends; "" if it ends in none.
func endText(n syntax.Node) string {
	switch n := n.(type) {
	case *syntax.Str:
		return n.Value
	case *syntax.DStr:
		if len(n.Parts) > 0 {
			return endText(n.Parts[len(n.Parts)-1])
		}
	case *syntax.Call:
		switch {
		case n.Name == "expand_path" && len(n.Args) > 0:
			return endText(n.Args[0])
		case (n.Name == "+" || n.Name == "/" || n.Name == "join") && len(n.Args) > 0:
			return endText(n.Args[len(n.Args)-1])
		case (n.Name == "to_s" || n.Name == "realpath") && n.Recv != nil:
			return endText(n.Recv)
		}
	}
	return ""
}

// defines reports whether a text gives a constant, or a method, of that name.
func defines(text, name string) bool {
	if name == "" {
		return false
	}
	word := regexp.QuoteMeta(name)
	return regexp.MustCompile(`(?m)^[^#\n]*(?:\b` + word + `[ \t]*(?:\|\|)?=(?:[^=~]|$)|\b(?:def|class|module)[ \t]+` + word + `\b)`).MatchString(text)
}
