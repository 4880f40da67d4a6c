package main

// This file writes the manual page, from the table.

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pilllint/pilllint/cmd/internal/mdoc"
)

// printMan prints the manual page. It bears the date of the commit that the
// program was built from.
func printMan(p *program) int {
	if len(p.args) > 0 {
		return p.usageError(errors.New("man takes no arguments"))
	}
	b := thisBuild()
	date, err := time.Parse(time.RFC3339, b.Date)
	if err != nil {
		date = time.Now()
	}
	fmt.Fprint(p.stdout, manual(commands(), date))
	return exitClean
}

// manual returns the page in mdoc, which names things for what they are and
// which mandoc and groff both read.
func manual(all []*command, date time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".Dd %s\n.Dt PILLLINT 1\n.Os\n", date.Format("January 2, 2006"))
	b.WriteString(".Sh NAME\n.Nm pilllint\n.Nd find mistakes in pills, the configuration files of Bluepill\n.Sh SYNOPSIS\n")
	for _, c := range all {
		b.WriteString(".Nm\n")
		if c.name == "check" {
			b.WriteString(".Op Cm check\n")
		} else {
			b.WriteString(".Cm " + c.name + "\n")
		}
		b.WriteString(".Op Ar flags\n")
		if c.args != "" {
			b.WriteString(".Ar " + mdoc.Escape(c.args) + "\n")
		}
	}
	b.WriteString(".Sh DESCRIPTION\nPills are Ruby.\n.Nm\nreads them without running Ruby,\nand reports what does not do what its author meant.\n.Sh COMMANDS\n")
	for _, c := range all {
		manualCommand(&b, c)
	}
	b.WriteString(manualEnvironment + ".Sh EXIT STATUS\n.Bl -tag -width Ds\n")
	for _, s := range exitStatuses {
		fmt.Fprintf(&b, ".It %d\n%s", s.code, mdoc.Filled(s.means))
	}
	b.WriteString(".El\n.Sh EXAMPLES\n.Dl pilllint /etc/bluepill\n.Dl pilllint explain missing\\-log\n" +
		".Sh SEE ALSO\n.Lk https://github.com/pilllint/pilllint\n")
	return b.String()
}

// manualEnvironment is what wantsColor heeds.
const manualEnvironment = `.Sh ENVIRONMENT
.Bl -tag -width CLICOLOR_FORCE
.It Ev NO_COLOR
If it is not empty, there is no color unless a flag asks for it.
.It Ev FORCE_COLOR , CLICOLOR_FORCE
If one of them is set, there is color in files and pipes too, unless it is
empty,
.Ql false
or
.Ql 0 .
.It Ev CI
If it is set, there is no color, with the same exceptions.
.It Ev TERM
If it is
.Ql dumb ,
there is no color.
.El
`

func manualCommand(b *strings.Builder, c *command) {
	text := c.text
	if text == "" {
		text = strings.ToUpper(c.summary[:1]) + c.summary[1:] + "."
	}
	b.WriteString(".Ss " + c.name + "\n" + manualText(text) + ".Bl -tag -width Ds\n")
	for _, f := range c.flags {
		b.WriteString(".It ")
		if f.short != "" {
			b.WriteString("Fl " + f.short + " , ")
		}
		b.WriteString("Fl \\-" + mdoc.Escape(f.name))
		switch {
		case f.alone:
			b.WriteString(" Ns Op = Ns Ar " + mdoc.Escape(f.value))
		case f.value != "":
			b.WriteString(" Ar " + mdoc.Escape(f.value))
		}
		b.WriteString("\n" + mdoc.Filled(f.describe()))
	}
	b.WriteString(".El\n")
}

// manualText returns the text of a command: its paragraphs, and as they stand
// those whose lines are indented.
func manualText(text string) string {
	var b strings.Builder
	for i, block := range strings.Split(text, "\n\n") {
		switch {
		case strings.HasPrefix(block, "  "):
			b.WriteString(".Bd -literal -offset indent\n" + mdoc.Escape(strings.ReplaceAll(block[2:], "\n  ", "\n")) + "\n.Ed\n")
			continue
		case i > 0:
			b.WriteString(".Pp\n")
		}
		b.WriteString(mdoc.Filled(block))
	}
	return b.String()
}
