package syntax

// This file compares our trees with those that are lowered from tree-sitter's,
// for all texts at hand that Ruby accepts and tree-sitter can read.

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax/accept"
	"github.com/pilllint/pilllint/parser/syntax/sitter"
)

// bothTrees returns what the two readers make of a text. It is not ok if Ruby
// refuses the text, or tree-sitter makes no sense of a part of it.
func bothTrees(text string) (ours, lowered *File, ok bool) {
	src := source.NewFile("test.pill", text)
	ours = Parse(src)
	if len(ours.Errors) > 0 {
		return nil, nil, false
	}
	tree, unread, err := sitter.Read(text, accept.Read(text))
	if err != nil || len(unread) > 0 {
		return nil, nil, false
	}
	lowered = &File{Source: src, Body: tree.Body, Locals: tree.Locals, Comments: tree.Comments, Data: tree.Data}
	return ours, lowered, true
}

// dumped is all that a File says, as text.
func dumped(f *File) string {
	return dump(f.Body) + dump(f.Comments) + dump(f.Locals) + fmt.Sprint("data: ", f.Data)
}

// difference is where two dumps begin to differ.
func difference(ours, lowered string) string {
	a, b := strings.Split(ours, "\n"), strings.Split(lowered, "\n")
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	cut := func(s []string) string { return strings.Join(s[max(n-6, 0):min(n+6, len(s))], "\n") }
	return "ours:\n" + cut(a) + "\nlowered:\n" + cut(b)
}

// corpus returns the texts at hand: every Ruby file and pill of the
// repository, and every entry of a table, fixture or list of texts.
func corpus(t testing.TB) (texts []string) {
	t.Helper()
	read := func(path string) string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(path) {
		case ".pill", ".rb":
			texts = append(texts, read(path))
		case ".txtar":
			for part := range strings.SplitSeq("\n"+read(path), "\n-- ") {
				_, text, _ := strings.Cut(part, " --\n")
				texts = append(texts, text)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	texts = append(texts, mutants(t)...)
	tables, _ := filepath.Glob("testdata/*/*.txt")
	for _, path := range append(tables, "testdata/literals.txt", "testdata/trees.txt") {
		for entry := range strings.SplitSeq(read(path), "\n===\n") {
			text, _, _ := strings.Cut(entry, "\n---\n")
			texts = append(texts, visible.Replace(text))
		}
	}
	lines, _ := filepath.Glob("accept/testdata/*.txt")
	for _, path := range lines {
		for line := range strings.SplitSeq(read(path), "\n") {
			texts = append(texts, strings.NewReplacer(`\n`, "\n", `\0`, "\x00", `\\`, `\`).Replace(line))
		}
	}
	return texts
}

// mutants returns the mutants of golden pills that Bluepill has judged.
func mutants(t testing.TB) (texts []string) {
	file, err := os.Open("../../testdata/golden/mutants.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(unzipped); ; {
		var mutant struct{ Text string }
		if err := d.Decode(&mutant); err == io.EOF {
			return texts
		} else if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, mutant.Text)
	}
}

func TestTrees(t *testing.T) {
	compared := 0
	for _, text := range corpus(t) {
		ours, lowered, ok := bothTrees(text)
		if _, known := misread[text]; known || !ok {
			continue
		}
		compared++
		a, b := dumped(ours), dumped(lowered)
		if strings.Contains(a, "Binds[") || strings.Contains(a, `Kind: "pattern"`) {
			continue // tree-sitter's way knows nothing of patterns
		}
		if a != b {
			t.Errorf("%s\n%s", text, difference(a, b))
		}
	}
	t.Logf("%d trees compared", compared)
	if compared < 1500 {
		t.Errorf("only %d trees compared", compared)
	}
}

// misread are the texts of which tree-sitter's tree is not Ruby's, and why.
var misread = map[string]string{
	"1..\n2":                      "a range goes on in the next line",
	"a..\nb":                      "a range goes on in the next line",
	"p = 1 .. \n2":                "a range goes on in the next line",
	"return + 1":                  "a sign after return is no operator",
	"not (a) && b":                "not binds less than &&, with a blank before the parenthesis",
	"def nil.a; end":              "nil is no name",
	"foo a do |x| end.bar do end": "do is no name",
	"\"a#{<<A}b\nx\nA\nc\"":       "the lines of the heredoc are not part of the string",
}
