package ruby

// This file asks Ruby about formats.

import (
	"errors"
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"
)

// testArgs are arguments written as i:12, f:1.5, s:text and h:key=i:1.
type testArgs struct {
	list []string
	next int
}

func (a *testArgs) Next() (any, bool) { a.next++; return a.At(a.next) }

func (a *testArgs) At(n int) (any, bool) {
	if n < 1 || n > len(a.list) {
		return nil, false
	}
	return a.list[n-1], true
}

func (a *testArgs) HasHash() bool { return len(a.list) == 1 && a.list[0][0] == 'h' }

func (a *testArgs) Named(name string) (any, bool) {
	for _, kv := range strings.Split(a.list[0][2:], ",") {
		if k, v, _ := strings.Cut(kv, "="); k == name {
			return v, true
		}
	}
	return nil, false
}

func (a *testArgs) Integer(v any) (*big.Int, error) {
	s := v.(string)
	switch s[0] {
	case 'f':
		f, _ := strconv.ParseFloat(s[2:], 64)
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, &FormatError{"FloatDomainError", FormatFloat(f)}
		}
		n, _ := big.NewFloat(f).Int(nil)
		return n, nil
	case 's':
		n, err := ParseInteger(s[2:], 0)
		if err != nil {
			err = &FormatError{"ArgumentError", err.Error()}
		}
		return n, err
	case 'h':
		return nil, &LimitError{}
	}
	n, _ := new(big.Int).SetString(s[2:], 10)
	return n, nil
}

func (a *testArgs) Float(v any) (float64, error) {
	s := v.(string)
	switch s[0] {
	case 's':
		f, err := ParseFloat(s[2:])
		if err != nil {
			err = &FormatError{"ArgumentError", err.Error()}
		}
		return f, err
	case 'h':
		return 0, &LimitError{}
	}
	f, _ := strconv.ParseFloat(s[2:], 64)
	return f, nil
}

func (a *testArgs) String(v any) (string, error) {
	s := v.(string)
	switch s[0] {
	case 'f':
		f, _ := strconv.ParseFloat(s[2:], 64)
		return FormatFloat(f), nil
	case 'h':
		return "", &LimitError{}
	}
	return s[2:], nil
}

func (a *testArgs) Inspect(v any) (string, error) {
	if s := v.(string); s[0] == 's' {
		return InspectString(s[2:]), nil
	}
	return a.String(v)
}

func (a *testArgs) Text(v any) (string, bool) {
	s := v.(string)
	return s[2:], s[0] == 's'
}

func (a *testArgs) Whole(v any) (*big.Int, bool) {
	s := v.(string)
	if s[0] != 'i' {
		return nil, false
	}
	n, _ := new(big.Int).SetString(s[2:], 10)
	return n, true
}

func formatCall(format string, args ...string) call {
	s, err := Format(format, &testArgs{list: args})
	var fe *FormatError
	if strings.Contains(format, "c") && errors.As(err, &fe) && fe.Class == "FloatDomainError" {
		err = &LimitError{} // there the caller converts, with an error of its own
	}
	return call{"format", append([]string{format}, args...), answerOf("", s, err)}
}

func TestJudgeFormat(t *testing.T) {
	r := newSource()
	var calls []call
	values := []string{"i:0", "i:1", "i:-1", "i:255", "i:-255", "i:-8", "i:-16", "i:65", "i:123456789012345678901234567890", "i:-123456789012345678901234567890", "f:0.0", "f:-0.0", "f:1.5", "f:-2.75", "f:1e20", "f:1.0e-05", "f:123456.789", "f:NaN", "f:Infinity", "f:-Infinity", "f:3.99", "f:-3.99", "f:100000", "f:1000000", "f:0.1", "f:5e-324", "f:2.5", "s:abc", "s:日本語", "s:12", "s:0x1f", "s:a", "s:", "s:1.5"}
	for range 1500 {
		spec := "%" + r.text(3, letters("-+ 0#")...)
		if r.Intn(2) == 0 {
			spec += strconv.Itoa(r.Intn(14) + 1)
		}
		if r.Intn(2) == 0 {
			spec += "." + r.text(1, letters("0123456789")...)
		}
		spec += string("spdiufeEgGaAxXobBc"[r.Intn(18)])
		calls = append(calls, formatCall("<"+spec+">", values[r.Intn(len(values))]))
	}
	for range 1000 {
		spec := "%" + r.text(7, letters("-+0# 12$.*<{a}>bsdfx%cp\n")...)
		args := []string{"i:3", "i:-7", "s:x", "i:2"}
		if r.Intn(3) == 0 {
			args = []string{"h:a=i:5,b=s:q"}
		}
		calls = append(calls, formatCall(spec, args[:r.Intn(len(args)+1)]...))
	}
	for _, f := range []string{"%", "a%", "%%", "%5%", "%y", "%é", "%-", "%5", "%.", "%.5", "%*d", "%-*d", "%*1$d", "%1$*2$d", "%1$s %1$s", "%2$s", "%9$s", "%0$s", "%1$s %s", "%s %1$s", "%s %<a>s", "%99999999999d", "%.99999999999d", "%\n", "%\x00", "% \n", "%c%c", "%s%s%s%s%s", "%5.2s|", "%05s", "%+x", "%#x %#o %#b", "%1$1$s", "%5 d", "%5-d", "%.3.4d", "%5.5*d", "%5*d", "%ld", "%hd", "%n"} {
		calls = append(calls, formatCall(f, "i:10", "i:20", "i:30"), formatCall(f, "i:-10"), formatCall(f), formatCall(f, "s:abc"))
	}
	for _, f := range []string{"%<a>d", "%{a}", "%<a>05d|%{b}", "%-5{b}|", "%5<a>d", "%<c>d", "%{c}", "%<a", "%{a", "%<a>", "%<a>%", "%<a><b>d", "%<a>{b}", "%<a>1$d", "%1$<a>d", "%<>d", "%{a}%s", "%s%{a}", "%1$s%{a}", "%{a}%1$s", "%.1{b}", "%<b>p", "%<b>c", "%<a>*d", "%p"} {
		calls = append(calls, formatCall(f, "h:a=i:7,b=s:xyz"), formatCall(f, "i:1"), formatCall(f, "h:a=i:7", "i:2"), formatCall(f))
	}
	judge(t, calls)
}
