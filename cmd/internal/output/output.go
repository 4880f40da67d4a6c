// Package output turns diagnostics into bytes: text for people, JSON for
// programs.
//
// Everything here is a pure function from data to bytes. Whether there is a
// terminal, where the bytes go and what the exit code is are the command's
// business.
package output

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// A Format writes the findings of a run: Begin, then what File returns for each
// file that has findings with Separator between, then End.
type Format struct {
	Begin     string
	Separator string
	File      func([]diag.Diagnostic) []byte
	End       func(Summary) []byte
}

// Write writes a report.
func (f Format) Write(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	b.WriteString(f.Begin)
	separator := ""
	for _, file := range r.Files {
		if len(file.Found) > 0 {
			b.WriteString(separator)
			b.Write(f.File(file.Found))
			separator = f.Separator
		}
	}
	b.Write(f.End(r.Summary))
	return b.Flush()
}

// A Report is what a run found.
type Report struct {
	Files []File // the pills that were read, in the order of the run
	Summary
}

// A File is a pill and what was found in it.
type File struct {
	Source *source.File
	Found  []diag.Diagnostic
}

// Add adds a pill that was read.
func (r *Report) Add(src *source.File, found []diag.Diagnostic) {
	r.Files = append(r.Files, File{src, found})
	r.Read++
	r.Counts.Add(found)
}

// Merge adds findings of pills that were read, each at its place.
func (r *Report) Merge(found []diag.Diagnostic) {
	if len(found) == 0 {
		return
	}
	of := map[*source.File][]diag.Diagnostic{}
	for _, d := range found {
		of[d.Span.File] = append(of[d.Span.File], d)
	}
	for i, f := range r.Files {
		if more := of[f.Source]; len(more) > 0 {
			r.Files[i].Found = diag.Sort(append(f.Found, more...))
			r.Counts.Add(more)
		}
	}
}

// A Summary is what a run came to, in numbers.
type Summary struct {
	Read      int           // how many files were
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
	line := strings.Join(parts, ", ") + " in " + plural(s.Read, "file")
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
