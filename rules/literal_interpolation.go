package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var literalInterpolation = &Rule{
	Name:        "literal-interpolation",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"stack-path-placeholder"},
	Title:       "#{…} is in single quotes",
	Since:       "0.1",
	Text: "Ruby fills in `#{…}` only in double quotes. In single quotes, and in whatever is built from them, it stays as it is:\n" +
		"Bluepill looks for a folder whose name contains `#{`. Write the text in double quotes.",
	Bad: `root = "/srv/shop"
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "#{root}/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = '#{root}/log/shop.log'
  end
end
`,
	Good: `root = "/srv/shop"
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "#{root}/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "#{root}/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		elsewhere := map[source.Span]bool{}
		for proc := range p.Processes {
			reported := map[string]bool{}
			for s := range live(proc) {
				code := p.literalCode(s)
				if code == "" || reported[code] {
					continue
				}
				reported[code] = true
				if literal, ok := s.ValueNode.(*syntax.Str); ok && strings.Contains(literal.Value, code) {
					p.literalFinding(proc, s, within(s, code), code).Fix(doubleQuotes(s)).Done(p)
				} else if span, fix, ok := p.singleQuoted(code); !ok {
					p.literalFinding(proc, s, valueSpan(s), code).Related(literalPlace(s), "written here").Done(p)
				} else if !elsewhere[span] {
					elsewhere[span] = true
					p.literalFinding(proc, s, span, code).Related(valueSpan(s), "used here").Fix(fix).Done(p)
				}
			}
		}
	},
}

func (p *Pass) literalFinding(proc *pill.Process, s *pill.Setting, span source.Span, code string) *Finding {
	return p.settingFinding(proc, s, span, "%s is in single quotes, so Ruby does not fill it in: %s contains it literally", code, s.Name)
}

// singleQuoted finds the text in single quotes that code was written in, if
// there is one, and writes it in double quotes.
func (p *Pass) singleQuoted(code string) (span source.Span, fix diag.Fix, ok bool) {
	if p.Syntax.Body == nil {
		return span, fix, false
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		if s, isText := n.(*syntax.Str); isText && !ok && strings.Contains(s.Value, code) {
			whole := p.Syntax.Span(n)
			text := whole.Text()
			at := strings.Index(text, code)
			if at < 0 || !strings.HasPrefix(text, "'") || !strings.HasSuffix(text, "'") {
				return true
			}
			span, ok = whole.File.Span(whole.Start+at, whole.Start+at+len(code)), true
			if !strings.ContainsAny(text, `"\\`) {
				fix = replaceFix("Use double quotes", whole, `"`+text[1:len(text)-1]+`"`)
			}
		}
		return true
	})
	return span, fix, ok
}

// codeInText is code that is meant to be filled in.
var codeInText = lazyregexp.New(`#\{@?[A-Za-z_][A-Za-z0-9_.]*(\[[^\]]*\])?\}`)

// literalCode returns the first #{…} in a path, or a command that is no
// program's text itself: one with quotes in it may be, unless the pill has a value of that
// name.
func (p *Pass) literalCode(s *pill.Setting) string {
	if !isPathSetting(s) && s.Name != "working_dir" && s.Name != "uid" && s.Name != "gid" && !slices.Contains(commandNames, s.Name) {
		return ""
	}
	text, ok := settingText(s)
	if !ok {
		return ""
	}
	code := codeInText.FindString(text)
	if slices.Contains(commandNames, s.Name) && strings.ContainsAny(text, "'\"`$") && !p.gives(nameInCode.FindString(code)) {
		return ""
	}
	return code
}

// nameInCode is the variable or constant that code begins with.
var nameInCode = lazyregexp.New(`\w+`)

// gives reports whether a statement of the pill sets a variable or constant of that name.
func (p *Pass) gives(name string) bool {
	found := false
	if name == "" || p.Syntax.Body == nil {
		return false
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Assign); ok && a.Target != nil {
			found = found || a.Target.Local != nil && a.Target.Local.Name == name || a.Target.Const != nil && a.Target.Const.Name == name
		}
		return !found
	})
	return found
}

// literalPlace is where the text of a setting is written.
func literalPlace(s *pill.Setting) source.Span {
	if v, ok := s.Value.(*eval.Str); ok && v.Origin.File != nil {
		return v.Origin
	}
	return valueSpan(s)
}

// doubleQuotes writes a text in double quotes that has nothing else in it
// that they would change.
func doubleQuotes(s *pill.Setting) diag.Fix {
	inside, quote, ok := literalText(s)
	if !ok || quote != "'" || strings.ContainsAny(inside.Text(), `"\`) || inside.Start-s.ValueSpan.Start != 1 {
		return diag.Fix{}
	}
	return replaceFix("Use double quotes", s.ValueSpan, `"`+inside.Text()+`"`)
}
