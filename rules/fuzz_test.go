package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/template"
)

// FuzzCheck reads and judges any text as a pill: nothing may panic, every place
// must lie in the file, and what a fix names must be there to be changed.
func FuzzCheck(f *testing.F) {
	for _, pattern := range []string{"../testdata/golden/*.pill", "../testdata/pills/*.pill"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			f.Fatal("no seeds: ", pattern)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
	small := eval.Env{Limits: eval.Limits{Steps: 50_000, Bytes: 4 << 20}}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		checkAny(t, source.NewFile(exampleFile, text), small)
	})
}

// FuzzTemplate does the same with any text as a template, of ERB or of Jinja2.
func FuzzTemplate(f *testing.F) {
	tables, err := filepath.Glob("../parser/template/testdata/*.txt")
	if err != nil || len(tables) == 0 {
		f.Fatal("no seeds")
	}
	for _, path := range tables {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for entry := range strings.SplitSeq(string(data), "\n===\n") {
			text, _, _ := strings.Cut(entry, "\n---\n")
			for _, jinja := range []bool{false, true} {
				f.Add(text, jinja)
				f.Add("Bluepill.application(\"<%= a %>{{ a }}\") do |app|\n  app.process(\"b\") do |p|\n"+text+"\nend\nend", jinja)
			}
		}
	}
	small := eval.Env{Limits: eval.Limits{Steps: 50_000, Bytes: 4 << 20}}
	f.Fuzz(func(t *testing.T, text string, jinja bool) {
		extension := template.ERB
		if jinja {
			extension = ".j2"
		}
		if len(text) <= 1<<12 {
			checkAny(t, source.NewFile(exampleFile+extension, text), small)
		}
	})
}

func checkAny(t *testing.T, src *source.File, env eval.Env) {
	doc := parser.Read(src, env)
	doc.ReadOn(env)
	for _, d := range Check(doc, Options{}) {
		if d.Message == "" || d.Span.File != src || d.Span.Start > d.Span.End || d.Span.End > len(src.Text) {
			t.Fatalf("%s: %q at %v", d.Rule, d.Message, d.Span)
		}
		for _, fix := range d.Fixes {
			if _, err := source.Apply(src, fix.Edits); err != nil {
				t.Fatalf("%s: fix %q: %v", d.Rule, fix.Title, err)
			}
		}
	}
}
