package lsp

import (
	"bytes"
	"io"
	"sync"
)

// maxAhead is how much of what the client says is taken in before it is read, in
// bytes.
const maxAhead = 16 << 20

// A readAhead takes in what a client says while nobody reads it, so that its end
// is noticed even if there is no room for answers.
type readAhead struct {
	mu      sync.Mutex
	changed sync.Cond
	waiting bytes.Buffer
	err     error         // of the stream, when what waits is read
	closed  bool          // nobody reads any more
	over    chan struct{} // closed when the client says no more
}

func newReadAhead(in io.Reader) *readAhead {
	r := &readAhead{over: make(chan struct{})}
	r.changed.L = &r.mu
	go r.fill(in)
	return r
}

func (r *readAhead) fill(in io.Reader) {
	defer close(r.over)
	chunk := make([]byte, 64<<10)
	for {
		n, err := in.Read(chunk)
		if !r.put(chunk[:n], err) || err != nil {
			return
		}
	}
}

// put takes something in, waiting for room; it returns whether anybody wants
// more.
func (r *readAhead) put(chunk []byte, err error) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.waiting.Len() > maxAhead && !r.closed {
		r.changed.Wait()
	}
	r.waiting.Write(chunk)
	r.err = err
	r.changed.Broadcast()
	return !r.closed
}

// Read reads what was taken in, waiting for something.
func (r *readAhead) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.waiting.Len() == 0 && r.err == nil && !r.closed {
		r.changed.Wait()
	}
	switch {
	case r.waiting.Len() > 0:
		n, _ := r.waiting.Read(p)
		if r.waiting.Len() == 0 && r.waiting.Cap() > 1<<20 {
			r.waiting = bytes.Buffer{}
		}
		r.changed.Broadcast()
		return n, nil
	case r.closed:
		return 0, io.ErrClosedPipe
	}
	return 0, r.err
}

// close lets nobody wait any more.
func (r *readAhead) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	r.changed.Broadcast()
}
