package pill

// This file refuses what ProcessFactory#validate_process! refuses of stop_signals,
// where what is known of them is enough.

import "github.com/pilllint/pilllint/parser/eval"

// validateStopSignals refuses a sequence whatever it may be, or notes that it may
// be one that is refused.
func (b *builder) validateStopSignals(p *Process) {
	signals, ok := p.Attributes.Sym("stop_signals")
	grace, _ := p.Attributes.Sym("stop_grace_time")
	if !ok || PlainSequence(signals, grace) {
		return
	}
	sequences, graces := eval.Possible(signals), eval.Possible(orNil(grace))
	var first func()
	var because *eval.Unknown
	every := true
	for _, s := range sequences {
		for _, g := range graces {
			refusal := b.signalsRefusal(p, s.Value, g.Value, len(sequences)+len(graces) == 2)
			every = every && refusal != nil
			if first == nil && refusal != nil && !g.Absent {
				first = refusal
				if because, ok = signals.(*eval.Unknown); !ok || len(sequences) == 1 {
					because, _ = grace.(*eval.Unknown)
				}
			}
		}
	}
	switch {
	case first == nil:
	case every:
		first()
	case len(sequences) == 1 || len(graces) == 1: // else the one may hang on the same as the other
		b.in.Perhaps(because, first)
	}
}

// signalsRefusal returns how Bluepill refuses a sequence with a grace time; nil if
// it does not, or that is not known. It looks at the types, then at the count, then
// at the grace time. What is not known to be the only sequence raises nothing here.
func (b *builder) signalsRefusal(p *Process, signals, grace eval.Value, only bool) func() {
	if eval.IsNil(signals) || PlainSequence(signals, grace) {
		return nil
	}
	elems, known, refusal := b.sequence(p, signals, only)
	if !known {
		return refusal
	}
	for i, v := range elems {
		if b.wrongElement(i, v) {
			return b.refusal(Stage{Step: StopSignals, Process: p, Element: i}, elementMessage(i%2 == 0), i, b.shown(v))
		}
	}
	if len(elems)%2 == 0 {
		return b.refusal(Stage{Step: StopSignals, Process: p, Element: -1}, "Invalid stop_signals!  Expected an odd number of elements.")
	}
	return b.tooShort(p, elems, grace)
}

// refusal refuses at a stage.
func (b *builder) refusal(at Stage, format string, args ...any) func() {
	return func() {
		b.at(at)
		b.refuse(format, args...)
	}
}

func elementMessage(signal bool) string {
	if signal {
		return "Invalid stop_signals!  Expected a symbol (signal) at position %d instead of '%s'."
	}
	return "Invalid stop_signals!  Expected a number (delay) at position %d instead of '%s'."
}

// shown is a value as Bluepill prints it, or "…" if it is not known.
func (b *builder) shown(v eval.Value) string {
	if eval.Deep(v) != nil {
		return "…"
	}
	return b.in.ToS(v)
}

// sequence lists the elements of whatever answers each_with_index; some may be
// unknown. What does not is refused by Ruby.
func (b *builder) sequence(p *Process, v eval.Value, only bool) (elems []eval.Value, known bool, refusal func()) {
	if a, ok := v.(*eval.Array); ok {
		return a.Elems, a.Lost == nil, nil
	}
	at := Stage{Step: StopSignals, Process: p, Element: -1}
	scalar := v
	switch eval.SureType(v) {
	case eval.Any, eval.TArray, eval.THash, eval.TBool:
		if eval.Deep(v) != nil || !only {
			return nil, false, nil
		}
		b.at(at)
		return b.enumerated(v), true, nil
	case eval.TString:
		if eval.Deep(v) != nil {
			scalar = b.in.Str("…")
		}
	case eval.TSymbol:
		if eval.Deep(v) != nil {
			scalar = eval.Sym("…")
		}
	default:
		if eval.Deep(v) != nil {
			scalar = eval.Int(0)
		}
	}
	return nil, false, func() {
		b.at(at)
		b.enumerated(scalar)
	}
}

func (b *builder) enumerated(v eval.Value) (elems []eval.Value) {
	each := eval.NativeBlock(2, func(c *eval.Call) eval.Value {
		elems = append(elems, c.Args[0])
		return eval.Nil{}
	})
	b.in.SendBlock(v, "each_with_index", each)
	return elems
}

// wrongElement reports whether an element of a sequence is no signal or no delay,
// whatever it may be.
func (b *builder) wrongElement(i int, v eval.Value) bool {
	for _, one := range eval.Possible(v) {
		if eval.Deep(one.Value) == nil {
			_, signal := one.Value.(eval.Sym)
			if i%2 == 0 && signal || i%2 == 1 && b.in.IsA(one.Value, b.in.Class("Integer")) {
				return false
			}
			continue
		}
		switch t := eval.SureType(one.Value); {
		case t == eval.Any, i%2 == 0 && t == eval.TSymbol, i%2 == 1 && (t == eval.TInt || t == eval.TNumber):
			return false
		}
	}
	return true
}

// tooShort returns how a grace time is refused that is not set, or not longer than
// the delays: those that are known, as none is negative that is meant.
func (b *builder) tooShort(p *Process, elems []eval.Value, grace eval.Value) func() {
	at := Stage{Step: StopGraceTime, Process: p}
	refusal := b.refusal(at, "Stop_grace_time should be greater than the sum of stop_signals delays!")
	if eval.IsNil(grace) {
		if len(p.Attributes.Open)+len(p.object.Open) > 0 {
			return nil
		}
		return refusal
	}
	var sum eval.Value = eval.Int(0)
	for i, v := range elems {
		if i%2 == 1 && eval.Deep(v) == nil {
			sum = b.in.Send(sum, "+", v)
		}
	}
	compare := func() eval.Value {
		b.at(at)
		return b.in.Send(grace, "<=", sum)
	}
	switch eval.SureType(grace) {
	case eval.TString, eval.TSymbol, eval.TArray, eval.THash, eval.TBool:
		return func() { compare() } // which raises
	}
	if short, known := eval.Truthy(compare()); !short || !known {
		return nil
	}
	return refusal
}
