package rules

import (
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var needsRoot = &Rule{
	Name:        "needs-root",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"refuses-root", "uid-without-group"},
	Title:       "a program that only root can start is started as a user",
	Since:       "0.1",
	Text: "`tinydns`, `dnscache` and their like are started as root: they move into `$ROOT` and become the user `$UID` by\n" +
		"themselves. `setuidgid`, `gosu`, `su-exec`, `runuser`, `chpst -u` and `chroot` are for root, too, and `su` asks everybody\n" +
		"else for a password. With `uid`, Bluepill has given root's rights up before it runs the command, so they end with an\n" +
		"error, and Bluepill starts them again and again. `pre_start_command` runs as that user, too, so a `chown` there fails, or\n" +
		"changes nothing.\n\n" +
		"Take `uid` and `gid` out, or `setuidgid` and the like; change owners while deploying. It is an info, as a program may have been given single rights of\n" +
		"root.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "chpst -u shop /srv/shop/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.uid = process.gid = "shop"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/srv/shop/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.uid = process.gid = "shop"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			proc := c.process
			p.filesGivenAway(c)
			if !c.starts() || proc.IsChild() || proc.Last("start_command") != c.setting || !isUser(proc) {
				continue
			}
			words, ok := c.words()
			if !ok {
				continue
			}
			words = folderOfRun(c, words)
			if word, why := program.Realtime(words); word != "" {
				p.settingFinding(proc, c.setting, c.wordPlace(word), "only root can run this, as %s, unless the user's limits allow it", why).
					Severity(diag.Info).Related(proc.Last("uid").NameSpan, "run as another user by this").Done(p)
			}
			if word, why := program.NeedsRoot(words); word != "" {
				p.settingFinding(proc, c.setting, c.wordPlace(word), "only root can run this, as %s", why).
					Related(proc.Last("uid").NameSpan, "run as another user by this").Done(p)
			}
		}
	},
}

// filesGivenAway reports a chown before the start, which runs as the user, too.
func (p *Pass) filesGivenAway(c *commandText) {
	proc := c.process
	if c.setting.Name != "pre_start_command" || proc.IsChild() || proc.Last("pre_start_command") != c.setting || !isUser(proc) {
		return
	}
	if words, ok := c.words(); ok && program.GivesFilesAway(words) {
		p.settingFinding(proc, c.setting, c.wordPlace("chown"), "pre_start_command runs as the user, too, and only root can give files to another: chown changes nothing, or fails").
			Related(proc.Last("uid").NameSpan, "run as another user by this").Done(p)
	}
}

// folderOfRun returns the words of a command with the folder filled in that a
// service's run script stands in, if the name of what holds that folder tells:
// "<%= @tinydns_dir %>/run".
func folderOfRun(c *commandText, words []string) []string {
	u, ok := c.setting.Value.(*eval.Unknown)
	if !ok || len(u.Causes) != 1 || words[0] != program.Hole+"/run" {
		return words
	}
	for _, name := range program.Chrooted {
		if strings.Contains(strings.ToLower(u.Causes[0].Name), name) {
			return append([]string{"/" + name + "/run"}, words[1:]...)
		}
	}
	return words
}

// isUser reports whether a process is certainly run as somebody else than root by
// its uid.
func isUser(proc *pill.Process) bool {
	s := proc.Last("uid")
	if s == nil || !proc.Surely(s.Maybe) {
		return false
	}
	if n, ok := proc.Attr("uid").Number(); ok {
		return n > 0
	}
	name, ok := proc.Attr("uid").Text()
	if _, err := strconv.Atoi(name); err == nil {
		return false // Bluepill looks for a user of that name
	}
	return ok && name != "" && name != "root"
}
