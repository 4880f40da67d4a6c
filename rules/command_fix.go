package rules

// This file says what becomes of a command that needs a shell, and gives it one.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
)

// fails says what follows if a command's program does not exist.
func (c *commandText) fails() string {
	switch c.setting.Name {
	case "start_command":
		if c.chosen {
			return "where it is the one that is chosen, the process can never start"
		}
		return "the process can never start"
	case "pre_start_command":
		return "nothing runs before the start"
	case "restart_command":
		return "the process is not restarted"
	}
	return "it stops nothing"
}

// grade lowers a finding about a command without which the process still runs.
func (c *commandText) grade(f *Finding) *Finding {
	if !c.starts() && f.d.Severity == diag.Error {
		f.Severity(diag.Warning)
	}
	return f
}

// useShell runs a command with a shell, if it is one that can be quoted as it
// stands. The last program takes the shell's place.
func (c *commandText) useShell() diag.Fix {
	inside, quote, ok := literalText(c.setting)
	if !ok || strings.ContainsAny(inside.Text(), "'\"\\\n") {
		return diag.Fix{}
	}
	other := "'"
	if quote == "'" {
		other = `"`
	}
	script := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(inside.Text()), "&"))
	plain := interpolation.ReplaceAllString(strings.ReplaceAll(script, "{{PID}}", "1"), "1")
	if plain == "" || strings.ContainsAny(plain, "|{}()#") {
		return diag.Fix{}
	}
	shell := "sh"
	if bashWord.MatchString(plain) {
		shell = "bash"
	}
	return diag.Fix{
		Title: "Run it with a shell",
		Edits: []source.Edit{{Span: inside, New: shell + " -c " + other + withExec(script) + other}},
	}
}

// bashWord is what bash understands and other shells do not, or take for
// something else.
var bashWord = lazyregexp.New(`(?:^|[;&]\s*)(?:source|shopt|declare|typeset|function|pushd|popd|let)\s|&>|\[\[`)

// interpolation is a simple one: its code has no braces or operators.
var interpolation = lazyregexp.New(`#\{[^{}&;|]*\}`)

// withExec puts exec before the last of the commands that && and ; join, after
// the variables that it sets, so that it takes the shell's place, and its
// process id.
func withExec(script string) string {
	last := script
	for _, operator := range []string{"&&", ";"} {
		last = last[strings.LastIndex(last, operator)+1:]
	}
	last = strings.TrimLeft(last, "& ")
	for {
		word, rest, more := strings.Cut(last, " ")
		if !more || !assignmentWord.MatchString(word) {
			break
		}
		last = strings.TrimLeft(rest, " ")
	}
	if last == "" || strings.HasPrefix(last, "exec ") {
		return script
	}
	return script[:len(script)-len(last)] + "exec " + last
}
