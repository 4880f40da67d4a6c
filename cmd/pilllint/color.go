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
		style.Color = isTerminal(w) && !refusesColor(os.Getenv)
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

// refusesColor reports whether the environment asks for plain text. CI
// systems often have a terminal, but show its bytes as they are.
func refusesColor(getenv func(string) string) bool {
	ci := getenv("CI")
	return getenv("NO_COLOR") != "" || getenv("TERM") == "dumb" || ci != "" && ci != "false" && ci != "0"
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
