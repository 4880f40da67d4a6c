package eval

// This file makes Times.

import (
	"strconv"
	"strings"
	"time"
)

var timeClass = methods(map[string]impl{
	"now":     {0, 1, timeNow, unknowns},
	"current": {0, 0, timeNow, unknowns},
	"new":     {0, 8, timeNew, 0},
	"local":   {0, 10, func(c *Call) Value { return c.timeOf(c.In.zone()) }, 0},
	"utc":     {0, 10, func(c *Call) Value { return c.timeOf(time.UTC) }, 0},
	"at":      {1, 4, timeAt, 0},
}).with("mktime", "local", "gm", "utc")

func timeNow(c *Call) Value {
	if len(c.Args) > 0 {
		if !c.Bare {
			c.In.wrongCount(len(c.Args), 0, 0)
		}
		return c.In.notModelled(c)
	}
	t, u := c.In.now()
	if u != nil {
		return u
	}
	return t
}

// now is the time, or why it is not known.
func (in *Interp) now() (*Time, *Unknown) {
	if in.Env.Now == nil {
		return nil, in.unknown(Outside, "Time.now")
	}
	return &Time{in.Env.Now().In(in.zone())}, nil
}

func timeNew(c *Call) Value {
	switch n := len(c.Args); {
	case n == 0:
		return timeNow(c)
	case n > 6 || c.Bare:
		return c.In.notModelled(c)
	}
	return c.timeOf(c.In.zone())
}

// timeOf makes a time of a year, month, day, hour, minute, second and
// microseconds.
func (c *Call) timeOf(l *time.Location) Value {
	in := c.In
	fields := [7]int{1: 1, 2: 1}
	if len(c.Args) == 0 {
		in.wrongCount(0, 1, 8)
	}
	if len(c.Args) > len(fields) {
		return in.notModelled(c)
	}
	for i, a := range c.Args {
		n, ok := c.timeNumber(a, i == 1)
		if !ok {
			return in.notModelled(c)
		}
		fields[i] = n
	}
	in.checkFields(fields)
	if l == unknownZone {
		return in.unknown(Outside, "time zone")
	}
	return &Time{time.Date(fields[0], time.Month(fields[1]), fields[2], fields[3], fields[4], fields[5], fields[6]*1000, l)}
}

// checkFields raises if a part of a time is out of range.
func (in *Interp) checkFields(f [7]int) {
	names := [...]string{1: "mon", 2: "mday", 3: "hour", 4: "min", 5: "sec"}
	low := [...]int{1: 1, 2: 1, 5: 0}
	high := [...]int{1: 12, 2: 31, 3: 24, 4: 59, 5: 60}
	if f[3] == 24 {
		high[4], high[5] = 0, 0
	}
	for i := 1; i < len(names); i++ {
		switch {
		case f[i] < 0, i == 2 && f[i] > high[i]:
			in.Raise("ArgumentError", "argument out of range")
		case f[i] < low[i], f[i] > high[i]:
			in.Raise("ArgumentError", "%s out of range", names[i])
		}
	}
	if f[6] < 0 || f[6] > 999999 {
		in.Raise("ArgumentError", "subsecx out of range")
	}
}

// timeNumber is one part of a time: an Integer, digits, or a month's name. nil
// is only modelled where it is left out at the end.
func (c *Call) timeNumber(v Value, month bool) (n int, ok bool) {
	switch v := v.(type) {
	case Int:
		return int(v), v > -1e6 && v < 1e6
	case *Str:
		if month && len(v.S) == 3 {
			i := strings.Index("jan feb mar apr may jun jul aug sep oct nov dec", strings.ToLower(v.S))
			return i/4 + 1, i >= 0 && i%4 == 0
		}
		n, err := strconv.Atoi(v.S)
		return n, err == nil && n >= 0 && len(v.S) <= 4 && v.S[0] != '+'
	case Float:
		return int(v), v == Float(int(v))
	}
	return 0, false
}

// timeAt is Time.at: an instant whose date hangs on the machine's zone.
func timeAt(c *Call) Value {
	in := c.In
	if len(c.Args) > 1 {
		return in.notModelled(c)
	}
	switch v := c.Args[0].(type) {
	case *Time:
		return &Time{v.T}
	case Int, Big, Float:
		if t, ok := later(time.Unix(0, 0), v); ok {
			return &Time{t.In(in.zone())}
		}
		return in.notModelled(c)
	case *Duration, *Object:
		return in.notModelled(c)
	}
	in.Raise("TypeError", "can't convert %s into an exact number", in.plainClass(c.Args[0]))
	return nil
}

func durationSince(c *Call) Value { return c.fromTime(1) }
func durationAgo(c *Call) Value   { return c.fromTime(-1) }

// fromTime is a time a Duration before or after another, which is now unless
// it is given.
func (c *Call) fromTime(sign Int) Value {
	in := c.In
	var from *Time
	if len(c.Args) == 0 {
		t, u := in.now()
		if u != nil {
			return u
		}
		from = t
	} else {
		switch v := known(c.Args[0]).(type) {
		case *Time:
			from = v
		case *Object:
			return in.notModelled(c)
		default:
			in.Raise("ArgumentError", "expected a time or date, got %s", in.Inspect(v))
		}
	}
	if t, ok := in.shiftTime(from.T, c.duration(), sign); ok {
		return &Time{t}
	}
	return in.notModelled(c)
}
