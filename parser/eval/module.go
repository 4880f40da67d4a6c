package eval

// This file holds the methods of classes and modules.

import "slices"

var moduleTable = map[string]impl{
	"name":                  {0, 0, moduleName, 0},
	"===":                   {1, 1, moduleCaseEqual, unknowns},
	"==":                    {1, 1, func(c *Call) Value { return Bool(c.Self == c.Args[0]) }, 0},
	"<":                     {1, 1, moduleLess, 0},
	"<=":                    {1, 1, moduleLessEqual, 0},
	">":                     {1, 1, moduleGreater, 0},
	">=":                    {1, 1, moduleGreaterEqual, 0},
	"ancestors":             {0, 0, moduleAncestors, 0},
	"include":               {1, -1, moduleInclude, 0},
	"prepend":               {1, -1, objNotKnown, 0},
	"include?":              {1, 1, moduleIncludes, 0},
	"attr_accessor":         {0, -1, moduleAttrAccessor, 0},
	"attr_reader":           {0, -1, moduleAttrReader, 0},
	"attr_writer":           {0, -1, moduleAttrWriter, 0},
	"attr":                  {0, -1, moduleAttrReader, 0},
	"define_method":         {1, 2, moduleDefineMethod, 0},
	"alias_method":          {2, 2, moduleAliasMethod, 0},
	"remove_method":         {0, -1, moduleUndef, 0},
	"undef_method":          {0, -1, moduleUndef, 0},
	"private":               {0, -1, modulePrivate, 0},
	"public":                {0, -1, modulePublic, 0},
	"protected":             {0, -1, modulePublic, 0},
	"module_function":       {0, -1, moduleFunction, 0},
	"private_class_method":  {0, -1, func(c *Call) Value { return Nil{} }, 0},
	"public_class_method":   {0, -1, func(c *Call) Value { return Nil{} }, 0},
	"private_constant":      {0, -1, func(c *Call) Value { return Nil{} }, 0},
	"const_get":             {1, 2, moduleConstGet, 0},
	"const_set":             {2, 2, moduleConstSet, unknowns},
	"const_defined?":        {1, 2, moduleConstDefined, 0},
	"remove_const":          {1, 1, moduleRemoveConst, 0},
	"instance_methods":      {0, 1, objNotKnown, 0},
	"method_defined?":       {1, 2, moduleMethodDefined, 0},
	"instance_method":       {1, 1, objNotKnown, 0},
	"class_eval":            {0, 3, moduleClassEval, unknowns},
	"class_exec":            {0, -1, moduleClassEval, unknowns},
	"class_variable_get":    {1, 1, moduleCVarGet, 0},
	"class_variable_set":    {2, 2, moduleCVarSet, unknowns},
	"instance_variable_get": {1, 1, objIvarGet, 0},
	"to_s":                  {0, 0, func(c *Call) Value { return c.In.str(c.In.classText(c.Self.(*Class))) }, 0},
	"hash":                  {0, 0, objNotKnown, 0},
}

var classTable = map[string]impl{
	"new":        {0, -1, classNew, unknowns},
	"allocate":   {0, 0, classAllocate, 0},
	"superclass": {0, 0, classSuperclass, 0},
	"class":      {0, 0, objClass, 0},
}

var moduleMethods, classMethods table

func init() {
	moduleMethods = methods(moduleTable).with("inspect", "to_s", "module_eval", "class_eval", "module_exec", "class_exec")
	classMethods = methods(classTable)
	instanceTables["Module"], instanceTables["Class"] = moduleMethods, classMethods
	singletonTables["Class"] = methods(map[string]impl{"new": {0, 1, classNewClass, 0}})
	singletonTables["Module"] = methods(map[string]impl{"new": {0, 0, moduleNew, 0}})
	singletonTables["Object"] = methods(map[string]impl{})
}

func (c *Call) module() *Class { return c.Self.(*Class) }

func moduleName(c *Call) Value {
	if c.module().Name == "" {
		return Nil{}
	}
	return c.In.str(c.module().Name)
}

// moduleCaseEqual is the === of case ... when String: what is known of an
// unknown value's type may decide it.
func moduleCaseEqual(c *Call) Value {
	k := c.module()
	u := lost(c.Args[0])
	if u == nil {
		return Bool(c.In.isInstance(c.Args[0], k))
	}
	if u.Type != Any && u.NonNil && u.Type != TBool && u.Type != TNumber {
		if t := c.In.nativeClass(u.Type.String()); t != nil {
			return Bool(t.Inherits(k))
		}
	}
	return because(u).typed(TBool)
}

// isInstance is Module#===, which looks at the real class: a Duration does not
// pass for the number it holds.
func (in *Interp) isInstance(v Value, k *Class) bool {
	if _, ok := v.(*Duration); ok {
		if k.Name == "ActiveSupport::Duration" || k.Name == "Object" || k.Name == "BasicObject" || k.Name == "Kernel" {
			return true
		}
		return false
	}
	return in.IsA(v, k)
}

func moduleLess(c *Call) Value {
	k := c.classArg(0)
	return Bool(c.Self != Value(k) && c.module().Inherits(k))
}
func moduleLessEqual(c *Call) Value    { return Bool(c.module().Inherits(c.classArg(0))) }
func moduleGreaterEqual(c *Call) Value { return Bool(c.classArg(0).Inherits(c.module())) }
func moduleGreater(c *Call) Value {
	k := c.classArg(0)
	return Bool(c.Self != Value(k) && k.Inherits(c.module()))
}

func moduleAncestors(c *Call) Value {
	if c.module().native {
		return c.In.notModelled(c)
	}
	var list []Value
	for _, k := range c.module().Ancestors() {
		list = append(list, k)
	}
	return c.In.arr(list)
}

func moduleInclude(c *Call) Value {
	for i := range c.Args {
		m := c.classArg(i)
		if !c.module().Inherits(m) {
			c.module().Includes = append(c.module().Includes, m)
		}
		if c.In.singleton(m, "included") != nil {
			c.In.Send(m, "included", c.Self)
		}
	}
	return c.Self
}

func moduleIncludes(c *Call) Value {
	k := c.classArg(0)
	return Bool(c.Self != Value(k) && k.Module && c.module().Inherits(k))
}

func moduleAttrReader(c *Call) Value   { return attrs(c, true, false) }
func moduleAttrWriter(c *Call) Value   { return attrs(c, false, true) }
func moduleAttrAccessor(c *Call) Value { return attrs(c, true, true) }

// attrs defines readers and writers of instance variables.
func attrs(c *Call, read, write bool) Value {
	var names []Value
	for i := range c.Args {
		name := c.symbolOrText(i)
		if read {
			m := c.module().Define(name, 0, 0, func(r *Call) Value { return r.In.attrGet(r.Self, "@"+name) })
			m.Private = c.module().defaultPrivate()
			names = append(names, Sym(name))
		}
		if write {
			c.module().Define(name+"=", 1, 1, func(w *Call) Value { return w.In.attrSet(w.Self, "@"+name, w.Args[0]) })
			names = append(names, Sym(name+"="))
		}
	}
	return c.In.arr(names)
}

func (in *Interp) attrGet(self Value, name string) Value {
	if o := in.ivarOwner(self); o != nil {
		if v, ok := o.IVars[name]; ok {
			return v
		}
	}
	return Nil{}
}

func (in *Interp) attrSet(self Value, name string, v Value) Value {
	o := in.ivarOwner(self)
	if o == nil {
		return v
	}
	if o.IVars == nil {
		o.IVars = map[string]Value{}
	}
	in.touch(ivarPlace{o, name})
	o.IVars[name] = v
	return v
}

func moduleDefineMethod(c *Call) Value { return defineMethod(c, c.module()) }

func defineMethod(c *Call, k *Class) Value {
	name := c.symbolOrText(0)
	body := c.Block
	if len(c.Args) == 2 {
		switch v := c.Args[1].(type) {
		case *Proc:
			body = v
		case *BoundMethod:
			m := *v.Method
			m.Name, m.Owner = name, k
			k.set(name, &m)
			return Sym(name)
		}
	}
	if body == nil {
		c.In.Raise("ArgumentError", "tried to create Proc object without a block")
	}
	p := *body
	p.Lambda = true
	k.set(name, &Method{Name: name, Owner: k, proc: &p})
	return Sym(name)
}

func moduleAliasMethod(c *Call) Value {
	c.In.alias(c.module(), c.symbolOrText(0), c.symbolOrText(1))
	return Sym(c.symbolOrText(0))
}

func moduleUndef(c *Call) Value {
	for i := range c.Args {
		c.module().set(c.symbolOrText(i), nil)
	}
	return c.Self
}

func modulePrivate(c *Call) Value {
	if len(c.Args) == 0 {
		c.module().setDefaultPrivate(true)
		return Nil{}
	}
	return visibility(c, true)
}

func modulePublic(c *Call) Value {
	if len(c.Args) == 0 {
		c.module().setDefaultPrivate(false)
		return Nil{}
	}
	return visibility(c, false)
}

func visibility(c *Call, private bool) Value {
	names := c.Args
	if a, ok := names[0].(*Array); ok {
		names = a.Elems
	}
	for i := range names {
		name := (&Call{In: c.In, Args: names}).symbolOrText(i)
		if m := c.module().method(name); m != nil {
			k := *m
			k.Private = private
			c.module().set(name, &k)
		}
	}
	return c.Args[0]
}

// moduleFunction copies methods to the module itself; without arguments, all
// that follow, which is modelled as all that are there when they are called.
func moduleFunction(c *Call) Value {
	m := c.module()
	if len(c.Args) == 0 {
		if !slices.Contains(m.Meta().Includes, m) {
			m.Meta().Includes = append(m.Meta().Includes, m)
		}
		return Nil{}
	}
	for i := range c.Args {
		name := c.symbolOrText(i)
		if f := m.method(name); f != nil {
			m.Meta().set(name, f)
		}
	}
	return c.Args[0]
}

func moduleMethodDefined(c *Call) Value {
	name := c.symbolOrText(0)
	if m := c.module().method(name); m != nil {
		return Bool(!m.Private)
	}
	return c.In.notModelled(c)
}

func moduleClassEval(c *Call) Value {
	if c.Block == nil {
		return c.In.notModelled(c)
	}
	args := c.Args
	if c.Name == "class_eval" || c.Name == "module_eval" {
		args = []Value{c.Self}
	}
	return c.In.callProc(c.Block, c.Self, args, false, nil, c.module())
}

func moduleCVarGet(c *Call) Value {
	name := c.symbolOrText(0)
	if v, ok := c.module().CVars[name]; ok {
		return v
	}
	return c.In.notModelled(c)
}

func moduleCVarSet(c *Call) Value {
	if lost(c.Args[0]) == nil {
		if c.module().CVars == nil {
			c.module().CVars = map[string]Value{}
		}
		c.module().CVars[c.symbolOrText(0)] = c.Args[1]
	}
	return c.Args[1]
}
