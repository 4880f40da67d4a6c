// Package locals keeps the local variables of a text while it is read, from
// its beginning to its end.
package locals

// A Scope holds local variables. A hard one (of a method, class or file) does
// not see what is around it.
type Scope struct {
	Outer *Scope
	Hard  bool
	Names []string       // by slot
	slots map[string]int // where each name is, once there are many
}

// many is how many names are too many to look through one by one.
const many = 12

// Find returns how far out and in which slot a local variable is.
func (s *Scope) Find(name string) (depth, slot int, ok bool) {
	for ; s != nil; s = s.Outer {
		if i := s.Slot(name); i >= 0 {
			return depth, i, true
		}
		if s.Hard {
			break
		}
		depth++
	}
	return 0, 0, false
}

// Slot returns the slot of a variable of this very scope, or -1.
func (s *Scope) Slot(name string) int {
	if s.slots != nil {
		if i, ok := s.slots[name]; ok {
			return i
		}
		return -1
	}
	for i, n := range s.Names {
		if n == name {
			return i
		}
	}
	return -1
}

// Declare returns where a local variable is, making it if need be.
func (s *Scope) Declare(name string) (depth, slot int) {
	if d, i, ok := s.Find(name); ok {
		return d, i
	}
	return 0, s.Own(name)
}

// Own makes a local variable of this very scope, as a parameter is, and returns
// its slot. Of two of one name, which begins with _, the first is found.
func (s *Scope) Own(name string) int {
	slot := len(s.Names)
	s.Names = append(s.Names, name)
	if s.slots == nil && slot < many {
		return slot
	}
	if s.slots == nil {
		s.slots = map[string]int{}
		for i, n := range s.Names[:slot] {
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
