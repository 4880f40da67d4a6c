package rules

import "github.com/pilllint/pilllint/parser/diag"

var duplicateProcessName = &Rule{
	Name:        "duplicate-process-name",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"naming-prefix", "duplicate-pid-file"},
	Title:       "two processes of a group have the same name",
	Since:       "0.1",
	Text: "Process names must be unique within their group, across all applications of the file. A symbol and a string with the\n" +
		"same letters are the same name. Bluepill prints `Config Error: You have two entries for the process name` and exits\n" +
		"with status 6.\n\n" +
		"In a loop, put the loop's variable into the name.",
	Bad: `Bluepill.application("user_shop") do |app|
  2.times do |i|
    app.process("user_shop") do |process|
      process.start_command = "bin/shop #{i}"
      process.daemonize = true
      process.pid_file = "/srv/shop/tmp/shop.#{i}.pid"
      process.stdout = process.stderr = "/srv/shop/log/shop.log"
    end
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  2.times do |i|
    app.process("user_shop_#{i}") do |process|
      process.start_command = "bin/shop #{i}"
      process.daemonize = true
      process.pid_file = "/srv/shop/tmp/shop.#{i}.pid"
      process.stdout = process.stderr = "/srv/shop/log/shop.log"
    end
  end
end
`,
	Check: func(p *Pass) {
		for e := range p.failures {
			f := p.failure(e, "%s is declared twice", processName(e.Decl))
			if e.Other != nil {
				f.Meant(e.Decl.NameSpan, "name")
				f.Related(e.Other.NameSpan, "first declared here")
			}
			f.Done(p)
		}
	},
}
