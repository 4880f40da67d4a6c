package main

// This file writes help, from the table.

import (
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/cmd/internal/mdoc"
	"github.com/pilllint/pilllint/parser/pill"
)

// usage is the help without a subcommand.
func usage() string {
	var b strings.Builder
	b.WriteString("Pilllint finds mistakes in pills, the configuration files of Bluepill.\n\n")
	b.WriteString("Usage:\n\n  pilllint [check] [flags] PATH...\n  pilllint COMMAND [flags] [arguments]\n\nCommands:\n\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-12s%s\n", c.name, c.summary)
	}
	b.WriteString("\nExit status:\n\n")
	for _, s := range exitStatuses {
		fmt.Fprintf(&b, "  %d  %s\n", s.code, s.means)
	}
	b.WriteString("\n\"pilllint help COMMAND\" lists the flags of a command. \"pilllint -- NAME\" checks a file\nwith the name of a command.\n")
	return b.String()
}

// help is the help of a subcommand.
func help(c *command) string {
	if c.name == "help" {
		return usage()
	}
	var b strings.Builder
	b.WriteString("Usage: pilllint " + c.name + " [flags]")
	if c.args != "" {
		b.WriteString(" " + c.args)
	}
	b.WriteString("\n")
	if c.text != "" {
		b.WriteString("\n" + c.text + "\n")
	}
	b.WriteString("\nFlags:\n\n")
	for _, f := range c.flags {
		b.WriteString(flagHelp(f))
	}
	return b.String()
}

func flagHelp(f flagSpec) string {
	name := "--" + f.name
	if f.short != "" {
		name = "-" + f.short + ", " + name
	}
	switch {
	case f.alone:
		name += "[=" + f.value + "]"
	case f.value != "":
		name += " " + f.value
	}
	return fmt.Sprintf("  %s\n%s", name, mdoc.Wrap(f.describe(), "        ", 88))
}

// describe says what the flag does, what it may be and what it is if not
// given.
func (f flagSpec) describe() string {
	text := f.usage
	if len(f.choices) > 0 {
		text += ": " + oneOf(f.choices)
	}
	if f.preset != "" {
		text += fmt.Sprintf(" (default %s)", f.preset)
	}
	return text
}

func printHelp(p *program) int {
	if len(p.args) == 0 {
		fmt.Fprint(p.stdout, usage())
		return exitClean
	}
	c := findCommand(p.args[0])
	if c == nil {
		err := fmt.Errorf("unknown subcommand %q", p.args[0])
		if name := pill.Suggest(p.args[0], commandNames()); name != "" {
			err = fmt.Errorf("%w; did you mean %q?", err, name)
		}
		return p.usageError(err)
	}
	fmt.Fprint(p.stdout, help(c))
	return exitClean
}
