package accept

// This file has the grammar of conditions, loops and rescue clauses.

import "github.com/pilllint/pilllint/parser/syntax/ast"

func (p *parser) ifExpr(t token) val {
	start := p.tokStart
	p.pushToken(kEnd)
	n := &ast.If{Cond: p.exprValue().node}
	p.then()
	v := p.compstmt()
	n.Then = v.arm()
	void := v.void
	both := false
	last := n
	var elsifs []*ast.If
	for t == kIf && p.peek() == kElsif {
		at := p.tokStart
		p.next()
		next := &ast.If{Cond: p.exprValue().node}
		next.Pos = p.since(at)
		p.then()
		w := p.compstmt()
		next.Then = w.arm()
		void = void && w.void
		last.Else = next
		last = next
		elsifs = append(elsifs, next)
	}
	if p.peek() == kElse {
		p.next()
		w := p.compstmt()
		last.Else = w.arm()
		void, both = void && w.void, true
	}
	for i := len(elsifs) - 1; i >= 0; i-- {
		elsifs[i].End = endOf(elsifs[i].End, elsifs[i].Then, elsifs[i].Else)
	}
	p.close(kEnd)
	if n.Pos = p.since(start); t == kUnless {
		n.Then, n.Else = n.Else, n.Then
	}
	return val{node: n, void: void && both}
}

// endOf is where the last of these nodes ends, or end if there are none.
func endOf(end int32, nodes ...ast.Node) int32 {
	for _, n := range nodes {
		if s, ok := n.(*ast.Seq); n != nil && (!ok || len(s.List) > 0) {
			end = max(end, n.Range().End)
		}
	}
	return end
}

// then passes what ends a condition.
func (p *parser) then() {
	ok := false
	if t := p.peek(); t == ';' || t == tNL {
		p.next()
		ok = true
	}
	if p.peek() == kThen {
		p.next()
		ok = true
	}
	if !ok {
		p.unexpected()
	}
}

func (p *parser) caseExpr() ast.Node {
	start := p.tokStart
	n := &ast.Case{}
	p.pushToken(kEnd)
	if t := p.peek(); t != ';' && t != tNL && t != kWhen && t != kIn {
		n.Subject = p.exprValue().node
	}
	for p.peek() == ';' || p.tok == tNL {
		p.next()
	}
	switch p.peek() {
	case kWhen:
		n.Whens = p.whens()
	case kIn:
		n.Whens = p.ins()
	default:
		p.unexpected()
	}
	if p.peek() == kElse {
		p.next()
		n.Else = p.compstmt().arm()
	}
	p.close(kEnd)
	n.Pos = p.since(start)
	return n
}

func (p *parser) whens() (whens []ast.When) {
	for p.peek() == kWhen {
		w := ast.When{Pos: place(p.tokStart, p.tokEnd)}
		p.next()
		w.Tests = p.mrhs(nil)
		w.End = int32(p.prevEnd)
		p.then()
		w.Body = p.compstmt().arm()
		w.End = endOf(w.End, w.Body)
		whens = append(whens, w)
	}
	return whens
}

func (p *parser) forLoop() ast.Node {
	start := p.tokStart
	n := &ast.For{}
	p.pushToken(kEnd)
	p.peek()
	at := p.tokStart
	if t := p.peek(); t == tSTAR || t == tLPAREN {
		n.Target = p.mlhsItems(nil, at)
		if m := n.Target.Multi; len(m) == 1 && m[0].Multi != nil && m[0].Pos == n.Target.Pos {
			n.Target = m[0] // (a, b) alone
		}
	} else {
		v := p.primary(0)
		if !v.assignable() {
			p.unexpected()
		}
		if p.peek() == ',' {
			n.Target = p.mlhsItems(&v, at)
		} else {
			n.Target = p.assign(v, false)
		}
	}
	if p.peek() != kIn {
		p.unexpected()
	}
	p.next()
	p.cond.push(true)
	n.Over = p.exprValue().node
	p.doWord()
	loops := p.loops
	p.loops.loop = true
	n.Body = p.compstmt().seq()
	p.loops = loops
	p.close(kEnd)
	n.Pos = p.since(start)
	return n
}

// bodystmt parses statements that may be followed by rescue, else and ensure.
func (p *parser) bodystmt() val {
	v := p.compstmt()
	body := v.seq()
	n := &ast.Begin{Pos: body.Pos, Body: body}
	if t := p.peek(); t == kRescue || t == kElse || t == kEnsure {
		if v.node = n; len(body.List) == 0 {
			n.Pos = place(p.tokStart, p.tokStart)
			body.Pos = n.Pos
		}
	}
	rescued := false
	for p.peek() == kRescue {
		rescued = true
		r := p.rescue()
		n.Rescues = append(n.Rescues, r)
		n.End = r.End
	}
	if p.peek() == kElse {
		if !rescued {
			p.failAt(p.tokStart, p.tokEnd, `"else" without a rescue clause`)
		}
		p.next()
		n.End = int32(p.prevEnd)
		w := p.compstmt()
		v.void = w.void && v.void
		n.Else = p.clause(n, w)
	}
	if p.peek() == kEnsure {
		p.next()
		n.End = int32(p.prevEnd)
		n.Ensure = p.clause(n, p.compstmt())
		v.void = false
	}
	return val{node: v.node, void: v.void && !rescued}
}

// clause makes v, the statements of a clause whose word has been the end of n so
// far, a part of n.
func (p *parser) clause(n *ast.Begin, v val) ast.Node {
	s := v.seq()
	if len(s.List) == 0 {
		s.Pos = ast.Pos{Start: n.End, End: n.End}
	}
	n.End = s.End
	return s
}

// rescue parses a rescue clause, which begins ahead.
func (p *parser) rescue() (r ast.Rescue) {
	start := p.tokStart
	p.next()
	switch p.peek() {
	case tASSOC, kThen, ';', tNL:
	default:
		r.Classes = p.mrhs(nil)
	}
	if p.accept(tASSOC) {
		p.operandAhead()
		v := p.primary(0)
		if !v.assignable() {
			p.unexpected()
		}
		r.Target = p.assign(v, false)
	}
	r.Pos = p.since(start)
	p.then()
	saved := p.loops.rescue
	p.loops.rescue = true
	r.Body = p.compstmt().arm()
	p.loops.rescue = saved
	r.End = endOf(r.End, r.Body)
	return r
}
