package rules

import (
	"context"
	"os"
	"runtime/debug"
	"testing"
	"time"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/ruby"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// corpus reads the pills that speed is measured with.
func corpus(b *testing.B) (texts []string) {
	for _, file := range pills(b, "../testdata/golden/*.pill", "../testdata/pills/*.pill") {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

func size(texts []string) (n int64) {
	for _, text := range texts {
		n += int64(len(text))
	}
	return n
}

// BenchmarkCheck measures the rules alone, on pills that are read already.
func BenchmarkCheck(b *testing.B) {
	texts := corpus(b)
	var docs []*parser.Document
	for _, text := range texts {
		docs = append(docs, read(exampleFile, text))
	}
	b.SetBytes(size(texts))
	b.ReportAllocs()
	for b.Loop() {
		for _, doc := range docs {
			Check(doc, Options{})
		}
	}
}

// BenchmarkLintVersusParse measures reading and linting against what
// tree-sitter alone takes to parse the same files: the metric "ratio".
func BenchmarkLintVersusParse(b *testing.B) {
	texts := corpus(b)
	grammar := sitter.NewParser()
	grammar.SetLanguage(ruby.GetLanguage())
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the command has it
	var lint, parse time.Duration
	b.SetBytes(size(texts))
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		for _, text := range texts {
			Check(parser.Read(source.NewFile(exampleFile, text), eval.Env{}), Options{})
		}
		middle := time.Now()
		for _, text := range texts {
			tree, err := grammar.ParseCtx(context.Background(), nil, []byte(text))
			if err != nil {
				b.Fatal(err)
			}
			tree.Close()
		}
		lint += middle.Sub(start)
		parse += time.Since(middle)
	}
	b.ReportMetric(float64(lint)/float64(parse), "ratio")
}
