package eval

// This file reads YAML as Psych 4 does.

import (
	"errors"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

var yamlModule table

func init() {
	yamlModule = methods(map[string]impl{
		"load":             {0, -1, yamlLoad, unknowns},
		"safe_load":        {0, -1, yamlLoad, unknowns},
		"unsafe_load":      {0, -1, yamlLoad, unknowns},
		"load_file":        {0, -1, yamlLoadFile, unknowns},
		"safe_load_file":   {0, -1, yamlLoadFile, unknowns},
		"unsafe_load_file": {0, -1, yamlLoadFile, unknowns},
	})
	singletonTables["YAML"] = yamlModule
	singletonTables["Psych"] = yamlModule
}

// A yamlReader makes Ruby's values of one document.
type yamlReader struct {
	in         *Interp
	safe       bool // only permitted classes
	permitted  []string
	aliases    bool
	symbolize  bool
	fallback   Value
	file       string
	registered map[*yaml.Node]Value // what has an anchor
	depth      int
}

// yamlOptions reads the keywords of a call; ok is false if one is not modelled.
func (c *Call) yamlOptions() (r *yamlReader, ok bool) {
	in := c.In
	args := c.Args
	r = &yamlReader{in: in, registered: map[*yaml.Node]Value{}, file: "<unknown>", safe: true, fallback: Nil{}}
	switch strings.TrimSuffix(c.Name, "_file") {
	case "load":
		r.permitted = []string{"Symbol"}
	case "unsafe_load":
		r.safe, r.aliases, r.fallback = false, true, Bool(false)
	}
	if c.Bare {
		h, isHash := args[len(args)-1].(*Hash)
		args = args[:len(args)-1]
		if !isHash || h.Lost != nil || len(h.Open) > 0 {
			return r, false
		}
		for k, v := range h.Each {
			if !r.option(k, v) {
				return r, false
			}
		}
	}
	if len(args) != 1 {
		in.wrongCount(len(args), 1, 1)
	}
	return r, true
}

// option takes one keyword; it is false if that is not modelled.
func (r *yamlReader) option(k, v Value) bool {
	truth, known := Truthy(v)
	switch k {
	case Sym("aliases"), Sym("permitted_classes"), Sym("permitted_symbols"):
		if !r.safe {
			r.in.Raise("ArgumentError", "unknown keyword: %s", r.in.Inspect(k))
		}
	}
	switch k {
	case Sym("symbolize_names"):
		r.symbolize = truth
		return known
	case Sym("aliases"):
		r.aliases = truth
		return known
	case Sym("freeze"), Sym("strict_integer"):
		return known && !truth
	case Sym("fallback"):
		r.fallback = v
		return true
	case Sym("filename"):
		if s, ok := v.(*Str); ok && s.Lost == nil {
			r.file = s.S
		}
		return true
	case Sym("permitted_symbols"):
		a, ok := v.(*Array)
		return ok && a.Lost == nil && len(a.Elems) == 0
	case Sym("permitted_classes"):
		a, ok := v.(*Array)
		if !ok || Deep(a) != nil {
			return false
		}
		r.permitted = nil
		for _, e := range a.Elems {
			r.permitted = append(r.permitted, r.in.ToS(e))
		}
		return true
	}
	r.in.Raise("ArgumentError", "unknown keyword: %s", r.in.Inspect(k))
	return false
}

func yamlLoad(c *Call) Value {
	if len(c.Args) > 0 {
		if u := lost(c.Args[0]); u != nil {
			c.In.mayRaise++
			return because(u)
		}
	}
	r, ok := c.yamlOptions()
	if !ok {
		return c.In.notModelled(c)
	}
	if o, isObject := c.Args[0].(*Object); isObject {
		if f, isFile := o.Host.(*ioState); isFile {
			text := c.In.Send(o, "read")
			if u := lost(text); u != nil {
				return because(u)
			}
			if f.file && f.name != "" && r.file == "<unknown>" {
				r.file = f.name
			}
			return r.read(c.In.String(text))
		}
		if c.In.find(o, "read") != nil {
			return c.In.notModelled(c)
		}
	}
	return r.read(c.text(0))
}

func yamlLoadFile(c *Call) Value {
	if len(c.Args) > 0 {
		c.path(0)
	}
	r, ok := c.yamlOptions()
	if !ok {
		return c.In.notModelled(c)
	}
	text, u := c.In.readFile(c.Args[0], "YAML."+c.Name)
	if u != nil {
		return u
	}
	r.file = c.path(0).text
	return r.read(strings.TrimPrefix(text, "\ufeff"))
}

// yamlVersion is a directive that is taken for its older self, from which it
// hardly differs.
var yamlVersion = lazyregexp.New(`(?m)^%YAML 1\.2\b`)

// read reads the first document of a text.
func (r *yamlReader) read(text string) Value {
	r.in.grow(len(text))
	text = yamlVersion.ReplaceAllString(text, "%YAML 1.1")
	var doc yaml.Node
	switch err := yaml.NewDecoder(strings.NewReader(text)).Decode(&doc); {
	case errors.Is(err, io.EOF):
		return r.fallback
	case err != nil && doubtfulYAML(text):
		r.in.mayRaise++
		return r.odd("YAML")
	case err != nil:
		r.failed(err)
	}
	if len(doc.Content) == 0 {
		return r.fallback
	}
	return r.value(doc.Content[0])
}

// doubtfulYAML reports whether Psych may take a text that the parser here does not:
// it stops at the end of the first document, and allows more question marks in
// braces.
func doubtfulYAML(text string) bool {
	begin := strings.TrimLeft(text, "\ufeff \t\r\n")
	return strings.HasPrefix(begin, "'") || strings.HasPrefix(begin, `"`) || strings.Contains(text, "?") ||
		strings.Contains(text, "\n---") || strings.Contains(text, "\n...")
}

// failed raises what Psych raises for a text that is not YAML. Its message
// tells the place in a way that is not known here.
func (r *yamlReader) failed(err error) {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if name, ok := strings.CutPrefix(text, "unknown anchor '"); ok {
		name, _, _ = strings.Cut(name, "'")
		r.badAlias(name)
	}
	if place, rest, ok := strings.Cut(text, ": "); ok && strings.HasPrefix(place, "line ") {
		text = rest
	}
	o := r.in.newException(r.in.class("Psych::SyntaxError"), "")
	o.Host.(*exception).message = r.in.unknown(Unsupported, "message").text("("+r.file+"): "+text, "")
	r.in.raise(o)
}

func (r *yamlReader) badAlias(name string) {
	r.in.Raise("Psych::BadAlias", "Unknown alias: %s", name)
}

// allow raises unless a class may be made.
func (r *yamlReader) allow(class string) {
	if !r.safe {
		return
	}
	for _, p := range r.permitted {
		if p == class {
			return
		}
	}
	r.in.Raise("Psych::DisallowedClass", "Tried to load unspecified class: %s", class)
}

// odd is the value of something that is not modelled.
func (r *yamlReader) odd(what string) Value { return r.in.unsupported(what) }

// tag is the tag that a node was given; "" for none.
func yamlTag(n *yaml.Node) string {
	if n.Style&yaml.TaggedStyle == 0 || n.Tag == "!" {
		return ""
	}
	return n.LongTag()
}

const yamlTagPrefix = "tag:yaml.org,2002:"

// special reports whether a tag makes something that is not modelled. Psych
// takes no notice of tags that it does not know.
func special(tag string) bool {
	for _, t := range []string{
		"!ruby/", "!set", yamlTagPrefix + "set", "!omap", yamlTagPrefix + "omap", "!map:", "!seq:", "!str", yamlTagPrefix + "str",
		"!binary", yamlTagPrefix + "binary",
	} {
		if strings.HasPrefix(tag, t) {
			return true
		}
	}
	return false
}

// value makes the value of a node.
func (r *yamlReader) value(n *yaml.Node) Value {
	r.in.step()
	if r.depth++; r.depth > 1000 {
		r.in.stop()
	}
	defer func() { r.depth-- }()
	tag := yamlTag(n)
	switch n.Kind {
	case yaml.ScalarNode:
		v := r.scalar(n, tag)
		if n.Anchor != "" {
			r.registered[n] = v
		}
		return v
	case yaml.SequenceNode:
		if special(tag) {
			return r.odd(tag)
		}
		a := r.in.arr(nil)
		r.registered[n] = a
		for _, e := range n.Content {
			v := r.value(e)
			r.in.grow(16)
			a.Elems = append(a.Elems, v)
		}
		return a
	case yaml.MappingNode:
		if special(tag) {
			return r.odd(tag)
		}
		return r.mapping(n)
	case yaml.AliasNode:
		if !r.aliases {
			r.badAlias(n.Value)
		}
		if v, ok := r.registered[n.Alias]; ok {
			return v
		}
		return r.odd("alias")
	}
	return r.odd("YAML")
}

// mapping makes a Hash, with what << brings in where it stands.
func (r *yamlReader) mapping(n *yaml.Node) Value {
	h := NewHash()
	r.registered[n] = h
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := r.value(n.Content[i]), r.value(n.Content[i+1])
		r.in.grow(48)
		if u := Deep(key); u != nil {
			h.Open = joinCauses(h.Open, u.Causes)
			continue
		}
		s, isText := key.(*Str)
		if isText && s.S == "<<" && yamlTag(n.Content[i]) != yamlTagPrefix+"str" && r.merge(h, n.Content[i+1].Kind, val) {
			continue
		}
		if isText && r.symbolize {
			key = Sym(s.S)
		}
		h.Set(key, val)
	}
	return h
}

// merge brings the entries of a << into a Hash; it is false if the value has
// none.
func (r *yamlReader) merge(h *Hash, kind yaml.Kind, val Value) bool {
	var from []*Hash
	switch v := val.(type) {
	case *Hash:
		if kind != yaml.MappingNode && kind != yaml.AliasNode {
			return false
		}
		from = []*Hash{v}
	case *Array:
		if kind != yaml.SequenceNode {
			return false
		}
		for _, e := range v.Elems {
			f, ok := e.(*Hash)
			if !ok {
				return false
			}
			from = append(from, f)
		}
	case *Unknown:
		h.Open = joinCauses(h.Open, v.Causes)
		return true
	default:
		return false
	}
	all := NewHash() // of several, the first counts
	for i := len(from) - 1; i >= 0; i-- {
		for k, v := range from[i].Each {
			r.in.grow(48)
			all.Set(k, v)
		}
		h.Open = joinCauses(h.Open, from[i].Open)
	}
	for k, v := range all.Each {
		h.Set(k, v)
	}
	return true
}
