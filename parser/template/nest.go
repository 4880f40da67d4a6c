package template

// This file tells which tags belong together.

import (
	"slices"
	"strings"
)

// A block is text that is chosen or repeated.
type block struct {
	tags  []int // its tags, by index: the one that begins it, those of other arms, the one that ends it
	loop  bool
	tries bool // begin: what may raise
	jump  bool // next or break: no text at all, and but one tag, which begins and ends it
	// rest is what is written if a loop of Jinja2 has no turn: it begins with the tag that ends
	// the loop, which knows it as its loop.
	rest, ofLoop *block
	// within is the arm of the block around it that it stands in; -1: none.
	outer, within int
}

// hasElse reports whether one arm is always taken.
func (b *block) hasElse(t *template) bool {
	for _, i := range b.tags {
		if t.tags[i].role == other && t.inside(t.tags[i]) == "else" {
			return true
		}
	}
	return false
}

// whole is the index of the tag that ends a block with all that belongs to it.
func (b *block) whole() int {
	if b.rest != nil {
		b = b.rest
	}
	return b.last()
}

// last is the index of the tag that ends a block.
func (b *block) last() int { return b.tags[len(b.tags)-1] }

// ensured stands for a block of which only the end is to come.
const ensured = -1

// nest finds the blocks of a template, in the order in which they begin; bad is
// the index of a tag that does not fit, or -1.
func (t *template) nest() (blocks []*block, bad int) {
	var open []int // the blocks that are open; ensured for one whose ensure has come
	around := func() int {
		for k := len(open) - 1; k >= 0; k-- {
			if open[k] != ensured {
				return open[k]
			}
		}
		return -1
	}
	for i := range t.tags {
		g := &t.tags[i]
		if !t.jinja {
			g.role = t.roleOf(*g)
		}
		switch g.role {
		case runs:
		case chooses, turns, tries, jumps:
			b := &block{tags: []int{i}, loop: g.role == turns, tries: g.role == tries, jump: g.role == jumps, outer: -1}
			if b.outer = around(); b.outer >= 0 {
				b.within = len(blocks[b.outer].tags) - 1
			}
			if b.jump {
				b.tags = append(b.tags, i)
				if !slices.ContainsFunc(open, func(n int) bool { return n != ensured && blocks[n].loop }) {
					return nil, i
				}
			} else {
				open = append(open, len(blocks))
			}
			blocks = append(blocks, b)
		case other, ends:
			if len(open) == 0 {
				return nil, i
			}
			last := len(open) - 1
			if open[last] == ensured {
				if g.role == other {
					return nil, i
				}
				open = open[:last]
				continue
			}
			b := blocks[open[last]]
			if t.jinja && g.role == other && b.loop {
				b.tags = append(b.tags, i)
				b.rest = &block{tags: []int{i}, ofLoop: b, outer: b.outer, within: b.within}
				open[last] = len(blocks)
				blocks = append(blocks, b.rest)
				continue
			}
			if b.tries && t.inside(*g) == "ensure" {
				// What follows is written in any case, as if the block ended here.
				b.tags = append(b.tags, i)
				open[last] = ensured
				continue
			}
			if g.role == other && (b.loop || b.tries != strings.HasPrefix(t.inside(*g), "rescue")) {
				return nil, i
			}
			b.tags = append(b.tags, i)
			if g.role == ends {
				open = open[:last]
			}
		case quits:
			// Where it is reached nothing is written, so what is written is what
			// comes of the others.
			if len(open) == 0 && t.inside(*g) == "return" {
				return nil, i
			}
		default:
			return nil, i
		}
	}
	if len(open) > 0 {
		return nil, blocks[max(around(), 0)].tags[0]
	}
	return blocks, -1
}
