package rules

// This file looks into comparisons with the name of the host that only ever
// come out one way.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A hostName is an expression that comes to the name of the host.
type hostName struct {
	ok     bool
	broken bool // it ends with a line break, as a command's output does
	told   bool // by a variable, which may hold anything
}

// impossibleHosts reports comparisons of the host's name with text that no host
// can be called, as "host to run on".
func (p *Pass) impossibleHosts() {
	if !strings.Contains(p.Source.Text, "hostname") && !strings.Contains(p.Source.Text, "HOSTNAME") {
		return // as nearly always: the tree need not be gone through
	}
	hosts, given := map[string]hostName{}, map[string]int{}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			if n.Target.Local != nil {
				hosts[n.Target.Local.Name] = hostNameOf(n.Value, nil)
				given[n.Target.Local.Name]++
			} else {
				for _, t := range n.Target.Multi {
					if t.Local != nil {
						given[t.Local.Name] += 2 // nobody knows what it is given
					}
				}
			}
		case *syntax.OpAssign:
			if n.Target.Local != nil {
				given[n.Target.Local.Name] += 2
			}
		case *syntax.Call:
			if local, ok := n.Recv.(*syntax.Local); ok && (strings.HasSuffix(n.Name, "!") || n.Name == "<<") {
				given[local.Name] += 2
			}
		case *syntax.Block:
			for _, name := range paramNames(n.Params) {
				given[name] += 2
			}
		case *syntax.Def:
			for _, name := range paramNames(n.Params) {
				given[name] += 2
			}
		}
		return true
	})
	for name, times := range given {
		if times > 1 {
			delete(hosts, name)
		}
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			if (n.Name != "==" && n.Name != "!=" && n.Name != "eql?") || len(n.Args) != 1 {
				return true
			}
			p.impossibleHost(hostNameOf(n.Recv, hosts), n.Args[0])
			p.impossibleHost(hostNameOf(n.Args[0], hosts), n.Recv)
		case *syntax.Case:
			for _, when := range n.Whens {
				for _, test := range when.Tests {
					p.impossibleHost(hostNameOf(n.Subject, hosts), test)
				}
			}
		}
		return true
	})
}

// hostCommand asks for the name, short or with its domain.
var hostCommand = lazyregexp.New(`^\s*(/bin/|/usr/bin/)?hostname(\s+(-s|-f|--short|--fqdn|--long))?\s*$`)

// namesOfHosts is what a host can be called.
var namesOfHosts = lazyregexp.New(`^[A-Za-z0-9._-]+$`)

// hostNameOf reads an expression; locals are those variables that are given a
// value once.
func hostNameOf(n syntax.Node, locals map[string]hostName) (h hostName) {
	switch n := n.(type) {
	case *syntax.Local:
		return locals[n.Name]
	case *syntax.XStr:
		text := ""
		for _, part := range n.Parts {
			s, ok := part.(*syntax.Str)
			if !ok {
				return h
			}
			text += s.Value
		}
		h.ok = hostCommand.MatchString(text)
		h.broken = h.ok
	case *syntax.Call:
		switch n.Name {
		case "gethostname":
			h.ok = isConst(n.Recv, "Socket") && len(n.Args) == 0
		case "[]":
			name, is := nameInENV(n)
			h.ok = is && len(n.Args) == 1 && name == "HOSTNAME"
			h.told = h.ok
		case "strip", "chomp", "rstrip":
			if h = hostNameOf(n.Recv, locals); len(n.Args) > 0 {
				return hostName{}
			}
			h.broken = false
		case "to_s", "downcase", "upcase":
			h = hostNameOf(n.Recv, locals)
		}
	}
	return h
}

func (p *Pass) impossibleHost(host hostName, other syntax.Node) {
	text, ok := other.(*syntax.Str)
	if !host.ok || !ok {
		return
	}
	name := strings.TrimSpace(text.Value)
	var f *Finding
	switch {
	case name != "" && !namesOfHosts.MatchString(name):
		f = p.Finding(p.Syntax.Span(text), "no host can be called %q, so this comparison always comes out the same way", text.Value)
	case name != "" && host.broken && !strings.HasSuffix(text.Value, "\n"):
		f = p.Finding(p.Syntax.Span(text), "what hostname writes ends with a line break, so it is never %q without strip", text.Value)
	default:
		return
	}
	if host.told {
		f.Severity(diag.Info)
	}
	f.Done(p)
}
