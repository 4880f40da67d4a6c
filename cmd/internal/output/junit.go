package output

import (
	"bufio"
	"encoding/xml"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

// writeJUnit writes a report of tests as JUnit's: each file is a test, which
// fails for what makes the run fail. Milder findings are its output.
func writeJUnit(b *bufio.Writer, r *Report, _ Settings) {
	suite := junitSuite{Name: "pilllint"}
	for _, file := range r.Files {
		c := junitCase{Name: xmlText(r.relative(file.Source.Path)), Class: "pilllint"}
		var mild strings.Builder
		for _, d := range file.Found {
			if d.Severity > r.FailLevel {
				finding(&mild, Style{}, d)
				continue
			}
			c.Failures = append(c.Failures, junitProblem(d))
		}
		c.Output = xmlText(mild.String())
		suite.add(c)
	}
	for _, f := range r.Failures {
		suite.add(junitCase{
			Name: xmlText(r.relative(f.Path)), Class: "pilllint",
			Errors: []junitFailure{{Message: xmlText(printable(f.Message)), Type: "not-read"}},
		})
	}
	writeXML(b, junitReport{
		Name: suite.Name, Tests: suite.Tests, Failures: suite.Failures, Errors: suite.Errors, Suites: []junitSuite{suite},
	})
}

// junitProblem returns a finding as the failure of a test; its text is what a
// terminal would show.
func junitProblem(d diag.Diagnostic) junitFailure {
	var text strings.Builder
	finding(&text, Style{}, d)
	return junitFailure{Message: xmlText(printable(d.Message)), Type: d.Rule, Text: xmlText(text.String())}
}

type junitReport struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Cases    []junitCase `xml:"testcase"`
}

// add adds a test. A suite counts tests that fail, not how often.
func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	s.Failures += min(1, len(c.Failures))
	s.Errors += min(1, len(c.Errors))
}

type junitCase struct {
	Name     string         `xml:"name,attr"`
	Class    string         `xml:"classname,attr"`
	Errors   []junitFailure `xml:"error"`
	Failures []junitFailure `xml:"failure"`
	Output   string         `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}
