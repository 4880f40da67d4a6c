package rubyfacts

import (
	"strings"
	"sync"
)

// A question is one look-up of a method or constant.
type question struct {
	features    string
	what        byte // '#' instance method, '.' singleton method, ':' constant
	class, name string
}

// An answer is what a question came to.
type answer struct {
	method Method
	owner  string // of an instance method; of a constant, all that is known
	ok     bool
}

// maxMemo is how many answers are kept. Names come from the texts that are
// read, so a long-lived process would otherwise keep them without end.
const maxMemo = 1 << 13

// A memo remembers answers: pills ask the same few questions over and over.
type memo struct {
	mu      sync.RWMutex
	answers map[question]answer
}

var asked memo

// ask returns the answer to a question, working it out when it is new.
func (m *memo) ask(q question, answerTo func() answer) answer {
	m.mu.RLock()
	a, ok := m.answers[q]
	m.mu.RUnlock()
	if ok {
		return a
	}
	a = answerTo()
	m.mu.Lock()
	if m.answers == nil || len(m.answers) >= maxMemo {
		m.answers = make(map[question]answer, 256)
	}
	m.answers[q] = a
	m.mu.Unlock()
	return a
}

// key names a set of features.
func (p process) key() string {
	if len(p) == 0 {
		return ""
	}
	return strings.Join(p, "\x00")
}
