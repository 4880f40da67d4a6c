package accept

// This file keeps local variables, which decide how Ruby reads what follows
// their names.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/locals"
)

// A scope holds local variables, and what must be restored when it is left.
type scope struct {
	locals.Scope
	outer *scope
	ctx   context
	loops jumpContext
	block bool
	// Numbered parameters: whether the block has any, whether a block in it has,
	// and whether it has ordinary ones.
	numbered, innerNumbered, ordinary bool
	implied                           []ast.Param
}

// enter opens a scope.
func (p *parser) enter(hard bool) {
	s := &scope{outer: p.scope, ctx: p.ctx, loops: p.loops, block: !hard}
	s.Outer, s.Hard = &p.scope.Scope, hard
	p.scope = s
	if hard {
		p.cond.push(false)
		p.cmdarg.push(false)
		p.loops = jumpContext{loop: s.loops.loop} // a class in a loop may break it
	} else {
		p.loops = jumpContext{block: true, yields: s.loops.yields}
	}
}

// leave closes the innermost scope and returns its variables.
func (p *parser) leave() []string {
	s := p.scope
	if s.block && (s.numbered || s.innerNumbered) && s.outer.block {
		s.outer.innerNumbered = true
	}
	p.scope, p.ctx, p.loops = s.outer, s.ctx, s.loops
	if s.Hard {
		p.cond.pop()
		p.cmdarg.pop()
	}
	return s.Names
}

// parameter declares a parameter, whose name must be new, and returns its slot.
func (p *parser) parameter(name string, start, end int) int {
	p.reserved(name, start, end)
	s := p.scope
	if s.Slot(name) >= 0 && !strings.HasPrefix(name, "_") {
		p.failAt(start, end, `the argument name "`+name+`" is used twice`)
	}
	p.defaulted = ""
	return s.Own(name)
}

func (p *parser) reserved(name string, start, end int) {
	if isNumbered(name) {
		p.failAt(start, end, name+" is reserved for numbered parameters")
	}
}

// useNumbered sees to _1 and the like in an expression.
func (p *parser) useNumbered(name string, start, end int) {
	s := p.scope
	if !isNumbered(name) || !s.block || s.Slot(name) >= 0 {
		return
	}
	if s.ordinary {
		p.failAt(start, end, name+" cannot be used in a block with parameters of its own")
	}
	outer := false
	for o := s.outer; o != nil && o.block; o = o.outer {
		outer = outer || o.numbered
	}
	if outer || s.innerNumbered {
		p.failAt(start, end, "numbered parameters are already used in another block around or in this one")
	}
	s.numbered = true
	for n := byte('1') + byte(len(s.implied)); n <= name[1]; n++ {
		name := "_" + string(rune(n))
		s.implied = append(s.implied, ast.Param{Pos: place(start, end), Name: name, Slot: s.Own(name)})
	}
}

// jumpContext is where break and the like may stand.
type jumpContext struct{ loop, block, rescue, yields bool }

// jumpError is a jump from where there is nothing to jump from, which Ruby
// finds only if there is no other error.
type jumpError struct {
	Error
	scope *scope
	loop  bool // a loop around it would make it right
}

// checkJump notes a jump from where there is nothing to jump from.
func (p *parser) checkJump(t token, start, end int) {
	if p.ctx.inDefined {
		return
	}
	message, loop := "", false
	switch t {
	case kRetry:
		if !p.loops.rescue {
			message = `"retry" outside of a rescue clause`
		}
	case kBreak, kNext, kRedo:
		if !p.loops.loop && !p.loops.block {
			message, loop = `"`+p.src[start:end]+`" outside of a block or loop`, true
		}
	case kYield:
		if !p.loops.yields {
			message = `"yield" outside of a method`
		}
	}
	if message != "" {
		p.later = append(p.later, jumpError{Error{Start: start, End: end, Line: p.lineAt(start), Message: message}, p.scope, loop})
	}
}

// looped takes back the errors noted since there were n: their statement turns
// out to be the body of a loop.
func (p *parser) looped(n int) {
	kept := p.later[:n]
	for _, e := range p.later[n:] {
		if !e.loop || e.scope != p.scope {
			kept = append(kept, e)
		}
	}
	p.later = kept
}
