package rules

// This file holds every rule to its word: its name, its documentation, its
// examples and its fixes.

import (
	"flag"
	"go/ast"
	goparser "go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

var update = flag.Bool("update", false, "rewrite fixed texts in testdata/rules, and docs/rules")

func read(path, text string) *parser.Document {
	return parser.Read(source.NewFile(path, text), eval.Env{})
}

// ofRule keeps the findings of one rule.
func ofRule(ds []diag.Diagnostic, rule string) (own []diag.Diagnostic) {
	for _, d := range ds {
		if d.Rule == rule {
			own = append(own, d)
		}
	}
	return own
}

var kebab = regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)

var snake = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)

func TestDocumentation(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range All() {
		t.Run(r.Name, func(t *testing.T) {
			if !kebab.MatchString(r.Name) {
				t.Errorf("the name is not kebab-case, of two words or more")
			}
			if seen[r.Name] {
				t.Errorf("there are two rules of this name")
			}
			seen[r.Name] = true
			checkFields(t, r)
			checkText(t, r.Text)
			checkSeverity(t, r)
		})
	}
}

func checkFields(t *testing.T, r *Rule) {
	for name, text := range map[string]string{"Title": r.Title, "Text": r.Text, "Bad": r.Bad, "Good": r.Good, "Since": r.Since} {
		if text == "" {
			t.Errorf("%s is missing", name)
		}
	}
	if strings.HasSuffix(r.Title, ".") || strings.Contains(r.Title, "\n") {
		t.Errorf("Title %q has a period or a second line", r.Title)
	}
	if !strings.HasSuffix(r.Text, ".") && !strings.HasSuffix(r.Text, "```") {
		t.Errorf("Text does not end in a sentence")
	}
	for _, o := range r.Options {
		if !snake.MatchString(o.Name) || o.Name == "severity" || o.Text == "" || strings.HasSuffix(o.Text, ".") {
			t.Errorf("option %q has an odd name or no text without a period", o.Name)
		}
	}
	if r.Check == nil && r.CheckFiles == nil {
		t.Errorf("Check is missing")
	}
	if r.Bad == r.Good {
		t.Errorf("Bad and Good are the same")
	}
}

var codeSpan = regexp.MustCompile("`[^`]*`")

// checkText finds texts that were cut or joined in the wrong place: what is Ruby's
// stands between backquotes, which are closed before a paragraph or a point of a
// list ends.
func checkText(t *testing.T, text string) {
	for _, paragraph := range strings.Split(strings.ReplaceAll(text, "\n- ", "\n\n- "), "\n\n") {
		if strings.Count(paragraph, "`")%2 != 0 {
			t.Errorf("a backquote is never closed in %q", paragraph)
		}
		plain := strings.Join(strings.Fields(codeSpan.ReplaceAllString(paragraph, "x")), " ")
		for _, odd := range []string{"=>", " ,", " ."} {
			if strings.Contains(plain, odd) {
				t.Errorf("%q has %q outside of code", paragraph, odd)
			}
		}
	}
}

// checkSeverity holds a rule to what the severities and consequences mean.
func checkSeverity(t *testing.T, r *Rule) {
	if r.Severity < diag.Error || r.Severity > diag.Hint {
		t.Errorf("the severity is missing")
	}
	switch r.Consequence {
	case diag.Load, diag.Daemon, diag.Process, diag.Security, diag.Convention, diag.Comment:
	default:
		t.Errorf("the consequence is missing")
	}
	if r.Convention != (r.Consequence == diag.Convention) {
		t.Errorf("Convention is %v, but the consequence is %q", r.Convention, r.Consequence)
	}
	if r.Convention && r.Severity == diag.Error {
		t.Errorf("Bluepill does not refuse what breaks a convention, so it is no error")
	}
}

// TestFiles holds each rule to the file that it stands in, its variable and
// the list.
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := goparser.ParseFile(token.NewFileSet(), file, nil, goparser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for variable, name := range declaredRules(f) {
			declared[name] = true
			words := strings.Split(name, "-")
			if want := strings.Join(words, "_") + ".go"; file != want {
				t.Errorf("rule %s stands in %s, not in %s", name, file, want)
			}
			if want := camel(words); variable != want {
				t.Errorf("rule %s is the variable %s, not %s", name, variable, want)
			}
			if _, ok := Find(name); !ok {
				t.Errorf("rule %s is not in the list in suite.go", name)
			}
		}
	}
	for _, r := range All() {
		if !declared[r.Name] {
			t.Errorf("rule %s is declared in no file", r.Name)
		}
	}
}

// declaredRules returns the name of each rule that a file declares, by its
// variable.
func declaredRules(f *ast.File) map[string]string {
	rules := map[string]string{}
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range g.Specs {
			v, ok := s.(*ast.ValueSpec)
			if !ok || len(v.Values) != 1 {
				continue
			}
			if name, ok := ruleLiteral(v.Values[0]); ok {
				rules[v.Names[0].Name] = name
			}
		}
	}
	return rules
}

// ruleLiteral returns the Name of a &Rule literal.
func ruleLiteral(e ast.Expr) (name string, ok bool) {
	u, ok := e.(*ast.UnaryExpr)
	if !ok {
		return "", false
	}
	c, ok := u.X.(*ast.CompositeLit)
	if !ok {
		return "", false
	}
	if id, isName := c.Type.(*ast.Ident); !isName || id.Name != "Rule" {
		return "", false
	}
	for _, e := range c.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok && kv.Key.(*ast.Ident).Name == "Name" {
			if lit, ok := kv.Value.(*ast.BasicLit); ok {
				return strings.Trim(lit.Value, `"`), true
			}
		}
	}
	return "", true
}

func camel(words []string) string {
	s := words[0]
	for _, w := range words[1:] {
		s += strings.ToUpper(w[:1]) + w[1:]
	}
	return s
}

// TestExamples runs the whole suite over the examples of every rule.
func TestExamples(t *testing.T) {
	for _, r := range All() {
		t.Run(r.Name, func(t *testing.T) {
			ds := r.judge(r.Bad)
			if len(ds) != 1 || ds[0].Rule != r.Name {
				t.Fatalf("Bad should have one finding, of this rule; it has:\n%s", list(ds))
			}
			checkFinding(t, ds[0].Span.File, ds[0])
			checkFixes(t, r, ds[0])
			good := *r
			good.Example.Mode = nil // the examples cannot show the permissions of their files
			if ds := good.judge(r.Good); len(ds) > 0 {
				t.Errorf("Good should have no findings; it has:\n%s", list(ds))
			}
		})
	}
}

// checkFixes applies each fix of the finding in the bad example: the text has to
// parse, and the rule to have nothing more to say.
func checkFixes(t *testing.T, r *Rule, d diag.Diagnostic) {
	for _, fix := range d.Fixes {
		text, err := source.Apply(d.Span.File, fix.Edits)
		if err != nil {
			t.Errorf("fix %q cannot be applied: %v", fix.Title, err)
			continue
		}
		fixed := read(r.exampleName(text), text)
		if len(fixed.Syntax.Errors) > 0 {
			t.Errorf("after fix %q the text does not parse:\n%s", fix.Title, text)
			continue
		}
		left := r.judge(text)
		if own := ofRule(left, r.Name); len(own) > 0 {
			t.Errorf("after fix %q the rule still says:\n%s\n%s", fix.Title, list(own), text)
		}
		if fix.Safe && len(left) > 0 {
			t.Errorf("fix %q is called safe, but leaves:\n%s\n%s", fix.Title, list(left), text)
		}
	}
}

// checkFinding holds any finding to what findings look like.
func checkFinding(t *testing.T, src *source.File, d diag.Diagnostic) {
	t.Helper()
	if d.Message == "" || strings.Contains(d.Message, "\n") || strings.HasSuffix(d.Message, ".") {
		t.Errorf("%s: the message is not one line without a period: %q", d.Rule, d.Message)
	}
	if d.Span.File != src {
		t.Errorf("%s: the finding is not in the pill: %v", d.Rule, d.Span)
	}
	for _, rel := range d.Related {
		if rel.Span.IsZero() || rel.Message == "" {
			t.Errorf("%s: a related place is empty: %v %q", d.Rule, rel.Span, rel.Message)
		}
	}
	for _, fix := range d.Fixes {
		if fix.Title == "" || strings.HasSuffix(fix.Title, ".") || fix.Title[:1] != strings.ToUpper(fix.Title[:1]) {
			t.Errorf("%s: the fix's title is not a verb phrase: %q", d.Rule, fix.Title)
		}
		if text, err := source.Apply(src, fix.Edits); err != nil {
			t.Errorf("%s: fix %q: %v", d.Rule, fix.Title, err)
		} else if text == src.Text {
			t.Errorf("%s: fix %q changes nothing", d.Rule, fix.Title)
		}
	}
}

// list writes findings down for a test's message.
func list(ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		b.WriteString("\t" + d.Span.String() + ": " + d.Severity.String() + ": " + d.Rule + ": " + d.Message + "\n")
	}
	return b.String()
}

// TestLoad holds the findings to what is known of the load: a pill has an error
// whose consequence is load if, and only if, Bluepill would refuse it.
func TestLoad(t *testing.T) {
	for _, file := range pills(t, "../testdata/cases/*.pill", "../testdata/golden/*.pill") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc := read(file, string(text))
		refused := false
		ds := Check(doc, Options{})
		for _, d := range ds {
			refused = refused || d.Severity == diag.Error && d.Consequence == diag.Load
			checkFinding(t, doc.Source, d)
		}
		if want := doc.Config.Error != nil; refused != want {
			t.Errorf("%s: the load fails: %v, but the findings are:\n%s", file, want, list(ds))
		}
	}
}

// pills lists the files of some patterns.
func pills(t testing.TB, patterns ...string) (files []string) {
	t.Helper()
	for _, p := range patterns {
		found, err := filepath.Glob(p)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	return files
}
