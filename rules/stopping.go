package rules

// This file looks at how a process is stopped: the sequence of stop_signals,
// or commands that send a signal.

import (
	"fmt"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// A sequence is what a process's stop_signals hold; single elements may be
// unknown.
type sequence struct {
	setting *pill.Setting
	array   *eval.Array
	elems   []eval.Value
}

// stopSequence returns the sequence that a process is stopped with; ok is
// false if it is stopped otherwise, or that cannot be told.
func stopSequence(proc *pill.Process) (s sequence, ok bool) {
	a, ok := proc.StopSignals()
	s.setting = proc.Last("stop_signals")
	if !ok || s.setting == nil {
		return s, false
	}
	s.array, s.elems = a, a.Elems
	return s, true
}

// signal returns the name of the signal at a position, in lower case and
// without "sig".
func (s sequence) signal(i int) (name string, ok bool) {
	return pill.SignalName(s.elems[i])
}

// last is the position of the last signal.
func (s sequence) last() int { return len(s.elems) - 1 }

// sum adds up the delays; ok is false if one is not known.
func (s sequence) sum() (seconds int, ok bool) {
	for i := 1; i < len(s.elems); i += 2 {
		n, ok := pill.NumberOf(s.elems[i])
		if !ok || n != float64(int(n)) {
			return 0, false
		}
		seconds += int(n)
	}
	return seconds, true
}

// literal is the element at a position as it is written, if the sequence is
// written where it is set.
func (s sequence) literal(i int) (source.Span, bool) {
	n := s.array.Node
	if n == nil || n.Words || len(n.Elems) != len(s.elems) || !s.setting.ValueSpan.Contains(s.array.Origin) {
		return source.Span{}, false
	}
	pos := n.Elems[i].Range()
	return s.array.Origin.File.Span(int(pos.Start), int(pos.End)), true
}

// place is what to point at for an element.
func (s sequence) place(i int) source.Span {
	if span, ok := s.literal(i); ok {
		return span
	}
	return valueSpan(s.setting)
}

// origin is where a sequence is written that is set elsewhere.
func (s sequence) origin() source.Span {
	if s.setting.ValueSpan.Contains(s.array.Origin) {
		return source.Span{}
	}
	return s.array.Origin
}

// makeRoom returns the edits that let stop_grace_time exceed a sum of delays;
// ok is false if that cannot be done at its place.
func makeRoom(proc *pill.Process, sum int) (edits []source.Edit, ok bool) {
	if n, ok := proc.Attr("stop_grace_time").Number(); ok && int(n) > sum {
		return nil, true
	}
	grace := proc.Last("stop_grace_time")
	if grace == nil || !isLiteralNumber(grace) {
		return nil, false
	}
	return []source.Edit{{Span: grace.ValueSpan, New: fmt.Sprintf("%d.seconds", roomFor(sum))}}, true
}

// A killCommand is a command that only sends a signal to the process.
type killCommand struct {
	setting *pill.Setting
	word    string // how the signal is written: "QUIT", "3"
	signal  string // its name as in a sequence, or word in lower case
}

// killOf returns the signal that a command attribute sends, if that is all it
// does.
func killOf(proc *pill.Process, attribute string) (k killCommand, ok bool) {
	text, ok := proc.Attr(attribute).Text()
	k.setting = proc.Last(attribute)
	if !ok || k.setting == nil {
		return k, false
	}
	k.word, k.signal, ok = pill.KillSignal(text)
	return k, ok
}

// wordSpan is the signal within the command, where it can be told apart.
func (k killCommand) wordSpan() source.Span { return within(k.setting, k.word) }

// daemonized reports whether Bluepill certainly daemonizes a process.
func daemonized(proc *pill.Process) bool {
	truth, known := proc.Attr("daemonize").True()
	return truth && known
}

// replaceFix is a fix that writes something else at a place that is written
// out.
func replaceFix(title string, span source.Span, text string) diag.Fix {
	return diag.Fix{Title: title, Edits: []source.Edit{{Span: span, New: text}}}
}
