package migrate

// This file reads configurations of Supervisor.

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/rules"
)

// ImportSupervisord makes pills of the programs of Supervisor's configurations,
// one for each.
func ImportSupervisord(files []Found) (pills []File, omits []Omission) {
	m := &importer{}
	for _, f := range files {
		m.path = f.Path
		lines, strange, empty := readIni(f.Text)
		for _, l := range strange {
			m.omit(l.line, "%q is no setting, nor a section: supervisord does not read such a file", l.value)
		}
		for _, l := range empty {
			if strings.HasPrefix(l.section, "program:") {
				m.leaveOut(l.line, "[%s] is empty: it has no command", l.section)
			}
		}
		groups := map[string]string{}
		var programs, others []string
		for _, l := range lines {
			kind, name, _ := strings.Cut(l.section, ":")
			if kind == "group" && l.key == "programs" {
				for p := range strings.SplitSeq(l.value, ",") {
					groups[strings.TrimSpace(p)] = name
				}
			}
			if kind == "program" && !slices.Contains(programs, l.section) {
				programs = append(programs, l.section)
			}
			switch {
			case slices.Contains(others, l.section):
			case kind == "eventlistener" || kind == "fcgi-program":
				others = append(others, l.section)
				m.omit(l.line, "[%s] has no place in a pill", l.section)
			case l.section == "supervisord" && l.key == "environment":
				m.omit(l.line, "the variables of [supervisord] are not put into pills: write them into those that need them")
			case !slices.Contains(supervisorSections, kind):
				others = append(others, l.section)
				m.omit(l.line, "[%s] is no section of Supervisor's: supervisord ignores it, too", l.section)
			case kind == "include" && l.key == "files":
				others = append(others, l.section)
				m.omit(l.line, "the files of [include] are not read; name them, too: %s", l.value)
			}
		}
		for _, section := range programs {
			own := slices.DeleteFunc(slices.Clone(lines), func(l unitLine) bool { return l.section != section })
			_, name, _ := strings.Cut(section, ":")
			m.program(name, groups[name], own)
		}
	}
	return m.pills(), m.omits
}

// supervisorSections are the kinds of sections that there are.
var supervisorSections = strings.Fields("program group include eventlistener fcgi-program supervisord supervisorctl unix_http_server inet_http_server rpcinterface ctlplugin")

// readIni reads sections of settings, whose values go on in lines that are
// indented; a semicolon after a space begins a comment. strange are lines that
// are nothing of that, and empty the sections without a setting.
func readIni(text string) (list, strange, empty []unitLine) {
	var sections []unitLine
	section, n := "", 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		trimmed := strings.TrimSpace(line)
		if trimmed == "" || trimmed[0] == ';' || trimmed[0] == '#' {
			continue
		}
		if i := strings.Index(line, " ;"); i >= 0 {
			line = line[:i]
		}
		trimmed = strings.TrimSpace(line)
		switch key, value, ok := strings.Cut(trimmed, "="); {
		case (line[0] == ' ' || line[0] == '\t') && len(list) > 0:
			list[len(list)-1].value += "\n" + trimmed
		case trimmed[0] == '[' && strings.HasSuffix(trimmed, "]"):
			section = trimmed[1 : len(trimmed)-1]
			sections = append(sections, unitLine{section: section, line: n})
		case ok:
			list = append(list, unitLine{section: section, key: strings.TrimSpace(key), value: strings.TrimSpace(value), line: n})
		default:
			strange = append(strange, unitLine{section: section, value: trimmed, line: n})
		}
	}
	for _, s := range sections {
		if !slices.ContainsFunc(list, func(l unitLine) bool { return l.section == s.section }) {
			empty = append(empty, s)
		}
	}
	return list, strange, empty
}

// expansion is a value that Supervisor puts in.
var expansion = lazyregexp.New(`%\(([A-Za-z_]+)\)([0-9]*)([sd])`)

// mostProcesses is how many processes of one program are believed in.
const mostProcesses = 1000

// program reads a program, which may be of several processes.
func (m *importer) program(name, group string, lines []unitLine) {
	get := func(key, preset string) string {
		for _, l := range lines {
			if l.key == key {
				preset = l.value
			}
		}
		return preset
	}
	count, err := strconv.Atoi(get("numprocs", "1"))
	if err != nil || count < 1 || count > mostProcesses {
		m.leaveOut(lines[0].line, "numprocs is no number from 1 to %d", mostProcesses)
		return
	}
	first, _ := strconv.Atoi(get("numprocs_start", "0"))
	app := ownName(name)
	for i := range count {
		s := m.simple(name)
		if count > 1 {
			s.Name += "_" + strconv.Itoa(first+i)
			s.Stdout = ownLog(s.Name, "")
			s.Stderr = s.Stdout
		}
		s.Group = group
		known := map[string]string{"program_name": name, "process_num": strconv.Itoa(first + i), "numprocs": strconv.Itoa(count), "group_name": orDefault(group, name)}
		p := &programReader{importer: m, Service: s, wait: 10, signal: "term", values: known, quiet: i > 0}
		for _, l := range lines {
			p.read(l)
		}
		if p.lost != "" || len(s.Start.Words) == 0 {
			m.leaveOut(cmp.Or(p.at, lines[0].line), "%s", orDefault(p.lost, "it has no command"))
			return
		}
		s.Stop.Steps = []Step{{p.signal, p.wait}, {Signal: "kill"}}
		if p.both {
			s.Stderr = s.Stdout
		}
		p.ownLogs(lines[0])
		m.add(app, s)
	}
}

// A programReader reads the settings of a program.
type programReader struct {
	*importer
	*Service
	values map[string]string // of placeholders
	signal string
	wait   int
	both   bool   // errors go where the output goes
	quiet  bool   // all was told of for another process of the program
	lost   string // why there cannot be a process
	at     int    // the line that it is about; 0 for the first
}

// fail has the program left out, for the first reason.
func (p *programReader) fail(l unitLine, format string, args ...any) {
	if p.lost == "" {
		p.at, p.lost = l.line, fmt.Sprintf(format, args...)
	}
}

func (p *programReader) tell(l unitLine, format string, args ...any) {
	if !p.quiet {
		p.omit(l.line, format, args...)
	}
}

// expand puts in what placeholders stand for; unknown is one that nobody here
// knows.
func (p *programReader) expand(s string) (text, unknown string) {
	s = expansion.ReplaceAllStringFunc(s, func(found string) string {
		parts := expansion.FindStringSubmatch(found)
		value, ok := p.values[parts[1]]
		if !ok {
			unknown = orDefault(unknown, found)
		}
		if width, err := strconv.Atoi(parts[2]); err == nil && parts[3] == "d" {
			for len(value) < min(width, 20) {
				value = "0" + value
			}
		}
		return value
	})
	return strings.ReplaceAll(s, "%%", "%"), unknown
}

func (p *programReader) read(l unitLine) {
	value, unknown := p.expand(l.value)
	if unknown != "" {
		p.fail(l, "%s depends on the machine", unknown)
		return
	}
	yes := func() bool {
		word := strings.ToLower(value)
		if !slices.Contains([]string{"true", "yes", "on", "1", "false", "no", "off", "0"}, word) {
			p.fail(l, "supervisord does not read its %s=%s, which has to be true or false", l.key, value)
		}
		return slices.Contains([]string{"true", "yes", "on", "1"}, word)
	}
	switch l.key {
	case "command":
		c, why := readCommand(value)
		if p.Start = c; why != "" {
			p.fail(l, "%s", why)
		}
	case "directory":
		p.Dir = value
	case "user":
		p.User = value
	case "environment":
		p.variables(l, value)
	case "autostart":
		p.AutoStart = yes()
	case "stopsignal":
		if p.signal = signalOf(value); p.signal == "" {
			p.fail(l, "there is no signal %s", value)
		}
	case "stopwaitsecs":
		n, err := strconv.Atoi(value)
		if p.wait = n; err != nil || n < 0 {
			p.fail(l, "supervisord does not read its stopwaitsecs=%s, which has to be whole seconds", value)
		}
	case "stdout_logfile", "stderr_logfile":
		p.log(l, value)
	case "redirect_stderr":
		p.both = yes()
	case "autorestart":
		if value != "true" {
			p.tell(l, "autorestart=%s has no place in a pill: Bluepill starts a process again however it ends", value)
		}
	case "umask":
		p.tell(l, "umask has no place in a pill: set it where the pill is loaded")
	case "numprocs", "numprocs_start", "process_name", "priority", "startsecs", "startretries", "exitcodes", "stopasgroup", "killasgroup", "stdout_capture_maxbytes":
	default:
		p.tell(l, "%s has no place in a pill", l.key)
	}
}

func (p *programReader) log(l unitLine, value string) {
	switch strings.ToUpper(value) {
	case "AUTO", "SYSLOG":
		return // a file of its own, as for the others
	case "NONE":
		value = "/dev/null"
	}
	if strings.HasPrefix(value, "/dev/std") || strings.HasPrefix(value, "/dev/fd") {
		p.tell(l, "%s is not open under Bluepill: it logs to %s", value, p.Stdout)
	} else if l.key == "stdout_logfile" {
		p.Stdout = value
	} else {
		p.Stderr = value
	}
}

// ownLogs moves logs that nobody has named to where the user can write.
func (p *programReader) ownLogs(l unitLine) {
	log, mine := ownLog(p.Name, ""), ownLog(p.Name, p.User)
	if log == mine || p.Stdout != log && p.Stderr != log {
		return
	}
	for _, stream := range []*string{&p.Stdout, &p.Stderr} {
		if *stream == log {
			*stream = mine
		}
	}
	p.tell(l, "it logs to %s from now on: make that folder, and let %s write to it", mine, p.User)
}

// variables reads environment=. Without it, a program may run, and do something
// else than it did.
func (p *programReader) variables(l unitLine, value string) {
	vars, err := supervisorVars(value)
	if err != nil {
		p.fail(l, "supervisord does not read its environment=: %v", err)
		return
	}
	for _, v := range vars {
		if !shellName.MatchString(v.Name) {
			p.tell(l, "%s is an odd name of a variable, which no shell can use", v.Name)
		}
		v.Secret = rules.IsSecret(v.Name, v.Value)
		p.Env = setVar(p.Env, v)
	}
}
