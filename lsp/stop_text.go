package lsp

// This file says in a line how a process is stopped, and what checks come to.

import (
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

// stopText says what a process gets when it is stopped, and when:
// "quit → 30 s → term → 11 s → kill: at most 41 s of 60"; "" if too little is
// known.
func stopText(s pill.Stop) string {
	var b strings.Builder
	last := 0
	killed := false
	for i, step := range s.Steps {
		if killed && step.Sender == pill.SentByJournal {
			continue // nothing is left that could get it
		}
		killed = killed || step.Signal == "kill"
		if i > 0 {
			b.WriteString(" → ")
		}
		switch {
		case step.At < 0:
			if step.Sender != pill.SentByJournal {
				b.WriteString("? → ")
			}
		case step.At > last:
			b.WriteString(inTime(float64(step.At-last)) + " → ")
			last = step.At
		}
		switch {
		case step.Sender == pill.SentByCommand && step.Signal == "":
			b.WriteString("its stop_command")
		case step.Signal == "":
			b.WriteString("?")
		default:
			b.WriteString(step.Signal)
		}
		if step.Sender == pill.SentByJournal {
			b.WriteString(" (because it is daemonized)")
		}
	}
	if b.Len() == 0 {
		return ""
	}
	switch {
	case s.Cut:
		b.WriteString(": a negative delay ends the sequence")
	case s.Refused && s.Grace >= 0:
		fmt.Fprintf(&b, ": %d s of delays do not fit in %d s", last, s.Grace)
	case s.Means == pill.ByStopSignals && s.Known() && s.Grace >= 0:
		fmt.Fprintf(&b, ": at most %d s of %d", last, s.Grace)
	case s.Means == pill.ByStopCommand && s.Grace >= 0:
		fmt.Fprintf(&b, ": it may take %s", inTime(float64(s.Grace)))
	}
	return b.String()
}

// inWords says what a check comes to; "" if its options say it themselves, or
// are not known.
func inWords(c *pill.Check) string {
	k, ok := c.Kind()
	if !ok {
		return ""
	}
	if k.Name == "flapping" {
		return flappingText(c)
	}
	if k.Trigger {
		return ""
	}
	every, ok := c.Option("every").Number()
	if !ok || every < 1 {
		return ""
	}
	hits, checks, ok := timesOf(c.Option("times"))
	if !ok {
		return ""
	}
	seconds := inTime(float64(int(every)))
	switch {
	case checks == 1:
		return "at once, every " + seconds
	case hits == checks:
		return fmt.Sprintf("after %d in a row, every %s: %s", hits, seconds, inTime(float64(int(every)*checks)))
	}
	return fmt.Sprintf("after %d of %d, every %s", hits, checks, seconds)
}

// timesOf reads the option times: how many of how many checks have to fail.
func timesOf(a pill.Attr) (hits, checks int, ok bool) {
	if a.Unset() {
		return 1, 1, true
	}
	whole := func(v eval.Value) (int, bool) {
		n, ok := v.(eval.Int)
		return int(n), ok && n > 0 && n < 1<<20
	}
	if list, is := a.Any().(*eval.Array); is {
		if list.Lost != nil || len(list.Elems) != 2 {
			return 0, 0, false
		}
		hits, first := whole(list.Elems[0])
		checks, second := whole(list.Elems[1])
		return hits, checks, first && second && hits <= checks
	}
	n, ok := whole(orNil(a.Any()))
	return n, n, ok
}

// flappingText says what the trigger does in words.
func flappingText(c *pill.Check) string {
	option := func(name string, preset float64) (float64, bool) {
		a := c.Option(name)
		if a.Unset() {
			return preset, true
		}
		n, ok := a.Number()
		return n, ok && n >= 0
	}
	times, one := option("times", 5)
	within, two := option("within", 1)
	retry, three := option("retry_in", 5)
	if !one || !two || !three {
		return ""
	}
	text := fmt.Sprintf("%s starts within %s: unmonitored, ", number(times), inTime(within))
	if retry == 0 {
		return text + "for good"
	}
	return text + "started again after " + inTime(retry)
}
