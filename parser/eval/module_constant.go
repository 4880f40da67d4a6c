package eval

// This file holds the methods of modules that look up and set constants.

// constName raises unless a name can be a constant's.
func (c *Call) constName(i int) string {
	name := c.symbolOrText(i)
	if !validConst(name) {
		c.In.Raise("NameError", "wrong constant name %s", name)
	}
	return name
}

func validConst(name string) bool {
	for i, r := range name {
		upper := r >= 'A' && r <= 'Z'
		word := upper || r >= 'a' && r <= 'z' || r == '_' || r >= '0' && r <= '9' || r > 0x7f
		if i == 0 && !upper && r <= 0x7f || !word {
			return false
		}
	}
	return name != ""
}

func moduleConstGet(c *Call) Value { return c.In.ConstGet(c.module(), c.symbolOrText(0)) }

// ConstGet is Module#const_get: it takes paths, and finds Object's constants
// through any class or module.
func (in *Interp) ConstGet(k *Class, path string) Value {
	var v Value = k
	for _, name := range splitPath(path) {
		holder, ok := v.(*Class)
		if !ok {
			if u := lost(v); u != nil {
				return because(u)
			}
			in.Raise("TypeError", "%s does not refer to class/module", in.Inspect(v))
		}
		if !validConst(name) {
			in.Raise("NameError", "wrong constant name %s", path)
		}
		v = in.constIn(holder, name, true)
	}
	return v
}

func splitPath(path string) []string {
	var parts []string
	for at := 0; ; {
		i := indexFrom(path, "::", at)
		if i < 0 {
			return append(parts, path[at:])
		}
		if i > 0 {
			parts = append(parts, path[at:i])
		}
		at = i + 2
	}
}

func indexFrom(s, sub string, from int) int {
	for i := from; i+len(sub) <= len(s); i++ {
		if s[i:i+len(sub)] == sub {
			return i
		}
	}
	return -1
}

func moduleConstSet(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		return c.Args[1]
	}
	name := c.constName(0)
	c.In.touch(constPlace{c.module(), name})
	c.module().SetConst(name, c.Args[1])
	return c.Args[1]
}

func moduleConstDefined(c *Call) Value {
	var v Value
	exc := c.In.protect(func() { v = c.In.ConstGet(c.module(), c.symbolOrText(0)) })
	if exc != nil {
		return Bool(false)
	}
	if u, ok := v.(*Unknown); ok && u.Causes[0].Reason == Required {
		return because(u).typed(TBool)
	}
	return Bool(true)
}

// moduleRemoveConst is Module#remove_const. A constant that only Ruby, or a file that
// is not read, defines is left as it is.
func moduleRemoveConst(c *Call) Value {
	if !c.In.mayCallPrivate(c) {
		c.In.noMethod(c)
	}
	name, k := c.symbolOrText(0), c.module()
	if !validConst(name) {
		c.In.Raise("NameError", "`%s' is not allowed as a constant variable name", name)
	}
	v, set := k.Consts[name]
	if set {
		c.In.touch(constPlace{k, name})
		delete(k.Consts, name)
		return v
	}
	_, assumed := c.In.Env.Consts[k.path(name)]
	if u := c.In.unread(name); u != nil {
		return u
	}
	if _, defined := c.In.lookupConst(k, name, false); defined || assumed {
		return c.In.notModelled(c)
	}
	c.In.Raise("NameError", "constant %s not defined", k.Name+"::"+name)
	return nil
}
