package rules

import (
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/ruby"
)

var splitProgramPath = &Rule{
	Name:        "split-program-path",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"unbalanced-quote"},
	Title:       "a program's path with a space in it is split",
	From:        shellwordsVersion,
	Since:       "0.1",
	Text: "Bluepill splits a command into words as a shell would, so that quotes hold a path with spaces together. But if that is\n" +
		"the only word, Ruby is given a single text to execute, and splits it at its spaces again: `\"/srv/my shop/run\"` runs\n" +
		"`/srv/my`. With an argument after it the path stays whole. Add one that does no harm, or do without the space.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "'/srv/my shop/bin/shop'"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "'/srv/my shop/bin/shop' --verbose"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			words, err := ruby.Shellsplit(c.text)
			if !c.whole || err != nil || len(words) != 1 || strings.ContainsAny(words[0], "*?{}[]<>()~&|\\$;'`\"\n#=%") {
				continue
			}
			first, rest, ok := strings.Cut(words[0], " ")
			if !ok || !path.IsAbs(first) || !strings.ContainsAny(rest, "/.") || strings.ContainsAny(rest, " ") || strings.IndexAny(rest, "-/.") == 0 {
				continue
			}
			c.grade(p.settingFinding(c.process, c.setting, valueSpan(c.setting), "a command of one word is split at its spaces all the same, so %q is run", first)).Done(p)
		}
	},
}
