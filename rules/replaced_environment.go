package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var replacedEnvironment = &Rule{
	Name:        "replaced-environment",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"duplicate-attribute"},
	Title:       "the environment of a process replaces that of the application",
	Since:       "0.1",
	Text: "A process inherits the `environment` of its application only if it sets none itself. Bluepill does not merge the two:\n" +
		"a process with its own `environment` has none of the application's variables. If you want both, merge them in the\n" +
		"pill.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.environment = { "RAILS_ENV" => "production" }
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.environment = { "PORT" => "3000" }
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.environment = { "RAILS_ENV" => "production" }
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.environment = app.environment.merge("PORT" => "3000")
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			s := proc.Last("environment")
			i := slices.IndexFunc(proc.Settings, func(s *pill.Setting) bool { return s.Name == "environment" && s.Inherited })
			if i < 0 || s == nil || s.Inherited {
				continue
			}
			missing, ok := missingNames(proc.Settings[i].Value, s.Value)
			if _, literal := s.ValueNode.(*syntax.Hash); !ok || !literal || len(missing) == 0 {
				continue
			}
			p.settingFinding(proc, s, s.NameSpan, "this replaces the environment of the application, so %s %s not set in %s",
				strings.Join(missing, " and "), isOrAre(missing), processName(proc)).
				Related(proc.Settings[i].NameSpan, "set for the application here").Fix(mergeFix(proc, s)).Done(p)
		}
	},
}

func isOrAre(list []string) string {
	if len(list) == 1 {
		return "is"
	}
	return "are"
}

// missingNames lists the variables that one environment has and another one
// lacks; ok is false if that cannot be told.
func missingNames(has, lacks eval.Value) (names []string, ok bool) {
	from, isHash := has.(*eval.Hash)
	to, isHash2 := lacks.(*eval.Hash)
	if !isHash || !isHash2 || from.Lost != nil || to.Lost != nil || len(from.Open)+len(to.Open) > 0 {
		return nil, false
	}
	set := map[string]bool{}
	for key := range to.Each {
		name, ok := eventName(key)
		if !ok {
			return nil, false
		}
		set[name] = true
	}
	for key := range from.Each {
		name, ok := eventName(key)
		if !ok {
			return nil, false
		}
		if !set[name] {
			names = append(names, name)
		}
	}
	return names, true
}

// mergeFix merges a literal environment with that of the application.
func mergeFix(proc *pill.Process, s *pill.Setting) diag.Fix {
	if proc.App == nil || proc.App.Block == nil || !strings.HasPrefix(s.ValueSpan.Text(), "{") || proc.BlockFile != proc.App.BlockFile {
		return diag.Fix{}
	}
	names := paramNames(proc.App.Block.Params)
	if len(names) != 1 || !proc.App.Span.Contains(s.Span) {
		return diag.Fix{}
	}
	at, end := s.ValueSpan.Start, s.ValueSpan.End
	return diag.Fix{Title: "Merge it with that of the application", Edits: []source.Edit{
		{Span: s.ValueSpan.File.Span(at, at), New: names[0] + ".environment.merge("},
		{Span: s.ValueSpan.File.Span(end, end), New: ")"},
	}}
}
