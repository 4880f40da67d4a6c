package output

import (
	"bufio"
	"fmt"

	"github.com/pilllint/pilllint/parser/diag"
)

// writeGCC writes findings as GCC writes what it finds: a line each, and one
// for each related place. It has no word for hints, so they are notes too.
func writeGCC(b *bufio.Writer, r *Report, _ Settings) {
	for d := range r.All {
		word := "note"
		if d.Severity <= diag.Warning {
			word = d.Severity.String()
		}
		fmt.Fprintf(b, "%s: %s: %s [%s]\n", place(d.Span), word, printable(d.Message), d.Rule)
		for _, related := range d.Related {
			fmt.Fprintf(b, "%s: note: %s\n", place(related.Span), printable(related.Message))
		}
	}
}
