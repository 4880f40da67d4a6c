package template

// This file writes what a template may put out, as text of its own length:
// what is not put out is white space.

// A rendering is one way in which a template may come out.
type rendering struct {
	text  []byte
	shown []int // the output tags that it writes, by index
}

// none is the arm to take for no arm at all.
const none = -1

// render returns the text that comes out if each block takes the arm that take
// tells, or none; a loop has one arm, which is one turn of it.
func (t *template) render(blocks []*block, take func(int) int) rendering {
	r := rendering{text: []byte(t.text)}
	for i, g := range t.tags {
		wipe(r.text[g.start:g.after])
		if g.shown() {
			r.shown = append(r.shown, i)
		}
	}
	for n, b := range blocks {
		taken := take(n)
		for k := range len(b.tags) - 1 {
			if k == taken {
				continue
			}
			from, to := t.tags[b.tags[k]], t.tags[b.tags[k+1]]
			wipe(r.text[from.start:to.start])
			kept := r.shown[:0]
			for _, i := range r.shown {
				if g := t.tags[i]; g.start < from.start || g.start >= to.start {
					kept = append(kept, i)
				}
			}
			r.shown = kept
		}
	}
	return r
}

// takes is the arm that a block takes in a rendering of all blocks alike: that of
// the number given, or its last one if it has fewer; for none, the one that is
// left if no condition holds and no loop turns.
func (b *block) takes(t *template, arm int) int {
	arms := len(b.tags) - 1
	if b.rest != nil || b.ofLoop != nil {
		// Never both: the loop first, then what stands in for it.
		if (arm == 0) == (b.rest != nil) {
			return 0
		}
		return none
	}
	if arms > 1 && t.isCase(b) {
		arm++ // nothing stands before the first when
	}
	if arm == none && b.tries {
		return 0
	}
	if arm == none && b.hasElse(t) {
		return arms - 1
	}
	return min(arm, arms-1)
}

// isCase reports whether a block's first arm is what stands between case and
// its first when, which is in another tag.
func (t *template) isCase(b *block) bool {
	text := t.inside(t.tags[b.tags[0]])
	return firstWord.FindString(text) == "case" && !valid(text+"\nend")
}

// shows reports whether a rendering that takes arm has what stands in a block.
func (t *template) shows(blocks []*block, b *block, arm int) bool {
	for b.outer >= 0 {
		outer := blocks[b.outer]
		if outer.takes(t, arm) != b.within {
			return false
		}
		b = outer
	}
	return true
}

// wipe makes a stretch of text white space, newlines too: no newline comes out
// of a tag.
func wipe(b []byte) {
	for i := range b {
		b[i] = ' '
	}
}
