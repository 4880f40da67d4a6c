package plan

// This file reads attributes and options as Bluepill uses them.

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"

	"github.com/pilllint/pilllint/supervisor"
)

// A reader reads what is set on one thing, and reports what cannot be used.
type reader struct {
	*planner
	what string // "process "web""
	span source.Span
	attr func(name string) pill.Attr
	last func(name string) *pill.Setting
	flaw func(name string) // notes that a value makes Bluepill fail, for an Original
}

// place is where an attribute is set.
func (r *reader) place(name string) source.Span {
	if r.last != nil {
		if s := r.last(name); s != nil {
			if !s.ValueSpan.IsZero() {
				return s.ValueSpan
			}
			return s.Span
		}
	}
	return r.span
}

// refuse reports a value that nothing can be done with.
func (r *reader) refuse(name, format string, args ...any) {
	if r.original && r.flaw != nil {
		r.flaw(name)
		return
	}
	r.report(notSupported, r.place(name), "%s of %s %s", name, r.what, fmt.Sprintf(format, args...))
}

// value returns a value that is set and known; nil counts as set.
func (r *reader) value(name string) (eval.Value, bool) {
	a := r.attr(name)
	if a.Unset() {
		return eval.Nil{}, false
	}
	if v, ok := a.Value(); ok {
		return v, true
	}
	var causes []eval.Cause
	if u := a.Why(); u != nil {
		causes = u.Causes
	}
	r.unknown(name+" of "+r.what, r.place(name), causes)
	return eval.Nil{}, false
}

// text returns a String; "" if there is none.
func (r *reader) text(name string) string {
	v, ok := r.value(name)
	if !ok || isFalse(v) {
		return ""
	}
	switch v := v.(type) {
	case *eval.Str:
		if strings.IndexByte(v.S, 0) >= 0 {
			r.refuse(name, "has a null byte in it")
		}
		return v.S
	case *eval.Object:
		if path, ok := v.Host.(eval.Pathname); ok {
			return string(path)
		}
	}
	r.refuse(name, "is not a String")
	return ""
}

// command returns a command. Only a String can be run.
func (r *reader) command(name string) string {
	v, ok := r.value(name)
	if !ok || isFalse(v) {
		return ""
	}
	s, ok := v.(*eval.Str)
	if !ok {
		r.refuse(name, "is not a String")
		return ""
	}
	return s.S
}

func (r *reader) truth(name string, unset bool) bool {
	v, ok := r.value(name)
	if !ok {
		return unset
	}
	return !isFalse(v)
}

// seconds returns a time as to_i makes it; unset if there is none.
func (r *reader) seconds(name string, unset time.Duration) time.Duration {
	v, ok := r.value(name)
	if !ok {
		return unset
	}
	if eval.IsNil(v) {
		return 0
	}
	if s, ok := v.(*eval.Str); ok {
		return supervisor.ToI(s.S)
	}
	n, ok := numberOf(v)
	if !ok {
		r.refuse(name, "is not a number of seconds")
		return unset
	}
	return supervisor.WholeSeconds(math.Trunc(n))
}

// numberOf is the number that a value is, or the seconds of a Duration.
func numberOf(v eval.Value) (float64, bool) {
	if d, ok := v.(*eval.Duration); ok {
		v = d.Value
	}
	if b, ok := v.(eval.Big); ok {
		n, _ := new(big.Float).SetInt(b.V).Float64()
		return n, true
	}
	return pill.NumberOf(v)
}

// commands reads what is run, and in what surroundings.
func (r *reader) commands(s *supervisor.Spec) {
	s.Start = r.command("start_command")
	s.Stop = r.command("stop_command")
	s.Restart = r.command("restart_command")
	s.PreStart = r.command("pre_start_command")
	s.PidCommand = r.command("pid_command")
	s.PidFile = r.text("pid_file")
	s.Daemonize = r.truth("daemonize", false)
	s.FollowPid = !r.truth("cache_actual_pid", true)
	s.AutoStart = true
	if v, ok := r.value("auto_start"); ok && v == eval.Value(eval.Bool(false)) {
		s.AutoStart = false
	}
	s.Dir = r.text("working_dir")
	s.Stdin, s.Stdout, s.Stderr = r.text("stdin"), r.text("stdout"), r.text("stderr")
	v, ok := r.value("environment")
	if !ok || isFalse(v) {
		return
	}
	h, ok := v.(*eval.Hash)
	if !ok {
		r.refuse("environment", "is not a Hash")
		return
	}
	for k, v := range h.Each {
		key, value := textOf(k), textOf(v)
		if key == "" || strings.ContainsAny(key, "=\x00") || strings.IndexByte(value, 0) >= 0 {
			r.refuse("environment", "has %q in it, which is not a variable", key)
			continue
		}
		s.Env = append(s.Env, [2]string{key, value})
	}
}

// identity reads whom the process runs as.
func (r *reader) identity(s *supervisor.Spec) {
	s.User, s.UserGroup = r.text("uid"), r.text("gid")
	v, ok := r.value("supplementary_groups")
	if !ok || isFalse(v) {
		return
	}
	list, ok := v.(*eval.Array)
	if !ok {
		r.refuse("supplementary_groups", "is not an Array")
		return
	}
	for _, e := range list.Elems {
		group, ok := e.(*eval.Str)
		if !ok {
			r.refuse("supplementary_groups", "has something in it that is not a String")
			continue
		}
		s.Supplementary = append(s.Supplementary, group.S)
	}
}

// times reads grace times, stop_signals and what goes with them.
func (r *reader) times(s *supervisor.Spec) {
	s.StartGrace = r.seconds("start_grace_time", supervisor.DefaultGrace)
	s.StopGrace = r.seconds("stop_grace_time", supervisor.DefaultGrace)
	s.RestartGrace = r.seconds("restart_grace_time", supervisor.DefaultGrace)
	s.OnStartTimeout = supervisor.Start
	if v, ok := r.value("on_start_timeout"); ok {
		s.OnStartTimeout = supervisor.Want(textOf(v))
		if !r.original && !s.OnStartTimeout.Known() {
			r.refuse("on_start_timeout", "is %q, which is not an event", s.OnStartTimeout)
		}
	}
	for _, w := range supervisor.Wants {
		if !r.truth("group_"+string(w)+"_noblock", true) {
			s.Serial = append(s.Serial, w)
		}
	}
	r.stopSignals(s)
}

// stopSignals reads a sequence that Bluepill took for valid.
func (r *reader) stopSignals(s *supervisor.Spec) {
	v, ok := r.value("stop_signals")
	if !ok || isFalse(v) {
		return
	}
	list, ok := v.(*eval.Array)
	if !ok {
		r.refuse("stop_signals", "is not an Array")
		return
	}
	var next supervisor.Signalling
	for i, e := range list.Elems {
		if i%2 == 0 {
			sym, _ := e.(eval.Sym)
			next.Signal = string(sym)
			s.StopSignals = append(s.StopSignals, next)
			continue
		}
		n, ok := numberOf(e)
		if next = (supervisor.Signalling{After: supervisor.WholeSeconds(n)}); ok && n < 0 && r.original {
			next.After = -1
		} else if !ok || n < 0 {
			r.refuse("stop_signals", "has a delay that is not 0 or more seconds")
		}
	}
}
