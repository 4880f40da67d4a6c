package eval

// This file tells what strings come to in which one of several texts is filled
// in: "#{x ? "a" : "b"} -c".

import "slices"

// A chosen is the only gap of a text that is known to be one of several.
type chosen struct {
	u   *Unknown
	gap int // which of the text's gaps it is
	n   int // how many of them are such
}

// see notes a value that is filled in, and which gap it is.
func (o *chosen) see(v Value, gap int) {
	if u, ok := v.(*Unknown); ok && len(u.Choices) > 1 && !u.Unset {
		o.u, o.gap = u, gap
		o.n++
	}
}

// texts are what an unknown text may be; nil if that is not known.
func (o *chosen) texts(whole *Unknown) (list []Value) {
	if o.n != 1 || o.gap+1 >= len(whole.Pieces) {
		return nil
	}
	before, after := whole.Pieces[:o.gap+1], whole.Pieces[o.gap+1:]
	for _, choice := range o.u.Choices {
		var middle []string
		switch v := choice.(type) {
		case *Str:
			if v.Lost == nil {
				middle = []string{v.S}
			}
		case *Unknown:
			switch {
			case v.Type == TString && v.Pieces != nil:
				middle = v.Pieces
			case v.Prefix == "" && v.Suffix == "":
				middle = []string{"", ""} // whatever it is
			}
		}
		if middle == nil {
			return nil
		}
		pieces := append(slices.Clone(before), middle[1:]...)
		pieces[o.gap] += middle[0]
		pieces[len(pieces)-1] += after[0]
		pieces = append(pieces, after[1:]...)
		if len(pieces) == 1 {
			list = append(list, &Str{S: pieces[0]})
			continue
		}
		u := whole.text(pieces[0], pieces[len(pieces)-1])
		u.Pieces = pieces
		list = append(list, u)
	}
	return list
}
