package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var unusedStopSignals = &Rule{
	Name:        "unused-stop-signals",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"stop-signals-without-kill"},
	Title:       "stop_signals are not used, as there is a stop_command",
	Mark:        Unused,
	Since:       "0.1",
	Text: "Bluepill stops a process with its `stop_command`, and uses its `stop_signals` only if there is none. If both are set,\n" +
		"the signals do not follow when the command fails: Bluepill checks them when it loads the pill, and never sends them.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_command = "bin/shop stop"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:quit, 30.seconds, :term, 5.seconds, :kill]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:quit, 30.seconds, :term, 5.seconds, :kill]
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Trees {
			signals, command := proc.Last("stop_signals"), proc.Last("stop_command")
			if signals == nil || command == nil || !isTrue(proc, "stop_signals") || !isTrue(proc, "stop_command") {
				continue
			}
			f := p.Finding(signals.NameSpan, "stop_signals are never sent, as there is a stop_command").Related(command.NameSpan, "set here")
			// Which of the two is meant cannot be told, so neither fix is safe.
			f.Fix(removeSetting("Remove stop_command", command))
			f.Fix(removeSetting("Remove stop_signals", signals))
			f.Done(p)
		}
	},
}

// isTrue reports whether an attribute is certainly set to something that counts
// as true.
func isTrue(proc *pill.Process, name string) bool {
	truth, known := proc.Attr(name).True()
	return truth && known
}

// removeSetting takes out a statement that sets one attribute and does nothing
// else.
func removeSetting(title string, s *pill.Setting) diag.Fix {
	if s.Form != pill.ByAssignment && s.Form != pill.ByCall || s.Inherited {
		return diag.Fix{}
	}
	edit := remove(s.Span)
	if _, chain := s.ValueNode.(*syntax.Assign); chain || edit.Span == s.Span {
		return diag.Fix{} // it sets something else too, or other code stands on its lines
	}
	return diag.Fix{Title: title, Edits: []source.Edit{edit}}
}
