package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

var undefinedName = &Rule{
	Name:        "undefined-name",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"ruby-error"},
	Title:       "a name is not defined",
	Since:       "0.1",
	Text: "Ruby knows no variable, method or constant of this name, so the load ends with status 1 and a NameError or\n" +
		"NoMethodError. Constants of an application, such as `Rails` or `RAILS_ROOT`, do not exist: Bluepill loads only the\n" +
		"pill, not the application. A `def` does not see local variables of another method or of the top level.\n\n" +
		"The rule does not report a name that a required file may define, or that a file nearby defines before it loads this\n" +
		"one. If such a file does not, the finding is an info, as it may load others that do. Where several constants are missing, all but the first\n" +
		"are infos, as whoever defines the first elsewhere may define them, too. `BASEDIR` is a warning where the pill sets `BASE_DIR`\n" +
		"or reads it throughout. `bluepill load` takes nothing but the pill: if a script of your own defines the constants and then\n" +
		"evaluates the pill, it is that script which has to run.\n\n" +
		"`config = YAML.load_file(path) rescue {}` goes on without the file, and `config[\"timeout\"] > 0` then raises a NoMethodError\n" +
		"for `nil`. That is a warning. Give the key a value too: `{ \"timeout\" => 0 }`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "#{RAILS_ROOT}/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for e := range p.failures {
			text := rubyText(e.Message)
			if p.Syntax.Template && e.Fault.Name == "node" {
				text += "; outside of \"<%= … %>\" nothing is filled in for it"
			}
			similar := p.similarConstant(e)
			if similar != "" {
				text += "; did you mean " + similar + "?"
			} else if e.Fault.Constant != "" {
				text += "; did you mean " + e.Fault.Constant + "?"
			}
			f := p.failure(e, "%s", text)
			if similar != "" {
				if f.d.Severity == diag.Info {
					f.Severity(diag.Warning)
				}
				if f.d.Span.Text() == e.Fault.Name {
					f.Fix(replaceFix("Write "+similar, f.d.Span, similar))
				}
			}
			if e.Fault.Constant != "" {
				if f.d.Severity == diag.Info {
					f.Severity(diag.Warning)
				}
				f.Fix(scopeFix(f.d.Span))
			}
			if at := p.loader(); !at.IsZero() {
				if defines(at.File.Text[:at.Start], e.Fault.Name) {
					continue
				}
				f.Severity(diag.Info).Related(at, "loaded by this, behind what may define it")
			}
			f.Done(p)
		}
		p.ownConstants()
	},
}

// rubyText is one of Ruby's messages as one of ours: its first line.
func rubyText(message string) string {
	line, _, _ := strings.Cut(message, "\n")
	return strings.TrimSuffix(strings.ReplaceAll(line, "`", "'"), ".")
}

// scopeFix has a constant be read instead of a method called.
func scopeFix(name source.Span) diag.Fix {
	text := name.File.Text[:name.Start]
	if !strings.HasSuffix(text, ".") || strings.HasSuffix(text, "&.") {
		return diag.Fix{}
	}
	return replaceFix("Write ::", name.File.Span(name.Start-1, name.Start), "::")
}
