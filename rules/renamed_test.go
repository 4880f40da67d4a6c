package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// givenValues are values of all kinds, right and wrong for each.
var givenValues = []string{
	`nil`, `true`, `false`, `"false"`, `0`, `-1`, `2.5`, `20`, `20.seconds`, `45.seconds`, `2.minutes`, `""`, `"web"`, `"10"`, `"10 minutes"`, `:web`, `:success`, `:bogus`, `404`,
	`"/srv/shop/shop.pid"`, `"/srv/shop/other.pid"`, `"/srv/shop/"`, `"#{ENV["ROOT"]}/shop.pid"`, `ENV["SHOP"]`, `ENV["SHOP"].to_i`, `ENV["SHOP"].split`,
	`[]`, `[:term]`, `[:term, 10.seconds, :kill]`, `[:term, 30, :kill]`, `[:term, 10]`, `["term", 10, "kill"]`, `[:term, 2.5, :kill]`, `["web"]`, `[3, 5]`, `{}`, `{ "A" => "1" }`,
	`/ok/`, `(1..2)`, `"start"`, `:unmonitor`, `:mem_usage`, `:flapping`, `"flapping"`, `Object.new`, `lambda { }`, `"http://localhost/"`,
}

// TestRenamed gives all values to all names that are near right ones, and makes
// each fix: what Bluepill loads must load afterwards, without a new error.
func TestRenamed(t *testing.T) {
	t.Parallel()
	loaded, fixed := 0, 0
	try := func(text string) {
		read := func(text string) (*parser.Document, []diag.Diagnostic, map[string]int) {
			doc := parser.Read(source.NewFile("shop.pill", text), eval.Env{})
			if doc.Config.Error != nil || len(doc.Syntax.Errors) > 0 {
				return doc, nil, nil
			}
			found, errors := Check(doc, Options{Profile: Bluepill}), map[string]int{}
			for _, d := range found {
				if d.Severity == diag.Error {
					errors[d.Rule]++
				}
			}
			return doc, found, errors
		}
		before, found, had := read(text)
		if found == nil {
			return
		}
		loaded++
		for _, d := range found {
			switch d.Rule {
			case "unknown-attribute", "local-instead-of-attribute", "unknown-app-option", "unknown-check-option":
			default:
				continue
			}
			for _, fix := range d.Fixes {
				fixed++
				changed, err := source.Apply(before.Source, fix.Edits)
				if err != nil {
					t.Fatal(err)
				}
				after, _, has := read(changed)
				if after.Config.Error != nil {
					t.Errorf("%q makes what loads\n%sinto what does not: %v\n%s", fix.Title, text, after.Config.Error, changed)
				}
				for rule, n := range has {
					// A limit that is too low is told of under its right name.
					if n > had[rule] && rule != "check-always-fails" {
						t.Errorf("%q brings the error %s: \n%sbecomes\n%s", fix.Title, rule, text, changed)
					}
				}
			}
		}
	}
	for _, value := range givenValues {
		for _, attr := range append(pill.Names(pill.Attributes), "checks") {
			near := strings.Replace(attr, "_", "_x", 1)
			if near == attr {
				near = attr + "s"
			}
			if likelyAttribute(near) != attr {
				near = attr[:len(attr)-1]
			}
			if likelyAttribute(near) != attr {
				t.Errorf("%s is not near %s", near, attr)
			}
			for _, line := range []string{"process." + near + " = " + value, attr + " = " + value, "process_" + attr + " = " + value} {
				besides := []string{"process.daemonize = true"}
				if strings.HasPrefix(attr, "stop") {
					besides = []string{"", "process.stop_grace_time = 15", "process.stop_signals = [:quit, 30, :kill]\n    process.stop_grace_time = 40"}
				}
				for _, beside := range besides {
					try(fmt.Sprintf(renamedPill, "", line, beside))
				}
				try(fmt.Sprintf(loopPill, line))
			}
		}
		for _, option := range pill.AppOptions {
			try(fmt.Sprintf(renamedPill, ", :"+strings.Replace(option.Name, "o", "oo", 1)+" => "+value, "", ""))
			try(fmt.Sprintf(renamedPill, ", \""+option.Name+"\" => "+value, "", ""))
		}
		for _, kind := range pill.Checks {
			for _, option := range kind.OptionNames() {
				given := ""
				for name, v := range map[string]string{"every": "10", "below": "50", "url": `"http://localhost/"`, "filename": `"/srv/shop/beat"`} {
					if _, ok := kind.Option(name); ok && name != option {
						given += ", :" + name + " => " + v
					}
				}
				try(fmt.Sprintf(renamedPill, "", "process.checks :"+kind.Name+given+", :"+option[:len(option)-1]+" => "+value, ""))
			}
		}
	}
	if loaded < 3000 || fixed < 500 {
		t.Errorf("only %d pills load, and %d fixes are offered", loaded, fixed)
	}
}

const renamedPill = `Bluepill.application("shop"%s) do |app|
  app.process("web") do |process|
    process.start_command = "bin/shop"
    process.pid_file = "/srv/shop/other.pid"
    process.group = "other"
  end
  app.process("web") do |process|
    process.start_command = "bin/shop"
    %s
    %s
  end
end
`

// loopPill is a pill in which a line is run for several processes.
const loopPill = `Bluepill.application("shop") do |app|
  3.times do |i|
    app.process("web_#{i}") do |process|
      process.start_command = "bin/shop"
      process.stop_grace_time = 5 + 10 * i
      %s
    end
  end
end
`
