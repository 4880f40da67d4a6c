package migrate

// This file writes the unit of a service.

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

func fileMode(mode uint32) fs.FileMode { return fs.FileMode(mode) }

// A unit is a service that is being written. Its sections are lists of lines;
// a comment before a line says where in the pill it comes from.
type unit struct {
	*Service
	*systemd
	name    string // without .service
	version int
	head    []string // [Unit]
	body    []string // [Service]
}

func (w *systemd) unit(s *Service, name string) *unit {
	return &unit{Service: s, systemd: w, name: name, version: w.Version}
}

// from says in a comment which attribute the lines after it come from.
func (u *unit) from(attribute string) {
	line := u.Lines[attribute]
	if line == 0 {
		return
	}
	u.body = append(u.body, fmt.Sprintf("# line %d: %s", line, attribute))
}

func (u *unit) set(key, value string) { u.body = append(u.body, key+"="+value) }

// unitFiles writes the unit of a service and the units that go with it.
func (w *systemd) unitFiles(s *Service, name string) []File {
	u := w.unit(s, name)
	u.head = []string{"Description=" + barePath(oneLine(s.Name)) + " (" + barePath(oneLine(s.App.Name)) + ")", "After=network.target"}
	if s.InTurn {
		if before := w.before(s); before != "" {
			u.head = append(u.head, "After="+before+".service")
		}
	}
	u.head = append(u.head, "PartOf="+strings.Join(w.targetsOf(s), " "))
	u.start()
	u.place()
	u.streams()
	u.stop()
	u.reload()
	others := u.retry()
	others = append(others, u.checks()...)
	text := header(pathOf(s.At)) + "\n[Unit]\n" + strings.Join(u.head, "\n") + "\n\n[Service]\n" + strings.Join(u.body, "\n") + "\n"
	return append([]File{{Path: u.name + ".service", Text: text}}, others...)
}

// before returns the unit of the process that is started before another of its
// group; "" if there is none.
func (w *systemd) before(s *Service) (unit string) {
	for _, other := range s.App.Services {
		if other == s {
			return unit
		}
		if other.Group == s.Group {
			unit = w.units[other]
		}
	}
	return ""
}

// start writes how the process is started.
func (u *unit) start() {
	switch {
	case u.Forks:
		u.set("Type", "forking")
		// Bluepill lets a program be that is slower than its start_grace_time.
		u.from("start_grace_time")
		u.set("TimeoutStartSec", strconv.Itoa(max(u.Grace.Start, patience)))
	case u.version >= 240:
		u.set("Type", "exec")
	default:
		u.set("Type", "simple")
	}
	if u.PidFile != "" && (u.Forks || u.Follows) {
		u.from("pid_file")
		u.set("PIDFile", barePath(runPath(u.PidFile)))
	}
	if u.PreStart != nil {
		if !u.Forks {
			u.set("TimeoutStartSec", "infinity") // it covers this command too, for which Bluepill has no limit
		}
		u.from("pre_start_command")
		u.set("ExecStartPre", "-"+u.execLine(u.PreStart.Words, false))
	}
	u.from("start_command")
	u.set("ExecStart", u.execLine(u.Start.Words, true))
	if u.PidFile != "" && !u.Forks && !u.Follows {
		u.from("pid_file")
		u.set("ExecStartPost", "-/bin/sh -c "+quoteWord(`echo "$1" >"$2"`)+" sh ${MAINPID} "+quoteWord(u.PidFile))
		u.set("ExecStopPost", "-/bin/rm -f "+quoteWord(u.PidFile))
	}
	u.set("Restart", "always")
	u.set("RestartSec", "1")
}

// place writes as whom and where the process runs.
func (u *unit) place() {
	if !u.systemd.User {
		u.from("uid")
		u.set("User", orDefault(u.Service.User, "root"))
		if u.GID != "" {
			u.from("gid")
			u.set("Group", u.GID)
		}
		if len(u.Groups) > 0 {
			u.from("supplementary_groups")
			u.set("SupplementaryGroups", strings.Join(u.Groups, " "))
		}
		u.set("UMask", "0022")
	}
	u.from("working_dir")
	switch {
	case u.Dir == "":
		u.set("WorkingDirectory", "/")
	case fitsPath(u.Dir):
		u.set("WorkingDirectory", barePath(u.Dir))
	}
	u.from("environment")
	u.environment()
}

func orDefault(s, preset string) string {
	if s == "" {
		return preset
	}
	return s
}

// environment writes variables: secrets go to a file that only root reads, and
// what systemd does not take is set by env.
func (u *unit) environment() {
	has := func(name string) bool {
		return slices.ContainsFunc(u.Env, func(v Var) bool { return v.Name == name })
	}
	for _, v := range u.Env {
		if !v.Secret && fitsEnvironment(v) {
			u.set("Environment", quoteAssignment(v.Name, v.Value))
		}
	}
	if !has("PATH") {
		u.set("Environment", quoteAssignment("PATH", u.Path))
	}
	if dir := (Var{Name: "PWD", Value: u.Dir}); u.Dir != "" && !has("PWD") && fitsEnvironment(dir) {
		u.set("Environment", quoteAssignment("PWD", u.Dir))
	}
	if len(u.secrets()) > 0 {
		u.set("EnvironmentFile", u.installed(u.secretsFile()))
	}
}

// secrets are the variables that go to a file of their own.
func (u *unit) secrets() (vars []Var) {
	for _, v := range u.Env {
		if v.Secret {
			vars = append(vars, v)
		}
	}
	return vars
}

func (u *unit) secretsFile() string { return path.Join(u.ownDir(), u.name+".env") }

// streams writes where input and output are.
func (u *unit) streams() {
	setting := func(key, attribute, file, kind string, in bool) {
		switch {
		case file == "/dev/null":
			u.from(attribute)
			u.set(key, "null")
		case file != "" && u.streamFits(file, in):
			u.from(attribute)
			u.set(key, kind+":"+barePath(file))
		}
	}
	setting("StandardInput", "stdin", u.Stdin, "file", true)
	setting("StandardOutput", "stdout", u.Stdout, "append", false)
	if u.Stderr == "" && u.Stdout != "" {
		u.set("StandardError", "journal") // it would go where the output goes
	} else {
		setting("StandardError", "stderr", u.Stderr, "append", false)
	}
}

// reload writes how the process is restarted in place.
func (u *unit) reload() {
	if u.Reload != nil {
		u.from("restart_command")
		u.set("ExecReload", u.execLine(u.Reload.Command.Words, false))
	}
}

// retry writes when the process is given up, and when it is started again.
func (u *unit) retry() []File {
	f := u.Flapping
	line := func(key, value string) {
		switch {
		case u.version >= 230:
			u.head = append(u.head, key+"="+value)
		case key == "StartLimitIntervalSec":
			u.set("StartLimitInterval", value)
		default:
			u.set(key, value)
		}
	}
	if f == nil {
		line("StartLimitIntervalSec", "0")
		return nil
	}
	if n := u.Lines["checks :flapping"]; n > 0 && u.version >= 230 {
		u.head = append(u.head, fmt.Sprintf("# line %d: checks :flapping", n))
	}
	line("StartLimitIntervalSec", strconv.Itoa(f.Within))
	line("StartLimitBurst", strconv.Itoa(f.Times-1)) // systemd refuses the next, Bluepill stops at this one
	if f.Retry == 0 {
		return nil
	}
	name := sibling(u.name, "-retry")
	u.head = append(u.head, "OnFailure="+name+".service")
	text := header(pathOf(u.At)) + "\n[Unit]\nDescription=Start " + barePath(oneLine(u.Name)) + " again\n" + u.asOftenAsNeeded() +
		u.scope() + "ExecStart=" + u.helper("retry") + " " + quoteWords([]string{u.name + ".service", strconv.Itoa(f.Retry)}) + "\n"
	return []File{{Path: name + ".service", Text: text}}
}

// asOftenAsNeeded begins a service that systemd itself starts again and again,
// without the limit that it has for that.
func (u *unit) asOftenAsNeeded() string {
	if u.version >= 230 {
		return "StartLimitIntervalSec=0\n\n[Service]\nType=oneshot\n"
	}
	return "\n[Service]\nType=oneshot\nStartLimitInterval=0\n"
}

// scope tells the scripts whose units they are to act on.
func (u *unit) scope() string {
	if u.systemd.User {
		return "Environment=PILLLINT_SCOPE=--user\n"
	}
	return ""
}

// sibling is the name of a unit that goes with another: a-x@1 for a@1.
func sibling(unit, suffix string) string {
	name, instance, ok := strings.Cut(unit, "@")
	if ok {
		return name + suffix + "@" + instance
	}
	return name + suffix
}
