package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
)

var unwritableLog = &Rule{
	Name:        "unwritable-log",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"log-of-bluepill", "unwritable-pid-file", "missing-log"},
	Title:       "a process's user may not be able to open its log",
	Since:       "0.1",
	Text: "With `daemonize = true`, `stdout` and `stderr` are opened after the process has become the user of `uid`. In `/var/log`\n" +
		"and other system folders, only root can create files. Unless somebody has made the file for that user, the process ends\n" +
		"before it runs the command, Bluepill starts it again every few seconds, and no log says why.\n\n" +
		"Make a folder for the user, such as `/var/log/shop`, and log into that. If the machine is set up with a file of the user's,\n" +
		"all is well until logrotate moves it and makes none, or one of root's.\n\n" +
		"`FileUtils.mkdir_p` in a pill makes a folder as root, too, unless it is there already; `FileUtils.chown` gives it to the\n" +
		"user.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.uid = process.gid = "shop"
    process.stdout = process.stderr = "/var/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.uid = process.gid = "shop"
    process.stdout = process.stderr = "/var/log/shop/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		p.madeFolders("if root makes the folder here, %s cannot make its log in it, and never starts%s", "stdout", "stderr")
		for proc := range p.Processes {
			as, ok := p.runsAs(proc)
			if !ok || !daemonized(proc) {
				continue
			}
			log := proc.App.Option("log_file").Any()
			for s := range live(proc) {
				if s.Name != "stdout" && s.Name != "stderr" || !proc.Surely(s.Maybe) {
					continue
				}
				folder, known := folderOf(s)
				if !known || folder.name != "/var/log" && (!folder.whole || !slices.Contains(rootsFolders, folder.name)) {
					continue
				}
				if _, same := samePath(log, s.Value); same {
					continue // which is root's for certain
				}
				p.settingFinding(proc, s, valueSpan(s), "only root can create files in %s: unless one like this was made for %s, the process never starts, and no log says why%s", folder.name, as.user, as.condition()).
					Related(as.place, "run as this user").Done(p)
			}
		}
	},
}
