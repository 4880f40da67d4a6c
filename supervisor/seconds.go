package supervisor

import (
	"strings"
	"time"
)

// DefaultGrace is each grace time, if it is not set.
const DefaultGrace = 3 * time.Second

// MaxSeconds is the longest time that is told apart from for ever: 30 years.
const MaxSeconds = 1e9

// WholeSeconds is a time that is given as a number of seconds, 0 and more.
func WholeSeconds(n float64) time.Duration {
	if !(n > 0) {
		return 0
	}
	return time.Duration(min(n, MaxSeconds)) * time.Second
}

// ToI is String#to_i, in seconds.
func ToI(s string) time.Duration {
	n := 0.0
	for _, c := range strings.TrimLeft(s, " \t\n") {
		if c < '0' || c > '9' {
			break
		}
		n = min(n*10+float64(c-'0'), MaxSeconds)
	}
	return WholeSeconds(n)
}
