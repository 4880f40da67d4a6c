package pill_test

import (
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// TestBeyond reads on after what ends the load.
func TestBeyond(t *testing.T) {
	for text, want := range map[string]struct{ declared, next string }{
		"p.stdout = ROOT + '/x'; p.uid = 'www'": {"a: uid=www, stdout=?", ""},
		"p.stdout = ROOT + BASE + '/x'":         {"a: stdout=?", ""},
		"p.stdout = root; p.stderr = root":      {"a: stdout=?, stderr=?", ""},
		"p.stdout = root; p.stderr = dir":       {"a: stdout=?, stderr=?", "undefined local variable or method `dir'"},
		"p.stop_signals = [:kill]":              {"a: ", ""},
		"p.stop_signals = ['kill', 'quit']":     {"a: stop_signals=?", ""},
		"p.environment 'A', 'B'":                {"a: environment=?", ""},
		"p.checks :memory; p.uid = 'www'":       {"a: uid=www", ""},
		"p.stop_signals = [:kill]; app.process('b') { |q| q.start_command = 'd'; q.pid_file = nil }": {
			"b: pid_file=?; a: ", "Stop_grace_time should be greater"},
		"begin; p.uid = ROOT; rescue NameError; p.uid = 'www'; end; p.gid = root": {"a: uid=www, gid=?", ""},
		"p.uid = root; exit 1; p.gid = 'www'":                                     {"", ""},
		"raise 'no'":                                                              {"none", ""},
		"p.uid = 'www'":                                                           {"none", ""},
	} {
		whole := "Bluepill.application('x') { |app| app.process('a') { |p| p.start_command = 'c'; " + text + " } }"
		config := pill.Build(syntax.Parse(source.NewFile("a.pill", whole)), eval.Env{})
		declared, next := "none", ""
		if b := config.Beyond; b != nil {
			declared = describeProcesses(b.Apps)
			for _, e := range b.Errors {
				next += e.Message
			}
		}
		if declared != want.declared || !strings.Contains(next, want.next) || want.next == "" && next != "" {
			t.Errorf("%s\n got %q, then %q\nwant %q, then %q", text, declared, next, want.declared, want.next)
		}
	}
}

// describeProcesses lists the settings of processes, but for the command: a
// value that is not known is "?".
func describeProcesses(apps []*pill.Application) string {
	var all []string
	for _, app := range apps {
		for _, p := range app.Processes {
			name, _ := p.NameText()
			var set []string
			for k, v := range p.Attributes.Each {
				if k == eval.Sym("pid_file") && p.Last("pid_file") == nil {
					continue // the default one
				}
				if s, ok := v.(*eval.Str); ok && k != eval.Sym("start_command") {
					set = append(set, string(k.(eval.Sym))+"="+s.S)
				} else if _, ok := v.(*eval.Unknown); ok {
					set = append(set, string(k.(eval.Sym))+"=?")
				}
			}
			all = append(all, name+": "+strings.Join(set, ", "))
		}
	}
	return strings.Join(all, "; ")
}
