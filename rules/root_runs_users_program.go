package rules

import (
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var rootRunsUsersProgram = &Rule{
	Name:        "root-runs-users-program",
	Severity:    diag.Info,
	Consequence: diag.Security,
	Related:     []string{"writable-pill", "uid-without-group"},
	Title:       "root runs a program that a user can replace",
	Since:       "0.1",
	Text: "Without `uid`, a Bluepill that runs as root runs commands as root, at every start and stop. A program below `/home`\n" +
		"belongs to a user, who can replace it, as anybody can replace one in `/tmp`. Set `uid` and `gid` to that user.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/home/deploy/shop/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/home/deploy/shop/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.uid = "deploy"
    process.gid = "deploy"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			word, ok := c.first()
			proc := c.process
			if proc.IsChild() || !ok || !certainlyUnset(proc, "uid") || runByUser(proc.App) {
				continue
			}
			program := path.Clean(word.raw)
			if !strings.HasPrefix(program, "/home/") && !inSharedFolder(program) {
				continue
			}
			p.settingFinding(proc, c.setting, beginning(c.setting, word.raw), "root runs %q, which a user can replace", word.raw).Done(p)
		}
	},
}

// runByUser reports whether an application has a base directory of its own, as
// those have that are not run by root.
func runByUser(app *pill.Application) bool {
	dir, known := baseDirOf(app)
	return !known || dir != "" && path.Clean(dir) != defaultBaseDir
}
