package supervisor

import "time"

// A Clock may be faster than the world: for a verification, in which nobody
// wants to wait as long as the pill says. All that Machines know of time is its.
type Clock struct {
	Speed float64 // 0 is 1
}

// At is the time since boot.
func (clock Clock) At() time.Duration { return clock.of(sinceBoot()) }

// Wait is how long a time by this clock takes in the world.
func (clock Clock) Wait(d time.Duration) time.Duration {
	if clock.Speed == 0 {
		return d
	}
	return time.Duration(float64(d) / clock.Speed)
}

// of is what a time in the world is by this clock.
func (clock Clock) of(d time.Duration) time.Duration {
	if clock.Speed == 0 {
		return d
	}
	return time.Duration(float64(d) * clock.Speed)
}

// now is this moment.
func (clock Clock) now() Now { return Now{clock.At(), time.Now()} }

// since is how long ago a process began that the kernel counts from.
func (clock Clock) since(start uint64) time.Duration { return clock.of(age(start)) }

// patience is how long a time to wait for an answer takes in the world, which
// does not answer faster when the clock is fast.
func (clock Clock) patience(d time.Duration) time.Duration {
	return max(clock.Wait(d), min(d, time.Second))
}
