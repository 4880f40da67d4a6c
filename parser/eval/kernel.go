package eval

// This file holds the functions that can be called anywhere: Kernel's private
// methods.

import (
	"bytes"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A sent node stands for a call that was made by name, which may reach private
// methods.
type sent struct{ syntax.Node }

var kernelTable = map[string]impl{
	"puts":            {0, -1, kernelPuts, private | unknowns},
	"print":           {0, -1, kernelPrint, private | unknowns},
	"p":               {0, -1, kernelP, private | unknowns},
	"pp":              {0, -1, kernelP, private | unknowns},
	"warn":            {0, -1, kernelWarn, private | unknowns},
	"raise":           {0, -1, kernelRaise, private | unknowns},
	"fail":            {0, -1, kernelRaise, private | unknowns},
	"exit":            {0, 1, kernelExit, private},
	"exit!":           {0, 1, kernelExit, private},
	"abort":           {0, 1, kernelAbort, private | unknowns},
	"lambda":          {0, 0, kernelLambda, private},
	"proc":            {0, 0, kernelProc, private},
	"block_given?":    {0, 0, kernelBlockGiven, private},
	"loop":            {0, 0, kernelLoop, private},
	"catch":           {0, 1, kernelCatch, private},
	"throw":           {1, 2, kernelThrow, private},
	"format":          {1, -1, kernelFormat, private | unknowns},
	"sprintf":         {1, -1, kernelFormat, private | unknowns},
	"Integer":         {1, -1, kernelInteger, private},
	"Float":           {1, -1, kernelFloat, private},
	"String":          {1, 1, kernelString, private},
	"URI":             {1, 1, kernelURI, private},
	"Array":           {1, 1, kernelArray, private},
	"Hash":            {1, 1, kernelHash, private},
	"system":          {0, -1, kernelCommand, private | unknowns},
	"spawn":           {0, -1, kernelCommand, private | unknowns},
	"`":               {1, 1, kernelCommand, private | unknowns},
	"sleep":           {0, 1, kernelSleep, private},
	"at_exit":         {0, 0, kernelAtExit, private},
	"eval":            {1, 4, kernelEval, private | unknowns},
	"binding":         {0, 0, kernelOutside, private},
	"caller":          {0, -1, kernelOutside, private},
	"gets":            {0, -1, kernelOutside, private},
	"rand":            {0, 1, kernelOutside, private},
	"srand":           {0, 1, kernelOutside, private},
	"local_variables": {0, 0, kernelOutside, private},
}

var kernelMethods, kernelModule table

// The tables are made here, not where they are declared, as their methods come
// back to them.
func init() {
	kernelMethods = methods(objectTable).with("kind_of?", "is_a?", "__send__", "send", "yield_self", "then", "enum_for", "to_enum")
	kernelModule = table{}
	for name, m := range methods(kernelTable) {
		kernelMethods[name] = m
		public := *m
		public.Private = false
		kernelModule[name] = &public // Kernel.puts and the like
	}
	instanceTables["Kernel"] = kernelMethods
	singletonTables["Kernel"] = kernelModule
}

// putsLines is what puts writes: an array's elements each on a line, and
// no second newline after one that is there.
func (in *Interp) putsLines(b *bytes.Buffer, v Value, depth int) {
	if a, ok := v.(*Array); ok && a.Lost == nil && depth < maxInspect {
		for _, e := range a.Elems {
			in.putsLines(b, e, depth+1)
		}
		return
	}
	text := "?"
	if Deep(v) == nil {
		text = in.ToS(v)
	}
	in.grow(len(text) + 1)
	b.WriteString(text)
	if !strings.HasSuffix(text, "\n") {
		b.WriteByte('\n')
	}
}

func (in *Interp) puts(to *bytes.Buffer, args []Value) {
	if len(args) == 0 {
		to.WriteByte('\n')
	}
	for _, a := range args {
		if e, ok := a.(*Array); ok && e.Lost == nil && len(e.Elems) == 0 {
			to.WriteByte('\n')
		}
		in.putsLines(to, a, 0)
	}
}

func (in *Interp) print(to *bytes.Buffer, args []Value) {
	for _, a := range args {
		if Deep(a) != nil {
			to.WriteByte('?')
			continue
		}
		text := in.ToS(a)
		in.grow(len(text))
		to.WriteString(text)
	}
}

func kernelPuts(c *Call) Value {
	c.In.puts(&c.In.Stdout, c.Args)
	return Nil{}
}

func kernelPrint(c *Call) Value {
	c.In.print(&c.In.Stdout, c.Args)
	return Nil{}
}

func kernelP(c *Call) Value {
	for _, a := range c.Args {
		text := "?"
		if Deep(a) == nil {
			text = c.In.Inspect(a)
		}
		c.In.Stdout.WriteString(text + "\n")
	}
	switch len(c.Args) {
	case 0:
		return Nil{}
	case 1:
		return c.Args[0]
	}
	return c.In.arr(c.Args)
}

func kernelWarn(c *Call) Value {
	args := c.Args
	if c.Bare {
		args = args[:len(args)-1]
	}
	if len(args) > 0 {
		c.In.puts(&c.In.Stderr, args)
	}
	return Nil{}
}

func kernelRaise(c *Call) Value {
	in := c.In
	args := c.Args
	if c.Bare && len(args) > 1 {
		args = args[:len(args)-1] // cause:
	}
	if len(args) == 0 {
		if e, ok := in.globals["$!"].(*Object); ok {
			panic(raised{e})
		}
		in.raiseExplicit(in.newException(in.class("RuntimeError"), "unhandled exception"))
	}
	switch v := args[0].(type) {
	case *Str, *Unknown:
		e := in.newException(in.class("RuntimeError"), "")
		e.Host.(*exception).message = v
		in.raiseExplicit(e)
	case *Class, *Object:
		e, ok := in.Send(v, "exception", args[1:min(len(args), 2)]...).(*Object)
		if ok {
			if _, isExc := e.Host.(*exception); isExc {
				in.raiseExplicit(e)
			}
		}
	}
	in.Raise("TypeError", "exception class/object expected")
	return nil
}

func (in *Interp) raiseExplicit(e *Object) {
	e.Host.(*exception).explicit = true
	in.raise(e)
}

func kernelExit(c *Call) Value {
	code := 0
	if len(c.Args) == 1 {
		switch v := c.Args[0].(type) {
		case Bool:
			if !v {
				code = 1
			}
		default:
			code = c.int(0)
		}
	}
	e := c.In.newException(c.In.class("SystemExit"), "exit")
	e.Host.(*exception).code = code
	c.In.raiseExplicit(e)
	return nil
}

func kernelAbort(c *Call) Value {
	message := ""
	if len(c.Args) == 1 {
		message = "?"
		if Deep(c.Args[0]) == nil {
			message = c.In.String(c.Args[0])
		}
		c.In.Stderr.WriteString(strings.TrimSuffix(message, "\n") + "\n")
	}
	e := c.In.newException(c.In.class("SystemExit"), message)
	e.Host.(*exception).code = 1
	c.In.raiseExplicit(e)
	return nil
}

func kernelLambda(c *Call) Value {
	if c.Block == nil {
		c.In.Raise("ArgumentError", "tried to create Proc object without a block")
	}
	if call, ok := c.Node.(*syntax.Call); ok && call.Block == nil {
		return c.Block // lambda(&block) changes nothing
	}
	p := *c.Block
	p.Lambda = true
	return &p
}

func kernelProc(c *Call) Value {
	if c.Block == nil {
		c.In.Raise("ArgumentError", "tried to create Proc object without a block")
	}
	return c.Block
}

func kernelBlockGiven(c *Call) Value { return Bool(c.In.frame.block != nil) }

func kernelLoop(c *Call) Value {
	in := c.In
	if c.Block == nil {
		return in.notModelled(c)
	}
	stop := in.class("StopIteration")
	var result Value = Nil{}
	exc := in.protect(func() {
		for {
			in.step()
			in.CallBlock(c.Block)
			if u, ok := in.mayLand(c.Block, syntax.Break); ok {
				in.blockAnyTimes(c.Block, u) // whether it goes on is not known
				return
			}
		}
	})
	if exc != nil && !exc.Class.Inherits(stop) {
		panic(raised{exc})
	}
	return result
}

func kernelCatch(c *Call) Value {
	in := c.In
	if c.Block == nil {
		in.Raise("LocalJumpError", "no block given")
	}
	var tag Value = &Object{Class: in.class("Object")}
	if len(c.Args) == 1 {
		tag = c.Args[0]
	}
	v, p := in.catch(func() Value { return in.CallBlock(c.Block, tag) }, func(p any) bool {
		j, ok := p.(jump)
		return ok && j.kind == throwKind && same(j.tag.(Value), tag)
	})
	if p != nil {
		return p.(jump).val
	}
	return v
}

func kernelThrow(c *Call) Value {
	var v Value = Nil{}
	if len(c.Args) == 2 {
		v = c.Args[1]
	}
	panic(jump{kind: throwKind, tag: c.Args[0], val: v})
}

func kernelFormat(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		return because(u).typed(TString)
	}
	return c.In.format(c, c.text(0), c.Args[1:])
}

func kernelInteger(c *Call) Value {
	in := c.In
	quiet := false
	args := c.Args
	if c.Bare && len(args) > 1 {
		if v, ok := args[len(args)-1].(*Hash).Sym("exception"); ok {
			quiet = v == Value(Bool(false))
		}
		args = args[:len(args)-1]
	}
	base := 0
	if len(args) == 2 {
		base = in.Int(args[1])
	}
	fail := func(class, text string, a ...any) Value {
		if !quiet {
			in.Raise(class, text, a...)
		}
		return Nil{}
	}
	switch v := args[0].(type) {
	case *Str:
		n, err := ruby.ParseInteger(v.S, base)
		if err != nil {
			return fail("ArgumentError", "%s", err.Error())
		}
		return IntOf(n)
	case Nil:
		return fail("TypeError", "can't convert nil into Integer")
	case Int, Big:
		return v
	case Float, *Duration:
		return in.Send(v, "to_i")
	}
	return fail("TypeError", "can't convert %s into Integer", in.className(args[0]))
}

func kernelFloat(c *Call) Value {
	in := c.In
	if len(c.Args) > 1 {
		return in.notModelled(c)
	}
	switch v := c.Args[0].(type) {
	case *Str:
		f, err := ruby.ParseFloat(v.S)
		if err != nil {
			in.Raise("ArgumentError", "%s", err.Error())
		}
		return Float(f)
	case Nil:
		in.Raise("TypeError", "can't convert nil into Float")
	}
	return Float(in.Float(c.Args[0]))
}

func kernelString(c *Call) Value { return c.In.str(c.In.ToS(c.Args[0])) }

func kernelArray(c *Call) Value {
	if a, ok := c.Args[0].(*Array); ok {
		return a
	}
	return c.In.arr(c.In.toA(c.Args[0]))
}

func kernelHash(c *Call) Value {
	switch v := c.Args[0].(type) {
	case *Hash:
		return v
	case Nil:
		return NewHash()
	case *Array:
		if len(v.Elems) == 0 {
			return NewHash()
		}
	}
	c.In.Raise("TypeError", "can't convert %s into Hash", c.In.className(c.Args[0]))
	return nil
}

// kernelCommand would run a command; no environment does.
func kernelCommand(c *Call) Value {
	c.In.commandRan(c.Args...)
	c.In.mayRaise++
	return c.In.unknown(Outside, "command")
}

func kernelSleep(c *Call) Value {
	if len(c.Args) == 0 {
		c.In.stop()
	}
	return Int(int64(c.In.Float(c.Args[0])))
}

func kernelAtExit(c *Call) Value {
	if c.Block == nil {
		c.In.Raise("ArgumentError", "called without block")
	}
	return c.Block
}

func kernelOutside(c *Call) Value { return c.In.unknown(Outside, c.Name) }
