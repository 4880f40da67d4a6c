package rules

import (
	"math"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

var graceTimeValue = &Rule{
	Name:        "grace-time-value",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"fractional-grace", "attribute-type"},
	Title:       "a grace time does not count as it is written",
	Since:       "0.1",
	Text: "Bluepill does not look at a process until its grace time is over, and it drops the fraction: half a second is none. A\n" +
		"negative number and `nil` are none either; the default of three seconds applies only if nothing is set at all.\n\n" +
		"If Bluepill runs a `stop_command` or `restart_command`, the grace time is also how long the command may take. There, 0\n" +
		"and `nil` mean that there is no limit: a command that hangs blocks the daemon, with all its processes.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "bin/shop stop"
    process.stop_grace_time = nil
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "bin/shop stop"
    process.stop_grace_time = 20.seconds
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			for _, g := range commandGraces {
				command := isTrue(proc, g.command)
				if s := proc.Last(g.name); s != nil && !s.Inherited && (command || g.name == "stop_grace_time") {
					p.graceValue(proc, s, command)
				}
			}
		}
	},
}

// commandGraces are the grace times of commands that everything waits for.
var commandGraces = []struct{ name, command string }{
	{"stop_grace_time", "stop_command"},
	{"restart_grace_time", "restart_command"},
}

func (p *Pass) graceValue(proc *pill.Process, s *pill.Setting, command bool) {
	_, literalNil := s.ValueNode.(*syntax.Nil)
	n, isNumber := pill.NumberOf(s.Value)
	if !isNumber && !(eval.IsNil(s.Value) && literalNil) || !proc.Surely(s.Maybe) {
		return
	}
	_, signals := stopSequence(proc)
	switch {
	case isNumber && n < 0:
		p.Finding(valueSpan(s), "a negative %s counts as 0", s.Name).Severity(diag.Warning).Done(p)
	case n == 0 && command:
		p.Report(valueSpan(s), "there is no limit to how long the command may take, and the daemon waits for it")
	case !isNumber:
		p.Report(valueSpan(s), "nil is not the default of 3 seconds, but no grace time at all")
	case n != math.Trunc(n) && !(signals && s.Name == "stop_grace_time"):
		p.Report(valueSpan(s), "the fraction does not count: Bluepill does not look at the process for %s", countOf(int(n), "second"))
	}
}
