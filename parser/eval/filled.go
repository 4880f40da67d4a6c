package eval

// This file reads what templates fill into strings, as far as that is written
// out in the template: "<%= "#{bin}/unicorn -D" %>".

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// bareTag is what follows <%= in a tag that writes the value of a name.
var bareTag = lazyregexp.New(`^\s*[a-z_]\w*\s*-?%>$`)

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
	if h.Text != nil {
		return in.str(*h.Text)
	}
	text := in.frame.file.Span(h).Text()
	if isSilent(text) {
		return in.str("")
	}
	code, read := in.tags[h]
	if !read {
		if name, is := strings.CutPrefix(text, "<%="); is && len(in.frame.file.Tags) > 0 && bareTag.MatchString(name) {
			code = in.tagLocal(in.frame.file, localName.FindString(name), h.Start)
		} else {
			code = tagCode(h, text)
		}
		if in.tags == nil {
			in.tags = map[*syntax.Hole]syntax.Node{}
		}
		in.tags[h] = code
	}
	return in.writtenOut(h, code)
}

// isSilent reports whether a text is a tag that writes nothing, and nothing else: no block,
// whose tags are several, and none that leaves one.
func isSilent(text string) bool {
	code, is := strings.CutPrefix(text, "<%")
	code, whole := strings.CutSuffix(code, "%>")
	if !is || !whole || strings.Contains(code, "%>") || strings.HasPrefix(code, "%") {
		return false
	}
	if value, output := strings.CutPrefix(code, "="); output {
		return strings.Trim(value, "=- \t\r\n") == ""
	}
	switch localName.FindString(strings.TrimLeft(code, "- \t\r\n")) {
	case "next", "break", "return":
		return strings.HasPrefix(code, "#")
	}
	return true
}

// tagCode is the expression of a tag; nil if it has no string in it that could
// be known.
func tagCode(h *syntax.Hole, text string) syntax.Node {
	code := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(text, "<%="), "%>"), "-")
	if !strings.HasPrefix(h.Code, "<%=") || len(code) > maxFilled || !strings.ContainsAny(code, `"'`) {
		return nil
	}
	f := syntax.Parse(source.NewFile("", strings.TrimSpace(code)))
	if f.Body == nil || len(f.Body.List) != 1 || len(f.Errors) > 0 {
		return nil
	}
	return f.Body.List[0]
}

// writtenOut is the text that a tag's expression comes to: known where it is a
// literal, as far as its literal parts go where it has interpolations, and one of
// two where it is a condition.
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
	case *syntax.Seq: // in parentheses, or the arm of a condition
		if n != nil && len(n.List) == 1 {
			return in.writtenOut(h, n.List[0])
		}
	case *syntax.If:
		if n.Then != nil && n.Else != nil {
			return join(in.writtenOut(h, n.Then), in.writtenOut(h, n.Else), in.unknown(Template, h.Code))
		}
	}
	return in.unknown(Template, h.Code)
}
