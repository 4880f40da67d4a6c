package main

import (
	"fmt"
	"strings"
)

// fishCompletion is a line for each thing that may be written.
func fishCompletion(all []*command) string {
	var b strings.Builder
	b.WriteString("# Completion of pilllint's arguments for fish, written by \"pilllint completion fish\".\n\n")
	b.WriteString(fishList)
	var others []string
	for _, c := range all {
		if c.name != "check" {
			others = append(others, c.name)
		}
		fmt.Fprintf(&b, "complete -c pilllint -n __fish_use_subcommand -a %s -d %s\n", c.name, fishQuoted(c.summary))
	}
	for _, c := range all {
		when := "__fish_seen_subcommand_from " + c.name
		if c.name == "check" {
			when = "not __fish_seen_subcommand_from " + strings.Join(others, " ")
		}
		b.WriteByte('\n')
		if words := c.argumentWords(); len(words) > 0 {
			fmt.Fprintf(&b, "complete -c pilllint -n %s -f -a %s\n", fishQuoted(when), fishQuoted(strings.Join(words, " ")))
		} else if !c.takesFiles() {
			fmt.Fprintf(&b, "complete -c pilllint -n %s -f\n", fishQuoted(when))
		}
		for _, f := range c.flags {
			fmt.Fprintf(&b, "complete -c pilllint -n %s -l %s", fishQuoted(when), f.name)
			if f.short != "" {
				b.WriteString(" -s " + f.short)
			}
			if values := f.values(); f.joined {
				b.WriteString(" -x -a " + fishQuoted("("+fishListName+" "+strings.Join(values, " ")+")"))
			} else if len(values) > 0 {
				b.WriteString(" -x -a " + fishQuoted(strings.Join(values, " ")))
			} else if f.value != "" && !f.alone {
				b.WriteString(" -r")
			}
			b.WriteString(" -d " + fishQuoted(f.usage) + "\n")
		}
	}
	return b.String()
}

// fishList completes the last word of a list with commas between.
const (
	fishListName = "__pilllint_list"
	fishList     = "function " + fishListName + `
	set -l before (string replace -rf '^(?:--[a-z-]+=)?(.*,)[^,]*$' '$1' -- (commandline -ct))
	set -q before[1]; or set before ''
	string join \n -- $before$argv
end

`
)

func fishQuoted(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) + "'"
}
