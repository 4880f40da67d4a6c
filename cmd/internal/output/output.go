// Package output turns diagnostics into bytes: text and a page for people, and
// the formats of the programs that read findings, one file for each.
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
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// A Format is one way to write a report.
type Format struct {
	Name    string
	Readers string // who reads it, in a few words
	Stops   bool   // it shows how processes are stopped
	write   func(*bufio.Writer, *Report, Settings)
}

// Settings are what some formats heed.
type Settings struct {
	Style   Style  // of those for terminals
	Quiet   bool   // leave out the summary, in those that have one for people
	Version string // of pilllint
}

// Formats lists the formats of findings, in the order of the documentation.
func Formats() []Format {
	return []Format{
		{"text", "people, on a terminal", false, writeText},
		{"concise", "people and grep, a line each", false, writeConcise},
		{"json", "programs", false, writeJSON},
		{"jsonl", "programs, a line each", false, writeJSONLines},
		{"sarif", "GitHub code scanning and editors (SARIF 2.1.0)", false, writeSARIF},
		{"github", "GitHub Actions, as annotations", false, writeGitHub},
		{"gitlab", "GitLab, as a Code Quality report", false, writeGitLab},
		{"checkstyle", "Jenkins and other readers of Checkstyle's XML", false, writeCheckstyle},
		{"junit", "CI systems that show tests, a test for each file", false, writeJUnit},
		{"rdjson", "reviewdog", false, writeRDJSON},
		{"rdjsonl", "reviewdog, a line each", false, writeRDJSONLines},
		{"gcc", "Vim, Emacs and what else reads a compiler's messages", false, writeGCC},
		{"html", "people, in a browser: one page that needs nothing else", true, writeHTML},
	}
}

// FindFormat returns the format of that name.
func FindFormat(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Write writes a report. The error is the writer's.
func (f Format) Write(w io.Writer, r *Report, s Settings) error {
	b := bufio.NewWriter(w) // keeps the first error
	f.write(b, r, s)
	return b.Flush()
}

// A Report is what a run found.
type Report struct {
	Files []File // the pills that were read, in the order of the run
	// Folder is the absolute path that relative paths are meant from; "" if it
	// is not known.
	Folder string
	Summary
}

// All calls yield with every finding, in the order of the run.
func (r *Report) All(yield func(diag.Diagnostic) bool) {
	for _, file := range r.Files {
		for _, d := range file.Found {
			if !yield(d) {
				return
			}
		}
	}
}

// A File is a pill and what was found in it.
type File struct {
	Source *source.File
	Found  []diag.Diagnostic
	Runs   []Run       // what has happened to those that were run
	Stops  []pill.Stop // how its processes are stopped, for the formats that show it
}

// Add adds a pill that was read.
func (r *Report) Add(f File) {
	r.Files = append(r.Files, f)
	r.Read++
	r.Counts.Add(f.Found)
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

// Replace puts other findings in the place of those of a file.
func (r *Report) Replace(i int, found []diag.Diagnostic) {
	for _, d := range r.Files[i].Found {
		r.Counts[d.Severity]--
	}
	r.Files[i].Found = found
	r.Counts.Add(found)
}

// A Summary is what a run came to, in numbers.
type Summary struct {
	Read      int           // how many files were
	Counts    Counts        // of findings
	FailLevel diag.Severity // the mildest that makes the run fail; 0 if none does
	Allowed   *int          // how many warnings do not; nil: FailLevel says it
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

// Allow lets a number of warnings pass, and no more.
func (s *Summary) Allow(warnings int) { s.Allowed = &warnings }

// Fails reports whether a finding is as bad as the level, or worse, or there are
// more warnings than are allowed.
func (s Summary) Fails() bool {
	for level := diag.Error; level <= diag.Hint; level++ {
		fails := level <= s.FailLevel && s.Counts[level] > 0
		if level == diag.Warning && s.Allowed != nil {
			fails = s.Counts[level] > *s.Allowed
		}
		if fails {
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
		if s.Allowed != nil && s.Counts[diag.Warning] > 0 {
			return line + fmt.Sprintf(" (none fails: --max-warnings %d)", *s.Allowed)
		}
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
