package eval

import (
	"math/rand"
	"strings"
	"testing"
)

// TestPathsPartlyKnown hides parts of paths that are known and checks that what
// is said of the results holds of the real ones.
func TestPathsPartlyKnown(t *testing.T) {
	in := New(Env{Dir: "/w/d", Home: "/h/me", HomeOf: func(user string) (string, bool) { return "/home/" + user, true }})
	r := rand.New(rand.NewSource(1))
	random := func() string {
		b := make([]byte, r.Intn(9))
		for i := range b {
			b[i] = "///..aab~"[r.Intn(9)]
		}
		return string(b)
	}
	hide := func(s string) pathText {
		from, to := r.Intn(len(s)+1), r.Intn(len(s)+1)
		return pathText{u: &Unknown{Causes: []Cause{{Reason: Outside}}}, prefix: s[:from], suffix: s[to:]}
	}
	check := func(what, of string, hidden pathText, got pathText, want string) {
		if got.u == nil && got.text != want || got.u != nil && (!strings.HasPrefix(want, got.prefix) || !strings.HasSuffix(want, got.suffix)) {
			t.Errorf("%s of %q as %q...%q: %q or %q...%q, but it is %q", what, of, hidden.prefix, hidden.suffix, got.text, got.prefix, got.suffix, want)
		}
	}
	for range 30_000 {
		s, other := random(), pathText{text: random()}
		p, h := pathText{text: s}, hide(s)
		check("basename", s, h, basename(h, ""), basename(p, "").text)
		check("basename .b", s, h, basename(h, ".b"), basename(p, ".b").text)
		check("dirname", s, h, dirname(h), dirname(p).text)
		check("dirname 2", s, h, dirname(dirname(h)), dirname(dirname(p)).text)
		check("join before "+other.text, s, h, joinPaths(h, other), joinPaths(p, other).text)
		check("join after "+other.text, s, h, joinPaths(other, h), joinPaths(other, p).text)
		check("join with itself", s, h, joinPaths(h, h), joinPaths(p, p).text)
		check("expand", s, h, in.expand(h, nil, true), in.expand(p, nil, true).text)
		check("absolute", s, h, in.expand(h, nil, false), in.expand(p, nil, false).text)
		check("expand of "+other.text+" below", s, h, in.expand(other, &h, true), in.expand(other, &p, true).text)
		if ext, ok := extname(h); ok {
			want, _ := extname(p)
			check("extname", s, h, pathText{text: ext}, want)
		}
		if t.Failed() {
			return
		}
	}
}
