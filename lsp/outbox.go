package lsp

import (
	"io"
	"strconv"
	"sync"
)

// maxWaiting is how much may wait for the client to read it, in bytes, before
// answers wait too, and with them the reading of further requests.
const maxWaiting = 8 << 20

// An outbox holds the messages that the client has not read yet. Of those that
// replace each other only the newest waits, so that a client that stops reading
// costs no more than a message for each document, and finds the truth when it
// reads on.
type outbox struct {
	mu      sync.Mutex
	changed sync.Cond
	waiting []*letter
	keyed   map[string]*letter
	size    int // of those that wait
	sent    int // how many were taken out
	closed  bool
	gone    chan struct{} // closed when the client cannot be written to
}

type letter struct {
	key  string
	body []byte
}

func newOutbox() *outbox {
	b := &outbox{keyed: map[string]*letter{}, gone: make(chan struct{})}
	b.changed.L = &b.mu
	return b
}

// put queues a message. One with a key replaces another of that key that still
// waits, and never waits for room.
func (b *outbox) put(key string, body []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for key == "" && b.size > maxWaiting && !b.closed {
		b.changed.Wait()
	}
	if b.closed {
		return
	}
	b.size += len(body)
	if earlier := b.keyed[key]; key != "" && earlier != nil {
		b.size -= len(earlier.body)
		earlier.body = body
		return
	}
	l := &letter{key, body}
	b.waiting = append(b.waiting, l)
	if key != "" {
		b.keyed[key] = l
	}
	b.changed.Broadcast()
}

// deliver writes messages until the outbox is closed and empty, or the client is
// gone.
func (b *outbox) deliver(w io.Writer) error {
	var frame []byte
	for {
		l := b.next()
		if l == nil {
			return nil
		}
		frame = append(frame[:0], "Content-Length: "...)
		frame = strconv.AppendInt(frame, int64(len(l.body)), 10)
		frame = append(frame, "\r\n\r\n"...)
		frame = append(frame, l.body...)
		_, err := w.Write(frame)
		if cap(frame) > 1<<20 {
			frame = nil
		}
		if err != nil {
			b.close()
			close(b.gone)
			return err
		}
	}
}

// next takes the first message out, waiting for one; nil if there will be none.
func (b *outbox) next() *letter {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.waiting) == 0 && !b.closed {
		b.changed.Wait()
	}
	if len(b.waiting) == 0 {
		return nil
	}
	l := b.waiting[0]
	b.waiting = b.waiting[1:]
	delete(b.keyed, l.key)
	b.size -= len(l.body)
	b.sent++
	b.changed.Broadcast()
	return l
}

// state returns how many messages were taken out, and whether others wait for
// room.
func (b *outbox) state() (sent int, full bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.sent, b.size > maxWaiting
}

// close lets nothing more in. What waits is still delivered.
func (b *outbox) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.changed.Broadcast()
}
