package accept

// This file keeps local variables, which decide how Ruby reads what follows
// their names.

import "strings"

// A scope holds local variables; a hard one does not see what is around it.
type scope struct {
	parent *scope
	hard   bool
	names  nameSet
	// Numbered parameters: whether the block has any, whether a block in it has,
	// and whether it has ordinary ones.
	numbered, innerNumbered, ordinary bool
	block                             bool
}

// nameSet is a set of names: a list as long as it is short.
type nameSet struct {
	list  []string
	index map[string]bool
}

func (s *nameSet) has(name string) bool {
	if s.index != nil {
		return s.index[name]
	}
	for _, n := range s.list {
		if n == name {
			return true
		}
	}
	return false
}

func (s *nameSet) add(name string) {
	const long = 12
	s.list = append(s.list, name)
	if s.index != nil {
		s.index[name] = true
	} else if len(s.list) > long {
		s.index = map[string]bool{}
		for _, n := range s.list {
			s.index[n] = true
		}
	}
}

func (s *scope) find(name string) bool {
	for ; s != nil; s = s.parent {
		if s.names.has(name) {
			return true
		}
		if s.hard {
			break
		}
	}
	return false
}

func (s *scope) declare(name string) {
	if !s.find(name) {
		s.names.add(name)
	}
}

// enter opens a scope and returns what leaves it.
func (p *parser) enter(hard bool) func() {
	outer, ctx, loops := p.scope, p.ctx, p.loops
	p.scope = &scope{parent: outer, hard: hard, block: !hard}
	if hard {
		p.cond.push(false)
		p.cmdarg.push(false)
		p.loops = jumpContext{loop: loops.loop} // a class in a loop may break it
	} else {
		p.loops = jumpContext{block: true, yields: loops.yields}
	}
	return func() {
		if s := p.scope; s.block && (s.numbered || s.innerNumbered) && outer.block {
			outer.innerNumbered = true
		}
		p.scope, p.ctx, p.loops = outer, ctx, loops
		if hard {
			p.cond.pop()
			p.cmdarg.pop()
		}
	}
}

// parameter declares a parameter, whose name must be new.
func (p *parser) parameter(name string, start, end int) {
	p.reserved(name, start, end)
	s := p.scope
	if s.names.has(name) && !strings.HasPrefix(name, "_") {
		p.failAt(start, end, `the argument name "`+name+`" is used twice`)
	}
	p.defaulted = ""
	s.names.add(name)
}

func (p *parser) reserved(name string, start, end int) {
	if isNumbered(name) {
		p.failAt(start, end, name+" is reserved for numbered parameters")
	}
}

// useNumbered sees to _1 and the like in an expression.
func (p *parser) useNumbered(name string, start, end int) {
	s := p.scope
	if !isNumbered(name) || !s.block || s.names.has(name) {
		return
	}
	if s.ordinary {
		p.failAt(start, end, name+" cannot be used in a block with parameters of its own")
	}
	outer := false
	for o := s.parent; o != nil && o.block; o = o.parent {
		outer = outer || o.numbered
	}
	if outer || s.innerNumbered {
		p.failAt(start, end, "numbered parameters are already used in another block around or in this one")
	}
	s.numbered = true
	for n := byte('1'); n <= name[1]; n++ {
		s.names.add("_" + string(rune(n)))
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
		p.later = append(p.later, jumpError{Error{start, end, p.lineAt(start), message}, p.scope, loop})
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
