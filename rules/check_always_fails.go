package rules

import (
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var checkAlwaysFails = &Rule{
	Name:        "check-always-fails",
	Severity:    diag.Error,
	Consequence: diag.Process,
	Related:     []string{"ineffective-check"},
	Title:       "a check fails no matter what the process does",
	Since:       "0.1",
	Text: "A check that always fails restarts the process every few seconds, forever:\n\n" +
		"- `:below => 300` of `:mem_usage` is 300 bytes; write `300.megabytes`.\n" +
		"- A check with `:times => 0` fires every time, whatever the result.\n" +
		"- `:below => 0` can never be met, and `:below => 0.8` of `:cpu_usage` is less than one percent.\n" +
		"- `:running_time` counts from the start. If its `:below` is no longer than the grace times, the process is already too\n" +
		"  old when Bluepill first looks at it after a restart.\n" +
		"- The `:url` of `:http` needs its scheme: `\"localhost:8080/ping\"` can never be reached. Only the whole seconds of its\n" +
		"  `:timeout` count, and no server answers in 0 seconds.\n" +
		"- `:file_time` needs a `:filename`.\n" +
		"- `:flapping` with `:times => 1` treats the very first start as flapping, so the process never starts.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300, :times => [3, 5]
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
			switch c.kind.Name {
			case "flapping":
				p.everyStartFlaps(c)
				continue
			case "mem_usage":
				p.tooLittleMemory(c)
			case "cpu_usage":
				p.noUsage(c)
			case "running_time":
				p.tooOld(c)
			case "http":
				p.noScheme(c)
				p.noTimeout(c)
			case "file_time":
				if c.missing("filename") {
					c.finding(p, c.NameSpan, "the check file_time has no :filename, so it always fails").Lacks(c.NameSpan, "filename").Done(p)
				}
				p.nothingBelow(c)
			}
			p.noTimes(c)
		}
	},
}

func (p *Pass) everyStartFlaps(c liveCheck) {
	if n, ok := c.Option("times").Any().(eval.Int); ok && n == 1 {
		c.finding(p, c.optionSpan("times"), "one start counts as flapping, so the process is never started").Done(p)
	}
}

// aPage is the least memory that a process can have; most have some megabytes.
const aPage, aMegabyte = 4096, 1 << 20

func (p *Pass) tooLittleMemory(c liveCheck) {
	n, ok := c.Option("below").Number()
	if !ok || n >= aMegabyte {
		return
	}
	f := c.finding(p, c.optionSpan("below"), "this is %s, so the check always fails", amount(n, "byte"))
	if n >= aPage {
		f = c.finding(p, c.optionSpan("below"), "this is less than a megabyte, so the check most likely always fails").Severity(diag.Warning)
	}
	if number, ok := c.optionNode("below").(*syntax.Int); ok && number.Value >= 10 && number.Value < aPage {
		end := c.optionSpan("below")
		end.Start = end.End
		f.Fix(diag.Fix{Title: "Set the limit in megabytes", Edits: []source.Edit{{Span: end, New: ".megabytes"}}})
	}
	f.Done(p)
}

// nothingBelow finds a limit that nothing is below, and reports whether it has.
func (p *Pass) nothingBelow(c liveCheck) bool {
	n, ok := c.Option("below").Number()
	if !ok || n > 0 {
		return false
	}
	c.finding(p, c.optionSpan("below"), "nothing is below %s, so the check always fails", strconv.FormatFloat(n, 'f', -1, 64)).Done(p)
	return true
}

func (p *Pass) noUsage(c liveCheck) {
	n, ok := c.Option("below").Number()
	if p.nothingBelow(c) || !ok || n >= 1 {
		return
	}
	c.finding(p, c.optionSpan("below"), "this is less than one percent, so the check most likely always fails").Severity(diag.Warning).Done(p)
}

// tooOld compares how long a process may run with how long it has run when it
// is first looked at after a restart. A restart_command may leave it as it is.
func (p *Pass) tooOld(c liveCheck) {
	below, ok := c.Option("below").Number()
	start, startKnown := graceOf(c.process, "start_grace_time")
	stop, stopKnown := graceOf(c.process, "stop_grace_time")
	restart, told := c.process.Attr("restart_command").True()
	if p.nothingBelow(c) || !ok || !startKnown || !stopKnown || c.process.IsChild() || restart || !told {
		return
	}
	for _, e := range c.events() {
		if e.name != "restart" {
			return
		}
	}
	switch {
	case below <= float64(int(start)):
		c.finding(p, c.optionSpan("below"), "the process has run for %s when it is first looked at, so the check always fails", countOf(int(start), "second")).Done(p)
	case below <= float64(int(start)+int(stop)):
		c.finding(p, c.optionSpan("below"), "after a restart the process has run for %s when it is first looked at, so the check fails from then on", countOf(int(start)+int(stop), "second")).
			Severity(diag.Warning).Done(p)
	}
}

// noTimeout finds a time to answer that is none.
func (p *Pass) noTimeout(c liveCheck) {
	if n, ok := c.timeout("read_timeout"); ok && n <= 0 {
		option := "timeout"
		if !c.unset("read_timeout") {
			option = "read_timeout"
		}
		c.finding(p, c.optionSpan(option), "only whole seconds count, and no server answers in %d, so the check always fails", n).
			Severity(diag.Warning).Done(p)
	}
}

func (p *Pass) noScheme(c liveCheck) {
	if !c.withoutScheme() {
		return
	}
	url, _ := c.Option("url").Text()
	f := c.finding(p, c.optionSpan("url"), "this URL does not begin with http:// or https://, so the check always fails").Lacks(c.NameSpan, "url")
	if s, ok := c.optionNode("url").(*syntax.Str); ok && !strings.Contains(url, "://") && !strings.HasPrefix(url, "/") {
		at := c.optionSpan("url")
		if text := at.Text(); text == `"`+s.Value+`"` || text == "'"+s.Value+"'" {
			at = at.File.Span(at.Start+1, at.Start+1)
			f.Fix(diag.Fix{Title: "Add http://", Edits: []source.Edit{{Span: at, New: "http://"}}})
		}
	}
	f.Done(p)
}

// withoutScheme reports whether a URL is one that nothing is reached by.
func (c liveCheck) withoutScheme() bool {
	url, ok := c.Option("url").Text()
	low := strings.ToLower(url)
	return ok && !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://")
}

// noTimes finds a number of failures that is always reached.
func (p *Pass) noTimes(c liveCheck) {
	v, ok := c.Option("times").Value()
	if a, isArray := v.(*eval.Array); isArray && len(a.Elems) > 0 {
		v = a.Elems[0]
	}
	if n, isNumber := pill.NumberOf(v); ok && isNumber && n <= 0 {
		c.finding(p, c.optionSpan("times"), "no failure is needed, so the check fires every time it runs").Done(p)
	}
}
