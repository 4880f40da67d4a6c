package output

import "github.com/pilllint/pilllint/parser/diag"

// A Style says how text is set on a terminal. The zero Style is plain.
type Style struct {
	Color bool
	Width int // the columns that prose may take; 0 means 80
}

// The SGR codes that are used: the sixteen colours every terminal has, in the
// reader's own palette.
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	green  = "32"
	yellow = "1;33"
	blue   = "1;34"
	cyan   = "1;36"
)

func (s Style) paint(code, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func severityColor(s diag.Severity) string {
	switch s {
	case diag.Error:
		return red
	case diag.Warning:
		return yellow
	case diag.Info:
		return blue
	}
	return cyan
}
