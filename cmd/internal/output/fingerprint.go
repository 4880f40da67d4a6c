package output

// This file gives findings names that they keep while the file around them
// changes.

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

// A fingerprinter gives the findings of a run their fingerprints, each a
// different one. It counts, for each, how many were like it before.
type fingerprinter map[string]int

// of returns the fingerprint of a finding: a hash of its file, its rule, the
// words of its line, and how many such were before it. Neither the number of
// the line nor how it is indented is part of it, nor is the message, which a
// later version of the rule may put otherwise.
func (f fingerprinter) of(r *Report, d diag.Diagnostic) string {
	line := ""
	if !d.Span.IsZero() {
		line = d.Span.File.LineSpan(d.Span.Line()).Text()
	}
	key := strings.Join([]string{r.path(d.Span), d.Rule, strings.Join(strings.Fields(line), " ")}, "\x00")
	n := f[key]
	f[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, n))
	return hex.EncodeToString(sum[:16])
}
