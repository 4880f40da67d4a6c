package lsp

// This file compares what the editor shows with what the real Bluepill 0.1.3
// held after loading the same pills.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// recordedGround answers as the machine did on which the pills were recorded.
func recordedGround(path string) ground {
	vars := map[string]string{"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
	return ground{env: func() eval.Env {
		return eval.Env{
			Getenv: func(name string) (string, bool) { v, ok := vars[name]; return v, ok },
			Environ: func() (list []string) {
				for _, name := range []string{"HOME", "LANG", "PATH"} {
					list = append(list, name+"="+vars[name])
				}
				return list
			},
			ReadFile: os.ReadFile,
			Stat:     func(string) string { return "" },
			Glob:     func(string) []string { return nil },
			Gem:      func(string) bool { return false },
			Home:     "/root", Dir: "/", Path: path, Root: true,
		}
	}}
}

// goldenText returns a recorded pill as an open document.
func goldenText(t *testing.T, file string) *text {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	path := "/srv/pills/" + filepath.Base(file)
	u := uri.File(path)
	shot := newSnapshot(u, path, "pill", 1, source.NewFile(path, string(data)), recordedGround(path), nil)
	v := &View{client: &client{encoding: protocol.PositionEncodingKindUTF16}, docs: map[uri.URI]*Snapshot{u: shot}}
	return v.text(u)
}

type goldenProcess struct {
	Name       any                        `json:"name"`
	Attributes map[string]json.RawMessage `json:"attributes"`
	Checks     []struct {
		Name    any             `json:"name"`
		Options json.RawMessage `json:"options"`
	} `json:"checks"`
}

// goldenProcesses returns what Bluepill held.
func goldenProcesses(t *testing.T, file string) (list []goldenProcess) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Applications []struct {
			Processes []goldenProcess `json:"processes"`
		} `json:"applications"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, a := range all.Applications {
		list = append(list, a.Processes...)
	}
	return list
}

// TestValuesOfGoldenPills demands that hovers show what Bluepill holds, in full
// for each process and on each attribute.
func TestValuesOfGoldenPills(t *testing.T) {
	files, err := filepath.Glob("../testdata/golden/*.pill")
	if err != nil || len(files) == 0 {
		t.Fatal("no pills", err)
	}
	compared := 0
	for _, file := range files {
		x := goldenText(t, file)
		if x == nil {
			continue // Ruby refuses it
		}
		want := goldenProcesses(t, strings.TrimSuffix(file, ".pill")+".json")
		var got []*pill.Process
		for p := range x.Config.Processes {
			got = append(got, p)
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d processes, want %d", file, len(got), len(want))
			continue
		}
		for i, p := range got {
			whole := shownLines(processText(p))
			for name, raw := range want[i].Attributes {
				a, ok := pill.FindAttribute(name)
				if !ok || string(raw) == "null" || a.Kind == pill.BlockOfCode {
					continue
				}
				line := name + " = " + rubyOf(t, raw)
				if !slices.Contains(whole, line) {
					t.Errorf("%s: process %v has %s, and the hover shows\n%s", file, want[i].Name, line, strings.Join(whole, "\n"))
				}
				compared++
				s := p.Last(name)
				if s == nil || s.NameSpan.File != x.Source || s.Form == pill.ByOther {
					continue
				}
				if h, ok := x.tip(s.NameSpan.Start); !ok || !slices.Contains(shownLines(h.text), line) && !strings.Contains(h.text, "more") {
					t.Errorf("%s: %s has %s, and the hover there shows\n%s", file, s.NameSpan, line, h.text)
				}
			}
			for _, c := range want[i].Checks {
				name, _ := json.Marshal(c.Name)
				line := "checks " + rubyOf(t, name)
				if options := rubyOf(t, c.Options); options != "{}" {
					line += ", " + strings.TrimSuffix(strings.TrimPrefix(options, "{"), "}")
				}
				if !slices.Contains(whole, line) {
					t.Errorf("%s: process %v has %s, and the hover shows\n%s", file, want[i].Name, line, strings.Join(whole, "\n"))
				}
				compared++
			}
		}
	}
	if compared < 170 {
		t.Errorf("only %d values were compared", compared)
	}
}

var (
	textKey = regexp.MustCompile(`"(\w+)" => `)
	pattern = regexp.MustCompile(`^/[^/]*/$`)
	units   = regexp.MustCompile(` # [^"]*$`)
)

// shownLines returns the lines of code in a hover, written as rubyOf does.
func shownLines(text string) (lines []string) {
	for line := range strings.Lines(text) {
		line = units.ReplaceAllString(strings.TrimSuffix(line, "\n"), "")
		lines = append(lines, textKey.ReplaceAllString(line, "$1: "))
	}
	return lines
}

// rubyOf writes a recorded value as Ruby.
func rubyOf(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	token, err := d.Token()
	if err != nil {
		t.Fatal(err)
	}
	switch v := token.(type) {
	case json.Delim:
		var parts []string
		for d.More() {
			lead := ""
			if v == '{' {
				key, _ := d.Token()
				lead = textKey.ReplaceAllString(fmt.Sprint(key)+": ", "$1: ")
			}
			var part json.RawMessage
			if err := d.Decode(&part); err != nil {
				t.Fatal(err)
			}
			parts = append(parts, lead+rubyOf(t, part))
		}
		if v == '{' {
			return "{" + strings.Join(parts, ", ") + "}"
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		if strings.HasPrefix(v, ":") || strings.HasPrefix(v, "#<") || pattern.MatchString(v) {
			return v
		}
		return pill.Inspect(&eval.Str{S: v})
	case nil:
		return "nil"
	}
	return fmt.Sprint(token)
}
