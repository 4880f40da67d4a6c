package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
)

var refusesRoot = &Rule{
	Name:        "refuses-root",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"root-runs-users-program", "uid-without-group"},
	Title:       "a program that refuses to run as root is started as root",
	Since:       "0.1",
	Text: "PostgreSQL's server and `pg_ctl` refuse to run as root, and so do PgBouncer and memcached unless `-u` names a user. They\n" +
		"print an error and end; Bluepill starts them again and again.\n\n" +
		"Set `uid` and `gid`, or give the program `-u`. Without `uid`, the finding is an info, as Bluepill itself may be run by\n" +
		"a user.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/usr/lib/postgresql/15/bin/postgres -D /var/lib/postgresql/15/main"
    process.daemonize = true
    process.stdout = process.stderr = "/var/log/postgresql/server.log"
    process.uid = process.gid = "root"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/usr/lib/postgresql/15/bin/postgres -D /var/lib/postgresql/15/main"
    process.daemonize = true
    process.stdout = process.stderr = "/var/log/postgresql/server.log"
    process.uid = process.gid = "postgres"
  end
end
`,
	Check: func(p *Pass) {
		for c, run := range p.runs {
			proc := c.process
			root := isRoot(proc)
			if !root && (!certainlyUnset(proc, "uid") || runByUser(proc.App)) || !rootRefused(run) {
				continue
			}
			if words, ok := c.words(); !ok || slices.ContainsFunc(words, becomesUser) {
				continue
			}
			f := p.settingFinding(proc, c.setting, c.programPlace(run), "%s refuses to run as root", run.Name)
			if uid := proc.Last("uid"); root && uid != nil {
				f.Related(uid.NameSpan, "run as root by this")
			} else if !root {
				f.Severity(diag.Info).Lacks(proc.NameSpan, "uid")
			}
			f.Done(p)
		}
	},
}

// rootRefused reports whether a program refuses to run as root.
func rootRefused(run program.Run) bool {
	switch run.Name {
	case "postgres", "postmaster", "pg_ctl":
		return run.Mode != program.Undecided // it may be asked for its version
	case "memcached", "pgbouncer":
		_, named := run.Argument("-u", "--user")
		return run.Mode != program.Undecided && !named && !slices.ContainsFunc(run.Args, func(w string) bool {
			return strings.Contains(w, program.Hole) || strings.HasPrefix(w, "-") && strings.Contains(w, "u")
		})
	}
	return false
}

// becomesUser reports whether a word is a program that runs others as a user.
func becomesUser(word string) bool {
	return slices.Contains(strings.Fields("su sudo runuser chpst setuidgid gosu su-exec start-stop-daemon"), path.Base(word))
}
