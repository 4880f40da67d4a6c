package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/uri"
)

// pillOf returns a pill of about so many lines.
func pillOf(lines int) string {
	var b strings.Builder
	b.WriteString("Bluepill.application(\"user_shop\") do |app|\n")
	for i := 0; i < lines-2; i += 10 {
		fmt.Fprintf(&b, `  app.process("user_shop_%d") do |process|
    process.start_command = "bin/shop --queue é名😀"
    process.daemonize = true
    process.pid_file = "/run/shop/%d.pid"
    process.stdout = process.stderr = "/srv/shop/log/shop%d.log"
    process.stop_signals = [:quit, 5.seconds, :term, 5.seconds, :kill]
    process.stop_grace_time = 20.seconds
    process.checks :mem_usage, every: 10.seconds, below: 200.megabytes, times: [3, 5]
  end

`, i, i, i)
	}
	b.WriteString("end\n")
	return b.String()
}

// BenchmarkKeystroke types into a pill and waits for its findings each time: a
// letter into a command, or a quote that leaves the text broken and is taken back.
// The clock stops when they are there; that a client has to decode them, too, is in
// the time of each turn (ns/op) only.
func BenchmarkKeystroke(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the program has it while few documents are open
	for _, typed := range []struct{ name, text string }{{"letter", "x"}, {"quote", `"`}} {
		for _, lines := range []int{100, 5_000} {
			b.Run(fmt.Sprintf("%s/lines=%d", typed.name, lines), func(b *testing.B) { benchmarkTyping(b, lines, typed.text) })
		}
	}
}

// benchmarkTyping has a text typed and taken back in the middle of a pill.
func benchmarkTyping(b *testing.B, lines int, typed string) {
	c := dial(b, dialing{folders: []string{"/w"}, options: Options{Rest: time.Second / 2}}) // as the program has it
	text := pillOf(lines)
	c.open(shop, text)
	c.awaitFindings(shop, 1)
	line := uint32(10*(lines/20) + 2) // a start_command
	column := uint32(strings.Index(strings.Split(text, "\n")[line], "bin/shop"))
	var took []time.Duration
	version := int32(1)
	for b.Loop() {
		version++
		change := at(line, column, line, column, typed)
		if version%2 == 1 {
			change = at(line, column, line, column+1, "")
		}
		start := time.Now()
		c.change(shop, version, change)
		c.awaitFindings(shop, version)
		took = append(took, c.latest[shop].arrived.Sub(start))
	}
	slices.Sort(took)
	for _, p := range []int{50, 95, 99} {
		b.ReportMetric(float64(took[min(len(took)-1, len(took)*p/100)].Microseconds())/1000, fmt.Sprintf("ms-p%d", p))
	}
}

// BenchmarkInitialize starts a server and waits until it may be used.
func BenchmarkInitialize(b *testing.B) {
	for b.Loop() {
		c := dial(b, dialing{silent: true})
		c.must(c.call("initialize", map[string]any{"processId": os.Getpid(), "capabilities": map[string]any{}}, nil))
		_ = c.in.Close()
		c.ended()
	}
}

// BenchmarkOpen opens a hundred pills of a hundred lines.
func BenchmarkOpen(b *testing.B) {
	text := pillOf(100)
	for b.Loop() {
		c := dial(b, dialing{folders: []string{"/w"}, silent: true})
		c.must(c.call("initialize", map[string]any{"processId": nil, "capabilities": map[string]any{}}, nil))
		for i := range 100 {
			c.open(uri.File(fmt.Sprintf("/w/%d.pill", i)), text)
		}
		for i := range 100 {
			c.awaitFindings(uri.File(fmt.Sprintf("/w/%d.pill", i)), 1)
		}
		_ = c.in.Close()
		c.ended()
	}
}

// BenchmarkWorkspace types into one of ten thousand pills.
func BenchmarkWorkspace(b *testing.B) {
	dir := b.TempDir()
	var paths []string
	for i := range maxOnDisk {
		paths = append(paths, filepath.Join(dir, fmt.Sprintf("user_shop%d.pill", i)))
		text := strings.NewReplacer("user_shop", fmt.Sprintf("user_shop%d", i)).Replace(good)
		if err := os.WriteFile(paths[i], []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	c := dial(b, dialing{folders: []string{dir}, options: Options{Find: func(string) []string { return paths }}})
	u := uri.File(paths[7])
	c.open(u, strings.ReplaceAll(good, "user_shop", "user_shop7"))
	c.awaitFindings(u, 1)
	var symbols []any
	for len(symbols) == 0 { // until all are read
		c.must(c.call("workspace/symbol", map[string]any{"query": fmt.Sprintf("user_shop%d_1", maxOnDisk-1)}, &symbols))
	}
	c.forget()
	version := int32(1)
	for b.Loop() {
		version++
		c.change(u, version, at(2, 28, 2, 28, "x"))
		c.awaitFindings(u, version)
	}
}
