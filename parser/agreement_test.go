package parser_test

// This file compares what we read with what the real Bluepill 0.1.3 held after
// loading the same pills, recorded in testdata/golden and testdata/cases. Run
// it with -v (or as make agreement) for the rates and for every disagreement.

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// recorded answers as the machine did on which the pills were recorded: root,
// with next to no environment.
func recorded(path string) eval.Env {
	vars := map[string]string{"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
	return eval.Env{
		Getenv: func(name string) (string, bool) { v, ok := vars[name]; return v, ok },
		Environ: func() []string {
			var list []string
			for k, v := range vars {
				list = append(list, k+"="+v)
			}
			sort.Strings(list)
			return list
		},
		ReadFile: os.ReadFile,
		Stat:     func(string) string { return "" },
		Glob:     func(string) []string { return nil },
		Gem:      func(string) bool { return false },
		Home:     "/root",
		Dir:      "/",
		Path:     path,
		Root:     true,
	}
}

// A dump is the recorded form of a pill.
type dump struct {
	Applications []any     `json:"applications"`
	Stdout       string    `json:"stdout"`
	Stderr       string    `json:"stderr"`
	Error        *dumpFail `json:"error"`
}

type dumpFail struct {
	Class   string `json:"class"`
	Message string `json:"message"`
	Line    int    `json:"line"`
}

func readDump(t *testing.T, name, text string) dump {
	t.Helper()
	doc := parser.Read(source.NewFile(name, text), recorded("/srv/pills/"+name))
	data, err := json.Marshal(doc.Config)
	if err != nil {
		t.Fatal(name, err)
	}
	var d dump
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(name, err)
	}
	return d
}

// differences lists in what two dumps do not agree; empty if they do.
func differences(got, want dump) []string {
	var list []string
	switch {
	case got.Error == nil && want.Error != nil:
		list = append(list, fmt.Sprintf("loads, but should fail: %s %s line %d", want.Error.Class, want.Error.Message, want.Error.Line))
	case got.Error != nil && want.Error == nil:
		list = append(list, fmt.Sprintf("fails, but should load: %s %s line %d", got.Error.Class, got.Error.Message, got.Error.Line))
	case got.Error != nil:
		if got.Error.Class != want.Error.Class {
			list = append(list, fmt.Sprintf("class %s %q, want %s %q", got.Error.Class, got.Error.Message, want.Error.Class, want.Error.Message))
		} else if strings.HasPrefix(want.Error.Message, "Config Error") && got.Error.Message != want.Error.Message {
			list = append(list, fmt.Sprintf("message %q, want %q", got.Error.Message, want.Error.Message))
		}
	}
	if want.Error != nil && want.Error.Class == "SyntaxError" {
		return list
	}
	if !reflect.DeepEqual(got.Applications, want.Applications) {
		list = append(list, "applications: "+firstDifference("", got.Applications, want.Applications))
	}
	return list
}

func firstDifference(path string, got, want any) string {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			break
		}
		for k := range w {
			if !reflect.DeepEqual(g[k], w[k]) {
				return firstDifference(path+"."+k, g[k], w[k])
			}
		}
		for k := range g {
			if _, ok := w[k]; !ok {
				return fmt.Sprintf("%s.%s: got %v, want none", path, k, g[k])
			}
		}
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			break
		}
		for i := range w {
			if !reflect.DeepEqual(g[i], w[i]) {
				return firstDifference(fmt.Sprintf("%s[%d]", path, i), g[i], w[i])
			}
		}
	}
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	return fmt.Sprintf("%s: got %.300s, want %.300s", path, g, w)
}

func TestAgreementPills(t *testing.T) {
	for _, folder := range []string{"golden", "cases"} {
		files, _ := filepath.Glob("../testdata/" + folder + "/*.pill")
		if len(files) == 0 {
			t.Fatal("no pills in ", folder)
		}
		wrong := 0
		for _, path := range files {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(strings.TrimSuffix(path, ".pill") + ".json")
			if err != nil {
				t.Fatal(err)
			}
			var want dump
			if err := json.Unmarshal(data, &want); err != nil {
				t.Fatal(path, err)
			}
			name := filepath.Base(path)
			if diffs := differences(readDump(t, name, string(text)), want); len(diffs) > 0 {
				wrong++
				t.Logf("%s/%s: %s", folder, name, strings.Join(diffs, "; "))
			}
		}
		t.Logf("%s: %d of %d pills agree", folder, len(files)-wrong, len(files))
		if wrong > 0 {
			t.Errorf("%s: %d pills differ: see them with -v", folder, wrong)
		}
	}
}

func TestAgreementMutants(t *testing.T) {
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
	total, same, loads, failures, sameLine := 0, 0, 0, 0, 0
	for lines.Scan() {
		var m struct {
			ID   any    `json:"id"`
			Text string `json:"text"`
			Src  string `json:"source"`
			Mut  string `json:"mutation"`
			Dump dump   `json:"dump"`
		}
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		total++
		got := readDump(t, "mutant.pill", m.Text)
		diffs := differences(got, m.Dump)
		if len(diffs) == 0 {
			same++
		} else {
			t.Logf("mutant %v of %s (%s): %s", m.ID, m.Src, m.Mut, strings.Join(diffs, "; "))
		}
		if (got.Error == nil) == (m.Dump.Error == nil) {
			loads++
		}
		if got.Error != nil && m.Dump.Error != nil {
			failures++
			if got.Error.Line == m.Dump.Error.Line {
				sameLine++
			} else {
				t.Logf("mutant %v line: got %d %s %q, want %d %s", m.ID, got.Error.Line, got.Error.Class, got.Error.Message, m.Dump.Error.Line, m.Dump.Error.Class)
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	t.Logf("mutants: %d of %d agree (%.1f%%); load or not: %.1f%%; line of the failure: %.1f%%",
		same, total, percent(same, total), percent(loads, total), percent(sameLine, failures))
	if percent(same, total) < 97 || percent(loads, total) < 98 || percent(sameLine, failures) < 95 {
		t.Error("too few mutants agree")
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
