package ruby

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// within fails the test if f does not end. What has no limit of its own would go on
// for hours, so that it does not matter how fast the machine is.
func within(t *testing.T, what string, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
	case <-time.After(2 * time.Minute):
		t.Fatalf("%s does not end", what)
	}
}

func TestHostilePatterns(t *testing.T) {
	long := strings.Repeat("a", 1<<16) + "!"
	for _, p := range []string{
		`(a+)+$`, `(a|a)*b`, `(a|aa)+$`, `(.*)*x`, `(?:(?:a{1000}){1000}){1000}`, `(?:a?){1000}a{1000}b`,
		`(?=(a+))a*b\1`, strings.Repeat("(", 5000), strings.Repeat("(", 190) + strings.Repeat(")", 190),
		strings.Repeat("[", 5000), strings.Repeat("a*", 5000), "a" + strings.Repeat("*", 5000),
		strings.Repeat(`\p{L}`, 3000), strings.Repeat("[ab]", 4000), strings.Repeat("()", 5000),
		`(?<a>x)` + strings.Repeat(`\g<a>`, 3000), `(?i)` + strings.Repeat(`[\w-]`, 3000),
		`(?<a>\g<b>\g<b>)(?<b>\g<c>\g<c>)(?<c>\g<d>\g<d>)(?<d>\g<e>\g<e>)(?<e>\g<f>\g<f>)(?<f>x)` + strings.Repeat(`\g<a>`, 900),
		strings.Repeat("(x)", 2000) + strings.Repeat(`\g<1>`, 1500), strings.Repeat("{9", 8000),
	} {
		within(t, p[:min(len(p), 40)], func() {
			re, err := Compile(p, Options{IgnoreCase: true})
			if err != nil {
				return
			}
			_, _ = re.MatchAll(long, -1)
		})
	}
	re, err := Compile("", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var limit *LimitError
	if _, err := re.Match(strings.Repeat("a", maxSubjectBytes+1), 0); !errors.As(err, &limit) {
		t.Errorf("long subject: %v", err)
	}
	if _, err := re.Match("\xff", 0); !errors.Is(err, ErrInvalidBytes) {
		t.Errorf("invalid subject: %v", err)
	}
}

func TestHostileText(t *testing.T) {
	within(t, "Format of many wide directives", func() {
		for _, f := range []string{"%1000000d", "%.1000000g", "%.1000000f", "%-1000000s", "%.1000000x"} {
			_, _ = Format(strings.Repeat(f, 2000), &endlessArgs{})
		}
	})
	var limit *LimitError
	for _, f := range []string{"%1048577d", "%.1048577f", "%2000000s", strings.Repeat("%1000000d", 10)} {
		if _, err := Format(f, &endlessArgs{}); !errors.As(err, &limit) {
			t.Errorf("Format(%.20q): %v", f, err)
		}
	}
	many := strings.Repeat("鿿", 1<<16)
	within(t, "Succ", func() { Succ(many) })
	within(t, "Tr", func() { Tr(many, strings.Repeat("a-z", 1300), "b") })
	within(t, "Strftime", func() { Strftime(time.Time{}, strings.Repeat("%65535d", 10000)) })
	within(t, "ParseInteger", func() { _, _ = ParseInteger(strings.Repeat("9", 1<<20), 10) })
	within(t, "ParseURI", func() { _, _ = ParseURI("http://" + strings.Repeat("a:", 1<<16)) })
	within(t, "StringRange", func() { StringRange("a", strings.Repeat("z", 100), false, 10000) })
	within(t, "Parameterize", func() { Parameterize(strings.Repeat("- ", 1<<16)) })
	within(t, "ExpandReplacement", func() {
		s := strings.Repeat("a", 1<<20)
		m := &Match{Groups: []Group{{0, len(s), true}}, Names: []string{""}}
		ExpandReplacement(strings.Repeat(`\0`, 10000), s, m)
	})
	for _, d := range []int{-1 << 40, 1 << 40, -400, 400} {
		RoundHalfUp(123.456, d)
		RoundHalfUp(5e-324, d)
	}
}

// endlessArgs answers every request with one number.
type endlessArgs struct{ testArgs }

func (a *endlessArgs) Next() (any, bool) { return "i:7", true }
