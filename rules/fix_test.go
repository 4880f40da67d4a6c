package rules

// This file fixes every pill of the tests, and holds what comes of it to what
// the Fixer promises.

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// ways of fixing. Conventions rename things, so that what a pill declares is
// kept only without them.
func ways(conventions bool) map[string]*Fixer {
	read := func(src *source.File) *parser.Document { return parser.Read(src, eval.Env{}) }
	all := map[string]*Fixer{
		"safe":   {Options: Options{Profile: Bluepill}, Read: read},
		"unsafe": {Options: Options{Profile: Bluepill}, Read: read, Unsafe: true},
	}
	if conventions {
		all["conventions"] = &Fixer{Read: read}
		all["unsafe conventions"] = &Fixer{Read: read, Unsafe: true}
	}
	return all
}

func TestFixMutants(t *testing.T) {
	t.Parallel()
	f, err := os.Open("../testdata/golden/mutants.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 8<<20)
	for lines.Scan() {
		var m struct {
			ID   int    `json:"id"`
			Text string `json:"text"`
		}
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		checkFixed(t, fmt.Sprintf("mutant_%d.pill", m.ID), m.Text, ways(false))
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

func TestFixPills(t *testing.T) {
	t.Parallel()
	for _, file := range pills(t, "../testdata/cases/*.pill", "../testdata/golden/*.pill", "../testdata/pills/*.pill") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checkFixed(t, file, string(text), ways(true))
	}
}

func TestFixFixtures(t *testing.T) {
	t.Parallel()
	for _, file := range pills(t, fixtures+"*.txtar") {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if !strings.Contains(f.Name, ": ") {
				checkFixed(t, f.Name, string(f.Data), ways(true))
			}
		}
	}
}

// checkFixed fixes a text in some ways.
func checkFixed(t *testing.T, path, text string, ways map[string]*Fixer) {
	t.Helper()
	for name, fixer := range ways {
		before := fixer.check(source.NewFile(path, text))
		after := fixer.Fix(before.Source)
		if problem := judgeFixed(fixer, before, after); problem != "" {
			t.Errorf("%s, %s: %s\n%s\nbecame, by %s\n%s", path, name, problem, text, titles(after), after.Source.Text)
		}
	}
}

// judgeFixed says what is wrong with what became of a pill; "" if nothing is.
func judgeFixed(f *Fixer, before, after *Fixed) string {
	if len(before.Syntax.Errors) == 0 && len(after.Syntax.Errors) > 0 {
		return "the syntax is broken"
	}
	if len(after.Made) == 0 {
		return ""
	}
	if again := f.Fix(after.Source); again.Source.Text != after.Source.Text {
		return "fixing again changes it again, by " + titles(again) + ", to\n" + again.Source.Text
	}
	if replayed := replay(before.Source, after.Made); replayed != after.Source.Text {
		return "it is not what its edits make of it, which is\n" + replayed
	}
	if before.Config.Error == nil && after.Config.Error != nil {
		return "it loaded before, and does not any more"
	}
	loaded := before.Config.Error == nil && len(before.Config.Maybes) == 0
	if was, is := declared(before), declared(after); loaded && f.Options.Profile == Bluepill && !slices.Equal(was, is) {
		return fmt.Sprintf("it declared %q, and now %q", was, is)
	}
	for _, d := range after.Found {
		if d.Span.File != after.Source {
			return "a finding that is left is not in the text"
		}
	}
	if !f.Unsafe {
		for _, r := range after.Made {
			if !r.Fix.Safe {
				return "a fix was made that is not safe: " + r.Fix.Title
			}
		}
	}
	return ""
}

// replay makes the edits of each round on the text of the one before.
func replay(src *source.File, made []Repair) string {
	for len(made) > 0 {
		round := made
		if i := slices.IndexFunc(made, func(r Repair) bool { return r.Span.File != made[0].Span.File }); i >= 0 {
			round = made[:i]
		}
		if round[0].Span.File.Text != src.Text {
			return "(the next round begins with another text)"
		}
		var edits []source.Edit
		for _, r := range round {
			edits = append(edits, r.Fix.Edits...)
		}
		text, err := source.Apply(round[0].Span.File, edits)
		if err != nil {
			return err.Error()
		}
		src, made = source.NewFile(src.Path, text), made[len(round):]
	}
	return src.Text
}

// declared lists what a pill declares: its applications and processes.
func declared(f *Fixed) (names []string) {
	for _, app := range f.Config.Apps {
		names = append(names, "application "+nameForTest(app.Name))
		for _, proc := range app.Processes {
			names = append(names, "process "+nameForTest(proc.Name))
		}
	}
	return names
}

func nameForTest(v eval.Value) string {
	begin, whole := nameBegins(v)
	return fmt.Sprint(begin, whole)
}

func titles(f *Fixed) string {
	var all []string
	for _, r := range f.Made {
		all = append(all, r.Rule+": "+r.Fix.Title)
	}
	return strings.Join(all, ", ")
}
