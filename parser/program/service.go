package program

// This file knows which well-known program a service of the system is.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// Service returns the name of the service that a command has the system start,
// and the program that it runs, if the name tells: service NAME start.
func (r Run) Service() (name string, p *Program) {
	if !r.Launches || r.By != "start" && r.By != "restart" {
		return "", nil
	}
	switch r.Name {
	case "service", "invoke-rc.d", "rc-service":
		name = wordBeside(r.Args, r.By, -1)
	case "systemctl", "initctl", "sv":
		name = strings.TrimSuffix(wordBeside(r.Args, r.By, 1), ".service")
	default:
		if r.Program != &script {
			return "", nil
		}
		name = r.Name
	}
	base := versionOfPHP.ReplaceAllString(name, "php-fpm")
	if rest, ok := strings.CutPrefix(base, "unicorn"); ok && rest != "" && (rest[0] == '_' || rest[0] == '-') {
		base = "unicorn" // named after what it serves
	}
	return name, named(base)
}

// Worker is the program that does the work, and not one that starts it: that of a
// service, if the name tells.
func (r Run) Worker() Run {
	if name, p := r.Service(); p != nil {
		r.Program, r.Name = p, name
	}
	return r
}

// versionOfPHP is how distributions name the services of PHP's versions.
var versionOfPHP = lazyregexp.New(`^php[0-9.]+-fpm$`)

// wordBeside returns the word before or after another; "" if that is an option or not known.
func wordBeside(words []string, word string, by int) string {
	at := slices.Index(words, word) + by
	if at < 0 || at >= len(words) || words[at] == word || strings.HasPrefix(words[at], "-") || strings.Contains(words[at], Hole) {
		return ""
	}
	return words[at]
}
