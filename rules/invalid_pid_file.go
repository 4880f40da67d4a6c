package rules

import "github.com/pilllint/pilllint/parser/diag"

var invalidPidFile = &Rule{
	Name:        "invalid-pid-file",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Title:       "pid_file is not a String",
	Since:       "0.1",
	Text: "Bluepill strips white space off the path of each pid file while it loads, which only a String can do: `nil`, a\n" +
		"symbol or a Pathname end the load with `undefined method 'strip'` and status 1. To have the default pid file, leave\n" +
		"the line out.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.pid_file = nil
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for e := range p.failures {
			p.failure(e, "the pid_file of %s is not a String", processName(e.Decl)).
				Related(pidFilePlace(e.Decl), "set here").Done(p)
		}
	},
}
