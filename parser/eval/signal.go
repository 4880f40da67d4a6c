package eval

// This file holds Signal, and the signals of Linux.

import "strings"

var signalModule table

// signals are in the order of Signal.list.
var signals = []struct {
	name   string
	number int
}{
	{"EXIT", 0}, {"HUP", 1}, {"INT", 2}, {"QUIT", 3}, {"ILL", 4}, {"TRAP", 5}, {"ABRT", 6}, {"IOT", 6}, {"FPE", 8}, {"KILL", 9},
	{"BUS", 7}, {"SEGV", 11}, {"SYS", 31}, {"PIPE", 13}, {"ALRM", 14}, {"TERM", 15}, {"URG", 23}, {"STOP", 19}, {"TSTP", 20},
	{"CONT", 18}, {"CHLD", 17}, {"CLD", 17}, {"TTIN", 21}, {"TTOU", 22}, {"IO", 29}, {"XCPU", 24}, {"XFSZ", 25}, {"VTALRM", 26},
	{"PROF", 27}, {"WINCH", 28}, {"USR1", 10}, {"USR2", 12}, {"PWR", 30}, {"POLL", 29},
}

func init() {
	signalModule = methods(map[string]impl{
		"list":    {0, 0, signalList, 0},
		"signame": {1, 1, signalName, 0},
		"trap":    {0, 2, signalTrap, unknowns},
	})
	singletonTables["Signal"] = signalModule
}

func signalList(c *Call) Value {
	h := NewHash()
	for _, s := range signals {
		h.Set(c.In.str(s.name), Int(s.number))
	}
	return h
}

func signalName(c *Call) Value {
	n := c.int(0)
	for _, s := range signals {
		if s.number == n {
			return c.In.str(s.name)
		}
	}
	return Nil{}
}

// signalTrap checks its arguments; the block is for later, if ever.
func signalTrap(c *Call) Value {
	if len(c.Args) == 0 {
		c.In.wrongCount(0, 1, 2)
	}
	if u := lost(c.Args[0]); u != nil {
		c.In.mayRaise++
		return because(u)
	}
	name := c.signal()
	switch name {
	case "SEGV", "BUS", "ILL", "FPE", "VTALRM":
		c.In.Raise("ArgumentError", "can't trap reserved signal: SIG%s", name)
	}
	if len(c.Args) == 1 && c.Block == nil {
		c.In.Raise("ArgumentError", "tried to create Proc object without a block")
	}
	if name == "KILL" || name == "STOP" {
		c.In.Raise("Errno::EINVAL", "Invalid argument - SIG%s", name)
	}
	return c.In.unknown(Outside, "trap")
}

// signal is the name of the signal that the first argument means; "" for a
// number that has none.
func (c *Call) signal() string {
	text := ""
	switch v := c.Args[0].(type) {
	case Int:
		if v < 0 || v > 64 {
			c.In.Raise("ArgumentError", "invalid signal number (%d)", int64(v))
		}
		for _, s := range signals {
			if s.number == int(v) {
				return s.name
			}
		}
		return ""
	case *Str:
		text = v.S
	case Sym:
		text = string(v)
	default:
		c.In.Raise("ArgumentError", "bad signal type %s", c.In.ClassOf(v).Name)
	}
	if strings.HasPrefix(text, "-") {
		c.In.Raise("ArgumentError", "negative signal name: %s", text)
	}
	name := strings.TrimPrefix(text, "SIG")
	for _, s := range signals {
		if s.name == name {
			return name
		}
	}
	c.In.Raise("ArgumentError", "unsupported signal `SIG%s'", name)
	return ""
}
