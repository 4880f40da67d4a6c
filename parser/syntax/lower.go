package syntax

// This file lowers tree-sitter's concrete tree: the frame that the files
// lower_*.go fill in.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/accept"
	"github.com/pilllint/pilllint/parser/syntax/literal"
	"github.com/pilllint/pilllint/parser/syntax/locals"
)

// lower gives f the tree that tree-sitter makes of a text, which is that of its
// source or, in a template, stands for it.
func (f *File) lower(ruby string, verdict accept.Verdict, holes []Hole) {
	text, blanked := defuse(ruby, verdict)
	err := concrete(text, parseLimit, func(nodes []cnode) {
		restore(nodes, ruby, verdict.Moves)
		l := &lowerer{text: ruby, nodes: nodes, file: f, g: theGrammar(), filled: holes, shown: make([]bool, len(holes))}
		l.scope = &locals.Scope{Hard: true}
		l.unread(blanked)
		l.survey()
		f.Body = l.seq(0)
		f.Locals = l.scope.Names
		l.unseen()
	})
	if err != nil {
		f.fail(Pos{}, 1, "cannot be read: "+err.Error())
	}
}

// fail adds an error, unless there is one already: what follows from an error
// is not worth telling.
func (f *File) fail(p Pos, line int, message string) {
	if len(f.Errors) == 0 {
		f.Errors = append(f.Errors, Error{p, line, message})
	}
}

// A lowerer is at work on one file.
type lowerer struct {
	text  string
	nodes []cnode
	file  *File
	g     *grammar
	scope *locals.Scope
	// numbered is what _1 and the like add to; nil if the block may not have any.
	numbered *Params
	bodies   map[uint32]uint32 // heredoc beginning → heredoc body, by index
	depth    int
	filled   []Hole // what a template fills in; nil in plain Ruby
	shown    []bool // which of them the tree shows
}

func (l *lowerer) pos(i uint32) Pos {
	return Pos{Start: int32(l.nodes[i].start), End: int32(l.nodes[i].end)}
}

func (l *lowerer) textOf(i uint32) string { return l.text[l.nodes[i].start:l.nodes[i].end] }

func (l *lowerer) kind(i uint32) kind { return l.g.kind(&l.nodes[i]) }

func (l *lowerer) field(i uint32) field { return l.g.fields[l.nodes[i].field] }

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
func (l *lowerer) part(i uint32, f field) Node {
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
func (l *lowerer) seq(i uint32) *Seq {
	s := &Seq{Pos: l.pos(i)}
	for c := range l.children(i) {
		if l.kind(c) == kUninterpreted {
			l.file.Data = int(l.nodes[c].start)
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
func spanOf(list []Node, end int32) Pos {
	if len(list) == 0 {
		return Pos{Start: end, End: end}
	}
	return Pos{Start: list[0].Range().Start, End: list[len(list)-1].Range().End}
}

// arm lowers the child that plays the part f; nil if there is nothing in it.
func (l *lowerer) arm(i uint32, f field) Node {
	n := l.part(i, f)
	if s, ok := n.(*Seq); ok && len(s.List) == 0 {
		return nil
	}
	return n
}

// last is where the last of these nodes ends, or end.
func last(end int32, nodes ...Node) int32 {
	for _, n := range nodes {
		if s, ok := n.(*Seq); n != nil && (!ok || len(s.List) > 0) {
			end = max(end, n.Range().End)
		}
	}
	return end
}

// body lowers statements that may be followed by rescue, else and ensure.
func (l *lowerer) body(i uint32) Node {
	seq := l.seq(i)
	var b *Begin
	for c := range l.children(i) {
		k := l.kind(c)
		if k != kRescue && k != kEnsure && k != kElse {
			continue
		}
		if b == nil {
			seq.Pos = spanOf(seq.List, int32(l.nodes[c].start))
			b = &Begin{Pos: seq.Pos, Body: seq}
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
func (l *lowerer) clause(i uint32, b *Begin) Node {
	s := l.seq(i)
	if len(s.List) == 0 {
		s.Pos = Pos{Start: b.End, End: b.End}
	}
	b.End = s.End
	return s
}

func (l *lowerer) rescue(i uint32) Rescue {
	r := Rescue{Pos: Pos{Start: int32(l.nodes[i].start), End: int32(l.nodes[i+1].end)}}
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

func (l *lowerer) bad(i uint32) Node {
	word := "error"
	if l.kind(i) != kError {
		word = strings.ReplaceAll(symbolName(l.nodes[i].symbol), "_", " ")
	}
	return &Bad{Pos: l.pos(i), Kind: word}
}

// node lowers an expression or statement.
func (l *lowerer) node(i uint32) Node {
	if l.depth++; l.depth > maxDepth {
		p := l.pos(i)
		l.file.fail(p, l.file.Source.Line(int(p.Start)), "nested too deeply")
		l.depth--
		return &Bad{Pos: l.pos(i), Kind: "nesting"}
	}
	n := l.expression(i)
	l.depth--
	return n
}

func (l *lowerer) expression(i uint32) Node {
	p := l.pos(i)
	if len(l.filled) > 0 {
		if h := l.hole(i); h != nil {
			return h
		}
	}
	switch l.kind(i) {
	case kNil:
		return &Nil{Pos: p}
	case kTrue, kFalse:
		return &Bool{Pos: p, Value: l.kind(i) == kTrue}
	case kSelf:
		return &Self{Pos: p}
	case kInteger, kFloat:
		return literal.Number(p, l.textOf(i))
	case kString, kBareString, kBareSymbol, kChainedString, kCharacter, kHeredocBeginning, kSubshell,
		kRegex, kSimpleSymbol, kDelimitedSymbol, kHashKeySymbol, kStringArray, kSymbolArray:
		return l.literal(i)
	case kArray:
		return &Array{Pos: p, Elems: l.elements(i)}
	case kHash:
		return l.hash(i)
	case kPair, kHashSplat:
		return &Hash{Pos: p, Pairs: []Pair{l.pair(i)}, Bare: true}
	case kRange:
		r := &Range{Pos: p, Low: l.part(i, fBegin), High: l.part(i, fEnd)}
		r.Exclusive = l.textOf(l.child(i, fOperator)) == "..."
		return r
	case kLambda:
		return l.lambda(i)
	case kIdentifier:
		return l.identifier(i)
	case kConstant:
		return &Const{Pos: p, Name: l.textOf(i), NamePos: p}
	case kInstanceVariable:
		return &IVar{Pos: p, Name: l.textOf(i)}
	case kClassVariable:
		return &CVar{Pos: p, Name: l.textOf(i)}
	case kGlobalVariable:
		return &GVar{Pos: p, Name: l.textOf(i)}
	case kScopeResolution:
		return l.scopeResolution(i)
	case kFile, kLine, kEncoding:
		return &Magic{Pos: p, Name: l.textOf(i)}
	case kCall:
		return l.call(i)
	case kElementReference:
		return l.index(i)
	case kBinary:
		return l.binary(i)
	case kUnary:
		return l.unary(i)
	case kSuper:
		return &Super{Pos: p, Zsuper: true}
	case kYield:
		return &Yield{Pos: p, Args: l.jumpArguments(i)}
	case kSplatArgument:
		var v Node
		for c := range l.named(i) {
			v = l.node(c)
		}
		return &Splat{Pos: p, Value: v}
	case kAssignment, kOperatorAssignment:
		return l.assignment(i)
	case kParenthesized:
		return l.seq(i)
	case kBegin:
		return l.body(i)
	case kRightList:
		return &Array{Pos: p, Elems: l.elements(i)}
	case kThen, kElse, kDo, kBlockBody, kBodyStatement, kEnsure, kInterpolation:
		return l.body(i)
	}
	return l.statement(i)
}

// elements lowers the elements of an array, gathering pairs without braces
// into one hash.
func (l *lowerer) elements(i uint32) []Node {
	var list []Node
	for c := range l.named(i) {
		list = l.appendArgument(list, c)
	}
	plural(list, true)
	return list
}

// appendArgument adds an argument or element; pairs without braces join the
// hash they follow.
func (l *lowerer) appendArgument(list []Node, c uint32) []Node {
	if k := l.kind(c); k != kPair && k != kHashSplat {
		return append(list, l.node(c))
	}
	pair := l.pair(c)
	if n := len(list); n > 0 {
		if h, ok := list[n-1].(*Hash); ok && h.Bare {
			h.Pairs = append(h.Pairs, pair)
			h.End = pair.End
			return list
		}
	}
	return append(list, &Hash{Pos: pair.Pos, Pairs: []Pair{pair}, Bare: true})
}
