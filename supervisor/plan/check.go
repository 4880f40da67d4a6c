package plan

// This file reads checks.

import (
	"math"
	"net/url"
	"strconv"
	"time"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"

	"github.com/pilllint/pilllint/supervisor"
)

// checks reads the checks of a process. Of two of one name the last counts, in
// the place of the first.
func (p *planner) checks(r *reader, s *supervisor.Spec, proc *pill.Process) {
	type key struct {
		symbol bool
		name   string
	}
	var order []key
	last := map[key]*pill.Check{}
	for _, c := range proc.Checks {
		if len(c.Maybe) > 0 || c.Repeated {
			p.certain("a check of "+r.what, &c.Decl)
			continue
		}
		name, ok := nameOf(c.Name)
		if !ok {
			p.unknown("the name of a check of "+r.what, c.NameSpan, causesOf(c.Name))
			continue
		}
		_, symbol := c.Name.(eval.Sym)
		k := key{symbol, name}
		if last[k] == nil {
			order = append(order, k)
		}
		last[k] = c
	}
	for _, k := range order {
		p.check(s, k.name, last[k])
	}
}

func (p *planner) check(s *supervisor.Spec, name string, c *pill.Check) {
	kind, ok := c.Kind()
	if !ok {
		p.report(notSupported, c.NameSpan, "check %q is written in Ruby, which is not run here", name)
		return
	}
	r := &reader{planner: p, what: "check " + quote(name), span: c.Head, attr: c.Option}
	if kind.Trigger {
		bad := false
		r.flaw = func(string) { bad = true }
		s.Flapping = r.flapping()
		s.Flapping.Flaw = bad
		return
	}
	spec := &supervisor.CheckSpec{Name: name, Kind: kind.Name}
	r.flaw = func(name string) {
		if spec.Flaw = supervisor.FlawValue; name == "every" {
			spec.Flaw = supervisor.FlawEvery
		}
	}
	spec.Every, spec.Children = r.every(), r.truth("include_children", false)
	spec.Hits, spec.Of = r.window()
	spec.Fires = r.fires()
	switch kind.Name {
	case "cpu_usage", "running_time", "file_time":
		spec.Below = r.number("below", true)
	case "mem_usage":
		spec.Below = r.number("below", false)
	case "http":
		spec.HTTP = r.http()
	}
	if kind.Name == "file_time" {
		spec.File = r.text("filename")
	}
	s.Checks = append(s.Checks, spec)
}

// every is how often a check runs. Bluepill's clock has whole seconds.
func (r *reader) every() time.Duration {
	n := r.number("every", true)
	if n == nil {
		return time.Second
	}
	return max(supervisor.WholeSeconds(math.Ceil(*n)), time.Second)
}

// number returns a number. If it must be one, anything else kills Bluepill's
// daemon, and is refused; else it does as if there were none.
func (r *reader) number(name string, must bool) *float64 {
	v, set := r.value(name)
	if n, ok := numberOf(v); ok && !math.IsNaN(n) {
		return &n
	}
	switch {
	case must && !set:
		if r.attr(name).Unset() { // else it was reported
			r.refuse(name, "is not set")
		}
	case must:
		r.refuse(name, "is not a number")
	}
	return nil
}

// window is how many of how many values must be bad.
func (r *reader) window() (hits, of int) {
	v, set := r.value("times")
	if !set || isFalse(v) {
		return 1, 1
	}
	elems := []eval.Value{v}
	if a, ok := v.(*eval.Array); ok {
		elems = a.Elems
	}
	if len(elems) > 0 {
		first, ok1 := numberOf(elems[0])
		last, ok2 := numberOf(elems[len(elems)-1])
		if ok1 && ok2 && math.Abs(first) < 1<<20 && math.Abs(last) < 1<<20 {
			// 2.5 of 2.5 keeps two values and never fires.
			return int(math.Ceil(first)), max(int(math.Floor(last)), 0)
		}
	}
	r.refuse("times", "is not a number or a pair of numbers")
	return 1, 1
}

func (r *reader) fires() []supervisor.Want {
	if a := r.attr("fires"); a.Unset() {
		return []supervisor.Want{supervisor.Restart}
	}
	v, _ := r.value("fires")
	elems := []eval.Value{v}
	switch a := v.(type) {
	case eval.Nil:
		return nil
	case *eval.Array:
		elems = a.Elems
	}
	wants := []supervisor.Want{}
	for _, e := range elems {
		w := supervisor.Want(textOf(e))
		if !w.Known() && !r.original {
			r.refuse("fires", "is %q, which is not an event", w)
			continue
		}
		wants = append(wants, w)
	}
	return wants
}

// flapping reads the trigger. What would kill Bluepill's daemon at the first
// start is refused.
func (r *reader) flapping() *supervisor.FlappingSpec {
	f := &supervisor.FlappingSpec{Times: 5, Within: time.Second, RetryIn: 5 * time.Second}
	v, set := r.value("times")
	if n, ok := v.(eval.Int); ok && n > 0 && n < 1<<20 {
		f.Times = int(n)
	} else if set {
		r.refuse("times", "must be a whole number above 0")
	}
	for _, o := range []struct {
		name string
		into *time.Duration
	}{{"within", &f.Within}, {"retry_in", &f.RetryIn}} {
		if r.attr(o.name).Unset() {
			continue
		}
		if n := r.number(o.name, true); n != nil {
			*o.into = time.Duration(min(max(*n, 0), supervisor.MaxSeconds) * float64(time.Second))
		}
	}
	return f
}

func (r *reader) http() *supervisor.HTTP {
	h := &supervisor.HTTP{URL: r.text("url"), Kind: "success", OpenTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second}
	if u, err := url.Parse(h.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		h.URL = "" // which always fails, as in Bluepill
	}
	v, _ := r.value("kind")
	switch v := v.(type) {
	case eval.Nil:
	case eval.Int:
		h.Kind = strconv.FormatInt(int64(v), 10)
		if !supervisor.KnownStatus(int(v)) {
			r.refuse("kind", "is %s, which is not a status code", h.Kind)
		}
	case eval.Sym, *eval.Str:
		var known bool
		if h.Kind, known = supervisor.ResponseKind(textOf(v)); !known {
			r.refuse("kind", "is %q, which is not a response", textOf(v))
		}
	}
	if v, _ := r.value("pattern"); !isFalse(v) {
		if re, ok := v.(*eval.Regexp); ok {
			h.Pattern = &supervisor.Pattern{Source: re.Source, Options: re.Flags}
		} else {
			r.refuse("pattern", "is not a Regexp")
		}
	}
	for _, o := range []struct {
		name string
		into *time.Duration
	}{{"open_timeout", &h.OpenTimeout}, {"read_timeout", &h.ReadTimeout}} {
		for _, name := range []string{o.name, "timeout"} {
			if r.truth(name, false) {
				*o.into = r.seconds(name, 0)
				break
			}
		}
	}
	return h
}
