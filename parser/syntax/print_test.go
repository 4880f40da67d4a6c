package syntax

// This file prints trees as S-expressions for the tables in testdata/nodes.
//
//	x/1.0             the local variable x, one scope out, in slot 0
//	(vcall x)         a bare name that is a call
//	(.m r a &p {b})   r.m(a, &p) {b}; "_" for no receiver, (&.m …) for &.,
//	                  (.m= …) for an assignment, "()" after m for parentheses
//	(hash k v, …)     a hash; (keys …) if without braces
//	<p; s; l>         a block: parameters, body, local variables

import (
	"fmt"
	"strconv"
	"strings"
)

func printNode(n Node) string {
	switch n := n.(type) {
	case nil:
		return "_"
	case *Nil:
		return "nil"
	case *Bool:
		return strconv.FormatBool(n.Value)
	case *Self:
		return "self"
	case *Int:
		return strconv.FormatInt(n.Value, 10)
	case *BigInt:
		return "big" + n.Value.String()
	case *Float:
		return "f" + strconv.FormatFloat(n.Value, 'g', -1, 64)
	case *Str:
		if n.Heredoc.End != 0 {
			return "<<" + strconv.Quote(n.Value)
		}
		return strconv.Quote(n.Value)
	case *DStr:
		word := "dstr"
		if n.Heredoc.End != 0 {
			word = "<<dstr"
		}
		return form(word, printList(n.Parts))
	case *XStr:
		return form("xstr", printList(n.Parts))
	case *Sym:
		return ":" + plainName(n.Name)
	case *DSym:
		return form("dsym", printList(n.Parts))
	case *Regexp:
		return form("regexp", printList(n.Parts), n.Flags)
	case *Array:
		if n.Words {
			return form("words", printList(n.Elems))
		}
		return form("array", printList(n.Elems))
	case *Hash:
		return printHash(n)
	case *Range:
		if n.Exclusive {
			return form("...", printNode(n.Low), printNode(n.High))
		}
		return form("..", printNode(n.Low), printNode(n.High))
	case *Lambda:
		return form("lambda", printBlock(n.Block))
	}
	return printCode(n)
}

// printCode prints what is not a literal.
func printCode(n Node) string {
	switch n := n.(type) {
	case *Local:
		return fmt.Sprintf("%s/%d.%d", n.Name, n.Depth, n.Slot)
	case *IVar:
		return n.Name
	case *GVar:
		return n.Name
	case *CVar:
		return n.Name
	case *Const:
		return printConst(n)
	case *Call:
		return printCall(n)
	case *Super:
		if n.Zsuper {
			return form("zsuper", printTail(nil, n.Pass, n.Block))
		}
		return form("super", printTail(n.Args, n.Pass, n.Block))
	case *Yield:
		return form("yield", printList(n.Args))
	case *Splat:
		return form("*", printNode(n.Value))
	case *Assign:
		return form("=", printTarget(n.Target), printNode(n.Value))
	case *OpAssign:
		return form(n.Op+"=", printTarget(n.Target), printNode(n.Value))
	case *Seq:
		return form("seq", printList(n.List))
	case *And:
		return form("and", printNode(n.Left), printNode(n.Right))
	case *Or:
		return form("or", printNode(n.Left), printNode(n.Right))
	case *Not:
		return form("not", printNode(n.Value))
	case *Defined:
		return form("defined?", printNode(n.Value))
	case *Jump:
		word := [...]string{"", "return", "break", "next", "redo", "retry"}[n.Kind]
		if n.Value == nil {
			return form(word)
		}
		return form(word, printNode(n.Value))
	case *Magic:
		return form("magic", n.Name)
	case *Hole:
		return form("hole", n.Code)
	case *Bad:
		return form("bad", n.Kind)
	}
	return printControl(n)
}

// printControl prints control structures and definitions.
func printControl(n Node) string {
	switch n := n.(type) {
	case *If:
		return form("if", printNode(n.Cond), printNode(n.Then), printNode(n.Else))
	case *Case:
		s := "(case " + printNode(n.Subject)
		for _, w := range n.Whens {
			s += " " + form("when", printList(w.Tests), "=>", printNode(w.Body))
		}
		if n.Else != nil {
			s += " (else " + printNode(n.Else) + ")"
		}
		return s + ")"
	case *While:
		word := "while"
		if n.Until {
			word = "until"
		}
		if n.After {
			word = "do-" + word
		}
		return form(word, printNode(n.Cond), printNode(n.Body))
	case *For:
		return form("for", printTarget(n.Target), printNode(n.Over), printNode(n.Body))
	case *Begin:
		s := "(begin " + printNode(n.Body)
		for _, r := range n.Rescues {
			s += " " + form("rescue", printList(r.Classes), printTarget(r.Target), "=>", printNode(r.Body))
		}
		if n.Else != nil {
			s += " (else " + printNode(n.Else) + ")"
		}
		if n.Ensure != nil {
			s += " (ensure " + printNode(n.Ensure) + ")"
		}
		return s + ")"
	case *Def:
		name := plainName(n.Name)
		if n.Singleton != nil {
			name = printNode(n.Singleton) + "." + name
		}
		return form("def", name, printParams(n.Params), printNode(n.Body), printLocals(n.Locals))
	case *Class:
		return form("class", printConst(n.Path), printNode(n.Superclass), printNode(n.Body), printLocals(n.Locals))
	case *SClass:
		return form("class<<", printNode(n.Object), printNode(n.Body), printLocals(n.Locals))
	case *Module:
		return form("module", printConst(n.Path), printNode(n.Body), printLocals(n.Locals))
	case *Alias:
		return form("alias", plainName(n.New), plainName(n.Old))
	case *Undef:
		return form("undef", strings.Join(n.Names, " "))
	}
	return fmt.Sprintf("(unprinted %T)", n)
}

func form(word string, parts ...string) string {
	for _, p := range parts {
		if p != "" {
			word += " " + p
		}
	}
	return "(" + word + ")"
}

func printList(list []Node) string {
	var s []string
	for _, n := range list {
		s = append(s, printNode(n))
	}
	return strings.Join(s, " ")
}

func plainName(name string) string {
	if name == "" || strings.ContainsAny(name, " ()\"\n\t;,") {
		return strconv.Quote(name)
	}
	return name
}

func printHash(n *Hash) string {
	var s []string
	for _, p := range n.Pairs {
		if p.Key == nil {
			s = append(s, "** "+printNode(p.Value))
		} else {
			s = append(s, printNode(p.Key)+" "+printNode(p.Value))
		}
	}
	if n.Bare {
		return form("keys", strings.Join(s, ", "))
	}
	return form("hash", strings.Join(s, ", "))
}

func printConst(n *Const) string {
	switch {
	case n == nil:
		return "_"
	case n.Top:
		return "::" + n.Name
	case n.Scope != nil:
		return form("::", printNode(n.Scope), n.Name)
	}
	return n.Name
}

func printCall(n *Call) string {
	if n.VCall {
		return form("vcall", n.Name)
	}
	word := "."
	if n.Safe {
		word = "&."
	}
	word += n.Name
	if n.Parens {
		word += "()"
	}
	tail := printTail(n.Args, n.Pass, n.Block)
	if n.HasPass && n.Pass == nil {
		tail += " &"
	}
	return form(word, printNode(n.Recv), tail)
}

func printTail(args []Node, pass Node, b *Block) string {
	s := []string{}
	if len(args) > 0 {
		s = append(s, printList(args))
	}
	if pass != nil {
		s = append(s, "&"+printNode(pass))
	}
	if b != nil {
		s = append(s, printBlock(b))
	}
	return strings.Join(s, " ")
}

func printBlock(b *Block) string {
	s := printParams(b.Params) + "; " + printList(b.Body.List)
	if len(b.Locals) > 0 {
		s += "; " + strings.Join(b.Locals, " ")
	}
	return "<" + s + ">"
}

func printLocals(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "; " + strings.Join(names, " ")
}

func printParams(ps *Params) string {
	if ps == nil {
		return "_"
	}
	var s []string
	add := func(prefix, suffix string, list ...Param) {
		for _, p := range list {
			name := fmt.Sprintf("%s%s/%d%s", prefix, p.Name, p.Slot, suffix)
			if p.Nested != nil {
				name += printTarget(p.Nested)
			}
			if p.Default != nil {
				name += "=" + printNode(p.Default)
			}
			s = append(s, name)
		}
	}
	maybe := func(prefix string, p *Param) {
		if p != nil {
			add(prefix, "", *p)
		}
	}
	add("", "", ps.Required...)
	add("", "", ps.Optional...)
	maybe("*", ps.Rest)
	add("", "", ps.Post...)
	add("", ":", ps.Keywords...)
	maybe("**", ps.KeyRest)
	maybe("&", ps.Block)
	for flag, word := range map[*bool]string{&ps.NoKeys: "**nil", &ps.Forward: "...", &ps.Comma: ",", &ps.Implied: "implied"} {
		if *flag {
			s = append(s, word)
		}
	}
	return "|" + strings.Join(s, " ") + "|"
}

func printTarget(t *Target) string {
	switch {
	case t == nil:
		return ""
	case t.Local != nil:
		return printNode(t.Local)
	case t.IVar != nil:
		return t.IVar.Name
	case t.GVar != nil:
		return t.GVar.Name
	case t.CVar != nil:
		return t.CVar.Name
	case t.Const != nil:
		return printConst(t.Const)
	case t.Call != nil:
		return printCall(t.Call)
	case t.Splat != nil:
		return "*" + printTarget(t.Splat)
	case t.Bad != nil:
		return printNode(t.Bad)
	case t.Multi == nil:
		return ""
	}
	var s []string
	for _, m := range t.Multi {
		s = append(s, printTarget(m))
	}
	return "(multi " + strings.Join(s, " ") + ")"
}
