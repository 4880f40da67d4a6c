package supervisor

// This file keeps the daemon within its limits: of descriptors, and of threads.

import (
	"runtime"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// maxMaking is how many processes are made, or files looked at, at a time.
	// Each may need a thread and some descriptors; there may be thousands of them.
	maxMaking = 32
	// makingFiles is how many descriptors each of them needs.
	makingFiles = 8
	// ownFiles is how many the daemon needs for itself.
	ownFiles = 32
	// hoard is how many threads there are from the beginning.
	hoard = 12
)

// A room is for what is done at the same time.
type room chan struct{}

// newRoom raises the limit of descriptors as far as so many processes need it,
// if that is allowed, and makes a room that fits.
func newRoom(processes int) room {
	var limit unix.Rlimit
	places := uint64(maxMaking)
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) == nil {
		if want := uint64(2*processes + spare + ownFiles + maxMaking*makingFiles); limit.Cur < want {
			more := unix.Rlimit{Cur: want, Max: max(want, limit.Max)}
			if unix.Setrlimit(unix.RLIMIT_NOFILE, &more) == nil {
				limit = more
			}
		}
		places = max(min(places, (limit.Cur-min(limit.Cur, ownFiles))/4/makingFiles), 1)
	}
	hoardThreads()
	return make(room, places)
}

// enter waits for a place, and returns what gives it back.
func (r room) enter() (leave func()) {
	if r == nil {
		return func() {}
	}
	r <- struct{}{}
	return func() { <-r }
}

// hoardThreads begins some threads, which stay. When a process takes all that a
// limit allows, the daemon gets no more, and Go ends a program that needs one.
func hoardThreads() {
	var all sync.WaitGroup
	begun := make(chan struct{})
	for range hoard {
		all.Go(func() {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			<-begun
			time.Sleep(time.Millisecond)
		})
	}
	close(begun)
	all.Wait()
}
