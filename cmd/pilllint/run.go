package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/pilllint/pilllint/parser/pill"
)

// The exit codes. The larger wins.
const (
	exitClean    = 0 // nothing found at --fail-level or above
	exitFindings = 1 // something found, or to be changed
	exitUsage    = 2 // the command line or a configuration is wrong; nothing was done
	exitUnread   = 3 // an input could not be read, or a file could not be written; all others were
)

// exitStatuses is what they are for those who read the help.
var exitStatuses = [...]struct {
	code  int
	means string
}{
	{exitClean, "no findings at --fail-level or above"},
	{exitFindings, "findings, or changes that --diff would make"},
	{exitUsage, "wrong usage, or a broken configuration; nothing was checked"},
	{exitUnread, "an input could not be read, or a file could not be written; all others were"},
}

// A program is one run.
type program struct {
	command *command
	options options
	args    []string // what is left when the flags are taken
	dir     string   // the working folder, once it was asked for
	files   []string // those of the run, by their paths
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
}

// run runs pilllint with the arguments after its name, and returns the exit
// code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := &guarded{w: stdout}
	p := &program{stdin: stdin, stdout: out, stderr: stderr}
	code := p.run(args)
	if out.err != nil {
		p.complain("cannot write to standard output: %s", cause(out.err))
		code = max(code, exitUnread)
	}
	return code
}

func (p *program) run(args []string) int {
	if len(args) == 0 {
		fmt.Fprint(p.stderr, usage())
		return exitUsage
	}
	cmd, args, err := choose(args)
	if err == nil {
		p.command = cmd
		p.args, err = parseFlags(cmd, &p.options, args)
	}
	switch {
	case err != nil:
		return p.usageError(err)
	case p.options.version:
		return printVersion(p)
	case p.options.help:
		fmt.Fprint(p.stdout, help(cmd))
		return exitClean
	}
	return cmd.run(p)
}

// choose returns the command that the arguments call, and the rest of them.
// Only the first can be its name; if it is not, the command is check.
func choose(args []string) (*command, []string, error) {
	first := args[0]
	if first == "--help" || first == "-h" {
		return findCommand("help"), args[1:], nil
	}
	if c := findCommand(first); c != nil {
		return c, args[1:], nil
	}
	name := otherWords[first]
	if name == "" {
		name = pill.Suggest(first, commandNames())
	}
	if name != "" && first[0] != '-' && !exists(first) {
		return nil, nil, fmt.Errorf("unknown subcommand %q; did you mean %q?", first, name)
	}
	return findCommand("check"), args, nil
}

// otherWords are what other linters call our subcommands.
var otherWords = map[string]string{"lint": "check", "scan": "check", "run": "check", "analyze": "check", "autofix": "fix", "format": "fix", "server": "lsp"}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// usageError says what is wrong with the command line.
func (p *program) usageError(err error) int {
	name := ""
	if p.command != nil && p.command.name != "help" {
		name = " " + p.command.name
	}
	p.complain("%s", err)
	fmt.Fprintf(p.stderr, "Run \"pilllint help%s\" for how to use it.\n", name)
	return exitUsage
}

// complain writes one line for people.
func (p *program) complain(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	fmt.Fprintln(p.stderr, "pilllint: "+strings.ReplaceAll(line, "\n", " "))
}
