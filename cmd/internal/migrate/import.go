package migrate

// This file makes pills of what other supervisors read, for those who come the
// other way. What is read becomes applications, as those of a plan are, and
// those are written as pills.

import (
	"fmt"
	"slices"
	"strings"
)

// A Found is a file to be read, and its text.
type Found struct{ Path, Text string }

// An Omission is something that has no place in a pill.
type Omission struct {
	Path    string
	Line    int // 0 for all of it
	Text    string
	Process bool // a whole process is left out
}

// String returns it as a line for people.
func (o Omission) String() string {
	if o.Line == 0 {
		return o.Path + ": " + o.Text
	}
	return fmt.Sprintf("%s:%d: %s", o.Path, o.Line, o.Text)
}

// An importer collects what is read.
type importer struct {
	path  string // of the file that is being read
	apps  []*App
	from  map[*App][]string // files
	omits []Omission
}

func (m *importer) omit(line int, format string, args ...any) {
	m.omits = append(m.omits, Omission{Path: m.path, Line: line, Text: fmt.Sprintf(format, args...)})
}

// leaveOut tells of a process that there cannot be.
func (m *importer) leaveOut(line int, format string, args ...any) {
	m.omit(line, format, args...)
	m.omits[len(m.omits)-1].Process = true
}

// add adds a process to an application, which is made if it is not there yet.
func (m *importer) add(app string, s *Service) {
	i := slices.IndexFunc(m.apps, func(a *App) bool { return a.Name == app })
	if i < 0 {
		i = len(m.apps)
		m.apps = append(m.apps, &App{Name: app})
	}
	s.App = m.apps[i]
	if m.from == nil {
		m.from = map[*App][]string{}
	}
	if !slices.Contains(m.from[s.App], m.path) {
		m.from[s.App] = append(m.from[s.App], m.path)
	}
	m.apps[i].Services = append(m.apps[i].Services, s)
}

// pills writes the pills, one for each application.
func (m *importer) pills() (files []File) {
	for _, a := range m.apps {
		name := strings.ReplaceAll(a.Name, "/", "_") + ".pill"
		files = append(files, File{Path: name, Mode: 0o644, Text: writePill(a, strings.Join(m.from[a], ", "))})
		if slices.ContainsFunc(a.Services, func(s *Service) bool { return slices.ContainsFunc(s.Env, func(v Var) bool { return v.Secret }) }) {
			files[len(files)-1].Mode = 0o600
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

// ownName is what a process is called that had no Bluepill before: as Cloud 66
// names those of users, and of letters that a command line can name.
func ownName(name string) string {
	name = plainName(name, map[string]bool{})
	if strings.HasPrefix(name, "user_") || strings.HasPrefix(name, "cloud66_") {
		return name
	}
	return "user_" + name
}
