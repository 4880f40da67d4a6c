package rules

import (
	"fmt"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var stopGraceTime = &Rule{
	Name:        "stop-grace-time",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"fractional-grace", "negative-delay"},
	Title:       "stop_grace_time is not longer than the delays of stop_signals",
	Since:       "0.1",
	Text: "With `stop_signals`, you must set `stop_grace_time` to more than the sum of the delays. The default of three seconds\n" +
		"does not count, not even for a single signal. Bluepill prints `Config Error: Stop_grace_time should be greater than\n" +
		"the sum of stop_signals delays!` and exits with status 6. The example in Bluepill's own README has this mistake.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
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
		for e := range p.failures {
			reportGraceTime(p, e)
		}
	},
}

func reportGraceTime(p *Pass, e *pill.LoadError) {
	if e.Decl == nil {
		p.failure(e, "stop_grace_time is not longer than the delays of stop_signals").Done(p)
		return
	}
	signals, grace := e.Set("stop_signals"), e.Set("stop_grace_time")
	sequence := e.Value("stop_signals")
	sum, known := delaySum(sequence), sequence == nil || eval.Deep(sequence) == nil
	switch {
	case grace == nil && !known:
		p.failure(e, "%s has stop_signals, but no stop_grace_time", processName(e.Decl)).Lacks(e.Decl.NameSpan, "stop_grace_time").
			Related(signals.NameSpan, "set here").Done(p)
	case e.Class == "SystemExit" && !known:
		p.failure(e, "the stop_grace_time of %s is not longer than the delays of its stop_signals", processName(e.Decl)).
			Related(valueSpan(grace), "set here").Related(valueSpan(signals), "which take that long").Done(p)
	case grace == nil:
		f := p.failure(e, "%s has stop_signals that take %d seconds, but no stop_grace_time", processName(e.Decl), sum).Lacks(e.Decl.NameSpan, "stop_grace_time")
		if signals != nil {
			f.Related(signals.NameSpan, "set here").Fix(inOneWay(e, addGraceTime(signals, sum)))
		}
		f.Done(p)
	case e.Class != "SystemExit":
		p.failure(e, "the stop_grace_time of %s is not a number: %s", processName(e.Decl), rubyText(e.Message)).
			Related(grace.ValueSpan, "set here").Done(p)
	default:
		f := p.failure(e, "the stop_grace_time of %s, %s, is not longer than the %d seconds that its stop_signals take",
			processName(e.Decl), grace.ValueSpan.Text(), sum)
		f.Related(grace.ValueSpan, "set here")
		if signals != nil {
			f.Related(signals.ValueSpan, "which take %d seconds", sum)
		}
		if !grace.ValueSpan.IsZero() && isLiteralNumber(grace) {
			f.Fix(inOneWay(e, setGraceTime(sum, source.Edit{Span: grace.ValueSpan, New: fmt.Sprintf("%d.seconds", roomFor(sum))})))
		}
		f.Done(p)
	}
}

// delaySum adds up the delays of a sequence, as far as they are known.
func delaySum(sequence eval.Value) int {
	sum := 0.0
	if a, ok := sequence.(*eval.Array); ok {
		for i, v := range a.Elems {
			if n, ok := pill.NumberOf(v); ok && i%2 == 1 {
				sum += n
			}
		}
	}
	return int(sum)
}

// roomFor is a grace time that leaves the last signal time to work.
func roomFor(sum int) int { return sum + 10 }

// addGraceTime sets stop_grace_time on the line above stop_signals, the way
// that is written.
func addGraceTime(signals *pill.Setting, sum int) diag.Fix {
	edit, ok := sibling(signals, "stop_grace_time", fmt.Sprintf("%d.seconds", roomFor(sum)))
	if !ok {
		return diag.Fix{}
	}
	return setGraceTime(sum, edit)
}

// maxGrace is the longest time that is proposed, in seconds: about a month.
const maxGrace = 30 * 24 * 60 * 60

// setGraceTime is safe, as Bluepill refuses the pill: how much more than the sum
// it is does not matter.
func setGraceTime(sum int, edit source.Edit) diag.Fix {
	if sum < 0 || sum > maxGrace {
		return diag.Fix{}
	}
	return diag.Fix{Title: fmt.Sprintf("Set stop_grace_time to %d seconds", roomFor(sum)), Safe: true, Edits: []source.Edit{edit}}
}

func isLiteralNumber(s *pill.Setting) bool {
	return !s.Repeated && literalNumber(s.ValueNode)
}
