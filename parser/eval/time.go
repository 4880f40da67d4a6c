package eval

import (
	"math"
	"math/big"
	"time"

	"github.com/pilllint/pilllint/parser/ruby"
)

var timeMethods = methods(map[string]impl{
	"year":       timeField(time.Time.Year),
	"month":      timeField(func(t time.Time) int { return int(t.Month()) }),
	"day":        timeField(time.Time.Day),
	"hour":       timeField(time.Time.Hour),
	"min":        timeField(time.Time.Minute),
	"wday":       timeField(func(t time.Time) int { return int(t.Weekday()) }),
	"yday":       timeField(time.Time.YearDay),
	"utc_offset": timeField(func(t time.Time) int { _, offset := t.Zone(); return offset }),
	"sec":        {0, 0, func(c *Call) Value { return Int(c.instant().Second()) }, 0},
	"usec":       {0, 0, func(c *Call) Value { return Int(c.instant().Nanosecond() / 1000) }, 0},
	"nsec":       {0, 0, func(c *Call) Value { return Int(c.instant().Nanosecond()) }, 0},
	"sunday?":    weekday(time.Sunday),
	"monday?":    weekday(time.Monday),
	"tuesday?":   weekday(time.Tuesday),
	"wednesday?": weekday(time.Wednesday),
	"thursday?":  weekday(time.Thursday),
	"friday?":    weekday(time.Friday),
	"saturday?":  weekday(time.Saturday),
	"dst?":       {0, 0, func(c *Call) Value { return Bool(c.clock().IsDST()) }, 0},
	"utc?":       {0, 0, func(c *Call) Value { return Bool(c.instant().Location() == time.UTC) }, 0},
	"zone":       {0, 0, timeZoneName, 0},
	"to_i":       {0, 0, func(c *Call) Value { return Int(c.instant().Unix()) }, 0},
	"to_f":       {0, 0, func(c *Call) Value { return seconds(c.instant(), time.Unix(0, 0)) }, 0},
	"to_s":       {0, 1, timeToS, 0},
	"inspect":    {0, 0, timeInspect, 0},
	"ctime":      {0, 0, func(c *Call) Value { return c.strftime("%a %b %e %H:%M:%S %Y") }, 0},
	"strftime":   {1, 1, func(c *Call) Value { return c.strftime(c.text(0)) }, 0},
	"iso8601":    {0, 1, timeISO8601, 0},
	"+":          {1, 1, func(c *Call) Value { return c.shifted("+", 1) }, 0},
	"-":          {1, 1, timeMinus, 0},
	"since":      {1, 1, func(c *Call) Value { return c.shifted("since", 1) }, 0},
	"ago":        {1, 1, func(c *Call) Value { return c.shifted("ago", -1) }, 0},
	"<=>":        {1, 1, timeOrder, 0},
	"==":         {1, 1, timeEqual, 0},
	"utc":        {0, 0, func(c *Call) Value { return c.setZone(time.UTC) }, 0},
	"localtime":  {0, 0, func(c *Call) Value { return c.setZone(c.In.zone()) }, 0},
	"getutc":     {0, 0, func(c *Call) Value { return &Time{c.instant().UTC()} }, 0},
	"getlocal":   {0, 0, func(c *Call) Value { return &Time{c.instant().In(c.In.zone())} }, 0},
	"to_time":    {0, 0, itself, 0},
	"blank?":     {0, 0, func(c *Call) Value { return Bool(false) }, 0},
}).with(
	"mon", "month", "mday", "day", "tv_usec", "usec", "tv_nsec", "nsec", "gmt_offset", "utc_offset", "gmtoff", "utc_offset",
	"isdst", "dst?", "gmt?", "utc?", "tv_sec", "to_i", "asctime", "ctime", "xmlschema", "iso8601", "in", "since",
	"eql?", "==", "gmtime", "utc", "getgm", "getutc",
)

// unknownZone stands for the machine's zone where that is not known: the
// instant is certain, its date and hour are not.
var unknownZone = time.FixedZone("?", 0)

// zone is the machine's zone, which its clock tells.
func (in *Interp) zone() *time.Location {
	if in.Env.Now == nil {
		return unknownZone
	}
	if l := in.Env.Now().Location(); l != time.UTC {
		return l
	}
	return utcZone // a local time is none of utc? even there
}

// utcZone is the zone of a machine whose zone is UTC.
var utcZone = time.FixedZone("UTC", 0)

func (c *Call) instant() time.Time { return c.Self.(*Time).T }

// clock is the receiver where its date and hour matter.
func (c *Call) clock() time.Time { return c.In.dated(c.instant()) }

func (in *Interp) dated(t time.Time) time.Time {
	if t.Location() == unknownZone {
		needs(in.unknown(Outside, "time zone"))
	}
	return t
}

func timeField(field func(time.Time) int) impl {
	return impl{0, 0, func(c *Call) Value { return Int(field(c.clock())) }, 0}
}

func weekday(d time.Weekday) impl {
	return impl{0, 0, func(c *Call) Value { return Bool(c.clock().Weekday() == d) }, 0}
}

func timeZoneName(c *Call) Value {
	name, _ := c.clock().Zone()
	return c.In.str(name)
}

func (c *Call) strftime(layout string) Value { return c.In.str(ruby.Strftime(c.clock(), layout)) }

// timeFormats are ActiveSupport's names for formats, as far as they are plain.
var timeFormats = map[Sym]string{
	"db": "%Y-%m-%d %H:%M:%S", "number": "%Y%m%d%H%M%S", "usec": "%Y%m%d%H%M%S%6N", "nsec": "%Y%m%d%H%M%S%9N",
	"time": "%H:%M", "short": "%d %b %H:%M", "long": "%B %d, %Y %H:%M",
}

func timeToS(c *Call) Value {
	if len(c.Args) == 1 && c.Args[0] != Value(Sym("default")) {
		name, _ := c.Args[0].(Sym)
		layout, ok := timeFormats[name]
		if !ok {
			return c.In.notModelled(c)
		}
		return c.strftime(layout)
	}
	if c.clock().Location() == time.UTC {
		return c.strftime("%Y-%m-%d %H:%M:%S UTC")
	}
	return c.strftime("%Y-%m-%d %H:%M:%S %z")
}

func timeInspect(c *Call) Value {
	layout := "%Y-%m-%d %H:%M:%S"
	if ns := c.clock().Nanosecond(); ns != 0 {
		digits := 9
		for ; ns%10 == 0; ns /= 10 {
			digits--
		}
		layout += ".%" + string(rune('0'+digits)) + "N"
	}
	if c.clock().Location() == time.UTC {
		return c.strftime(layout + " UTC")
	}
	return c.strftime(layout + " %z")
}

func timeISO8601(c *Call) Value {
	if len(c.Args) > 0 && c.Args[0] != Value(Int(0)) {
		return c.In.notModelled(c)
	}
	if c.clock().Location() == time.UTC {
		return c.strftime("%Y-%m-%dT%H:%M:%SZ")
	}
	return c.strftime("%Y-%m-%dT%H:%M:%S%:z")
}

// seconds is a - b.
func seconds(a, b time.Time) Value {
	n := new(big.Int).Mul(big.NewInt(a.Unix()-b.Unix()), big.NewInt(1e9))
	n.Add(n, big.NewInt(int64(a.Nanosecond()-b.Nanosecond())))
	f, _ := new(big.Rat).SetFrac(n, big.NewInt(1e9)).Float64()
	return Float(f)
}

// later is t some seconds later; ok is false if that is no whole number of
// nanoseconds, or far off.
func later(t time.Time, by Value) (r time.Time, ok bool) {
	f := float64Of(by)
	if math.IsNaN(f) || math.Abs(f) > 1e12 {
		return t, false
	}
	exact, _ := exactFloat(by).Rat(nil)
	exact.Mul(exact, big.NewRat(1e9, 1))
	if !exact.IsInt() {
		return t, false
	}
	sec, ns := new(big.Int).DivMod(exact.Num(), big.NewInt(1e9), new(big.Int))
	return time.Unix(t.Unix()+sec.Int64(), int64(t.Nanosecond())+ns.Int64()).In(t.Location()), true
}

// shifted is the receiver moved by the argument: a number, or a Duration,
// whose days and weeks are those of the calendar.
func (c *Call) shifted(op string, sign Int) Value {
	in := c.In
	switch v := c.Args[0].(type) {
	case Int, Big, Float:
		if t, ok := later(c.instant(), in.mul(v, sign)); ok {
			return &Time{t}
		}
		return in.notModelled(c)
	case *Duration:
		if t, ok := in.shiftTime(c.instant(), v, sign); ok {
			return &Time{t}
		}
		return in.notModelled(c)
	case *Time:
		if op == "+" {
			in.Raise("TypeError", "time + time?")
		}
		return in.notModelled(c)
	case *Object:
		return in.notModelled(c)
	}
	if op != "+" && op != "-" {
		return in.notModelled(c)
	}
	in.Raise("TypeError", "can't convert %s into an exact number", in.plainClass(c.Args[0]))
	return nil
}

// shiftTime moves a time by the parts of a Duration, in their order.
func (in *Interp) shiftTime(t time.Time, d *Duration, sign Int) (r time.Time, ok bool) {
	if len(d.Parts) == 0 {
		return later(t, in.mul(d.Value, sign))
	}
	for _, p := range d.Parts {
		n := in.mul(p.Count, sign)
		switch p.Unit {
		case "seconds", "minutes", "hours":
			t, ok = later(t, in.mul(n, unitSeconds[p.Unit]))
		default:
			t, ok = in.advance(t, p.Unit, n)
		}
		if !ok {
			return t, false
		}
	}
	return t, true
}

// advance moves a time by days or longer units of the calendar. What is left
// of a part of a day is added as seconds.
func (in *Interp) advance(t time.Time, unit string, n Value) (r time.Time, ok bool) {
	t = in.dated(t)
	if math.Abs(float64Of(n)) > 1e6 || isNaN(n) {
		return t, false
	}
	var rest Value = Int(0)
	days, months := 0, 0
	switch unit {
	case "weeks":
		weeks, part := in.divMod(n, Int(1))
		more, part := in.divMod(in.mul(Int(7), part), Int(1))
		days, rest = 7*int(weeks.(Int))+int(more.(Int)), part
	case "days":
		whole, part := in.divMod(n, Int(1))
		days, rest = int(whole.(Int)), part
	default:
		whole, isInt := n.(Int)
		if !isInt {
			return t, false
		}
		if months = int(whole); unit == "years" {
			months *= 12
		}
	}
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	day := min(t.Day(), last) + days
	t = time.Date(first.Year(), first.Month(), day, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
	return later(t, in.mul(in.mul(rest, Int(24)), Int(3600)))
}

func timeMinus(c *Call) Value {
	if other, ok := c.Args[0].(*Time); ok {
		return seconds(c.instant(), other.T)
	}
	return c.shifted("-", -1)
}

func timeOrder(c *Call) Value {
	switch other := c.Args[0].(type) {
	case *Time:
		return Int(c.instant().Compare(other.T))
	case *Object:
		return c.In.notModelled(c)
	}
	return Nil{}
}

func timeEqual(c *Call) Value {
	if _, ok := c.Args[0].(*Object); ok {
		return c.In.notModelled(c)
	}
	other, ok := c.Args[0].(*Time)
	return Bool(ok && c.instant().Equal(other.T))
}

// setZone moves the receiver itself to a zone.
func (c *Call) setZone(l *time.Location) Value {
	t := c.Self.(*Time)
	c.In.change(t)
	t.T = t.T.In(l)
	return t
}
