package syntax

// This file keeps the local variables while the tree is lowered.

// A scope holds local variables. A hard one (of a method, class or file) does
// not see what is around it.
type scope struct {
	parent *scope
	hard   bool
	names  []string
	slots  map[string]int // where each name is, once there are many
	// params is what _1 and the like add to; nil if the block may not have any.
	params *Params
}

// find returns how far out and in which slot a local variable is.
func (s *scope) find(name string) (depth, slot int, ok bool) {
	for ; s != nil; s = s.parent {
		if i := s.slot(name); i >= 0 {
			return depth, i, true
		}
		if s.hard {
			break
		}
		depth++
	}
	return 0, 0, false
}

// slot returns the slot of a variable of this very scope, or -1.
func (s *scope) slot(name string) int {
	if s.slots != nil {
		if i, ok := s.slots[name]; ok {
			return i
		}
		return -1
	}
	for i, n := range s.names {
		if n == name {
			return i
		}
	}
	return -1
}

// declare returns where a local variable is, making it if need be.
func (s *scope) declare(name string) (depth, slot int) {
	if d, i, ok := s.find(name); ok {
		return d, i
	}
	return 0, s.own(name)
}

// own makes a local variable of this very scope, as a parameter is. Of two of
// one name, which begins with _, the first is found.
func (s *scope) own(name string) int {
	const many = 16
	slot := len(s.names)
	s.names = append(s.names, name)
	if s.slots == nil && slot < many {
		return slot
	}
	if s.slots == nil {
		s.slots = map[string]int{}
		for i, n := range s.names[:slot] {
			if _, ok := s.slots[n]; !ok {
				s.slots[n] = i
			}
		}
	}
	if _, ok := s.slots[name]; !ok {
		s.slots[name] = slot
	}
	return slot
}
