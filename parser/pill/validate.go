package pill

// This file refuses what ProcessFactory#validate_process! refuses, in its order and
// words.

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/eval"
)

// refuse ends the load with one of Bluepill's own messages. It returns only
// where the evaluation goes on after what ends a load.
func (b *builder) refuse(format string, args ...any) {
	message := "Config Error: " + fmt.Sprintf(format, args...)
	b.in.Stderr.WriteString(message + "\n")
	b.in.GoOn(func() { b.in.Exit(6, message) })
}

// validate is ProcessFactory#validate_process!.
func (b *builder) validate(p *Process, defaultPid eval.Value, defaultKey string) {
	b.validateName(p)
	b.at(Stage{Step: StartCommand, Process: p})
	if _, ok := p.Attributes.Sym("start_command"); !ok && len(p.Attributes.Open) == 0 && len(p.object.Open) == 0 {
		b.refuse("You must specify a start_command for '%s'", b.shown(p.Name))
	}
	b.validatePidFile(p, defaultPid, defaultKey)
	b.eachWay(p, []string{"stop_signals", "stop_grace_time"}, func() { b.validateStopSignals(p) })
	b.in.Context = nil
}

func (b *builder) validateName(p *Process) {
	group, grouped := p.Attributes.Sym("group")
	key, plain := plainKey(orNil(group), p.Name)
	if !plain {
		b.at(Stage{Step: UniqueName, Process: p})
		key = ""
		if eval.IsNil(orNil(group)) {
			key = eval.Identity(p.Name)
		}
		var parts eval.Value = b.in.ArrayOf(orNil(group), p.Name)
		if eval.Deep(parts) == nil {
			key = b.in.ToS(b.in.Send(parts, "join", b.in.Str(":")))
		} else if key == "" {
			return
		}
	}
	if m, ok := b.keys.seen[key]; ok && !m.maybe {
		b.at(Stage{Step: UniqueName, Process: p, Other: m.process})
		text := fmt.Sprintf("You have two entries for the process name '%s'", b.shown(p.Name))
		if grouped {
			text += fmt.Sprintf(" in the group '%s'", b.in.ToS(group))
		}
		b.refuse("%s", text)
	}
	b.note(b.keys, key, p)
}

// plainKey is [group, name].join(":") of texts, as nearly always.
func plainKey(group, name eval.Value) (key string, plain bool) {
	g, ok := nameText(group)
	n, known := nameText(name)
	return g + ":" + n, known && (ok || eval.IsNil(group))
}

func (b *builder) note(r *register, key string, p *Process) {
	b.in.Touch(r)
	r.seen[key] = &mention{p, p.Repeated}
}

func (b *builder) validatePidFile(p *Process, defaultPid eval.Value, defaultKey string) {
	v, _ := p.Attributes.Sym("pid_file")
	if u, ok := v.(*eval.Unknown); ok && len(u.Choices) > 0 {
		b.eachWay(p, []string{"pid_file"}, func() {
			v, _ := p.Attributes.Sym("pid_file")
			b.at(Stage{Step: UniquePidFile, Process: p})
			b.in.Send(orNil(v), "strip")
		})
		if eval.Identity(v) == "" {
			return // which of them it clashes with hangs on the condition
		}
	}
	key, plain := strippedText(v)
	if !plain {
		b.at(Stage{Step: UniquePidFile, Process: p})
		stripped := b.in.Send(orNil(v), "strip")
		if s, ok := stripped.(*eval.Str); ok && s.Lost == nil {
			key = s.S
		} else if v == defaultPid {
			key = defaultKey
		}
		if key == "" && eval.Deep(stripped) != nil {
			if key = eval.Identity(v); key == "" {
				return
			}
		}
	}
	if m, ok := b.pids.seen[key]; ok && !m.maybe {
		b.at(Stage{Step: UniquePidFile, Process: p, Other: m.process})
		shown := key
		if eval.Identity(v) != "" {
			shown = eval.Outline(v)
		}
		if _, rest, ok := strings.Cut(key, "default\x00"); ok {
			shown = "<base_dir>/pids/" + rest
		}
		b.refuse("You have two entries with the pid file: %s", shown)
	}
	b.note(b.pids, key, p)
}

// strippedText is the text of a path that strip leaves as it is, as nearly always.
func strippedText(v eval.Value) (text string, ok bool) {
	s, ok := v.(*eval.Str)
	if !ok || s.Lost != nil || strings.ContainsFunc(s.S, func(r rune) bool { return r <= ' ' || r >= utf8.RuneSelf }) {
		return "", false
	}
	return s.S, true
}

// PlainSequence reports whether an Array of symbols and whole delays is in order,
// with a grace time that is more than these. It is, nearly always, and then
// nothing need be called.
func PlainSequence(signals, grace eval.Value) bool {
	a, ok := signals.(*eval.Array)
	if !ok || a.Lost != nil || len(a.Elems)%2 == 0 {
		return false
	}
	rest, ok := plainSeconds(grace)
	for i, v := range a.Elems {
		if !ok {
			return false
		}
		if i%2 == 0 {
			_, ok = v.(eval.Sym)
			continue
		}
		var delay eval.Int
		delay, ok = plainSeconds(v)
		rest -= delay
	}
	return ok && rest > 0
}

// plainSeconds is a whole number of seconds, or a Duration of so many. It is far
// from the largest numbers.
func plainSeconds(v eval.Value) (n eval.Int, ok bool) {
	if d, isDuration := v.(*eval.Duration); isDuration {
		v = d.Value
	}
	n, ok = v.(eval.Int)
	return n, ok && n > -1<<31 && n < 1<<31
}
