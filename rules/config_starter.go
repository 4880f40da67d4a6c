package rules

// This file writes a configuration to begin with.

import "strings"

// StarterConfig returns a configuration that changes nothing and shows, in
// comments, what could be. Taking a # at the start of a line away puts that
// line into force.
func StarterConfig() string {
	var b strings.Builder
	b.WriteString("# How pilllint checks the pills in this folder and below.\n" +
		"# \"pilllint config\" prints what applies, \"pilllint rules\" lists the rules.\n" +
		"# yaml-language-server: $schema=" + SchemaURL + "\n")
	above := ""
	for _, key := range ConfigKeys() {
		example := key.Example
		if outer, _, nested := strings.Cut(key.Name, "."); nested && outer == above {
			_, example, _ = strings.Cut(example, "\n") // the mapping is there already
		} else {
			above = outer
		}
		b.WriteByte('\n')
		for line := range strings.Lines(key.Text + "\n(Default: " + key.Preset + ".)\n") {
			b.WriteString("# " + line)
		}
		for line := range strings.Lines(example + "\n") {
			b.WriteString("#" + line)
		}
	}
	return b.String()
}
