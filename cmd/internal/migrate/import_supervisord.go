package migrate

// This file reads configurations of Supervisor.

import (
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
		lines := readIni(f.Text)
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

// readIni reads sections of settings, whose values go on in lines that are
// indented; a semicolon after a space begins a comment.
func readIni(text string) (list []unitLine) {
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
		case ok:
			list = append(list, unitLine{section: section, key: strings.TrimSpace(key), value: strings.TrimSpace(value), line: n})
		}
	}
	return list
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
			s.Stdout = "/var/log/" + s.Name + ".log"
			s.Stderr = s.Stdout
		}
		s.Group = group
		known := map[string]string{"program_name": name, "process_num": strconv.Itoa(first + i), "numprocs": strconv.Itoa(count), "group_name": orDefault(group, name)}
		p := &programReader{importer: m, Service: s, wait: 10, signal: "term", values: known, quiet: i > 0}
		for _, l := range lines {
			p.read(l)
		}
		if p.lost != "" || len(s.Start.Words) == 0 {
			m.leaveOut(lines[0].line, "%s", orDefault(p.lost, "it has no command"))
			return
		}
		s.Stop.Steps = []Step{{p.signal, p.wait}, {Signal: "kill"}}
		if p.both {
			s.Stderr = s.Stdout
		}
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
}

func (p *programReader) tell(l unitLine, format string, args ...any) {
	if !p.quiet {
		p.omit(l.line, format, args...)
	}
}

// expand puts in what placeholders stand for.
func (p *programReader) expand(s string) string {
	s = expansion.ReplaceAllStringFunc(s, func(found string) string {
		parts := expansion.FindStringSubmatch(found)
		value, ok := p.values[parts[1]]
		if !ok {
			p.lost = found + " depends on the machine"
		}
		if width, err := strconv.Atoi(parts[2]); err == nil && parts[3] == "d" {
			for len(value) < min(width, 20) {
				value = "0" + value
			}
		}
		return value
	})
	return strings.ReplaceAll(s, "%%", "%")
}

func (p *programReader) read(l unitLine) {
	value := p.expand(l.value)
	number := func(preset int) int {
		if n, err := strconv.Atoi(value); err == nil {
			return n
		}
		return preset
	}
	yes := slices.Contains([]string{"true", "yes", "on", "1"}, strings.ToLower(value))
	switch l.key {
	case "command":
		c, why := readCommand(value)
		if p.Start = c; why != "" {
			p.lost = why
		}
	case "directory":
		p.Dir = value
	case "user":
		p.User = value
	case "environment":
		p.variables(l)
	case "autostart":
		p.AutoStart = yes
	case "stopsignal":
		p.signal = strings.TrimPrefix(strings.ToLower(value), "sig")
	case "stopwaitsecs":
		p.wait = number(10)
	case "stdout_logfile", "stderr_logfile":
		p.log(l, value)
	case "redirect_stderr":
		p.both = yes
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

// variables reads KEY="value",KEY2=value2.
func (p *programReader) variables(l unitLine) {
	rest := strings.TrimSpace(l.value)
	for rest != "" {
		name, after, ok := strings.Cut(rest, "=")
		if !ok {
			p.tell(l, "environment is not understood from %q on", rest)
			return
		}
		value, end := "", 0
		if after != "" && (after[0] == '"' || after[0] == '\'') {
			end = strings.IndexByte(after[1:], after[0])
			if end < 0 {
				p.tell(l, "a quote in environment is never closed")
				return
			}
			value, end = after[1:end+1], end+2
		} else if end = strings.IndexByte(after, ','); end >= 0 {
			value = strings.TrimSpace(after[:end])
		} else {
			value, end = strings.TrimSpace(after), len(after)
		}
		v := Var{Name: strings.TrimSpace(name), Value: p.expand(value)}
		v.Secret = rules.IsSecret(v.Name, v.Value)
		p.Env = append(p.Env, v)
		rest = strings.TrimLeft(after[end:], ", \t\n")
	}
}
