package output

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

func TestDiffLines(t *testing.T) {
	f := source.NewFile("a.pill", "a = 1\r\nb = «é»\nc\nd\ne\n")
	at := func(text, is string) source.Edit {
		start := strings.Index(f.Text, text)
		return source.Edit{Span: f.Span(start, start+len(text)), New: is}
	}
	for _, c := range []struct {
		name  string
		edits []source.Edit
		want  string
	}{
		{"none", nil, ""},
		{"part of a line", []source.Edit{at("é", "è")}, "−b = «|é|»\n+b = «|è|»\n"},
		{"new line", []source.Edit{{Span: f.Span(0, 0), New: "x\n"}}, "+x||\n"},
		{"line goes", []source.Edit{at("c\n", "")}, "−c||\n"},
		{"line ending is none of a line", []source.Edit{at("1", "2")}, "−a = |1|\n+a = |2|\n"},
		{"apart, in any order", []source.Edit{at("e", "f"), at("1", "12")}, "−a = 1||\n+a = 1|2|\n⋯||\n−|e|\n+|f|\n"},
		{"together", []source.Edit{at("c", "x"), at("d", "y")}, "−|c|\n−|d|\n+|x|\n+|y|\n"},
	} {
		var b strings.Builder
		for _, l := range diffLines(c.edits) {
			b.WriteString(l.Sign + l.Before + "|" + l.Changed + "|" + l.After + "\n")
		}
		if b.String() != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, &b, c.want)
		}
	}
}

// TestPageStops: processes that are stopped alike are drawn once.
func TestPageStops(t *testing.T) {
	config := pill.Build(syntax.Parse(source.NewFile("a.pill", `Bluepill.application("a") do |app|
  9.times do |i|
    app.process("w#{i}") do |p|
      p.start_command = "x"
      p.pid_file = "/run/w#{i}.pid"
      p.stop_signals = [:quit, 10, :term, 10, :kill]
      p.stop_grace_time = 40
    end
  end
  app.process("last") do |p|
    p.start_command = "y"
    p.monitor_children { |c| c.stop_command = "kill -QUIT {{PID}}" }
  end
  app.process("unwatched") do |p|
    p.start_command = "y"
    p.monitor_children { |c| c.stop_signals = [:quit] } # the daemon ends when it sees one
  end
end
`)), eval.Env{})
	var stops []pill.Stop
	for s := range config.Stops {
		stops = append(stops, s)
	}
	got := pageStops(stops, nil)
	if len(got) != 3 || len(got[0].Names) != maxNames || got[0].More != 3 || got[1].Names[0] != "last" {
		t.Fatalf("got %+v", got)
	}
	var labels []string
	for _, p := range got[0].Points {
		labels = append(labels, p.X+" "+p.Label+" "+p.Time)
	}
	if text := strings.Join(labels, ", "); text != "0.00% QUIT 0 s, 22.00% TERM 10 s, 44.00% KILL 20 s" || got[0].Grace.X != "88.00%" || got[0].Class != "ok" {
		t.Errorf("points %s, grace time %v, %s", text, got[0].Grace, got[0].Class)
	}
	if got[1].Class != "warning" || got[1].Points[0].Label != "TERM" || !slices.Equal(got[1].Names, []string{"last", "unwatched"}) {
		t.Errorf("got %+v", got[1])
	}
	if c := got[2]; c.Names[0] != "children of last" || c.Points[0].Label != "QUIT" || c.Command != "kill -QUIT {{PID}}" {
		t.Errorf("got %+v", c)
	}
}

// TestPageRuns: states become bars, signals points, and steps have names where
// there is room for them.
func TestPageRuns(t *testing.T) {
	at := func(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
	got := pageRuns([]Run{{Process: "none"}, {Process: "<b>web", Moments: []RunMoment{
		{At: at(0), Step: "start", State: "starting", Words: "starting"},
		{At: at(10), Step: "start", State: "up", Words: "up"},
		{At: at(50), Step: "stop", Signal: "quit", Words: "gets QUIT"},
		{At: at(51), Step: "end", State: "unmonitored", Words: "unmonitored"},
		{At: at(100), Step: "end", Signal: "KILL", Words: "is sent KILL"},
	}}})
	if len(got) != 1 {
		t.Fatalf("got %d runs", len(got))
	}
	r := got[0]
	if text := fmt.Sprint(r.Phases); text != "[{0.00% 9.80% asked} {9.80% 40.18% up}]" {
		t.Errorf("phases: %s", text)
	}
	if text := fmt.Sprint(r.Steps); text != "[{0.00% start} {49.00% stop}]" {
		t.Errorf("steps: %s", text)
	}
	if len(r.Points) != 2 || r.Points[0].Label != "QUIT" || r.Points[0].X != "49.00%" || !r.Points[1].Kill {
		t.Errorf("points: %+v", r.Points)
	}
	if len(r.List) != 5 || r.List[3] != (runLine{"end", "51.0 s", "unmonitored"}) || r.End != "100.0 s" {
		t.Errorf("list: %+v, %s", r.List, r.End)
	}
}
