package rules

import (
	"strconv"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

var cpuWhileStarting = &Rule{
	Name:        "cpu-while-starting",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"single-sample-check"},
	Title:       "a cpu_usage check fails while the process starts",
	Since:       "0.1",
	Text: "`cpu_usage` is what `ps` prints as %CPU: the CPU time that a process has used since it started, divided by its age. It is\n" +
		"not the current load. In a young process, it mostly reflects the work of starting: after ten seconds of loading, it stays\n" +
		"above 20 % for the next forty. A check with a low `:below` and few `:times` restarts such a process before its average has\n" +
		"come down, again and again. In an old process, the same check hardly ever fails: one that had slept for 20 seconds and\n" +
		"then kept a core busy showed 46 % after 21 seconds of that.\n\n" +
		"The rule reports a check that five seconds of work, or less, can fail at its first chance. A longer `start_grace_time`,\n" +
		"more `:times` or a higher `:below` give a process more time.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :cpu_usage, :every => 10.seconds, :below => 5, :times => 3
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :cpu_usage, :every => 10.seconds, :below => 60, :times => 3
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			if c.kind.Name != "cpu_usage" {
				continue
			}
			below, ok := c.Option("below").Number()
			age, known := firstFailure(c)
			if work := below / 100 * age; ok && known && below > 0 && work <= maxStartWork {
				c.finding(p, c.optionSpan("below"), "cpu_usage is the average since the start: a process that needs more than %s of CPU to start fails this check after %s",
					amount(roundTo(work, 1), "second"), amount(roundTo(age, 0), "second")).Done(p)
			}
		}
	},
}

// maxStartWork is how many seconds of CPU time a program may well need to
// start: one that loads Rails does.
const maxStartWork = 5

// firstFailure is how old a process is, in seconds, when a check can fail for
// the first time.
func firstFailure(c liveCheck) (age float64, ok bool) {
	every, ok := c.Option("every").Number()
	if !ok || every <= 0 {
		return 0, false
	}
	times := 1.0
	if a := c.Option("times"); !a.Unset() {
		v, known := a.Value()
		list, isArray := v.(*eval.Array)
		switch {
		case !known:
			return 0, false
		case isArray && len(list.Elems) > 0:
			v = list.Elems[0]
		}
		if times, ok = pill.NumberOf(v); !ok || times < 1 {
			return 0, false
		}
	}
	age = 1 // a child is looked at as soon as it is seen
	if !c.process.IsChild() {
		age = 3
		if a := c.process.Attr("start_grace_time"); !a.Unset() {
			if age, ok = a.Number(); !ok {
				return 0, false
			}
		}
	}
	return max(age, 1) + (times-1)*max(every, 1), true
}

// roundTo rounds a number to some digits behind the point.
func roundTo(n float64, digits int) float64 {
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'f', digits, 64), 64)
	return n
}
