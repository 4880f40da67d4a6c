package program

// This file reads how Django is told to serve by FastCGI: manage.py runfcgi socket=FILE.

import (
	"path"
	"slices"
	"strings"
)

// runfcgi is what Django's runfcgi does. Its settings are words with a = in them.
var runfcgi = Program{Names: words("runfcgi"), Silent: true, PidFile: words("pidfile"), App: true}

// settingsOfFcgi returns what follows runfcgi, if a command has Django run that.
func settingsOfFcgi(command []string) (settings []string, ok bool) {
	at := 0
	if i := InterpreterNamed(command[0]); i != nil && i.Name == "python" {
		at = 1
	}
	if at+1 >= len(command) || !slices.Contains(words("manage.py django-admin.py django-admin"), path.Base(command[at])) || command[at+1] != "runfcgi" {
		return nil, false
	}
	return command[at+2:], true
}

// decideFcgi works out the mode of runfcgi: on a socket or a port it goes into the
// background, unless it is told otherwise.
func (r *Run) decideFcgi() {
	bound, told := "", ""
	for _, w := range r.Args {
		switch name, _, _ := strings.Cut(w, "="); {
		case strings.HasPrefix(w, Hole), w == "help":
			return
		case name == "socket", name == "port":
			bound = w
		case name == "daemonize":
			told = w
		}
	}
	switch _, v, _ := strings.Cut(told, "="); {
	case slices.Contains(words("true yes t"), strings.ToLower(v)):
		r.Mode, r.By = Background, told
	case slices.Contains(words("false no f"), strings.ToLower(v)):
		r.Mode, r.By = Foreground, told
	case told == "" && bound != "":
		r.Mode, r.By = Background, bound
	}
}
