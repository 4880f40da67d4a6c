package eval

// This file tells which tags of a template certainly write the same wherever they stand:
// "<%= node["shop"]["run"] %>/shop.pid" at two places.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// asked begins the identity of what a method of the template's author returns.
const asked = "template call "

// Asked reports whether the identity of a value hangs on methods returning the same each
// time, of which nothing is known but their names.
func Asked(v Value) bool { return strings.Contains(Identity(v), asked) }

// FilledAlike reports whether a tag certainly writes the same each time it is reached.
func FilledAlike(file *syntax.File, h *syntax.Hole) bool {
	same := filledAlike(file, h)
	return same != "" && !strings.HasPrefix(same, asked)
}

// filledAlike is what all tags have in common that write the same as a hole; "" if that is
// not known.
func filledAlike(file *syntax.File, h *syntax.Hole) string {
	text := file.Source.Text[h.Start:h.End]
	if m := templateVariable.FindStringSubmatch(text); m != nil && !fillsAnew(file, m[1]) {
		return "template " + m[1]
	}
	if m := jinjaVariable.FindStringSubmatch(text); m != nil && !setsName(file, m[2]) {
		return "template " + m[1]
	}
	code, is := strings.CutPrefix(text, "<%=")
	code = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(strings.TrimLeft(code, "="), "%>"), "-"))
	if !is || len(code) > maxPlain || strings.Contains(code, "%>") {
		return ""
	}
	tree := syntax.Parse(source.NewFile("", code))
	if len(tree.Errors) > 0 || tree.Body == nil || len(tree.Body.List) != 1 {
		return ""
	}
	base, calls := plainBase(tree.Body.List[0])
	if base == "" || setInTags(file, base) {
		return ""
	}
	switch {
	case calls && changing.MatchString(code):
		return ""
	case calls:
		return asked + code
	}
	return "template " + code
}

// maxPlain is how long a tag may be of which it is told that it writes the same each time.
const maxPlain = 200

// changing finds names of what may return another value each time.
var changing = lazyregexp.New(`(?i)rand|secure|uuid|guid|hex|time|date|now|today|next|succ|shift|pop|delete|slice|sample|shuffle|uniq|count|incr|decr|seq|gen|alloc|assign|reserve|free|avail|unused|pick|choose|take|fresh|temp|tmp|tick|clock|enum|each|get[sc]\b|read|new|create|port|index|\bit\b|yield|[!` + "`" + `]`)

// plainBase returns the name that an expression takes its value from by literals alone: the
// variable or method that it begins with. Calls tells whether methods have a part in that.
func plainBase(n syntax.Node) (base string, calls bool) {
	switch n := n.(type) {
	case *syntax.IVar:
		return n.Name, false
	case *syntax.Local:
		return n.Name, false
	case *syntax.Call:
		if n.Block != nil || slices.ContainsFunc(n.Args, func(arg syntax.Node) bool { return !isLiteral(arg) }) {
			return "", false
		}
		if n.Recv == nil {
			return n.Name, n.Name != "node" || len(n.Args) > 0
		}
		base, calls = plainBase(n.Recv)
		switch {
		case n.Name == "[]" && len(n.Args) > 0:
			return base, calls
		case plainMethod.MatchString(n.Name):
			return base, true
		}
	}
	return "", false
}

// plainMethod is a name of a method that only asks for something.
var plainMethod = lazyregexp.New(`^[a-z_]\w*$`)

func isLiteral(n syntax.Node) bool {
	switch n.(type) {
	case *syntax.Str, *syntax.Sym, *syntax.Int:
		return true
	}
	return false
}

// setInTags reports whether the code of a template may set a name, change what it is a name
// of, or have it for something else in each turn of a loop.
func setInTags(file *syntax.File, name string) bool {
	return slices.ContainsFunc(file.Tags, func(tag syntax.Pos) bool {
		text := file.Source.Text[tag.Start:tag.End]
		for from := 0; ; {
			n := strings.Index(text[from:], name)
			if n < 0 {
				return false
			}
			before, rest := text[:from+n], text[from+n+len(name):]
			from += n + len(name)
			if !endsName.MatchString(before) && !goesOn.MatchString(rest) && (binds.MatchString(before) || changes.MatchString(rest)) {
				return true
			}
		}
	})
}

var (
	endsName = lazyregexp.New(`[\w@]$`)
	goesOn   = lazyregexp.New(`^\w`)
	// binds is what stands before a name that is bound to something, or defined.
	binds = lazyregexp.New(`\|[^|]*$|\b(?:for|def)\s[^;\n]*$|,\s*\*?$|=>\s*$|\balias\b`)
	// changes is what follows a name that is set, or what it holds.
	changes = lazyregexp.New(`^(?:\s*\[[^\]]*\]|\s*\.\s*\w+(?:\([^()]*\))?)*\s*(?:(?:\|\||&&|\*\*|[-+*/%&|^]|<<|>>)?=(?:[^=~>]|$)|<<|,|!|\|)|` +
		`\.\s*(?:shift|pop|push|delete\w*|concat|replace|clear|insert|unshift|prepend|store|update|merge|next|succ|each\w*|sort_by|keep_if|reject|select|map|default|override|normal|set\w*)\b`)
)
