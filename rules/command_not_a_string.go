package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
)

var commandNotAString = &Rule{
	Name:        "command-not-a-string",
	Severity:    diag.Error,
	Consequence: diag.Process,
	Title:       "a command is not a String",
	Since:       "0.1",
	Text: "A command is one String, which Bluepill itself splits into words. An Array of words, a symbol or a Pathname loads, but\n" +
		"cannot run: each start fails, no log says why, and Bluepill tries again every four seconds.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = ["bin/shop", "--port", "3000"]
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --port 3000"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Trees {
			for s := range live(proc) {
				if !isCommand(s.Name) || !neverCommand(s) {
					continue
				}
				c := &commandText{process: proc, setting: s}
				c.grade(p.settingFinding(proc, s, valueSpan(s), "%s must be a String, but this is %s: %s", s.Name, kindOf(s.Value), c.fails())).
					Fix(joinWords(s)).Done(p)
			}
		}
	},
}

func isCommand(name string) bool {
	for _, n := range commandNames {
		if n == name {
			return true
		}
	}
	return false
}

// neverCommand reports whether a value cannot be run. Commands that stop and
// restart are turned into text first, which makes a command of a symbol.
func neverCommand(s *pill.Setting) bool {
	first := s.Name == "start_command" || s.Name == "pre_start_command"
	switch v := s.Value.(type) {
	case *eval.Array, *eval.Hash:
		return true
	case eval.Sym, eval.Int, eval.Float:
		return first
	case *eval.Object:
		_, isPath := v.Host.(eval.Pathname)
		return isPath && first
	case eval.Bool:
		return s.Name == "start_command" || bool(v) && first
	}
	return false
}

// kindOf says what a value is, to people.
func kindOf(v eval.Value) string {
	switch v := v.(type) {
	case eval.Nil:
		return "nil"
	case eval.Bool:
		if v {
			return "true"
		}
		return "false"
	case eval.Int, eval.Float, eval.Big:
		return "a number"
	case *eval.Duration:
		return "a duration"
	case eval.Sym:
		return "a symbol"
	case *eval.Str:
		return "text"
	case *eval.Array:
		return "an Array"
	case *eval.Hash:
		return "a Hash"
	case *eval.Range:
		return "a Range"
	case *eval.Unknown:
		switch eval.SureType(v) {
		case eval.TInt, eval.TFloat, eval.TNumber:
			return "a number"
		case eval.TSymbol:
			return "a symbol"
		case eval.TString:
			return "text"
		case eval.TArray:
			return "an Array"
		case eval.THash:
			return "a Hash"
		}
	case *eval.Object:
		if _, ok := v.Host.(eval.Pathname); ok {
			return "a Pathname"
		}
	}
	return "something else"
}

// joinWords writes an Array of words as the command that they make.
func joinWords(s *pill.Setting) diag.Fix {
	if _, symbol := s.Value.(eval.Sym); symbol {
		return symbolToString(s)
	}
	a, ok := s.Value.(*eval.Array)
	if !ok || a.Node == nil || a.Node != s.ValueNode || eval.Deep(a) != nil {
		return diag.Fix{}
	}
	var words []string
	for _, v := range a.Elems {
		text, ok := v.(*eval.Str)
		if !ok {
			return diag.Fix{}
		}
		words = append(words, text.S)
	}
	command := strings.ReplaceAll(ruby.Shelljoin(words), `\{\{PID\}\}`, "{{PID}}")
	return diag.Fix{
		Title: "Write it as one String",
		Safe:  s.Name == "start_command",
		Edits: []source.Edit{{Span: s.ValueSpan, New: ruby.InspectString(command)}},
	}
}
