package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var duplicateCheck = &Rule{
	Name:        "duplicate-check",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a process has two checks of the same name",
	Since:       "0.1",
	Text: "Bluepill keeps the checks of a process by name, so of two `checks :mem_usage` it makes only the second: the first\n" +
		"never runs. A symbol and a string with the same letters are two names, and both checks run.\n\n" +
		"So it is in a loop: `%w(/up /health).each { |path| process.checks :http, … }` only watches `/health`.\n\n" +
		"The rule does not report a default check that a method makes and the block overrides.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5]
    process.checks :mem_usage, :every => 1.minute, :below => 500.megabytes, :times => 3
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
		for proc := range p.Trees {
			for i, c := range proc.Checks {
				if first := replacedCheck(proc, proc.Checks[:i], c); first != nil {
					name, _ := nameOf(c.Name)
					f := p.Finding(c.NameSpan, "this is the second check %s of the process, and the first is dropped", name).
						Related(first.NameSpan, "the first is here")
					f.Fix(removeCheck(first, c)).Done(p)
				} else if turnReplaces(proc, proc.Checks[:i], c) {
					name, _ := nameOf(c.Name)
					p.Finding(c.NameSpan, "each turn of this loop makes the check %s anew, and only that of the last turn is kept", name).Done(p)
				} else if twin := otherSpelling(proc, proc.Checks[:i], c); twin != nil {
					p.Finding(c.NameSpan, "this check does not replace the one named %s: both run", twin.NameSpan.Text()).
						Related(twin.NameSpan, "which is here").Severity(diag.Info).Done(p)
				}
			}
		}
	},
}

// removeCheck takes the first of two checks out, or, if they are the same, the
// second, which changes nothing.
func removeCheck(first, second *pill.Check) diag.Fix {
	title, span, same := "Remove the first, which never runs", first.Span, false
	if first.Span.Text() == second.Span.Text() && onlyLiterals(second) {
		title, span, same = "Remove the second, which is the same", second.Span, true
	}
	edit := remove(span)
	if edit.Span == span {
		return diag.Fix{} // other code stands on its line
	}
	return diag.Fix{Title: title, Safe: same, Edits: []source.Edit{edit}}
}

// onlyLiterals reports whether the arguments of a check are the same wherever
// they stand.
func onlyLiterals(c *pill.Check) bool {
	return c.Node != nil && !slices.ContainsFunc(c.Node.Args, func(n syntax.Node) bool {
		found := hasCalls(n)
		syntax.Walk(n, func(n syntax.Node) bool {
			_, local := n.(*syntax.Local)
			found = found || local
			return !found
		})
		return found
	})
}

// replacedCheck returns the last check of the same block that another replaces;
// nil if there is none.
func replacedCheck(proc *pill.Process, before []*pill.Check, c *pill.Check) *pill.Check {
	if eval.Deep(c.Name) != nil || !proc.Surely(c.Maybe) || statement(proc.Block, proc.BlockFile, c.Span) < 0 {
		return nil
	}
	for i := len(before) - 1; i >= 0; i-- {
		b := before[i]
		if eval.Deep(b.Name) == nil && eval.Same(b.Name, c.Name) {
			if b.Span != c.Span && statement(proc.Block, proc.BlockFile, b.Span) >= 0 {
				return b
			}
			return nil
		}
	}
	return nil
}

// turnReplaces reports whether a check stands in a loop of the block, and the turn
// before made one with other options, which this one replaces.
func turnReplaces(proc *pill.Process, before []*pill.Check, c *pill.Check) bool {
	if proc.Block == nil || proc.BlockFile == nil || c.File != proc.BlockFile || len(before) == 0 || !proc.Surely(c.Maybe) || eval.Deep(c.Name) != nil {
		return false
	}
	b := before[len(before)-1]
	for i := len(before) - 1; i >= 0 && b.Span != c.Span; i-- {
		b = before[i]
	}
	return b.Span == c.Span && proc.BlockFile.Span(proc.Block).Contains(c.Span) && proc.Surely(b.Maybe) &&
		eval.Same(b.Name, c.Name) && !sameOptions(b, c)
}

// sameOptions reports whether two checks have the same options, as far as they are
// known.
func sameOptions(b, c *pill.Check) bool {
	x, ok := b.Options.(*eval.Hash)
	y, also := c.Options.(*eval.Hash)
	if !ok || !also || eval.Deep(x) != nil || eval.Deep(y) != nil || x.Len() != y.Len() {
		return !ok || !also || eval.Deep(x) != nil || eval.Deep(y) != nil
	}
	for key, v := range x.Each {
		if other, ok := y.Get(key); !ok || !eval.Same(v, other) {
			return false
		}
	}
	return true
}

// otherSpelling returns a check of the same block and kind whose name is written
// otherwise; nil if there is none.
func otherSpelling(proc *pill.Process, before []*pill.Check, c *pill.Check) *pill.Check {
	kind, ok := c.Kind()
	if !ok || !proc.Surely(c.Maybe) || statement(proc.Block, proc.BlockFile, c.Span) < 0 {
		return nil
	}
	for _, b := range before {
		other, ok := b.Kind()
		if ok && other.Name == kind.Name && !eval.Same(b.Name, c.Name) && statement(proc.Block, proc.BlockFile, b.Span) >= 0 {
			return b
		}
	}
	return nil
}

// nameOf writes the name of a check down.
func nameOf(v eval.Value) (string, bool) {
	switch v := v.(type) {
	case eval.Sym:
		return ":" + string(v), true
	case *eval.Str:
		return `"` + v.S + `"`, true
	}
	return "", false
}
