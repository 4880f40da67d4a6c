package sitter

// This file lowers names, calls and their arguments, blocks and parameters.

import (
	"github.com/pilllint/pilllint/parser/syntax/accept"
	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/literal"
)

func (l *lowerer) identifier(i uint32) ast.Node {
	p, name := l.pos(i), l.textOf(i)
	if d, s, ok := l.scope.Find(name); ok {
		return &ast.Local{Pos: p, Name: name, Depth: d, Slot: s}
	}
	if len(name) == 2 && name[0] == '_' && name[1] >= '1' && name[1] <= '9' {
		if n := l.numberedParam(p, int(name[1]-'0')); n != nil {
			return n
		}
	}
	switch name {
	case "__FILE__", "__LINE__", "__ENCODING__", "__dir__", "__method__":
		return &ast.Magic{Pos: p, Name: name}
	}
	return &ast.Call{Pos: p, Name: name, NamePos: p, VCall: true}
}

// numberedParam gives the block around it the parameters _1 to _n.
func (l *lowerer) numberedParam(p ast.Pos, n int) ast.Node {
	params := l.numbered
	if params == nil {
		return nil
	}
	for k := len(params.Required) + 1; k <= n; k++ {
		name := "_" + string(rune('0'+k))
		params.Required = append(params.Required, ast.Param{Pos: p, Name: name, Slot: l.scope.Own(name)})
	}
	params.Implied = true
	return &ast.Local{Pos: p, Name: params.Required[n-1].Name, Depth: 0, Slot: params.Required[n-1].Slot}
}

func (l *lowerer) scopeResolution(i uint32) ast.Node {
	name := l.child(i, fName)
	scope := l.part(i, fScope)
	if name == 0 {
		return l.bad(i)
	}
	if l.kind(name) != kConstant {
		return &ast.Call{Pos: l.pos(i), Recv: scope, Name: l.textOf(name), NamePos: l.pos(name)}
	}
	_, deep := scope.(*ast.Const)
	return &ast.Const{Pos: l.pos(i), Scope: scope, Name: l.textOf(name), NamePos: l.pos(name), Top: scope == nil, DeepPath: deep}
}

func (l *lowerer) call(i uint32) ast.Node {
	c := &ast.Call{Pos: l.pos(i), NamePos: l.pos(i)}
	var args, block uint32
	super := false
	for k := range l.children(i) {
		switch l.field(k) {
		case fReceiver:
			c.Recv = l.node(k)
		case fOperator:
			c.Safe = l.textOf(k) == "&."
			if c.Name == "" {
				c.Name, c.NamePos = "call", l.pos(k) // f.(x); a name that follows replaces it
			}
		case fMethod:
			c.Name, c.NamePos = l.textOf(k), l.pos(k)
			super = l.kind(k) == kSuper && c.Recv == nil
		case fArguments:
			args = k
		case fBlock:
			block = k
		}
	}
	if args != 0 {
		c.Parens = l.kind(args+1) == kToken && l.text[l.nodes[args].start] == '('
		l.arguments(c, args)
	}
	if block != 0 {
		c.Block = l.block(block)
	}
	if super {
		return &ast.Super{Pos: c.Pos, Args: c.Args, Block: c.Block, Pass: c.Pass, Zsuper: args == 0}
	}
	if c.Name == "" {
		return l.bad(i)
	}
	if args != 0 && block == 0 && l.text[l.nodes[args].start] == '{' {
		return braceBlock(c)
	}
	return c
}

// arguments lowers an argument list into c.
func (l *lowerer) arguments(c *ast.Call, list uint32) {
	for k := range l.named(list) {
		switch l.kind(k) {
		case kBlockArgument:
			c.HasPass = true
			for v := range l.named(k) {
				c.Pass = l.node(v)
			}
			if c.Pass == nil {
				c.Pass = &ast.Bad{Pos: l.pos(k), Kind: "anonymous block"}
			}
		case kForwardArgument:
			c.Args = append(c.Args, &ast.Bad{Pos: l.pos(k), Kind: "argument forwarding"})
		default:
			c.Args = l.appendArgument(c.Args, k)
		}
	}
}

// jumpArguments lowers what follows return, yield and the like.
func (l *lowerer) jumpArguments(i uint32) []ast.Node {
	var c ast.Call
	for k := range l.named(i) {
		if l.kind(k) == kArgumentList {
			l.arguments(&c, k)
			if l.kind(k+1) == kToken && l.text[l.nodes[k].start] == '(' && l.kind(i) != kYield {
				c.Args = []ast.Node{&ast.Seq{Pos: l.pos(k), List: c.Args}} // return(a)
			}
		} else {
			c.Args = l.appendArgument(c.Args, k)
		}
	}
	return c.Args
}

func (l *lowerer) index(i uint32) ast.Node {
	c := &ast.Call{Pos: l.pos(i), Name: "[]"}
	for k := range l.children(i) {
		switch {
		case l.field(k) == fObject:
			c.Recv = l.node(k)
		case l.field(k) == fBlock:
			c.Block = l.block(k)
		case l.kind(k) == kToken:
			if c.NamePos.End == 0 {
				c.NamePos = ast.Pos{Start: int32(l.nodes[k].start), End: c.End}
			}
		case l.kind(k) == kBlockArgument:
			for v := range l.named(k) {
				c.Pass, c.HasPass = l.node(v), true
			}
		default:
			c.Args = l.appendArgument(c.Args, k)
		}
	}
	return c
}

func (l *lowerer) binary(i uint32) ast.Node {
	p := l.pos(i)
	left, right := l.part(i, fLeft), l.part(i, fRight)
	op := l.child(i, fOperator)
	if left == nil || right == nil || op == 0 {
		return l.bad(i)
	}
	switch word := l.textOf(op); word {
	case "and", "&&":
		return &ast.And{Pos: p, Left: left, Right: right}
	case "or", "||":
		return &ast.Or{Pos: p, Left: left, Right: right}
	default:
		if r, ok := left.(*ast.Regexp); ok && word == "=~" {
			l.captures(r)
		}
		return &ast.Call{Pos: p, Recv: left, Name: word, NamePos: l.pos(op), Args: []ast.Node{right}}
	}
}

// captures declares the local variables that /(?<name>…)/ =~ text makes.
func (l *lowerer) captures(r *ast.Regexp) {
	if len(r.Parts) != 1 {
		return
	}
	s, ok := r.Parts[0].(*ast.Str)
	if !ok {
		return
	}
	for _, name := range accept.Captures(s.Value) {
		depth, slot := l.scope.Declare(name)
		r.Captures = append(r.Captures, &ast.Local{Pos: r.Pos, Name: name, Depth: depth, Slot: slot})
	}
}

func (l *lowerer) unary(i uint32) ast.Node {
	op, operand := l.child(i, fOperator), l.child(i, fOperand)
	if op == 0 || operand == 0 {
		return l.bad(i)
	}
	word := l.textOf(op)
	if (word == "-" || word == "+") && l.nodes[op].end == l.nodes[operand].start {
		switch l.kind(operand) {
		case kInteger, kFloat:
			return literal.Number(l.pos(i), l.textOf(i))
		}
	}
	v := l.node(operand)
	switch word {
	case "!", "not":
		return &ast.Not{Pos: l.pos(i), Value: v}
	case "defined?":
		return &ast.Defined{Pos: l.pos(i), Value: v}
	case "-", "+", "~":
		name := word
		if word != "~" {
			name += "@"
		}
		return &ast.Call{Pos: l.pos(i), Recv: v, Name: name, NamePos: l.pos(op)}
	}
	return l.bad(i)
}

// block lowers a block of a call.
func (l *lowerer) block(i uint32) *ast.Block {
	b := &ast.Block{Pos: l.pos(i)}
	b.Locals = l.within(false, func() { l.blockInto(b, i, l.child(i, fParameters)) })
	return b
}

// blockInto lowers parameters and body of a block within its own scope.
func (l *lowerer) blockInto(b *ast.Block, i, params uint32) {
	implied := &ast.Params{Pos: b.Pos}
	if params != 0 {
		b.Params = l.params(params)
	} else {
		l.numbered = implied
	}
	for c := range l.children(i) {
		if l.kind(c) == kToken {
			b.Opener = l.pos(c)
			break
		}
	}
	b.Body = &ast.Seq{Pos: ast.Pos{Start: b.Opener.End, End: b.Opener.End}}
	if c := l.child(i, fBody); c != 0 {
		switch n := l.body(c).(type) {
		case *ast.Seq:
			b.Body = n
		default:
			b.Body = &ast.Seq{Pos: n.Range(), List: []ast.Node{n}}
		}
	}
	if implied.Implied {
		b.Params = implied
	}
}

func (l *lowerer) lambda(i uint32) ast.Node {
	n := &ast.Lambda{Pos: l.pos(i), Block: &ast.Block{Pos: l.pos(i)}}
	body := l.child(i, fBody)
	if body == 0 {
		return l.bad(i)
	}
	n.Block.Locals = l.within(false, func() { l.blockInto(n.Block, body, l.child(i, fParameters)) })
	return n
}

// params lowers the parameters of a method, block or lambda.
func (l *lowerer) params(i uint32) *ast.Params {
	ps := &ast.Params{Pos: l.pos(i)}
	count, last := 0, uint32(0)
	locals := false // after the semicolon of |a; b| come plain locals
	for c := range l.children(i) {
		if l.kind(c) == kToken {
			if t := l.textOf(c); t == ";" {
				locals = true
			} else if t == "," && !locals {
				last = c
			}
			continue
		}
		if locals {
			l.scope.Own(l.textOf(c))
			continue
		}
		count++
		last = 0
		l.param(ps, c)
	}
	ps.Comma = last != 0 && count == 1
	return ps
}

func (l *lowerer) param(ps *ast.Params, c uint32) {
	p := ast.Param{Pos: l.pos(c)}
	name := c
	if n := l.child(c, fName); n != 0 {
		name = n
	}
	switch l.kind(c) {
	case kIdentifier:
		p.Name = l.textOf(c)
		p.Slot = l.scope.Own(p.Name)
		l.positional(ps, p)
	case kDestructuredParameter:
		p.Slot = l.scope.Own("")
		p.Nested = l.destructured(c)
		l.positional(ps, p)
	case kOptionalParameter:
		p.Name = l.textOf(name)
		p.Slot = l.scope.Own(p.Name)
		p.Default = l.part(c, fValue)
		ps.Optional = append(ps.Optional, p)
	case kKeywordParameter:
		p.Name = l.textOf(name)
		p.Slot = l.scope.Own(p.Name)
		p.Default = l.part(c, fValue)
		ps.Keywords = append(ps.Keywords, p)
	case kSplatParameter, kHashSplatParameter, kBlockParameter:
		if name != c {
			p.Name = l.textOf(name)
		}
		p.Slot = l.scope.Own(p.Name)
		switch l.kind(c) {
		case kSplatParameter:
			ps.Rest = &p
		case kHashSplatParameter:
			ps.KeyRest = &p
		default:
			ps.Block = &p
		}
	case kHashSplatNil:
		ps.NoKeys = true
	case kForwardParameter:
		ps.Forward = true
	}
}

// positional adds a required parameter, before or after those that are not.
func (l *lowerer) positional(ps *ast.Params, p ast.Param) {
	if ps.Rest != nil || len(ps.Optional) > 0 {
		ps.Post = append(ps.Post, p)
	} else {
		ps.Required = append(ps.Required, p)
	}
}

// destructured lowers (a, (b, *c)) among parameters, whose names are the
// scope's own.
func (l *lowerer) destructured(i uint32) *ast.Target {
	t := &ast.Target{Pos: l.pos(i), Multi: []*ast.Target{}}
	for c := range l.named(i) {
		switch l.kind(c) {
		case kDestructuredParameter:
			t.Multi = append(t.Multi, l.destructured(c))
		case kSplatParameter:
			s := &ast.Target{Pos: l.pos(c)}
			if n := l.child(c, fName); n != 0 {
				s.Local = &ast.Local{Pos: l.pos(n), Name: l.textOf(n), Depth: 0, Slot: l.scope.Own(l.textOf(n))}
			}
			t.Multi = append(t.Multi, &ast.Target{Pos: s.Pos, Splat: s})
		default:
			name := l.textOf(c)
			t.Multi = append(t.Multi, &ast.Target{Pos: l.pos(c), Local: &ast.Local{Pos: l.pos(c), Name: name, Depth: 0, Slot: l.scope.Own(name)}})
		}
	}
	return t
}
