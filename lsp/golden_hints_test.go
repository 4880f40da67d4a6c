package lsp

// This file compares what stands between the lines with what the real Bluepill
// 0.1.3 held.

import (
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// TestHintsOfGoldenPills demands that every hint says what Bluepill holds.
func TestHintsOfGoldenPills(t *testing.T) {
	files, err := filepath.Glob("../testdata/golden/*.pill")
	if err != nil || len(files) == 0 {
		t.Fatal("no pills", err)
	}
	compared := 0
	for _, file := range files {
		x := goldenText(t, file)
		if x == nil || x.Config.Error != nil {
			continue // Ruby or Bluepill refuses it
		}
		g := &goldenHints{T: t, left: map[source.Span]string{}, all: map[source.Span]string{}}
		for _, n := range x.annotations() {
			g.left[n.span], g.all[n.span] = n.text, n.text
		}
		var processes []*pill.Process
		for p := range x.Config.Processes {
			processes = append(processes, p)
			if p.Child != nil {
				g.forget(p.Child)
			}
		}
		for i, want := range goldenProcesses(t, strings.TrimSuffix(file, ".pill")+".json") {
			g.process(processes[i], want)
		}
		for span, text := range g.left {
			t.Errorf("%s: «%s» is nothing that Bluepill holds", span, text)
		}
		compared += len(g.all)
	}
	if compared < 25 {
		t.Errorf("only %d hints were compared", compared)
	}
}

// goldenHints are the hints of a pill, and those that were not found right yet.
type goldenHints struct {
	*testing.T
	all, left map[source.Span]string
}

// forget leaves out what is said of children, which were not recorded.
func (g *goldenHints) forget(child *pill.Process) {
	for span := range g.all {
		if child.Block != nil && holds(child.Block.Pos, span.Start) {
			delete(g.left, span)
			delete(g.all, span)
		}
	}
}

// compare demands that the hint at a place, if there is one, is right.
func (g *goldenHints) compare(at source.Span, right func(text string) bool, want any) {
	g.Helper()
	text, ok := g.all[at]
	delete(g.left, at)
	if ok && !right(text) {
		g.Errorf("%s: «%s», and Bluepill holds %v", at, text, want)
	}
}

func (g *goldenHints) process(p *pill.Process, want goldenProcess) {
	name := fmt.Sprint(want.Name)
	g.compare(p.NameSpan, func(text string) bool {
		names := strings.Split(text, ", ")
		return slices.Contains(names, name) || strings.HasSuffix(text, " more")
	}, name)
	grace := goldenNumber(want.Attributes["stop_grace_time"], 3)
	for _, s := range p.Settings {
		raw := want.Attributes[s.Name]
		switch s.Name {
		case "stop_signals":
			sequence := goldenSequence(raw, grace)
			if g.all[s.Span] == "" && want.Attributes["stop_command"] == nil {
				g.Errorf("%s: nothing says that Bluepill does %s", s.Span, sequence)
			}
			g.compare(s.Span, func(text string) bool { return text == sequence }, sequence)
		case "stop_command":
			g.compare(s.Span, func(text string) bool { return strings.HasSuffix(text, ": it may take "+seconds(grace)) }, grace)
		default:
			g.compare(s.ValueSpan, func(text string) bool { return sameNumber(text, raw) }, string(raw))
		}
	}
	for i, recorded := range want.Checks {
		c := p.Checks[len(p.Checks)-len(want.Checks)+i] // one that another replaces was not recorded
		var options map[string]json.RawMessage
		if err := json.Unmarshal(recorded.Options, &options); err != nil {
			g.Fatal(err)
		}
		words := goldenCheck(fmt.Sprint(recorded.Name), options)
		if text := g.all[c.Span]; text != words {
			g.Errorf("%s: «%s», want «%s»", c.Span, text, words)
		}
		delete(g.left, c.Span)
		for name, raw := range options {
			if pair, ok := c.OptionPair(name); ok {
				g.compare(c.File.Span(pair.Value), func(text string) bool { return sameNumber(text, raw) }, string(raw))
			}
		}
	}
}

// goldenNumber reads a recorded number.
func goldenNumber(raw json.RawMessage, preset float64) float64 {
	var n *float64
	if json.Unmarshal(raw, &n) != nil || n == nil {
		return preset
	}
	return *n
}

// goldenSequence says what recorded stop signals come to.
func goldenSequence(raw json.RawMessage, grace float64) string {
	var list []any
	if json.Unmarshal(raw, &list) != nil {
		return ""
	}
	var words []string
	sum := 0.0
	for _, e := range list {
		if n, ok := e.(float64); ok {
			sum += n
			words = append(words, seconds(n))
		} else {
			words = append(words, strings.TrimPrefix(fmt.Sprint(e), ":"))
		}
	}
	return fmt.Sprintf("%s: at most %g s of %g", strings.Join(words, " → "), sum, grace)
}

// goldenCheck says what a recorded check comes to.
func goldenCheck(name string, options map[string]json.RawMessage) string {
	if name == ":flapping" {
		return fmt.Sprintf("%g starts within %s: unmonitored, started again after %s", goldenNumber(options["times"], 5),
			seconds(goldenNumber(options["within"], 1)), seconds(goldenNumber(options["retry_in"], 5)))
	}
	every := math.Floor(goldenNumber(options["every"], 0))
	if every < 1 {
		return ""
	}
	hits, of := goldenNumber(options["times"], 1), goldenNumber(options["times"], 1)
	var pair [2]float64
	if json.Unmarshal(options["times"], &pair) == nil {
		hits, of = pair[0], pair[1]
	}
	switch {
	case of == 1:
		return "at once, every " + seconds(every)
	case hits == of:
		return fmt.Sprintf("after %g in a row, every %s: %s", hits, seconds(every), seconds(every*of))
	}
	return fmt.Sprintf("after %g of %g, every %s", hits, of, seconds(every))
}

// seconds says a time in its largest units, by another way than the server's.
func seconds(n float64) string {
	text := ""
	for _, u := range timeUnits {
		if whole := math.Floor(n / u.size); whole > 0 {
			text += fmt.Sprintf("%g %s ", whole, u.name)
			n -= whole * u.size
		}
	}
	return strings.TrimSuffix(text, " ")
}

type sizedUnit struct {
	name string
	size float64
}

var timeUnits = []sizedUnit{{"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}}

// sameNumber reports whether a text with units says a recorded number: exactly,
// or, of sizes, to a tenth of the unit.
func sameNumber(text string, raw json.RawMessage) bool {
	var sum, slack float64
	words := strings.Fields(text)
	for i := 0; i+1 < len(words); i += 2 {
		var n float64
		if _, err := fmt.Sscan(words[i], &n); err != nil {
			return false
		}
		for _, u := range append(timeUnits, sizedUnit{"bytes", 1}, sizedUnit{"kB", 1 << 10}, sizedUnit{"MB", 1 << 20}, sizedUnit{"GB", 1 << 30}) {
			if u.name != words[i+1] {
				continue
			}
			sum += n * u.size
			if u.size >= 1<<10 && strings.HasSuffix(u.name, "B") {
				slack = u.size / 20
			}
		}
	}
	return math.Abs(sum-goldenNumber(raw, math.NaN())) <= slack
}
