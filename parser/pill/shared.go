package pill

// This file tells what processes hold that is changed when their blocks are over, as
// others hold the same.

import "github.com/pilllint/pilllint/parser/eval"

// ended keeps what the attributes are at the end of the block that can be changed later.
func (p *Process) ended() {
	for name, v := range p.Attributes.Each {
		key, ok := name.(eval.Sym)
		if !ok {
			continue
		}
		var kept eval.Value
		switch v := v.(type) {
		case *eval.Str:
			if v.Lost != nil || v.Frozen {
				continue
			}
			kept = &eval.Str{S: v.S}
		case *eval.Hash:
			if v.Lost != nil || v.Frozen {
				continue
			}
			kept = v.Clone()
		default:
			continue
		}
		if p.atEnd == nil {
			p.atEnd = map[string]eval.Value{}
		}
		p.atEnd[string(key)] = kept
	}
}

// ChangedLater reports whether the value of an attribute was changed in place when the
// block of the process was over: a text, or what a key of a Hash has, which is then named.
func (p *Process) ChangedLater(name string) (key string, ok bool) {
	now, set := p.Attributes.Sym(name)
	if !set {
		return "", false
	}
	switch was := p.atEnd[name].(type) {
	case *eval.Str:
		s, is := now.(*eval.Str)
		return "", is && s.Lost == nil && s.S != was.S
	case *eval.Hash:
		h, is := now.(*eval.Hash)
		if !is || h.Lost != nil {
			return "", false
		}
		for k, v := range was.Each {
			name, named := nameText(k)
			later, has := h.Get(k)
			if named && has && differ(v, later) {
				return name, true
			}
		}
	}
	return "", false
}

// differ reports whether two values are certainly not the same.
func differ(a, b eval.Value) bool {
	return eval.Deep(a) == nil && eval.Deep(b) == nil && !eval.Same(a, b)
}

// Holds returns the object that an attribute is, to be compared with those of others.
func (p *Process) Holds(name string) eval.Value {
	v, _ := p.Attributes.Sym(name)
	return v
}
