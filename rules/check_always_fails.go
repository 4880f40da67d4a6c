package rules

import (
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
	Title:       "a check fails whatever the process does",
	Since:       "0.1",
	Text: "A check that fails each time restarts the process every few seconds, for ever:\n\n" +
		"- `:below => 300` of `:mem_usage` is 300 bytes; write `300.megabytes`.\n" +
		"- `:times => 0` of a check fires each time, whatever the result.\n" +
		"- The `:url` of `:http` needs its scheme: `\"localhost:8080/ping\"` is never reached.\n" +
		"- `:file_time` needs a `:filename`.\n" +
		"- `:flapping` with `:times => 1` takes the very first start for flapping, so the process is never started.",
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
			case "http":
				p.noScheme(c)
			case "file_time":
				if c.unset("filename") {
					c.finding(p, c.NameSpan, "the check file_time has no :filename, so it always fails").Done(p)
				}
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
		f.Fix(diag.Fix{Title: "Write megabytes", Edits: []source.Edit{{Span: end, New: ".megabytes"}}})
	}
	f.Done(p)
}

func (p *Pass) noScheme(c liveCheck) {
	url, ok := c.Option("url").Text()
	low := strings.ToLower(url)
	if !ok || strings.HasPrefix(low, "http://") || strings.HasPrefix(low, "https://") {
		return
	}
	f := c.finding(p, c.optionSpan("url"), "this URL does not begin with http:// or https://, so the check always fails")
	if s, ok := c.optionNode("url").(*syntax.Str); ok && !strings.Contains(url, "://") && !strings.HasPrefix(url, "/") {
		at := c.optionSpan("url")
		if text := at.Text(); text == `"`+s.Value+`"` || text == "'"+s.Value+"'" {
			at = at.File.Span(at.Start+1, at.Start+1)
			f.Fix(diag.Fix{Title: "Begin it with http://", Edits: []source.Edit{{Span: at, New: "http://"}}})
		}
	}
	f.Done(p)
}

// noTimes finds a number of failures that is always reached.
func (p *Pass) noTimes(c liveCheck) {
	v, ok := c.Option("times").Value()
	if a, isArray := v.(*eval.Array); isArray && len(a.Elems) > 0 {
		v = a.Elems[0]
	}
	if n, isNumber := pill.NumberOf(v); ok && isNumber && n <= 0 {
		c.finding(p, c.optionSpan("times"), "no failure at all is enough, so the check fires each time that it runs").Done(p)
	}
}
