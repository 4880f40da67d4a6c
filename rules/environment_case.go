package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var environmentCase = &Rule{
	Name:        "environment-case",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"replaced-environment"},
	Title:       "a well-known environment variable is in lower case, or has a dot",
	Since:       "0.1",
	Text: "Bluepill sets the variables of `environment` under exactly the names that they have there. Names of variables are case\n" +
		"sensitive: a program that reads `RAILS_ENV` does not see `rails_env`, and neither does it see `Rails.env`, which is what\n" +
		"Ruby calls it.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.environment = { :rails_env => "production" }
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.environment = { "RAILS_ENV" => "production" }
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			s := proc.Last("environment")
			if s == nil {
				continue
			}
			for _, name := range miscasedVariables(s.Value) {
				span, found := keySpan(s.Value, name)
				if !found {
					span = valueSpan(s)
				}
				f := p.settingFinding(proc, s, span, "this sets %q, but programs read %q", name, shouted(name))
				if found {
					f.Fix(upcaseKey(span, name))
				}
				f.Done(p)
			}
		}
	},
}

// wellKnownVariables are read by many programs, and written in capitals.
var wellKnownVariables = strings.Fields(`RAILS_ENV RAILS_ROOT RACK_ENV MERB_ENV APP_ENV NODE_ENV NODE_PATH PATH HOME USER SHELL LANG LC_ALL TZ TERM
	GEM_HOME GEM_PATH BUNDLE_GEMFILE BUNDLE_PATH RUBYOPT RUBYLIB QUEUE QUEUES PIDFILE INTERVAL VERBOSE VVERBOSE
	PYTHONPATH JAVA_HOME LD_LIBRARY_PATH DATABASE_URL REDIS_URL PORT`)

// shouted is the name of the variable that somebody means who writes it in small
// letters, or as the method that gives it: Rails.env.
func shouted(name string) string { return strings.ToUpper(strings.ReplaceAll(name, ".", "_")) }

// miscasedVariables lists the names of well-known variables that an environment
// sets in small letters only.
func miscasedVariables(v eval.Value) (names []string) {
	h, ok := v.(*eval.Hash)
	if !ok || h.Lost != nil {
		return nil
	}
	set := map[string]bool{}
	for key := range h.Each {
		if name, ok := eventName(key); ok {
			set[name] = true
		}
	}
	for key := range h.Each {
		name, ok := eventName(key)
		if upper := shouted(name); ok && upper != name && !set[upper] && slices.Contains(wellKnownVariables, upper) {
			names = append(names, name)
		}
	}
	return names
}

// keySpan is where a key of a hash is written, if the hash is a literal.
func keySpan(v eval.Value, name string) (span source.Span, ok bool) {
	h, isHash := v.(*eval.Hash)
	if !isHash || h.Node == nil || h.Origin.IsZero() {
		return span, false
	}
	for _, pair := range h.Node.Pairs {
		switch k := pair.Key.(type) {
		case *syntax.Sym:
			ok = k.Name == name
		case *syntax.Str:
			ok = k.Value == name
		}
		if ok {
			pos := pair.Key.Range()
			return h.Origin.File.Span(int(pos.Start), int(pos.End)), true
		}
	}
	return span, false
}

// upcaseKey writes a name in capitals.
func upcaseKey(span source.Span, name string) diag.Fix {
	text := span.Text()
	if !strings.Contains(text, name) {
		return diag.Fix{}
	}
	return replaceFix("Write "+shouted(name), span, strings.Replace(text, name, shouted(name), 1))
}
