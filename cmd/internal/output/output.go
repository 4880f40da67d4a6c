// Package output turns diagnostics into bytes: text for people, JSON for
// programs.
//
// Everything here is a pure function from data to bytes. It is given the
// findings of one file at a time, so that a run over many files need not hold
// all of their texts. Whether there is a terminal, where the bytes go and what
// the exit code is are the command's business.
package output

import (
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

// A Format writes the findings of a run: Begin, then what File returns for each
// file with Separator between what is not empty, then End.
type Format struct {
	Begin     string
	Separator string
	File      func([]diag.Diagnostic) []byte
	End       func(Summary) []byte
}

// A Summary is what a run came to.
type Summary struct {
	Files     int           // that were read
	Counts    Counts        // of findings
	FailLevel diag.Severity // the mildest that makes the run fail; 0 if none does
	Failures  []Failure
}

// A Failure is an input that could not be read.
type Failure struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

// Counts is how many findings there are of each severity.
type Counts [diag.Hint + 1]int

// Add counts findings.
func (c *Counts) Add(ds []diag.Diagnostic) {
	for _, d := range ds {
		c[d.Severity]++
	}
}

// AddCounts adds what was counted elsewhere.
func (c *Counts) AddCounts(other Counts) {
	for i, n := range other {
		c[i] += n
	}
}

// Total returns how many findings there are.
func (c Counts) Total() int {
	n := 0
	for _, k := range c {
		n += k
	}
	return n
}

// Fails reports whether a finding is as bad as the level, or worse.
func (s Summary) Fails() bool {
	for level := diag.Error; level <= s.FailLevel; level++ {
		if s.Counts[level] > 0 {
			return true
		}
	}
	return false
}

// String returns the summary as a sentence: "3 errors, 2 warnings in 4 files".
func (s Summary) String() string {
	var parts []string
	for level := diag.Error; level <= diag.Hint; level++ {
		if n := s.Counts[level]; n > 0 {
			parts = append(parts, count(n, level))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no findings"}
	}
	line := strings.Join(parts, ", ") + " in " + plural(s.Files, "file")
	if n := len(s.Failures); n > 0 {
		line += ", " + plural(n, "input") + " not read"
	}
	if s.Counts.Total() > 0 && !s.Fails() {
		if s.FailLevel == 0 {
			return line + " (none fails: --fail-level never)"
		}
		return line + fmt.Sprintf(" (none fails: --fail-level %s)", s.FailLevel)
	}
	return line
}

func count(n int, s diag.Severity) string {
	if s == diag.Info {
		return fmt.Sprintf("%d info", n)
	}
	return plural(n, s.String())
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
