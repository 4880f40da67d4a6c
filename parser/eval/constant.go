package eval

// This file finds and sets constants, and global and class variables.

import (
	"math"
	"slices"

	"github.com/pilllint/pilllint/parser/rubyfacts"
	"github.com/pilllint/pilllint/parser/syntax"
)

func (in *Interp) constant(n *syntax.Const) Value {
	if n.Scope == nil {
		in.frame.at = n.Pos
		if n.Top {
			return in.constIn(in.class("Object"), n.Name, true)
		}
		return in.lexicalConst(n.Name)
	}
	if v, ok := in.assumed(n); ok {
		return v
	}
	scope := in.eval(n.Scope)
	in.frame.at = n.Pos
	if u := lost(scope); u != nil {
		return because(u)
	}
	c, ok := scope.(*Class)
	if !ok {
		in.Raise("TypeError", "%s is not a class/module", in.Inspect(scope))
	}
	return in.constIn(c, n.Name, false)
}

// assumed returns the value that the Env assumes for a constant such as
// Settings::ROOT whose first name the pill does not define.
func (in *Interp) assumed(n *syntax.Const) (Value, bool) {
	if len(in.Env.Consts) == 0 {
		return nil, false
	}
	path, first := n.Name, n.Name
	for scope := n.Scope; scope != nil; {
		c, ok := scope.(*syntax.Const)
		if !ok {
			return nil, false
		}
		path, first, scope = c.Name+"::"+path, c.Name, c.Scope
	}
	v, ok := in.Env.Consts[path]
	if !ok {
		return nil, false
	}
	_, defined := in.lookupConst(in.class("Object"), first, true)
	return v, !defined
}

// lexicalConst finds a constant without a scope: in the classes around the
// code, then among the ancestors of the innermost.
func (in *Interp) lexicalConst(name string) Value {
	for r := in.frame.cref; r != nil && r.parent != nil; r = r.parent {
		if v, ok := in.ownConst(r.class, name); ok {
			return v
		}
	}
	return in.constIn(in.frame.cref.class, name, true)
}

// constIn finds a constant along a class's ancestors; top tells that Object's
// count even if the class is not one of them, as for a module.
func (in *Interp) constIn(c *Class, name string, top bool) Value {
	v, ok := in.lookupConst(c, name, top)
	if ok {
		return v
	}
	if v, ok := in.Env.Consts[c.path(name)]; ok {
		return v
	}
	if v, ok := in.Env.Consts[name]; ok && top {
		return v
	}
	if u := in.unread(name); u != nil {
		return u
	}
	if m := in.singleton(c, "const_missing"); m != nil {
		return in.Send(c, "const_missing", Sym(name))
	}
	if in.findsConstants(c) {
		in.mayRaise++
		return in.unsupported(c.path(name))
	}
	in.undefinedConst(c, name)
	return nil
}

// findsConstants reports whether a module of Ruby's own looks for constants that
// are not there, as Digest does for Digest::SHA1.
func (in *Interp) findsConstants(c *Class) bool {
	if !c.native || c.Name == "Object" {
		return false
	}
	info, ok := in.classInfo(c.Name)
	if !ok {
		return false
	}
	_, ok = info.Singleton("const_missing")
	return ok
}

func (in *Interp) lookupConst(c *Class, name string, top bool) (Value, bool) {
	object := in.class("Object")
	for _, k := range c.Ancestors() {
		if k == object && !top && c != object {
			continue
		}
		if v, ok := in.ownConst(k, name); ok {
			return v, true
		}
		if v, ok := in.includedConst(k, name); ok {
			return v, true
		}
	}
	if c.MissingConst != nil {
		if v, ok := c.MissingConst(name); ok {
			return v, true
		}
	}
	if top && c.Module {
		return in.ownConst(object, name)
	}
	return nil, false
}

// includedConst finds a constant of the modules that one of Ruby's own classes includes,
// as Logger has those of Logger::Severity.
func (in *Interp) includedConst(c *Class, name string) (Value, bool) {
	if !c.native || c.Name == "Object" {
		return nil, false
	}
	info, ok := in.classInfo(c.Name)
	if !ok {
		return nil, false
	}
	for _, a := range info.Ancestors {
		if _, ok := rubyfacts.ConstantAfter(in.features(), a, name); !ok || a == "Object" {
			continue
		}
		if m := in.nativeClass(a); m != nil {
			return in.ownConst(m, name)
		}
	}
	return nil, false
}

// calledConst returns the constant that a call without arguments most likely means, as
// Logger.WARN means Logger::WARN; "" if the class has none of that name.
func (in *Interp) calledConst(c *Call) string {
	k, ok := c.Self.(*Class)
	if !ok || c.Name[0] < 'A' || c.Name[0] > 'Z' || len(c.Args) > 0 || c.Block != nil {
		return ""
	}
	for _, a := range k.Ancestors() {
		if a == in.class("Object") {
			break
		}
		if _, set := a.Consts[c.Name]; set || a.native && in.hasConst(a.Name, c.Name) {
			return k.path(c.Name)
		}
	}
	return ""
}

// hasConst reports whether one of Ruby's own classes has a constant, or a module that it
// includes.
func (in *Interp) hasConst(class, name string) bool {
	info, _ := in.classInfo(class)
	return info != nil && slices.ContainsFunc(info.Ancestors, func(a string) bool {
		_, ok := rubyfacts.ConstantAfter(in.features(), a, name)
		return ok && a != "Object"
	})
}

// ownConst finds a constant of the class itself: one that the pill or the host
// set, or one that Ruby defines.
func (in *Interp) ownConst(c *Class, name string) (Value, bool) {
	if v, ok := c.Consts[name]; ok {
		return v, true
	}
	if !c.native {
		return nil, false
	}
	if name == "DATA" && c.Name == "Object" {
		return in.data()
	}
	kind, ok := rubyfacts.ConstantAfter(in.features(), c.Name, name)
	if !ok {
		return nil, false
	}
	path := c.path(name)
	if v, ok := in.constantValue(path); ok {
		return v, true
	}
	if kind != "class" && kind != "module" {
		return in.unsupported(path), true
	}
	if k := in.nativeClass(path); k != nil {
		return k, true
	}
	// It exists, but what it has is not known: anything may.
	k := in.opaqueClass(in.unsupported(path))
	k.Name, k.Module = path, kind == "module"
	in.classes[path] = k
	return k, true
}

// constantValue is the value of a constant of Ruby's own that is no class.
func (in *Interp) constantValue(path string) (Value, bool) {
	if v, ok := in.constants[path]; ok {
		return v, true
	}
	v := in.makeConstant(path)
	if v == nil {
		return nil, false
	}
	in.constants[path] = v
	return v, true
}

func (in *Interp) makeConstant(path string) Value {
	frozen := func(s string) Value { return &Str{S: s, Frozen: true} }
	switch path {
	case "ENV":
		return in.envObject()
	case "ARGV":
		if in.Env.Path != "" {
			return &Array{}
		}
		return &Array{Lost: in.unknown(Outside, "ARGV")}
	case "Regexp::IGNORECASE":
		return Int(reIgnoreCase)
	case "Regexp::EXTENDED":
		return Int(reExtended)
	case "Regexp::MULTILINE":
		return Int(reMultiline)
	case "RUBY_VERSION":
		return frozen("3.1.7")
	case "RUBY_ENGINE":
		return frozen("ruby")
	case "RUBY_PLATFORM":
		return frozen("x86_64-linux-gnu")
	case "File::SEPARATOR", "File::Separator":
		return frozen("/")
	case "File::PATH_SEPARATOR":
		return frozen(":")
	case "Float::INFINITY":
		return Float(math.Inf(1))
	case "Float::NAN":
		return Float(math.NaN())
	case "Float::MAX":
		return Float(math.MaxFloat64)
	case "Float::EPSILON":
		return Float(2.220446049250313e-16)
	case "Float::MIN":
		return Float(0x1p-1022)
	case "Float::DIG":
		return Int(15)
	case "Float::MANT_DIG":
		return Int(53)
	case "Math::PI":
		return Float(math.Pi)
	case "Math::E":
		return Float(math.E)
	}
	if n, ok := numberConstants[path]; ok {
		return n
	}
	return in.outsideConstant(path)
}

// numberConstants are ActiveSupport's.
var numberConstants = map[string]Int{
	"Numeric::KILOBYTE": 1 << 10, "Numeric::MEGABYTE": 1 << 20, "Numeric::GIGABYTE": 1 << 30,
	"Numeric::TERABYTE": 1 << 40, "Numeric::PETABYTE": 1 << 50, "Numeric::EXABYTE": 1 << 60,
	"ActiveSupport::Duration::SECONDS_PER_MINUTE": 60, "ActiveSupport::Duration::SECONDS_PER_HOUR": 3600,
	"ActiveSupport::Duration::SECONDS_PER_DAY": 86400, "ActiveSupport::Duration::SECONDS_PER_WEEK": 604800,
	"ActiveSupport::Duration::SECONDS_PER_MONTH": 2629746, "ActiveSupport::Duration::SECONDS_PER_YEAR": 31556952,
}

// setConst sets a constant where the code stands, or under its scope.
func (in *Interp) setConst(n *syntax.Const, v Value) {
	c := in.frame.cref.class
	if n.Scope != nil {
		scope, ok := in.eval(n.Scope).(*Class)
		if !ok {
			return
		}
		c = scope
	}
	if n.Top {
		c = in.class("Object")
	}
	in.touch(constPlace{c, n.Name})
	c.SetConst(n.Name, v)
}

func (in *Interp) global(n *syntax.GVar) Value {
	in.frame.at = n.Pos
	if v, ok := in.globals[n.Name]; ok {
		return v
	}
	switch n.Name {
	case "$0", "$PROGRAM_NAME":
		if in.Env.Path != "" {
			return in.str(in.Env.Path)
		}
		return in.unknown(Outside, n.Name).typed(TString)
	case "$stdout", "$STDOUT", "$stderr", "$stdin", "$>":
		return in.stream(n.Name)
	case "$LOAD_PATH", "$:", "$-I":
		return in.loadPath()
	case "$~":
		return in.match()
	case "$&":
		return in.matchGroup(0)
	case "$`", "$'":
		return in.matchSide(n.Name)
	case "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9":
		return in.matchGroup(int(n.Name[1] - '0'))
	case "$,", "$;":
		return Nil{}
	}
	if rubyfacts.GlobalVar(n.Name) {
		return in.unsupported(n.Name)
	}
	return Nil{}
}

func (in *Interp) setGlobal(n *syntax.GVar, v Value) {
	in.touch(globalPlace(n.Name))
	in.globals[n.Name] = v
}

func (in *Interp) cvarOwner() *Class {
	for r := in.frame.cref; r != nil; r = r.parent {
		return r.class
	}
	return in.class("Object")
}

func (in *Interp) classVar(n *syntax.CVar) Value {
	in.frame.at = n.Pos
	for _, c := range in.cvarOwner().Ancestors() {
		if v, ok := c.CVars[n.Name]; ok {
			return v
		}
	}
	if c := in.cvarOwner(); c.native && c.Name != "Object" {
		return in.unsupported(n.Name)
	}
	in.Raise("NameError", "uninitialized class variable %s in %s", n.Name, in.cvarOwner().Name)
	return nil
}

func (in *Interp) setClassVar(n *syntax.CVar, v Value) {
	owner := in.cvarOwner()
	for _, c := range owner.Ancestors() {
		if _, ok := c.CVars[n.Name]; ok {
			owner = c
		}
	}
	if owner.CVars == nil {
		owner.CVars = map[string]Value{}
	}
	owner.CVars[n.Name] = v
}

// OfRuby reports whether Ruby itself has a constant of that name at the top.
func OfRuby(name string) bool {
	_, ok := rubyfacts.Constant("Object", name)
	return ok
}
