package eval

// This file evaluates expressions.

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/syntax"
)

// eval evaluates a node; nil comes to nil.
func (in *Interp) eval(n syntax.Node) Value {
	if in.Env.Seen != nil && n != nil {
		return in.evalSeen(n)
	}
	return in.evalQuietly(n)
}

func (in *Interp) evalQuietly(n syntax.Node) Value {
	if in.Onward && in.handled == 0 {
		return in.evalOnward(n)
	}
	return in.evalNode(n)
}

// evalSeen evaluates a node and tells what it came to.
func (in *Interp) evalSeen(n syntax.Node) Value {
	file := in.File()
	v := in.evalQuietly(n)
	in.Env.Seen(file, n, v)
	return v
}

func (in *Interp) evalNode(n syntax.Node) Value {
	in.step()
	switch n := n.(type) {
	case nil, *syntax.Nil:
		return Nil{}
	case *syntax.Bool:
		return Bool(n.Value)
	case *syntax.Self:
		return in.frame.self
	case *syntax.Int:
		return Int(n.Value)
	case *syntax.BigInt:
		return Big{n.Value}
	case *syntax.Float:
		return Float(n.Value)
	case *syntax.Str:
		return in.strAt(n, n.Value)
	case *syntax.DStr:
		return in.interpolate(n, n.Parts)
	case *syntax.XStr:
		return in.command(n)
	case *syntax.Sym:
		return Sym(n.Name)
	case *syntax.DSym:
		v := in.interpolate(n, n.Parts)
		if s, ok := v.(*Str); ok && s.Lost == nil {
			return Sym(s.S)
		}
		u := because(lost(v)).typed(TSymbol)
		u.Sure = true
		return u
	case *syntax.Regexp:
		return in.regexp(n)
	case *syntax.Array:
		return in.array(n)
	case *syntax.Hash:
		return in.hash(n)
	case *syntax.Range:
		return in.rangeOf(n)
	case *syntax.Lambda:
		p := in.proc(n.Block)
		p.Lambda = true
		return p
	case *syntax.Local:
		return in.local(n)
	case *syntax.IVar:
		return in.ivar(n.Name)
	case *syntax.GVar:
		return in.global(n)
	case *syntax.CVar:
		return in.classVar(n)
	case *syntax.Const:
		return in.constant(n)
	case *syntax.Call:
		return in.call(n)
	case *syntax.Super:
		return in.super(n)
	case *syntax.Yield:
		return in.yield(n)
	case *syntax.Assign:
		return in.assign(n)
	case *syntax.OpAssign:
		return in.opAssign(n)
	case *syntax.Seq:
		return in.seq(n)
	case *syntax.If:
		return in.cond(n)
	case *syntax.Case:
		return in.caseWhen(n)
	case *syntax.While:
		return in.while(n)
	case *syntax.For:
		return in.forLoop(n)
	case *syntax.And:
		return in.and(n)
	case *syntax.Or:
		return in.or(n)
	case *syntax.Not:
		return in.not(n)
	case *syntax.Defined:
		return in.defined(n)
	case *syntax.Begin:
		return in.begin(n)
	case *syntax.Jump:
		return in.jump(n)
	case *syntax.Def:
		return in.define(n)
	case *syntax.Class:
		return in.openClass(n)
	case *syntax.Module:
		return in.openModule(n)
	case *syntax.SClass:
		return in.openSingleton(n)
	case *syntax.Alias:
		in.alias(in.frame.definee(), n.New, n.Old)
		return Nil{}
	case *syntax.Undef:
		for _, name := range n.Names {
			in.frame.definee().set(name, nil)
		}
		return Nil{}
	case *syntax.Magic:
		return in.magic(n)
	case *syntax.Splat:
		return in.arr(in.splat(nil, n))
	case *syntax.Hole:
		in.frame.at = n.Pos
		return in.unknown(Template, n.Code)
	case *syntax.Bad:
		in.frame.at = n.Pos
		if n.Kind == "begin block" {
			in.notRead("BEGIN") // it may define anything
		}
		u := in.unsupported(n.Kind)
		for _, v := range n.Binds {
			in.setLocal(v, u)
		}
		return u
	}
	return in.unsupported("syntax")
}

func (in *Interp) seq(s *syntax.Seq) Value {
	var v Value = Nil{}
	if s == nil {
		return v
	}
	for _, n := range s.List {
		v = in.eval(n)
		if h, ok := n.(*syntax.Hole); ok {
			in.filledIn(h)
		}
	}
	return v
}

// filledIn is a statement that a template fills in: any code, which may define
// anything and has its hands on what the block around it was given.
func (in *Interp) filledIn(h *syntax.Hole) {
	in.frame.at = h.Pos
	in.ranCode(in.unknown(Template, h.Code))
}

// ranCode is code that is not known: it may define anything, and change what
// the code around it can see.
func (in *Interp) ranCode(u *Unknown) {
	in.mayRaise++
	in.Unread = joinCauses(in.Unread, u.Causes)
	for s := in.frame.scope; s != nil; s = s.parent {
		for i, v := range s.vars {
			if v == nil {
				continue
			}
			in.lose(v, u)
			if _, ok := v.(*Object); !ok {
				in.touch(slot{s, i})
				s.vars[i] = because(u)
			}
		}
		if len(s.vars) > 0 {
			break
		}
	}
	if o, ok := in.frame.self.(*Object); ok && o != in.mainObject {
		in.lose(o, u)
	}
}

// strAt makes the String of a literal.
func (in *Interp) strAt(n syntax.Node, text string) *Str {
	s := in.str(text)
	s.Origin = in.frame.file.Span(n)
	return s
}

// interpolate evaluates a string with interpolation: known if all parts are.
func (in *Interp) interpolate(n syntax.Node, parts []syntax.Node) Value {
	text := ""
	var u *Unknown
	prefix, suffix := "", ""
	var shape outline
	var open chosen
	var holes []string // what is filled in, as Identity tells it
	for _, p := range parts {
		var piece string
		if s, ok := p.(*syntax.Str); ok {
			piece = s.Value
		} else {
			v := in.piece(p)
			w := Deep(v)
			if w == nil {
				piece, w = in.tryText(in.ToS, v)
			}
			if w != nil {
				before, after := "", ""
				if uv, ok := v.(*Unknown); ok && uv.Type == TString {
					before, after = uv.Prefix, uv.Suffix
				}
				if u == nil {
					u, prefix = because(w), text+before
					shape.last = text
				} else {
					u = because(u, w)
				}
				suffix = after
				holes = append(holes, in.identify(p, v))
				open.see(v, len(shape.done))
				shape.hole(v)
				continue
			}
		}
		in.grow(len(piece))
		if u != nil {
			suffix += piece
			shape.last += piece
		}
		text += piece
	}
	if u != nil {
		r := u.text(prefix, suffix)
		r.Pieces = shape.list()
		r.Choices = open.texts(r)
		r.Sure = true
		if !slices.Contains(holes, "") {
			r.same = strings.Join(append(holes, r.Pieces...), "\x00")
		}
		return r
	}
	return in.strAt(n, text)
}

// command is what backticks come to. No environment runs commands.
func (in *Interp) command(n *syntax.XStr) Value {
	in.frame.at = n.Pos
	text := in.interpolate(n, n.Parts)
	if s, ok := text.(*Str); ok && s.S == "hostname" && in.Env.Hostname != "" {
		return in.str(in.Env.Hostname + "\n")
	}
	in.commandRan(text)
	in.mayRaise++
	u := in.unknown(Outside, "command").typed(TString)
	u.Sure = true
	return u
}

func (in *Interp) regexp(n *syntax.Regexp) Value {
	in.frame.at = n.Pos
	v := in.interpolate(n, n.Parts)
	s, ok := v.(*Str)
	if !ok {
		return because(lost(v)).typed(Any)
	}
	var o ruby.Options
	for _, c := range n.Flags {
		switch c {
		case 'i':
			o.IgnoreCase = true
		case 'm':
			o.Multiline = true
		case 'x':
			o.Extended = true
		}
	}
	return in.newRegexp(s.S, o)
}

func (in *Interp) newRegexp(source string, o ruby.Options) Value {
	re, err := in.compile(source, o)
	if err != nil {
		if e, ok := err.(*ruby.SyntaxError); ok {
			in.Raise("RegexpError", "%s", e.Error())
		}
		re = nil
	}
	return &Regexp{Source: source, Flags: o, Re: re}
}

func (in *Interp) array(n *syntax.Array) Value {
	elems := make([]Value, 0, len(n.Elems))
	open := false
	for _, e := range n.Elems {
		if s, ok := e.(*syntax.Splat); ok {
			v := in.eval(s.Value)
			if u := lost(v); u != nil {
				open = true
				elems = append(elems, spreadOut(u)...)
				continue
			}
			elems = append(elems, in.toA(v)...)
			continue
		}
		elems = append(elems, in.eval(e))
	}
	a := in.arr(elems)
	a.Origin, a.Node = in.frame.file.Span(n), n
	if open {
		u := in.partly(elems).(*Unknown)
		a.Lost, a.Part, a.Node = because(u), u.Elems, nil
	}
	in.written(a)
	return a
}

func (in *Interp) hash(n *syntax.Hash) Value {
	h := NewHashFor(len(n.Pairs))
	h.Origin, h.Node = in.frame.file.Span(n), n
	for _, p := range n.Pairs {
		if p.Key == nil {
			in.hashSplat(h, p)
			continue
		}
		k := in.eval(p.Key)
		v := in.eval(p.Value)
		if u := Deep(k); u != nil {
			in.openTo(h, k, v, u)
			continue
		}
		in.weigh(k)
		h.Set(k, v)
	}
	in.grow(48 * len(n.Pairs))
	in.written(h)
	return h
}

func (in *Interp) hashSplat(h *Hash, p syntax.Pair) {
	v := in.eval(p.Value)
	if u := lost(v); u != nil {
		in.openAll(h, nil, u)
		return
	}
	in.frame.at = p.Pos
	switch v := v.(type) {
	case *Hash:
		in.mergeInto(h, v, nil, false)
		h.Node = nil
	case Nil:
		in.Raise("TypeError", "no implicit conversion of nil into Hash")
	default:
		in.Raise("TypeError", "no implicit conversion of %s into Hash", in.className(v))
	}
}

func (in *Interp) rangeOf(n *syntax.Range) Value {
	r := &Range{Low: in.eval(n.Low), High: in.eval(n.High), Exclusive: n.Exclusive}
	in.frame.at = n.Pos
	in.catchUnknown(func() { in.checkRange(r) })
	return r
}

func (in *Interp) checkRange(r *Range) {
	if IsNil(r.Low) || IsNil(r.High) || Deep(r) != nil {
		return
	}
	if _, ok := in.compare(r.Low, r.High); !ok {
		in.Raise("ArgumentError", "bad value for range")
	}
}

// magic is __FILE__ and the like.
func (in *Interp) magic(n *syntax.Magic) Value {
	in.frame.at = n.Pos
	f := in.frame.file
	switch n.Name {
	case "__LINE__":
		return Int(f.Source.Line(int(n.Start)))
	case "__FILE__":
		return in.filePath(f)
	case "__dir__":
		v := in.filePath(f)
		if s, ok := v.(*Str); ok {
			return in.str(ruby.Dirname(s.S, 1))
		}
		return because(v.(*Unknown)).typed(TString)
	case "__method__":
		if m := in.frame.home.method; m != nil {
			return Sym(m.Name)
		}
		return Nil{}
	}
	return in.unsupported(n.Name)
}

// filePath is a file's own path, where it is known: the linter does not know
// where a pill will be installed, but it does know its name.
func (in *Interp) filePath(f *syntax.File) Value {
	if f == in.main && in.Env.Path == "" {
		return in.unknown(Outside, "__FILE__").text("/", "/"+ruby.Basename(filepath.ToSlash(f.Source.Path), ""))
	}
	if f == in.main {
		return in.str(in.Env.Path)
	}
	return in.str(filepath.ToSlash(f.Source.Path))
}
