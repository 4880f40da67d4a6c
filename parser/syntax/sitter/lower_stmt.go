package sitter

import "github.com/pilllint/pilllint/parser/syntax/ast"

// This file lowers assignments, control structures and definitions.

func (l *lowerer) statement(i uint32) ast.Node {
	p := l.pos(i)
	switch l.kind(i) {
	case kIf:
		return &ast.If{Pos: p, Cond: l.part(i, fCondition), Then: l.arm(i, fConsequence), Else: l.arm(i, fAlternative)}
	case kElsif:
		n := &ast.If{Pos: p, Cond: l.part(i, fCondition), Then: l.arm(i, fConsequence), Else: l.arm(i, fAlternative)}
		n.End = last(n.Start, n.Cond, n.Then, n.Else)
		return n
	case kUnless:
		n := &ast.If{Pos: p, Cond: l.part(i, fCondition)}
		n.Else = l.arm(i, fConsequence)
		n.Then = l.arm(i, fAlternative)
		return n
	case kConditional:
		return &ast.If{Pos: p, Cond: l.part(i, fCondition), Then: l.part(i, fConsequence), Else: l.part(i, fAlternative)}
	case kIfModifier:
		body := l.part(i, fBody) // first in the text, so its variables come first
		return &ast.If{Pos: p, Cond: l.part(i, fCondition), Then: body, Else: nil}
	case kUnlessModifier:
		body := l.part(i, fBody)
		return &ast.If{Pos: p, Cond: l.part(i, fCondition), Then: nil, Else: body}
	case kWhile, kUntil:
		return &ast.While{Pos: p, Cond: l.part(i, fCondition), Body: l.part(i, fBody), Until: l.kind(i) == kUntil}
	case kWhileModifier, kUntilModifier:
		c := l.child(i, fBody)
		n := &ast.While{Pos: p, Until: l.kind(i) == kUntilModifier, After: c != 0 && l.kind(c) == kBegin}
		n.Body = l.part(i, fBody)
		n.Cond = l.part(i, fCondition)
		return n
	case kRescueModifier:
		return l.rescueModifier(p, l.part(i, fBody), l.part(i, fHandler))
	case kFor:
		return l.forLoop(i)
	case kCase:
		return l.caseWhen(i)
	case kReturn:
		return l.jump(i, ast.Return)
	case kBreak:
		return l.jump(i, ast.Break)
	case kNext:
		return l.jump(i, ast.Next)
	case kRedo:
		return l.jump(i, ast.Redo)
	case kRetry:
		return l.jump(i, ast.Retry)
	case kMethod, kSingletonMethod:
		return l.method(i)
	case kClass:
		return l.class(i)
	case kModule:
		n := &ast.Module{Pos: p}
		n.Path = l.constPath(i)
		n.Locals = l.within(true, func() { n.Body = l.arm(i, fBody) })
		return n
	case kSingletonClass:
		n := &ast.SClass{Pos: p, Object: l.part(i, fValue)}
		n.Locals = l.within(true, func() { n.Body = l.arm(i, fBody) })
		return n
	case kAlias:
		return &ast.Alias{Pos: p, New: l.methodName(l.child(i, fName)), Old: l.methodName(l.child(i, fAlias))}
	case kUndef:
		n := &ast.Undef{Pos: p}
		for c := range l.named(i) {
			n.Names = append(n.Names, l.methodName(c))
		}
		return n
	}
	return l.bad(i)
}

func (l *lowerer) rescueModifier(p ast.Pos, body, handler ast.Node) ast.Node {
	if body == nil || handler == nil {
		return &ast.Bad{Pos: p, Kind: "rescue modifier"}
	}
	return &ast.Begin{Pos: p, Body: body, Rescues: []ast.Rescue{{Pos: handler.Range(), Body: handler}}}
}

// methodName is a name in alias, undef or def: bare, or a symbol.
func (l *lowerer) methodName(i uint32) string {
	if i == 0 {
		return ""
	}
	if s, ok := l.maybeLiteral(i).(*ast.Sym); ok {
		return s.Name
	}
	return l.textOf(i)
}

func (l *lowerer) maybeLiteral(i uint32) ast.Node {
	switch l.kind(i) {
	case kSimpleSymbol, kDelimitedSymbol:
		return l.literal(i)
	}
	return nil
}

func (l *lowerer) jump(i uint32, kind ast.JumpKind) ast.Node {
	n := &ast.Jump{Pos: l.pos(i), Kind: kind}
	switch args := l.jumpArguments(i); len(args) {
	case 0:
	case 1:
		n.Value = args[0]
		if s, ok := args[0].(*ast.Splat); ok {
			n.Value = &ast.Array{Pos: s.Pos, Elems: args}
		}
	default:
		n.Value = &ast.Array{Pos: ast.Pos{Start: args[0].Range().Start, End: args[len(args)-1].Range().End}, Elems: args}
	}
	return n
}

func (l *lowerer) forLoop(i uint32) ast.Node {
	n := &ast.For{Pos: l.pos(i), Body: &ast.Seq{}}
	if c := l.child(i, fPattern); c != 0 {
		n.Target = l.target(c)
	}
	if c := l.child(i, fValue); c != 0 {
		for v := range l.named(c) {
			n.Over = l.node(v)
		}
	}
	if c := l.child(i, fBody); c != 0 {
		n.Body = l.seq(c)
	}
	if n.Target == nil || n.Over == nil {
		return l.bad(i)
	}
	return n
}

func (l *lowerer) caseWhen(i uint32) ast.Node {
	n := &ast.Case{Pos: l.pos(i), Subject: l.part(i, fValue)}
	for c := range l.named(i) {
		switch l.kind(c) {
		case kWhen:
			w := ast.When{Pos: l.pos(c)}
			for t := range l.named(c) {
				if l.kind(t) == kPattern {
					for e := range l.named(t) {
						w.Tests = append(w.Tests, l.node(e))
					}
				}
			}
			w.Body = l.arm(c, fBody)
			w.End = last(last(w.Start, w.Tests...), w.Body)
			n.Whens = append(n.Whens, w)
		case kElse:
			if s := l.seq(c); len(s.List) > 0 {
				n.Else = s
			}
		}
	}
	return n
}

func (l *lowerer) assignment(i uint32) ast.Node {
	left, right := l.child(i, fLeft), l.child(i, fRight)
	if left == 0 || right == 0 {
		return l.bad(i)
	}
	t := l.target(left)
	if t.Bad != nil {
		return t.Bad
	}
	v := l.node(right)
	if l.kind(i) == kAssignment {
		if s, ok := v.(*ast.Splat); ok {
			v = &ast.Array{Pos: s.Pos, Elems: []ast.Node{s}}
		}
		return &ast.Assign{Pos: l.pos(i), Target: t, Value: v}
	}
	op := l.child(i, fOperator)
	word := l.textOf(op)
	return &ast.OpAssign{Pos: l.pos(i), Target: t, Op: word[:max(len(word)-1, 0)], OpPos: l.pos(op), Value: v}
}

// target lowers what stands on the left of an assignment.
func (l *lowerer) target(i uint32) *ast.Target {
	p := l.pos(i)
	t := &ast.Target{Pos: p}
	switch l.kind(i) {
	case kIdentifier:
		name := l.textOf(i)
		d, s := l.scope.Declare(name)
		t.Local = &ast.Local{Pos: p, Name: name, Depth: d, Slot: s}
	case kInstanceVariable:
		t.IVar = &ast.IVar{Pos: p, Name: l.textOf(i)}
	case kGlobalVariable:
		t.GVar = &ast.GVar{Pos: p, Name: l.textOf(i)}
	case kClassVariable:
		t.CVar = &ast.CVar{Pos: p, Name: l.textOf(i)}
	case kConstant:
		t.Const = &ast.Const{Pos: p, Name: l.textOf(i), NamePos: p}
	case kLeftList, kDestructuredLeft:
		t.Multi = []*ast.Target{}
		for c := range l.named(i) {
			t.Multi = append(t.Multi, l.target(c))
		}
		if l.kind(i) == kLeftList && len(t.Multi) == 1 && t.Multi[0].Multi != nil && t.Multi[0].Pos == p {
			return t.Multi[0] // (a, b) alone
		}
	case kRestAssignment:
		t.Splat = &ast.Target{Pos: p}
		for c := range l.named(i) {
			t.Splat = l.target(c)
		}
	default:
		switch n := l.node(i).(type) {
		case *ast.Const:
			t.Const = n
		case *ast.Call:
			if n.Block != nil || n.Parens && n.Name != "[]" || n.Name == "" {
				t.Bad = &ast.Bad{Pos: p, Kind: "assignment"}
				break
			}
			n.Name += "="
			n.Assign = true
			t.Call = n
		default:
			t.Bad = &ast.Bad{Pos: p, Kind: "assignment"}
		}
	}
	return t
}

func (l *lowerer) method(i uint32) ast.Node {
	n := &ast.Def{Pos: l.pos(i)}
	if l.kind(i) == kSingletonMethod {
		n.Singleton = l.part(i, fObject)
	}
	if c := l.child(i, fName); c != 0 {
		n.Name, n.NamePos = l.methodName(c), l.pos(c)
	}
	n.Locals = l.within(true, func() {
		if c := l.child(i, fParameters); c != 0 {
			n.Params = l.params(c)
		}
		n.Body = l.arm(i, fBody)
	})
	return n
}

func (l *lowerer) class(i uint32) ast.Node {
	n := &ast.Class{Pos: l.pos(i), Path: l.constPath(i)}
	if c := l.child(i, fSuperclass); c != 0 {
		for s := range l.named(c) {
			n.Superclass = l.node(s)
		}
	}
	n.Locals = l.within(true, func() { n.Body = l.arm(i, fBody) })
	return n
}

// constPath is the name of a class or module.
func (l *lowerer) constPath(i uint32) *ast.Const {
	if c, ok := l.part(i, fName).(*ast.Const); ok {
		return c
	}
	return nil
}
