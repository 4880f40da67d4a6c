package eval

import (
	"slices"

	"github.com/pilllint/pilllint/parser/rubyfacts"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A Class is a class or module.
type Class struct {
	Name     string // with its path; "" for an anonymous one
	Super    *Class
	Module   bool // a module
	Methods  map[string]*Method
	Consts   map[string]Value
	Includes []*Class // modules, the last included first in line
	CVars    map[string]Value
	Host     any // what the host keeps with it

	lexical *Class
	meta    *Class // holds singleton methods; made when first needed
	builtin table  // Go methods, shared by all evaluations
	// native tells that Ruby defines this class, so rubyfacts knows what it has.
	native bool
	// MissingConst answers for a constant that is not there; nil: nothing does.
	MissingConst func(name string) (Value, bool)
}

// A table is the methods that are written in Go, by name. Tables are shared by
// all evaluations and never written to.
type table map[string]*Method

// A Method is a method of a class: of Ruby, or of Go.
type Method struct {
	Name    string
	Owner   *Class
	Private bool

	def  *syntax.Def
	file *syntax.File
	cref *cref
	proc *Proc // define_method

	maybe bool // it was defined under a condition that is not known

	Go       func(*Call) Value
	Min, Max int // how many arguments a Go method takes; Max -1: any number
	// Unknowns tells that a Go method sees to unknown arguments itself. Without
	// it, a call with one comes to an Unknown.
	Unknowns bool
	// Mutates tells that a Go method changes its receiver, which is lost if an
	// argument is unknown.
	Mutates bool
}

// A Call is one call of a Go method.
type Call struct {
	In    *Interp
	Self  Value
	Name  string
	Args  []Value
	Block *Proc
	Node  syntax.Node // the *syntax.Call or *syntax.OpAssign it stands in; nil for calls that Ruby makes itself
	VCall bool        // a bare name
	Bare  bool        // the last argument is a hash written without braces

	roomy bool // newCall made it, so that nobody else has its arguments
}

// A roomyCall is a call with room for a few arguments.
type roomyCall struct {
	Call
	room [3]Value
}

// callsAtOnce is how many calls are made with one piece of memory. Whoever keeps
// one keeps the others, so that there are few.
const callsAtOnce = 8

// newCall returns a call with room for a few arguments.
func (in *Interp) newCall(c Call) *Call {
	if len(in.calls) == 0 {
		in.calls = make([]roomyCall, callsAtOnce)
	}
	roomy := &in.calls[0]
	in.calls = in.calls[1:]
	roomy.Call = c
	roomy.In, roomy.Args, roomy.roomy = in, roomy.room[:0], true
	return &roomy.Call
}

// cref is where code stands: the classes and modules around it.
type cref struct {
	class  *Class
	parent *cref
}

// method finds a method along the ancestors of a class.
func (c *Class) method(name string) *Method {
	for k := c; k != nil; k = k.Super {
		if m := k.own(name); m != nil {
			return m
		}
		for _, inc := range slices.Backward(k.Includes) {
			if m := inc.method(name); m != nil {
				return m
			}
		}
	}
	return nil
}

// own finds a method in the class itself. A nil entry in Methods undefines.
func (c *Class) own(name string) *Method {
	if m, ok := c.Methods[name]; ok {
		return m
	}
	return c.builtin[name]
}

// after finds the method that super calls: the next of that name after the
// one in owner.
func (c *Class) after(owner *Class, name string) *Method {
	found := false
	for _, k := range c.Ancestors() {
		if found {
			if m := k.own(name); m != nil {
				return m
			}
		}
		found = found || k == owner
	}
	return nil
}

// Ancestors returns the class, its modules and its superclasses, in the order
// in which methods are looked for.
func (c *Class) Ancestors() []*Class {
	var list []*Class
	for k := c; k != nil; k = k.Super {
		list = append(list, k)
		for _, inc := range slices.Backward(k.Includes) {
			list = append(list, inc.Ancestors()...)
		}
	}
	return list
}

// Inherits reports whether c is k, or has it among its ancestors.
func (c *Class) Inherits(k *Class) bool {
	for ; c != nil; c = c.Super {
		if c == k || slices.ContainsFunc(c.Includes, func(m *Class) bool { return m.Inherits(k) }) {
			return true
		}
	}
	return false
}

// Define adds a Go method.
func (c *Class) Define(name string, min, max int, fn func(*Call) Value) *Method {
	m := &Method{Name: name, Owner: c, Go: fn, Min: min, Max: max, Unknowns: true}
	c.set(name, m)
	return m
}

func (c *Class) set(name string, m *Method) {
	if c.Methods == nil {
		c.Methods = map[string]*Method{}
	}
	c.Methods[name] = m
}

// Meta returns the class that holds c's singleton methods.
func (c *Class) Meta() *Class {
	if c.meta == nil {
		c.meta = &Class{Name: "#<Class:" + c.Name + ">"}
	}
	return c.meta
}

// DefineSingleton adds a Go method to the class itself.
func (c *Class) DefineSingleton(name string, min, max int, fn func(*Call) Value) *Method {
	return c.Meta().Define(name, min, max, fn)
}

// singleton finds a method that is called on the class itself: along the
// superclasses' singleton methods, then among those of Class and Module.
func (in *Interp) singleton(c *Class, name string) *Method {
	for k := c; k != nil; k = k.Super {
		if k.meta != nil {
			if m := k.meta.method(name); m != nil {
				return m
			}
		}
		if m := singletonTables[k.Name][name]; m != nil && k.native {
			return m
		}
	}
	if c.Module {
		return in.core(coreModule).method(name)
	}
	if name == "new" && c.native && cannotBeMade(c.Name) {
		return nil
	}
	return in.core(coreClass).method(name)
}

// cannotBeMade reports whether Ruby took new away from a class of its own, as
// from Integer.
func cannotBeMade(name string) bool {
	if _, ok := rubyfacts.Class(name); !ok {
		return false
	}
	_, ok := rubyfacts.FindSingleton(name, "new")
	return !ok
}

// SetConst gives c a constant; a class without a name takes it.
func (c *Class) SetConst(name string, v Value) {
	if c.Consts == nil {
		c.Consts = map[string]Value{}
	}
	c.Consts[name] = v
	if k, ok := v.(*Class); ok && k.Name == "" {
		k.Name = c.path(name)
	}
}

func (c *Class) path(name string) string {
	if c.Name == "" || c.Name == "Object" {
		return name
	}
	return c.Name + "::" + name
}

// ClassOf returns the class of a known value.
func (in *Interp) ClassOf(v Value) *Class {
	switch v := v.(type) {
	case Nil:
		return in.core(coreNil)
	case Bool:
		if v {
			return in.core(coreTrue)
		}
		return in.core(coreFalse)
	case Int, Big:
		return in.core(coreInteger)
	case Float:
		return in.core(coreFloat)
	case Sym:
		return in.core(coreSymbol)
	case *Str:
		return in.core(coreString)
	case *Array:
		return in.core(coreArray)
	case *Hash:
		return in.core(coreHash)
	case *Range:
		return in.core(coreRange)
	case *Regexp:
		return in.core(coreRegexp)
	case *Match:
		return in.core(coreMatch)
	case *Duration:
		return in.core(coreDuration)
	case *Time:
		return in.core(coreTime)
	case *Proc:
		return in.core(coreProc)
	case *BoundMethod:
		return in.core(coreMethod)
	case *Object:
		return v.Class
	case *Class:
		if v.Module {
			return in.core(coreModule)
		}
		return in.core(coreClass)
	}
	return in.core(coreObject)
}

// IsA reports whether a known value is an instance of a class or module.
func (in *Interp) IsA(v Value, c *Class) bool {
	// A Duration says that it is whatever its number is.
	if d, ok := v.(*Duration); ok && in.IsA(d.Value, c) {
		return true
	}
	if o, ok := v.(*Object); ok && o.meta != nil && o.meta.Inherits(c) {
		return true
	}
	k := in.ClassOf(v)
	if k.Inherits(c) {
		return true
	}
	if k.native && c.native {
		info, ok := rubyfacts.Class(k.Name)
		return ok && slices.Contains(info.Ancestors, c.Name)
	}
	for s := k; s != nil; s = s.Super {
		if s.native && c.native {
			info, ok := rubyfacts.Class(s.Name)
			return ok && slices.Contains(info.Ancestors, c.Name)
		}
	}
	return false
}

// find finds the method that a known receiver answers name with.
func (in *Interp) find(recv Value, name string) *Method {
	switch v := recv.(type) {
	case *Class:
		return in.singleton(v, name)
	case *Object:
		if v.meta != nil {
			if m := v.meta.method(name); m != nil {
				return m
			}
		}
		return v.Class.method(name)
	}
	return in.ClassOf(recv).method(name)
}

// exists reports whether Ruby has a method that is not modelled.
func (in *Interp) exists(recv Value, name string) (m rubyfacts.Method, ok bool) {
	if k, isClass := recv.(*Class); isClass {
		for c := k; c != nil; c = c.Super {
			if m, ok := in.extends(c, name); ok {
				return m, true
			}
			if c.native {
				return rubyfacts.FindSingletonAfter(in.features(), c.Name, name)
			}
		}
		base := "Class"
		if k.Module {
			base = "Module"
		}
		m, _, ok := rubyfacts.FindInstanceAfter(in.features(), base, name)
		return m, ok
	}
	for c := in.ClassOf(recv); c != nil; c = c.Super {
		for _, inc := range c.Includes {
			if !inc.native {
				continue
			}
			if m, _, ok := rubyfacts.FindInstanceAfter(in.features(), inc.Name, name); ok {
				return m, true
			}
		}
		if c.native {
			m, _, ok := rubyfacts.FindInstanceAfter(in.features(), c.Name, name)
			return m, ok
		}
	}
	return rubyfacts.Method{}, false
}

// extends reports whether a class was extended with a module of Ruby's own that
// has a method that is not modelled.
func (in *Interp) extends(c *Class, name string) (m rubyfacts.Method, ok bool) {
	if c.meta == nil {
		return m, false
	}
	for _, inc := range c.meta.Includes {
		if !inc.native {
			continue
		}
		if m, _, ok := rubyfacts.FindInstanceAfter(in.features(), inc.Name, name); ok {
			return m, true
		}
	}
	return m, false
}

// alwaysThere are features that Bluepill's own code does not load, but rubygems
// or bundler may, depending on their versions.
var alwaysThere = []string{"json", "pathname", "tempfile"}

// features are those that were required and read, as far as rubyfacts goes.
func (in *Interp) features() []string {
	if len(in.required) == 0 {
		return alwaysThere
	}
	list := slices.Clone(alwaysThere)
	for f := range in.required {
		list = append(list, f)
	}
	slices.Sort(list)
	return list
}
