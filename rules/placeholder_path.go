package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
)

var placeholderPath = &Rule{
	Name:        "placeholder-path",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a path from an example was left in",
	Since:       "0.1",
	Related:     []string{"misspelled-folder", "stack-path-placeholder", "missing-log-folder"},
	Text: "`/path/to/…` stands in examples for a path that the reader knows, and no system has a folder of that name. With such a\n" +
		"`log_file`, Bluepill refuses the pill; with such a `working_dir`, log or pid file, the process never starts, and in most of\n" +
		"these cases no log says why.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.working_dir = "/path/to/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.working_dir = "/srv/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for s := range p.texts {
			if !strings.Contains(s.Value, "/path") {
				continue // as nearly always
			}
			m := examplePath.FindStringSubmatch(s.Value)
			if m == nil {
				continue
			}
			span := p.Syntax.Span(s)
			if at := strings.Index(span.Text(), m[1]); at >= 0 {
				span = span.File.Span(span.Start+at, span.Start+at+len(m[1]))
			}
			p.Finding(span, "%q is a path from an example; write the real one", m[1]).Done(p)
		}
	},
}

// examplePath is a path of an example at the beginning of a word.
var examplePath = lazyregexp.New(`(?:^|[\s=:'"])(/path[-_/]to/[^\s'":;,]*)`)
