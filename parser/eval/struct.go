package eval

// This file holds Struct: the classes that Struct.new makes, and what their
// instances do.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

// structValues is what an instance of a Struct holds.
type structValues struct{ a *Array }

func (s *structValues) keyText(depth int) string { return "S" + hashedList(s.a.Elems, depth) }
func (s *structValues) content() Value           { return s.a }

// Where a Struct class keeps its members and whether it takes keywords, under
// names that no constant can have.
const (
	structMembersConst  = "\x00members"
	structKeywordsConst = "\x00keyword_init"
)

var structClass = methods(map[string]impl{
	"new": {1, -1, structNew, 0},
})

var structMethods = methods(map[string]impl{
	"initialize": {0, -1, structInitialize, unknowns | private},
	"[]":         {1, 1, func(c *Call) Value { return vals(c).Elems[c.member(c.Args[0])] }, 0},
	"[]=": {2, 2, func(c *Call) Value {
		if u := lost(c.Args[0]); u != nil {
			needs(u)
		}
		return structSet(c, c.member(c.Args[0]), c.Args[1])
	}, unknowns | mutates},
	"dig":         {1, -1, structDig, 0},
	"each":        {0, 0, orEnum(structEach), 0},
	"each_pair":   {0, 0, orEnum(structEachPair), 0},
	"to_a":        {0, 0, func(c *Call) Value { return c.In.arr(slices.Clone(vals(c).Elems)) }, 0},
	"to_h":        {0, 0, structToH, 0},
	"values_at":   {0, -1, structValuesAt, 0},
	"members":     {0, 0, func(c *Call) Value { return c.In.arr(slices.Clone(structMembers(c))) }, 0},
	"size":        {0, 0, func(c *Call) Value { return Int(len(structMembers(c))) }, 0},
	"==":          {1, 1, structEqual, unknowns},
	"eql?":        {1, 1, structEql, 0},
	"inspect":     {0, 0, structInspect, 0},
	"dup":         {0, 0, structDup, 0},
	"clone":       {0, 0, structDup, 0},
	"deconstruct": {0, 0, func(c *Call) Value { return c.In.arr(slices.Clone(vals(c).Elems)) }, 0},
}).with("length", "size", "to_s", "inspect", "values", "to_a")

// structNew is Struct.new: it makes a class.
func structNew(c *Call) Value {
	in := c.In
	args := c.Args
	var keywords Value = Nil{}
	if h, ok := args[len(args)-1].(*Hash); ok && c.Bare && len(args) > 1 {
		args = args[:len(args)-1]
		h.whole()
		for k, v := range h.Each {
			if k != Sym("keyword_init") {
				in.Raise("ArgumentError", "unknown keyword: %s", in.Inspect(k))
			}
			keywords = known(v)
		}
	}
	if s, ok := args[0].(*Str); ok {
		if s.S == "" || s.S[0] < 'A' || s.S[0] > 'Z' {
			in.Raise("NameError", "identifier %s needs to be constant", s.S)
		}
		return in.notModelled(c)
	}
	k := &Class{Super: in.class("Struct")}
	var names []Value
	for _, a := range args {
		var name string
		switch a := known(a).(type) {
		case Sym:
			name = string(a)
		default:
			name = in.String(a)
		}
		if slices.Contains(names, Value(Sym(name))) {
			in.Raise("ArgumentError", "duplicate member: %s", name)
		}
		names = append(names, Sym(name))
	}
	k.SetConst(structMembersConst, &Array{Elems: names, Frozen: true})
	k.SetConst(structKeywordsConst, keywords)
	in.grow(200 * len(names))
	for i, n := range names {
		name := string(n.(Sym))
		k.Define(name, 0, 0, func(c *Call) Value { return vals(c).Elems[i] })
		k.Define(name+"=", 1, 1, func(c *Call) Value { return structSet(c, i, c.Args[0]) })
	}
	k.DefineSingleton("new", 0, -1, structMake)
	k.DefineSingleton("[]", 0, -1, structMake)
	k.DefineSingleton("members", 0, 0, func(*Call) Value { return in.arr(slices.Clone(names)) })
	k.DefineSingleton("keyword_init?", 0, 0, func(*Call) Value {
		if IsNil(keywords) {
			return Nil{}
		}
		return Bool(truth(keywords))
	})
	k.DefineSingleton("inspect", 0, 0, func(c *Call) Value { return in.str(in.Inspect(c.Self)) })
	if c.Block != nil {
		in.callProc(c.Block, k, []Value{k}, false, nil, k)
	}
	return k
}

// structNote is what inspect adds to the name of a Struct class.
func structNote(k *Class) string {
	if t, _ := Truthy(structConst(k, structKeywordsConst)); t {
		return "(keyword_init: true)"
	}
	return ""
}

// structConst finds what Struct.new left in the class of an instance.
func structConst(k *Class, name string) Value {
	for ; k != nil; k = k.Super {
		if v, ok := k.Consts[name]; ok {
			return v
		}
	}
	return Nil{}
}

// structMake makes an instance.
func structMake(c *Call) Value {
	in, k := c.In, c.Self.(*Class)
	members, _ := structConst(k, structMembersConst).(*Array)
	values := make([]Value, len(members.Elems))
	for i := range values {
		values[i] = Nil{}
	}
	o := &Object{Class: k, Host: &structValues{in.arr(values)}}
	in.invoke(k.method("initialize"), &Call{In: in, Self: o, Name: "initialize", Args: c.Args, Block: c.Block, Bare: c.Bare})
	return o
}

// object is the receiver, which is not followed any more if something unknown
// may have changed it.
func structObject(c *Call) *Object {
	o := c.Self.(*Object)
	if _, ok := o.Host.(*structValues); !ok {
		needs(c.In.unsupported("Struct#" + c.Name))
	}
	if len(o.Open) > 0 {
		needs(&Unknown{Causes: o.Open})
	}
	return o
}

func vals(c *Call) *Array {
	a := structObject(c).Host.(*structValues).a
	if a.Lost != nil {
		needs(a.Lost)
	}
	return a
}

func structMembers(c *Call) []Value {
	return structConst(structObject(c).Class, structMembersConst).(*Array).Elems
}

func structInitialize(c *Call) Value {
	in, a := c.In, vals(c)
	keywords := structConst(c.Self.(*Object).Class, structKeywordsConst)
	if t, _ := Truthy(keywords); t {
		structKeywords(c, a)
		return Nil{}
	}
	if len(c.Args) > len(a.Elems) {
		in.Raise("ArgumentError", "struct size differs")
	}
	copy(a.Elems, c.Args)
	return Nil{}
}

// structKeywords initializes from keywords.
func structKeywords(c *Call, a *Array) {
	in := c.In
	if len(c.Args) == 0 {
		return
	}
	if u := lost(c.Args[0]); u != nil {
		for i := range a.Elems {
			a.Elems[i] = because(u)
		}
		return
	}
	h, ok := c.Args[0].(*Hash)
	if !ok || len(c.Args) > 1 {
		in.wrongCount(len(c.Args), 0, 0)
	}
	members := structMembers(c)
	if len(h.Open) > 0 {
		for i := range a.Elems {
			a.Elems[i] = &Unknown{Causes: h.Open}
		}
	}
	var odd []string
	for k, v := range h.Each {
		if i := slices.Index(members, k); i >= 0 {
			a.Elems[i] = v
			if u, ok := v.(*Unknown); ok && u.Unset {
				a.Elems[i] = join(present(v), Nil{}, u)
			}
		} else {
			odd = append(odd, in.ToS(k))
		}
	}
	if len(odd) > 0 {
		in.Raise("ArgumentError", "unknown keywords: %s", joinComma(odd))
	}
}

// member is the place of a member, given by name or number.
func (c *Call) member(v Value) int {
	in, members := c.In, structMembers(c)
	name := ""
	switch v := known(v).(type) {
	case Sym:
		name = string(v)
	case *Str:
		name = v.S
	default:
		i := in.Int(v)
		n := len(members)
		switch {
		case i >= n:
			in.Raise("IndexError", "offset %d too large for struct(size:%d)", i, n)
		case i < -n:
			in.Raise("IndexError", "offset %d too small for struct(size:%d)", i, n)
		case i < 0:
			i += n
		}
		return i
	}
	i := slices.Index(members, Value(Sym(name)))
	if i < 0 {
		in.Raise("NameError", "no member '%s' in struct", name)
	}
	return i
}

func structSet(c *Call, i int, v Value) Value {
	in, o := c.In, structObject(c)
	a := vals(c)
	if o.Frozen {
		in.Raise("FrozenError", "can't modify frozen %s: %s", in.ClassOf(o).Name, in.Inspect(o))
	}
	in.change(a)
	a.Elems[i] = v
	return v
}

func structDig(c *Call) Value {
	switch v := c.Args[0].(type) {
	case Sym, *Str:
		name := c.In.ToS(v)
		if slices.Index(structMembers(c), Value(Sym(name))) < 0 {
			return Nil{}
		}
	case Int:
		if n := Int(len(structMembers(c))); v >= n || v < -n {
			return Nil{}
		}
	}
	return c.In.digOn(c, vals(c).Elems[c.member(c.Args[0])])
}

func structEach(c *Call) Value {
	c.In.iterateArray(vals(c), func(args []Value) bool { c.block(args...); return true })
	return c.Self
}

func structEachPair(c *Call) Value {
	members := structMembers(c)
	for i, v := range slices.Clone(vals(c).Elems) {
		c.block(c.In.arr([]Value{members[i], v}))
	}
	return c.Self
}

func structToH(c *Call) Value {
	h := NewHash()
	members := structMembers(c)
	for i, v := range slices.Clone(vals(c).Elems) {
		if c.Block != nil {
			c.In.addPair(h, c.block(members[i], v), 0, false)
		} else {
			c.In.put(h, members[i], v)
		}
	}
	return h
}

func structValuesAt(c *Call) Value {
	list := []Value{}
	for _, a := range c.Args {
		if _, ok := a.(Int); !ok {
			if _, isRange := a.(*Range); isRange {
				return c.In.notModelled(c)
			}
			c.In.Int(a)
		}
		list = append(list, vals(c).Elems[c.member(a)])
	}
	return c.In.arr(list)
}

func structEqual(c *Call) Value {
	other := c.Args[0]
	if u := lost(other); u != nil {
		return because(u).typed(TBool)
	}
	o, ok := other.(*Object)
	if !ok || o.Class != structObject(c).Class {
		return Bool(false)
	}
	if len(o.Open) > 0 {
		needs(&Unknown{Causes: o.Open})
	}
	return arrayEqual(&Call{In: c.In, Self: vals(c), Name: c.Name, Args: []Value{o.Host.(*structValues).a}})
}

func structEql(c *Call) Value {
	o, ok := c.Args[0].(*Object)
	if !ok || o.Class != structObject(c).Class {
		return Bool(false)
	}
	return arrayEql(&Call{In: c.In, Self: vals(c), Name: c.Name, Args: []Value{o.Host.(*structValues).a}})
}

func structInspect(c *Call) Value {
	in := c.In
	var b strings.Builder
	b.WriteString("#<struct ")
	name := c.Self.(*Object).Class.Name
	if slices.Contains(in.inspecting, c.Self) {
		return in.str("#<struct " + name + ":...>")
	}
	defer in.inspectWithin(c.Self)()
	if name != "" {
		b.WriteString(name + " ")
	}
	members := structMembers(c)
	for i, v := range vals(c).Elems {
		if i > 0 {
			b.WriteString(", ")
		}
		name := string(members[i].(Sym))
		if text := ruby.InspectSymbol(name); text != ":"+name || strings.ContainsAny(name, "?!=") {
			name = text
		}
		b.WriteString(name + "=" + in.Inspect(v))
	}
	in.grow(b.Len())
	return in.str(b.String() + ">")
}

func structDup(c *Call) Value {
	o := structObject(c)
	made := &Object{Class: o.Class, Host: &structValues{c.In.arr(slices.Clone(vals(c).Elems))}}
	made.Frozen = o.Frozen && c.Name == "clone"
	for name, v := range o.IVars {
		if made.IVars == nil {
			made.IVars = map[string]Value{}
		}
		made.IVars[name] = v
	}
	if o.meta != nil {
		return c.In.notModelled(c)
	}
	return made
}
