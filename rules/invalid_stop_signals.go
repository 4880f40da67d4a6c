package rules

import (
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var invalidStopSignals = &Rule{
	Name:        "invalid-stop-signals",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"unknown-signal", "negative-delay"},
	Title:       "stop_signals is not a sequence of signals and delays",
	Since:       "0.1",
	Text: "`stop_signals` is an Array that alternates signals and delays, beginning and ending with a signal: `[:quit,\n" +
		"30.seconds, :term, 5.seconds, :kill]`. Signals are symbols, and delays are whole numbers of seconds; `2.5` and `\"5\"`\n" +
		"are not. Bluepill checks the types first, then that the number of elements is odd, and exits with a `Config Error` and\n" +
		"status 6. For a value that is not an Array, such as the text `\"quit, 30, kill\"` of a Cloud 66 manifest, it exits with\n" +
		"a NoMethodError and status 1.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = "quit, 30, term, 11, kill"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:quit, 30.seconds, :term, 11.seconds, :kill]
  end
end
`,
	Check: func(p *Pass) {
		for e := range p.failures {
			reportStopSignals(p, e)
		}
	},
}

func reportStopSignals(p *Pass, e *pill.LoadError) {
	var s *pill.Setting
	if e.Decl != nil {
		s = e.Set("stop_signals")
	}
	place := stopSignalsPlace(s, e.Element)
	f := p.failure(e, "stop_signals of %s: %s", processName(e.Decl), stopSignalsMessage(e, s, place))
	f.Related(place, "here")
	if s != nil {
		f.Fix(inOneWay(e, rewriteStopSignals(s)))
	}
	f.Done(p)
}

func stopSignalsMessage(e *pill.LoadError, s *pill.Setting, place source.Span) string {
	switch {
	case e.Class != "SystemExit":
		if s != nil {
			if eval.SureType(s.Value) == eval.TString {
				return "this is text, but must be an Array, as in [:quit, 30.seconds, :kill]"
			}
		}
		return "this is not an Array of signals and delays"
	case e.Element < 0:
		return "the sequence must end with a signal, so it has an odd number of elements"
	case e.Element%2 == 0:
		return "element " + strconv.Itoa(e.Element+1) + " must be a signal, a symbol such as :term"
	}
	return "element " + strconv.Itoa(e.Element+1) + " must be a delay, a whole number of seconds"
}

// stopSignalsPlace is the element at fault where the sequence is a literal, or
// all of it.
func stopSignalsPlace(s *pill.Setting, element int) source.Span {
	if s == nil {
		return source.Span{}
	}
	a, ok := s.Value.(*eval.Array)
	if ok && a.Node != nil && element >= 0 && element < len(a.Node.Elems) && len(a.Node.Elems) == len(a.Elems) {
		n := a.Node.Elems[element].Range()
		return a.Origin.File.Span(int(n.Start), int(n.End))
	}
	return s.ValueSpan
}

// rewriteStopSignals writes the sequence that was most likely meant, if the
// setting is a literal: text as in a manifest, signals as strings or numbers,
// delays with fractions or as text, a delay at the end. What is right stays as it
// is written. It is safe unless it has to make up the last signal.
func rewriteStopSignals(s *pill.Setting) diag.Fix {
	fix := diag.Fix{Title: "Write the sequence as signals and delays", Safe: true}
	switch n := s.ValueNode.(type) {
	case *syntax.Str:
		var words []string
		for w := range strings.SplitSeq(n.Value, ",") {
			words = append(words, strings.TrimSpace(w))
		}
		fix = rewriteWhole(fix, s, words)
	case *syntax.Sym:
		fix = rewriteWhole(fix, s, []string{n.Name})
	case *syntax.Array:
		if n.Words {
			var words []string
			for _, e := range n.Elems {
				words = append(words, s.File.Span(e).Text())
			}
			return rewriteWhole(fix, s, words)
		}
		for i, e := range n.Elems {
			edit, ok := rewriteElement(i, e, s.File.Span(e))
			if !ok {
				return diag.Fix{}
			}
			if edit.New != edit.Span.Text() {
				fix.Edits = append(fix.Edits, edit)
			}
		}
		if last := len(n.Elems) - 1; last > 0 && last%2 == 1 {
			end := s.File.Span(n.Elems[last])
			fix.Edits = append(fix.Edits, source.Edit{Span: end.File.Span(end.End, end.End), New: ", :kill"})
			fix.Safe = false
		}
	}
	return fix
}

// rewriteWhole writes a sequence of words anew.
func rewriteWhole(fix diag.Fix, s *pill.Setting, words []string) diag.Fix {
	var out []string
	for i, w := range words {
		text, ok := signalOrDelay(i, w)
		if !ok {
			return diag.Fix{}
		}
		out = append(out, text)
	}
	if len(out)%2 == 0 {
		out, fix.Safe = append(out, ":kill"), false
	}
	fix.Edits = []source.Edit{{Span: s.ValueSpan, New: "[" + strings.Join(out, ", ") + "]"}}
	return fix
}

// rewriteElement writes an element of an Array, at its place, if that has to
// be.
func rewriteElement(i int, n syntax.Node, at source.Span) (edit source.Edit, ok bool) {
	edit = source.Edit{Span: at, New: at.Text()}
	switch n := n.(type) {
	case *syntax.Sym:
		if i%2 == 0 {
			return edit, true
		}
	case *syntax.Str:
		edit.New, ok = signalOrDelay(i, n.Value)
		return edit, ok
	case *syntax.Int:
		if i%2 == 1 {
			return edit, true
		}
	case *syntax.Call:
		if i%2 == 1 && literalNumber(n) {
			if _, fraction := n.Recv.(*syntax.Float); !fraction {
				return edit, true
			}
		}
	}
	edit.New, ok = signalOrDelay(i, at.Text())
	return edit, ok
}

// signalOrDelay writes a word as what stands at its position.
func signalOrDelay(i int, word string) (string, bool) {
	if i%2 == 0 {
		return signalSymbol(word)
	}
	return delayText(word)
}

// signalSymbol writes a word as the symbol of a signal, if it is one.
func signalSymbol(word string) (string, bool) {
	name := strings.ToLower(strings.TrimPrefix(strings.Trim(word, ":"), "SIG"))
	if n, err := strconv.Atoi(name); err == nil {
		name = pill.SignalNumbered(n)
		return ":" + name, name != ""
	}
	if !isSignal(name) {
		return "", false
	}
	return ":" + name, true
}

// delayText writes a word as a delay, rounding fractions up.
func delayText(word string) (string, bool) {
	number, unit, _ := strings.Cut(word, ".s")
	if strings.HasPrefix(unit, "econd") {
		unit = ".s" + unit
	} else {
		number, unit = word, ""
	}
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || v < 0 || v > 1e6 {
		return "", false
	}
	whole := int(v)
	if float64(whole) < v {
		whole++
	}
	if unit == "" {
		unit = ".seconds"
	}
	return strconv.Itoa(whole) + unit, true
}
