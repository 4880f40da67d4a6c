package parser_test

// This file has the real ERB render templates, and holds our reading of each
// template to what comes out.

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// render evaluates values on an object, on which it renders a template.
const render = `
require "erb"; require "json"
puts JSON.generate(JSON.parse($stdin.read).map { |text, values, mode|
  scope = Object.new
  scope.instance_eval(values)
  ERB.new(text, trim_mode: mode).result(scope.instance_eval { binding })
})
`

// TestTemplates reads testdata/templates, where each archive has a template and
// values for it, and compares the processes of what comes out. A template that
// is called "template with lines" has lines of Ruby that begin with %.
func TestTemplates(t *testing.T) {
	paths, err := filepath.Glob("../testdata/templates/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no templates: ", err)
	}
	var names []string
	var input [][3]string
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		mode := "-"
		if archive.Files[0].Name == "template with lines" {
			mode = "%-"
		}
		for _, values := range archive.Files[1:] {
			names = append(names, filepath.Base(path)+" with "+values.Name)
			input = append(input, [3]string{string(archive.Files[0].Data), string(values.Data), mode})
		}
	}
	for i, text := range rendered(t, input) {
		t.Run(names[i], func(t *testing.T) { compareRendered(t, input[i][0], text) })
	}
}

// rendered returns what comes out of templates, each with its values.
func rendered(t *testing.T, input [][3]string) (texts []string) {
	t.Helper()
	data, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("ruby", "-W0", "-e", render)
	cmd.Stdin = strings.NewReader(string(data))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := json.Unmarshal(out, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

// compareRendered demands that all that is certain of a template holds for what
// came out of it.
func compareRendered(t *testing.T, template, text string) {
	read := parser.Read(source.NewFile("shop.pill.erb", template), eval.Env{})
	for _, e := range read.Syntax.Errors {
		t.Errorf("error in line %d: %s", e.Line, e.Message)
	}
	for _, p := range read.Syntax.Unread {
		t.Errorf("unread in line %d", read.Source.Line(int(p.Start)))
	}
	doc := parser.Read(source.NewFile("shop.pill", text), eval.Env{})
	if len(doc.Syntax.Errors) > 0 || doc.Config.Error != nil {
		t.Fatalf("what comes out cannot be loaded: %v %v\n%s", doc.Syntax.Errors, doc.Config.Error, text)
	}
	var came, mayCome []*pill.Process
	doc.Config.Processes(func(p *pill.Process) bool { came = append(came, p); return true })
	read.Config.Processes(func(p *pill.Process) bool { mayCome = append(mayCome, p); return true })
	for _, p := range came {
		var why string
		for _, q := range mayCome {
			if why = disagreement(q, p); why == "" {
				break
			}
		}
		name, _ := p.NameText()
		if (why != "" || len(mayCome) == 0) && !slices.ContainsFunc(read.Config.Apps, func(a *pill.Application) bool { return len(a.Open) > 0 }) {
			t.Errorf("process %q is not to be expected: %s\n%s", name, why, text)
		}
	}
	for _, q := range mayCome {
		name, known := q.NameText()
		found := false
		for _, p := range came {
			found = found || disagreement(q, p) == ""
		}
		if q.Certain() && !found {
			t.Errorf("process %q (%v) is said to be certain\n%s", name, known, text)
		}
	}
}

// disagreement tells what is certain of a process of a template and is not so
// for one that came out; "" if nothing is.
func disagreement(q, p *pill.Process) string {
	want, known := q.NameText()
	if got, _ := p.NameText(); known && want != got {
		return "no process of that name"
	}
	for _, a := range pill.Attributes {
		of, is := q.Attr(a.Name), p.Attr(a.Name)
		text, known := of.Text()
		got, _ := is.Text()
		switch {
		case of.Set() && is.Unset():
			if last := q.Last(a.Name); last != nil && !last.Inherited && len(last.Maybe) == 0 {
				return a.Name + " is not set"
			}
		case of.Unset() && is.Set():
			return a.Name + " is set"
		case known && is.Set() && text != got:
			return a.Name + " is " + got + ", not " + text
		}
	}
	return ""
}
