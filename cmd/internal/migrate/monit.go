package migrate

// This file makes control files for monit.

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
)

// monitCycle is how often monit is taken to look, in seconds.
const monitCycle = 10

// Monit makes a control file of each application, and the scripts that it has
// monit run. monit puts nothing in the background and knows no signals: scripts
// do. searchPath is as for Supervisord.
func Monit(plans []*Plan, searchPath string) (files []File, refused []Refusal) {
	searchPath = orDefault(searchPath, usualPath)
	report := &report{Title: "From Bluepill to monit", Target: "monit",
		Keeps: append(slices.Clone(launched), "uid", "gid", "supplementary_groups", "auto_start", "group", "pid_file", "stop_command", "stop_signals"),
		Install: leavingFirst(plans) + fmt.Sprintf("```sh\nsudo cp -R --preserve=mode etc /\nsudo monit reload\n```\n\nThe scripts need setsid and setpriv, which are util-linux's. Numbers of cycles are for `set daemon %d` in monit's own control file.\n", monitCycle) +
			"Scripts with mode 0700 hold passwords or keys: give each to its process's user, by chown. `monit summary`, `start`, `stop` and\n`restart` take names, or `-g GROUP`; a restart is the pill's restart_command, if there is one."}
	apps, used := map[string]bool{}, map[string]bool{}
	for _, p := range plans {
		refused = append(refused, p.Refused...)
		for _, a := range p.Apps {
			var b strings.Builder
			b.WriteString(header(pathOf(a.At)))
			for _, s := range a.Services {
				m := &monit{Service: s, app: plainName(a.Name, map[string]bool{}), name: plainName(s.Name, used)}
				m.file = runPath(cmp.Or(s.PidFile, "/run/pilllint/"+m.name+".pid"))
				if !fitsMonit(m.file) {
					refused = append(refused, Refusal{At: s.At, Process: s.Name, Unwritten: true, Why: "monit cannot be told the name of its pid file", process: s.process})
					continue
				}
				b.WriteString("\n" + m.service())
				run := launcher(s, searchPath, order{"stop", s.Stop.Command}, order{"restart", m.reload()})
				run.Path = "etc/pilllint/run/" + m.name
				files = append(files, run, File{Path: run.Path + ".monit", Mode: 0o755, Text: m.script()})
				report.add(a, s, m.name, m.notes)
			}
			if len(a.Services) > 0 {
				files = append(files, File{Path: "etc/monit/conf.d/" + plainName(a.Name, apps), Mode: 0o600, Text: b.String()})
			}
		}
	}
	text, err := scripts.ReadFile("scripts/stop")
	if err != nil {
		panic(err) // it is part of the program
	}
	files = append(files, File{Path: "etc/pilllint/stop", Mode: 0o755, Text: string(text)}, File{Path: "README.md", Mode: 0o644, Text: report.text(refused)})
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, refused
}

// fitsMonit reports whether monit can be told a text, which it has no escapes
// for, and of which it takes blanks and quotes off at both ends.
func fitsMonit(s string) bool {
	return s == strings.Trim(s, " '") && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7f || r == 0xfffd })
}

// A monit is a service of a control file that is being written.
type monit struct {
	*Service
	app, name string
	file      string // where the process id is
	notes     []Note
}

func (m *monit) tell(loss bool, what, format string, args ...any) {
	m.notes = append(m.notes, Note{What: what, Line: m.line(what), Text: fmt.Sprintf(format, args...), Loss: loss})
}

func (m *monit) reload() *Command {
	if m.Reload == nil {
		return nil
	}
	return &m.Reload.Command
}

// steps are the signals of a stop, to the last.
func (m *monit) steps() []Step {
	steps := slices.Clone(m.Stop.Steps)
	if last := &steps[len(steps)-1]; last.Signal != "kill" {
		last.Wait = m.Stop.Timeout
		steps = append(steps, Step{Signal: "kill"})
	}
	if m.Stop.Command != nil { // which comes first, and has its time
		steps = slices.Insert(steps, 0, Step{Signal: "0", Wait: m.Stop.Timeout})
	}
	return steps
}

// service writes what the control file has of a process.
func (m *monit) service() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, "  "+format+"\n", args...) }
	fmt.Fprintf(&b, "# line %d\ncheck process %q with pidfile \"%s\"\n", m.At.Line(), m.name, m.file)
	script := "/etc/pilllint/run/" + m.name + ".monit"
	line(`start program = "%s start" with timeout %d seconds`, script, max(m.Grace.Start, patience))
	total := margin
	for _, s := range m.steps() {
		total += s.Wait
	}
	line(`stop program = "%s stop" with timeout %d seconds`, script, total)
	if m.Reload != nil {
		line(`restart program = "%s restart" with timeout %d seconds`, script, patience)
		m.tell(false, "restart_command", "it is what monit restarts by")
	}
	if !m.AutoStart {
		line("onreboot nostart")
		m.tell(false, "auto_start", "monit does not start it at boot; monit unmonitor, with its name, leaves it alone until then")
	}
	line(`group "%s"`, m.app)
	if m.Group != "" {
		line(`group "%s"`, m.app+"-"+plainName(m.Group, map[string]bool{}))
	}
	var files strings.Builder
	for _, c := range m.Checks {
		if c.Kind == "file_time" {
			m.fileCheck(&files, c)
		} else if test := m.test(c); test == "" || c.Does == Ignore {
			m.tell(true, "checks :"+c.Kind, "monit has no place for it")
		} else {
			line("if %s for %s then restart", test, m.often(c))
		}
	}
	if f := m.Flapping; f != nil {
		line("if %d restarts within %d cycles then unmonitor", f.Times-1, max(cycles(f.Within), f.Times-1))
		m.tell(f.Retry > 0, "checks :flapping", "monit gives it up for good, whatever retry_in says, and counts in cycles")
	}
	return b.String() + files.String()
}

// cycles is how many cycles a time is, at least one, and no more than monit
// takes.
func cycles(seconds int) int { return min(max((seconds+monitCycle-1)/monitCycle, 1), 64) }

// often is how often a check has to fail in how long. monit looks in each cycle,
// so that what has to last as long takes more or fewer looks.
func (m *monit) often(c Check) string {
	if c.Every != monitCycle {
		m.tell(false, "checks :"+c.Kind, "monit looks every %d seconds, rather than every %d; it takes as long as before until it restarts", monitCycle, c.Every)
	}
	return fmt.Sprintf("%d times within %d cycles", cycles(c.Hits*c.Every), cycles(c.Of*c.Every))
}

// test writes the condition of a check; "" if there is none.
func (m *monit) test(c Check) string {
	total := ""
	if c.Children {
		total = "total "
	}
	limit, _ := strconv.ParseFloat(c.Below, 64)
	switch {
	case c.Kind == "mem_usage" && limit >= 1024:
		return fmt.Sprintf("%smemory >= %d KB", total, int(limit)/1024)
	case c.Kind == "cpu_usage":
		m.tell(false, "checks :cpu_usage", "monit looks at the last cycle, not at the whole life of the process")
		return fmt.Sprintf("%scpu >= %s%%", total, strconv.FormatFloat(limit, 'f', 1, 64))
	case c.Kind == "running_time":
		return fmt.Sprintf("uptime >= %d seconds", int(limit))
	case c.Kind == "http":
		return m.httpTest(c)
	}
	return ""
}

func (m *monit) httpTest(c Check) string {
	u, err := url.Parse(c.HTTP.URL)
	if err != nil || u.Hostname() == "" || !fitsMonit(u.Hostname()) || !fitsMonit(u.RequestURI()) {
		return ""
	}
	port := cmp.Or(u.Port(), map[string]string{"http": "80", "https": "443"}[u.Scheme])
	if port == "" {
		return ""
	}
	test := fmt.Sprintf(`failed host "%s" port %s protocol %s request "%s"`, u.Hostname(), port, u.Scheme, u.RequestURI())
	if _, err := strconv.Atoi(c.HTTP.Status); err == nil {
		test += " status = " + c.HTTP.Status
	} else {
		m.tell(c.HTTP.Status != "2??", "checks :http", "any answer below 400 counts")
	}
	if u.Scheme == "https" {
		test += " with ssl options {verify: disable}"
	}
	if c.HTTP.Pattern != "" {
		m.tell(true, "checks :http", "the text of the answer is not looked at")
	}
	m.tell(false, "checks :http", "connecting and reading may take %d seconds together", c.HTTP.Open+c.HTTP.Read)
	return test + fmt.Sprintf(" with timeout %d seconds", c.HTTP.Open+c.HTTP.Read)
}

// fileCheck writes a file to be looked at.
func (m *monit) fileCheck(b *strings.Builder, c Check) {
	if !fitsMonit(c.File) || c.Does == Ignore {
		m.tell(true, "checks :file_time", "monit has no place for it")
		return
	}
	limit, _ := strconv.ParseFloat(c.Below, 64)
	again := fmt.Sprintf(`for %s then exec "/usr/bin/monit restart %s"`, m.often(c), m.name)
	fmt.Fprintf(b, "\n# line %d\ncheck file \"%s\" with path \"%s\"\n  if timestamp >= %d seconds %s\n  if does not exist %s\n", c.At.Line(), m.name+"_file", c.File, int(limit), again, again)
}

// script writes what starts, stops and restarts a process, as root.
func (m *monit) script() string {
	var b strings.Builder
	run := "/etc/pilllint/run/" + m.name
	if m.User != "" || m.GID != "" || len(m.Groups) > 0 {
		run = m.asUser() + " " + run
	}
	fmt.Fprintf(&b, "#!/bin/sh\n%s# It starts, stops or restarts %s.\n\nfile=%s\nMAINPID=$(cat -- \"$file\" 2>/dev/null)\nexport MAINPID\ncase $1 in\nstart)\n", header(pathOf(m.At)), oneLine(m.Name), shellQuote(m.file))
	if m.Forks {
		b.WriteString("\t" + run + " </dev/null >/dev/null 2>&1\n")
	} else {
		// A shell has what it puts in the background itself ignore QUIT and INT.
		fmt.Fprintf(&b, "\tmkdir -p -- %s && rm -f -- \"$file\" || exit\n", shellQuote(path.Dir(m.file)))
		fmt.Fprintf(&b, "\tsetsid --fork sh -c 'echo $$ >\"$0\"; exec \"$@\"' \"$file\" %s </dev/null >/dev/null 2>&1\n", run)
		b.WriteString("\tuntil [ -s \"$file\" ]; do sleep 0.1; done\n")
	}
	b.WriteString("\t;;\nstop)\n")
	if m.Stop.Command != nil {
		b.WriteString("\t" + run + " stop\n")
	}
	var words []string
	for i, s := range m.steps() {
		if words = append(words, strings.ToUpper(s.Signal)); i < len(m.steps())-1 {
			words = append(words, strconv.Itoa(s.Wait))
		}
	}
	b.WriteString("\t/etc/pilllint/stop " + strings.Join(words, " ") + "\n")
	if !m.Forks {
		if m.Stop.Group {
			b.WriteString("\tkill -s TERM -- \"-$MAINPID\" 2>/dev/null\n")
		}
		b.WriteString("\trm -f -- \"$file\"\n")
	}
	if m.Reload != nil {
		b.WriteString("\t;;\nrestart)\n\t" + run + " restart\n")
	}
	return b.String() + "\t;;\nesac\n"
}

// asUser is what gives way to a program as the process's user.
func (m *monit) asUser() string {
	user := shellQuote(orDefault(m.User, "root"))
	command := "setpriv --reuid=" + user
	if m.GID != "" {
		command += " --regid=" + shellQuote(m.GID)
	} else {
		command += ` --regid="$(id -g ` + user + `)"`
	}
	if len(m.Groups) > 0 {
		return command + " --groups=" + shellQuote(strings.Join(m.Groups, ","))
	}
	return command + " --init-groups"
}
