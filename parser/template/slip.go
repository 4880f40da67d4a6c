package template

// This file finds slips that leave valid Ruby, for some values at least.

import (
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var (
	// textOnly is the beginning of a line that sets what can only be text.
	textOnly = lazyregexp.New(`(?:\.|^[ \t]*)(?:(?:start|stop|restart|pre_start|pid)_command|pid_file|working_dir|stdout|stderr|stdin|uid|gid)\s*=\s*$`)
	// textual is one that sets a variable which most likely holds text.
	textual = lazyregexp.New(`^[ \t]*(?:\w+_)?(?:env|environment|user|username|group|name|path|root|dir|host|hostname|url|command|cmd)\s*=\s*$`)
	// mayQuote is what may bring quotes along, or no text at all.
	mayQuote = lazyregexp.New(`inspect|dump|json|quot|escape|literal|ruby|%[qQwW(\[{]|\\"|'"|"'|\s\?\s|\bnil\b`)
	// ownHelper is a call of a method that the template's author may have written, which may
	// quote what it is given; asks are those that fetch a value.
	ownHelper = lazyregexp.New(`^[a-z_]\w*[!?]?(?:\(|[ \t]+[\w@:"'])`)
	asks      = lazyregexp.New(`^(?:fetch|lookup|hiera|get|value_for|config|setting|option)\b`)
	// plainValue is an expression of Jinja2 that yields what a variable holds.
	plainValue = lazyregexp.New(`^[A-Za-z_][\w.]*(?:\[["']?\w+["']?\][\w.]*)*$`)
	// assignment is code that sets what the template was given: an instance variable,
	// or what is in it. A local variable is the template's own.
	assignment = lazyregexp.New(`^(@\w+(?:\.\w+|\[[^\[\]=]*\])*|\w+(?:\.\w+)*(?:\.\w+|\[[^\[\]=]*\]))\s*=\s*[^=~>\s]`)
	// forNothing is code that makes a value and does nothing else.
	forNothing = lazyregexp.New(`^(?:@\w+(?:\[[^\[\]=]*\])*|node(?:\[[^\[\]=]*\])+|[^=;\n]*\.(?:join|to_s|inspect|to_json|upcase|downcase)(?:\([^()]*\))?)$`)
)

// unquoted reports tags that are all of a value which has to be text, and that
// nothing puts in quotes.
func (s *stander) unquoted(f *filler) {
	for _, g := range f.gaps {
		if code := s.inside(g.at); g.at.kind != output || s.jinja && !plainValue.MatchString(code) || mayQuote.MatchString(code) || ownHelper.MatchString(code) && !asks.MatchString(code) {
			continue
		}
		line := string(f.ruby[:g.start])
		line = line[strings.LastIndexByte(line, '\n')+1:]
		if strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") || strings.HasPrefix(s.inside(g.at), "#") {
			continue
		}
		rest, _, _ := strings.Cut(string(f.ruby[g.end:]), "\n")
		if rest = strings.TrimSpace(rest); rest != "" && rest[0] != '#' {
			continue
		}
		if textOnly.MatchString(line) || textual.MatchString(line) {
			s.doubt(g.at, "`%s` is not in quotes, so Ruby reads its value as code, not as a string", g.code)
		}
	}
}

// silent reports tags of code that make a value, and write nothing.
func (s *stander) silent() {
	locals := s.locals()
	for _, g := range s.tags {
		if g.kind != code || g.line || g.part || g.role != runs || g.invalid {
			continue
		}
		text := s.inside(g)
		if m := counted.FindStringSubmatch(text); m != nil && locals[m[1]] {
			s.doubt(g, "`%s` leaves %s as it is; `%s%s=%s` would change it", s.shortened(g), m[1], m[1], m[2], m[3])
			continue
		}
		// What stands in braces that are balanced is a block of its own.
		bare := braces.ReplaceAllString(text, "")
		if (forNothing.MatchString(bare) || locals[text]) && !strings.Contains(bare, "<<") && valid(text) {
			s.doubt(g, "`%s` writes nothing; `<%%=` would", s.shortened(g))
			s.v.doubts[len(s.v.doubts)-1].Instead = &syntax.Instead{Pos: pos(g.start+2, g.start+2), New: "=", Title: "Write its value"}
		}
	}
}

// counted is a sum of a name and a number, of which nothing comes.
var counted = lazyregexp.New(`^([a-z_]\w*)(\s*[-+])(\s*\d+)$`)

var braces = lazyregexp.New(`\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}`)

// assigned finds tags that write a value and set it, where its use was most
// likely meant: <%= @node[:root] = "/srv" %>. One that counts on from what there
// was is left alone.
func (t *template) assigned(src *source.File) (slips []syntax.Error) {
	for _, g := range t.tags {
		if g.kind != output {
			continue
		}
		text := t.inside(g)
		m := assignment.FindStringSubmatch(text)
		if m == nil || strings.Count(text, m[1]) > 1 || !valid(text) {
			continue
		}
		slips = append(slips, syntax.Error{Pos: g.pos(), Line: src.Line(g.start),
			Message: fmt.Sprintf("this sets %s, and writes what it is set to, whatever it was before", m[1])})
	}
	return slips
}
