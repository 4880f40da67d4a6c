package eval

// This file binds the parameters of blocks and methods to what they are called
// with.

import "github.com/pilllint/pilllint/parser/syntax"

// arity is what Proc#arity or Method#arity says of parameters; strict ones are
// those of methods and lambdas.
func arity(ps *syntax.Params, strict bool) int {
	if ps == nil {
		return 0
	}
	least := len(ps.Required) + len(ps.Post)
	most := least + len(ps.Optional)
	if len(ps.Keywords) > 0 || ps.KeyRest != nil {
		most++
	}
	for _, k := range ps.Keywords {
		if k.Default == nil {
			least++
			break
		}
	}
	unlimited := ps.Rest != nil || ps.Forward
	if !unlimited && (!strict || least == most) {
		return least
	}
	return -least - 1
}

func (m *Method) arity() int {
	switch {
	case m.def != nil:
		return arity(m.def.Params, true)
	case m.proc != nil:
		return arity(m.proc.Node.Params, true)
	case m.Min == m.Max:
		return m.Min
	}
	return -m.Min - 1
}

// Arity is Proc#arity.
func (p *Proc) Arity() int {
	if p.Node == nil {
		if p.method != nil {
			return p.method.arity()
		}
		return p.arity
	}
	return arity(p.Node.Params, p.Lambda)
}

// bind gives parameters their arguments. A strict binding (of methods and
// lambdas) counts them.
func (in *Interp) bind(ps *syntax.Params, args []Value, bare bool, block *Proc, strict bool) {
	if ps == nil {
		if strict && len(args) > 0 {
			in.wrongCount(len(args), 0, 0)
		}
		return
	}
	vars := in.frame.scope.vars
	hasKeys := len(ps.Keywords) > 0 || ps.KeyRest != nil
	var keys *Hash
	if hasKeys && bare && len(args) > 0 {
		if h, ok := args[len(args)-1].(*Hash); ok {
			keys, args = h, args[:len(args)-1]
		}
	}
	if !strict && len(args) == 1 && takesApart(ps) {
		if u, ok := args[0].(*Unknown); ok {
			args = in.spread(u, ps)
		} else if a, ok := args[0].(*Array); ok {
			if a.Lost != nil {
				args = in.spread(a.Lost, ps)
			} else {
				args = a.Elems
			}
		}
	}
	need := len(ps.Required) + len(ps.Post)
	if strict {
		in.checkArgs(ps, args, need)
	}
	in.bindPositional(ps, vars, args, need)
	if hasKeys {
		in.bindKeywords(ps, vars, keys)
	}
	if ps.Block != nil {
		vars[ps.Block.Slot] = Nil{}
		if block != nil {
			vars[ps.Block.Slot] = block
		}
	}
}

func (in *Interp) checkArgs(ps *syntax.Params, args []Value, need int) {
	max := need + len(ps.Optional)
	if ps.Rest != nil || ps.Forward {
		max = -1
	}
	if len(args) >= need && (max < 0 || len(args) <= max) {
		return
	}
	in.frame.at = ps.Pos // Ruby names the definition, not the call
	in.wrongCount(len(args), need, max)
}

// takesApart reports whether a block with these parameters takes a single
// array apart.
func takesApart(ps *syntax.Params) bool {
	n := len(ps.Required) + len(ps.Optional) + len(ps.Post)
	return n > 1 || n == 1 && (ps.Comma || ps.Rest != nil)
}

// spread stands for the elements of an array that is not known.
func (in *Interp) spread(u *Unknown, ps *syntax.Params) []Value {
	args := make([]Value, len(ps.Required)+len(ps.Optional)+len(ps.Post))
	for i := range args {
		args[i] = because(u)
	}
	return args
}

func (in *Interp) bindPositional(ps *syntax.Params, vars, args []Value, need int) {
	at := func(i int) Value {
		if i < len(args) {
			return args[i]
		}
		return Nil{}
	}
	i := 0
	for _, p := range ps.Required {
		in.bindOne(p, vars, at(i))
		i++
	}
	spare := max(len(args)-need, 0)
	for _, p := range ps.Optional {
		if spare > 0 {
			vars[p.Slot] = at(i)
			i++
			spare--
			continue
		}
		vars[p.Slot] = in.eval(p.Default)
	}
	if ps.Rest != nil {
		rest := make([]Value, 0, spare)
		for range spare {
			rest = append(rest, at(i))
			i++
		}
		vars[ps.Rest.Slot] = in.arr(rest)
	}
	for _, p := range ps.Post {
		in.bindOne(p, vars, at(i))
		i++
	}
}

func (in *Interp) bindOne(p syntax.Param, vars []Value, v Value) {
	vars[p.Slot] = v
	if p.Nested != nil {
		in.destructure(p.Nested, v)
	}
}

func (in *Interp) bindKeywords(ps *syntax.Params, vars []Value, keys *Hash) {
	taken := map[string]bool{}
	var missing []string
	for _, p := range ps.Keywords {
		taken[p.Name] = true
		if keys != nil {
			if v, ok := keys.Sym(p.Name); ok {
				vars[p.Slot] = v
				continue
			}
			if len(keys.Open) > 0 {
				vars[p.Slot] = &Unknown{Causes: keys.Open}
				continue
			}
		}
		if p.Default == nil {
			missing = append(missing, ":"+p.Name)
			continue
		}
		vars[p.Slot] = in.eval(p.Default)
	}
	if len(missing) > 0 {
		in.Raise("ArgumentError", "missing keyword%s: %s", plural(len(missing)), joinComma(missing))
	}
	rest := NewHash()
	if keys != nil {
		var unknown []string
		for k, v := range keys.Each {
			if s, ok := k.(Sym); ok && taken[string(s)] {
				continue
			}
			if ps.KeyRest == nil {
				unknown = append(unknown, in.Inspect(k))
			}
			rest.Set(k, v)
		}
		rest.Open = keys.Open
		if len(unknown) > 0 {
			in.Raise("ArgumentError", "unknown keyword%s: %s", plural(len(unknown)), joinComma(unknown))
		}
	}
	if ps.KeyRest != nil {
		vars[ps.KeyRest.Slot] = rest
	}
}
