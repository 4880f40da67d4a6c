package output

// This file puts the findings of a file into its source, for the page.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// How much of a file is shown.
const (
	pageContext = 3    // lines around a finding
	relatedSide = 1    // lines around a related place
	maxFold     = 300  // lines that can be unfolded at one place
	maxPageLine = 1000 // characters of a line
)

// A pageFile is a file with something to show.
type pageFile struct {
	ID     string
	Path   string
	Worst  string // the worst severity found in it; "" if none
	Counts []pageCount
	Blocks []pageBlock
	Stops  []pageStop
	Runs   []pageRun
}

// A pageBlock is a run of lines.
type pageBlock struct {
	Folded bool
	Lines  []pageLine // of a folded block that is too long, none
	Count  int
}

// A pageLine is a line of a file, and the findings that begin in it.
type pageLine struct {
	ID       string
	Number   int
	Parts    []pagePart
	Findings []pageFinding
}

// A pagePart is a part of a line; all of it is marked, or none.
type pagePart struct {
	Text     string
	Mark     string // the severity of what it is marked for, "related", or ""
	Findings string // the ids of the findings that mark it, with spaces between
}

// A pageFinding is a finding.
type pageFinding struct {
	ID       string
	Severity string
	Rule     string
	Message  string
	Line     int
	Column   int
	Related  []pageRelated
	Fixes    []pageFix
}

// A pageRelated is a place that explains a finding.
type pageRelated struct {
	Place   string
	Link    string // to the place on the page; "" if it is not there
	Message string
}

func newPageFile(f File, ids map[string]string) *pageFile {
	out := &pageFile{ID: ids[f.Source.Path], Path: printable(f.Source.Path), Stops: pageStops(f.Stops, ids), Runs: pageRuns(f.Runs)}
	if len(f.Found) == 0 {
		return out
	}
	out.Worst = worst(f.Found).String()
	var counts Counts
	counts.Add(f.Found)
	out.Counts = slices.DeleteFunc(pageCounts(counts), func(c pageCount) bool { return c.N == 0 })
	l := layout{file: f.Source, id: out.ID, ids: ids, shown: map[int]bool{}, at: map[int][]pageFinding{}}
	for i, d := range f.Found {
		l.add(d, fmt.Sprintf("%s-%d", out.ID, i+1))
	}
	out.Blocks = l.blocks()
	return out
}

// A layout works out which lines of a file are shown, and what is in them.
type layout struct {
	file  *source.File
	id    string
	ids   map[string]string
	shown map[int]bool
	at    map[int][]pageFinding
	marks []pageMark
}

// A pageMark is a place to mark.
type pageMark struct {
	span    source.Span
	class   string
	finding string
	rank    int // the lowest wins where marks overlap
}

// add takes in a finding.
func (l *layout) add(d diag.Diagnostic, id string) {
	line := 1
	if d.Span.File == l.file {
		line = d.Span.Line()
		l.mark(d.Span, pageMark{class: d.Severity.String(), finding: id, rank: int(d.Severity)}, pageContext)
	}
	start := rangeJSON(d.Span).Start
	f := pageFinding{
		ID: id, Severity: d.Severity.String(), Rule: d.Rule, Message: printable(d.Message), Line: start.Line, Column: start.Column,
		Fixes: pageFixes(d.Fixes),
	}
	for _, r := range d.Related {
		f.Related = append(f.Related, pageRelated{relatedPlace(r.Span, l.file), linkTo(r.Span, l.file, l.ids), printable(r.Message)})
		if r.Span.File == l.file {
			l.mark(r.Span, pageMark{class: "related", finding: id, rank: int(diag.Hint) + 1}, relatedSide)
		}
	}
	l.at[line] = append(l.at[line], f)
}

// mark marks a place and shows the lines around it. An empty place is made one
// character long, if there is one.
func (l *layout) mark(s source.Span, m pageMark, around int) {
	if s.Len() == 0 {
		s = l.file.Span(s.Start, min(s.Start+1, l.file.LineSpan(s.Line()).End))
	}
	m.span = s
	l.marks = append(l.marks, m)
	for n := s.Line() - around; n <= s.Line()+around; n++ {
		l.shown[n] = true
	}
}

// blocks returns the lines of the file. An empty last line, after which the
// file ends, is none.
func (l *layout) blocks() []pageBlock {
	last := l.file.LineCount()
	if last > 1 && l.file.LineSpan(last).Len() == 0 && len(l.at[last]) == 0 {
		last--
	}
	var blocks []pageBlock
	for n := 1; n <= last; {
		from, shown := n, l.shown[n]
		for n <= last && l.shown[n] == shown {
			n++
		}
		b := pageBlock{Folded: !shown, Count: n - from}
		if !b.Folded || b.Count <= maxFold {
			b.Lines = l.lines(from, n)
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// lines returns the lines from one, inclusive, to another, exclusive.
func (l *layout) lines(from, to int) []pageLine {
	var lines []pageLine
	for n := from; n < to; n++ {
		lines = append(lines, pageLine{fmt.Sprintf("%s-L%d", l.id, n), n, l.parts(l.file.LineSpan(n)), l.at[n]})
	}
	return lines
}

// parts cuts a line where marks begin and end.
func (l *layout) parts(line source.Span) []pagePart {
	cuts := []int{line.Start, line.End}
	var marks []pageMark
	for _, m := range l.marks {
		if m.span.Start < line.End && m.span.End > line.Start {
			marks = append(marks, m)
			cuts = append(cuts, max(m.span.Start, line.Start), min(m.span.End, line.End))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var parts []pagePart
	room := maxPageLine
	for i := 0; i+1 < len(cuts) && room > 0; i++ {
		s := l.file.Span(cuts[i], cuts[i+1])
		part := pagePart{Text: shownText(s.Text(), &room)}
		best := 0
		var findings []string
		for _, m := range marks {
			if !s.Overlaps(m.span) {
				continue
			}
			findings = append(findings, m.finding)
			if best == 0 || m.rank < best {
				best, part.Mark = m.rank, m.class
			}
		}
		part.Findings = strings.Join(findings, " ")
		parts = append(parts, part)
	}
	return parts
}

// shownText returns source text as it is fit to show, and takes its length
// from the room that is left.
func shownText(s string, room *int) string {
	var b strings.Builder
	for _, r := range s {
		if *room == 0 {
			b.WriteString("…")
			break
		}
		*room--
		if r != '\t' {
			r = shown(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// relatedPlace names a place for a finding in a file.
func relatedPlace(s source.Span, file *source.File) string {
	if s.File == file {
		return fmt.Sprintf("line %d", s.Line())
	}
	return place(s)
}

// linkTo returns the link to a place on the page: to its line in the same file,
// all related ones of which are shown, or to the other file.
func linkTo(s source.Span, file *source.File, ids map[string]string) string {
	if s.IsZero() || ids[s.File.Path] == "" {
		return ""
	}
	if s.File == file {
		return fmt.Sprintf("#%s-L%d", ids[s.File.Path], s.Line())
	}
	return "#" + ids[s.File.Path]
}
