package syntax

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/ruby"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax/accept"
)

// goldenPills returns the texts of the pills that Bluepill itself has judged.
func goldenPills(t testing.TB) (texts []string) {
	paths, err := filepath.Glob("../../testdata/golden/*.pill")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden pills: %v", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	return texts
}

func benchmark(b *testing.B, run func(text string)) {
	texts := goldenPills(b)
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			run(text)
		}
	}
}

// BenchmarkTreeSitter is the floor: the grammar alone.
func BenchmarkTreeSitter(b *testing.B) {
	p := sitter.NewParser()
	p.SetLanguage(ruby.GetLanguage())
	benchmark(b, func(text string) {
		tree, err := p.ParseCtx(context.Background(), nil, []byte(text))
		if err != nil {
			b.Fatal(err)
		}
		tree.Close()
	})
}

// BenchmarkAccept is the judgement of Ruby's, and the tree.
func BenchmarkAccept(b *testing.B) {
	benchmark(b, func(text string) { accept.Read(text) })
}

// BenchmarkParse is all of Parse.
func BenchmarkParse(b *testing.B) {
	benchmark(b, func(text string) { Parse(source.NewFile("bench.pill", text)) })
}
