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
	if program, ok := serviceNames[base]; ok {
		base = program
	}
	if strings.HasPrefix(base, "postgresql-") || strings.HasPrefix(base, "postgresql@") {
		base = "postgres" // with its version
	}
	return name, named(base)
}

// serviceNames are programs whose services have another name.
var serviceNames = map[string]string{
	"postgresql": "postgres", "mysql": "mysqld", "mariadb": "mysqld", "redis": "redis-server", "mongodb": "mongod", "varnish": "varnishd", "sphinxsearch": "searchd",
	"bind9": "named",
}

// Packaged reports whether distributions have a package of a program, with a script or
// unit that starts it: where its pid file is, is theirs to say.
func (p *Program) Packaged() bool {
	return slices.ContainsFunc(p.Names, func(name string) bool { return slices.Contains(packaged, name) })
}

var packaged = words("nginx apache2 lighttpd haproxy varnishd squid php-fpm memcached redis-server mongod mysqld postgres searchd beanstalkd elasticsearch cassandra pgbouncer sshd cron named ntpd rsyslogd")

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
