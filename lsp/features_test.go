package lsp

// This file asks every feature at many places of many pills, whole and broken.

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/source"
)

// TestEverywhere demands that each feature answers at any place, of texts that
// are broken anywhere, with places that lie within the text.
func TestEverywhere(t *testing.T) {
	files, err := filepath.Glob("../testdata/pills/*.pill")
	more, _ := filepath.Glob("../testdata/golden/*.pill")
	if files = append(files, more...); err != nil || len(files) == 0 {
		t.Fatal("no pills", err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 20_000 {
			continue
		}
		u := uri.File("/w/" + filepath.Base(file))
		text := string(data)
		whole := newSnapshot(u, u.FsPath(), "pill", 1, source.NewFile(u.FsPath(), text), ground{}, nil)
		askAll(t, r, whole)
		from := r.IntN(len(text) + 1)
		to := min(len(text), from+r.IntN(30))
		broken := text[:from] + []string{"\"", "process.", " do |é|", "", "(", "😀", "\r\n"}[r.IntN(7)] + text[to:]
		askAll(t, r, newSnapshot(u, u.FsPath(), "pill", 2, source.NewFile(u.FsPath(), broken), ground{}, whole))
	}
}

// askAll calls every feature with every position that is drawn.
func askAll(t *testing.T, r *rand.Rand, s *Snapshot) {
	t.Helper()
	v := &View{client: &client{encoding: protocol.PositionEncodingKindUTF16, snippetItems: true}, docs: map[uri.URI]*Snapshot{s.URI: s}}
	server := &Server{}
	server.view.Store(v)
	for range 4 {
		at := v.Position(s.Source, r.IntN(len(s.Source.Text)+1))
		params, err := protocol.Marshal(map[string]any{
			"textDocument": map[string]any{"uri": s.URI}, "position": at, "positions": []any{at}, "newName": "x", "query": "",
			"range": v.Range(s.Source.Whole()), "context": map[string]any{"includeDeclaration": true, "triggerKind": 1},
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range features() {
			answer, err := m.start(server, params)
			if err != nil {
				t.Fatalf("%s: %v", m.name, err)
			}
			result, err := answer(context.Background())
			if err != nil && m.name != protocol.MethodTextDocumentRename {
				t.Errorf("%s at %v of %s: %v", m.name, at, s.Source.Path, err)
				continue
			}
			raw, err := protocol.Marshal(result)
			if err != nil {
				t.Errorf("%s at %v of %s: %v", m.name, at, s.Source.Path, err)
				continue
			}
			checkRanges(t, m.name, s.Source, raw)
		}
	}
}

// checkRanges demands that all ranges of an answer lie in the text, and the
// right way round.
func checkRanges(t *testing.T, method string, f *source.File, raw []byte) {
	t.Helper()
	var parsed any
	if err := json.Unmarshal(raw, &parsed); err != nil {
		t.Fatal(method, err)
	}
	eachObject(parsed, func(o map[string]any) {
		start, ok := o["start"].(map[string]any)
		end, is := o["end"].(map[string]any)
		if !ok || !is {
			return
		}
		a := f.OffsetUTF16(int(start["line"].(float64)), int(start["character"].(float64)))
		b := f.OffsetUTF16(int(end["line"].(float64)), int(end["character"].(float64)))
		if a > b || int(end["line"].(float64)) >= f.LineCount() {
			t.Errorf("%s of %s: %v", method, f.Path, o)
		}
	})
}

func eachObject(v any, f func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(v)
		for _, e := range v {
			eachObject(e, f)
		}
	case []any:
		for _, e := range v {
			eachObject(e, f)
		}
	}
}

// TestFramesOfGoldenPills compares what words tell of blocks with the tree.
func TestFramesOfGoldenPills(t *testing.T) {
	files, _ := filepath.Glob("../testdata/golden/*.pill")
	compared := 0
	for _, file := range files {
		x := goldenText(t, file)
		if x == nil {
			continue
		}
		for p := range x.Processes {
			for _, s := range p.Settings {
				if s.Inherited || s.NameSpan.File != x.Source || s.Form != 1 || p.Block == nil || !holds(p.Block.Pos, s.NameSpan.Start) {
					continue
				}
				path := pathTo(x.Syntax, s.NameSpan.Start)
				want, _ := roleOf(path)
				got, _ := innermost(frames(x.Source.Text[:s.NameSpan.Start]))
				if got.role != want {
					t.Errorf("%s: role %d, want %d", s.NameSpan, got.role, want)
				}
				compared++
			}
		}
	}
	if compared < 50 {
		t.Errorf("only %d places were compared", compared)
	}
}
