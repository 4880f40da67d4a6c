package ruby

// span is how many characters a part of a pattern matches.
type span struct {
	n       int
	varies  bool // not always as many
	unknown bool // not worked out here
}

// fitsBehind tells whether Ruby takes the content of a look-behind, which has
// to match a fixed number of characters in each alternative, and must not
// capture when it is negative. What is not certain fits.
func fitsBehind(behind *node) bool {
	content := behind.kids[0]
	if behind.text == "(?<!" && captures(content) {
		return false
	}
	alts := []*node{content}
	if content.kind == nodeWrap && content.kids[0].kind == nodeAlt {
		alts = content.kids[0].kids
	}
	for _, alt := range alts {
		if s := spanOf(alt); s.varies && !s.unknown {
			return false
		}
	}
	return true
}

func captures(n *node) bool {
	if n.number > 0 {
		return true
	}
	for _, kid := range n.kids {
		if captures(kid) {
			return true
		}
	}
	return false
}

func spanOf(n *node) span {
	switch n.kind {
	case nodeSet:
		return span{n: 1}
	case nodeEmpty, nodeKeep:
		return span{}
	case nodeRaw:
		// Of the texts, only the one of a line end is more than a position; the
		// ends of the string are positions that Ruby does not take here.
		switch n.text {
		case anyLineEnd, `\Z`, `\z`:
			return span{varies: true}
		}
		return span{}
	case nodeConcat:
		total := span{}
		for _, kid := range n.kids {
			s := spanOf(kid)
			total.n += s.n
			total.varies = total.varies || s.varies
			total.unknown = total.unknown || s.unknown
		}
		return total
	case nodeAlt:
		first := spanOf(n.kids[0])
		for _, kid := range n.kids[1:] {
			s := spanOf(kid)
			first.varies = first.varies || s.varies
			// Lengths may differ in some groups and not in others.
			first.unknown = first.unknown || s.unknown || s.n != first.n
		}
		return first
	case nodeGroup, nodePlain:
		return spanOf(n.kids[0])
	case nodeWrap:
		if n.text == "(?:" {
			return spanOf(n.kids[0])
		}
	case nodeRepeat:
		s := spanOf(n.kids[0])
		if n.possessive || n.max == 0 {
			return span{unknown: true}
		}
		s.varies = s.varies || n.min != n.max
		s.n *= n.min
		return s
	}
	return span{unknown: true}
}
