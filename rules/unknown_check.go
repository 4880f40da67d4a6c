package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

var unknownCheck = &Rule{
	Name:        "unknown-check",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"unknown-check-option", "invalid-check-options"},
	Title:       "there is no check or response class with this name",
	Since:       "0.1",
	Text: "`checks` names a condition (`:cpu_usage`, `:mem_usage`, `:running_time`, `:file_time`, `:http`, `:zombie_process`,\n" +
		"`:always_true`), the trigger `:flapping`, or a class that the pill defines. Bluepill looks for a constant of that name\n" +
		"in camel case, and if it finds none, the load ends with `uninitialized constant` and status 1. A trigger must be named\n" +
		"by a symbol: Bluepill looks for `\"flapping\"` among the conditions.\n\n" +
		"The same goes for the `:kind` of an `:http` check, which must be one of the response classes of Net::HTTP.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :memory_usage, :every => 10.seconds, :below => 300.megabytes, :times => 3
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => 3
  end
end
`,
	Check: func(p *Pass) {
		for e := range p.failures {
			reportUnknownCheck(p, e)
		}
		for proc := range p.Trees {
			for _, c := range proc.Checks {
				if isBaseClass(checkName(c)) && !p.classes()["ProcessCondition"] {
					p.Finding(c.NameSpan, "%s is the base class of all checks, and checks nothing: the daemon dies when it runs", checkName(c)).
						Consequence(diag.Daemon).Done(p)
				}
			}
		}
	},
}

// isBaseClass reports whether a check is named after the class that all of them
// come from. Bluepill finds it, and it raises when it runs.
func isBaseClass(name string) bool { return name == "process_condition" || name == "ProcessCondition" }

// otherWords are what people call the checks, from other tools.
var otherWords = map[string]string{
	"memory_usage": "mem_usage", "memory": "mem_usage", "mem": "mem_usage", "cpu": "cpu_usage", "http_response": "http",
	"http_check": "http", "zombie": "zombie_process", "uptime": "running_time", "run_time": "running_time",
}

func reportUnknownCheck(p *Pass, e *pill.LoadError) {
	if e.Check == nil || strings.HasPrefix(e.Message, "uninitialized constant Net::") {
		f := p.failure(e, "%s: %s", processName(e.Decl), rubyText(e.Message))
		if e.Check != nil {
			f.Related(e.Check.NameSpan, "in this check")
		}
		f.Done(p)
		return
	}
	name := checkName(e.Check)
	if strings.Contains(p.Source.Text, "define_process_condition(:"+name+")") {
		return // it goes with that method, which Bluepill has no more and undefined-name reports
	}
	likely, ok := otherWords[name]
	if !ok {
		likely = pill.Suggest(name, checkNames())
	}
	if name == "flapping" {
		p.failure(e, "%s: flapping is a trigger, which must be named by a symbol", processName(e.Decl)).
			Related(e.Check.NameSpan, "named here").Fix(nameCheck(e, "flapping")).Done(p)
		return
	}
	hint := ""
	if likely != "" {
		hint = "; did you mean :" + likely + "?"
	}
	f := p.failure(e, "%s has a check %q, which does not exist%s", processName(e.Decl), name, hint).Related(e.Check.NameSpan, "named here")
	if likely != "" {
		f.Fix(nameCheck(e, likely))
	}
	f.Done(p)
}

// nameCheck writes the name of a check that Bluepill has. It is safe where the
// pill is refused without it.
func nameCheck(e *pill.LoadError, name string) diag.Fix {
	switch written := checkName(e.Check); e.Check.NameSpan.Text() {
	case ":" + written, `"` + written + `"`, "'" + written + "'":
	default:
		return diag.Fix{}
	}
	fix := replaceFix("Check :"+name, e.Check.NameSpan, ":"+name)
	fix.Safe = len(e.Maybe) == 0
	return fix
}

func checkName(c *pill.Check) string {
	switch n := c.Name.(type) {
	case eval.Sym:
		return string(n)
	case *eval.Str:
		return n.S
	}
	return c.NameSpan.Text()
}

func checkNames() []string {
	var names []string
	for _, c := range pill.Checks {
		names = append(names, c.Name)
	}
	return names
}
