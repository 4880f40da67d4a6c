package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var stackPathPlaceholder = &Rule{
	Name:        "stack-path-placeholder",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"relative-path", "naming-prefix"},
	Title:       "<STACK_PATH> was not replaced",
	Since:       "0.1",
	Text: "`<STACK_PATH>` stands in Cloud 66's help pages for the folder of the deployed application, such as\n" +
		"`/var/deploy/shop/web_head/current`. Bluepill knows no placeholders: it looks for a folder of exactly that name under\n" +
		"`/` and finds none. It starts a process whose log file it cannot open again and again, and says nothing in its log.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "<STACK_PATH>/log/user_shop_1.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/var/deploy/shop/web_head/current/log/user_shop_1.log"
  end
end
`,
	Check: func(p *Pass) {
		// What counts is what is declared in the end: a pill may put the path in
		// for the placeholder by itself.
		for _, app := range p.Config.Apps {
			reportPlaceholder(p, app.NameSpan, app.Options)
		}
		for proc := range p.Trees {
			for name, v := range proc.Attributes.Each {
				if s, ok := name.(eval.Sym); ok {
					reportPlaceholder(p, attributePlace(proc, string(s)), v)
				}
			}
			for _, c := range proc.Checks {
				reportPlaceholder(p, c.NameSpan, c.Options)
			}
		}
	},
}

const placeholder = "<STACK_PATH>"

func attributePlace(proc *pill.Process, name string) source.Span {
	if s := proc.Last(name); s != nil {
		return valueSpan(s)
	}
	return proc.NameSpan
}

// reportPlaceholder looks for the placeholder in a value and all its parts, and
// reports the word itself where it can be seen.
func reportPlaceholder(p *Pass, place source.Span, v eval.Value) {
	var seen map[eval.Value]bool
	if nests(v) {
		seen = map[eval.Value]bool{}
	}
	reportPlaceholderIn(p, place, v, seen)
}

// nests reports whether a value is an Array or Hash that holds others.
func nests(v eval.Value) bool {
	holder := func(v eval.Value) bool {
		switch v.(type) {
		case *eval.Array, *eval.Hash:
			return true
		}
		return false
	}
	switch v := v.(type) {
	case *eval.Array:
		return slices.ContainsFunc(v.Elems, holder)
	case *eval.Hash:
		for _, e := range v.Each {
			if holder(e) {
				return true
			}
		}
	}
	return false
}

// reportPlaceholderIn looks into each Array and Hash once, as one may hold itself;
// seen is nil for a value that holds no others.
func reportPlaceholderIn(p *Pass, place source.Span, v eval.Value, seen map[eval.Value]bool) {
	switch v := v.(type) {
	case *eval.Str:
		if v.Lost == nil && strings.Contains(v.S, placeholder) {
			reportPlaceholderAt(p, place, v.Origin)
		}
	case *eval.Unknown:
		if strings.Contains(v.Prefix, placeholder) || strings.Contains(v.Suffix, placeholder) {
			reportPlaceholderAt(p, place, source.Span{})
		}
	case *eval.Array:
		if v.Lost == nil && !seen[v] {
			if seen != nil {
				seen[v] = true
			}
			for _, e := range v.Elems {
				reportPlaceholderIn(p, place, e, seen)
			}
		}
	case *eval.Hash:
		if v.Lost == nil && !seen[v] {
			if seen != nil {
				seen[v] = true
			}
			for _, e := range v.Each {
				reportPlaceholderIn(p, place, e, seen)
			}
		}
	}
}

func reportPlaceholderAt(p *Pass, place, origin source.Span) {
	span := place
	for _, s := range []source.Span{place, origin} {
		if i := strings.Index(s.Text(), placeholder); i >= 0 && s.File == p.Source {
			span = s.File.Span(s.Start+i, s.Start+i+len(placeholder))
			break
		}
	}
	f := p.Finding(span, "%q is a placeholder; write the folder of the deployed application here", placeholder)
	if !place.Contains(span) {
		f.Related(place, "used here")
	}
	f.Done(p)
}
