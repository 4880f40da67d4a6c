package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

var unknownAppAttribute = &Rule{
	Name:        "unknown-app-attribute",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"unknown-attribute", "unknown-app-option"},
	Title:       "the application has no such attribute",
	Since:       "0.1",
	Text: "An application knows `working_dir`, `uid`, `gid`, `environment`, `auto_start` and `process`, and nothing else. Any\n" +
		"other call on it ends the load with a NoMethodError and status 1. Unlike a process, it does not accept unknown\n" +
		"attributes; set the attributes of processes in each process.\n\n" +
		"If the pill requires a gem that pilllint does not read, this is an info, as the gem may add the method.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.stdout = "/srv/shop/log/shop.log"
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for e := range p.failures {
			name := strings.TrimSuffix(e.Fault.Name, "=")
			procs := p.processesOf(e.Receiver)
			candidates := append(appAttributeNames(), "process")
			if _, ok := pill.FindAppOption(name); ok {
				p.failure(e, "the application has no attribute %q; it is an option of Bluepill.application", name).Done(p)
				continue
			}
			if _, ok := pill.FindAttribute(name); ok {
				p.failure(e, "the application has no attribute %q; set it on each process", name).MeantFor(procs, name).Done(p)
				continue
			}
			if w := attributeWords[name]; w != "" {
				f := p.failure(e, "the application has no attribute %q; %s", name, appAdvice(w)).MeantFor(procs, w)
				if slices.Contains(appAttributeNames(), w) {
					f.Fix(renameInLine(e, name, w))
				}
				f.Done(p)
				continue
			}
			likely := pill.Suggest(name, candidates)
			p.failure(e, "the application has no attribute %q%s", name, didYouMean(name, candidates)).
				MeantFor(procs, likely).Fix(renameInLine(e, name, likely)).Done(p)
		}
	},
}

// processesOf lists the processes of the application that a pill calls something
// on.
func (p *Pass) processesOf(receiver eval.Value) []*pill.Process {
	if proxy, ok := receiver.(*eval.Object); ok {
		if called, ok := proxy.Host.(*pill.Application); ok {
			for _, app := range p.Config.Apps {
				if app.NameSpan == called.NameSpan {
					return app.Processes
				}
			}
		}
	}
	return nil
}

// appAdvice says what to do with an attribute that has another name.
func appAdvice(likely string) string {
	if slices.Contains(appAttributeNames(), likely) {
		return "did you mean \"" + likely + "\"?"
	}
	return "each process has " + likely
}

func appAttributeNames() []string {
	var names []string
	for _, a := range pill.Attributes {
		if a.App {
			names = append(names, a.Name)
		}
	}
	return names
}

// renameInLine writes another attribute where one is called that does not exist.
// It is safe where the pill is refused without it, and the name is long enough to
// be near one only.
func renameInLine(e *pill.LoadError, name, likely string) diag.Fix {
	if likely == "" || e.Span.IsZero() {
		return diag.Fix{}
	}
	line := e.Span.File.LineSpan(e.Span.Line())
	at := strings.Index(line.Text(), "."+name)
	if at < 0 || strings.Contains(line.Text()[at+1:], "."+name) {
		return diag.Fix{}
	}
	start := line.Start + at + 1
	fix := replaceFix("Write "+likely, line.File.Span(start, start+len(name)), likely)
	fix.Safe = len(e.Maybe) == 0 && len(likely) > len("process")
	return fix
}

// didYouMean is the end of a message that suggests a word; "" if none is near.
func didYouMean(word string, candidates []string) string {
	if s := pill.Suggest(word, candidates); s != "" {
		return "; did you mean \"" + s + "\"?"
	}
	return ""
}
