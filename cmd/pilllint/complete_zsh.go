package main

import (
	"fmt"
	"strings"
)

// zshCompletion works when it is read, and as a file _pilllint in $fpath.
func zshCompletion(all []*command) string {
	var b strings.Builder
	b.WriteString("#compdef pilllint\n# Completion of pilllint's arguments for zsh, written by \"pilllint completion zsh\".\n\n_pilllint() {\n\tlocal -a commands=(\n")
	var names []string
	for _, c := range all {
		names = append(names, c.name)
		fmt.Fprintf(&b, "\t\t%s\n", quoted(c.name+":"+c.summary))
	}
	fmt.Fprintf(&b, `	)
	local command=check
	if (( CURRENT > 2 )); then
		case $words[2] in
		(%s)
			command=$words[2]
			shift words
			(( CURRENT-- ))
			;;
		esac
	elif [[ $PREFIX != -* ]]; then
		_describe -t commands command commands
	fi
	case $command in
`, strings.Join(names, "|"))
	for _, c := range all {
		fmt.Fprintf(&b, "\t(%s)\n\t\t_arguments -s -S", c.name)
		for _, f := range c.flags {
			b.WriteString(" \\\n\t\t\t" + zshFlag(f))
		}
		if words := c.argumentWords(); len(words) > 0 {
			b.WriteString(" \\\n\t\t\t" + quoted("1:"+c.args+":("+strings.Join(words, " ")+")"))
		} else if c.takesFiles() {
			b.WriteString(" \\\n\t\t\t'*:file:_files'")
		}
		b.WriteString("\n\t\t;;\n")
	}
	b.WriteString("\tesac\n}\n\nif [[ $funcstack[1] == _pilllint ]]; then\n\t_pilllint \"$@\"\nelse\n\tcompdef _pilllint pilllint\nfi\n")
	return b.String()
}

// zshFlag returns what _arguments is told of a flag.
func zshFlag(f flagSpec) string {
	action := ""
	if values := f.values(); f.joined {
		action = ":" + f.value + ":_values -s , rule " + strings.Join(values, " ")
	} else if len(values) > 0 {
		action = ":" + f.value + ":(" + strings.Join(values, " ") + ")"
	} else if f.value != "" {
		action = ":" + f.value + ":_files"
	}
	if f.alone {
		action = ":" + action // a value that may be missing
	}
	text := "[" + strings.NewReplacer("[", `\[`, "]", `\]`).Replace(f.usage) + "]" + action
	long := "--" + f.name
	switch {
	case f.alone:
		long += "=-"
	case f.value != "":
		long += "="
	}
	if f.short == "" {
		return quoted(long + text)
	}
	short := "-" + f.short
	if f.value != "" {
		short += "+"
	}
	return quoted("("+strings.Join(f.names(), " ")+")") + "{" + short + "," + long + "}" + quoted(text)
}
