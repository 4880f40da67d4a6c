package manifest

import (
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/source"
)

func read(text string) *File { return Read(source.NewFile("manifest.yml", text)) }

// TestPlaces holds every value to the text that it stands for.
func TestPlaces(t *testing.T) {
	text := "# ü\r\nproduction: # all of it\r\n  procfile_metadata:\r\n    wörker:\r\n      stop_sequence: &s \"quit, 3, kill\" # why\r\n" +
		"      restart_on_deploy: no\r\n    other: {stop_sequence: *s, x: 'it''s # none'}\r\n    last:\r\n      stop_sequence: |\r\n        quit # none\r\n      y: 1\r\n"
	f := read(text)
	if len(f.Errors) > 0 {
		t.Fatal(f.Errors)
	}
	var got []string
	for _, env := range f.Environments {
		got = append(got, env.Name+"/"+env.Section.Key.Span.Text())
		for _, p := range env.Processes {
			got = append(got, p.Key.Span.Text())
			for _, e := range p.Settings {
				got = append(got, e.Key.Span.Text()+"="+e.Value.Kind.String()+"="+e.Value.Span.Text())
			}
		}
	}
	for _, c := range f.Comments {
		got = append(got, c.Text())
	}
	want := []string{
		"production/procfile_metadata", "wörker", `stop_sequence=a text="quit, 3, kill"`, "restart_on_deploy=a truth value=no",
		"other", `stop_sequence=a text="quit, 3, kill"`, "x=a text='it''s # none'",
		"last", "stop_sequence=a text=|\r\n        quit # none", "y=a number=1",
		"# ü", "# all of it", "# why",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestBreaks has lines end in all ways that YAML knows, and a byte order mark.
func TestBreaks(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029"} {
		for _, start := range []string{"", "\ufeff"} {
			text := strings.ReplaceAll(start+"# 😀\nproduction:\n  procfile_metadata:\n    wörker: { stop_sequence: [1], y: [] }\n    z:\n      stop_sequence: >\n        quit\n", "\n", end)
			f := read(text)
			if len(f.Errors) > 0 {
				t.Fatalf("%q: %v", text, f.Errors)
			}
			got := ""
			for _, p := range f.Environments[0].Processes {
				got += p.Key.Span.Text() + " "
				for _, e := range p.Settings {
					got += e.Key.Span.Text() + "=" + e.Value.Span.Text() + " "
				}
			}
			if want := "wörker stop_sequence=[1] y=[] z stop_sequence=>" + end + "        quit "; got != want {
				t.Errorf("%q: got %q, want %q", text, got, want)
			}
		}
	}
}

func TestSteps(t *testing.T) {
	f := read("procfile_metadata: {w: {stop_sequence: ' quit,30 ,, -1,term'}}")
	v := f.Environments[0].Processes[0].Setting(StopSequence).Value
	want := []struct {
		kind StepKind
		text string
	}{{Name, "quit"}, {Delay, "30"}, {Nought, ""}, {Other, "-1"}, {Name, "term"}}
	steps := Steps(v)
	if len(steps) != len(want) {
		t.Fatalf("got %v", steps)
	}
	for i, s := range steps {
		if s.Kind != want[i].kind || s.Text != want[i].text || s.Span.Text() != want[i].text {
			t.Errorf("%d: got %v %q at %q", i, s.Kind, s.Text, s.Span.Text())
		}
	}
}

// TestErrors holds errors to the lines that a person would look at.
func TestErrors(t *testing.T) {
	for text, line := range map[string]int{
		"a:\n\tb: c\nd: e\n":                     2,
		"a:\n  b: c\n d: e\nf: g\n":              3,
		"a: \"b\nc: d\n":                         1,
		"a: [b\nc: d\n":                          1,
		"a: *none\n":                             1,
		"%\n":                                    1,
		strings.Repeat("a: b\n", 2000) + "\t:\n": 2001,
	} {
		f := read(text)
		if len(f.Errors) != 1 || f.Errors[0].Span.Line() != line {
			t.Errorf("%.20q: got %v, want line %d", text, f.Errors, line)
		}
	}
}

// TestAliases reads what names itself, and what would grow if it were written out.
func TestAliases(t *testing.T) {
	text := "a: &a [x]\n"
	for c := 'b'; c <= 'z'; c++ {
		text += string(c) + ": &" + string(c) + " {<<: [*" + strings.Repeat(string(c-1)+", *", 8) + string(c-1) + "]}\n"
	}
	read(text + "procfile_metadata: {w: *z}\n")
	read("procfile_metadata: &a\n  w: *a\n  <<: *a\n")
}

// FuzzRead demands that places lie in the text and that nothing panics.
func FuzzRead(f *testing.F) {
	f.Add("# \u2028a: [\r{b: \u0085c}]\n\ufeffd: e")
	f.Add("production:\n  procfile_metadata:\n    worker:\n      stop_sequence: ttin, 120, term, 5, kill # x\n")
	f.Add("a: &a {b: 'c', \"d\\\"\": |\n  e\n}\nprocfile_metadata: {<<: *a}\n")
	f.Add("- ? [a]\n  : !!str b\n--- >\n é\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4<<10 {
			return
		}
		m := read(text)
		for _, c := range m.Comments {
			if !strings.HasPrefix(c.Text(), "#") {
				t.Errorf("a comment is %q", c.Text())
			}
			m.At(c.Start)
		}
		for _, env := range m.Environments {
			for _, p := range env.Processes {
				for _, e := range p.Settings {
					for _, s := range Steps(e.Value) {
						if s.Span.End > len(text) {
							t.Errorf("a step reaches beyond the text: %v", s)
						}
					}
				}
			}
		}
	})
}
