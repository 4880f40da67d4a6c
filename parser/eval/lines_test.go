package eval

// This file runs testdata/eval: Ruby lines in which a comment tells what the
// statement that ends on the line comes to.
//
//	"a".upcase     # => "A"
//	ENV["A"].to_i  # => unknown Integer (environment A)
//	nil.upcase     # => raises NoMethodError: undefined method `upcase' for nil:NilClass
//
// Chunks are separated by lines of dashes after a "#" and know nothing of each
// other. Every value and every exception is also asked of Ruby itself.

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

const linesDir = "../../testdata/eval"

var (
	wantComment = regexp.MustCompile(`#\s*=>\s*(.*)$`)
	chunkRule   = regexp.MustCompile(`(?m)^# -{3,}\n`)
)

func TestLines(t *testing.T) {
	files, err := filepath.Glob(linesDir + "/*.rb")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			for _, chunk := range chunks(t, path) {
				runChunk(t, chunk)
			}
		})
	}
}

// chunks splits a file; each chunk keeps its lines' numbers by leading
// newlines.
func chunks(t *testing.T, path string) []*source.File {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []*source.File
	at := 0
	text := string(data)
	for _, part := range chunkRule.Split(text, -1) {
		lines := strings.Count(text[:at], "\n")
		list = append(list, source.NewFile(path, strings.Repeat("\n", lines)+part))
		at += len(part)
		if loc := chunkRule.FindStringIndex(text[at:]); loc != nil && loc[0] == 0 {
			at += loc[1]
		}
	}
	return list
}

func runChunk(t *testing.T, src *source.File) {
	file := syntax.Parse(src)
	for _, e := range file.Errors {
		t.Fatalf("%s:%d: %s", src.Path, e.Line, e.Message)
	}
	in := New(Env{})
	in.main = file
	f := &frame{file: file, self: in.mainObject, scope: &scope{vars: make([]Value, len(file.Locals))}, cref: &cref{class: in.class("Object")}}
	f.home = f
	in.frame = f
	for _, n := range file.Body.List {
		line, want := expectation(src, n)
		got := ""
		in.stoppable(func() {
			exc := in.protect(func() { got = in.show(in.eval(n)) })
			if exc != nil {
				fault := in.fault(exc)
				got = fmt.Sprintf("raises %s: %s", fault.Class, fault.Message)
			}
		})
		if want == "" && !strings.HasPrefix(got, "raises") {
			continue
		}
		if got != want {
			t.Errorf("%s:%d: %s\n  got  %s\n  want %s", src.Path, line, file.Span(n).Text(), got, want)
		}
	}
}

// expectation is what the comment on a statement's last line says.
func expectation(src *source.File, n syntax.Node) (line int, want string) {
	line = src.Line(max(int(n.Range().End)-1, 0))
	rest := src.Text[n.Range().End:src.LineSpan(line).End]
	if m := wantComment.FindStringSubmatch(rest); m != nil {
		return line, strings.TrimSpace(m[1])
	}
	return line, ""
}

// show is how an expectation writes a value.
func (in *Interp) show(v Value) string {
	if u := lost(v); u != nil {
		return u.describe()
	}
	if u := Deep(v); u != nil {
		return "partly " + u.describe()
	}
	text, u := in.tryText(in.Inspect, v)
	if u != nil {
		return "inspect is " + u.describe()
	}
	return text
}

// describe writes an Unknown: its type, what is known of its text, why.
func (u *Unknown) describe() string {
	words := []string{"unknown"}
	if u.Type != Any {
		words = append(words, u.Type.String())
	}
	pieces := slices.Clone(u.Pieces)
	if pieces == nil {
		pieces = []string{u.Prefix, u.Suffix}
	}
	if strings.Join(pieces, "") != "" {
		for i, p := range pieces {
			pieces[i] = fmt.Sprintf("%q", p)
		}
		words = append(words, strings.Join(pieces, "..."))
	}
	if u.Type != Any && !u.NonNil {
		words = append(words, "or nil")
	}
	c := u.Causes[0]
	return strings.Join(words, " ") + fmt.Sprintf(" (%s %s)", c.Reason, c.Name)
}

// TestLinesJudged asks Ruby for every value that the lines claim to know.
func TestLinesJudged(t *testing.T) {
	files, _ := filepath.Glob(linesDir + "/*.rb")
	type ask struct {
		Name       string   `json:"name"`
		Statements []string `json:"statements"`
		Lines      []int    `json:"lines"`
		Wants      []string `json:"wants"`
	}
	var asks []ask
	for _, path := range files {
		for _, src := range chunks(t, path) {
			file := syntax.Parse(src)
			a := ask{Name: filepath.Base(path)}
			for _, n := range file.Body.List {
				line, want := expectation(src, n)
				a.Statements = append(a.Statements, statementText(file, n))
				a.Lines = append(a.Lines, src.Line(int(n.Range().Start)))
				if strings.Contains(want, "unknown ") {
					want = ""
				}
				a.Wants = append(a.Wants, want)
				_ = line
			}
			asks = append(asks, a)
		}
	}
	input, _ := json.Marshal(asks)
	cmd := exec.Command("ruby", "-W0", "testdata/judge.rb")
	cmd.Stdin = strings.NewReader(string(input))
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=/root", "LANG=C.UTF-8"}
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal("ruby: ", err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		if line != "" {
			t.Error("Ruby disagrees: ", line)
		}
	}
}

// statementText is a statement with the heredocs that begin in it.
func statementText(file *syntax.File, n syntax.Node) string {
	end := int(n.Range().End)
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Str:
			end = max(end, int(n.Heredoc.End))
		case *syntax.DStr:
			end = max(end, int(n.Heredoc.End))
		}
		return true
	})
	return file.Source.Text[n.Range().Start:end]
}
