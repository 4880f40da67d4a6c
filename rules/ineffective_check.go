package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

var ineffectiveCheck = &Rule{
	Name:        "ineffective-check",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"zombie-check-with-cached-pid"},
	Title:       "a check can never do anything",
	Since:       "0.1",
	Text: "Some checks load, run and never have any effect:\n\n" +
		"- `:mem_usage` without a `:below`, or with one that is not a number, always passes.\n" +
		"- `:times => [5, 3]` asks for five of the last three; `:times => 2.5` asks for more than Bluepill keeps.\n" +
		"- `:fires => nil` does nothing, nor does `:fires => :start`: checks only run while the process is up.\n" +
		"- `:flapping` that counts more starts than fit into the time: starts are at least `start_grace_time` and a second\n" +
		"  apart, four seconds by default. Flapping's own defaults, five starts within a second, are an example.\n" +
		"- `:flapping` in a `monitor_children` block where no check fires `:restart`: it counts starts and restarts, and Bluepill\n" +
		"  never starts a child, but forgets one that is gone. Give it to the process itself.\n" +
		"- `:cpu_usage` with a `:below` of more than 1600: 100 is one core that is busy all the time. As there are machines of\n" +
		"  many cores, this is an info. So is one of 110 or more for a program that does its work in one thread, such as thin,\n" +
		"  a worker of unicorn or one of Resque, unless `include_children` adds up several processes; from 100 on, it takes a\n" +
		"  thread that has never idled. And so is one from 75 to 99: `cpu_usage` is the CPU time since the start, divided by the\n" +
		"  age of the process, so what idles now and then does not come near it for hours. A lower limit, or `:running_time`\n" +
		"  beside it, has an effect.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [5, 3]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5]
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			if c.kind.Trigger {
				p.neverFlapping(c)
				continue
			}
			if c.kind.Name == "mem_usage" {
				p.anyMemory(c)
			}
			p.moreThanCores(c)
			p.neverEnough(c)
			if v, ok := c.Option("fires").Value(); ok && firesNothing(v) {
				c.finding(p, c.optionSpan("fires"), "the check %s fires nothing", c.title()).Done(p)
			} else if firesStart(c) {
				c.finding(p, c.optionSpan("fires"), "the check %s runs only while the process is up, when :start does nothing", c.title()).Done(p)
			}
		}
	},
}

func firesNothing(v eval.Value) bool {
	a, ok := v.(*eval.Array)
	return eval.IsNil(v) || ok && len(a.Elems) == 0
}

// firesStart reports whether all that a check fires is to start the process.
func firesStart(c liveCheck) bool {
	events := c.events()
	list, isArray := c.Option("fires").Any().(*eval.Array)
	return len(events) > 0 && (!isArray || len(list.Elems) == len(events)) &&
		!slices.ContainsFunc(events, func(e firedEvent) bool { return e.name != "start" })
}

func (p *Pass) anyMemory(c liveCheck) {
	if c.missing("below") {
		c.finding(p, c.NameSpan, "the check mem_usage has no :below, so it always passes").Lacks(c.NameSpan, "below").Done(p)
		return
	}
	if v, ok := c.noNumber("below"); ok {
		c.finding(p, c.optionSpan("below"), ":below must be a number of bytes, but this is %s: the check always passes", kindOf(v)).Done(p)
	}
}

// manyCores is the percentage of a core above which hardly any process gets.
const manyCores = 1600

// moreThanCores finds a limit of CPU that takes more cores than most machines
// have, or than the program uses.
func (p *Pass) moreThanCores(c liveCheck) {
	below, ok := c.Option("below").Number()
	if !ok || c.kind.Name != "cpu_usage" {
		return
	}
	if below > manyCores {
		c.finding(p, c.optionSpan("below"), "cpu_usage is 100 for a core that is busy all the time, so this takes more than %d cores", int(below)/100).
			Severity(diag.Info).Done(p)
		return
	}
	if counted, known := c.Option("include_children").True(); counted || !known {
		return
	}
	if name := p.singleThreaded(c.process); below >= aboveOneCore && name != "" {
		c.finding(p, c.optionSpan("below"), "one thread does the work of %s, and cpu_usage is 100 for a core that is busy all the time, so this is never reached", name).
			Severity(diag.Info).Done(p)
	} else if below >= 100 && name != "" {
		c.finding(p, c.optionSpan("below"), "one thread does the work of %s, and cpu_usage is the average since the start: once it has idled, that never comes to %s", name, strconv.FormatFloat(below, 'f', -1, 64)).
			Severity(diag.Info).Done(p)
	} else if below >= slowAverage && below < 100 && !ages(c.process) {
		c.finding(p, c.optionSpan("below"), "cpu_usage is the average since the start: a process that idles for an hour fails this after %s on a busy core",
			amount(roundTo(below/(100-below), 1), "hour")).Severity(diag.Info).Done(p)
	}
}

// slowAverage is a percentage that takes three times as long to come to as the
// process has idled.
const slowAverage = 75

// ages reports whether a check of a process may end it when it is old.
func ages(proc *pill.Process) bool {
	return slices.ContainsFunc(proc.Checks, func(c *pill.Check) bool {
		kind, ok := c.Kind()
		return !ok || kind.Name == "running_time"
	})
}

// aboveOneCore is a percentage that a single thread does not get to, though others
// may do a little beside it.
const aboveOneCore = 110

// singleThreaded returns the program that does the work of a process in one thread,
// if it is known: that of its own, or of the process that has forked it.
func (p *Pass) singleThreaded(proc *pill.Process) string {
	of := proc
	if proc.IsChild() {
		of = proc.Parent()
	}
	c := p.startOf(of)
	if c == nil {
		return ""
	}
	run, ok := c.likelyRun()
	words, _ := c.words()
	// Threads of Java are no threads of Ruby: none has to wait for another.
	if !ok || slices.ContainsFunc(words, func(w string) bool { return strings.Contains(w, "jruby") }) {
		return ""
	}
	run = run.Worker()
	if !run.Single || run.Master && proc == of { // see check-of-master
		return ""
	}
	return run.Name
}

// neverEnough finds a number of failures that is never reached.
func (p *Pass) neverEnough(c liveCheck) {
	v, ok := c.Option("times").Value()
	if !ok {
		return
	}
	if f, ok := v.(eval.Float); ok && float64(f) != float64(int(f)) {
		c.finding(p, c.optionSpan("times"), "only whole checks count, so %v of them never fail", float64(f)).Done(p)
	}
	a, ok := v.(*eval.Array)
	if !ok || len(a.Elems) < 2 {
		return
	}
	need, known := pill.NumberOf(a.Elems[0])
	of, alsoKnown := pill.NumberOf(a.Elems[len(a.Elems)-1])
	if known && alsoKnown && need > 0 && of <= 0 {
		c.finding(p, c.optionSpan("times"), "Bluepill keeps none of the last %v checks, so they never fail", of).Done(p)
	}
	if known && alsoKnown && need > of && of > 0 {
		f := c.finding(p, c.optionSpan("times"), "%v of the last %v checks never fail", need, of)
		if a.Node != nil && len(a.Elems) == 2 && a.Origin == c.optionSpan("times") {
			first, second := c.File.Span(a.Node.Elems[0]), c.File.Span(a.Node.Elems[1])
			f.Fix(diag.Fix{Title: "Swap the numbers", Edits: append(replaceFix("", first, second.Text()).Edits, replaceFix("", second, first.Text()).Edits...)})
		}
		f.Done(p)
	}
}

// neverFlapping compares what flapping asks for with how fast a process can be
// started.
func (p *Pass) neverFlapping(c liveCheck) {
	if neverRestarted(c.process) {
		c.finding(p, c.NameSpan, "flapping counts the starts and restarts that Bluepill makes, and no check here restarts a child").Done(p)
		return
	}
	times, ok := optionNumber(c, "times", 5)
	within, alsoOk := optionNumber(c, "within", 1)
	gap, gapKnown := startGap(c.process)
	if ok && times > 0 && times != float64(int(times)) {
		c.finding(p, c.optionSpan("times"), "only whole starts count, so %v is never reached", times).Done(p)
		return
	}
	if !ok || !alsoOk || !gapKnown || times < 2 {
		return
	}
	if need := (times - 1) * gap; need > within {
		span := c.NameSpan
		if !c.unset("within") {
			span = c.optionSpan("within")
		}
		c.finding(p, span, "%v starts take at least %s, so they are never made within %v", times, amount(need, "second"), within).Lacks(c.NameSpan, c.unsetOf("times", "within")...).Done(p)
	}
}

// neverRestarted reports whether a process is a child that no check restarts: it is
// up as soon as it is seen, and taken from the list once it is gone.
func neverRestarted(proc *pill.Process) bool {
	return proc.IsChild() && len(proc.Open) == 0 && !slices.ContainsFunc(proc.Checks, mayRestart)
}

// mayRestart reports whether a check may fire :restart.
func mayRestart(c *pill.Check) bool {
	kind, known := c.Kind()
	if known && kind.Trigger {
		return false
	}
	fires := c.Option("fires")
	v, ok := fires.Value()
	if !known || fires.Unset() || !ok {
		return true
	}
	events := []eval.Value{v}
	if list, isArray := v.(*eval.Array); isArray {
		events = list.Elems
	}
	return slices.ContainsFunc(events, func(v eval.Value) bool {
		name, ok := eventName(v)
		return name == "restart" || !ok && !eval.IsNil(v)
	})
}

// optionNumber is the number that an option gives, or its default.
func optionNumber(c liveCheck, name string, otherwise float64) (float64, bool) {
	a := c.Option(name)
	if a.Unset() {
		return otherwise, true
	}
	return a.Number()
}

// startGap is the least time between two starts, or restarts, of a process.
func startGap(proc *pill.Process) (seconds float64, ok bool) {
	least := -1.0
	names := []string{"start_grace_time"}
	if !proc.Attr("restart_command").Unset() {
		names = append(names, "restart_grace_time")
	}
	for _, name := range names {
		n := 3.0
		if a := proc.Attr(name); !a.Unset() {
			if n, ok = a.Number(); !ok {
				return 0, false
			}
		}
		if least < 0 || n < least {
			least = n
		}
	}
	return float64(int(max(least, 0))) + 1, true
}
