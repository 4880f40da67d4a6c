package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/ruby"
)

var splitProgramPath = &Rule{
	Name:        "split-program-path",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"unbalanced-quote"},
	Title:       "Bluepill splits a program's path at a space",
	From:        shellwordsVersion,
	Since:       "0.1",
	Text: "Bluepill splits a command into words as a shell would, so that quotes hold a path with spaces together. But if that is\n" +
		"the only word, Ruby gets a single string to execute, and splits it at its spaces again: `\"/srv/my shop/run\"` runs\n" +
		"`/srv/my`. With an argument after it, the path stays whole. Add a harmless one, or remove the space.\n\n" +
		"The rule recognizes a path with a space in it if `working_dir` has it too.",
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
			if dir, ok := c.splitFolder(); ok {
				first, _, _ := strings.Cut(dir, " ")
				c.grade(p.settingFinding(c.process, c.setting, valueSpan(c.setting), "%q is split at its space, so the command has %q", dir, first)).Done(p)
				continue
			}
			words, err := ruby.Shellsplit(c.text)
			if !c.whole || err != nil || len(words) != 1 || strings.ContainsAny(words[0], "*?{}[]<>()~&|\\$;'`\"\n#=%") {
				continue
			}
			first, rest, ok := strings.Cut(words[0], " ")
			if !ok || !path.IsAbs(first) || !strings.ContainsAny(rest, "/.") || strings.ContainsAny(rest, " ") || strings.IndexAny(rest, "-/.") == 0 {
				continue
			}
			c.grade(p.settingFinding(c.process, c.setting, valueSpan(c.setting), "Ruby splits even a command of one word at its spaces, so Bluepill runs %q", first)).Done(p)
		}
	},
}

// splitFolder returns the folder that the process runs in, if it has a space in
// its path, which the command has without quotes.
func (c *commandText) splitFolder() (dir string, ok bool) {
	dir, known := c.process.Attr("working_dir").Text()
	dir = strings.TrimRight(dir, "/")
	if !known || !c.whole || c.unended || !path.IsAbs(dir) || strings.ContainsAny(dir, "\\'\"") {
		return dir, false
	}
	before, after, spaced := strings.Cut(dir, " ")
	if !spaced || strings.TrimSpace(before) != before || strings.TrimSpace(after) == "" || !strings.Contains(c.text, dir+"/") {
		return dir, false
	}
	// Quoted, or with its space escaped, it would be one word.
	return dir, slices.ContainsFunc(c.head, func(w commandWord) bool {
		return strings.HasSuffix(w.bare, before) && !strings.Contains(w.bare, "\x00")
	})
}
