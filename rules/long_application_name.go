package rules

import (
	"path"

	"github.com/pilllint/pilllint/parser/diag"
)

var longApplicationName = &Rule{
	Name:        "long-application-name",
	Severity:    diag.Error,
	Consequence: diag.Daemon,
	Related:     []string{"unaddressable-name"},
	Title:       "an application's name is too long for a socket",
	Since:       "0.1",
	Text: "The daemon listens on `<base_dir>/socks/<application>.sock`, and the path of a socket has room for 108 bytes. If it is\n" +
		"longer, the daemon dies as soon as it starts, and says nothing. In root's base directory, `/var/run/bluepill`, a name\n" +
		"may have 79 bytes. The command line can set another base directory, so the finding is a warning if the pill names\n" +
		"none.",
	Example: Options{Profile: Bluepill},
	Bad: `Bluepill.application("shop_of_the_company_that_sells_everything_to_everyone_everywhere_and_at_all_times_") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			name, ok := app.NameText()
			dir, known := baseDirOf(app)
			if !ok || !known {
				continue
			}
			severity := diag.Error
			if dir == "" {
				dir, severity = defaultBaseDir, diag.Warning
			}
			socket := path.Join(dir, "socks", name+".sock")
			if len(socket) <= maxSocketPath {
				continue
			}
			if !app.Certain() {
				severity = diag.Warning
			}
			p.Finding(app.NameSpan, "the socket's path would have %d bytes, but may have %d: the daemon dies before it starts anything", len(socket), maxSocketPath).
				Severity(severity).Done(p)
		}
	},
}

// maxSocketPath is how many bytes the path of a socket may have on Linux.
const maxSocketPath = 108
