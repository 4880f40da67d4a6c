package eval

// This file holds the functions of Shellwords.

import "github.com/pilllint/pilllint/parser/ruby"

var shellwordsModule = methods(map[string]impl{
	"split":  {1, 1, shellSplit, 0},
	"escape": {1, 1, func(c *Call) Value { return c.In.str(ruby.Shellescape(c.In.ToS(c.Args[0]))) }, 0},
	"join":   {1, 1, shellJoin, 0},
}).with("shellsplit", "split", "shellwords", "split", "shellescape", "escape", "shelljoin", "join")

func init() {
	instanceTables["Array"]["shelljoin"] = methods(map[string]impl{"shelljoin": {0, 0, arrayShelljoin, 0}})["shelljoin"]
}

// shellSplit asks its argument to scan, whatever that is.
func shellSplit(c *Call) Value {
	s, ok := c.Args[0].(*Str)
	if !ok {
		return c.In.Send(c.Args[0], "scan", &Regexp{})
	}
	return c.In.shellWords(s.S)
}

func (in *Interp) shellWords(line string) Value {
	words, err := ruby.Shellsplit(line)
	if err != nil {
		in.Raise("ArgumentError", "%s", err.Error())
	}
	return in.strs(words)
}

func shellJoin(c *Call) Value { return c.In.shellLine(c.In.Array(c.Args[0])) }

// arrayShelljoin is Array#shelljoin.
func arrayShelljoin(c *Call) Value { return c.In.shellLine(c.Self.(*Array).Elems) }

// shellLine joins words; it knows what comes before and after an unknown one.
func (in *Interp) shellLine(words []Value) Value {
	p := &pieces{in: in}
	for i, w := range words {
		if i > 0 {
			p.add(" ")
		}
		if u := Deep(w); u != nil {
			p.hole(&Unknown{Causes: u.Causes}) // quoting changes how it begins
			continue
		}
		p.add(ruby.Shellescape(in.ToS(w)))
	}
	return p.value()
}
