package eval

// This file holds ERB, as far as templates without any code go.

import "strings"

var erbClass table

// An erbState is what an ERB object holds: the text it results in.
type erbState struct{ text Value }

func init() {
	erbClass = methods(map[string]impl{"new": {1, -1, erbNew, unknowns}})
	singletonTables["ERB"] = erbClass
	instanceTables["ERB"] = methods(map[string]impl{
		"result":           {0, 1, erbResult, unknowns},
		"result_with_hash": {1, 1, erbResult, unknowns},
	})
}

func erbNew(c *Call) Value {
	in := c.In
	o := &Object{Class: c.Self.(*Class)}
	if u := lost(c.Args[0]); u != nil {
		o.Host = &erbState{because(u).typed(TString)}
		return o
	}
	s, ok := c.Args[0].(*Str)
	if !ok || len(c.Args) > 2 || len(c.Args) == 2 && !c.Bare {
		return in.notModelled(c)
	}
	o.Host = &erbState{in.unknown(Outside, "ERB").typed(TString)}
	if !strings.Contains(s.S, "<%") && !strings.Contains(s.S, "%>") && (len(c.Args) == 1 || !strings.Contains("\n"+s.S, "\n%")) {
		o.Host = &erbState{in.str(s.S)}
	}
	return o
}

func erbResult(c *Call) Value {
	e, ok := c.Self.(*Object).Host.(*erbState)
	if !ok {
		return c.In.notModelled(c)
	}
	if s, ok := e.text.(*Str); ok {
		return c.In.str(s.S)
	}
	c.In.mayRaise++
	return e.text
}
