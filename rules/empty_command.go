package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/program"
)

var emptyCommand = &Rule{
	Name:        "empty-command",
	Severity:    diag.Error,
	Consequence: diag.Process,
	Related:     []string{"command-not-a-string"},
	Title:       "a command is empty, or names no program",
	Since:       "0.1",
	Text: "Bluepill only checks that `start_command` is set, so `nil` and `\"\"` load. Then there is nothing to execute: each start\n" +
		"fails, and Bluepill tries again every four seconds. Bluepill also runs an empty `stop_command` or `restart_command`,\n" +
		"which does nothing; `nil` means that there is none.\n\n" +
		"A command that ends where `env`, `nice` or `nohup` expects a program has nothing to run either. `env` reads no options\n" +
		"behind its variables: `env RAILS_ENV=production -p 3000` looks for a program called `-p`. Name the program there.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = ""
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		p.missingPrograms()
		for proc := range p.Trees {
			for s := range live(proc) {
				c := &commandText{process: proc, setting: s}
				switch v := s.Value.(type) {
				case *eval.Str:
					if !isCommand(s.Name) || v.Lost != nil || strings.Trim(v.S, " \t\n\v\f\r") != "" {
						continue
					}
				case eval.Nil:
					if s.Name != "start_command" || proc.IsChild() {
						continue
					}
				default:
					continue
				}
				c.grade(p.settingFinding(proc, s, valueSpan(s), "this %s is empty, so there is nothing to run: %s", s.Name, c.fails())).Done(p)
			}
		}
	},
}

// missingPrograms reports commands that end, or go on with an option, where their
// program belongs.
func (p *Pass) missingPrograms() {
	for c := range p.writtenCommands {
		lack, ok := c.lack()
		if !ok {
			continue
		}
		var f *Finding
		switch {
		case lack.Word == "":
			f = p.settingFinding(c.process, c.setting, valueSpan(c.setting), "this %s names no program for %s to run: %s", c.setting.Name, lack.By, c.fails())
		case lack.By == "":
			f = p.settingFinding(c.process, c.setting, c.wordPlace(lack.Word), "this %s begins with %q, where its program belongs: %s", c.setting.Name, lack.Word, c.fails())
		default:
			f = p.settingFinding(c.process, c.setting, c.wordPlace(lack.Word), "%s takes %q for the program that it has to run: %s", lack.By, lack.Word, c.fails())
		}
		if !c.whole {
			f.Severity(diag.Warning) // what is not known may have more words than one
		}
		c.grade(f).Done(p)
	}
}

// lack tells why a command runs no program, if that is so.
func (c *commandText) lack() (l program.Lack, ok bool) {
	words, known := c.words()
	if !known {
		return l, false
	}
	return program.FindLack(words)
}
