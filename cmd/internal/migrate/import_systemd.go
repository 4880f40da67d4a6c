package migrate

// This file reads units of systemd.

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/rules"
)

// ImportSystemd makes pills of services. Targets tell which services an
// application has, and of which instances; timers and environment files that
// are among the files are heeded too.
func ImportSystemd(files []Found) (pills []File, omits []Omission) {
	m := &unitImporter{files: files}
	for _, f := range files {
		if path.Ext(f.Path) == ".target" {
			m.targets = append(m.targets, path.Base(f.Path))
			for _, s := range readSettings(f.Text, "#;") {
				if s.key == "Wants" || s.key == "Requires" {
					m.wanted = append(m.wanted, strings.Fields(s.value)...)
				}
			}
		}
	}
	for _, f := range files {
		m.path = f.Path
		switch path.Ext(f.Path) {
		case ".service":
			m.service(f)
		case ".target", ".timer", ".env", ".conf", ".md":
		default:
			m.leaveOut(0, "it is no service")
		}
	}
	for _, s := range m.checks {
		m.check(s)
	}
	return m.pills(), m.omits
}

type unitImporter struct {
	importer
	files   []Found
	wanted  []string // by targets
	targets []string // that are there, which say what starts
	checks  []checkUnit
	made    map[string]*Service // by the names of units
}

// service reads a unit; a template is one process for each instance that a
// target wants.
func (m *unitImporter) service(f Found) {
	name := path.Base(f.Path)
	settings := readSettings(f.Text, "#;")
	prefix, rest, template := strings.Cut(name, "@")
	if !template || rest != ".service" {
		instance := ""
		if template {
			instance = strings.TrimSuffix(rest, ".service")
		}
		m.process(unitName{name, instance}, settings)
		return
	}
	var instances []string
	for _, w := range m.wanted {
		p, i, ok := strings.Cut(strings.TrimSuffix(w, ".service"), "@")
		if ok && p == prefix && !slices.Contains(instances, i) {
			instances = append(instances, i)
		}
	}
	if instances == nil {
		instances = []string{"1"}
	}
	for _, i := range instances {
		m.process(unitName{prefix + "@" + i + ".service", i}, settings)
	}
}

// A unitReader reads one unit.
type unitReader struct {
	*importer
	*Service
	unitName
	files       []Found
	description string
	app         string
	oneshot     bool
	saidErrors  bool     // where they go
	check       []string // what our script is told that checks, if the unit is one of its
	retry       int      // seconds, if our script does so
	signal      string
	timeout     int
	limit       [2]int // starts, and in how many seconds
	lost        string // why there cannot be a process
	at          int
}

// process reads a unit as a process.
func (m *unitImporter) process(name unitName, settings []unitLine) {
	r := &unitReader{importer: &m.importer, unitName: name, files: m.files, signal: "term", timeout: patience, limit: [2]int{-1, -1}}
	r.Service = &Service{Grace: Grace{usualGrace, usualGrace, usualGrace}, Lines: map[string]int{}}
	for _, s := range settings {
		r.read(s)
	}
	switch {
	case r.check != nil:
		m.checks = append(m.checks, checkUnit{name: name.name, args: r.check, path: m.path})
		return
	case r.retry > 0:
		m.checks = append(m.checks, checkUnit{name: name.name, args: r.check, retry: r.retry, path: m.path})
		return
	case r.lost != "":
		m.leaveOut(r.at, "%s", r.lost)
		return
	case r.oneshot:
		m.leaveOut(0, "it runs once, and Bluepill would start it again and again")
		return
	case len(r.Start.Words) == 0:
		m.leaveOut(0, "it starts nothing")
		return
	}
	r.finish()
	r.AutoStart = !slices.Contains(m.targets, escapeName(r.app)+".target") || slices.Contains(m.wanted, name.name)
	if m.made == nil {
		m.made = map[string]*Service{}
	}
	m.made[name.name] = r.Service
	m.add(r.app, r.Service)
}

// finish settles what several settings say together.
func (r *unitReader) finish() {
	base := strings.TrimSuffix(r.name, ".service")
	own := unescapeName(strings.ReplaceAll(base, "@", "_"))
	if described, ok := strings.CutSuffix(r.description, " ("+r.app+")"); ok && r.app != "" {
		r.Name = described // it was a pill's
	} else if r.app == "" {
		r.Name = ownName(own)
		prefix, _, _ := strings.Cut(base, "@")
		r.app = ownName(unescapeName(prefix))
	} else if rest, ok := strings.CutPrefix(own, r.app+"-"); ok {
		r.Name = rest
	} else {
		r.Name = own
	}
	switch {
	case r.Stop.Steps != nil:
	case r.Stop.Command != nil:
		r.Stop.Timeout = r.timeout
	case r.signal == "term" && r.timeout == patience:
		r.Stop.Steps = []Step{{Signal: "term"}} // nobody has said anything else
	default:
		r.Stop.Steps = []Step{{r.signal, max(r.timeout, 1)}, {Signal: "kill"}}
		if r.signal == "kill" {
			r.Stop.Steps = r.Stop.Steps[1:]
		}
	}
	if starts, within := r.limit[0], r.limit[1]; starts > 0 && within > 0 {
		r.Flapping = &Flapping{Times: starts + 1, Within: within}
	}
	if !r.saidErrors {
		r.Stderr = r.Stdout
	}
	if log := ownLog(plainName(r.Name, map[string]bool{}), r.User); !r.Forks && (r.Stdout == "" || r.Stderr == "") {
		// Bluepill would drop what goes to the journal.
		r.Stdout, r.Stderr = cmp.Or(r.Stdout, log), cmp.Or(r.Stderr, log)
		more := ""
		if log != ownLog(plainName(r.Name, map[string]bool{}), "") {
			more = ": make that folder, and let " + r.User + " write to it"
		}
		r.omit(0, "what it writes went to the journal; from now on it is in %s%s", log, more)
	}
	for i, v := range r.Env {
		r.Env[i].Secret = v.Secret || rules.IsSecret(v.Name, v.Value)
	}
	// These are what every unit has that was made from a pill.
	r.Env = slices.DeleteFunc(r.Env, func(v Var) bool {
		return v.Name == "PWD" && v.Value == r.Dir || v.Name == "PATH" && v.Value == usualPath
	})
	if r.Dir == "/" {
		r.Dir = ""
	}
	if r.User == "root" {
		r.User = ""
	}
}

// A checkUnit is a unit of ours that looks after another.
type checkUnit struct {
	name, path string
	args       []string
	retry      int
}

// check adds a check to the process that it is of.
func (m *unitImporter) check(c checkUnit) {
	m.path = c.path
	if c.retry > 0 {
		for unit, s := range m.made {
			if f := s.Flapping; f != nil && sibling(strings.TrimSuffix(unit, ".service"), "-retry")+".service" == c.name {
				f.Retry = c.retry
			}
		}
		return
	}
	s := m.made[c.args[0]]
	if s == nil || len(c.args) < 8 {
		m.omit(0, "there is no %s that it looks after", c.args[0])
		return
	}
	number := func(i int) int {
		n, _ := strconv.Atoi(c.args[i])
		return n
	}
	check := Check{Kind: c.args[6], Hits: number(2), Of: number(3), Every: 60, Below: c.args[7]}
	s.Grace.Start, s.Grace.Restart = number(4), number(5)
	switch {
	case c.args[1] == "ignore":
		m.omit(0, "a check that only ends is left out")
		return
	case check.Kind == "http" && len(c.args) > 10:
		if len(c.args) > 11 {
			m.omit(0, "the pattern is not Ruby's, and is left out")
		}
		check.Below, check.HTTP = "", &HTTP{Status: c.args[7], Open: number(8), Read: number(9), URL: c.args[10]}
	case check.Kind == "file_time" && len(c.args) > 8:
		check.File = c.args[8]
	default:
		check.Children = len(c.args) > 8
	}
	timer := strings.TrimSuffix(c.name, ".service") + ".timer"
	for _, f := range m.files {
		if base := path.Base(f.Path); base == timer || base == sansNumber(timer) {
			for _, set := range readSettings(f.Text, "#;") {
				if seconds, ok := unitSeconds(set.value); ok && set.key == "OnUnitActiveSec" {
					check.Every = seconds
				}
			}
		}
	}
	s.Checks = append(s.Checks, check)
}
