package eval

// This file holds the methods that every object has.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

var objectTable = map[string]impl{
	"class":                      {0, 0, objClass, 0},
	"singleton_class":            {0, 0, objSingletonClass, 0},
	"frozen?":                    {0, 0, objIsFrozen, 0},
	"freeze":                     {0, 0, objFreeze, 0},
	"dup":                        {0, 0, objDup, 0},
	"clone":                      {0, -1, objClone, 0},
	"itself":                     {0, 0, func(c *Call) Value { return c.Self }, 0},
	"then":                       {0, 0, objThen, 0},
	"tap":                        {0, 0, objTap, 0},
	"nil?":                       {0, 0, func(c *Call) Value { return Bool(IsNil(c.Self)) }, 0},
	"==":                         {1, 1, objEqual, unknowns},
	"!=":                         {1, 1, objNotEqual, unknowns},
	"!":                          {0, 0, func(c *Call) Value { return Bool(!truth(c.Self)) }, 0},
	"===":                        {1, 1, objEqual, unknowns},
	"eql?":                       {1, 1, objEql, 0},
	"equal?":                     {1, 1, func(c *Call) Value { return Bool(c.Self == c.Args[0]) }, 0},
	"=~":                         {1, 1, func(c *Call) Value { return Nil{} }, unknowns},
	"!~":                         {1, 1, objNotMatch, unknowns},
	"<=>":                        {1, 1, objCompare, 0},
	"is_a?":                      {1, 1, objIsA, 0},
	"instance_of?":               {1, 1, objInstanceOf, 0},
	"respond_to?":                {1, 2, objRespondTo, 0},
	"send":                       {1, -1, objSend, unknowns},
	"public_send":                {1, -1, objPublicSend, unknowns},
	"method":                     {1, 1, objMethod, 0},
	"methods":                    {0, 1, objMethods, 0},
	"instance_variable_get":      {1, 1, objIvarGet, 0},
	"instance_variable_set":      {2, 2, objIvarSet, unknowns},
	"instance_variable_defined?": {1, 1, objIvarDefined, 0},
	"instance_variables":         {0, 0, objIvars, 0},
	"instance_eval":              {0, 3, objInstanceEval, unknowns},
	"instance_exec":              {0, -1, objInstanceExec, unknowns},
	"extend":                     {1, -1, objExtend, 0},
	"define_singleton_method":    {1, 2, objDefineSingleton, 0},
	"to_s":                       {0, 0, func(c *Call) Value { return c.In.str(c.In.objText(c.Self)) }, 0},
	"inspect":                    {0, 0, objInspect, 0},
	"object_id":                  {0, 0, objNotKnown, 0},
	"hash":                       {0, 0, objNotKnown, 0},
	"display":                    {0, 1, objNotKnown, 0},
	"to_enum":                    {0, -1, objToEnum, 0},
	"blank?":                     {0, 0, objBlank, 0},
	"present?":                   {0, 0, func(c *Call) Value { return Bool(!bool(objBlank(c).(Bool))) }, 0},
	"presence":                   {0, 0, objPresence, 0},
}

func objNotKnown(c *Call) Value { return c.In.notModelled(c) }

func objClass(c *Call) Value {
	k := c.In.ClassOf(c.Self)
	return k
}

func objSingletonClass(c *Call) Value {
	if k := singletonOf(c.Self); k != nil {
		return k
	}
	return c.In.notModelled(c)
}

func objIsFrozen(c *Call) Value {
	switch v := c.Self.(type) {
	case *Str:
		return Bool(v.Frozen)
	case *Array:
		return Bool(v.Frozen)
	case *Hash:
		return Bool(v.Frozen)
	case *Object:
		return Bool(v.Frozen)
	case *Class, *Proc, *BoundMethod, *Match, *Time, *Duration:
		return Bool(false)
	}
	return Bool(true)
}

func objFreeze(c *Call) Value {
	switch v := c.Self.(type) {
	case *Str:
		c.In.touch(v)
		v.Frozen = true
	case *Array:
		c.In.touch(v)
		v.Frozen = true
	case *Hash:
		c.In.touch(v)
		v.Frozen = true
	case *Object:
		v.Frozen = true
	}
	return c.Self
}

// objDup copies what can change; everything else is its own copy.
func objDup(c *Call) Value {
	switch v := c.Self.(type) {
	case *Str:
		s := c.In.str(v.S)
		s.Origin = v.Origin
		return s
	case *Array:
		a := c.In.arr(slices.Clone(v.Elems))
		a.Origin, a.Node = v.Origin, v.Node
		return a
	case *Hash:
		c.In.grow(48 * v.Len())
		h := v.Clone()
		h.Node = v.Node
		return h
	case *Object:
		if v.Host != nil {
			if _, exc := v.Host.(*exception); !exc {
				return c.In.notModelled(c)
			}
		}
		o := &Object{Class: v.Class, Host: v.Host, Open: v.Open}
		for name, val := range v.IVars {
			if o.IVars == nil {
				o.IVars = map[string]Value{}
			}
			o.IVars[name] = val
		}
		if m := c.In.find(o, "initialize_copy"); m != nil {
			c.In.invoke(m, &Call{In: c.In, Self: o, Name: "initialize_copy", Args: []Value{v}})
		}
		return o
	case *Class:
		return c.In.notModelled(c)
	}
	return c.Self
}

func objClone(c *Call) Value {
	if len(c.Args) > 0 {
		return c.In.notModelled(c)
	}
	v := objDup(c)
	switch v := v.(type) {
	case *Str:
		v.Frozen = c.Self.(*Str).Frozen
	case *Array:
		v.Frozen = c.Self.(*Array).Frozen
	case *Hash:
		v.Frozen = c.Self.(*Hash).Frozen
	}
	return v
}

func objThen(c *Call) Value {
	if c.Block == nil {
		return c.In.notModelled(c)
	}
	return c.In.CallBlock(c.Block, c.Self)
}

func objTap(c *Call) Value {
	if c.Block == nil {
		c.In.Raise("LocalJumpError", "no block given (yield)")
	}
	c.In.CallBlock(c.Block, c.Self)
	return c.Self
}

// equal is == where an unknown operand may still be told to differ.
func (in *Interp) equal(c *Call) Value {
	if lost(c.Args[0]) != nil {
		u := lost(c.Args[0])
		flipped := &Call{In: in, Self: u, Name: "==", Args: []Value{c.Self}}
		if v, ok := in.unknownEqual(flipped, u); ok {
			return v
		}
		return because(u).typed(TBool)
	}
	return Bool(in.Equal(c.Self, c.Args[0]))
}

func objEqual(c *Call) Value { return c.In.equal(c) }

func objNotEqual(c *Call) Value {
	v := c.In.dispatch(&Call{In: c.In, Self: c.Self, Name: "==", Args: c.Args})
	if t, ok := Truthy(v); ok {
		return Bool(!t)
	}
	return because(lost(v)).typed(TBool)
}

func objEql(c *Call) Value {
	a, b := c.Self, c.Args[0]
	if c.In.ClassOf(a) != c.In.ClassOf(b) {
		return Bool(false)
	}
	return Bool(c.In.Equal(a, b))
}

func objNotMatch(c *Call) Value {
	v := c.In.dispatch(&Call{In: c.In, Self: c.Self, Name: "=~", Args: c.Args})
	if t, ok := Truthy(v); ok {
		return Bool(!t)
	}
	return because(lost(v)).typed(TBool)
}

func objCompare(c *Call) Value {
	if n, ok := c.In.compare(c.Self, c.Args[0]); ok {
		return Int(n)
	}
	return Nil{}
}

func (c *Call) classArg(i int) *Class {
	k, ok := known(c.Args[i]).(*Class)
	if !ok {
		c.In.Raise("TypeError", "class or module required")
	}
	return k
}

func objIsA(c *Call) Value { return Bool(c.In.IsA(c.Self, c.classArg(0))) }

func objInstanceOf(c *Call) Value {
	k := c.classArg(0)
	if d, ok := c.Self.(*Duration); ok && c.In.ClassOf(d.Value) == k {
		return Bool(true)
	}
	return Bool(c.In.ClassOf(c.Self) == k)
}

func objRespondTo(c *Call) Value {
	name := c.symbolOrText(0)
	if m := c.In.find(c.Self, name); m != nil {
		return Bool(!m.Private)
	}
	if m, ok := c.In.exists(c.Self, name); ok {
		return Bool(!m.Private)
	}
	if m := c.In.find(c.Self, "respond_to_missing?"); m != nil {
		return c.In.Send(c.Self, "respond_to_missing?", Sym(name), Bool(false))
	}
	if u := c.In.unread(name); u != nil {
		return u.typed(TBool)
	}
	return Bool(false)
}

// objSend calls a method by name. A name that is not known may be any method.
func objSend(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		return c.In.sendUnknown(c, because(u))
	}
	return c.In.dispatch(&Call{In: c.In, Self: c.Self, Name: c.symbolOrText(0), Args: c.Args[1:], Block: c.Block, Bare: c.Bare, Node: sent{c.Node}})
}

// sendUnknown calls a method of which not even the name is known. Its receiver
// may be changed by it though it is the self of the code around it, as in the
// block of a process.
func (in *Interp) sendUnknown(c *Call, u *Unknown) Value {
	if o, ok := c.Self.(*Object); ok && o == in.frame.self && o != in.mainObject {
		in.lose(o, u)
	}
	return in.opaque(&Call{In: in, Self: c.Self, Name: "send", Args: c.Args[1:], Block: c.Block}, u)
}

func objPublicSend(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		return c.In.sendUnknown(c, because(u))
	}
	return c.In.dispatch(&Call{In: c.In, Self: c.Self, Name: c.symbolOrText(0), Args: c.Args[1:], Block: c.Block, Bare: c.Bare, Node: c.Node})
}

func objMethod(c *Call) Value {
	name := c.symbolOrText(0)
	if m := c.In.find(c.Self, name); m != nil {
		return &BoundMethod{Recv: c.Self, Name: name, Method: m}
	}
	if _, ok := c.In.exists(c.Self, name); ok {
		return c.In.notModelled(c)
	}
	if c.In.find(c.Self, "respond_to_missing?") != nil {
		return c.In.notModelled(c)
	}
	if k, ok := c.Self.(*Class); ok {
		c.In.Raise("NameError", "undefined method `%s' for class `#<Class:%s>'", name, k.Name)
	}
	c.In.Raise("NameError", "undefined method `%s' for class `%s'", name, c.In.ClassOf(c.Self).Name)
	return nil
}

func objMethods(c *Call) Value { return c.In.notModelled(c) }

func (c *Call) ivarName(i int) string {
	name := c.symbolOrText(i)
	if !strings.HasPrefix(name, "@") || len(name) < 2 {
		c.In.Raise("NameError", "'%s' is not allowed as an instance variable name", name)
	}
	return name
}

func objIvarGet(c *Call) Value {
	name := c.ivarName(0)
	if o := c.In.ivarOwner(c.Self); o != nil {
		if v, ok := o.IVars[name]; ok {
			return v
		}
		if o.Host != nil {
			return c.In.notModelled(c)
		}
	}
	return Nil{}
}

func objIvarSet(c *Call) Value {
	name := c.ivarName(0)
	saved := c.In.frame.self
	c.In.frame.self = c.Self
	c.In.setIvar(name, c.Args[1])
	c.In.frame.self = saved
	return c.Args[1]
}

func objIvarDefined(c *Call) Value {
	name := c.ivarName(0)
	if o := c.In.ivarOwner(c.Self); o != nil {
		_, ok := o.IVars[name]
		return Bool(ok)
	}
	return Bool(false)
}

func objIvars(c *Call) Value {
	if o := c.In.ivarOwner(c.Self); o != nil && len(o.IVars) > 0 {
		return c.In.notModelled(c)
	}
	return c.In.arr(nil)
}

func objInstanceEval(c *Call) Value {
	if c.Block == nil {
		return c.In.ranText(c.Self, c.In.unsupported(c.Name))
	}
	return c.In.InstanceExec(c.Block, c.Self, c.Self)
}

func objInstanceExec(c *Call) Value {
	if c.Block == nil {
		c.In.Raise("LocalJumpError", "no block given (yield)")
	}
	return c.In.InstanceExec(c.Block, c.Self, c.Args...)
}

func objExtend(c *Call) Value {
	k := singletonOf(c.Self)
	if k == nil {
		return c.In.notModelled(c)
	}
	for i := range c.Args {
		m := c.classArg(i)
		if !slices.Contains(k.Includes, m) {
			k.Includes = append(k.Includes, m)
		}
		if hook := c.In.singleton(m, "extended"); hook != nil {
			c.In.Send(m, "extended", c.Self)
		}
	}
	return c.Self
}

func objDefineSingleton(c *Call) Value {
	k := singletonOf(c.Self)
	if k == nil {
		return c.In.notModelled(c)
	}
	return defineMethod(c, k)
}

// objText is Object#to_s.
func (in *Interp) objText(v Value) string {
	if o, ok := v.(*Object); ok && o == in.mainObject {
		return "main"
	}
	return in.anyToS(v)
}

func objInspect(c *Call) Value {
	switch v := c.Self.(type) {
	case *Object:
		if len(v.IVars) > 0 {
			return c.In.notModelled(c)
		}
		return c.In.str(c.In.objText(v))
	case *Proc:
		return c.In.notModelled(c)
	}
	return c.In.str(c.In.Inspect(c.Self))
}

func objToEnum(c *Call) Value {
	if c.Block != nil || c.Bare {
		return c.In.notModelled(c)
	}
	if len(c.Args) == 0 {
		return c.In.enumerator(c.Self, "each")
	}
	return c.In.enumerator(c.Self, c.symbolOrText(0), slices.Clone(c.Args[1:])...)
}

// objBlank is ActiveSupport's blank?, which Bluepill's extensions bring along.
func objBlank(c *Call) Value {
	switch v := c.Self.(type) {
	case Nil:
		return Bool(true)
	case Bool:
		return !v
	case *Str:
		return Bool(ruby.Strip(strings.ReplaceAll(v.S, "\u00a0", " ")) == "")
	case *Array:
		return Bool(len(v.Elems) == 0)
	case *Hash:
		return hashEmpty(c)
	case *Object:
		if c.In.responds(v, "empty?") {
			return Bool(truth(c.In.Send(v, "empty?")))
		}
	}
	return Bool(false)
}

func objPresence(c *Call) Value {
	if objBlank(c).(Bool) {
		return Nil{}
	}
	return c.Self
}
