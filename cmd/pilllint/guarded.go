package main

// This file notices when standard output cannot be written.

import (
	"errors"
	"io"
	"os"
	"sync"
	"syscall"
)

// A guarded writer remembers the first error of another, so that nothing is
// lost unseen on a full disk. That nobody reads any more, as behind head, is none.
type guarded struct {
	w   io.Writer
	mu  sync.Mutex
	err error
}

// Write writes to the other one.
func (g *guarded) Write(b []byte) (int, error) {
	n, err := g.w.Write(b)
	if err != nil && !unread(err) {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.err == nil {
			g.err = err
		}
	}
	return n, err
}

// What Windows says where others say EPIPE.
const (
	brokenPipe = syscall.Errno(109)
	noData     = syscall.Errno(232)
)

// unread reports whether an error says that nobody reads what is written.
func unread(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) || errors.Is(err, brokenPipe) || errors.Is(err, noData)
}

// fileOf returns the file that is written to or read from, if it is one.
func fileOf(w any) (*os.File, bool) {
	if g, ok := w.(*guarded); ok {
		w = g.w
	}
	f, ok := w.(*os.File)
	return f, ok
}
