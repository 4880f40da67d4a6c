package main

import (
	"errors"
	"fmt"

	"github.com/pilllint/pilllint/parser/pill"

	"github.com/pilllint/pilllint/cmd/internal/output"
	"github.com/pilllint/pilllint/rules"
)

// explain prints the documentation of a rule.
func explain(p *program) int {
	if len(p.args) != 1 {
		return p.usageError(errors.New("explain takes the name of one rule; \"pilllint rules\" lists them"))
	}
	name := p.args[0]
	rule, ok := rules.Find(name)
	if !ok {
		var names []string
		for _, r := range rules.All() {
			names = append(names, r.Name)
		}
		if near := pill.Suggest(name, names); near != "" {
			return p.usageError(fmt.Errorf("unknown rule %q; did you mean %q?", name, near))
		}
		return p.usageError(fmt.Errorf("unknown rule %q; \"pilllint rules\" lists them", name))
	}
	var text []byte
	switch p.options.format {
	case "markdown":
		text = []byte(rule.Markdown())
	case "json":
		text = output.ExplainJSON(rule)
	default:
		text = output.Explain(p.style(), rule)
	}
	_, _ = p.stdout.Write(text)
	return exitClean
}

// listRules lists the rules.
func listRules(p *program) int {
	if len(p.args) > 0 {
		return p.usageError(errors.New("rules takes no arguments; \"pilllint explain RULE\" explains one"))
	}
	if p.options.format == "json" {
		_, _ = p.stdout.Write(output.RulesJSON(rules.All()))
		return exitClean
	}
	_, _ = p.stdout.Write(output.RulesText(p.style(), rules.All()))
	return exitClean
}
