package eval

// This file tells whether two texts that are not known are certainly the same:
// "#{root}/shop.pid" at two places.

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/syntax"
)

// Identity returns what all values that are certainly equal to an unknown one have
// in common; "" if that is not known.
func Identity(v Value) string {
	if u, ok := v.(*Unknown); ok && !u.altered {
		return u.same
	}
	return ""
}

// Outline is a text with "…" for what is not known.
func Outline(v Value) string {
	u, ok := v.(*Unknown)
	if !ok || u.Pieces == nil {
		return "…"
	}
	return strings.Join(u.Pieces, "…")
}

// identify returns what is filled into a text at each gap, if it is certain that the
// same is filled in wherever that returns the same.
func (in *Interp) identify(n syntax.Node, v Value) string {
	u, ok := v.(*Unknown)
	if !ok || u.altered {
		return ""
	}
	switch n := n.(type) {
	case *syntax.Seq:
		if len(n.List) == 1 {
			return in.identify(n.List[0], v)
		}
	case *syntax.Local, *syntax.Const, *syntax.IVar:
		if u.id == 0 {
			in.ids++
			u.id = in.ids
		}
		return "value " + strconv.Itoa(u.id)
	case *syntax.Hole:
		return filledAlike(in.frame.file, n)
	case *syntax.Call:
		// Nothing but a variable that nobody has set is text or nil for certain.
		if u.Sure && !u.NonNil && len(u.Causes) == 1 && u.Causes[0].Reason == Environment && n.Name == "[]" {
			return "environment " + u.Causes[0].Name
		}
	}
	return ""
}

// templateVariable is a tag of what a template is given from outside.
var templateVariable = lazyregexp.New(`^<%=\s*(@[a-z_][A-Za-z0-9_]*)\s*-?%>$`)

// jinjaVariable is the same in Jinja2, or a part of such a variable.
var jinjaVariable = lazyregexp.New(`^\{\{[-+]?\s*(([A-Za-z_]\w*)(?:\.\w+|\[["']?\w+["']?\])*)\s*-?\}\}$`)

// setsName reports whether a statement of Jinja2 may set a variable of that name, or give it
// a value for each turn of a loop, as the name loop has.
func setsName(file *syntax.File, name string) bool {
	return name == "loop" || slices.ContainsFunc(file.Tags, func(tag syntax.Pos) bool {
		code, is := strings.CutPrefix(strings.TrimSpace(file.Source.Text[tag.Start:tag.End]), "{%")
		return is && setsNames.MatchString(code) && slices.Contains(jinjaName.FindAllString(code, -1), name)
	})
}

var (
	setsNames = lazyregexp.New(`^[-+]?\s*(?:set|for|do|import|from)\b`)
	jinjaName = lazyregexp.New(`[A-Za-z_]\w*`)
)

// fillsAnew reports whether the template may set one of its variables.
func fillsAnew(file *syntax.File, name string) bool {
	for _, rest := range strings.Split(file.Source.Text, name)[1:] {
		if rest = strings.TrimLeft(rest, " \t"); !strings.HasPrefix(rest, "%>") && !strings.HasPrefix(rest, "-%>") {
			return true
		}
	}
	return false
}
