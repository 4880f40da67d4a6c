package supervisor

// This file keeps goroutines whose stacks are large enough for what they do. A new
// one begins with very little, and the garbage collector takes away from one that
// waits what it does not use; to give it more, each of its frames is looked up in
// tables of the program that are not read for anything else, and may have to come
// from the disk. When a process waits for its successor that takes longer than all
// the rest.

import "runtime"

// A stackRoom on the stack of a goroutine that waits is enough for the collector to
// let it have 16 kB.
type stackRoom [4 << 10]byte

// hands are goroutines that wait for work, as long as the daemon lives.
type hands chan func()

// spareHands is how many there are. Others begin when there is more to do at a time.
const spareHands = 3

func newHands() hands {
	h := make(hands)
	for range spareHands {
		go func() {
			var room stackRoom
			for work := range h {
				work()
			}
			runtime.KeepAlive(&room)
		}()
	}
	return h
}

// do has something done.
func (h hands) do(work func()) {
	select {
	case h <- work:
	default:
		go work()
	}
}
