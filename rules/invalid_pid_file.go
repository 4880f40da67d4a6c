package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

var invalidPidFile = &Rule{
	Name:        "invalid-pid-file",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"duplicate-pid-file", "relative-path"},
	Title:       "pid_file is not a String",
	Since:       "0.1",
	Text: "Bluepill strips white space from the path of each pid file while it loads the pill, and only a String can do that:\n" +
		"with `nil`, a symbol or a Pathname the load fails with `undefined method 'strip'` and status 1. To use the default pid\n" +
		"file, leave the line out.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.pid_file = nil
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for e := range p.failures {
			p.failure(e, "the pid_file of %s is not a String", processName(e.Decl)).
				Related(pidFilePlace(e.Decl), "set here").Fix(pidFileText(e)).Done(p)
		}
	},
}

// pidFileText leaves out a nil, which stands for the default, and makes text of
// a path.
func pidFileText(e *pill.LoadError) (fix diag.Fix) {
	if e.Decl == nil || e.Decl.Last("pid_file") == nil {
		return fix
	}
	s := e.Decl.Last("pid_file")
	switch n := s.ValueNode.(type) {
	case *syntax.Nil:
		fix = removeSetting("Remove it, and use the default pid file", s)
	case *syntax.Sym:
		fix = symbolToString(s)
	case *syntax.Call:
		text, isPath := s.ValueSpan.Text(), false
		if o, ok := s.Value.(*eval.Object); ok {
			_, isPath = o.Host.(eval.Pathname)
		}
		if !isPath {
			return fix
		}
		if operator := strings.Trim(n.Name[:1], "+-/*<>[") == ""; operator || len(n.Args) > 0 && !strings.HasSuffix(text, ")") {
			text = "(" + text + ")"
		}
		fix = replaceFix("Turn it into a String", s.ValueSpan, text+".to_s")
	}
	fix.Safe = len(e.Maybe) == 0
	return fix
}
