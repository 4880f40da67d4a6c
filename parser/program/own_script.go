package program

// This file tells scripts of an application from servers of the same name.

import (
	"path"
	"slices"
	"strings"
)

// systemServices are services of a system whose names are everyday words, or that
// nobody keeps in an application.
var systemServices = words("cron crond named sshd ntpd snmpd rsyslogd xinetd squid squid3 apache2")

// compiledServers are programs that no interpreter can run.
var compiledServers = words("nginx openresty tengine httpd lighttpd haproxy varnishd memcached redis-server redis-sentinel mongod mongos mysqld postgres postmaster searchd beanstalkd stunnel stunnel4 pgbouncer pgpool gearmand")

// ownScript reports whether what a command runs is a script of the application
// that has the name of a server: bin/cron, ruby script/nginx.
func (u *unwrapper) ownScript() bool {
	file := u.words[0]
	name := path.Base(file)
	service, compiled := slices.Contains(systemServices, name), slices.Contains(compiledServers, name)
	if !service && !compiled {
		return false
	}
	bundled := false
	for _, w := range u.wraps {
		switch w.name {
		case "ruby", "jruby":
			return true
		case "bundle":
			bundled = true
		}
	}
	installed := !strings.Contains(file, "/") || ofSystem(path.Dir(file))
	switch {
	case u.scripted:
		return true
	case service:
		return bundled || !installed
	}
	return bundled && !installed
}

// ofSystem reports whether a folder is one that systems and packages put servers in.
func ofSystem(dir string) bool {
	for _, top := range []string{"/bin", "/sbin", "/usr"} {
		if dir == top || strings.HasPrefix(dir, top+"/") {
			return true
		}
	}
	return strings.HasPrefix(dir, "/opt/") && path.Base(dir) == "sbin"
}
