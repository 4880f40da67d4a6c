package migrate

// This file reads Procfiles.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/ruby"
)

// procfileLine is a process of a Procfile.
var procfileLine = lazyregexp.New(`^([A-Za-z0-9_-]+):\s*(.+)$`)

// ImportProcfile makes pills of Procfiles, one for each process. dir is the
// folder that they are deployed to; "" if that is not said.
func ImportProcfile(files []Found, dir string) (pills []File, omits []Omission) {
	m := &importer{}
	for _, f := range files {
		m.path = f.Path
		n, seen := 0, map[string]int{}
		for line := range strings.Lines(f.Text) {
			n++
			line = strings.TrimSpace(line)
			parts := procfileLine.FindStringSubmatch(line)
			if parts == nil {
				if line != "" && line[0] != '#' {
					m.omit(n, "it is no process")
				}
				continue
			}
			if parts[1] == "release" {
				m.omit(n, "release is run once by each deployment, and ends; nobody has to keep it running")
				continue
			}
			if _, err := ruby.Shellsplit(parts[2]); err != nil && !strings.Contains(parts[2], "#") {
				m.leaveOut(n, "a quote in its command is never closed, so no shell runs it")
				continue
			}
			if before, ok := seen[parts[1]]; ok {
				m.omit(n, "there is another %s in line %d, and one process only can have the name: this one is left out", parts[1], before)
				continue
			}
			seen[parts[1]] = n
			s := m.simple(parts[1])
			s.Dir = dir
			s.Start.Words = shellWordsOf(parts[2])
			m.add(s.Name, s)
		}
		if dir == "" {
			m.omit(0, "a Procfile does not say where it is deployed: the processes run in / unless you give it --working-dir")
		}
	}
	return m.pills(), m.omits
}

// simple is a process of which only the name is known: it is stopped by TERM,
// and logs to a file of its own.
func (m *importer) simple(name string) *Service {
	s := &Service{Name: ownName(name), AutoStart: true, Grace: Grace{usualGrace, usualGrace, usualGrace}, Lines: map[string]int{}}
	s.Stop.Steps = []Step{{Signal: "term"}}
	s.Stdout = ownLog(s.Name, "")
	s.Stderr = s.Stdout
	return s
}

// ownLog is the log of a process that had none to itself. Bluepill opens logs as
// the user of the process, who can make no file in /var/log.
func ownLog(name, user string) string {
	if user == "" || user == "root" {
		return "/var/log/" + name + ".log"
	}
	return "/var/log/" + name + "/" + name + ".log"
}

// shellWordsOf is what runs a shell's command line: its words, if a shell would
// do nothing but split it. Otherwise the shell gives way to the last command, so
// that it is not what Bluepill watches.
func shellWordsOf(line string) []string {
	line = strings.TrimSpace(strings.TrimPrefix(line, "exec "))
	c, why := readCommand(line)
	switch {
	case why != "" || strings.ContainsAny(line, "*?{}[]<>()~&|\\$;`\n#"):
	case strings.Contains(c.Words[0], "="):
		return append([]string{"/usr/bin/env"}, c.Words...)
	default:
		return c.Words
	}
	before, last := "", line
	if i := strings.LastIndex(line, "&&"); i >= 0 {
		before, last = line[:i+2]+" ", strings.TrimSpace(line[i+2:])
	}
	assigns := strings.Contains(strings.Fields(last + " x")[0], "=")
	if strings.ContainsAny(line, ";|()`\n") || strings.Contains(strings.ReplaceAll(line, "&&", ""), "&") || assigns {
		return []string{"/bin/sh", "-c", line}
	}
	return []string{"/bin/sh", "-c", before + "exec " + strings.TrimPrefix(last, "exec ")}
}
