package pill

import (
	"slices"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/syntax"
)

// Build evaluates a file and returns what it declares. A file with syntax
// errors declares nothing, as Ruby would not run it.
func Build(file *syntax.File, env eval.Env) *Config {
	c := &Config{File: file}
	if len(file.Errors) > 0 {
		c.Error = syntaxError(file, file.Errors[0])
		return c
	}
	if len(file.Unread) > 0 {
		// Valid Ruby, but the tree is not what it says: nothing can be told.
		for _, p := range file.Unread {
			c.Notes = append(c.Notes, eval.Note{Kind: "unsupported", Name: "syntax", Span: file.Source.Span(int(p.Start), int(p.End))})
		}
		return c
	}
	b := newBuilder(c, env)
	in := b.in
	in.Run(file)
	c.Stdout, c.Stderr = in.Stdout.String(), in.Stderr.String()
	c.Unread, c.Notes, c.Assumed, c.Exhausted = in.Unread, in.Notes, env.Consts, in.Exhausted
	c.MissingKeys, c.Dropped = in.MissingKeys(), in.Dropped
	for _, f := range in.Faults {
		if len(f.Maybe) > 0 {
			c.Maybes = append(c.Maybes, loadError(f))
			continue
		}
		c.Error = loadError(f)
		c.Error.Late = c.Error.Step == Reading && c.declared()
		if b.current != nil {
			c.Error.Name, c.Error.Decl = b.current.Name, b.current
		}
	}
	for _, f := range in.Doubts {
		c.Doubts = append(c.Doubts, loadError(f))
	}
	if c.Error != nil {
		c.Beyond = beyond(file, env, c.Error, c.Maybes)
	} else if i := slices.IndexFunc(c.Maybes, func(e *LoadError) bool { return !e.Explicit }); i >= 0 {
		c.Beyond = beyond(file, env, c.Maybes[i], c.Maybes)
	}
	if c.Error == nil && !in.Rescuable.IsZero() {
		c.Unreadable = unreadable(file, env)
	}
	if len(in.Idle) > 0 || c.Beyond != nil && c.Beyond.idle {
		c.Idle = idle(file, env)
	}
	if c.Error == nil && len(file.Own) > 0 {
		c.Error = syntaxError(file, file.Own[0])
	}
	return c
}

// declared reports whether all applications so far are declared whole, and there
// surely is one.
func (c *Config) declared() bool {
	if len(c.Apps) == 0 {
		return false
	}
	last := c.Apps[len(c.Apps)-1]
	return last.Whole && len(last.Maybe) == 0
}

func syntaxError(file *syntax.File, e syntax.Error) *LoadError {
	return &LoadError{Fault: eval.Fault{
		Class: "SyntaxError", Message: e.Message, Line: e.Line, Syntax: true, ExitCode: 1,
		Span: file.Source.Span(int(e.Start), int(e.End)),
	}}
}

func newBuilder(c *Config, env eval.Env) *builder {
	b := &builder{in: eval.New(env), config: c, keys: newRegister(), pids: newRegister(), triggers: map[string]*eval.Class{}}
	b.defineDSL()
	return b
}

// loadError says what Bluepill was doing when something was raised.
func loadError(f eval.Fault) *LoadError {
	e := &LoadError{Fault: f}
	if s, ok := f.Context.(Stage); ok {
		e.Stage = s
		e.Decl = s.Process
	}
	return e
}

// A builder is at work on one pill.
type builder struct {
	in       *eval.Interp
	config   *Config
	keys     *register // group and name of every process
	pids     *register // pid file of every process
	triggers map[string]*eval.Class
	current  *Process // the process that is being declared
}

// A register is one of Bluepill's lists of what was used already. It is for
// all applications of a file together.
type register struct{ seen map[string]*mention }

// A mention is the process that uses something, and whether that is certain.
type mention struct {
	process *Process
	maybe   bool
}

func newRegister() *register { return &register{map[string]*mention{}} }

// Save copies the list, as part of eval.Undoable.
func (r *register) Save() any {
	c := make(map[string]*mention, len(r.seen))
	for k, m := range r.seen {
		c[k] = m
	}
	return c
}

// Restore puts back a list that Save returned.
func (r *register) Restore(state any) {
	old := state.(map[string]*mention)
	r.seen = make(map[string]*mention, len(old))
	for k, m := range old {
		r.seen[k] = m
	}
}

// Join makes the list that holds what either has; what only one has is not
// certain.
func (r *register) Join(a, b any, _ *eval.Unknown) {
	x, y := a.(map[string]*mention), b.(map[string]*mention)
	r.seen = map[string]*mention{}
	for k, m := range x {
		_, both := y[k]
		r.seen[k] = &mention{m.process, m.maybe || !both}
	}
	for k, m := range y {
		if _, both := x[k]; !both {
			r.seen[k] = &mention{m.process, true}
		}
	}
}

func underscore(s string) string { return ruby.Underscore(s) }
