package syntax

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/source"
)

var update = flag.Bool("update", false, "rewrite the expected trees and errors in testdata")

// An example is one entry of a table in testdata: a text, a line "---", what
// is expected of it, and a line "===". In the text, ␍ stands for a carriage
// return, ␀ for a NUL and ﹇BOM﹈ for a byte order mark.
var visible = strings.NewReplacer("␍", "\r", "␀", "\x00", "﹇BOM﹈", "\ufeff")

// examples calls check for each example of the tables that pattern matches,
// and compares or, with -update, rewrites what it returns.
func examples(t *testing.T, pattern string, check func(t *testing.T, text string) string) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no tables %s: %v", pattern, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for entry := range strings.SplitSeq(strings.TrimSuffix(string(data), "\n===\n"), "\n===\n") {
			text, want, ok := strings.Cut(entry, "\n---\n")
			if !ok && !*update {
				t.Errorf("%s: entry without a line ---: %q", path, entry)
			}
			got := check(t, visible.Replace(text))
			if got != want && !*update {
				t.Errorf("%s:\n%s\n got: %s\nwant: %s", path, text, got, want)
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

func parseText(text string) *File { return Parse(source.NewFile("test.pill", text)) }

func TestNodes(t *testing.T) {
	examples(t, "testdata/nodes/*.txt", func(_ *testing.T, text string) string {
		f := parseText(text)
		var lines []string
		for _, n := range f.Body.List {
			lines = append(lines, printNode(n))
		}
		for _, c := range f.Comments {
			lines = append(lines, "comment "+strings.ReplaceAll(c.Text, "\n", "⏎"))
		}
		if f.Data >= 0 {
			lines = append(lines, "data "+strings.ReplaceAll(text[f.Data:], "\n", "⏎"))
		}
		for _, e := range f.Errors {
			lines = append(lines, "error "+e.Message)
		}
		return strings.Join(lines, "\n")
	})
}
