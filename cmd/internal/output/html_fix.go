package output

// This file shows a fix as the lines that it changes.

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// A pageFix is a fix.
type pageFix struct {
	Title string
	Safe  bool
	Lines []pageDiffLine
}

// A pageDiffLine is a line that goes or comes. What is between Before and
// After is what differs from its counterpart.
type pageDiffLine struct {
	Sign                   string // "−", "+", or "⋯" between changes that are apart
	Before, Changed, After string
}

func pageFixes(fixes []diag.Fix) []pageFix {
	var out []pageFix
	for _, f := range fixes {
		out = append(out, pageFix{printable(f.Title), f.Safe, diffLines(f.Edits)})
	}
	return out
}

// diffLines returns the lines that edits change, each run of lines by itself.
func diffLines(edits []source.Edit) []pageDiffLine {
	var out []pageDiffLine
	for i, run := range runsOf(edits) {
		edit, ok := joined(run)
		if !ok {
			return nil
		}
		if i > 0 {
			out = append(out, pageDiffLine{Sign: "⋯"})
		}
		full := edit.Span.File.FullLines(edit.Span)
		before := full.Text()
		after := before[:edit.Span.Start-full.Start] + edit.New + before[edit.Span.End-full.Start:]
		out = append(out, changed(linesOf(before), linesOf(after))...)
	}
	return out
}

// runsOf groups edits by the lines that they touch.
func runsOf(edits []source.Edit) [][]source.Edit {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b source.Edit) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	var runs [][]source.Edit
	var touched source.Span
	for _, e := range edits {
		full := e.Span.File.FullLines(e.Span)
		if len(runs) > 0 && full.File == touched.File && full.Start <= touched.End {
			runs[len(runs)-1] = append(runs[len(runs)-1], e)
			touched = touched.Cover(full)
			continue
		}
		runs = append(runs, []source.Edit{e})
		touched = full
	}
	return runs
}

// changed returns what differs between lines before and after.
func changed(before, after []string) []pageDiffLine {
	for len(before) > 0 && len(after) > 0 && before[0] == after[0] {
		before, after = before[1:], after[1:]
	}
	for len(before) > 0 && len(after) > 0 && before[len(before)-1] == after[len(after)-1] {
		before, after = before[:len(before)-1], after[:len(after)-1]
	}
	var out []pageDiffLine
	for i, line := range before {
		other := ""
		if len(before) == len(after) {
			other = after[i]
		}
		out = append(out, diffLine("−", line, other))
	}
	for i, line := range after {
		other := ""
		if len(before) == len(after) {
			other = before[i]
		}
		out = append(out, diffLine("+", line, other))
	}
	return out
}

// diffLine marks what a line does not share with its counterpart, if it has
// one.
func diffLine(sign, line, other string) pageDiffLine {
	if other == "" {
		return pageDiffLine{Sign: sign, Before: fit(line)}
	}
	start, end := 0, 0
	for start < len(line) && start < len(other) && line[start] == other[start] {
		start++
	}
	for start > 0 && start < len(line) && !utf8.RuneStart(line[start]) {
		start--
	}
	for end < len(line)-start && end < len(other)-start && line[len(line)-1-end] == other[len(other)-1-end] {
		end++
	}
	for end > 0 && !utf8.RuneStart(line[len(line)-end]) {
		end--
	}
	return pageDiffLine{sign, fit(line[:start]), fit(line[start : len(line)-end]), fit(line[len(line)-end:])}
}

// fit returns text of a line as it is fit to show.
func fit(s string) string {
	room := maxPageLine
	return shownText(s, &room)
}

func linesOf(s string) []string {
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	if s == "" {
		return nil
	}
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(line, "\r")
	}
	return lines
}
