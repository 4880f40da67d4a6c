package rules

// This file applies fixes: the one function that the command and an editor's
// "fix all" share. It touches no file.

import (
	"maps"
	"slices"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// A Fixer applies the fixes of findings until none is left that helps.
type Fixer struct {
	Options Options
	Unsafe  bool // make fixes that somebody should look at, too
	// New returns those of the findings of the pill that may be fixed; nil: all may.
	New func([]diag.Diagnostic) []diag.Diagnostic
	// Read reads the pill that a text is.
	Read func(*source.File) *parser.Document
	// Loaded holds, by path, the texts of the files that a pill may load and that
	// may be changed with it; Read has to hand them to the pill. Fix keeps it up
	// to date. Findings in other files that a pill loads are left.
	Loaded map[string]string

	judge func(*parser.Document, Options) []diag.Diagnostic // Check, but in tests
}

// Fixed is a pill when its fixes are made.
type Fixed struct {
	*parser.Document
	Found  []diag.Diagnostic // what is left
	Made   []Repair          // what was fixed, in order
	Unsafe int               // how many of those left have a fix that is not safe, and was not wanted
}

// A Repair is a finding and the fix that was made. Its places are those of the
// text at that moment.
type Repair struct {
	diag.Diagnostic
	Fix diag.Fix
}

// maxRounds bounds how often a pill is read anew. It is large because Bluepill
// stops at the first mistake that it refuses, so that a pill of many processes
// may show one after the other.
const maxRounds = 1000

// Fix makes at most one fix for each finding: the first that is safe, or, if
// unsafe ones are wanted, the first; the next if that does not help. Those that do not touch each other are made
// at once, in the order of their findings, and what becomes of the text is read
// again, until there is nothing left to do. A fix that breaks the syntax, that
// brings a new error or that does not help is not made.
func (f *Fixer) Fix(src *source.File) *Fixed {
	now := f.check(src)
	seen := map[string]bool{src.Text: true}
	useless := map[fixKey]bool{}
	for range maxRounds {
		chosen := f.choose(now.Found, useless)
		if len(chosen) == 0 {
			break
		}
		next, made := f.attempt(now, chosen, seen)
		for _, r := range chosen {
			if len(made) > 0 {
				break
			}
			// Together they do no good. The first that does alone is made; the others
			// may with it.
			if next, made = f.attempt(now, []Repair{r}, seen); len(made) == 0 {
				useless[r.key()] = true
			}
		}
		if len(made) == 0 {
			continue
		}
		next.Made = append(now.Made, made...)
		now = next
		seen[now.Source.Text] = true
		clear(useless)
	}
	now.Unsafe = f.unsafeLeft(now)
	return now
}

func (f *Fixer) unsafeLeft(now *Fixed) (n int) {
	for _, d := range f.mayFix(now.Found) {
		safe := slices.ContainsFunc(d.Fixes, func(fix diag.Fix) bool { return fix.Safe })
		if !f.Unsafe && !safe && len(d.Fixes) > 0 && f.mayEdit(now, d.Fixes[0]) {
			n++
		}
	}
	return n
}

// check reads and judges a text.
func (f *Fixer) check(src *source.File) *Fixed {
	doc, judge := f.Read(src), f.judge
	if judge == nil {
		judge = Check
	}
	return &Fixed{Document: doc, Found: judge(doc, f.Options)}
}

// A fixKey tells fixes apart in one text.
type fixKey struct {
	rule, title string
	at          source.Span
}

func (r Repair) key() fixKey { return fixKey{r.Rule, r.Fix.Title, r.Span} }

// choose picks the fix of each finding that has one, but for those that turned
// out to be useless.
func (f *Fixer) choose(found []diag.Diagnostic, useless map[fixKey]bool) (chosen []Repair) {
	for _, d := range f.mayFix(found) {
		i := slices.IndexFunc(d.Fixes, func(fix diag.Fix) bool {
			return (fix.Safe || f.Unsafe) && !useless[Repair{d, fix}.key()]
		})
		if i >= 0 {
			chosen = append(chosen, Repair{d, d.Fixes[i]})
		}
	}
	return chosen
}

func (f *Fixer) mayFix(found []diag.Diagnostic) []diag.Diagnostic {
	if f.New == nil {
		return found
	}
	return f.New(found)
}

// attempt makes as many of the fixes as can be made at once, and returns the
// pill that comes of it, and what was fixed: nothing if it is no better.
func (f *Fixer) attempt(now *Fixed, chosen []Repair, seen map[string]bool) (next *Fixed, made []Repair) {
	groups := make([][]source.Edit, len(chosen))
	for i, r := range chosen {
		if f.mayEdit(now, r.Fix) {
			groups[i] = r.Fix.Edits
		}
	}
	edits, taken := source.Merge(groups)
	for i, r := range chosen {
		if taken[i] && len(groups[i]) > 0 {
			made = append(made, r)
		}
	}
	before := maps.Clone(f.Loaded)
	src, ok := f.apply(now.Source, edits)
	if !ok || len(made) == 0 {
		return nil, nil
	}
	if src.Text != now.Source.Text && seen[src.Text] { // round in circles
		maps.Copy(f.Loaded, before)
		return nil, nil
	}
	next = f.check(src)
	if !better(now, next, made) {
		maps.Copy(f.Loaded, before)
		return nil, nil
	}
	return next, made
}

// mayEdit reports whether a fix is one of the pill's own text, or of a file
// that may be changed with it.
func (f *Fixer) mayEdit(now *Fixed, fix diag.Fix) bool {
	return !slices.ContainsFunc(fix.Edits, func(e source.Edit) bool {
		text, ok := f.Loaded[e.Span.File.Path]
		return e.Span.File != now.Source && !(ok && text == e.Span.File.Text)
	})
}

// apply makes edits: it returns the new text of the pill, and puts those of other
// files into Loaded. ok is false if nothing changes.
func (f *Fixer) apply(src *source.File, edits []source.Edit) (_ *source.File, ok bool) {
	files := map[*source.File][]source.Edit{}
	for _, e := range edits {
		files[e.Span.File] = append(files[e.Span.File], e)
	}
	for file, edits := range files {
		text, err := source.Apply(file, edits)
		if err != nil || text == file.Text {
			continue
		}
		ok = true
		if file == src {
			src = source.NewFile(src.Path, text)
		} else {
			f.Loaded[file.Path] = text
		}
	}
	return src, ok
}

// better reports whether a pill is better when findings are fixed: it still
// parses, it has no error that it did not have, and those findings are fewer.
// What Bluepill refuses may hide other errors, which only then come to light.
func better(before, after *Fixed, made []Repair) bool {
	if len(after.Syntax.Errors)+len(after.Syntax.Unread) > 0 {
		return false
	}
	had, has := counts(before.Found), counts(after.Found)
	for _, r := range made {
		if k := kindOfFinding(r.Diagnostic); has[k] >= had[k] {
			return false
		}
	}
	if before.Config.Error != nil {
		return true
	}
	errors := map[string]int{}
	for _, d := range after.Found {
		if d.Severity == diag.Error {
			errors[d.Rule]++
		}
	}
	for _, d := range before.Found {
		if d.Severity == diag.Error {
			errors[d.Rule]--
		}
	}
	for _, more := range errors {
		if more > 0 {
			return false
		}
	}
	return after.Config.Error == nil
}

// A findingKind is what findings have in common that differ in nothing but
// their place.
type findingKind struct{ rule, message string }

func kindOfFinding(d diag.Diagnostic) findingKind { return findingKind{d.Rule, d.Message} }

func counts(found []diag.Diagnostic) map[findingKind]int {
	n := map[findingKind]int{}
	for _, d := range found {
		n[kindOfFinding(d)]++
	}
	return n
}
