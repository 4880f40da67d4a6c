package rules

import (
	"cmp"
	"strings"
	"unicode"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/source"
)

var invalidStopSequence = &Rule{
	Name:        "invalid-stop-sequence",
	Manifest:    true,
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a stop sequence does not alternate signals and seconds, or cannot end the process",
	Related:     []string{"invalid-stop-signals", "suspending-signal", "unknown-manifest-signal"},
	Since:       "0.1",
	Text: "A stop sequence is a signal, the whole seconds to wait, the next signal, and so on, separated by commas. It ends with\n" +
		"a signal: `quit, 30, term, 11, kill`. Nothing reaches a process after `kill`. A process that gets `stop` is suspended:\n" +
		"it cannot end by itself, whatever it gets next, until somebody sends `cont`.\n\n" +
		"It is text, not Ruby: it has none of the brackets, colons or `.seconds` that the same sequence has in a pill.",
	Bad: `production:
  procfile_metadata:
    worker:
      stop_sequence: quit, 30, term, 11
`,
	Good: `production:
  procfile_metadata:
    worker:
      stop_sequence: quit, 30, term, 11, kill
`,
	Check: func(p *Pass) {
		for proc := range p.manifestProcesses {
			e := proc.Setting(manifest.StopSequence)
			if e == nil || e.Value.Filled() {
				continue
			}
			switch e.Value.Kind {
			case manifest.Text, manifest.Number, manifest.Bool:
				p.stopSequence(e.Value)
			}
		}
	},
}

// stopSequence reports the first thing that is wrong with a sequence, as it may
// explain the others.
func (p *Pass) stopSequence(v *manifest.Value) {
	steps := manifest.Steps(v)
	if ruby, ok := rubySequence(v.Text); ok {
		p.Finding(v.Span, "this is a sequence in Ruby; in a manifest it is %q", ruby).Fix(safely(rewriteSequence(v, ruby))).Done(p)
		return
	}
	if ruby := strings.ContainsAny(v.Text, "[]"); ruby {
		p.Report(v.Span, "a stop sequence is plain text without brackets, such as quit, 30, term, 11, kill")
		return
	}
	for i, s := range steps {
		if f := p.wrongStep(v, steps, i, s); f != nil {
			f.Done(p)
			return
		}
	}
	if last := steps[len(steps)-1]; last.Kind == manifest.Delay {
		p.Finding(last.Span, "the sequence ends with a delay; it must end with a signal").
			Fix(rewriteSequence(v, strings.TrimRight(v.Text, " \t,")+", kill")).Done(p)
		return
	}
	if s := suspends(steps); s != nil {
		p.Finding(s.Span, "stop suspends the process, which cannot end by itself then").Fix(rewriteStep(*s, "term")).Done(p)
	}
}

// suspends is the step that suspends a process for good; nil if none does.
func suspends(steps []manifest.Step) (found *manifest.Step) {
	for i := range steps {
		switch strings.ToLower(steps[i].Text) {
		case "stop":
			found = cmp.Or(found, &steps[i])
		case "cont":
			found = nil
		}
	}
	return found
}

// wrongStep begins the finding about a step that cannot stand where it does; nil
// if it can.
func (p *Pass) wrongStep(v *manifest.Value, steps []manifest.Step, i int, s manifest.Step) *Finding {
	wantsSignal := i%2 == 0
	switch {
	case s.Kind == manifest.Nought && len(steps) == 1:
		return p.Finding(v.Span, "the stop sequence is empty")
	case s.Kind == manifest.Nought && i == len(steps)-1:
		return p.Finding(v.Span, "the sequence has nothing after its last comma").Fix(safely(rewriteSequence(v, strings.TrimRight(v.Text, " \t,"))))
	case s.Kind == manifest.Nought:
		return p.Finding(v.Span, "the sequence has nothing between two commas")
	case wantsSignal && s.Kind == manifest.Delay:
		if i == 0 {
			return p.Finding(s.Span, "the sequence begins with a delay; it must begin with a signal")
		}
		return p.Finding(s.Span, "this must be a signal, not another delay")
	case !wantsSignal && s.Kind == manifest.Name && manifest.IsSignal(s.Text):
		return p.Finding(s.Span, "this must be the seconds to wait, not another signal")
	case !wantsSignal && s.Kind != manifest.Delay:
		return p.Finding(s.Span, "%q is not a whole number of seconds", s.Text).Fix(rewriteStep(s, wholeSeconds(s.Text)))
	case wantsSignal && s.Kind == manifest.Other && len(stepWords(s.Text)) > 1:
		return p.Finding(s.Span, "signals and seconds must be separated by commas").Fix(rewriteStep(s, sequenceOf(stepWords(s.Text))))
	case wantsSignal && s.Kind == manifest.Other:
		return p.Finding(s.Span, "%q is not the name of a signal", s.Text)
	case wantsSignal && strings.EqualFold(s.Text, "kill") && i < len(steps)-1 && steps[i+1].Kind != manifest.Nought:
		return p.Finding(s.Span, "kill ends the process at once, so nothing after it is ever sent")
	}
	return nil
}

// stepWords are the words of what has something else than commas between them.
func stepWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// sequenceOf is the sequence that words make; "" if they make none.
func sequenceOf(words []string) string {
	for i, w := range words {
		kind, _ := manifest.KindOf(w)
		if i%2 == 0 && !manifest.IsSignal(w) || i%2 == 1 && kind != manifest.Delay {
			return ""
		}
	}
	if len(words)%2 == 0 {
		return ""
	}
	return strings.Join(words, ", ")
}

var numberWithUnit = lazyregexp.New(`^(\d+)(?:s|\.?sec|\.?secs|\.?seconds?|\.0+)$`)

// wholeSeconds is the delay that is meant by one with a unit; "" if there is
// none.
func wholeSeconds(text string) string {
	if m := numberWithUnit.FindStringSubmatch(strings.ReplaceAll(text, " ", "")); m != nil {
		return m[1]
	}
	return ""
}

// rubySequence returns a sequence of Ruby's as a manifest has it; ok is false if
// a text is none.
func rubySequence(text string) (string, bool) {
	inner := strings.TrimSpace(text)
	if !strings.Contains(inner, ":") {
		return "", false
	}
	inner = strings.TrimSuffix(strings.TrimPrefix(inner, "["), "]")
	var words []string
	for part := range strings.SplitSeq(inner, ",") {
		word, ok := sequenceWord(strings.TrimSpace(part))
		if !ok {
			return "", false
		}
		words = append(words, word)
	}
	return strings.Join(words, ", "), true
}

// sequenceWord returns an element of a sequence of Ruby's, or of a list, as it is
// written in a manifest.
func sequenceWord(text string) (string, bool) {
	name := strings.TrimPrefix(strings.ToLower(strings.TrimPrefix(text, ":")), "sig")
	if manifest.IsSignal(name) {
		return name, true
	}
	if kind, _ := manifest.KindOf(text); kind == manifest.Delay {
		return text, true
	}
	seconds := wholeSeconds(text)
	return seconds, seconds != ""
}

func rewriteSequence(v *manifest.Value, text string) diag.Fix {
	return rewriteValue("Write "+text, v, text)
}

func rewriteStep(s manifest.Step, text string) diag.Fix {
	if text == "" {
		return diag.Fix{}
	}
	return diag.Fix{Title: "Write " + text, Edits: []source.Edit{{Span: s.Span, New: text}}}
}

func safely(f diag.Fix) diag.Fix {
	f.Safe = true
	return f
}
