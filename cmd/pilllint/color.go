package main

import (
	"io"
	"os"

	"golang.org/x/term"

	"github.com/pilllint/pilllint/cmd/internal/output"
)

// style decides whether to use colour on standard output.
func (p *program) style() output.Style { return p.styleOf(p.stdout) }

// styleOf decides whether to use colour in what goes to w, and how wide prose
// is there.
func (p *program) styleOf(w io.Writer) output.Style {
	style := output.Style{Width: columns(w)}
	switch p.options.color {
	case "always":
		style.Color = true
	case "never":
	default:
		style.Color = wantsColor(os.Getenv, isTerminal(w))
	}
	return style
}

// columns returns how wide a terminal is, but no more than can be read with
// ease; 0 if w is none.
func columns(w io.Writer) int {
	f, ok := fileOf(w)
	if !ok {
		return 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return min(columns, 100)
}

// wantsColor reports whether the environment has colour on what is a terminal,
// or is none: NO_COLOR refuses it everywhere, FORCE_COLOR and CLICOLOR_FORCE ask
// for it everywhere else. CI systems often have a terminal, but show its bytes
// as they are.
func wantsColor(getenv func(string) string, terminal bool) bool {
	on := func(name string) bool {
		v := getenv(name)
		return v != "" && v != "false" && v != "0"
	}
	switch {
	case getenv("NO_COLOR") != "":
		return false
	case on("FORCE_COLOR"), on("CLICOLOR_FORCE"):
		return true
	}
	return terminal && getenv("TERM") != "dumb" && !on("CI")
}

func isTerminal(w any) bool {
	f, ok := fileOf(w)
	return ok && term.IsTerminal(int(f.Fd()))
}

// readingFromTerminal says what is being waited for, if it is a person.
func (p *program) readingFromTerminal(r io.Reader) {
	if isTerminal(r) {
		p.complain("reading a pill from standard input; end it with Ctrl-D")
	}
}
