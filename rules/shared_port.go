package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
)

var sharedPort = &Rule{
	Name:        "shared-port",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"duplicate-pid-file", "duplicate-process-name"},
	Title:       "all processes of a loop listen on one port",
	Since:       "0.1",
	Text: "Only one process can listen on a port of an address. The others end with `Address already in use`, and Bluepill starts\n" +
		"them again and again.\n\n" +
		"Count the port up with the loop's variable: `--port #{3000 + i}`. The rule knows the options of well-known servers,\n" +
		"and speaks only if the loop certainly makes several turns.",
	Bad: `Bluepill.application("user_shop") do |app|
  2.times do |i|
    app.process("user_shop_#{i}") do |process|
      process.working_dir = "/srv/shop"
      process.start_command = "thin start -p 3000"
      process.daemonize = true
      process.stdout = process.stderr = "/srv/shop/log/shop.log"
    end
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  2.times do |i|
    app.process("user_shop_#{i}") do |process|
      process.working_dir = "/srv/shop"
      process.start_command = "thin start -p #{3000 + i}"
      process.daemonize = true
      process.stdout = process.stderr = "/srv/shop/log/shop.log"
    end
  end
end
`,
	Check: func(p *Pass) {
		type listener struct {
			place   source.Span
			program string
			address string
			port    string
		}
		first := map[listener]*pill.Process{}
		for c, run := range p.runs {
			address, port, ok := listensOn(run)
			if !ok || !c.process.Certain() || !c.process.Attr("auto_start").Unset() {
				continue
			}
			at := listener{c.process.NameSpan, run.Name, address, port}
			if other := first[at]; other == nil {
				first[at] = c.process
			} else if differ(other, c.process) {
				p.settingFinding(c.process, c.setting, c.wordPlace(port),
					"each turn of the loop has %s listen on port %s, so only one of its processes can", run.Name, port).
					Related(c.process.NameSpan, "declared in each turn").Done(p)
			}
		}
	},
}

// differ reports whether two processes certainly have different names.
func differ(a, b *pill.Process) bool {
	name, known := a.NameText()
	other, also := b.NameText()
	return known && also && name != other
}

// portless are options that have a server listen on a socket, several addresses or
// several ports.
var portless = strings.Fields("-h --bind -S --socket -s --server --servers -U --only -O -C --config -f")

// addresses are options that name a single address, of which a server has one at most.
var addresses = strings.Fields("-a --address -o --host --bind_ip -b --binding -l")

// listensOn returns the port that a command certainly has its program listen on, and the
// address; "" for all, or the one that is the default.
func listensOn(run program.Run) (address, port string, ok bool) {
	if len(run.Port) == 0 && !run.PortFirst || run.Mode == program.Undecided || run.Arg && run.Configured { // by a file, which may name an address
		return "", "", false
	}
	if slices.ContainsFunc(run.Args, func(w string) bool {
		name, _, _ := strings.Cut(w, "=")
		return slices.Contains(portless, name) || run.Name == "thin" && name == "-o" || strings.Contains(w, program.Hole)
	}) {
		return "", "", false
	}
	address, _ = run.Argument(addresses...)
	if run.PortFirst && len(run.Args) > 0 {
		port, ok = run.Args[0], true
	} else {
		port, ok = run.Argument(run.Port...)
	}
	return address, port, ok && port != "0" && digits.MatchString(port)
}
