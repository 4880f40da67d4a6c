package supervisor

import (
	"os"
	"sync"
)

// A capture keeps the beginning of what a command writes, and reads the rest
// for nothing for as long as somebody writes, so that nobody has to wait.
type capture struct {
	mu   sync.Mutex
	kept []byte
	done chan struct{}
}

// newCapture returns a capture and the end that is written to.
func newCapture() (*capture, *os.File, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	c := &capture{done: make(chan struct{})}
	go func() {
		defer close(c.done)
		defer r.Close()
		buf := make([]byte, 4096)
		for {
			n, err := r.Read(buf)
			c.mu.Lock()
			c.kept = append(c.kept, buf[:min(n, maxOutput-len(c.kept))]...)
			c.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return c, w, nil
}

// text returns what was written, when all writers are done or it is late.
func (c *capture) text(late <-chan struct{}) string {
	select {
	case <-c.done:
	case <-late:
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return string(c.kept)
}
