package migrate

// This file reads the checks of a process.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

// readChecks reads the checks. Of two of the same name Bluepill keeps the last.
func (r *reader) readChecks() {
	for i, c := range r.process.Checks {
		replaced := slices.ContainsFunc(r.process.Checks[i+1:], func(later *pill.Check) bool { return eval.Same(c.Name, later.Name) })
		kind, ok := c.Kind()
		what := "checks"
		if ok {
			what = "checks :" + kind.Name
		}
		switch {
		case replaced:
			r.Notes = append(r.Notes, Note{What: what, Line: c.Head.Line(), Text: "a later check of the same name takes its place"})
		case eval.Deep(c.Name) != nil:
			r.refuse(c.Head, "a check of it is not known%s", causes(c.Name))
		case !c.Certain():
			r.refuse(c.Head, "it is not known whether it has this check%s", because(&c.Decl))
		case !ok:
			r.lose("checks", "%s is a check that the pill makes itself, in Ruby; there is nothing that runs it", toText(c.Name))
		case kind.Name == "flapping":
			r.readFlapping(c)
		default:
			r.readCheck(c, kind.Name)
		}
	}
}

// option returns an option of a check that is set.
func (r *reader) option(c *pill.Check, name string) (eval.Value, bool) {
	a := c.Option(name)
	v, ok := a.Value()
	if !ok && !a.Unset() {
		r.refuse(c.Head, "the option %s of its check %s is not known%s", name, toText(c.Name), causes(a.Any()))
	}
	return v, ok && !eval.IsNil(v)
}

// whole returns an option in whole seconds, or as a whole number; ok is false
// if it is none.
func (r *reader) whole(c *pill.Check, name string, preset int) (n int, ok bool) {
	v, set := r.option(c, name)
	if !set {
		return preset, true
	}
	f, ok := pill.NumberOf(v)
	return int(f), ok && f > -1<<31 && f < 1<<31
}

// readCheck reads a condition.
func (r *reader) readCheck(c *pill.Check, kind string) {
	what := "checks :" + kind
	switch kind {
	case "zombie_process":
		r.note(what, "it is not needed: whoever starts a process reaps it, and sees that it has ended")
		return
	case "always_true":
		r.note(what, "it never fails, and is left out")
		return
	}
	check := Check{Kind: kind, At: c.Head}
	every, ok := r.whole(c, "every", 0)
	if !ok || every < 0 {
		r.lose(what, "without a number as :every, Bluepill dies of it; it is left out")
		return
	}
	check.Every = max(every, 1)
	if check.Hits, check.Of, ok = r.readTimes(c, what); !ok {
		return
	}
	if !r.readFires(c, what, &check) {
		return
	}
	if v, ok := r.option(c, "include_children"); ok {
		check.Children, _ = eval.Truthy(v)
	}
	if kind == "http" {
		ok = r.readHTTP(c, &check)
	} else {
		ok = r.readLimit(c, what, &check)
	}
	if ok {
		r.Checks = append(r.Checks, check)
	}
}

// readTimes reads how many of the last checks have to fail.
func (r *reader) readTimes(c *pill.Check, what string) (hits, of int, ok bool) {
	v, set := r.option(c, "times")
	if !set {
		return 1, 1, true
	}
	list := []eval.Value{v, v}
	if a, ok := v.(*eval.Array); ok {
		switch len(a.Elems) {
		case 1:
			list = []eval.Value{a.Elems[0], a.Elems[0]}
		case 2:
			list = a.Elems
		default:
			list = nil
		}
	}
	var n [2]int
	for i, e := range list {
		if eval.IsNil(e) && i == 1 {
			n[1] = n[0]
			continue
		}
		whole, isInt := e.(eval.Int)
		if !isInt || len(list) != 2 {
			list = nil
			break
		}
		n[i] = int(whole)
	}
	switch {
	case list == nil:
		r.lose(what, "its :times means nothing, and Bluepill dies of it or never heeds it; it is left out")
		return 0, 0, false
	case n[0] > n[1]:
		r.note(what, "it can never fail %d times in %d checks; it is left out", n[0], n[1])
		return 0, 0, false
	case n[0] < 1:
		r.lose(what, "with :times below 1 it fires whatever it finds; it is left out")
		return 0, 0, false
	}
	return n[0], n[1], true
}

// readFires reads what a failing check leads to.
func (r *reader) readFires(c *pill.Check, what string, check *Check) bool {
	a := c.Option("fires")
	if a.Unset() {
		return true
	}
	v, ok := a.Value()
	if !ok {
		r.refuse(c.Head, "the option fires of its check %s is not known%s", toText(c.Name), causes(a.Any()))
		return false
	}
	events := []eval.Value{v}
	if list, ok := v.(*eval.Array); ok {
		events = list.Elems
	}
	if len(events) == 0 || eval.IsNil(events[0]) {
		r.note(what, "it leads to nothing, as it fires nothing; it is left out")
		return false
	}
	switch first := toText(events[0]); first {
	case "restart":
	case "stop":
		r.note(what, "Bluepill starts a process again that a check has stopped, so it is a restart")
	case "unmonitor":
		check.Does = Ignore
		r.lose(what, "there is no unmonitor: when it fires, this check ends, and the process is started again if it ends")
	case "start":
		r.note(what, "start does nothing to a process that runs; it is left out")
		return false
	default:
		r.lose(what, "there is no event %s, and Bluepill dies of it; it is left out", first)
		return false
	}
	if len(events) > 1 {
		r.note(what, "of its events only the first has an effect")
	}
	return true
}

// readLimit reads what a check compares with.
func (r *reader) readLimit(c *pill.Check, what string, check *Check) bool {
	v, ok := r.option(c, "below")
	limit, isNumber := pill.NumberOf(v)
	if !ok || !isNumber {
		if check.Kind == "mem_usage" {
			r.note(what, "without a number as :below it never fails; it is left out")
		} else {
			r.lose(what, "without a number as :below, Bluepill dies of it; it is left out")
		}
		return false
	}
	check.Below = strconv.FormatFloat(limit, 'f', -1, 64)
	if check.Kind != "file_time" {
		return true
	}
	v, ok = r.option(c, "filename")
	s, isText := v.(*eval.Str)
	if !ok || !isText || strings.Contains(s.S, "\x00") {
		r.lose(what, "it names no file, so that it always fails; it is left out")
		return false
	}
	check.File = s.S
	if !strings.HasPrefix(s.S, "/") {
		check.File = "/" + s.S
	}
	return true
}

// readHTTP reads what a check asks for, and what for an answer it wants.
func (r *reader) readHTTP(c *pill.Check, check *Check) bool {
	h := &HTTP{Status: "2??"}
	what := "checks :http"
	v, _ := r.option(c, "url")
	h.URL = toText(v)
	if !strings.HasPrefix(h.URL, "http://") && !strings.HasPrefix(h.URL, "https://") {
		r.lose(what, "its URL has no scheme, so that it always fails; it is left out")
		return false
	}
	if v, ok := r.option(c, "kind"); ok {
		switch v := v.(type) {
		case eval.Int:
			h.Status = strconv.Itoa(int(v))
		default:
			status, ok := statusOf(toText(v))
			if !ok {
				r.lose(what, "the answer %s is not known here; it is left out", toText(v))
				return false
			}
			h.Status = status
		}
	}
	general, okGeneral := r.whole(c, "timeout", 5)
	open, okOpen := r.whole(c, "open_timeout", general)
	read, okRead := r.whole(c, "read_timeout", general)
	if !okGeneral || !okOpen || !okRead {
		open, read = 5, 5
	}
	h.Open, h.Read = max(open, 1), max(read, 1)
	if v, ok := r.option(c, "pattern"); ok {
		re, isRegexp := v.(*eval.Regexp)
		if !isRegexp {
			r.lose(what, "its pattern is no Regexp, and Bluepill dies of it; it is left out")
			return false
		}
		h.Pattern, ok = perlPattern(re)
		if !ok {
			r.lose(what, "its pattern, %s, is Ruby's only: the status is checked, but not the text", re.Source)
		}
	}
	check.HTTP = h
	return true
}

// perlPattern writes a Ruby pattern as one of Perl's; ok is false if they might
// not mean the same.
func perlPattern(re *eval.Regexp) (pattern string, ok bool) {
	for _, ruby := range []string{`\h`, `\H`, `\R`, `\X`, `\Z`, `\G`, `\g`, `\k`, `\p`, `\u`, `&&`, `(?`, `[[`, "\x00", "\n"} {
		if strings.Contains(re.Source, ruby) {
			return "", false
		}
	}
	flags := "m" // Ruby's ^ and $ are at every line
	if re.Flags.IgnoreCase {
		flags += "i"
	}
	if re.Flags.Multiline {
		flags += "s"
	}
	if re.Flags.Extended {
		flags += "x"
	}
	return fmt.Sprintf("(?%s)%s", flags, strings.ReplaceAll(re.Source, `\/`, "/")), true
}

// readFlapping reads when a process is given up.
func (r *reader) readFlapping(c *pill.Check) {
	const what = "checks :flapping"
	times, ok1 := r.whole(c, "times", 5)
	within, ok2 := r.whole(c, "within", 1)
	retry, ok3 := r.whole(c, "retry_in", 5)
	nilRetry := c.Option("retry_in").Set() && eval.IsNil(c.Option("retry_in").Any())
	switch {
	case !ok1 || !ok2 || !ok3 || nilRetry || times < 1 || within < 0 || retry < 0:
		r.lose(what, "one of its options means nothing, and Bluepill dies of it; it is left out")
	case times == 1:
		r.lose(what, "with :times => 1 Bluepill never starts the process; it is left out")
	case (times-1)*(r.Grace.Start+1) > within:
		r.note(what, "Bluepill can never notice %d starts in %d seconds, as it takes %d seconds for each; it is left out", times, within, r.Grace.Start+1)
	default:
		r.Flapping = &Flapping{Times: times, Within: max(within, 1), Retry: retry}
		r.note(what, "starts by hand count too, and restarts come faster than Bluepill's, so that it may be given up sooner")
		if retry == 0 {
			r.note(what, "when it was given up, it needs systemctl reset-failed before it can be started")
		}
	}
}
