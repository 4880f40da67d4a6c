package lsp

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// snippets are what gets typed in random edits.
var snippets = []string{
	"", " ", "\n", "\r\n", "é", "名前", "😀", "\t", "end\n", "do |x|\n", "\"", "'", "(", "#{", "}", "# ", "p.pid_file = '/run/é😀.pid'\n",
	"process.daemonize = true\n", "process.stop_signals = [:quit, 5.seconds, :kill]\n", "x = ENV['名']\n", "<<~E\n", ":", "process.", "=begin\n",
}

// TestRandomEdits types at random into several documents, with versions that do
// not count up and places that do not exist, and demands the findings that the
// command line has for the same texts.
func TestRandomEdits(t *testing.T) {
	t.Parallel()
	edits := 10_000
	if testing.Short() {
		edits = 1_000
	}
	r := rand.New(rand.NewPCG(1, 2))
	c := dial(t, dialing{folders: []string{"/w"}})
	texts := map[string]string{}
	for i, path := range somePills(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := "# é名😀\n" + string(data)
		if i%2 == 1 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		texts[fmt.Sprintf("pills/%d.pill", i)] = text
	}
	names := sortedKeys(texts)
	version := map[string]int32{}
	for _, name := range names {
		version[name] = 1
		c.openAs(uri.File("/w/"+name), "pill", 1, texts[name])
	}
	saved := map[string]string{}
	for n := 0; n < edits; {
		name := names[r.IntN(len(names))]
		if saved[name] == "" {
			saved[name] = texts[name]
		}
		for range 1 + r.IntN(30) {
			n++
			change, after := randomEdit(r, texts[name])
			if r.IntN(12) == 0 { // undo all, so that the text is seldom broken for long
				change, after = map[string]any{"text": saved[name]}, saved[name]
			}
			texts[name] = after
			version[name] = int32(r.Uint32()>>2)<<1 | int32(n&1)
			c.change(uri.File("/w/"+name), version[name], change)
		}
		if r.IntN(3) == 0 {
			texts[name] = saved[name]
			version[name]++
			c.change(uri.File("/w/"+name), version[name], saved[name])
		}
		want := freshFindings(texts)
		for _, name := range names {
			u := uri.File("/w/" + name)
			c.await(fmt.Sprintf("after %d edits, findings of version %d of %s:\n%s\nnot\n%s", n, version[name], name, strings.Join(want[name], "\n"), strings.Join(inFull(c.latestOf(u)), "\n")), func() bool {
				p := c.latest[u]
				return p != nil && p.Version != nil && *p.Version == version[name] && slices.Equal(inFull(p), want[name])
			})
		}
	}
	c.forget()
	for _, name := range names {
		c.close(uri.File("/w/" + name))
		c.want(uri.File("/w/"+name), noVersion)
	}
}

func (c *testClient) latestOf(u uri.URI) *publishedFindings {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.latest[u]
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// somePills lists a few whole pills.
func somePills(t testing.TB) []string {
	paths, err := filepath.Glob("../testdata/pills/*.pill")
	if err != nil || len(paths) < 4 {
		t.Fatal("no pills: ", err)
	}
	return paths[:4]
}

// randomEdit returns a change and what the text is then, worked out without any
// code of the server's.
func randomEdit(r *rand.Rand, text string) (change map[string]any, after string) {
	chars := []rune(text)
	start := r.IntN(len(chars) + 1)
	end := min(len(chars), start+max(0, r.IntN(12)-6))
	if len(chars) > 20_000 {
		end = len(chars)
	}
	// No editor has a place between the two characters of a line's end.
	inside := func(i int) bool { return i > 0 && i < len(chars) && chars[i-1] == '\r' && chars[i] == '\n' }
	for inside(start) {
		start--
	}
	for inside(end) {
		end++
	}
	add := snippets[r.IntN(len(snippets))]
	line, character := placeOf(chars, start)
	endLine, endCharacter := placeOf(chars, end)
	switch r.IntN(20) {
	case 0: // past the end of the line is the line's end
		end = start
		for end < len(chars) && chars[end] != '\n' {
			end++
		}
		for end > start && chars[end-1] == '\r' && end < len(chars) {
			end--
		}
		endLine, endCharacter = line, 1_000_000
	case 1: // past the last line is the text's end
		end = len(chars)
		endLine, endCharacter = 1_000_000, 7
	}
	after = string(chars[:start]) + add + string(chars[end:])
	if r.IntN(20) == 0 && end > start { // the wrong way round
		line, character, endLine, endCharacter = endLine, endCharacter, line, character
	}
	return at(line, character, endLine, endCharacter, add), after
}

// placeOf counts lines, and characters in UTF-16.
func placeOf(chars []rune, i int) (line, character uint32) {
	start := 0
	for k, c := range chars[:i] {
		if c == '\n' {
			line++
			start = k + 1
		}
	}
	return line, uint32(len(utf16.Encode(chars[start:i])))
}

// freshFindings checks texts as the command line does.
func freshFindings(texts map[string]string) map[string][]string {
	want := map[string][]string{}
	var facts []*rules.Facts
	var all []diag.Diagnostic
	for _, name := range sortedKeys(texts) {
		want[name] = []string{}
		doc := parser.Read(source.NewFile(name, texts[name]), eval.Env{})
		all = append(all, rules.Check(doc, rules.Options{})...)
		facts = append(facts, rules.Gather(doc, rules.Options{}))
	}
	for _, d := range diag.Sort(append(all, rules.CheckTogether(facts, rules.Options{})...)) {
		chars := []rune(d.Span.File.Text)
		start, end := len([]rune(d.Span.File.Text[:d.Span.Start])), len([]rune(d.Span.File.Text[:d.Span.End]))
		line, character := placeOf(chars, start)
		endLine, endCharacter := placeOf(chars, end)
		name := d.Span.File.Path
		want[name] = append(want[name], fmt.Sprintf("%d:%d-%d:%d %s %s %s", line, character, endLine, endCharacter, d.Severity, d.Rule, d.Message))
	}
	return want
}

func inFull(p *publishedFindings) []string {
	list := []string{}
	if p == nil {
		return list
	}
	for _, d := range p.Diagnostics {
		list = append(list, fmt.Sprintf("%d:%d-%d:%d %s %s %s", d.Range.Start.Line, d.Range.Start.Character, d.Range.End.Line, d.Range.End.Character,
			diag.Severity(d.Severity), d.Code, d.Message))
	}
	return list
}
