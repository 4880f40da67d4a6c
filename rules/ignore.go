package rules

// This file reads the comments that ignore findings, and applies them.
//
//	process.pid_file = "run/x.pid" # pilllint:ignore relative-path -- the daemon is started in /srv/shop
//
// In a template it may be <%# pilllint:ignore … %> as well, or {# pilllint:ignore … #} in one
// of Jinja2, which is not written.
//
// At the end of a line the comment is for the findings whose place touches
// that line. On a line of its own it is for the statement that follows, with
// its block if it has one. ignore-file is for the whole file, wherever it stands.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// The words after "pilllint:".
const (
	ignoreWord     = "ignore"
	ignoreFileWord = "ignore-file"
)

// An ignore is one comment for pilllint.
type ignore struct {
	span   source.Span // from its # to its end
	word   source.Span // ignore or ignore-file, if it is right
	names  []ignoredName
	reason string
	text   source.Span // what stands after the names without a --; zero if nothing does
	line   bool        // it is for the findings that touch its line
	scope  source.Span // or else for those that begin here
}

// An ignoredName is one rule that an ignore names.
type ignoredName struct {
	span   source.Span
	rule   *Rule  // nil if there is none of that name, or it cannot be ignored
	exists bool   // there is one
	ran    bool   // it is what pilllint verify finds, which cannot be missed here
	likely string // what may be meant, if there is none
	used   bool   // it ignored a finding
}

// ignores are the comments of one file.
type ignores []*ignore

// A comment for pilllint may follow another comment: # a reason # pilllint:ignore …
var (
	directive = lazyregexp.New(`(?:^|[ \t])(#+[ \t]*pilllint:[ \t]*([A-Za-z_-]*))`)
	nextPart  = lazyregexp.New(`[ \t]+#`)
	ruleWord  = lazyregexp.New(`[^\s,]+`)
	likeRule  = lazyregexp.New(`^[a-z]+([-_][a-z]+)+$`)
)

// readIgnores reads the comments for pilllint of a document without syntax
// errors.
func readIgnores(doc *parser.Document) (list ignores) {
	if !strings.Contains(doc.Source.Text, "pilllint:") {
		return nil
	}
	for _, c := range doc.Syntax.Comments {
		m := directive.FindStringSubmatchIndex(c.Text)
		if m == nil || strings.HasPrefix(c.Text, "=begin") {
			continue
		}
		end := len(c.Text)
		if next := nextPart.FindStringIndex(c.Text[m[3]:]); next != nil {
			end = m[3] + next[0]
		}
		end = len(strings.TrimRight(c.Text[:end], " \t"))
		at := func(from, to int) source.Span { return doc.Source.Span(int(c.Start)+from, int(c.Start)+to) }
		ig := &ignore{span: at(m[2], end), word: at(m[4], m[5])}
		ig.read()
		ig.place(doc)
		list = append(list, ig)
	}
	return list
}

// read reads the names and the reason.
func (ig *ignore) read() {
	file := ig.span.File
	names, reason, marked := strings.Cut(file.Text[ig.word.End:ig.span.End], "--")
	ig.reason = strings.TrimSpace(reason)
	for _, w := range ruleWord.FindAllStringIndex(names, -1) {
		span := file.Span(ig.word.End+w[0], ig.word.End+w[1])
		rule, exists := Find(span.Text())
		if !exists && !marked && !likeRule.MatchString(span.Text()) {
			ig.text = file.Span(span.Start, ig.span.End)
			return
		}
		n := ignoredName{span: span, exists: exists, ran: diag.IsVerified(span.Text())}
		switch {
		case n.ran:
		case !exists:
			n.likely = pill.Suggest(span.Text(), ignorableNames())
		case ignorable(rule):
			n.rule = rule
		}
		ig.names = append(ig.names, n)
	}
}

// ignorable reports whether findings of a rule can be ignored. A file that is
// not valid Ruby may not even have the comments that it seems to have.
func ignorable(r *Rule) bool { return r != syntaxError && r != manifestSyntax && !aboutIgnores(r) }

func ignorableNames() []string {
	var names []string
	for _, r := range All() {
		if ignorable(r) {
			names = append(names, r.Name)
		}
	}
	return append(names, diag.Verified()...)
}

// place works out what the comment is for.
func (ig *ignore) place(doc *parser.Document) {
	file := ig.span.File
	line := file.LineSpan(ig.span.Line())
	before := strings.TrimLeft(file.Text[line.Start:ig.span.Start], " \t#")
	switch {
	case ig.word.Text() == ignoreFileWord:
		ig.scope = file.Whole()
	case before == "", before == "<%", before == "{": // which a template's own comment begins with
		ig.scope = nextStatement(doc, ig.span.Line())
	default:
		ig.line = true
	}
}

// nextStatement is the place of the statement that follows a line, with other
// comments between at most; or of the line that does, if none begins there.
func nextStatement(doc *parser.Document, after int) source.Span {
	file := doc.Source
	for number := after + 1; number <= file.LineCount(); number++ {
		line := file.LineSpan(number)
		text := strings.TrimLeft(line.Text(), " \t")
		if text == "" || strings.HasPrefix(text, "#") || strings.HasPrefix(text, "<%#") || strings.HasPrefix(text, "{#") {
			continue
		}
		scope := file.Span(line.End-len(text), line.End)
		if doc.Manifest != nil {
			return doc.Manifest.At(scope.Start).Cover(scope)
		}
		syntax.Walk(doc.Syntax.Body, func(n syntax.Node) bool {
			at := n.Range()
			if _, list := n.(*syntax.Seq); !list && int(at.Start) == scope.Start {
				scope.End = max(scope.End, endOf(n))
				return false
			}
			return int(at.Start) <= scope.Start && scope.Start < int(at.End)
		})
		return scope
	}
	return file.Span(len(file.Text), len(file.Text))
}

// endOf is where a node ends, with the heredocs that begin in it.
func endOf(n syntax.Node) int {
	end := n.Range().End
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Str:
			end = max(end, n.Heredoc.End)
		case *syntax.DStr:
			end = max(end, n.Heredoc.End)
		case *syntax.XStr:
			end = max(end, n.Heredoc.End)
		}
		return true
	})
	return int(end)
}

// apply returns the findings that are not ignored, and notes which names
// ignored one.
func (list ignores) apply(found []*Finding) []*Finding {
	if len(list) == 0 {
		return found
	}
	return slices.DeleteFunc(found, func(f *Finding) bool { return list.ignore(f.d) })
}

// Unignored returns what was found by running a pill and no comment ignores.
func Unignored(doc *parser.Document, found []diag.Diagnostic) []diag.Diagnostic {
	if len(doc.Syntax.Errors) > 0 {
		return found
	}
	list := readIgnores(doc)
	return slices.DeleteFunc(found, list.ignore)
}

func (list ignores) ignore(d diag.Diagnostic) (ignored bool) {
	for _, ig := range list {
		if !ig.covers(d.Span) {
			continue
		}
		for i, n := range ig.names {
			if n.rule != nil && n.rule.Name == d.Rule || n.ran && n.span.Text() == d.Rule {
				ig.names[i].used, ignored = true, true
			}
		}
	}
	return ignored
}

// covers reports whether the comment is for findings at a place.
func (ig *ignore) covers(s source.Span) bool {
	if s.File != ig.span.File || !ig.known() {
		return false
	}
	if ig.line {
		line := ig.span.Line()
		return s.Line() <= line && line <= s.File.Line(max(s.Start, s.End-1))
	}
	return ig.scope.Start <= s.Start && s.Start <= ig.scope.End
}

// known reports whether the word after "pilllint:" is one that there is.
func (ig *ignore) known() bool {
	return ig.word.Text() == ignoreWord || ig.word.Text() == ignoreFileWord
}

// drop is the fix that takes the comment out, and leaves any other comment
// that stands with it.
func (ig *ignore) drop() diag.Fix {
	edit := remove(ig.span)
	file := ig.span.File
	line := file.LineSpan(ig.span.Line())
	if rest := strings.TrimLeft(file.Text[ig.span.End:line.End], " \t"); rest != "" {
		edit = source.Edit{Span: file.Span(ig.span.Start, line.End-len(rest))}
	} else if before := file.Text[line.Start:ig.span.Start]; !blank(before) {
		edit = source.Edit{Span: file.Span(line.Start+len(strings.TrimRight(before, " \t")), ig.span.End)}
	}
	return diag.Fix{Title: "Remove the comment", Safe: true, Edits: []source.Edit{edit}}
}

// dropName is the fix that takes one name out, or the comment if it has no
// other.
func (ig *ignore) dropName(i int) diag.Fix {
	if len(ig.names) == 1 {
		return ig.drop()
	}
	at := ig.names[i].span
	if i+1 < len(ig.names) {
		at.End = ig.names[i+1].span.Start
	} else {
		at.Start = ig.names[i-1].span.End
	}
	return diag.Fix{Title: "Remove " + ig.names[i].span.Text(), Safe: true, Edits: []source.Edit{{Span: at}}}
}
