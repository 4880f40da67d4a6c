// Package sitter makes our tree of what tree-sitter makes of a text. It makes one
// of any text, however broken, and it is the judge of our own grammar in tests, as
// others wrote it, who know nothing of ours. It is about seven times as slow, and not exact,
// as it does not know which names are variables, nor all of Ruby's ways with
// blanks, newlines and heredocs; package accept tells it what it cannot know.
package sitter

// This file lowers tree-sitter's concrete tree: the frame that the files
// lower_*.go fill in.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/accept"
	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/literal"
	"github.com/pilllint/pilllint/parser/syntax/locals"
)

// Read returns the tree of a text that Ruby gives the verdict v, and the
// outermost places that the grammar makes no sense of.
func Read(text string, v accept.Verdict) (tree *accept.Tree, unread []ast.Pos, err error) {
	ready, unread := defuse(text, v)
	nodes, err := concrete(ready)
	if err != nil {
		return nil, nil, err
	}
	restore(nodes, text, v.Moves)
	l := &lowerer{text: text, nodes: nodes, tree: &accept.Tree{Data: -1}, scope: &locals.Scope{Hard: true}}
	unread = append(unread, l.unread()...)
	l.survey()
	l.tree.Body = l.seq(0)
	l.tree.Locals = l.scope.Names
	return l.tree, unread, nil
}

// unread lists the outermost places that tree-sitter made no sense of.
func (l *lowerer) unread() (list []ast.Pos) {
	for i := uint32(0); i < uint32(len(l.nodes)); i++ {
		if l.kind(i) == kError || l.nodes[i].missing {
			list = append(list, l.pos(i))
			i = l.nodes[i].next - 1
		}
	}
	return list
}

// A lowerer is at work on one file.
type lowerer struct {
	text  string
	nodes []cnode
	tree  *accept.Tree
	scope *locals.Scope
	// numbered is what _1 and the like add to; nil if the block may not have any.
	numbered *ast.Params
	bodies   map[uint32]uint32 // heredoc beginning → heredoc body, by index
}

func (l *lowerer) pos(i uint32) ast.Pos {
	return ast.Pos{Start: int32(l.nodes[i].start), End: int32(l.nodes[i].end)}
}

func (l *lowerer) textOf(i uint32) string { return l.text[l.nodes[i].start:l.nodes[i].end] }

func (l *lowerer) kind(i uint32) kind { return l.nodes[i].kind }

func (l *lowerer) field(i uint32) field { return l.nodes[i].field }

// children calls yield with the index of each child of i. Comments and heredoc
// bodies, which may stand anywhere, are left out.
func (l *lowerer) children(i uint32) func(func(uint32) bool) {
	return func(yield func(uint32) bool) {
		for c := i + 1; c < l.nodes[i].next; c = l.nodes[c].next {
			if k := l.kind(c); k == kComment || k == kHeredocBody {
				continue
			}
			if !yield(c) {
				return
			}
		}
	}
}

// named is children without punctuation and keywords.
func (l *lowerer) named(i uint32) func(func(uint32) bool) {
	return func(yield func(uint32) bool) {
		for c := range l.children(i) {
			if l.kind(c) != kToken && !yield(c) {
				return
			}
		}
	}
}

// child returns the child that plays the part f, or 0.
func (l *lowerer) child(i uint32, f field) uint32 {
	for c := range l.children(i) {
		if l.field(c) == f {
			return c
		}
	}
	return 0
}

// part lowers the child that plays the part f; nil if there is none.
func (l *lowerer) part(i uint32, f field) ast.Node {
	if c := l.child(i, f); c != 0 {
		return l.node(c)
	}
	return nil
}

// isStatement reports whether a child of a body is one of its statements.
func (l *lowerer) isStatement(c uint32) bool {
	switch l.kind(c) {
	case kToken, kEmptyStatement, kUninterpreted, kRescue, kEnsure, kElse:
		return false
	}
	return true
}

// seq lowers the statements that are children of i.
func (l *lowerer) seq(i uint32) *ast.Seq {
	s := &ast.Seq{Pos: l.pos(i)}
	for c := range l.children(i) {
		if l.kind(c) == kUninterpreted {
			l.tree.Data = int(l.nodes[c].start)
		}
		if l.isStatement(c) {
			s.List = append(s.List, l.node(c))
		}
	}
	switch l.kind(i) {
	case kParenthesized, kInterpolation, kBegin:
	default:
		s.Pos = spanOf(s.List, s.End)
	}
	return s
}

// spanOf is the place of statements, which is at end if there are none.
func spanOf(list []ast.Node, end int32) ast.Pos {
	if len(list) == 0 {
		return ast.Pos{Start: end, End: end}
	}
	return ast.Pos{Start: list[0].Range().Start, End: list[len(list)-1].Range().End}
}

// arm lowers the child that plays the part f; nil if there is nothing in it.
func (l *lowerer) arm(i uint32, f field) ast.Node {
	n := l.part(i, f)
	if s, ok := n.(*ast.Seq); ok && len(s.List) == 0 {
		return nil
	}
	return n
}

// last is where the last of these nodes ends, or end.
func last(end int32, nodes ...ast.Node) int32 {
	for _, n := range nodes {
		if s, ok := n.(*ast.Seq); n != nil && (!ok || len(s.List) > 0) {
			end = max(end, n.Range().End)
		}
	}
	return end
}

// body lowers statements that may be followed by rescue, else and ensure.
func (l *lowerer) body(i uint32) ast.Node {
	seq := l.seq(i)
	var b *ast.Begin
	for c := range l.children(i) {
		k := l.kind(c)
		if k != kRescue && k != kEnsure && k != kElse {
			continue
		}
		if b == nil {
			seq.Pos = spanOf(seq.List, int32(l.nodes[c].start))
			b = &ast.Begin{Pos: seq.Pos, Body: seq}
		}
		b.End = int32(l.nodes[c+1].end) // the word
		switch k {
		case kRescue:
			r := l.rescue(c)
			b.Rescues = append(b.Rescues, r)
			b.End = r.End
		case kElse:
			b.Else = l.clause(c, b)
		case kEnsure:
			b.Ensure = l.clause(c, b)
		}
	}
	if b == nil {
		return seq
	}
	if l.kind(i) == kBegin {
		b.Pos = l.pos(i)
	}
	return b
}

// clause lowers the statements of a clause whose word is the end of b so far.
func (l *lowerer) clause(i uint32, b *ast.Begin) ast.Node {
	s := l.seq(i)
	if len(s.List) == 0 {
		s.Pos = ast.Pos{Start: b.End, End: b.End}
	}
	b.End = s.End
	return s
}

func (l *lowerer) rescue(i uint32) ast.Rescue {
	r := ast.Rescue{Pos: ast.Pos{Start: int32(l.nodes[i].start), End: int32(l.nodes[i+1].end)}}
	if c := l.child(i, fExceptions); c != 0 {
		for e := range l.named(c) {
			r.Classes = append(r.Classes, l.node(e))
		}
		r.End = last(r.End, r.Classes...)
	}
	if c := l.child(i, fVariable); c != 0 {
		for v := range l.named(c) {
			r.Target = l.target(v)
			r.End = r.Target.End
		}
	}
	r.Body = l.arm(i, fBody)
	r.End = last(r.End, r.Body)
	return r
}

// within lowers a part that has a scope of its own and returns its locals.
func (l *lowerer) within(hard bool, lower func()) []string {
	s, numbered := &locals.Scope{Outer: l.scope, Hard: hard}, l.numbered
	l.scope, l.numbered = s, nil
	lower()
	l.scope, l.numbered = s.Outer, numbered
	return s.Names
}

func (l *lowerer) bad(i uint32) ast.Node {
	word := "error"
	if l.kind(i) != kError {
		word = strings.ReplaceAll(l.nodes[i].word, "_", " ")
	}
	return &ast.Bad{Pos: l.pos(i), Kind: word}
}

// node lowers an expression or statement.
func (l *lowerer) node(i uint32) ast.Node {
	p := l.pos(i)
	switch l.kind(i) {
	case kNil:
		return &ast.Nil{Pos: p}
	case kTrue, kFalse:
		return &ast.Bool{Pos: p, Value: l.kind(i) == kTrue}
	case kSelf:
		return &ast.Self{Pos: p}
	case kInteger, kFloat:
		return literal.Number(p, l.textOf(i))
	case kString, kBareString, kBareSymbol, kChainedString, kCharacter, kHeredocBeginning, kSubshell,
		kRegex, kSimpleSymbol, kDelimitedSymbol, kHashKeySymbol, kStringArray, kSymbolArray:
		return l.literal(i)
	case kArray:
		return &ast.Array{Pos: p, Elems: l.elements(i)}
	case kHash:
		return l.hash(i)
	case kPair, kHashSplat:
		return &ast.Hash{Pos: p, Pairs: []ast.Pair{l.pair(i)}, Bare: true}
	case kRange:
		r := &ast.Range{Pos: p, Low: l.part(i, fBegin), High: l.part(i, fEnd)}
		r.Exclusive = l.textOf(l.child(i, fOperator)) == "..."
		return r
	case kLambda:
		return l.lambda(i)
	case kIdentifier:
		return l.identifier(i)
	case kConstant:
		return &ast.Const{Pos: p, Name: l.textOf(i), NamePos: p}
	case kInstanceVariable:
		return &ast.IVar{Pos: p, Name: l.textOf(i)}
	case kClassVariable:
		return &ast.CVar{Pos: p, Name: l.textOf(i)}
	case kGlobalVariable:
		return &ast.GVar{Pos: p, Name: l.textOf(i)}
	case kScopeResolution:
		return l.scopeResolution(i)
	case kFile, kLine, kEncoding:
		return &ast.Magic{Pos: p, Name: l.textOf(i)}
	case kCall:
		return l.call(i)
	case kElementReference:
		return l.index(i)
	case kBinary:
		return l.binary(i)
	case kUnary:
		return l.unary(i)
	case kSuper:
		return &ast.Super{Pos: p, Zsuper: true}
	case kYield:
		return &ast.Yield{Pos: p, Args: l.jumpArguments(i)}
	case kSplatArgument:
		var v ast.Node
		for c := range l.named(i) {
			v = l.node(c)
		}
		return &ast.Splat{Pos: p, Value: v}
	case kAssignment, kOperatorAssignment:
		return l.assignment(i)
	case kParenthesized:
		return l.seq(i)
	case kBegin:
		return l.body(i)
	case kRightList:
		return &ast.Array{Pos: p, Elems: l.elements(i)}
	case kThen, kElse, kDo, kBlockBody, kBodyStatement, kEnsure, kInterpolation:
		return l.body(i)
	}
	return l.statement(i)
}

// elements lowers the elements of an array, gathering pairs without braces
// into one hash.
func (l *lowerer) elements(i uint32) []ast.Node {
	var list []ast.Node
	for c := range l.named(i) {
		list = l.appendArgument(list, c)
	}
	return list
}

// appendArgument adds an argument or element; pairs without braces join the
// hash they follow.
func (l *lowerer) appendArgument(list []ast.Node, c uint32) []ast.Node {
	if k := l.kind(c); k != kPair && k != kHashSplat {
		return append(list, l.node(c))
	}
	pair := l.pair(c)
	if n := len(list); n > 0 {
		if h, ok := list[n-1].(*ast.Hash); ok && h.Bare {
			h.Pairs = append(h.Pairs, pair)
			h.End = pair.End
			return list
		}
	}
	return append(list, &ast.Hash{Pos: pair.Pos, Pairs: []ast.Pair{pair}, Bare: true})
}
