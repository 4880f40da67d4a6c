package eval

// This file holds code that is a text: eval, and instance_eval of a String. It
// is not followed, as it may be anything.

// ranText is code that was run and not read: it may define anything, and has its
// hands on its self and on the variables around it.
func (in *Interp) ranText(self Value, u *Unknown) Value {
	in.ranCode(u)
	for s := in.frame.scope; s != nil; s = s.parent {
		for _, v := range s.vars {
			if o, ok := v.(*Object); ok {
				in.lose(o, u)
			}
		}
	}
	if o, ok := self.(*Object); ok && o != in.mainObject {
		in.lose(o, u)
	}
	return because(u)
}

func kernelEval(c *Call) Value {
	return c.In.ranText(c.In.frame.self, c.In.unsupported(c.Name))
}
