package ruby

// This file parses groups.

import "strings"

// group reads a parenthesis.
func (p *patternParser) group() (*node, error) {
	saved := p.opts
	defer func() { p.opts = saved }()
	p.pos++
	if p.peek() != '?' {
		return p.capture(&node{kind: nodePlain})
	}
	p.pos++
	if !p.more() {
		return nil, p.syntax("end pattern in group")
	}
	for _, wrap := range []struct{ ruby, engine string }{
		{":", "(?:"}, {"=", "(?="}, {"!", "(?!"}, {">", "(?>"}, {"<=", "(?<="}, {"<!", "(?<!"},
	} {
		if p.looking(wrap.ruby) {
			p.pos += len(wrap.ruby)
			n := &node{kind: nodeWrap, text: wrap.engine}
			if wrap.ruby == "<=" || wrap.ruby == "<!" {
				p.behinds = append(p.behinds, n)
			}
			return p.closed(n)
		}
	}
	switch c := p.peek(); c {
	case '#':
		return nil, p.syntax("end pattern in group")
	case '~':
		return nil, &UnsupportedError{What: "absence operator"}
	case '(':
		return p.conditional()
	case '<', '\'':
		name, err := p.groupName(c)
		if err != nil {
			return nil, err
		}
		p.named = true
		return p.capture(&node{kind: nodeGroup, name: name})
	}
	return p.optionGroup()
}

// capture numbers a group and reads its content.
func (p *patternParser) capture(n *node) (*node, error) {
	p.groups = append(p.groups, n)
	return p.closed(n)
}

// closed reads the content of a group and the parenthesis that ends it.
func (p *patternParser) closed(n *node) (*node, error) {
	content, err := p.alternatives()
	if err != nil {
		return nil, err
	}
	if p.peek() != ')' {
		return nil, p.syntax("end pattern with unmatched parenthesis")
	}
	p.pos++
	n.kids = []*node{content}
	return n, nil
}

// groupName reads a name between the quote that is next and its counterpart.
func (p *patternParser) groupName(open byte) (string, error) {
	closing := byte('>')
	if open == '\'' {
		closing = '\''
	}
	p.pos++
	if !p.more() {
		return "", p.syntax("end pattern with unmatched parenthesis")
	}
	end := strings.IndexByte(p.src[p.pos:], closing)
	if end == 0 {
		return "", p.syntax("group name is empty")
	}
	if end < 0 || strings.ContainsAny(p.src[p.pos:p.pos+end], ")") {
		return "", p.syntax("invalid group name <>")
	}
	name := p.src[p.pos : p.pos+end]
	p.pos += end + 1
	if isASCIIDigit(name[0]) || name[0] == '-' {
		return "", p.syntax("invalid group name <" + name + ">")
	}
	return name, nil
}

// optionGroup reads (?imx-imx) and (?imx-imx:...).
func (p *patternParser) optionGroup() (*node, error) {
	on := true
	for {
		if !p.more() {
			return nil, p.syntax("end pattern in group")
		}
		c := p.peek()
		p.pos++
		switch c {
		case '-':
			on = false
		case 'i':
			p.opts.ignoreCase = on
		case 'm':
			p.opts.multiline = on
		case 'x':
			p.opts.extended = on
		case 'a', 'd', 'u':
			if !on {
				return nil, p.syntax("undefined group option")
			}
			p.opts.ascii, p.opts.wide = c == 'a', c == 'u'
		case ':':
			return p.closed(&node{kind: nodeWrap, text: "(?:"})
		case ')':
			// The options hold to the end of the enclosing group, over its
			// other alternatives too.
			rest, err := p.alternatives()
			if err != nil {
				return nil, err
			}
			return &node{kind: nodeWrap, text: "(?:", kids: []*node{rest}}, nil
		default:
			return nil, p.syntax("undefined group option")
		}
	}
}

// conditional reads (?(cond)yes|no).
func (p *patternParser) conditional() (*node, error) {
	p.pos++
	end := strings.IndexByte(p.src[p.pos:], ')')
	if end < 0 {
		return nil, p.syntax("invalid conditional pattern")
	}
	ref := p.src[p.pos : p.pos+end]
	p.pos += end + 1
	n := &node{kind: nodeCond, known: len(p.groups)}
	if num, ok := smallNumber(ref); ok {
		n.num = num
	} else {
		inner := strings.TrimSuffix(strings.TrimPrefix(ref, "<"), ">")
		if inner == ref {
			inner = strings.TrimSuffix(strings.TrimPrefix(ref, "'"), "'")
		}
		if inner == ref || inner == "" {
			return nil, &UnsupportedError{What: "conditional"}
		}
		if num, ok := smallNumber(inner); ok {
			n.num = num
		} else {
			n.name = inner
		}
	}
	for {
		seq, err := p.sequence()
		if err != nil {
			return nil, err
		}
		n.kids = append(n.kids, seq)
		if p.peek() != '|' {
			break
		}
		p.pos++
	}
	if p.peek() != ')' {
		return nil, p.syntax("end pattern with unmatched parenthesis")
	}
	p.pos++
	if len(n.kids) > 2 {
		return nil, p.syntax("invalid conditional pattern")
	}
	return n, nil
}

// smallNumber reads a decimal number of a few digits.
func smallNumber(s string) (int, bool) {
	if s == "" || len(s) > 6 || !allDigits(s) {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
