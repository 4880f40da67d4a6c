package syntax

// Walk calls visit with n and, as long as visit returns true, with the nodes
// under it, in the order of the text. Nil nodes are left out.
func Walk(n Node, visit func(Node) bool) {
	if isNil(n) || !visit(n) {
		return
	}
	for _, c := range Children(n) {
		Walk(c, visit)
	}
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

// Children returns the nodes directly under n, in the order of the text; some
// may be nil.
func Children(n Node) []Node {
	switch n := n.(type) {
	case *DStr:
		return n.Parts
	case *XStr:
		return n.Parts
	case *DSym:
		return n.Parts
	case *Regexp:
		return n.Parts
	case *Array:
		return n.Elems
	case *Hash:
		var list []Node
		for _, p := range n.Pairs {
			list = append(list, p.Key, p.Value)
		}
		return list
	case *Range:
		return []Node{n.Low, n.High}
	case *Lambda:
		return []Node{n.Block}
	case *Const:
		return []Node{n.Scope}
	case *Call:
		list := append([]Node{n.Recv}, n.Args...)
		return append(list, n.Pass, n.Block)
	case *Super:
		return append(append([]Node{}, n.Args...), n.Pass, n.Block)
	case *Yield:
		return n.Args
	case *Splat:
		return []Node{n.Value}
	case *Block:
		return append(n.Params.defaults(), n.Body)
	case *Assign:
		return append(n.Target.nodes(), n.Value)
	case *OpAssign:
		return append(n.Target.nodes(), n.Value)
	case *Seq:
		return n.List
	case *If:
		return []Node{n.Cond, n.Then, n.Else}
	case *Case:
		list := []Node{n.Subject}
		for _, w := range n.Whens {
			list = append(append(list, w.Tests...), w.Body)
		}
		return append(list, n.Else)
	case *While:
		return []Node{n.Cond, n.Body}
	case *For:
		return append(n.Target.nodes(), n.Over, n.Body)
	case *And:
		return []Node{n.Left, n.Right}
	case *Or:
		return []Node{n.Left, n.Right}
	case *Not:
		return []Node{n.Value}
	case *Defined:
		return []Node{n.Value}
	case *Begin:
		list := []Node{n.Body}
		for _, r := range n.Rescues {
			list = append(list, r.Classes...)
			list = append(append(list, r.Target.nodes()...), r.Body)
		}
		return append(list, n.Else, n.Ensure)
	case *Jump:
		return []Node{n.Value}
	case *Def:
		return append(append([]Node{n.Singleton}, n.Params.defaults()...), n.Body)
	case *Class:
		return []Node{n.Path, n.Superclass, n.Body}
	case *SClass:
		return []Node{n.Object, n.Body}
	case *Module:
		return []Node{n.Path, n.Body}
	}
	return nil
}

// nodes returns the nodes of an assignment's left side.
func (t *Target) nodes() []Node {
	switch {
	case t == nil:
		return nil
	case t.Local != nil:
		return []Node{t.Local}
	case t.IVar != nil:
		return []Node{t.IVar}
	case t.GVar != nil:
		return []Node{t.GVar}
	case t.CVar != nil:
		return []Node{t.CVar}
	case t.Const != nil:
		return []Node{t.Const}
	case t.Call != nil:
		return []Node{t.Call}
	case t.Splat != nil:
		return t.Splat.nodes()
	}
	var list []Node
	for _, m := range t.Multi {
		list = append(list, m.nodes()...)
	}
	return list
}

// defaults returns the default values of parameters.
func (ps *Params) defaults() []Node {
	if ps == nil {
		return nil
	}
	var list []Node
	for _, p := range ps.Optional {
		list = append(list, p.Default)
	}
	for _, p := range ps.Keywords {
		list = append(list, p.Default)
	}
	return list
}
