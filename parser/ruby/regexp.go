package ruby

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2"
)

// Limits of the patterns and subjects that are evaluated. A pattern can need
// exponential time for a short subject, which only a clock can stop.
const (
	maxPatternBytes = 1 << 14
	maxPatternDepth = 200
	maxTranslated   = 1 << 18
	maxSubjectBytes = 1 << 20
	matchTimeout    = 100 * time.Millisecond
	maxRepeat       = 100000
	maxMatchGroups  = 1 << 20
	maxReplacement  = 1 << 24
)

// ErrInvalidBytes is what Ruby raises (ArgumentError) when a pattern meets a
// string that is not valid in its encoding.
var ErrInvalidBytes = errors.New("invalid byte sequence in UTF-8")

// Options are the options of a regular expression.
type Options struct {
	// IgnoreCase is the option i.
	IgnoreCase bool
	// Extended is the option x: white space and comments are no part of the
	// pattern.
	Extended bool
	// Multiline is the option m: the dot matches a newline too.
	Multiline bool
}

// String returns the option letters in the order Ruby writes them.
func (o Options) String() string {
	s := ""
	if o.Multiline {
		s += "m"
	}
	if o.IgnoreCase {
		s += "i"
	}
	if o.Extended {
		s += "x"
	}
	return s
}

// SyntaxError tells that Ruby rejects a pattern (RegexpError).
type SyntaxError struct {
	// Reason is the message without the pattern.
	Reason string
	// Source is the pattern.
	Source string
	// Options are the pattern's options, which Ruby shows behind it.
	Options Options
}

// Error returns Ruby's message, such as "premature end of char-class: /[/".
func (e *SyntaxError) Error() string {
	var b strings.Builder
	b.WriteString(e.Reason)
	b.WriteString(": /")
	writeRegexpSource(&b, e.Source)
	b.WriteByte('/')
	b.WriteString(e.Options.String())
	return b.String()
}

// UnsupportedError tells that a pattern uses something that this package
// cannot evaluate, although Ruby may.
type UnsupportedError struct {
	// What names the construct.
	What string
}

// Error returns a sentence naming the construct.
func (e *UnsupportedError) Error() string {
	return "regular expression is not supported: " + e.What
}

// Regexp is a compiled regular expression. It may be used by several
// goroutines at once.
type Regexp struct {
	source string
	opts   Options
	re     *regexp2.Regexp
	names  []string // by group number, empty for a group without a name
	keep   int      // number of the group that stands for \K, or 0
	last   atomic.Pointer[subject]
}

// subject is a string in the form the engine reads, with the way back to byte
// offsets. Searches of one string follow each other, so the last is kept.
type subject struct {
	text    string
	runes   []rune
	offsets []int // byte offset of each rune and of the end; nil for ASCII
}

// Group is the place of a group in the string matched.
type Group struct {
	// Start and End are byte offsets, both -1 when the group is not set.
	Start, End int
	// Set reports whether the group took part in the match.
	Set bool
}

// Match is one match of a regular expression.
type Match struct {
	// Groups are the places of the whole match and of each group.
	Groups []Group
	// Names are the names of the groups, empty for those without one.
	Names []string
}

// Named returns the group with a name: of several, the last that is set. It
// reports false when no group has the name.
func (m *Match) Named(name string) (Group, bool) {
	out, ok := Group{Start: -1, End: -1}, false
	for i, n := range m.Names {
		if n == name && n != "" {
			ok = true
			if m.Groups[i].Set {
				out = m.Groups[i]
			}
		}
	}
	return out, ok
}

// Compile returns the regular expression of a source in Ruby's (Onigmo's)
// syntax. The error is a *SyntaxError for what Ruby rejects, an
// *UnsupportedError for what it accepts and this package does not, such as
// recursive calls and absence operators, or a *LimitError for a pattern of more
// than 16 KiB.
func Compile(source string, opts Options) (re *Regexp, err error) {
	if len(source) > maxPatternBytes {
		return nil, &LimitError{What: "regular expression"}
	}
	if !utf8.ValidString(source) {
		return nil, &UnsupportedError{What: "bytes that are not UTF-8"}
	}
	text, p, err := translate(source, opts)
	if err != nil {
		return nil, err
	}
	// The engine is not ours; a pattern it stumbles over is one that cannot be
	// evaluated, and no reason to stop.
	defer func() {
		if recover() != nil {
			re, err = nil, &UnsupportedError{What: "the engine failed on it"}
		}
	}()
	engine, err := regexp2.Compile(text, regexp2.None)
	if err != nil {
		return nil, &UnsupportedError{What: err.Error()}
	}
	engine.MatchTimeout = matchTimeout
	return &Regexp{source: source, opts: opts, re: engine, names: p.groupNames(), keep: p.keepGroup()}, nil
}

// Source returns the pattern as it was written.
func (re *Regexp) Source() string { return re.source }

// Options returns the options the pattern was compiled with.
func (re *Regexp) Options() Options { return re.opts }

// Names returns the names of the groups, each once, in their order.
func (re *Regexp) Names() []string {
	out := []string{}
	for _, name := range re.names {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// Groups returns how many groups the pattern has, the whole not counted.
func (re *Regexp) Groups() int { return len(re.names) - 1 }

// Match returns the first match in s that begins at the byte offset from or
// after it, and nil without an error when there is none. The error is
// ErrInvalidBytes, or a *LimitError when s has more than 1 MiB or the search
// took longer than a tenth of a second or two.
func (re *Regexp) Match(s string, from int) (*Match, error) {
	sub, err := re.subject(s)
	if err != nil {
		return nil, err
	}
	return re.match(sub, from)
}

func (re *Regexp) subject(s string) (*subject, error) {
	if sub := re.last.Load(); sub != nil && sub.text == s {
		return sub, nil
	}
	if len(s) > maxSubjectBytes {
		return nil, &LimitError{What: "string to match"}
	}
	if !utf8.ValidString(s) {
		return nil, ErrInvalidBytes
	}
	sub := &subject{text: s, runes: []rune(s)}
	if len(sub.runes) != len(s) {
		sub.offsets = make([]int, 0, len(sub.runes)+1)
		for i := range s {
			sub.offsets = append(sub.offsets, i)
		}
		sub.offsets = append(sub.offsets, len(s))
	}
	re.last.Store(sub)
	return sub, nil
}

func (sub *subject) byteOffset(runeIndex int) int {
	if sub.offsets == nil {
		return runeIndex
	}
	return sub.offsets[runeIndex]
}

func (sub *subject) runeIndex(byteOffset int) int {
	if sub.offsets == nil {
		return byteOffset
	}
	i, _ := slices.BinarySearch(sub.offsets, byteOffset)
	return i
}

func (re *Regexp) match(sub *subject, from int) (m *Match, err error) {
	if from < 0 || from > len(sub.text) {
		return nil, nil
	}
	defer func() {
		if recover() != nil {
			m, err = nil, &LimitError{What: "regular expression match"}
		}
	}()
	found, err := re.re.FindRunesMatchStartingAt(sub.runes, sub.runeIndex(from))
	if err != nil {
		return nil, &LimitError{What: "regular expression match"}
	}
	if found == nil {
		return nil, nil
	}
	group := func(n int) Group {
		g := found.GroupByNumber(n)
		if g == nil || len(g.Captures) == 0 {
			return Group{Start: -1, End: -1}
		}
		return Group{Start: sub.byteOffset(g.Index), End: sub.byteOffset(g.Index + g.Length), Set: true}
	}
	m = &Match{Names: re.names, Groups: make([]Group, len(re.names))}
	for i := range m.Groups {
		m.Groups[i] = group(i)
	}
	if re.keep > 0 {
		if k := group(re.keep); k.Set {
			m.Groups[0].Start = k.Start
		}
	}
	return m, nil
}

// MatchAll returns the matches in s from left to right as String#scan and
// String#gsub find them: none begins before the end of the one before, and an
// empty match is followed by a search one character on. At most limit matches
// are returned; a negative limit is none. Errors are those of Match, and the
// time of all searches together is limited to about a second.
func (re *Regexp) MatchAll(s string, limit int) ([]*Match, error) {
	sub, err := re.subject(s)
	if err != nil {
		return nil, err
	}
	var out []*Match
	deadline := time.Now().Add(10 * matchTimeout)
	for from := 0; limit < 0 || len(out) < limit; {
		m, err := re.match(sub, from)
		if err != nil {
			return nil, err
		}
		if m == nil {
			break
		}
		out = append(out, m)
		if time.Now().After(deadline) || len(out)*len(m.Groups) > maxMatchGroups {
			return nil, &LimitError{What: "regular expression match"}
		}
		end := m.Groups[0].End
		if m.Groups[0].Start == end {
			if end >= len(s) {
				break
			}
			_, size := utf8.DecodeRuneInString(s[end:])
			end += size
		}
		from = end
	}
	return out, nil
}
