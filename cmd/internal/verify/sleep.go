package verify

// This file knows the tool sleep, which goes by the pill's time, and is a program
// like any other where a pill starts it by itself.

import (
	"errors"
	"fmt"
	"math"
	"path"
	"strconv"
	"time"

	"github.com/pilllint/pilllint/parser/ruby"
)

// sleepTime reads the arguments of sleep.
func sleepTime(args []string) (time.Duration, error) {
	if len(args) == 0 {
		return 0, errors.New("missing operand")
	}
	total := 0.0
	for _, w := range args {
		number, unit := w, 1.0
		if last := len(w) - 1; last >= 0 {
			if u, ok := map[byte]float64{'s': 1, 'm': 60, 'h': 3600, 'd': 86400}[w[last]]; ok {
				number, unit = w[:last], u
			}
		}
		n, err := strconv.ParseFloat(number, 64)
		if err != nil || !(n >= 0) {
			return 0, fmt.Errorf("invalid time interval '%s'", w)
		}
		total += n * unit
	}
	if total >= math.MaxInt64/float64(time.Second) {
		return math.MaxInt64, nil
	}
	return time.Duration(total * float64(time.Second)), nil
}

// sleepOf is how long the program of a process lasts if that is sleep and nothing
// else.
func sleepOf(start string) (d time.Duration, ok bool) {
	words, err := ruby.Shellsplit(start)
	if err != nil || len(words) < 2 || path.Base(words[0]) != "sleep" {
		return 0, false
	}
	d, err = sleepTime(words[1:])
	return d, err == nil && d > 0
}
