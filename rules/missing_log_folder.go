package rules

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

var missingLogFolder = &Rule{
	Name:        "missing-log-folder",
	Severity:    diag.Warning,
	Consequence: diag.Load,
	Title:       "Bluepill cannot open the daemon's log",
	Since:       "0.1",
	Text: "Bluepill opens `:log_file` while it reads the pill, and does not create the folder: it exits with `Errno::ENOENT` if\n" +
		"the folder does not exist, and with `Errno::EISDIR` if the path is a folder itself.\n\n" +
		"Without `--host-env`, the rule reports only a path that ends in a slash. With it, the rule also reports a path whose\n" +
		"folder does not exist on this machine, as a warning, since the pill may be meant for another machine.",
	Bad: `Bluepill.application("user_shop", :log_file => "/srv/shop/log/") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop", :log_file => "/srv/shop/log/bluepill.log") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			file, ok := app.Option("log_file").Text()
			if !ok || !strings.HasPrefix(file, "/") || strings.Contains(file, placeholder) {
				continue
			}
			if why := p.cannotOpen(file); why != "" {
				p.Finding(p.optionPlace(app, "log_file"), "%s, so Bluepill cannot open its log and refuses the pill", why).Done(p)
			}
		}
	},
}

// cannotOpen says why a file cannot be opened for writing; "" if it may be.
func (p *Pass) cannotOpen(file string) string {
	if strings.HasSuffix(file, "/") {
		return "this log_file is a folder"
	}
	if p.Mode == nil {
		return ""
	}
	if mode, err := p.Mode(file); err == nil && mode.IsDir() {
		return "this log_file is a folder on this machine"
	}
	if _, err := p.Mode(path.Dir(file)); errors.Is(err, fs.ErrNotExist) {
		return "there is no folder " + path.Dir(file) + " on this machine"
	}
	return ""
}
