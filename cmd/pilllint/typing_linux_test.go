package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// An hour of typing is about 20,000.
var keystrokes = flag.Int("keystrokes", 3_000, "how many `keystrokes` TestTyping makes")

// written are lines that somebody writes, and takes back.
var written = []string{
	`    process.stop_signals = [:quit, 30.seconds, :term, 15.seconds, :kill]`,
	`    process.checks :mem_usage, :every => 10.seconds, :below => 200.megabytes, :times => [3, 5]`,
	`    process.environment = { "NAME" => "é名😀", "PATH" => "#{ENV["HOME"]}/bin" }`,
	`  app.process("user_more_#{name}") do |process|`,
	`  end`,
	`workers.times do |i| app.process("user_worker_#{i}") { |p| p.start_command = "bin/worker" } end`,
	`# pilllint:ignore unknown-attribute -- why`,
	`<<~TEXT`,
}

// asked is what an editor asks while somebody writes.
var asked = []string{
	"hover", "completion", "signatureHelp", "definition", "documentHighlight", "documentSymbol", "foldingRange", "semanticTokens/full",
	"codeLens", "documentLink",
}

// TestTyping types into pills for a long time, and demands that the server does
// not grow by it.
func TestTyping(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("../../testdata/pills/*")
	if err != nil || len(paths) == 0 {
		t.Fatal("no pills: ", err)
	}
	s := startServer(t, buildServer(t))
	w := &writer{served: s, rand: rand.New(rand.NewPCG(1, 2))}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		w.pills = append(w.pills, openPill{filepath.Base(path), 1, strings.Split(string(text), "\n")})
		s.open(filepath.Base(path), string(text))
	}
	// What it takes at most in the first quarter, it may take again.
	var most [4]float64
	for w.made < *keystrokes {
		w.write()
		quarter := min(w.made*len(most) / *keystrokes, len(most)-1)
		most[quarter] = max(most[quarter], s.resident())
	}
	s.end()
	t.Logf("%d keystrokes: %.1f MB in each quarter", w.made, most)
	if most[3] > most[0]+5 {
		t.Errorf("the server grows by %.1f MB in %d keystrokes: %.1f", most[3]-most[0], w.made, most)
	}
}

// A writer types into pills, and waits for the findings after each key.
type writer struct {
	*served
	rand  *rand.Rand
	pills []openPill
	made  int // keystrokes
	asks  int
}

type openPill struct {
	name    string
	version int
	lines   []string
}

// write writes a line somewhere, looks at it, and takes it back.
func (w *writer) write() {
	w.t.Helper()
	p := &w.pills[w.rand.IntN(len(w.pills))]
	line, column := w.rand.IntN(len(p.lines)-1)+1, 0
	w.change(p, line, 0, line, 0, "\n")
	for _, r := range written[w.rand.IntN(len(written))] {
		w.change(p, line, column, line, column, string(r))
		column += utf16.RuneLen(r)
	}
	for _, what := range asked {
		w.ask(p, what, fmt.Sprintf(`"position":{"line":%d,"character":%d}`, line, w.rand.IntN(column+1)))
	}
	everything := fmt.Sprintf(`"range":{"start":{"line":0,"character":0},"end":{"line":%d,"character":0}}`, len(p.lines))
	w.ask(p, "inlayHint", everything)
	w.ask(p, "codeAction", everything+`,"context":{"diagnostics":[]}`)
	w.change(p, line, 0, line+1, 0, "")
}

func (w *writer) change(p *openPill, line, column, endLine, endColumn int, text string) {
	w.t.Helper()
	w.made++
	p.version++
	w.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///w/%s","version":%d},"contentChanges":[
		{"range":{"start":{"line":%d,"character":%d},"end":{"line":%d,"character":%d}},"text":%q}]}}`, p.name, p.version, line, column, endLine, endColumn, text))
	w.await(fmt.Sprintf(`"version":%d,"`, p.version))
}

func (w *writer) ask(p *openPill, what, more string) {
	w.t.Helper()
	w.asks++
	w.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":"ask %d","method":"textDocument/%s","params":{"textDocument":{"uri":"file:///w/%s"},%s}}`, w.asks, what, p.name, more))
	w.await(fmt.Sprintf(`"id":"ask %d"`, w.asks))
}
