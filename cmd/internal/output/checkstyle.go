package output

import (
	"bufio"
	"encoding/xml"

	"github.com/pilllint/pilllint/parser/diag"
)

// writeCheckstyle writes findings as Checkstyle's XML report. It has no word
// for hints, so they are infos. Inputs that could not be read are files with
// an exception.
func writeCheckstyle(b *bufio.Writer, r *Report, _ Settings) {
	report := checkstyleReport{Version: "4.3"}
	for _, file := range r.Files {
		out := checkstyleFile{Name: xmlText(r.relative(file.Source.Path))}
		for _, d := range file.Found {
			at := rangeJSON(d.Span).Start
			out.Errors = append(out.Errors, checkstyleError{
				at.Line, at.Column, min(d.Severity, diag.Info).String(), xmlText(r.explained(d)), "pilllint." + d.Rule,
			})
		}
		report.Files = append(report.Files, out)
	}
	for _, f := range r.Failures {
		report.Files = append(report.Files, checkstyleFile{Name: xmlText(r.relative(f.Path)), Exception: xmlText(printable(f.Message))})
	}
	writeXML(b, report)
}

type checkstyleReport struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name      string            `xml:"name,attr"`
	Errors    []checkstyleError `xml:"error"`
	Exception string            `xml:"exception,omitempty"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}
