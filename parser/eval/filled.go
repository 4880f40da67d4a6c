package eval

// This file reads what templates fill into strings, as far as that is written
// out in the template: "<%= "#{bin}/unicorn -D" %>".

import (
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// maxFilled is how long a tag may be that is read, in bytes.
const maxFilled = 4 << 10

// piece evaluates a part of a string. What a template fills in there is text,
// and what it consists of may be known though its values are not.
func (in *Interp) piece(n syntax.Node) Value {
	h, ok := n.(*syntax.Hole)
	if !ok || in.filling {
		return in.eval(n)
	}
	in.frame.at = h.Pos
	ok = strings.HasPrefix(h.Code, "<%=")
	code := strings.TrimPrefix(in.frame.file.Span(h).Text(), "<%=")
	if code = strings.TrimSuffix(strings.TrimSuffix(code, "%>"), "-"); ok && len(code) <= maxFilled && strings.ContainsAny(code, `"'`) {
		f := syntax.Parse(source.NewFile("", strings.TrimSpace(code)))
		if f.Body != nil && len(f.Body.List) == 1 && len(f.Errors) == 0 {
			return in.writtenOut(h, f.Body.List[0])
		}
	}
	return in.unknown(Template, h.Code)
}

// writtenOut is the text that a tag's expression comes to: known where it is a
// literal, and as far as its literal parts go where it has interpolations.
func (in *Interp) writtenOut(h *syntax.Hole, n syntax.Node) Value {
	switch n := n.(type) {
	case *syntax.Str:
		return in.str(n.Value)
	case *syntax.DStr:
		parts := make([]syntax.Node, len(n.Parts))
		for i, p := range n.Parts {
			if _, ok := p.(*syntax.Str); ok {
				parts[i] = p
			} else {
				parts[i] = h
			}
		}
		in.filling = true
		defer func() { in.filling = false }()
		return in.interpolate(h, parts)
	}
	return in.unknown(Template, h.Code)
}
