package template

// This file takes tags apart that do several things: <% end; if @port %>.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

const (
	// maxSplit is how long a tag may be that is taken apart, in bytes.
	maxSplit = 1000
	// maxParts is into how many parts.
	maxParts = 6
)

var (
	separator = lazyregexp.New(`[;\n]`)
	// together finds words that need nothing between them and what follows. What follows an end
	// is a modifier, or something that is done to its value, unless it is one of these.
	together = lazyregexp.New(`^\s*(?:(else)\s+\S|(end|\})\s+(?:end|else|elsif|when|rescue|ensure|\})(?:\W|$))`)
)

// splitTags takes those tags apart of which nothing can be said as a whole.
func (t *template) splitTags() {
	var tags []tag
	for i, g := range t.tags {
		if g.kind == code && !g.line && !g.invalid && g.to-g.from <= maxSplit && t.roleOf(g) == strange {
			if parts := t.split(g, maxParts, map[int]bool{}); parts != nil {
				if tags == nil {
					tags = append(tags, t.tags[:i]...)
				}
				tags = append(tags, parts...)
				continue
			}
		}
		if tags != nil {
			tags = append(tags, g)
		}
	}
	if tags != nil {
		t.tags = tags
	}
}

// split returns the parts of a tag, each of which has a role; nil if it has none such. In
// vain are offsets at which no such part begins.
func (t *template) split(g tag, most int, vain map[int]bool) []tag {
	if t.roleOf(g) != strange {
		return []tag{g}
	}
	if most == 1 || vain[g.from] {
		return nil
	}
	vain[g.from] = true
	within := t.text[g.from:g.to]
	var at [][2]int // where parts end, and what separates them
	if m := together.FindStringSubmatchIndex(within); m != nil {
		end := max(m[3], m[5])
		at = append(at, [2]int{end, end + 1})
	}
	for _, m := range separator.FindAllStringIndex(within, -1) {
		at = append(at, [2]int{m[0], m[1]})
	}
	for _, cut := range at {
		head, rest := g, g
		head.to, head.end = g.from+cut[0], g.from+cut[1]
		head.after = head.end
		rest.start, rest.from = head.end, head.end
		head.part, rest.part = true, true
		if strings.TrimSpace(within[:cut[0]]) == "" || t.inside(rest) == "" || t.roleOf(head) == strange {
			continue
		}
		if parts := t.split(rest, most-1, vain); parts != nil {
			return append([]tag{head}, parts...)
		}
	}
	return nil
}
