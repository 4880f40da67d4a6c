package program

// This file tells scripts of an application from servers of the same name.

import (
	"path"
	"strings"
)

// ownScript reports whether what a command runs is a script of the application
// that has the name of a server: bin/cron, ruby script/nginx.
func (u *unwrapper) ownScript() bool {
	file := u.words[0]
	p := known(path.Base(file))
	if !p.Service && !p.Compiled {
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
	case p.Service:
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
