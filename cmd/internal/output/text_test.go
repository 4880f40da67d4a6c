package output

import (
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// spanOf returns the span of the first text between « and » in text, which are
// taken out.
func spanOf(path, text string) source.Span {
	before, rest, _ := strings.Cut(text, "«")
	within, after, _ := strings.Cut(rest, "»")
	return source.NewFile(path, before+within+after).Span(len(before), len(before)+len(within))
}

func one(s source.Span) diag.Diagnostic {
	return diag.Diagnostic{Rule: "some-rule", Severity: diag.Error, Consequence: diag.Load, Span: s, Message: "it is wrong"}
}

// reportOf returns the report of findings, all in the file of the first.
func reportOf(ds ...diag.Diagnostic) *Report {
	src := ds[0].Span.File
	if src == nil {
		src = source.NewFile("x.pill", "")
	}
	r := &Report{Folder: "/srv/checkout"}
	r.FailLevel = diag.Warning
	r.Add(File{Source: src, Found: ds})
	return r
}

// written returns a report in a format.
func written(format string, r *Report, s Settings) string {
	f, ok := FindFormat(format)
	if !ok {
		panic("no format " + format)
	}
	var b strings.Builder
	if err := f.Write(&b, r, s); err != nil {
		panic(err)
	}
	return b.String()
}

func TestSnippet(t *testing.T) {
	long := strings.Repeat("0123456789", 20)
	for _, c := range []struct{ name, text, line, marks string }{
		{"plain", "  a = «b»\n", "  a = b", "      ^"},
		{"several letters", "«abc» = 1", "abc = 1", "^^^"},
		{"nothing", "ab«»cd", "abcd", "  ^"},
		{"end of line", "ab«»\ncd", "ab", "  ^"},
		{"line ending", "ab«\n»cd", "ab", "  ^"},
		{"two lines", "a «b\nc» d", "a b", "  ^"},
		{"crlf", "a\r\n b «cd»\r\n", " b cd", "   ^^"},
		{"tab before", "\ta\t«b»", "    a   b", "        ^"},
		{"tab within", "«a\tb»", "a   b", "^^^^^"},
		{"wide", "x = \"日本«語»\"", `x = "日本語"`, "         ^^"},
		{"emoji", "😀 «a»", "😀 a", "   ^"},
		{"combining", "e\u0301 «a»", "e\u0301 a", "  ^"},
		{"escape", "\x1b[31m«a»", "␛[31ma", "     ^"},
		{"direction", "\u202e«a»", "\ufffda", " ^"},
		{"trailing spaces", "«a»   ", "a", "^"},
		{"long, at the start", "«ab»" + long, "ab" + long[:98] + "…", "^^"},
		{"long, at the end", long + "«ab»", "…" + long[102:] + "ab", strings.Repeat(" ", 99) + "^^"},
		{"long, in the middle", long + "«ab»" + long, "…" + long[167:] + "ab" + long[:65] + "…", strings.Repeat(" ", 34) + "^^"},
		{"long mark", "a «" + long + "»", "a " + long[:98] + "…", "  " + strings.Repeat("^", 98)},
	} {
		s := snippetOf(spanOf("x.pill", c.text))
		indent, marks := s.underline()
		if s.text != c.line || indent+marks != c.marks {
			t.Errorf("%s:\n got %q\n     %q\nwant %q\n     %q", c.name, s.text, indent+marks, c.line, c.marks)
		}
	}
}

func TestText(t *testing.T) {
	first, second := spanOf("shop.pill", "a\nb = «1»\n"), spanOf("other.pill", "\n\n  «c»")
	d := diag.Diagnostic{
		Rule: "duplicate-pid-file", Severity: diag.Warning, Span: first, Message: "pid file \"/run/\x1b.pid\" belongs\nto others",
		Related: []diag.Related{{Span: second, Message: "first used here"}},
		Fixes:   []diag.Fix{{Title: "Use the default pid file"}, {Title: "Do something else"}},
	}
	end := diag.Diagnostic{Rule: "syntax-error", Severity: diag.Error, Span: spanOf("shop.pill", "a\n«»"), Message: "missing end"}
	got := written("text", reportOf(d, end, diag.Diagnostic{Rule: "none", Severity: diag.Hint, Message: "no place"}), Settings{Quiet: true})
	want := `shop.pill:2:5: warning: pid file "/run/␛.pid" belongs to others [duplicate-pid-file]
 2 | b = 1
   |     ^
  other.pill:3:3: first used here
  fix: Use the default pid file

shop.pill:2:1: error: missing end [syntax-error]

-: hint: no place [none]
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestColor(t *testing.T) {
	got := written("text", reportOf(one(spanOf("a.pill", "«x»"))), Settings{Style: Style{Color: true}, Quiet: true})
	want := "\x1b[1ma.pill:1:1:\x1b[0m \x1b[1;31merror:\x1b[0m \x1b[1mit is wrong\x1b[0m \x1b[2m[some-rule]\x1b[0m\n" +
		" \x1b[2m1 |\x1b[0m x\n \x1b[2m  |\x1b[0m \x1b[1;31m^\x1b[0m\n"
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestSummary(t *testing.T) {
	counts := func(errors, warnings, infos, hints int) Counts { return Counts{0, errors, warnings, infos, hints} }
	for _, c := range []struct {
		summary Summary
		want    string
		fails   bool
	}{
		{Summary{Read: 1, FailLevel: diag.Warning}, "no findings in 1 file", false},
		{Summary{Read: 4, Counts: counts(3, 2, 0, 0), FailLevel: diag.Warning}, "3 errors, 2 warnings in 4 files", true},
		{Summary{Read: 4, Counts: counts(0, 1, 1, 1), FailLevel: diag.Warning}, "1 warning, 1 info, 1 hint in 4 files", true},
		{Summary{Read: 4, Counts: counts(0, 1, 0, 0), FailLevel: diag.Error}, "1 warning in 4 files (none fails: --fail-level error)", false},
		{Summary{Read: 4, Counts: counts(0, 0, 0, 2), FailLevel: diag.Hint}, "2 hints in 4 files", true},
		{Summary{Read: 4, Counts: counts(1, 0, 0, 0)}, "1 error in 4 files (none fails: --fail-level never)", false},
		{Summary{Read: 4, Failures: make([]Failure, 2), FailLevel: diag.Error}, "no findings in 4 files, 2 inputs not read", false},
	} {
		if got := c.summary.String(); got != c.want || c.summary.Fails() != c.fails {
			t.Errorf("got %q, %t, want %q, %t", got, c.summary.Fails(), c.want, c.fails)
		}
	}
}
