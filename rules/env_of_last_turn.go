package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/syntax"
)

var envOfLastTurn = &Rule{
	Name:        "env-of-last-turn",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"replaced-environment"},
	Title:       "a value is set for one process, but all get the last one",
	Since:       "0.1",
	Text: "`ENV` belongs to the daemon. The whole pill is read before the first process starts, so an `ENV[\"PORT\"] = port` in a\n" +
		"loop has been replaced by the last turn's when the processes inherit it. Set the variable in `environment`, which each\n" +
		"process has for itself.\n\n" +
		"The same goes for what several processes hold together: `process.environment[\"PORT\"] = port` changes the environment of the\n" +
		"application, if that is where the process has it from, and `command << \" -p #{port}\"` the text that `command` is. Write\n" +
		"`process.environment.merge(\"PORT\" => port)` and `command + \" -p #{port}\"`, which make a new one.\n\n" +
		"The finding is an info where the pill reads the variable again, as that may be all that it is for.",
	Bad: `Bluepill.application("user_shop") do |app|
  2.times do |i|
    app.process("user_shop_#{i + 1}") do |process|
      ENV["PORT"] = (3000 + i).to_s
      process.start_command = "bin/shop"
      process.daemonize = true
      process.stdout = process.stderr = "/srv/shop/log/shop.log"
    end
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  2.times do |i|
    app.process("user_shop_#{i + 1}") do |process|
      process.environment = { "PORT" => (3000 + i).to_s }
      process.start_command = "bin/shop"
      process.daemonize = true
      process.stdout = process.stderr = "/srv/shop/log/shop.log"
    end
  end
end
`,
	Check: func(p *Pass) {
		p.sharedAttributes()
		if p.Syntax.Body == nil || !strings.Contains(p.Source.Text, "ENV[") || !p.calls("process") {
			return // as nearly always: the tree need not be gone through
		}
		p.turns(p.Syntax.Body, nil)
	},
}

// turns goes through code, and through the blocks that loop in it. changing are
// the variables that have another value in each turn.
func (p *Pass) turns(n syntax.Node, changing []string) {
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			if n.Block == nil {
				return true
			}
			inner := changing
			if loops(n) && callsProcess(n.Block.Body) {
				inner = append(slices.Clone(changing), paramNames(n.Block.Params)...)
			}
			if n.Recv != nil {
				p.turns(n.Recv, changing)
			}
			p.turns(n.Block.Body, inner)
			return false
		case *syntax.Assign:
			switch t := n.Target; {
			case t.Local != nil && uses(n.Value, changing):
				changing = append(changing, t.Local.Name)
			case t.Call != nil && isConst(t.Call.Recv, "ENV") && len(t.Call.Args) == 1 && uses(n.Value, changing):
				p.reportLastTurn(t.Call)
			}
		}
		return true
	})
}

func (p *Pass) reportLastTurn(set *syntax.Call) {
	key, ok := set.Args[0].(*syntax.Str)
	if !ok {
		return
	}
	f := p.Finding(p.Syntax.Span(set), "ENV is the same for all processes: when they start, %s has the value of the last turn", key.Value)
	if p.readsENV(key.Value, set) {
		f.Severity(diag.Info)
	}
	f.Done(p)
}

// readsENV reports whether the pill may read a variable of the environment.
func (p *Pass) readsENV(name string, set *syntax.Call) (read bool) {
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		call, ok := n.(*syntax.Call)
		if !ok || call == set || !isConst(call.Recv, "ENV") || call.Assign || call.Name == "[]=" {
			return true
		}
		key, literal := "", false
		if len(call.Args) > 0 {
			var s *syntax.Str
			if s, literal = call.Args[0].(*syntax.Str); literal {
				key = s.Value
			}
		}
		read = read || !literal || key == name
		return true
	})
	return read
}

// loops reports whether a call may run its block more than once.
func loops(call *syntax.Call) bool {
	return slices.Contains(plainLoops, call.Name) || slices.Contains(gatheringLoops, call.Name)
}

// gatheringLoops make something of what their block comes to.
var gatheringLoops = strings.Fields("map flat_map each_slice each_with_object")

// callsProcess reports whether code declares a process.
func callsProcess(n syntax.Node) (found bool) {
	syntax.Walk(n, func(n syntax.Node) bool {
		call, ok := n.(*syntax.Call)
		found = found || ok && call.Name == "process" && call.Block != nil
		return !found
	})
	return found
}

// uses reports whether an expression reads one of some local variables.
func uses(n syntax.Node, names []string) (found bool) {
	if len(names) == 0 {
		return false
	}
	syntax.Walk(n, func(n syntax.Node) bool {
		local, ok := n.(*syntax.Local)
		found = found || ok && slices.Contains(names, local.Name)
		return !found
	})
	return found
}
