package eval

// This file keeps what is known of a text in several places.

// maxOutline is how many pieces are kept; a text with more is no command or
// path that a person wrote.
const maxOutline = 64

// An outline is a text that is being put together, around what is not known.
type outline struct {
	done []string
	last string
	lost bool
}

// hole adds a value that is not known, but for what is known of its text.
func (o *outline) hole(v Value) {
	around := []string{"", ""}
	if u, ok := v.(*Unknown); ok && u.Type == TString {
		around = []string{u.Prefix, u.Suffix}
		if u.Pieces != nil {
			around = u.Pieces
		}
	}
	if len(o.done)+len(around) > maxOutline {
		o.done, o.last, o.lost = nil, "", true
	}
	if o.lost {
		return
	}
	o.last += around[0]
	for _, text := range around[1:] {
		o.done, o.last = append(o.done, o.last), text
	}
}

// list returns the pieces; nil if there were too many.
func (o *outline) list() []string {
	if o.lost {
		return nil
	}
	return append(o.done, o.last)
}

// joined is what is known of an unknown String with another one behind it.
func joined(u *Unknown, behind Value) (Value, bool) {
	if u.Type != TString {
		return nil, false
	}
	var o outline
	o.hole(u)
	switch v := behind.(type) {
	case *Str:
		if v.Lost != nil {
			return nil, false
		}
		o.last += v.S
		r := because(u).text(u.Prefix, u.Suffix+v.S)
		r.Pieces = o.list()
		r.Sure = u.Sure || SureType(u) == TString // a Pathname makes another
		return r, true
	case *Unknown:
		if v.Type != TString || !v.NonNil {
			return nil, false
		}
		o.hole(v)
		r := because(u, v).text(u.Prefix, v.Suffix)
		r.Pieces = o.list()
		return r, true
	}
	return nil, false
}
