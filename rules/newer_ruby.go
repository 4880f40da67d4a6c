package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var newerRuby = &Rule{
	Name:        "newer-ruby",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"removed-from-ruby", "syntax-error"},
	Title:       "the target version of Ruby cannot read this",
	Since:       "0.1",
	Text: "Bluepill was written for Ruby 1.9.3 to 2.2, and many servers run it on one of those. Newer syntax is a syntax error\n" +
		"there, or means something else. It came with Ruby\n\n" +
		"- 2.0: `%i[a b]`, keyword parameters\n" +
		"- 2.1: keyword parameters without a default\n" +
		"- 2.3: `a&.b`, `<<~TEXT`\n" +
		"- 2.5: `rescue` in a `do` block\n" +
		"- 2.6, 2.7: `1..`, `..1`\n" +
		"- 2.7: `_1`\n" +
		"- 3.1: `{x:}`, `f(x:)`\n\n" +
		"The rule applies only if the configuration sets the version of Ruby, `versions: {ruby: \"2.2\"}`.",
	Example: Options{Versions: Versions{Ruby: Version{2, 2}}},
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = <<~COMMAND.strip
      bin/shop --port 3000
    COMMAND
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		ruby := p.Versions.Ruby
		if ruby.IsZero() {
			return
		}
		for u := range languageUses(p.Syntax) {
			if ruby.Before(u.since) {
				p.Finding(u.span, "%s needs Ruby %s, but the target is Ruby %s", u.what, u.since, ruby).Done(p)
			}
		}
	},
}

// A languageUse is a place that uses something that Ruby did not always have.
type languageUse struct {
	span  source.Span
	what  string
	since Version
}

// languageUses calls yield with what a file uses of the language that is newer
// than Ruby 1.9.3.
func languageUses(f *syntax.File) func(yield func(languageUse) bool) {
	return func(yield func(languageUse) bool) {
		going := true
		use := func(at syntax.Pos, what string, major, minor int) {
			going = going && yield(languageUse{f.Source.Span(int(at.Start), int(at.End)), what, Version{major, minor}})
		}
		syntax.Walk(f.Body, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Call:
				if n.Safe {
					use(n.NamePos, "&.", 2, 3)
				}
				if n.Block != nil {
					blockUses(f, n.Block, use)
				}
			case *syntax.Def:
				paramUses(n.Params, use)
			case *syntax.Str:
				heredocUse(f, n.Pos, n.Heredoc, use)
			case *syntax.DStr:
				heredocUse(f, n.Pos, n.Heredoc, use)
			case *syntax.Array:
				if n.Words && strings.HasPrefix(strings.ToLower(f.Span(n).Text()), "%i") {
					use(n.Pos, "%i", 2, 0)
				}
			case *syntax.Range:
				if n.High == nil {
					use(n.Pos, "a range without an end", 2, 6)
				} else if n.Low == nil {
					use(n.Pos, "a range without a beginning", 2, 7)
				}
			case *syntax.Hash:
				for _, pair := range n.Pairs {
					if pair.Key != nil && pair.Value != nil && pair.Value.Range().End <= pair.Key.Range().End {
						use(pair.Pos, "a key without a value", 3, 1)
					}
				}
			}
			return going
		})
	}
}

func heredocUse(f *syntax.File, at, body syntax.Pos, use func(syntax.Pos, string, int, int)) {
	if body.End > 0 && strings.HasPrefix(f.Source.Text[at.Start:], "<<~") {
		use(at, "<<~", 2, 3)
	}
}

func blockUses(f *syntax.File, b *syntax.Block, use func(syntax.Pos, string, int, int)) {
	paramUses(b.Params, use)
	if b.Params != nil && b.Params.Implied {
		use(b.Opener, "a block that uses _1", 2, 7)
	}
	opener := f.Source.Text[b.Opener.Start:b.Opener.End]
	if opener != "do" || len(b.Body.List) != 1 {
		return
	}
	body, ok := b.Body.List[0].(*syntax.Begin)
	if ok && len(body.Rescues) > 0 && !strings.HasPrefix(f.Source.Text[body.Start:], "begin") && opensClause(f, body) {
		use(body.Rescues[0].Pos, "rescue in a block", 2, 5)
	}
}

// opensClause reports whether the rescue of a block begins its line, which the
// modifier does not.
func opensClause(f *syntax.File, b *syntax.Begin) bool {
	at := f.Source.Span(int(b.Rescues[0].Start), int(b.Rescues[0].End))
	line := f.Source.LineSpan(at.Line()).Text()
	return strings.HasPrefix(strings.TrimLeft(line, " \t"), "rescue")
}

func paramUses(ps *syntax.Params, use func(syntax.Pos, string, int, int)) {
	if ps == nil {
		return
	}
	for _, k := range ps.Keywords {
		if k.Default == nil {
			use(k.Pos, "a keyword parameter without a default", 2, 1)
		} else {
			use(k.Pos, "a keyword parameter", 2, 0)
		}
	}
}
