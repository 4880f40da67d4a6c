package output

import (
	"bufio"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// writeRDJSON writes a result of reviewdog's diagnostic format. Its columns
// count bytes.
func writeRDJSON(b *bufio.Writer, r *Report, _ Settings) {
	result := rdResult{Source: rdSourceOf(), Severity: "WARNING", Diagnostics: []rdDiagnostic{}}
	for d := range r.All {
		result.Diagnostics = append(result.Diagnostics, r.rdDiagnostic(d))
	}
	b.Write(encode(result))
	b.WriteByte('\n')
}

// writeRDJSONLines writes the diagnostics of writeRDJSON, each in a line.
func writeRDJSONLines(b *bufio.Writer, r *Report, _ Settings) {
	for d := range r.All {
		line := r.rdDiagnostic(d)
		line.Source = rdSourceOf()
		b.Write(encode(line))
		b.WriteByte('\n')
	}
}

type rdResult struct {
	Source      *rdSource      `json:"source"`
	Severity    string         `json:"severity"`
	Diagnostics []rdDiagnostic `json:"diagnostics"`
}

type rdSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

func rdSourceOf() *rdSource { return &rdSource{"pilllint", projectURL} }

type rdDiagnostic struct {
	Message     string         `json:"message"`
	Location    rdLocation     `json:"location"`
	Severity    string         `json:"severity"`
	Source      *rdSource      `json:"source,omitempty"` // in lines only
	Code        rdCode         `json:"code"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
	Related     []rdRelated    `json:"related_locations,omitempty"`
}

type rdLocation struct {
	Path  string   `json:"path"`
	Range *rdRange `json:"range,omitempty"`
}

type rdRange struct {
	Start rdPosition `json:"start"`
	End   rdPosition `json:"end"`
}

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

type rdRelated struct {
	Message  string     `json:"message"`
	Location rdLocation `json:"location"`
}

func (r *Report) rdDiagnostic(d diag.Diagnostic) rdDiagnostic {
	out := rdDiagnostic{
		Message: printable(d.Message), Location: r.rdLocation(d.Span), Severity: strings.ToUpper(min(d.Severity, diag.Info).String()),
		Code: rdCode{d.Rule, rules.PageURL(d.Rule)},
	}
	if len(d.Fixes) > 0 {
		// The best one: reviewdog would offer alternatives as if all were to be
		// taken.
		if edit, ok := joined(d.Fixes[0].Edits); ok {
			out.Suggestions = []rdSuggestion{{*rdRangeOf(edit.Span), edit.New}}
		}
	}
	for _, related := range d.Related {
		out.Related = append(out.Related, rdRelated{printable(related.Message), r.rdLocation(related.Span)})
	}
	return out
}

func (r *Report) rdLocation(s source.Span) rdLocation {
	return rdLocation{r.path(s), rdRangeOf(s)}
}

func rdRangeOf(s source.Span) *rdRange {
	if s.IsZero() {
		return nil
	}
	line, character := s.File.UTF8(s.Start)
	endLine, endCharacter := s.File.UTF8(s.End)
	return &rdRange{rdPosition{line + 1, character + 1}, rdPosition{endLine + 1, endCharacter + 1}}
}

// joined returns one edit that does what several do; ok is false for none, and
// for edits of several files or that overlap.
func joined(edits []source.Edit) (edit source.Edit, ok bool) {
	if len(edits) == 0 {
		return edit, false
	}
	file := edits[0].Span.File
	span := edits[0].Span
	for _, e := range edits {
		if e.Span.File != file {
			return edit, false
		}
		span = span.Cover(e.Span)
	}
	text, err := source.Apply(file, edits)
	if err != nil {
		return edit, false
	}
	return source.Edit{Span: span, New: text[span.Start : len(text)-(len(file.Text)-span.End)]}, true
}
