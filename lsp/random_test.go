package lsp

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/txtar"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

var (
	seed  = flag.Uint64("seed", 1, "what TestRandomEdits begins with")
	edits = flag.Int("edits", 10_000, "how many edits TestRandomEdits makes, in all encodings together")
)

// snippets are what gets typed in random edits.
var snippets = []string{
	"", " ", "\n", "\r\n", "é", "名前", "😀", "\t", "end\n", "do |x|\n", "\"", "'", "(", "#{", "}", "# ", "p.pid_file = '/run/é😀.pid'\n",
	"process.daemonize = true\n", "process.stop_signals = [:quit, 5.seconds, :kill]\n", "x = ENV['名']\n", "<<~E\n", ":", "process.",
	"=begin\n", "<%= x %>", "<% if é %>", "<% end %>", "%>", "      stop_grace: 5 # 😀\n", "  - 名: {", "\ufeff", "e\u0301", "\u2028",
}

// randomTexts are what TestRandomEdits begins with, by name: pills, some with
// carriage returns, a template and a manifest.
func randomTexts(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{"pills/.cloud66/manifest.yml": `# é名😀
production:
  procfile_metadata:
    web:
      stop_sequence: term, 90, kill # 名
      restart_signal: usr2
    😀: { stop_sequence: "quit, 5, é" }
`}
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
	archive, err := txtar.ParseFile("../testdata/templates/workers.txtar")
	if err != nil {
		t.Fatal(err)
	}
	texts["pills/é 名.pill.erb"] = "<%# 😀 %>\r\n" + string(archive.Files[0].Data)
	return texts
}

// TestRandomEdits types at random into several documents, with versions that do
// not count up and places that do not exist, and demands the findings that the
// command line has for the same texts, without waiting for anybody to rest.
func TestRandomEdits(t *testing.T) {
	t.Parallel()
	for i, e := range []encoding{protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32} {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			c := dial(t, dialing{folders: []string{"/w"}, encodings: []encoding{e}, options: Options{Rest: forever}})
			if c.encoding != e {
				t.Fatal("it is spoken in ", c.encoding)
			}
			w := &randomWriter{testClient: c, Rand: rand.New(rand.NewPCG(*seed, uint64(i))), texts: randomTexts(t), version: map[string]int32{}, saved: map[string]string{}}
			w.write(*edits / 3)
		})
	}
}

// A randomWriter is an editor in which somebody writes at random.
type randomWriter struct {
	*testClient
	*rand.Rand
	texts   map[string]string // what is in each document
	saved   map[string]string // what was in it before it was touched
	version map[string]int32
}

func (w *randomWriter) write(edits int) {
	w.t.Helper()
	names := sortedKeys(w.texts)
	for _, name := range names {
		w.version[name], w.saved[name] = 1, w.texts[name]
		w.openAs(uri.File("/w/"+name), languageOf(name), 1, w.texts[name])
	}
	for n := 0; n < edits; {
		name := names[w.IntN(len(names))]
		for range 1 + w.IntN(30) {
			n++
			w.edit(name)
		}
		switch w.IntN(9) {
		case 0, 1, 2:
			w.texts[name] = w.saved[name]
			w.version[name]++
			w.change(uri.File("/w/"+name), w.version[name], w.saved[name])
		case 3: // what was opened is opened again, which makes it another text
			w.texts[name] = w.saved[name]
			w.version[name] = int32(w.Uint32() >> 2)
			w.openAs(uri.File("/w/"+name), languageOf(name), w.version[name], w.saved[name])
		}
		w.compare(fmt.Sprintf("after %d edits, seed %d", n, *seed))
	}
	w.forget()
	for _, name := range names {
		w.close(uri.File("/w/" + name))
		w.want(uri.File("/w/"+name), noVersion)
	}
}

// edit changes a document, in one message or with others in the same.
func (w *randomWriter) edit(name string) {
	var changes []any
	for range 1 + max(0, w.IntN(8)-5) {
		var change map[string]any
		change, w.texts[name] = w.randomEdit(w.texts[name])
		if w.IntN(12) == 0 { // undo all, so that the text is seldom broken for long
			w.texts[name] = w.saved[name]
			change = map[string]any{"text": w.saved[name]}
		}
		changes = append(changes, change)
	}
	w.version[name] = int32(w.Uint32()>>2)<<1 | w.version[name]&1 ^ 1
	w.change(uri.File("/w/"+name), w.version[name], changes...)
}

// compare demands the findings of the texts as they are.
func (w *randomWriter) compare(when string) {
	w.t.Helper()
	want := freshFindings(w.texts, w.encoding)
	for _, name := range sortedKeys(w.texts) {
		u := uri.File("/w/" + name)
		last := strings.Join(inFull(w.latestOf(u)), "\n")
		w.await(fmt.Sprintf("%s, findings of version %d of %s:\n%s\nnot\n%s", when, w.version[name], name, strings.Join(want[name], "\n"), last), func() bool {
			p := w.latest[u]
			return p != nil && p.Version != nil && *p.Version == w.version[name] && slices.Equal(inFull(p), want[name])
		})
	}
}

func languageOf(name string) string {
	switch {
	case strings.HasSuffix(name, ".yml"):
		return "yaml"
	case strings.HasSuffix(name, ".erb"):
		return "eruby"
	}
	return "pill"
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
func (w *randomWriter) randomEdit(text string) (change map[string]any, after string) {
	chars := []rune(text)
	start := w.IntN(len(chars) + 1)
	end := min(len(chars), start+max(0, w.IntN(12)-6))
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
	add := snippets[w.IntN(len(snippets))]
	line, character := placeOf(chars, start, w.encoding)
	endLine, endCharacter := placeOf(chars, end, w.encoding)
	switch w.IntN(20) {
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
	case 2: // within a character is its beginning
		if inner := width(chars[start:min(start+1, len(chars))], w.encoding); end == start && inner > 1 {
			character += uint32(1 + w.IntN(int(inner)-1))
			endCharacter = character
		}
	}
	after = string(chars[:start]) + add + string(chars[end:])
	if w.IntN(20) == 0 && end > start { // the wrong way round
		line, character, endLine, endCharacter = endLine, endCharacter, line, character
	}
	return at(line, character, endLine, endCharacter, add), after
}

// placeOf counts lines, and characters.
func placeOf(chars []rune, i int, e encoding) (line, character uint32) {
	start := 0
	for k, c := range chars[:i] {
		if c == '\n' {
			line++
			start = k + 1
		}
	}
	return line, width(chars[start:i], e)
}

// width is how long characters are.
func width(chars []rune, e encoding) uint32 {
	switch e {
	case protocol.PositionEncodingKindUTF8:
		return uint32(len(string(chars)))
	case protocol.PositionEncodingKindUTF32:
		return uint32(len(chars))
	}
	return uint32(len(utf16.Encode(chars)))
}

// freshFindings checks texts as the command line does.
func freshFindings(texts map[string]string, e encoding) map[string][]string {
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
		line, character := placeOf(chars, start, e)
		endLine, endCharacter := placeOf(chars, end, e)
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
