package rules

// This file writes README.md, the reference of the rules, from the rules.

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/diag"
)

// TestReadme keeps README.md true to the rules.
func TestReadme(t *testing.T) {
	want := reference()
	if *update {
		if err := os.WriteFile("README.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, _ := os.ReadFile("README.md"); string(got) != want {
		t.Errorf("README.md is out of date: run `go test ./rules -run TestReadme -update`")
	}
}

// consequences are the parts of the reference.
var consequences = []struct {
	of    diag.Consequence
	title string
}{
	{diag.Load, "Bluepill refuses the pill"},
	{diag.Daemon, "the daemon dies or hangs"},
	{diag.Process, "a process is not started, watched, logged, stopped or restarted as written"},
	{diag.Security, "somebody can read, replace or stop what they should not"},
	{diag.Convention, "conventions of Cloud 66"},
	{diag.Comment, "a comment for pilllint does not do what it says"},
}

// reference is the text of README.md.
func reference() string {
	var b strings.Builder
	b.WriteString("# Rules\n\n" +
		"This file is written from the rules themselves: `go test ./rules -run TestReadme -update` does it.\n" +
		"`pilllint explain RULE` prints the same text.\n\n" +
		"| severity | means |\n| --- | --- |\n" +
		"| error | Bluepill refuses the pill, or a process can never work |\n" +
		"| warning | very likely a mistake |\n" +
		"| info | not a mistake, but not what the author meant |\n" +
		"| hint | fine as it is; there is a better way |\n\n" +
		"Some findings of a rule are milder than the rule, as where they hang on a condition.\n")
	for _, c := range consequences {
		fmt.Fprintf(&b, "\n## %s\n\n", upperFirst(c.title))
		if c.of == diag.Convention {
			b.WriteString("These are left out with `--profile bluepill`.\n\n")
		}
		b.WriteString("| rule | severity | reports that |\n| --- | --- | --- |\n")
		for _, r := range All() {
			if r.Consequence == c.of {
				fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", r.Name, r.Name, r.Severity, strings.ReplaceAll(r.Title, "|", `\|`))
			}
		}
	}
	for _, r := range All() {
		fmt.Fprintf(&b, "\n## %s\n\n%s. %s, consequence: %s, since %s.\n\n%s\n", r.Name, upperFirst(r.Title), upperFirst(r.Severity.String()),
			r.Consequence, r.Since, r.Text)
		fmt.Fprintf(&b, "\nReported:\n\n```ruby\n%s```\n\nNot reported:\n\n```ruby\n%s```\n", r.Bad, r.Good)
	}
	return b.String()
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
