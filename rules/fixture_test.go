package rules

// This file runs the fixtures of the rules: one archive for each, whose sections
// are pills with comments that say what is expected.
//
//	process.pid_file = "/run/x.pid" # want `duplicate-pid-file: belongs to process "a" too`
//
// Text in backquotes is a regular expression that has to match "rule: message"
// of a finding on that line; there may be several. Text in quotes after an @,
// before a regular expression, is what that finding has to underline:
//
//	process.stop_signals = [:quit, -5, :kill] # want @"-5" `negative-delay`
//
// The whole suite runs, but only the findings of the archive's own rule count.
// Pills of one folder, "a/x.pill" and "a/y.pill", are also judged together. A
// first line of "# for ruby 3.2" tells what a pill is for.
//
// Sections that are called *.yml are manifests, and one that is called Procfile is
// what stands beside them.
//
// A section named after a pill and a fix, "a.pill: Title of the fix", is the
// text after all fixes of that title; -update rewrites it.

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

const fixtures = "../testdata/rules/"

// TestFixtures runs all archives; there must be one for each rule.
func TestFixtures(t *testing.T) {
	for _, r := range All() {
		t.Run(r.Name, func(t *testing.T) {
			file := fixtures + strings.ReplaceAll(r.Name, "-", "_") + ".txtar"
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("the rule has no fixture: %v", err)
			}
			archive := txtar.Parse(data)
			if len(bytes.TrimSpace(archive.Comment)) == 0 {
				t.Errorf("the archive does not say what its cases are about")
			}
			runFixture(t, r, archive)
			if out := txtar.Format(archive); *update && !bytes.Equal(out, data) {
				if err := os.WriteFile(file, out, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestFixtureNames finds archives of rules that do not exist.
func TestFixtureNames(t *testing.T) {
	for _, file := range pills(t, fixtures+"*") {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		if _, ok := Find(strings.ReplaceAll(name, "_", "-")); !ok {
			t.Errorf("%s is no fixture of a rule", file)
		}
	}
}

func runFixture(t *testing.T, r *Rule, archive *txtar.Archive) {
	found := map[string]*fixturePill{}
	folders := map[string][]*fixturePill{}
	positive := false
	for i, f := range archive.Files {
		if pill, title, ok := strings.Cut(f.Name, ": "); ok {
			if p := found[pill]; p == nil {
				t.Errorf("section %q: there is no pill %q before it", f.Name, pill)
			} else {
				archive.Files[i].Data = p.afterFix(t, title, f.Data)
			}
			continue
		}
		if filepath.Base(f.Name) == "Procfile" {
			continue
		}
		p := &fixturePill{Document: read(f.Name, string(f.Data))}
		options := fixtureOptions(t, p.Source)
		options.Beside, options.Around = beside(archive), around(archive)
		p.own = ofRule(Check(p.Document, options), r.Name)
		found[f.Name] = p
		if run, _, ok := strings.Cut(f.Name, "/"); ok {
			folders[run] = append(folders[run], p)
			continue
		}
		positive = positive || len(p.own) > 0
		p.match(t)
	}
	for _, run := range folders {
		positive = judgeTogether(t, r, run) || positive
	}
	if !positive {
		t.Errorf("the rule finds nothing in any section")
	}
}

// around lists the other pills of a run.
func around(archive *txtar.Archive) func(string) []string {
	return func(path string) (paths []string) {
		run, _, _ := strings.Cut(path, "/")
		for _, f := range archive.Files {
			if other, _, ok := strings.Cut(f.Name, "/"); ok && other == run && f.Name != path {
				paths = append(paths, f.Name)
			}
		}
		return paths
	}
}

// beside reads the other sections of an archive.
func beside(archive *txtar.Archive) func(string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		for _, f := range archive.Files {
			if f.Name == path {
				return f.Data, nil
			}
		}
		return nil, fs.ErrNotExist
	}
}

// judgeTogether adds what the rule says of all pills of a run to what it says of
// each, and reports whether it finds anything.
func judgeTogether(t *testing.T, r *Rule, run []*fixturePill) (positive bool) {
	t.Helper()
	var facts []*Facts
	for _, p := range run {
		facts = append(facts, Gather(p.Document, Options{}))
	}
	together := ofRule(CheckTogether(facts, Options{}), r.Name)
	for _, p := range run {
		for _, d := range together {
			if d.Span.File == p.Source {
				p.own = append(p.own, d)
			}
		}
		positive = positive || len(p.own) > 0
		p.match(t)
	}
	return positive
}

// fixtureOptions are the options that the first line of a pill asks for, such as
// "# for ruby 3.2", "# for bluepill 0.0.60", "# mode 0666" for its permissions or
// "# folder 0777" for those of its folder.
func fixtureOptions(t *testing.T, f *source.File) (o Options) {
	t.Helper()
	for _, m := range fixtureOption.FindAllStringSubmatch(f.LineSpan(1).Text(), -1) {
		version, err := ParseVersion(m[2])
		switch m[1] {
		case "for ruby":
			o.Versions.Ruby = version
		case "for bluepill":
			o.Versions.Bluepill = version
		case "mode", "folder":
			var mode uint64
			mode, err = strconv.ParseUint(m[2], 8, 32)
			o.Mode = machine(f.Path, m[1], fs.FileMode(mode))
		}
		if err != nil {
			t.Error(err)
		}
	}
	return o
}

// machine is where a pill and its folder are, one of them with the permissions
// that are given, and nothing else but /srv.
func machine(pill, what string, mode fs.FileMode) func(string) (fs.FileMode, error) {
	modes := map[string]fs.FileMode{pill: 0o644, filepath.Dir(pill): fs.ModeDir | 0o755, "/srv": fs.ModeDir | 0o755}
	switch {
	case what == "mode":
		modes[pill] = mode
	case mode&0o1000 != 0:
		modes[filepath.Dir(pill)] = fs.ModeDir | fs.ModeSticky | mode.Perm()
	default:
		modes[filepath.Dir(pill)] = fs.ModeDir | mode
	}
	return func(path string) (fs.FileMode, error) {
		if mode, ok := modes[path]; ok {
			return mode, nil
		}
		return 0, fs.ErrNotExist
	}
}

var fixtureOption = regexp.MustCompile(`# (for ruby|for bluepill|mode|folder) ([0-9.]+)`)

// A fixturePill is one pill of an archive and what the rule says of it.
type fixturePill struct {
	*parser.Document
	own []diag.Diagnostic
}

// match compares the findings with the expectations.
func (p *fixturePill) match(t *testing.T) {
	t.Helper()
	wants := wants(t, p.Source)
	for _, d := range p.own {
		checkFinding(t, p.Source, d)
		line, met := d.Span.Line(), false
		for i, w := range wants[line] {
			said := w != nil && (w.re.MatchString(d.Rule+": "+d.Message) || w.re.MatchString(d.Severity.String()+": "+d.Message))
			if said && (w.text == "" || w.text == d.Span.Text()) {
				wants[line][i], met = nil, true
				break
			}
		}
		if !met {
			t.Errorf("not expected:\n%s\tunderlined: %q", list([]diag.Diagnostic{d}), d.Span.Text())
		}
	}
	for line, ws := range wants {
		for _, w := range ws {
			if w != nil {
				t.Errorf("%s:%d: expected and not found: `%s` %q", p.Source.Path, line, w.re, w.text)
			}
		}
	}
}

// A want is one expectation.
type want struct {
	re   *regexp.Regexp
	text string // what must be underlined; "" if that does not matter
}

var wantPattern = regexp.MustCompile("^\\s*(?:@(\"(?:[^\"\\\\]|\\\\.)*\")\\s*)?`([^`]*)`")

// wants finds the expectations of each line. It reads lines, not the tree, so
// that broken pills can be tested too.
func wants(t *testing.T, f *source.File) map[int][]*want {
	t.Helper()
	all := map[int][]*want{}
	for line := 1; line <= f.LineCount(); line++ {
		_, rest, ok := strings.Cut(f.LineSpan(line).Text(), "# want ")
		for ok && strings.TrimSpace(rest) != "" {
			m := wantPattern.FindStringSubmatch(rest)
			if m == nil {
				t.Errorf("%s:%d: this is no expectation: %q", f.Path, line, rest)
				break
			}
			re, err := regexp.Compile(m[2])
			if err != nil {
				t.Errorf("%s:%d: %v", f.Path, line, err)
				break
			}
			w := &want{re: re}
			if m[1] != "" {
				w.text, err = strconv.Unquote(m[1])
				if err != nil {
					t.Errorf("%s:%d: %v", f.Path, line, err)
				}
			}
			all[line] = append(all[line], w)
			rest = rest[len(m[0]):]
		}
	}
	return all
}

// afterFix applies all fixes of a title and compares the text, or, with
// -update, returns it.
func (p *fixturePill) afterFix(t *testing.T, title string, want []byte) []byte {
	t.Helper()
	var groups [][]source.Edit
	for _, d := range p.own {
		for _, fix := range d.Fixes {
			if fix.Title == title {
				groups = append(groups, fix.Edits)
			}
		}
	}
	if len(groups) == 0 {
		t.Errorf("%s: no finding has a fix %q", p.Source.Path, title)
		return want
	}
	edits, _ := source.Merge(groups)
	got, err := source.Apply(p.Source, edits)
	if err != nil {
		t.Errorf("%s: fix %q: %v", p.Source.Path, title, err)
		return want
	}
	if doc := read(p.Source.Path, got); len(doc.Syntax.Errors) > 0 && len(p.Syntax.Errors) == 0 {
		t.Errorf("%s: after fix %q the text does not parse:\n%s", p.Source.Path, title, got)
	}
	if *update {
		return []byte(got)
	}
	if got != string(want) {
		t.Errorf("%s: after fix %q the text is\n%s\nbut should be\n%s\n(go test ./rules -update rewrites it)", p.Source.Path, title, got, want)
	}
	return want
}
