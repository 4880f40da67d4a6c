package ast

// Walk calls visit with n and, as long as visit returns true, with the nodes
// under it, in the order of the text. Nil nodes are left out.
func Walk(n Node, visit func(Node) bool) {
	if isNil(n) || !visit(n) {
		return
	}
	each(n, func(c Node) { Walk(c, visit) })
}

// TooDeep returns a node that has more than limit others around it, or nil.
func TooDeep(n Node, limit int) (found Node) {
	if limit < 0 {
		return n
	}
	each(n, func(c Node) {
		if found == nil && !isNil(c) {
			found = TooDeep(c, limit-1)
		}
	})
	return found
}

// isNil reports whether n is nil, or a nil pointer to a node type that may be.
func isNil(n Node) bool {
	switch n := n.(type) {
	case nil:
		return true
	case *Seq:
		return n == nil
	case *Block:
		return n == nil
	case *Const:
		return n == nil
	case *Bad:
		return n == nil
	}
	return false
}

// Children returns the nodes directly under n, in the order of the text.
func Children(n Node) []Node {
	var list []Node
	each(n, func(c Node) {
		if !isNil(c) {
			list = append(list, c)
		}
	})
	return list
}

// each calls f with the nodes directly under n, in the order of the text; some
// may be nil.
func each(n Node, f func(Node)) {
	all := func(list []Node) {
		for _, c := range list {
			f(c)
		}
	}
	switch n := n.(type) {
	case *DStr:
		all(n.Parts)
	case *XStr:
		all(n.Parts)
	case *DSym:
		all(n.Parts)
	case *Regexp:
		all(n.Parts)
	case *Array:
		all(n.Elems)
	case *Hash:
		for _, p := range n.Pairs {
			f(p.Key)
			f(p.Value)
		}
	case *Range:
		f(n.Low)
		f(n.High)
	case *Lambda:
		f(n.Block)
	case *Const:
		f(n.Scope)
	case *Call:
		f(n.Recv)
		all(n.Args)
		f(n.Pass)
		f(n.Block)
	case *Super:
		all(n.Args)
		f(n.Pass)
		f(n.Block)
	case *Yield:
		all(n.Args)
	case *Splat:
		f(n.Value)
	case *Block:
		n.Params.each(f)
		f(n.Body)
	case *Assign:
		n.Target.each(f)
		f(n.Value)
	case *OpAssign:
		n.Target.each(f)
		f(n.Value)
	case *Seq:
		all(n.List)
	case *If:
		f(n.Cond)
		f(n.Then)
		f(n.Else)
	case *Case:
		f(n.Subject)
		for _, w := range n.Whens {
			all(w.Tests)
			f(w.Body)
		}
		f(n.Else)
	case *While:
		f(n.Cond)
		f(n.Body)
	case *For:
		n.Target.each(f)
		f(n.Over)
		f(n.Body)
	case *And:
		f(n.Left)
		f(n.Right)
	case *Or:
		f(n.Left)
		f(n.Right)
	case *Not:
		f(n.Value)
	case *Defined:
		f(n.Value)
	case *Begin:
		f(n.Body)
		for _, r := range n.Rescues {
			all(r.Classes)
			r.Target.each(f)
			f(r.Body)
		}
		f(n.Else)
		f(n.Ensure)
	case *Jump:
		f(n.Value)
	case *Def:
		f(n.Singleton)
		n.Params.each(f)
		f(n.Body)
	case *Class:
		f(n.Path)
		f(n.Superclass)
		f(n.Body)
	case *SClass:
		f(n.Object)
		f(n.Body)
	case *Module:
		f(n.Path)
		f(n.Body)
	}
}

// each calls f with the nodes of an assignment's left side.
func (t *Target) each(f func(Node)) {
	switch {
	case t == nil:
	case t.Local != nil:
		f(t.Local)
	case t.IVar != nil:
		f(t.IVar)
	case t.GVar != nil:
		f(t.GVar)
	case t.CVar != nil:
		f(t.CVar)
	case t.Const != nil:
		f(t.Const)
	case t.Call != nil:
		f(t.Call)
	case t.Splat != nil:
		t.Splat.each(f)
	default:
		for _, m := range t.Multi {
			m.each(f)
		}
	}
}

// each calls f with the default values of parameters.
func (ps *Params) each(f func(Node)) {
	if ps == nil {
		return
	}
	for _, p := range ps.Optional {
		f(p.Default)
	}
	for _, p := range ps.Keywords {
		f(p.Default)
	}
}
