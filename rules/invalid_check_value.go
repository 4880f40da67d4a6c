package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var invalidCheckValue = &Rule{
	Name:        "invalid-check-value",
	Severity:    diag.Error,
	Consequence: diag.Daemon,
	Related:     []string{"check-always-fails", "ineffective-check"},
	Title:       "an option of a check kills the daemon",
	Since:       "0.1",
	Text: "Bluepill first uses the options of a check when the check runs. A value that it cannot compare or count raises an\n" +
		"exception that kills the daemon. The log says nothing, and the processes go on unsupervised.\n\n" +
		"- `:every` is a number of seconds, not text.\n" +
		"- `:below` is a number, and must be given for `:cpu_usage`, `:running_time` and `:file_time`.\n" +
		"- `:times` is a number, or an Array of two, as in `[3, 5]` for three of five; not text, not a Range. For `:flapping`\n" +
		"  it is a number above 0, and `:within` and `:retry_in` are numbers.\n" +
		"- `:pattern` of `:http` is a Regexp, and `:kind` a status code that exists.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :cpu_usage, :every => 10.seconds, :below => "50", :times => 3
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :cpu_usage, :every => 10.seconds, :below => 50, :times => 3
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			if c.kind.Trigger {
				p.invalidFlapping(c)
				continue
			}
			if v, ok := c.noNumber("every"); ok {
				c.finding(p, c.optionSpan("every"), ":every must be a number of seconds, but this is %s: the daemon dies when the check is due again", kindOf(v)).
					Fix(writeNumber(c.optionSpan("every"), c.optionNode("every"), ".seconds")).Done(p)
			}
			p.invalidTimes(c)
			switch c.kind.Name {
			case "cpu_usage", "running_time", "file_time":
				p.invalidBelow(c)
			case "http":
				p.invalidResponse(c)
			}
		}
	},
}

func (p *Pass) invalidBelow(c liveCheck) {
	if c.missing("below") {
		c.finding(p, c.NameSpan, "the check %s has no :below, so the daemon dies when it first runs", c.title()).Lacks(c.NameSpan, "below").Fix(c.writeKey("below")).Done(p)
		return
	}
	if v, ok := c.noNumber("below"); ok {
		c.finding(p, c.optionSpan("below"), ":below must be a number, but this is %s: the daemon dies when the check first runs", kindOf(v)).
			Fix(writeNumber(c.optionSpan("below"), c.optionNode("below"), "")).Done(p)
	}
}

func (p *Pass) invalidTimes(c liveCheck) {
	v := c.Option("times").Any()
	if v == nil {
		return
	}
	if truth, known := eval.Truthy(v); known && !truth {
		return
	}
	bad := !isNumeric(v)
	if a, isArray := v.(*eval.Array); isArray {
		bad = len(a.Elems) == 0 || !isNumeric(a.Elems[0]) || !isNumeric(a.Elems[len(a.Elems)-1])
	}
	if bad {
		c.finding(p, c.optionSpan("times"), ":times must be a number or an Array of two: the daemon dies when the check first runs").
			Fix(writeNumber(c.optionSpan("times"), c.optionNode("times"), "")).Done(p)
	}
}

func (p *Pass) invalidFlapping(c liveCheck) {
	if v := c.Option("times").Any(); v != nil {
		if n, isInt := v.(eval.Int); isInt && n <= 0 || !isNumeric(v) {
			c.finding(p, c.optionSpan("times"), ":times of flapping must be a number above 0: the daemon dies before it starts anything").
				Fix(writeNumber(c.optionSpan("times"), c.optionNode("times"), "")).Done(p)
		}
	}
	if v := c.Option("within").Any(); v != nil && !isNumeric(v) {
		c.finding(p, c.optionSpan("within"), ":within must be a number of seconds, but this is %s: the daemon dies when the process has been started often enough", kindOf(v)).
			Severity(diag.Warning).Done(p)
	}
	if v := c.Option("retry_in").Any(); v != nil && !isNumeric(v) {
		c.finding(p, c.optionSpan("retry_in"), ":retry_in must be a number, but this is %s: the daemon dies when the process flaps", kindOf(v)).
			Severity(diag.Warning).Fix(writeNumber(c.optionSpan("retry_in"), c.optionNode("retry_in"), ".seconds")).Done(p)
	}
}

// statusCodes are the codes that Ruby's Net::HTTP has a class for.
var statusCodes = []int{100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308,
	400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 426, 428, 429, 431, 451,
	500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511}

func (p *Pass) invalidResponse(c liveCheck) {
	if v, ok := c.Option("pattern").Any().(*eval.Str); ok {
		c.finding(p, c.optionSpan("pattern"), ":pattern must be a Regexp, but this is %s: the daemon dies at the first answer", kindOf(v)).
			Fix(writeRegexp(c.optionSpan("pattern"), c.optionNode("pattern"))).Done(p)
	}
	if n, ok := c.Option("kind").Any().(eval.Int); ok && !slices.Contains(statusCodes, int(n)) {
		c.finding(p, c.optionSpan("kind"), "there is no response with the status %d: the daemon dies when the check first runs", n).Done(p)
	}
}

// writeRegexp writes text as the Regexp that it is, if nothing in it has another
// meaning there.
func writeRegexp(span source.Span, n syntax.Node) diag.Fix {
	s, ok := n.(*syntax.Str)
	if !ok || !plainText.MatchString(s.Value) {
		return diag.Fix{}
	}
	return diag.Fix{Title: "Turn it into a Regexp", Safe: true, Edits: []source.Edit{{Span: span, New: "/" + s.Value + "/"}}}
}

var plainText = lazyregexp.New(`^[A-Za-z0-9_][A-Za-z0-9_ <>:="',-]*$`)
