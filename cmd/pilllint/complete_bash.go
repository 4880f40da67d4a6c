package main

import (
	"fmt"
	"strings"
)

// bashCompletion is a function that looks at the words before the cursor, and
// takes names of files where no word of ours is meant.
func bashCompletion(all []*command) string {
	var b strings.Builder
	var names []string
	for _, c := range all {
		names = append(names, c.name)
	}
	fmt.Fprintf(&b, `# Completion of pilllint's arguments for bash, written by "pilllint completion bash".

_pilllint() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=check words= list= first=
	if [[ $word == = ]]; then
		word=
	elif [[ $before == = ]]; then
		before=${COMP_WORDS[COMP_CWORD-2]}
	fi
	if [[ $COMP_CWORD -gt 1 ]]; then
		case ${COMP_WORDS[1]} in
		%s) command=${COMP_WORDS[1]} ;;
		esac
	fi
	case $command,$before in
`, strings.Join(names, " | "))
	for _, c := range all {
		for _, f := range c.flags {
			if f.value != "" && !f.alone {
				list := ""
				if f.joined {
					list = " list=,"
				}
				fmt.Fprintf(&b, "\t%s)\n\t\twords=%s%s\n\t\t;;\n", bashPatterns(c, f), quoted(strings.Join(f.values(), " ")), list)
			}
		}
	}
	b.WriteString("\t*)\n\t\tcase $command,$word in\n")
	for _, c := range all {
		var flags []string
		for _, f := range c.flags {
			flags = append(flags, "--"+f.name)
		}
		fmt.Fprintf(&b, "\t\t%s,-*) words=%s ;;\n", c.name, quoted(strings.Join(flags, " ")))
		words := c.argumentWords()
		if c.name == "check" {
			words = names
			fmt.Fprintf(&b, "\t\t%s,*) [[ $COMP_CWORD -gt 1 ]] || words=%s ;;\n", c.name, quoted(strings.Join(words, " ")))
		} else if len(words) > 0 {
			fmt.Fprintf(&b, "\t\t%s,*) words=%s ;;\n", c.name, quoted(strings.Join(words, " ")))
		}
	}
	b.WriteString(`		esac
		;;
	esac
	if [[ -n $list && $word == *,* ]]; then
		first=${word%,*}, word=${word##*,}
	fi
	COMPREPLY=($(compgen -P "$first" -W "$words" -- "$word"))
}

# What is no word of ours is completed as the name of a file.
complete -o default -F _pilllint pilllint
`)
	return b.String()
}

// bashPatterns returns the patterns of a flag of a command.
func bashPatterns(c *command, f flagSpec) string {
	var patterns []string
	for _, name := range f.names() {
		patterns = append(patterns, c.name+","+name)
	}
	return strings.Join(patterns, " | ")
}
