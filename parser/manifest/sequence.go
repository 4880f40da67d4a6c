package manifest

// This file reads stop sequences: a signal, the seconds until the next, and so
// on; the last is a signal.

import (
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
)

// Signals lists the names of signals that Cloud 66 takes, in lower case.
func Signals() []string { return strings.Fields(signals) }

const signals = "abrt alrm bus chld cont fpe hup ill int io iot kill pipe prof quit segv stop sys term trap tstp ttin ttou urg usr1 usr2 " +
	"vtalrm winch xcpu xfsz"

// IsSignal reports whether Cloud 66 takes a name of a signal. Case does not
// matter.
func IsSignal(name string) bool {
	for _, s := range Signals() {
		if s == strings.ToLower(name) {
			return true
		}
	}
	return false
}

// A Step is one element of a stop sequence.
type Step struct {
	Text    string      // as it is written, without blanks around it
	Span    source.Span // of Text, or of the whole sequence where that cannot be told
	Seconds int         // of a delay
	Kind    StepKind
}

// A StepKind is what an element looks like.
type StepKind uint8

// The kinds of elements.
const (
	Name   StepKind = iota // a word, which may name a signal
	Delay                  // whole seconds
	Nought                 // nothing between two commas
	Other                  // anything else
)

// blanks is what Ruby takes for them; a no-break space is none.
const blanks = " \t\n\v\f\r"

// Steps splits a stop sequence.
func Steps(v *Value) []Step {
	var steps []Step
	raw, at := v.Text, v.inner()
	start := 0
	for part := range strings.SplitSeq(raw, ",") {
		text := strings.Trim(part, blanks)
		s := Step{Text: text, Span: v.Span}
		if !at.IsZero() {
			from := at.Start + start + len(part) - len(strings.TrimLeft(part, blanks))
			s.Span = at.File.Span(from, from+len(text))
		}
		s.Kind, s.Seconds = KindOf(text)
		steps = append(steps, s)
		start += len(part) + 1
	}
	return steps
}

// Sequence returns a stop sequence as Cloud 66 writes it, signals in lower case and
// a blank after each comma; "" if it is none.
func Sequence(v *Value) string {
	if v.Kind != Text || v.Filled() {
		return ""
	}
	steps := Steps(v)
	words := make([]string, len(steps))
	for i, s := range steps {
		if i%2 == 0 && !(s.Kind == Name && IsSignal(s.Text)) || i%2 == 1 && s.Kind != Delay {
			return ""
		}
		words[i] = strings.ToLower(s.Text)
	}
	if len(words)%2 == 0 {
		return ""
	}
	return strings.Join(words, ", ")
}

// inner is the place of a text without its quotes; zero if it is not written
// as it is.
func (v *Value) inner() source.Span {
	text := v.Span.Text()
	i := strings.Index(text, v.Text)
	if i < 0 || i > 1 || v.Block {
		return source.Span{}
	}
	return v.Span.File.Span(v.Span.Start+i, v.Span.Start+i+len(v.Text))
}

var word = lazyregexp.New(`^[A-Za-z][A-Za-z0-9]*$`)

// KindOf tells what an element looks like, and how many seconds a delay is.
func KindOf(text string) (StepKind, int) {
	n, err := strconv.Atoi(text)
	switch {
	case text == "":
		return Nought, 0
	case err == nil && text[0] != '+' && text[0] != '-':
		return Delay, n
	case word.MatchString(text):
		return Name, 0
	}
	return Other, 0
}
