package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
)

var misspelledFolder = &Rule{
	Name:        "misspelled-folder",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a path begins with a misspelled system folder",
	Since:       "0.1",
	Related:     []string{"missing-log-folder", "misspelled-user"},
	Text: "A folder such as `/var/wwww` is unlikely to exist. A process whose `working_dir`, log or pid file is in a folder that\n" +
		"does not exist never starts, and in most of these cases no log says why.\n\n" +
		"The rule reports a doubled or missing double letter, or two swapped letters, in `/var`, `/usr`, `/home`, `/etc` and in\n" +
		"the folders that the first two always have. It also knows `/user/local`, `/user/bin` and the like, and `/usr/local` without\n" +
		"one of its letters.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.working_dir = "/var/wwww/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.working_dir = "/var/www/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for s := range p.texts {
			if !strings.HasPrefix(s.Value, "/") {
				continue
			}
			written, meant := slippedFolder(s.Value)
			if meant == "" {
				continue
			}
			span := p.Syntax.Span(s)
			if at := strings.Index(span.Text(), written); at >= 0 {
				span = span.File.Span(span.Start+at, span.Start+at+len(written))
			}
			f := p.Finding(span, "the folder %q is unlikely to exist; did you mean %q?", written, meant)
			if span.Text() == written {
				f.Fix(replaceFix("Write "+meant, span, meant))
			}
			f.Done(p)
		}
	},
}

// usualFolders are folders of every system, and those in them.
var usualFolders = map[string][]string{
	"/":     {"var", "usr", "home", "etc"},
	"/var/": {"www", "log", "run", "lib"},
	"/usr/": {"local", "bin", "sbin", "lib"},
}

// slippedFolder returns the part of a path that is one slip away from a usual
// folder, and that folder.
func slippedFolder(file string) (written, meant string) {
	if userFolder.MatchString(file) {
		return "/user", "/usr"
	}
	for parent := "/"; ; {
		names := usualFolders[parent]
		name, _, more := strings.Cut(file[len(parent):], "/")
		if names == nil || !more || name == "" {
			return "", ""
		}
		for _, usual := range names {
			if isSlip(name, usual) || parent+usual == "/usr/local" && lacksLetter(name, usual) {
				return parent + name, parent + usual
			}
		}
		if !slices.Contains(names, name) {
			return "", ""
		}
		parent += name + "/"
	}
}

// userFolder is one of those in /usr, written out.
var userFolder = lazyregexp.New(`^/user/(local|bin|sbin|lib|share)/`)

// lacksLetter reports whether a name is another one without one of its letters.
func lacksLetter(name, of string) bool {
	for i := range of {
		if of[:i]+of[i+1:] == name {
			return true
		}
	}
	return false
}

// isSlip reports whether a letter was written twice or once too little, or two
// letters changed places.
func isSlip(name, usual string) bool {
	if len(name) < len(usual)-1 || len(name) > len(usual)+1 || name == usual {
		return false
	}
	short, long := name, usual
	if len(short) > len(long) {
		short, long = long, short
	}
	for i := range len(long) - 1 {
		switch {
		case len(name) == len(usual) && name != usual:
			if name[:i] == usual[:i] && name[i] == usual[i+1] && name[i+1] == usual[i] && name[i+2:] == usual[i+2:] {
				return true
			}
		case long[i] == long[i+1] && long[:i]+long[i+1:] == short:
			return true
		}
	}
	return false
}
