package eval

// This file holds the methods of ENV.

import (
	"slices"
	"strings"
	"sync"

	"github.com/pilllint/pilllint/parser/rubyfacts"
)

// envMethods makes the table when it is first asked for: it is long, and many
// pills do without.
var envMethods func() table

func init() { envMethods = sync.OnceValue(envTable) }

func envTable() table {
	t := methods(map[string]impl{
		"[]":        {1, 1, envGet, unknowns},
		"fetch":     {1, 2, envFetch, unknowns},
		"key?":      {1, 1, envHas, unknowns},
		"[]=":       {2, 2, envSet, unknowns},
		"delete":    {1, 1, envDelete, unknowns},
		"to_h":      {0, 0, envToHash, 0},
		"to_hash":   {0, 0, envToHash, 0},
		"to_a":      {0, 0, envToA, 0},
		"values_at": {0, -1, envValuesAt, unknowns},
		"slice":     {0, -1, envSlice, unknowns},
		"update":    {1, 1, envUpdate, unknowns},
		"replace":   {1, 1, envReplace, unknowns},
		"clear":     {0, 0, envClear, 0},
		"value?":    {1, 1, envHasValue, unknowns},
		"key":       {1, 1, envKey, unknowns},
		"to_s":      {0, 0, func(c *Call) Value { return c.In.str("ENV") }, 0},
		"rehash":    {0, 0, func(c *Call) Value { return Nil{} }, 0},
		"freeze":    {0, 0, envFreeze, 0},
		"dup":       {0, 0, envDup, 0},
		"each":      {0, 0, envEach, 0},
		"each_key":  {0, 0, envEach, 0},
		"delete_if": {0, 0, envDeleteIf, 0},
		"shift":     {0, 0, envShift, 0},
	}).with("store", "[]=", "has_key?", "key?", "include?", "key?", "member?", "key?", "merge!", "update", "has_value?", "value?",
		"each_pair", "each", "each_value", "each_key", "keep_if", "delete_if", "select!", "delete_if", "filter!", "delete_if", "reject!", "delete_if")
	for _, name := range []string{
		"keys", "values", "invert", "assoc", "rassoc", "select", "filter", "reject", "size", "length", "empty?", "except", "inspect",
	} {
		t[name] = &Method{Name: name, Max: -1, Unknowns: true, Go: envAsHash}
	}
	for _, name := range rubyfacts.MethodNames("Enumerable") {
		if t[name] == nil {
			t[name] = &Method{Name: name, Max: -1, Unknowns: true, Go: envAsArray}
		}
	}
	return t
}

// envObject is ENV.
func (in *Interp) envObject() Value {
	if in.outside.env == nil {
		in.outside.env = &Object{
			Class: in.class("Object"),
			meta:  &Class{Name: "Object", builtin: envMethods(), Includes: []*Class{in.class("Enumerable")}},
		}
	}
	return in.outside.env
}

// envName is the i-th argument as the name of a variable, or why it is not
// known.
func (c *Call) envName(i int) (name string, u *Unknown) {
	if u := lost(c.Args[i]); u != nil {
		return "", u
	}
	name = c.text(i)
	if strings.IndexByte(name, 0) >= 0 {
		c.In.Raise("ArgumentError", "bad environment variable name: contains null byte")
	}
	return name, nil
}

func envGet(c *Call) Value {
	name, u := c.envName(0)
	if u != nil {
		return &Unknown{Type: TString, Sure: true, Causes: u.Causes}
	}
	return c.In.getenv(name)
}

// envFetch is ENV.fetch. Where it is not known whether the variable is set, the
// result is its value or the other one.
func envFetch(c *Call) Value {
	in := c.In
	name, u := c.envName(0)
	var v Value
	if u != nil {
		v = &Unknown{Type: TString, Sure: true, Causes: u.Causes}
	} else {
		v = in.getenv(name)
	}
	missing := func() Value {
		switch {
		case c.Block != nil:
			return in.CallBlock(c.Block, c.Args[0])
		case len(c.Args) == 2:
			return c.Args[1]
		}
		in.Raise("KeyError", "key not found: %s", in.Inspect(c.Args[0]))
		return nil
	}
	switch v := v.(type) {
	case Nil:
		return missing()
	case *Unknown:
		if v.NonNil {
			return v
		}
		if c.Block == nil && len(c.Args) == 1 {
			in.mayRaise++
			return trueSide(v)
		}
		return in.branch(v, func() Value { return trueSide(v) }, missing)
	}
	return v
}

func envHas(c *Call) Value {
	name, u := c.envName(0)
	if u != nil {
		return because(u).typed(TBool)
	}
	switch v := c.In.getenv(name).(type) {
	case Nil:
		return Bool(false)
	case *Unknown:
		if !v.NonNil {
			return because(v).typed(TBool)
		}
	}
	return Bool(true)
}

// envText is what a variable is given: a String that Ruby freezes, nil, or what
// is known of it.
func (in *Interp) envText(v Value) Value {
	if u := lost(v); u != nil {
		switch u.Type {
		case TInt, TFloat, TSymbol, TArray, THash:
			if u.NonNil {
				in.Raise("TypeError", "no implicit conversion of %s into String", u.Type)
			}
		}
		r := &Unknown{Type: TString, NonNil: u.NonNil, Causes: u.Causes}
		if u.Type == TString {
			r.Prefix, r.Suffix = u.Prefix, u.Suffix
		}
		return r
	}
	if IsNil(v) {
		return v
	}
	text := in.String(v)
	if strings.IndexByte(text, 0) >= 0 {
		in.Raise("ArgumentError", "bad environment variable value: contains null byte")
	}
	return &Str{S: text, Frozen: true}
}

func envSet(c *Call) Value {
	in := c.In
	name, u := c.envName(0)
	v := in.envText(c.Args[1])
	if u != nil {
		in.loseEnv(u)
		return c.Args[1]
	}
	in.envStore(name, v)
	return c.Args[1]
}

// envStore sets a variable, if that can be its name.
func (in *Interp) envStore(name string, v Value) {
	if !IsNil(v) && (name == "" || strings.Contains(name, "=")) {
		in.Raise("Errno::EINVAL", "Invalid argument - setenv(%s)", name)
	}
	in.setenv(name, v)
}

func envDelete(c *Call) Value {
	in := c.In
	name, u := c.envName(0)
	if u != nil {
		in.loseEnv(u)
		return &Unknown{Type: TString, Causes: u.Causes}
	}
	v := in.getenv(name)
	in.setenv(name, Nil{})
	if c.Block == nil {
		return v
	}
	missing := func() Value { return in.CallBlock(c.Block, c.Args[0]) }
	switch v := v.(type) {
	case Nil:
		return missing()
	case *Unknown:
		if !v.NonNil {
			return in.branch(v, func() Value { return trueSide(v) }, missing)
		}
	}
	return v
}

func envToHash(c *Call) Value {
	h := c.In.envHash()
	if c.Block != nil && c.Name == "to_h" {
		return c.In.SendBlock(h, "to_h", c.Block)
	}
	return h
}

// envList is ENV.to_a.
func (in *Interp) envList() Value {
	h := in.envHash()
	if len(h.Open) > 0 {
		return (&Unknown{Causes: h.Open}).typed(TArray)
	}
	return in.arr(in.toA(h))
}

func envToA(c *Call) Value { return c.In.envList() }

// envAsHash calls the method of the same name on ENV.to_h.
func envAsHash(c *Call) Value {
	h := c.In.envHash()
	if len(h.Open) > 0 {
		return c.In.unknownReceiver(c, &Unknown{Causes: h.Open})
	}
	return c.In.dispatch(&Call{In: c.In, Self: h, Name: c.Name, Args: c.Args, Block: c.Block, Node: c.Node, Bare: c.Bare})
}

// envAsArray calls a method of Enumerable on the pairs.
func envAsArray(c *Call) Value {
	return c.In.dispatch(&Call{In: c.In, Self: c.In.envList(), Name: c.Name, Args: c.Args, Block: c.Block, Node: c.Node, Bare: c.Bare})
}

func envEach(c *Call) Value {
	if c.Block == nil {
		return c.In.notModelled(c)
	}
	envAsHash(c)
	return c.Self
}

func envValuesAt(c *Call) Value {
	list := make([]Value, len(c.Args))
	for i := range c.Args {
		name, u := c.envName(i)
		if u != nil {
			list[i] = &Unknown{Type: TString, Causes: u.Causes}
			continue
		}
		list[i] = c.In.getenv(name)
	}
	return c.In.arr(list)
}

func envSlice(c *Call) Value {
	h := NewHash()
	for i := range c.Args {
		name, u := c.envName(i)
		var v Value
		if u == nil {
			v = c.In.getenv(name)
			u, _ = v.(*Unknown)
		}
		switch {
		case u != nil && (!u.NonNil || v == nil):
			h.Open = joinCauses(h.Open, u.Causes)
		case !IsNil(v):
			h.Set(c.In.str(name), v)
		}
	}
	return h
}

func envUpdate(c *Call) Value {
	in := c.In
	if u := lost(c.Args[0]); u != nil {
		in.mayRaise++
		in.loseEnv(u)
		return c.Self
	}
	h := in.Hash(c.Args[0])
	for k, v := range h.Each {
		name, u := (&Call{In: in, Args: []Value{k}}).envName(0)
		if u != nil {
			in.loseEnv(u)
			continue
		}
		if old := in.getenv(name); c.Block != nil && !IsNil(old) {
			now := v
			if u, ok := old.(*Unknown); ok && !u.NonNil {
				v = in.branch(u, func() Value { return in.CallBlock(c.Block, k, trueSide(u), now) }, func() Value { return now })
			} else {
				v = in.CallBlock(c.Block, k, old, now)
			}
		}
		in.envStore(name, in.envText(v))
	}
	if len(h.Open) > 0 {
		in.loseEnv(&Unknown{Causes: h.Open})
	}
	return c.Self
}

func envClear(c *Call) Value {
	e := c.In.envVars()
	c.In.Touch(e)
	e.set, e.last, e.all, e.lost = map[string]Value{}, nil, true, nil
	return c.Self
}

// envReplace keeps the variables that stay in their places; the order is only
// certain if none of them was there before.
func envReplace(c *Call) Value {
	if lost(c.Args[0]) == nil {
		c.In.Hash(c.Args[0])
	}
	envClear(c)
	return envUpdate(&Call{In: c.In, Self: c.Self, Name: "update", Args: c.Args})
}

func envHasValue(c *Call) Value {
	if _, ok := c.Args[0].(*Str); !ok && lost(c.Args[0]) == nil {
		return Nil{}
	}
	return envAsHash(c)
}

func envKey(c *Call) Value {
	if lost(c.Args[0]) == nil {
		c.text(0)
	}
	return envAsHash(c)
}

func envFreeze(c *Call) Value {
	c.In.Raise("TypeError", "cannot freeze ENV")
	return nil
}

func envDup(c *Call) Value {
	c.In.Raise("TypeError", "Cannot dup ENV, use ENV.to_h to get a copy of ENV as a hash")
	return nil
}

// envDeleteIf is ENV.delete_if and its kin.
func envDeleteIf(c *Call) Value {
	in := c.In
	if c.Block == nil {
		return in.notModelled(c)
	}
	name := "reject"
	if slices.Contains([]string{"keep_if", "select!", "filter!"}, c.Name) {
		name = "select"
	}
	before := in.envHash()
	kept, ok := in.SendBlock(before, name, c.Block).(*Hash)
	if len(before.Open) > 0 || !ok || lost(kept) != nil || len(kept.Open) > 0 {
		in.loseEnv(in.unknown(Environment, "ENV"))
		return in.unknown(Environment, "ENV")
	}
	for k := range before.Each {
		if _, stays := kept.Get(k); !stays {
			in.setenv(k.(*Str).S, Nil{})
		}
	}
	if strings.HasSuffix(c.Name, "!") && kept.Len() == before.Len() {
		return Nil{}
	}
	return c.Self
}

func envShift(c *Call) Value {
	h := c.In.envHash()
	if len(h.Open) > 0 {
		c.In.loseEnv(&Unknown{Causes: h.Open})
		return &Unknown{Causes: h.Open}
	}
	for k, v := range h.Each {
		c.In.setenv(k.(*Str).S, Nil{})
		return c.In.arr([]Value{k, v})
	}
	return Nil{}
}
