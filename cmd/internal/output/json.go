package output

import (
	"bufio"
	"bytes"
	"encoding/json"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// writeJSON is for programs: one object with diagnostics, a summary, and
// errors, the inputs that could not be read. Lines and columns count from 1,
// columns in characters, and the end of a range is exclusive.
func writeJSON(b *bufio.Writer, r *Report, _ Settings) {
	b.WriteString(`{"diagnostics": [`)
	separator := ""
	for d := range r.All {
		b.WriteString(separator + "\n  ")
		b.Write(encode(diagnosticJSON(d)))
		separator = ","
	}
	endJSON(b, r)
}

// endJSON ends a list with the summary of the run.
func endJSON(b *bufio.Writer, r *Report) {
	level := "never"
	if r.FailLevel != 0 {
		level = r.FailLevel.String()
	}
	if r.Counts.Total() > 0 {
		b.WriteByte('\n')
	}
	b.WriteString(`], "summary": `)
	b.Write(encode(jsonSummary{
		r.Read, r.Counts[diag.Error], r.Counts[diag.Warning], r.Counts[diag.Info], r.Counts[diag.Hint], level, r.Fails(),
	}))
	b.WriteString(`, "errors": `)
	b.Write(encode(append([]Failure{}, r.Failures...)))
	b.WriteString("}\n")
}

// writeJSONLines writes the diagnostics of writeJSON, each in a line.
func writeJSONLines(b *bufio.Writer, r *Report, _ Settings) {
	for d := range r.All {
		b.Write(encode(diagnosticJSON(d)))
		b.WriteByte('\n')
	}
}

type jsonSummary struct {
	Files     int    `json:"files"`
	Errors    int    `json:"error"`
	Warnings  int    `json:"warning"`
	Infos     int    `json:"info"`
	Hints     int    `json:"hint"`
	FailLevel string `json:"fail_level"`
	Failed    bool   `json:"failed"`
}

type jsonDiagnostic struct {
	Path        string        `json:"path"`
	Rule        string        `json:"rule"`
	Severity    string        `json:"severity"`
	Consequence string        `json:"consequence"`
	Message     string        `json:"message"`
	Range       jsonRange     `json:"range"`
	Related     []jsonRelated `json:"related"`
	Fixes       []jsonFix     `json:"fixes"`
}

type jsonRange struct {
	Start jsonPosition `json:"start"`
	End   jsonPosition `json:"end"`
}

type jsonPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type jsonRelated struct {
	Path    string    `json:"path"`
	Range   jsonRange `json:"range"`
	Message string    `json:"message"`
}

type jsonFix struct {
	Title string     `json:"title"`
	Safe  bool       `json:"safe"`
	Edits []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Range   jsonRange `json:"range"`
	NewText string    `json:"new_text"`
}

func diagnosticJSON(d diag.Diagnostic) jsonDiagnostic {
	out := jsonDiagnostic{
		Path: path(d.Span), Rule: d.Rule, Severity: d.Severity.String(), Consequence: string(d.Consequence), Message: d.Message,
		Range: rangeJSON(d.Span), Related: []jsonRelated{}, Fixes: []jsonFix{},
	}
	for _, r := range d.Related {
		out.Related = append(out.Related, jsonRelated{path(r.Span), rangeJSON(r.Span), r.Message})
	}
	for _, f := range d.Fixes {
		fix := jsonFix{Title: f.Title, Safe: f.Safe, Edits: []jsonEdit{}}
		for _, e := range f.Edits {
			fix.Edits = append(fix.Edits, jsonEdit{rangeJSON(e.Span), e.New})
		}
		out.Fixes = append(out.Fixes, fix)
	}
	return out
}

func path(s source.Span) string {
	if s.IsZero() {
		return ""
	}
	return s.File.Path
}

// rangeJSON converts a span; one that names no place is the start of the file.
func rangeJSON(s source.Span) jsonRange {
	if s.IsZero() {
		return jsonRange{jsonPosition{1, 1}, jsonPosition{1, 1}}
	}
	start, end := s.File.Position(s.Start), s.File.Position(s.End)
	return jsonRange{jsonPosition{start.Line, start.Column}, jsonPosition{end.Line, end.Column}}
}

// encode returns v as JSON. What is encoded here are structs of text and
// numbers, for which there is no error.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}
