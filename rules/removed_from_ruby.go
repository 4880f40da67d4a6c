package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var removedFromRuby = &Rule{
	Name:        "removed-from-ruby",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Title:       "the target version of Ruby no longer has it",
	Mark:        Outdated,
	Since:       "0.1",
	Text: "Ruby 3.2 removed `Fixnum` and `Bignum`, which were names for Integer. Bluepill itself uses `Fixnum`: to check the\n" +
		"delays of `stop_signals`, and in every `checks :http`. On Ruby 3.2 or later, a pill that has one of these fails with a\n" +
		"NameError while it loads. Ruby 3.2 also removed `File.exists?` and `Dir.exists?`; every version has `exist?`.\n\n" +
		"The rule applies only if the configuration sets the version of Ruby, `versions: {ruby: \"3.2\"}`. Use an older Ruby, or\n" +
		"define the constant at the top of the pill: `Fixnum = Integer unless defined?(Fixnum)`.",
	Example: Options{Versions: Versions{Ruby: Version{3, 2}}},
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :http, :url => "http://localhost:3000/up", :every => 60.seconds, :times => [3, 5]
  end
end
`,
	Good: `Fixnum = Integer unless defined?(Fixnum)

Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :http, :url => "http://localhost:3000/up", :every => 60.seconds, :times => [3, 5]
  end
end
`,
	Check: func(p *Pass) {
		ruby := p.Versions.Ruby
		if ruby.IsZero() || ruby.Before(Version{3, 2}) {
			return
		}
		p.removedNames()
		if definesFixnum(p.Syntax) || len(p.Config.Unread) > 0 {
			return
		}
		for proc := range p.Processes {
			for s := range live(proc) {
				if a, ok := s.Value.(*eval.Array); ok && s.Name == "stop_signals" && a.Lost == nil && len(a.Elems) > 1 {
					p.settingFinding(proc, s, s.NameSpan, "Bluepill checks delays with Fixnum, which Ruby %s does not have", ruby).Done(p)
				}
			}
		}
		for proc := range p.Trees {
			for _, c := range proc.Checks {
				kind, ok := c.Kind()
				if !ok || kind.Name != "http" {
					continue
				}
				f := p.Finding(c.NameSpan, "Bluepill's check http uses Fixnum, which Ruby %s does not have", ruby)
				if !c.Certain() || len(proc.Maybe) > 0 {
					f.Severity(diag.Warning)
				}
				if proc.IsChild() {
					f.Consequence(diag.Daemon)
				}
				f.Done(p)
			}
		}
	},
}

// removedNames reports what the pill itself uses.
func (p *Pass) removedNames() {
	report := func(at syntax.Pos, name, instead string) {
		span := p.Source.Span(int(at.Start), int(at.End))
		p.Finding(span, "Ruby %s has no %s; write %s", p.Versions.Ruby, name, instead).
			Severity(diag.Warning).Fix(diag.Fix{Title: "Write " + instead, Edits: []source.Edit{{Span: span, New: instead}}}).Done(p)
	}
	defined := definesFixnum(p.Syntax)
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Defined:
			return false
		case *syntax.Const:
			if n.Scope == nil && (n.Name == "Fixnum" || n.Name == "Bignum") && !defined {
				report(n.Pos, n.Name, "Integer")
			}
		case *syntax.Call:
			c, ok := n.Recv.(*syntax.Const)
			if ok && n.Name == "exists?" && c.Scope == nil && slices.Contains([]string{"File", "Dir", "FileTest"}, c.Name) {
				report(n.NamePos, c.Name+".exists?", "exist?")
			}
		}
		return true
	})
}

// definesFixnum reports whether a file defines the constant.
func definesFixnum(f *syntax.File) bool {
	found := false
	syntax.Walk(f.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			found = found || n.Target.Const != nil && n.Target.Const.Name == "Fixnum"
		case *syntax.OpAssign:
			found = found || n.Target.Const != nil && n.Target.Const.Name == "Fixnum"
		case *syntax.Class:
			found = found || n.Path.Name == "Fixnum"
		case *syntax.Call:
			found = found || n.Name == "const_set"
		}
		return !found
	})
	return found
}
