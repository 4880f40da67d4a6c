package source

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// An Edit replaces the text of a span. An empty span inserts, an empty New
// deletes.
type Edit struct {
	Span Span
	New  string
}

// ErrOverlap is returned for edits that touch the same bytes.
var ErrOverlap = errors.New("edits overlap")

// Apply returns the text of f after edits, which must all be of f and must not
// overlap; an edit that stands twice is made once.
func Apply(f *File, edits []Edit) (string, error) {
	edits = sorted(edits)
	var b strings.Builder
	at := 0
	for i, e := range edits {
		if e.Span.File != f {
			return "", errors.New("edit of another file")
		}
		if i > 0 && edits[i-1].Span.Overlaps(e.Span) || e.Span.Start < at {
			return "", ErrOverlap
		}
		b.WriteString(f.Text[at:e.Span.Start])
		b.WriteString(e.New)
		at = e.Span.End
	}
	b.WriteString(f.Text[at:])
	return b.String(), nil
}

// Merge combines groups of edits, each group all or nothing, in order: a group
// that overlaps one already taken is left out. It returns the combined edits
// and, for each group, whether it was taken. Groups of different fixes are
// like commits with the same parent, so whatever is left out can be tried
// again on the result.
func Merge(groups [][]Edit) (merged []Edit, taken []bool) {
	taken = make([]bool, len(groups))
	for i, g := range groups {
		if clash(merged, g) {
			continue
		}
		taken[i] = true
		merged = sorted(append(merged, g...))
	}
	return merged, taken
}

// clash reports whether an edit of g overlaps one of merged, other than by
// being the same.
func clash(merged, g []Edit) bool {
	for _, e := range g {
		for _, m := range merged {
			if e != m && e.Span.Overlaps(m.Span) {
				return true
			}
		}
	}
	return false
}

func sorted(edits []Edit) []Edit {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	return slices.Compact(edits)
}
