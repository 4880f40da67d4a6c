package eval

// This file makes the classes and modules that Ruby itself defines. Each
// evaluation has its own, as a pill may open them; what they look like is worked
// out once for all.

import (
	"slices"
	"sync"

	"github.com/pilllint/pilllint/parser/rubyfacts"
)

// A shape is what a class of Ruby's own is made from.
type shape struct {
	name     string // the class's own, where it was asked for by an alias
	module   bool
	super    string // "" for a module and for BasicObject
	includes []string
	builtin  table
}

// shapes are those asked for so far, by name. They hold only names that Ruby
// has from the beginning, so there is a bound to them.
var shapes sync.Map // string → *shape

// shapeOf returns the shape of the class or module of that path; nil if there
// is none.
func (in *Interp) shapeOf(name string) *shape {
	if s, ok := shapes.Load(name); ok {
		return s.(*shape)
	}
	info, always := rubyfacts.Class(name)
	if !always {
		var ok bool
		if info, ok = in.classInfo(name); !ok {
			return nil
		}
	}
	s := in.newShape(info)
	if always {
		shapes.Store(name, s)
	}
	return s
}

func (in *Interp) newShape(info *rubyfacts.ClassInfo) *shape {
	s := &shape{name: info.Name, module: info.Kind == "module", super: info.Superclass, builtin: instanceTables[info.Name]}
	if s.super == "" && !s.module && info.Name != "BasicObject" {
		s.super = "Object"
	}
	// Modules with methods of ours; the others matter only for what exists,
	// which rubyfacts answers by itself.
	for _, a := range info.Ancestors {
		if a == info.Name || instanceTables[a] == nil || in.shapeHas(s.super, a) {
			continue
		}
		if m := in.shapeOf(a); m != nil && m.module {
			s.includes = append(s.includes, a)
		}
	}
	slices.Reverse(s.includes) // the last in the list comes first in line
	return s
}

// shapeHas reports whether a class of Ruby's own has one of that name among
// those of its ancestors that have methods here.
func (in *Interp) shapeHas(class, name string) bool {
	for class != "" {
		s := in.shapeOf(class)
		if s == nil {
			return false
		}
		if s.name == name || slices.Contains(s.includes, name) {
			return true
		}
		class = s.super
	}
	return false
}

// class returns a class or module that Ruby defines, making it when it is first
// asked for. It panics if Ruby has none of that name.
func (in *Interp) class(name string) *Class {
	if c := in.classes[name]; c != nil {
		return c
	}
	c := in.nativeClass(name)
	if c == nil {
		panic("eval: no class " + name)
	}
	return c
}

// nativeClass makes the class or module of that path as Ruby has it; nil if
// there is none.
func (in *Interp) nativeClass(name string) *Class {
	if c := in.classes[name]; c != nil {
		return c
	}
	s := in.shapeOf(name)
	if s == nil {
		return nil
	}
	if s.name != name { // an alias, such as Fixnum
		c := in.nativeClass(s.name)
		in.classes[name] = c
		return c
	}
	c := &Class{Name: name, Module: s.module, native: true, builtin: s.builtin}
	in.classes[name] = c
	if s.super != "" {
		c.Super = in.class(s.super)
	}
	for _, m := range s.includes {
		c.Includes = append(c.Includes, in.class(m))
	}
	return c
}

// A core is one of the classes that values have without being asked.
type core uint8

const (
	coreNil core = iota
	coreTrue
	coreFalse
	coreInteger
	coreFloat
	coreSymbol
	coreString
	coreArray
	coreHash
	coreRange
	coreRegexp
	coreMatch
	coreDuration
	coreTime
	coreProc
	coreMethod
	coreModule
	coreClass
	coreObject
	coreCount
)

var coreNames = [coreCount]string{
	coreNil: "NilClass", coreTrue: "TrueClass", coreFalse: "FalseClass", coreInteger: "Integer", coreFloat: "Float",
	coreSymbol: "Symbol", coreString: "String", coreArray: "Array", coreHash: "Hash", coreRange: "Range",
	coreRegexp: "Regexp", coreMatch: "MatchData", coreDuration: "ActiveSupport::Duration", coreTime: "Time",
	coreProc: "Proc", coreMethod: "Method", coreModule: "Module", coreClass: "Class", coreObject: "Object",
}

// core returns one of the classes that values have.
func (in *Interp) core(k core) *Class {
	if c := in.cores[k]; c != nil {
		return c
	}
	c := in.class(coreNames[k])
	in.cores[k] = c
	return c
}

// Inherits reports whether Ruby defines a class of that name that is, or comes from,
// another.
func Inherits(class, ancestor string) bool {
	c, ok := rubyfacts.Class(class)
	return ok && slices.Contains(c.Ancestors, ancestor)
}
