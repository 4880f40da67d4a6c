package eval

import "strings"

// A pieces puts a String together of which some parts may be unknown.
type pieces struct {
	in     *Interp
	b      strings.Builder // all of it, or what follows the last unknown part
	prefix string          // what comes before the first unknown part
	u      *Unknown        // why it is unknown
	shape  outline         // what is known of it, up to the last unknown part
}

func (p *pieces) add(s string) {
	p.in.grow(len(s))
	p.b.WriteString(s)
}

// addText adds a value that must be a String. Of an Unknown that certainly is
// none, it raises Ruby's error.
func (p *pieces) addText(v Value) {
	u := lost(v)
	if u == nil {
		p.add(p.in.String(v))
		return
	}
	p.in.mayRaise++
	switch u.Type {
	case TInt, TFloat, TSymbol, TArray, THash:
		if u.NonNil {
			p.in.Raise("TypeError", "no implicit conversion of %s into String", u.Type)
		}
	}
	p.hole(u)
}

// addValue adds a value's to_s.
func (p *pieces) addValue(v Value) {
	if u, ok := v.(*Unknown); ok {
		p.hole(u)
	} else if u := Deep(v); u != nil {
		p.hole(&Unknown{Causes: u.Causes})
	} else {
		p.add(p.in.ToS(v))
	}
}

// hole adds something unknown.
func (p *pieces) hole(u *Unknown) {
	before, after := "", ""
	var known Value
	if u.Type == TString && u.NonNil {
		before, after, known = u.Prefix, u.Suffix, u
	}
	p.shape.last = p.b.String()
	p.shape.hole(known)
	if p.u == nil {
		p.prefix, p.u = p.b.String()+before, because(u)
	} else {
		p.u = because(p.u, u)
	}
	p.b.Reset()
	p.b.WriteString(after)
}

// value is the String, or what is known of it.
func (p *pieces) value() Value {
	if p.u != nil {
		r := p.u.text(p.prefix, p.b.String())
		p.shape.last = p.b.String()
		r.Pieces = p.shape.list()
		return r
	}
	p.in.grow(16)
	return &Str{S: p.b.String()}
}
