package pill

// This file writes a Config as JSON: what the real Bluepill holds after
// loading the pill. Durations are seconds, symbols ":x", regular expressions
// and the like as Ruby inspects them. Option keys that are symbols are bare,
// others are in their inspected form, since Bluepill looks options up by symbol
// only. What is not known is {"unknown": [{"reason", "name", "line"}]}.

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/ruby"
)

// An object is a JSON object whose keys keep their order.
type object []member

type member struct {
	key string
	val any
}

// MarshalJSON writes the object.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encode(&b, m.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encode(&b, m.val); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func encode(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	b.Truncate(len(bytes.TrimRight(b.Bytes(), "\n")))
	return err
}

// MarshalJSON writes what the pill declares.
func (c *Config) MarshalJSON() ([]byte, error) {
	apps := []any{}
	for _, a := range c.Apps {
		processes := []any{}
		for _, p := range a.Processes {
			processes = append(processes, dumpProcess(p))
		}
		apps = append(apps, object{{"name", dumpValue(a.Name)}, {"options", dumpOptions(a.Options)}, {"processes", processes}})
	}
	return object{
		{"applications", apps}, {"stdout", clean(c.Stdout)}, {"stderr", clean(c.Stderr)}, {"error", dumpError(c.Error, true)},
	}.MarshalJSON()
}

func dumpProcess(p *Process) object {
	o := object{
		{"name", dumpValue(p.Name)}, {"group", dumpValue(p.Group)},
		{"attributes", dumpAttributes(p, appAttributes)}, {"checks", dumpChecks(p.watches)},
		{"monitor_children", p.MonitorChildren}, {"child", nil},
	}
	if c := p.Child; c != nil && p.MonitorChildren {
		checks := c.watches
		if e := p.ChildError; e != nil && e.Step <= RunningBlock {
			checks = eval.NewHash() // the child was never made
		}
		o[len(o)-1].val = object{
			{"attributes", dumpAttributes(c, GraceTimes)}, {"checks", dumpChecks(checks)}, {"error", dumpError(p.ChildError, false)},
		}
	}
	return o
}

// internal are the attributes that Bluepill keeps for itself.
var internal = []string{"group", "child_process_block", "child_process_factory", "monitor_children", "actual_pid", "logger"}

// dumpAttributes writes the attributes of a process: those that Bluepill
// copies, and under "unknown" those that it does not. Inherited ones that are
// nil are left out.
func dumpAttributes(p *Process, inherited []string) object {
	known, unknown := object{}, object{}
	for k, v := range p.Attributes.Each {
		s, ok := k.(eval.Sym)
		name := string(s)
		if !ok || slices.Contains(internal, name) || eval.IsNil(v) && slices.Contains(inherited, name) {
			continue
		}
		if _, ok := FindAttribute(name); !ok {
			unknown = append(unknown, member{name, dumpValue(v)})
			continue
		}
		if name == "environment" {
			known = append(known, member{name, dumpEnvironment(v)})
			continue
		}
		known = append(known, member{name, dumpValue(v)})
	}
	if len(unknown) > 0 {
		known = append(known, member{"unknown", unknown})
	}
	return known
}

func dumpEnvironment(v eval.Value) any {
	h, ok := v.(*eval.Hash)
	if !ok || eval.Deep(v) != nil && len(h.Open) > 0 || h.Lost != nil {
		return dumpValue(v)
	}
	o := object{}
	for k, e := range h.Each {
		key := ""
		switch k := k.(type) {
		case *eval.Str:
			key = clean(k.S)
		case eval.Sym:
			key = clean(string(k))
		default:
			key = clean(toText(k))
		}
		o = o.with(key, dumpValue(e))
	}
	return o
}

// with sets a key; the last of a key wins, in the place of the first.
func (o object) with(key string, val any) object {
	for i := range o {
		if o[i].key == key {
			o[i].val = val
			return o
		}
	}
	return append(o, member{key, val})
}

func dumpChecks(watches *eval.Hash) []any {
	list := []any{}
	for name, options := range watches.Each {
		list = append(list, object{{"name", dumpValue(name)}, {"options", dumpOptions(options)}})
	}
	return list
}

// A dumper writes a value. That may hold itself, or the same part in many places:
// there is an end to what is written.
type dumper struct{ left, depth int }

const (
	maxDumped    = 100_000 // parts of a value
	maxDumpDepth = 200
)

func newDumper() *dumper { return &dumper{left: maxDumped} }

// dumpValue writes a value as the file's comment says.
func dumpValue(v eval.Value) any { return newDumper().value(v) }

func dumpOptions(v eval.Value) any { return newDumper().options(v) }

func (d *dumper) options(v eval.Value) any {
	h, ok := v.(*eval.Hash)
	if !ok || h.Lost != nil || len(h.Open) > 0 {
		return d.value(v)
	}
	o := object{}
	for k, e := range h.Each {
		key := ""
		if s, ok := k.(eval.Sym); ok {
			key = clean(string(s))
		} else if u := eval.Deep(k); u == nil {
			key = clean(inspect(k))
		}
		o = o.with(key, d.value(e))
	}
	return o
}

func (d *dumper) value(v eval.Value) any {
	if d.left--; d.left < 0 || d.depth > maxDumpDepth {
		return dumpUnknown(&eval.Unknown{Causes: []eval.Cause{{Reason: eval.Budget}}})
	}
	d.depth++
	defer func() { d.depth-- }()
	switch v := v.(type) {
	case nil, eval.Nil:
		return nil
	case eval.Bool:
		return bool(v)
	case eval.Int:
		return int64(v)
	case eval.Big:
		return json.RawMessage(v.V.String())
	case eval.Float:
		if math.IsInf(float64(v), 0) || math.IsNaN(float64(v)) {
			return ruby.FormatFloat(float64(v))
		}
		return json.RawMessage(ruby.FormatFloat(float64(v)))
	case *eval.Duration:
		return d.value(v.Value)
	case eval.Sym:
		return clean(":" + string(v))
	case *eval.Str:
		if v.Lost == nil {
			return clean(v.S)
		}
	case *eval.Array:
		if v.Lost == nil {
			list := make([]any, len(v.Elems))
			for i, e := range v.Elems {
				list[i] = d.value(e)
			}
			return list
		}
	case *eval.Hash:
		if v.Lost == nil && len(v.Open) == 0 {
			return d.options(v)
		}
	case *eval.Proc:
		return "#<Proc>"
	case *eval.Object:
		if path, ok := v.Host.(eval.Pathname); ok {
			return clean(string(path))
		}
	case *eval.Unknown:
		return dumpUnknown(v)
	}
	if u := eval.Deep(v); u != nil {
		return dumpUnknown(u)
	}
	return clean(inspect(v))
}

// Inspect returns Ruby's inspect of a value; "" if that is not known, or fails.
func Inspect(v eval.Value) string {
	in := eval.New(eval.Env{})
	var text eval.Value
	if fault := in.Guard(func() { text = in.Send(v, "inspect") }); fault != nil {
		return ""
	}
	s, ok := text.(*eval.Str)
	if !ok || s.Lost != nil {
		return ""
	}
	return s.S
}

// inspect and toText are Ruby's inspect and to_s of a value without an
// evaluation at hand.
func inspect(v eval.Value) string { return describe(v, (*eval.Interp).Inspect) }

func toText(v eval.Value) string { return describe(v, (*eval.Interp).ToS) }

func describe(v eval.Value, how func(*eval.Interp, eval.Value) string) (text string) {
	in := eval.New(eval.Env{})
	if fault := in.Guard(func() { text = how(in, v) }); fault != nil {
		return ""
	}
	return text
}

func dumpUnknown(u *eval.Unknown) any {
	causes := []any{}
	for _, c := range u.Causes {
		causes = append(causes, object{{"reason", c.Reason.String()}, {"name", c.Name}, {"line", c.Span.Line()}})
	}
	return object{{"unknown", causes}}
}

func dumpError(e *LoadError, top bool) any {
	if e == nil {
		return nil
	}
	code := 1
	if e.Class == "SystemExit" {
		code = e.ExitCode
	}
	var line any
	if e.Line > 0 {
		line = e.Line
	}
	o := object{{"class", e.Class}, {"message", clean(e.Message)}, {"exit_code", code}, {"line", line}}
	if top {
		o = append(o, member{"process", dumpValue(e.Name)})
	}
	return o
}

// clean replaces what is not valid UTF-8, which JSON cannot hold.
func clean(s string) string {
	return string(bytes.ToValidUTF8([]byte(s), []byte("?")))
}
