package migrate

// This file makes the files of systemd: units first of all.

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
)

// SystemdOptions say for which systemd the units are. The zero value is a
// system's own units for the newest version.
type SystemdOptions struct {
	Version int    // of systemd; 0 for the newest; 229 is the oldest
	User    bool   // units of a user's own manager
	Cloud66 bool   // the names that Cloud 66 gives units
	Path    string // PATH of processes whose pill sets none; "" for the usual one
}

// OldestSystemd is the oldest version that units can be made for: that of
// Ubuntu 16.04.
const OldestSystemd = 229

// usualPath is the PATH of a root shell.
const usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

//go:embed scripts
var scripts embed.FS

// Systemd makes units of plans, and all that goes with them. What cannot be
// written as a unit is refused.
func Systemd(plans []*Plan, o SystemdOptions) (files []File, refused []Refusal) {
	w, refused := newSystemd(plans, o)
	slices.SortFunc(w.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return w.files, refused
}

// newSystemd makes the files, in no order.
func newSystemd(plans []*Plan, o SystemdOptions) (w *systemd, refused []Refusal) {
	if o.Version == 0 {
		o.Version = 1 << 20
	}
	if o.Path == "" {
		o.Path = usualPath
	}
	w = &systemd{SystemdOptions: o, used: map[string]bool{}, units: map[*Service]string{}, helpers: map[string]bool{}, targets: map[string]bool{}}
	for _, p := range plans {
		refused = append(refused, p.Refused...)
	}
	var apps []*App
	for _, p := range plans {
		for _, a := range p.Apps {
			mine := *a
			mine.Services = slices.DeleteFunc(slices.Clone(a.Services), func(s *Service) bool {
				why := w.impossible(s)
				if why != "" {
					refused = append(refused, Refusal{At: s.At, Process: s.Name, Why: why, Unwritten: true, process: s.process})
				}
				return why != ""
			})
			apps = append(apps, &mine)
		}
	}
	for _, a := range apps {
		w.targets[w.targetName(a)] = true
	}
	for _, a := range apps {
		for _, s := range instances(a.Services) {
			w.addInstances(s)
		}
	}
	w.addTargets(apps)
	w.addTmpfiles(apps)
	w.addLogrotate(apps)
	w.addHelpers()
	w.add("README.md", 0o644, w.readme(apps, refused))
	return w, refused
}

// A systemd collects the files.
type systemd struct {
	SystemdOptions
	files   []File
	used    map[string]bool     // names of units
	units   map[*Service]string // the unit of each process, without .service
	helpers map[string]bool     // the scripts that are needed
	targets map[string]bool     // the targets of applications, without .target
}

func (w *systemd) add(path string, mode uint32, text string) {
	w.files = append(w.files, File{path, fileMode(mode), text})
}

// impossible returns why there cannot be a unit for a service; "" if there can.
func (w *systemd) impossible(s *Service) string {
	for _, name := range slices.Concat([]string{s.User, s.GID}, s.Groups) {
		if name != "" && !validUser(name, w.Version) && !w.User {
			return fmt.Sprintf("systemd does not take %q as the name of a user or group, and would run it as root", name)
		}
	}
	for _, v := range s.Env {
		if v.Secret && !fitsEnvironment(v) {
			return fmt.Sprintf("systemd cannot keep the value of %s, which is secret", v.Name)
		}
	}
	if (s.Forks || s.Follows) && s.PidFile != "" && !fitsPath(s.PidFile) {
		return fmt.Sprintf("systemd does not take %q as a pid file", s.PidFile)
	}
	if name := s.App.Name + "-" + s.Group + "-" + s.Name; len(escapeName(name)) > longestName {
		return fmt.Sprintf("its unit would have a name of %d bytes, and systemd takes %d at most", len(escapeName(name)), longestName)
	}
	return w.tooLong(s)
}

// longestName leaves room for what is put after a name, in the 255 bytes that the
// name of a unit may have.
const longestName = 220

// tooLong says that a line of the units would be longer than systemd reads, which
// it would cut without a word before version 236; "" if none is.
func (w *systemd) tooLong(s *Service) string {
	limit := 1 << 20
	if w.Version < 236 {
		limit = 2047
	}
	trial := &systemd{SystemdOptions: w.SystemdOptions, units: map[*Service]string{}, helpers: map[string]bool{}, targets: map[string]bool{}}
	name := escapeName(s.App.Name + "-" + s.Name) // or shorter
	for _, f := range trial.unitFiles(s, name) {
		for line := range strings.Lines(f.Text) {
			if key, _, _ := strings.Cut(line, "="); len(line) >= limit {
				return fmt.Sprintf("%s= would have a line of %d bytes, and systemd reads %d at most", key, len(line), limit-1)
			}
		}
	}
	return ""
}

// validUser reports whether systemd takes a name of a user or group; until
// version 246 with no dots in it.
func validUser(name string, version int) bool {
	if len(name) > 31 {
		return false
	}
	for i, c := range []byte(name) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		more := c >= '0' && c <= '9' || c == '-' || c == '.' && version >= 246
		if !letter && (i == 0 || !more) {
			return false
		}
	}
	return true
}

// unitDir is where units are.
func (w *systemd) unitDir() string {
	if w.User {
		return ".config/systemd/user"
	}
	return "etc/systemd/system"
}

// ownDir is where the files are that units read.
func (w *systemd) ownDir() string {
	if w.User {
		return ".config/pilllint"
	}
	return "etc/pilllint"
}

// helperDir is where the scripts are that units run.
func (w *systemd) helperDir() string {
	if w.User {
		return ".local/libexec/pilllint"
	}
	return "usr/local/libexec/pilllint"
}

// installed is how a unit names a file that is at a path of the output.
func (w *systemd) installed(file string) string {
	if w.User {
		return "%h/" + barePath(file)
	}
	return "/" + barePath(file)
}

// helper names a script, which then is among the files.
func (w *systemd) helper(name string) string {
	w.helpers[name] = true
	return w.installed(path.Join(w.helperDir(), name))
}

func (w *systemd) addHelpers() {
	for _, name := range []string{"check", "retry", "stop"} {
		if w.helpers[name] {
			text, err := scripts.ReadFile("scripts/" + name)
			if err != nil {
				panic(err) // it is part of the program
			}
			w.add(path.Join(w.helperDir(), name), 0o755, string(text))
		}
	}
}

// addTmpfiles makes what creates logs for their owners, as systemd itself
// makes them as root, and the folders of pid files in /run.
func (w *systemd) addTmpfiles(apps []*App) {
	if w.User {
		return
	}
	for _, a := range apps {
		var lines []string
		line := func(kind, file, mode string, s *Service) {
			group := s.GID
			if group == "" {
				group = "-"
			}
			l := fmt.Sprintf("%s %s %s %s %s -", kind, quote(file, false), mode, s.User, group)
			if !slices.Contains(lines, l) {
				lines = append(lines, l)
			}
		}
		for _, s := range a.Services {
			u := w.unit(s, "")
			for _, file := range []string{s.Stdout, s.Stderr} {
				if s.User != "" && s.User != "root" && file != "" && file != "/dev/null" && u.streamFits(file, false) {
					line("f", file, "0644", s)
				}
			}
			if dir := path.Dir(runPath(s.PidFile)); s.PidFile != "" && strings.HasPrefix(dir, "/run/") && s.User != "" {
				line("d", dir, "0755", s)
			}
		}
		if len(lines) > 0 {
			w.add("etc/tmpfiles.d/"+w.targetName(a)+".conf", 0o644,
				header(pathOf(a.At))+"# Logs and folders that belong to their processes' users; systemd would make them root's.\n"+strings.Join(lines, "\n")+"\n")
		}
	}
}

// runPath is a path with /run for /var/run, which systemd complains of.
func runPath(file string) string {
	if rest, ok := strings.CutPrefix(file, "/var/run/"); ok {
		return "/run/" + rest
	}
	return file
}

// header is the first line of all files.
func header(source string) string {
	return "# Made from " + oneLine(source) + " by pilllint migrate.\n"
}
