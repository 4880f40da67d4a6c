package template

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var update = flag.Bool("update", false, "rewrite what is expected in testdata")

// TestParse reads the tables in testdata: a template, a line "---", what it is
// as Ruby and what is said of it, and a line "===".
func TestParse(t *testing.T) {
	eachExample(t, func(path, text, _ string) string {
		f, ruby := parsed(path, text)
		var b strings.Builder
		if ruby != "" {
			b.WriteString(strings.TrimSuffix(strings.ReplaceAll(ruby, " \n", "·\n"), "\n") + "\n")
		}
		say := func(word string, p syntax.Pos, message string) {
			fmt.Fprintf(&b, "%s at %d %q: %s\n", word, f.Source.Line(int(p.Start)), f.Source.Text[p.Start:p.End], message)
		}
		for _, e := range f.Errors {
			say("error", e.Pos, e.Message)
		}
		for _, e := range f.Own {
			say("own error", e.Pos, e.Message)
		}
		for _, e := range f.Doubts {
			say("doubt", e.Pos, e.Message)
		}
		for _, p := range f.Unread {
			say("unread", p, "")
		}
		return strings.TrimSuffix(b.String(), "\n")
	})
}

// parsed parses a template, of Jinja2 if the table is called jinja.txt, and returns it as
// Ruby too, if it could be.
func parsed(table, text string) (f *syntax.File, ruby string) {
	src, dialects := source.NewFile("x.pill.erb", text), []dialect{erbLines, erb}
	if filepath.Base(table) == "jinja.txt" {
		src, dialects = source.NewFile("x.pill.j2", text), []dialect{jinjaKept, jinja}
	}
	f = Parse(src)
	if len(f.Errors) == 0 {
		for _, d := range dialects {
			t, _ := d.tags(src)
			if !t.jinja {
				t.ownErrors(src)
			}
			if s, _ := t.stand(src); s != nil {
				ruby = s.Text
			}
		}
	}
	return f, ruby
}

func eachExample(t *testing.T, judge func(table, text, want string) string) {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no tables: ", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for entry := range strings.SplitSeq(strings.TrimSuffix(string(data), "\n===\n"), "\n===\n") {
			text, want, _ := strings.Cut(entry, "\n---\n")
			got := judge(path, text+"\n", want)
			if got != want && !*update {
				t.Errorf("%s:\n%s\n got:\n%s\nwant:\n%s", path, text, got, want)
			}
			out.WriteString(text + "\n---\n" + got + "\n===\n")
		}
		if *update {
			if err := os.WriteFile(path, []byte(out.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}
