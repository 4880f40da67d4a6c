package rules

import (
	"strconv"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
)

var blockingPreStart = &Rule{
	Name:        "blocking-pre-start",
	Severity:    diag.Warning,
	Consequence: diag.Daemon,
	Related:     []string{"shell-command"},
	Title:       "pre_start_command runs a program that does not end",
	Since:       "0.1",
	Text: "Before each start of the process, Bluepill waits for `pre_start_command`, without a time limit. Until the command\n" +
		"ends, Bluepill looks at no process of the application, and the command line waits too. A program that stays in the\n" +
		"foreground blocks everything forever; make it a process of its own.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.pre_start_command = "memcached -u nobody -l 127.0.0.1"
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
  app.process("user_shop_memcached") do |process|
    process.start_command = "memcached -u nobody -l 127.0.0.1"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/memcached.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			if c.setting.Name != "pre_start_command" {
				continue
			}
			run, ok := c.run()
			if !ok || run.Mode != program.Foreground || run.Configured {
				continue
			}
			if run.Name != "sleep" {
				p.settingFinding(c.process, c.setting, c.programPlace(run),
					"%s stays in the foreground, and Bluepill waits for it before each start: everything blocks", run.Name).Done(p)
				continue
			}
			if n, ok := seconds(run.Args); ok && n >= 10 {
				p.settingFinding(c.process, c.setting, c.programPlace(run),
					"the whole daemon blocks for %s before each start of this process", countOf(n, "second")).Done(p)
			}
		}
	},
}

func seconds(args []string) (int, bool) {
	if len(args) != 1 {
		return 0, false
	}
	n, err := strconv.Atoi(args[0])
	return n, err == nil
}
