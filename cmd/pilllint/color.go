package main

import (
	"io"
	"os"

	"golang.org/x/term"

	"github.com/pilllint/pilllint/cmd/internal/output"
)

// style decides whether to use colour on standard output.
func (p *program) style() output.Style { return p.styleOf(p.stdout) }

// styleOf decides whether to use colour in what goes to w.
func (p *program) styleOf(w io.Writer) output.Style {
	switch p.options.color {
	case "always":
		return output.Style{Color: true}
	case "never":
		return output.Style{}
	}
	return output.Style{Color: isTerminal(w) && !refusesColor(os.Getenv)}
}

// refusesColor reports whether the environment asks for plain text. CI
// systems often have a terminal, but show its bytes as they are.
func refusesColor(getenv func(string) string) bool {
	ci := getenv("CI")
	return getenv("NO_COLOR") != "" || getenv("TERM") == "dumb" || ci != "" && ci != "false" && ci != "0"
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// readingFromTerminal says what is being waited for, if it is a person.
func (p *program) readingFromTerminal(r io.Reader) {
	if isTerminal(r) {
		p.complain("reading a pill from standard input; end it with Ctrl-D")
	}
}
