package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

var initScriptAsUser = &Rule{
	Name:        "init-script-as-user",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"uid-without-group"},
	Title:       "a user other than root starts a system service",
	Since:       "0.1",
	Text: "Bluepill runs a process's commands as the user that `uid` names, which may be the application's. Init scripts, `service`\n" +
		"and `systemctl` start system services, and most of these need root: to listen on a port below 1024, to write to\n" +
		"`/var/run`, or to switch to their own user. Run by another user, they fail or wait for a password.\n\n" +
		"Set `uid` only for the processes that need it, or set it to \"root\" for this one.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.uid = app.gid = "deploy"
  app.process("user_shop_1") do |process|
    process.start_command = "/etc/init.d/nginx start"
    process.stop_command = "/etc/init.d/nginx stop"
    process.pid_file = "/var/run/nginx.pid"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/etc/init.d/nginx start"
    process.stop_command = "/etc/init.d/nginx stop"
    process.pid_file = "/var/run/nginx.pid"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			uid := c.process.Last("uid")
			user, known := c.process.Attr("uid").Text()
			if !c.starts() || uid == nil || !known || user == "" || user == "root" || c.process.Last("start_command") != c.setting {
				continue
			}
			word, ok := c.startsService()
			if !ok {
				continue
			}
			p.settingFinding(c.process, c.setting, within(c.setting, word), "%q runs as %q, but only root can start most services", word, user).
				Related(uid.NameSpan, "run as this user").Done(p)
		}
	},
}

// serviceManagers start services of the system.
var serviceManagers = strings.Fields("service systemctl initctl invoke-rc.d rc-service")

// startsService returns the word by which a command starts a service of the
// system.
func (c *commandText) startsService() (word string, ok bool) {
	first, ok := c.first()
	if !ok {
		return "", false
	}
	dir := path.Dir(first.raw)
	isScript := dir == "/etc/init.d" || dir == "/etc/rc.d/init.d" || dir == "/usr/local/etc/rc.d"
	isManager := slices.Contains(serviceManagers, path.Base(first.raw)) && (dir == "." || strings.HasSuffix(dir, "bin"))
	return first.raw, isScript || isManager
}
