package program

// This file tells what a program looks for in the folder that it runs in.

import (
	"slices"
	"strings"
)

// elsewhere are programs that look for a file that they are told in a folder of their own, or
// in several.
var elsewhere = words("nginx openresty tengine httpd apache2 php-fpm php5-fpm php7-fpm mysqld mysqld_safe postgres postmaster chef-client chef-solo chef-solr chef-expander nrsysmond")

// ConfigurationInFolder returns the file that a program is told to read, if it looks for
// that in the folder that it is started in; ok is false if it is told none.
func (r *Run) ConfigurationInFolder() (file string, ok bool) {
	if slices.Contains(elsewhere, r.Name) || r.toldFolder() {
		return "", false
	}
	if file, ok = r.Argument(slices.Concat(r.Config, r.Settings, r.Files)...); ok {
		return file, true
	}
	if r.File && len(r.Args) > 0 && !strings.HasPrefix(r.Args[0], "-") {
		return r.Args[0], true
	}
	return "", false
}

// toldFolder reports whether it is told the folder that it is to run in.
func (r *Run) toldFolder() bool {
	_, told := r.Argument(r.Folder...)
	return told || slices.Contains(r.Args, Hole)
}

// LooksFor is what a program looks for in the folder that it is started in, if it is not
// told where that is: "a config.ru". It is "" if it looks for nothing, or that cannot be told.
func (r *Run) LooksFor() string {
	if r.Needed == "" || r.Mode == Undecided || r.toldFolder() {
		return ""
	}
	a := arguments{Program: r.Program}
	for i := 0; i < len(r.Args); i++ {
		kind, wide := a.kindOf(r.Args[i])
		switch {
		case kind == argument, kind == other, kind == file, slices.Contains(r.Settings, r.Args[i]), slices.ContainsFunc(r.Instead, func(o string) bool { return strings.HasPrefix(r.Args[i], o) }):
			return ""
		}
		i += wide
	}
	return r.Needed
}
