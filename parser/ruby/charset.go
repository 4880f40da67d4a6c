package ruby

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// runeSet is a set of characters as ascending ranges that do not touch.
type runeSet []charRange

// newSet builds a set of ranges given in any order.
func newSet(ranges ...charRange) runeSet {
	sorted := slices.Clone(ranges)
	slices.SortFunc(sorted, func(a, b charRange) int { return int(a.lo) - int(b.lo) })
	var out runeSet
	for _, r := range sorted {
		if n := len(out); n > 0 && r.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, r.hi)
			continue
		}
		out = append(out, r)
	}
	return out
}

func (s runeSet) union(t runeSet) runeSet {
	switch {
	case len(s) == 0:
		return t
	case len(t) == 0:
		return s
	}
	return newSet(append(slices.Clone(s), t...)...)
}

func (s runeSet) negate() runeSet {
	var out runeSet
	next := rune(0)
	for _, r := range s {
		if r.lo > next {
			out = append(out, charRange{next, r.lo - 1})
		}
		next = r.hi + 1
	}
	if next <= unicode.MaxRune {
		out = append(out, charRange{next, unicode.MaxRune})
	}
	return out
}

func (s runeSet) intersect(t runeSet) runeSet {
	return s.negate().union(t.negate()).negate()
}

func (s runeSet) contains(r rune) bool {
	_, ok := slices.BinarySearchFunc(s, r, func(c charRange, r rune) int {
		switch {
		case c.hi < r:
			return -1
		case c.lo > r:
			return 1
		}
		return 0
	})
	return ok
}

// single returns the only character of the set, if it has just one.
func (s runeSet) single() (rune, bool) {
	if len(s) == 1 && s[0].lo == s[0].hi {
		return s[0].lo, true
	}
	return 0, false
}

// foldable lists the characters that another one equals when case is ignored.
var foldable = sync.OnceValue(func() []rune {
	var out []rune
	for r := rune(0); r <= 0x1ffff; r++ {
		if unicode.SimpleFold(r) != r {
			out = append(out, r)
		}
	}
	return out
})

// foldRune returns the set of what equals a character when case is ignored.
func foldRune(r rune) runeSet {
	all := []charRange{{r, r}}
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		all = append(all, charRange{f, f})
	}
	return newSet(all...)
}

// foldClass adds to a character class what equals its characters when case is
// ignored, the way Onigmo does. Only the characters in cross bring in one
// beyond ASCII for one within, or the other way round; and what would be added
// between 0x80 and 0xff gets lost, because Onigmo notes it in a table that it
// only asks about single bytes.
func (s runeSet) foldClass(cross runeSet) runeSet {
	var extra []charRange
	for _, r := range foldable() {
		if !s.contains(r) {
			continue
		}
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			if f >= 0x80 && f <= 0xff {
				continue
			}
			if (f < 0x80) == (r < 0x80) || cross.contains(r) {
				extra = append(extra, charRange{f, f})
			}
		}
	}
	return s.union(newSet(extra...))
}

// tableSet makes a set of Go's Unicode tables.
func tableSet(tables ...*unicode.RangeTable) runeSet {
	var out []charRange
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			out = append(out, charRange{lo, hi})
			return
		}
		for r := lo; r <= hi; r += stride {
			out = append(out, charRange{r, r})
		}
	}
	for _, t := range tables {
		for _, r := range t.R16 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
		for _, r := range t.R32 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
	}
	return newSet(out...)
}

var (
	asciiSet = runeSet{{0, 0x7f}}
	digitSet = runeSet{{'0', '9'}}
	hexSet   = runeSet{{'0', '9'}, {'A', 'F'}, {'a', 'f'}}
	spaceSet = runeSet{{'\t', '\r'}, {' ', ' '}}
	wordSet  = runeSet{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}
	lineSet  = runeSet{{'\n', '\n'}}
)

// posixSets holds the POSIX bracket classes as Onigmo defines them for Unicode.
var posixSets = sync.OnceValue(func() map[string]runeSet {
	later := tableSet(laterRunes).negate()
	assigned := tableSet(unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf, unicode.Co)
	alpha := tableSet(unicode.L, unicode.Nl, unicode.Other_Alphabetic)
	space := tableSet(unicode.White_Space)
	blankZ := tableSet(unicode.Zs)
	graph := assigned.intersect(space.union(tableSet(unicode.Cc)).negate())
	sets := map[string]runeSet{
		"alnum":  alpha.union(tableSet(unicode.Nd)),
		"alpha":  alpha,
		"ascii":  asciiSet,
		"blank":  blankZ.union(runeSet{{'\t', '\t'}}),
		"cntrl":  tableSet(unicode.Cc),
		"digit":  tableSet(unicode.Nd),
		"graph":  graph,
		"lower":  tableSet(unicode.Ll, unicode.Other_Lowercase),
		"print":  graph.union(blankZ),
		"punct":  tableSet(unicode.P).union(newSet(charRange{'$', '$'}, charRange{'+', '+'}, charRange{'<', '>'}, charRange{'^', '^'}, charRange{'`', '`'}, charRange{'|', '|'}, charRange{'~', '~'})),
		"space":  space,
		"upper":  tableSet(unicode.Lu, unicode.Other_Uppercase),
		"xdigit": hexSet,
		"word":   alpha.union(tableSet(unicode.M, unicode.Nd, unicode.Pc)),
	}
	for name, set := range sets {
		sets[name] = set.intersect(later)
	}
	// Characters that a later version of Unicode gave the property.
	for _, name := range []string{"alpha", "alnum"} {
		sets[name] = sets[name].intersect(newSet(charRange{0xc04, 0xc04}, charRange{0xf82, 0xf83}, charRange{0x11080, 0x11081}).negate())
	}
	sets["lower"] = sets["lower"].intersect(newSet(charRange{0x10fc, 0x10fc}, charRange{0xab69, 0xab69}).negate())
	return sets
})

// categoryNames holds the long names of the general categories.
var categoryNames = map[string]string{
	"other": "C", "control": "Cc", "format": "Cf", "privateuse": "Co", "surrogate": "Cs",
	"letter": "L", "lowercaseletter": "Ll", "modifierletter": "Lm", "otherletter": "Lo",
	"titlecaseletter": "Lt", "uppercaseletter": "Lu",
	"mark": "M", "combiningmark": "M", "spacingmark": "Mc", "enclosingmark": "Me", "nonspacingmark": "Mn",
	"number": "N", "decimalnumber": "Nd", "letternumber": "Nl", "othernumber": "No",
	"punctuation": "P", "connectorpunctuation": "Pc", "dashpunctuation": "Pd", "closepunctuation": "Pe",
	"finalpunctuation": "Pf", "initialpunctuation": "Pi", "otherpunctuation": "Po", "openpunctuation": "Ps",
	"symbol": "S", "currencysymbol": "Sc", "modifiersymbol": "Sk", "mathsymbol": "Sm", "othersymbol": "So",
	"separator": "Z", "lineseparator": "Zl", "paragraphseparator": "Zp", "spaceseparator": "Zs",
}

// propertyTables holds the categories and scripts by their folded names.
var propertyTables = sync.OnceValue(func() map[string]*unicode.RangeTable {
	out := map[string]*unicode.RangeTable{}
	for name, table := range unicode.Scripts {
		out[foldPropertyName(name)] = table
	}
	for name, table := range unicode.Categories {
		// What is unassigned depends on the version of Unicode.
		if name != "C" && name != "Cn" && name != "LC" {
			out[foldPropertyName(name)] = table
		}
	}
	for long, short := range categoryNames {
		if short != "C" {
			out[long] = unicode.Categories[short]
		}
	}
	return out
})

// propertyCache holds the sets that were asked for, by their folded names.
var propertyCache sync.Map

func foldPropertyName(name string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "_", "", "-", "").Replace(name))
}

// propertySet returns the characters of \p{name}, and false for a property
// that this package does not know.
func propertySet(name string) (runeSet, bool) {
	name = foldPropertyName(name)
	if set, ok := posixSets()[name]; ok {
		return set, true
	}
	if name == "any" {
		return runeSet{{0, unicode.MaxRune}}, true
	}
	table, ok := propertyTables()[name]
	if !ok {
		return nil, false
	}
	if set, ok := propertyCache.Load(name); ok {
		return set.(runeSet), true
	}
	set := tableSet(table).intersect(tableSet(laterRunes).negate())
	propertyCache.Store(name, set)
	return set, true
}
