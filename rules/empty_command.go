package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
)

var emptyCommand = &Rule{
	Name:        "empty-command",
	Severity:    diag.Error,
	Consequence: diag.Process,
	Related:     []string{"command-not-a-string"},
	Title:       "a command is empty",
	Since:       "0.1",
	Text: "Bluepill only checks that `start_command` is set, so `nil` and `\"\"` load. Then there is nothing to execute: each start\n" +
		"fails, and Bluepill tries again every four seconds. Bluepill also runs an empty `stop_command` or `restart_command`,\n" +
		"which does nothing; `nil` means that there is none.",
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
