package migrate

// This file writes scripts that start services, for supervisors whose own files
// cannot hold every string: a shell's quotes can.

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// launched are the settings that a script keeps.
var launched = []string{
	"start_command", "pre_start_command", "daemonize", "environment", "working_dir", "stdin", "stdout", "stderr",
}

// An order is a word that has a script run another command in the place of the
// service; $MAINPID is the process id of that.
type order struct {
	word    string
	command *Command // nil if there is none
}

// launcher writes the script that becomes a service: it runs in the foreground,
// as whoever calls it.
func launcher(s *Service, searchPath string, orders ...order) File {
	var b strings.Builder
	b.WriteString("#!/bin/sh\n" + header(pathOf(s.At)) + "# It becomes " + oneLine(s.Name) + ".\n\n")
	var odd []string
	has := map[string]bool{}
	mode := fs.FileMode(0o755)
	for _, v := range s.Env {
		has[v.Name] = true
		if v.Secret {
			mode = 0o700
		}
		if shellName.MatchString(v.Name) {
			fmt.Fprintf(&b, "export %s=%s\n", v.Name, shellQuote(v.Value))
		} else {
			odd = append(odd, v.Name+"="+v.Value)
		}
	}
	if !has["PATH"] {
		fmt.Fprintf(&b, "export PATH=%s\n", shellQuote(searchPath))
	}
	dir := s.Dir
	if dir == "" {
		dir = "/"
	}
	fmt.Fprintf(&b, "umask 022\ncd -P -- %s || exit\n", shellQuote(dir))
	if s.Dir != "" && !has["PWD"] {
		fmt.Fprintf(&b, "export PWD=%s\n", shellQuote(dir))
	}
	for _, o := range orders {
		if o.command != nil {
			command := strings.ReplaceAll(shellCommand(o.command.Words, odd), pidPlaceholder, `'"$MAINPID"'`)
			fmt.Fprintf(&b, "[ \"$1\" != %s ] || exec %s\n", o.word, command)
		}
	}
	for _, r := range []struct{ redirect, file string }{{"<", s.Stdin}, {">>", s.Stdout}, {"2>>", s.Stderr}} {
		if r.file != "" {
			fmt.Fprintf(&b, "exec %s%s || exit\n", r.redirect, shellQuote(r.file))
		}
	}
	if s.PreStart != nil {
		b.WriteString(shellCommand(s.PreStart.Words, odd) + " # whatever comes of it\n")
	}
	b.WriteString("exec " + shellCommand(s.Start.Words, odd) + "\n")
	return File{Mode: mode, Text: b.String()}
}

// shellName is what a shell can export.
var shellName = lazyregexp.New(`^[A-Za-z_][A-Za-z0-9_]*$`)

// shellCommand writes a command for a shell, with variables that no shell can
// hold. What stands at its beginning is a program, whatever it looks like.
func shellCommand(words, odd []string) string {
	var quoted []string
	if len(odd) > 0 {
		quoted = append(quoted, "env")
		for _, v := range odd {
			quoted = append(quoted, shellQuote(v))
		}
	}
	for _, w := range words {
		quoted = append(quoted, shellQuote(w))
	}
	return strings.Join(quoted, " ")
}

// shellQuote writes a string so that a shell reads it as one word.
func shellQuote(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,+@%") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

var notPlain = lazyregexp.New(`[^A-Za-z0-9_-]+`)

// plainName makes a name of letters, digits, underscores and hyphens that no
// other has.
func plainName(name string, used map[string]bool) string {
	base := notPlain.ReplaceAllString(name, "_")
	free := base
	for n := 2; used[free] || free == ""; n++ {
		free = fmt.Sprintf("%s-%d", base, n)
	}
	used[free] = true
	return free
}

// firstSignal is the signal that stops a process, such as TERM, and the seconds
// until KILL, for those who send no more than one.
func firstSignal(s *Service) (signal string, wait int) {
	steps := s.Stop.Steps
	signal = strings.ToUpper(steps[0].Signal)
	if signal == "0" {
		signal = "TERM"
	}
	if len(steps) == 1 {
		return signal, max(s.Stop.Timeout, 1)
	}
	for _, step := range steps {
		wait += step.Wait
	}
	if steps[len(steps)-1].Signal != "kill" {
		wait += s.Stop.Timeout
	}
	return signal, max(wait, 1)
}
