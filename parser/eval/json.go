package eval

// This file reads JSON as Ruby's json library does.

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

func init() {
	singletonTables["JSON"] = methods(map[string]impl{
		"parse":           {1, 2, jsonParse, unknowns},
		"parse!":          {1, 2, jsonParse, unknowns},
		"load":            {1, 3, jsonLoad, unknowns},
		"load_file":       {1, 2, jsonLoadFile, unknowns},
		"generate":        {1, 2, jsonGenerate, unknowns},
		"pretty_generate": {1, 2, jsonPretty, unknowns},
		"dump":            {1, 3, jsonGenerate, unknowns},
	})
}

// A jsonReader reads one text.
type jsonReader struct {
	in        *Interp
	text      string
	pos       int
	depth     int
	symbolize bool
	nan       bool // NaN and Infinity are numbers
	deepest   int
}

// jsonOptions reads the keywords of JSON.parse; ok is false if one is not
// modelled.
func (c *Call) jsonOptions() (r *jsonReader, ok bool) {
	r = &jsonReader{in: c.In, deepest: 100}
	if c.Name == "parse!" {
		r.nan, r.deepest = true, math.MaxInt
	}
	if len(c.Args) < 2 {
		return r, !c.Bare
	}
	h, isHash := c.Args[1].(*Hash)
	if !isHash || h.Lost != nil || len(h.Open) > 0 {
		return r, false
	}
	for k, v := range h.Each {
		truth, known := Truthy(v)
		switch k {
		case Sym("symbolize_names"):
			r.symbolize = truth
		case Sym("allow_nan"):
			r.nan = truth
		case Sym("create_additions"):
			known = known && !truth
		default:
			return r, false
		}
		if !known {
			return r, false
		}
	}
	return r, true
}

func jsonParse(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		c.In.mayRaise++
		return because(u)
	}
	r, ok := c.jsonOptions()
	if !ok {
		c.In.mayRaise++
		return c.In.notModelled(c)
	}
	return r.read(c.text(0))
}

func jsonLoadFile(c *Call) Value {
	c.path(0)
	r, ok := c.jsonOptions()
	if !ok {
		return c.In.notModelled(c)
	}
	text, u := c.In.readFile(c.Args[0], "JSON.load_file")
	if u != nil {
		return u
	}
	return r.read(text)
}

// jsonLoad is JSON.load, which takes nil and open files too.
func jsonLoad(c *Call) Value {
	v := c.Args[0]
	if o, ok := v.(*Object); ok {
		if _, ok := o.Host.(*ioState); ok {
			v = c.In.Send(o, "read")
		}
	}
	if u := lost(v); u != nil {
		c.In.mayRaise++
		return because(u)
	}
	s, ok := v.(*Str)
	switch {
	case IsNil(v) || ok && s.S == "":
		return Nil{}
	case !ok || len(c.Args) > 1 || c.Bare || strings.Contains(s.S, "json_class"):
		return c.In.notModelled(c)
	}
	return (&jsonReader{in: c.In, nan: true, deepest: math.MaxInt}).read(s.S)
}

func (r *jsonReader) read(text string) Value {
	r.in.grow(len(text))
	r.text = text
	r.space()
	v := r.value()
	r.space()
	if r.pos < len(r.text) {
		r.fail()
	}
	return v
}

// fail raises a ParserError. Where Ruby says that the text is wrong depends on
// the version of the library.
func (r *jsonReader) fail() {
	o := r.in.newException(r.in.class("JSON::ParserError"), "")
	o.Host.(*exception).message = r.in.unknown(Unsupported, "message").typed(TString)
	r.in.raise(o)
}

// space skips white space and comments.
func (r *jsonReader) space() {
	for r.pos < len(r.text) {
		rest := r.text[r.pos:]
		switch {
		case strings.IndexByte(" \t\r\n", rest[0]) >= 0:
			r.pos++
		case strings.HasPrefix(rest, "/*") && strings.Contains(rest[2:], "*/"):
			r.pos += 4 + strings.Index(rest[2:], "*/")
		case strings.HasPrefix(rest, "//") && strings.Contains(rest, "\n"):
			r.pos += strings.IndexByte(rest, '\n') + 1
		default:
			return
		}
	}
}

// take takes a byte if it comes next.
func (r *jsonReader) take(c byte) bool {
	if r.pos < len(r.text) && r.text[r.pos] == c {
		r.pos++
		return true
	}
	return false
}

func (r *jsonReader) value() Value {
	r.in.step()
	rest := r.text[r.pos:]
	for _, word := range []struct {
		text string
		v    Value
		nan  bool
	}{
		{"null", Nil{}, false}, {"true", Bool(true), false}, {"false", Bool(false), false},
		{"NaN", Float(math.NaN()), true}, {"Infinity", Float(math.Inf(1)), true}, {"-Infinity", Float(math.Inf(-1)), true},
	} {
		if strings.HasPrefix(rest, word.text) && (r.nan || !word.nan) {
			r.pos += len(word.text)
			return word.v
		}
	}
	switch {
	case rest == "":
		r.fail()
	case rest[0] == '[':
		return r.nested(r.array)
	case rest[0] == '{':
		return r.nested(r.object)
	case rest[0] == '"':
		return r.in.str(r.string())
	}
	return r.number()
}

func (r *jsonReader) nested(read func() Value) Value {
	if r.depth++; r.depth > r.deepest {
		r.in.Raise("JSON::NestingError", "nesting of %d is too deep", r.depth)
	}
	if r.depth > 2000 {
		r.in.stop()
	}
	r.pos++
	r.space()
	v := read()
	r.depth--
	return v
}

func (r *jsonReader) array() Value {
	a := r.in.arr(nil)
	if r.take(']') {
		return a
	}
	for {
		a.Elems = append(a.Elems, r.value())
		r.in.grow(16)
		r.space()
		if r.take(']') {
			return a
		}
		if !r.take(',') {
			r.fail()
		}
		r.space()
	}
}

func (r *jsonReader) object() Value {
	h := NewHash()
	if r.take('}') {
		return h
	}
	for {
		if r.pos >= len(r.text) || r.text[r.pos] != '"' {
			r.fail()
		}
		name := r.string()
		r.space()
		if !r.take(':') {
			r.fail()
		}
		r.space()
		var key Value = Sym(name)
		if !r.symbolize {
			key = r.in.str(name)
		}
		h.Set(key, r.value())
		r.in.grow(48)
		r.space()
		if r.take('}') {
			return h
		}
		if !r.take(',') {
			r.fail()
		}
		r.space()
	}
}

var jsonNumber = lazyregexp.New(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?`)

func (r *jsonReader) number() Value {
	m := jsonNumber.FindStringSubmatch(r.text[r.pos:])
	if m == nil {
		r.fail()
	}
	r.pos += len(m[0])
	if r.pos < len(r.text) && strings.IndexByte("0123456789.eE-", r.text[r.pos]) >= 0 {
		r.fail()
	}
	if m[2] != "" || m[3] != "" {
		f, _ := strconv.ParseFloat(m[0], 64)
		return Float(f)
	}
	if len(m[0]) > 10_000 {
		r.in.stop()
	}
	n, _ := new(big.Int).SetString(m[0], 10)
	return IntOf(n)
}

// string reads a string in quotes.
func (r *jsonReader) string() string {
	r.pos++
	var b strings.Builder
	for r.pos < len(r.text) {
		c := r.text[r.pos]
		r.pos++
		switch {
		case c == '"':
			r.in.grow(b.Len())
			return b.String()
		case c < 0x20:
			r.fail()
		case c == '\\':
			r.escape(&b)
		default:
			b.WriteByte(c)
		}
	}
	r.fail()
	return ""
}

func (r *jsonReader) escape(b *strings.Builder) {
	if r.pos >= len(r.text) || r.text[r.pos] < 0x20 {
		r.fail()
	}
	c := r.text[r.pos]
	r.pos++
	switch c {
	case 'b':
		b.WriteByte('\b')
	case 'f':
		b.WriteByte('\f')
	case 'n':
		b.WriteByte('\n')
	case 'r':
		b.WriteByte('\r')
	case 't':
		b.WriteByte('\t')
	case 'u':
		first := r.unit()
		if !utf16.IsSurrogate(first) {
			b.WriteRune(first)
			return
		}
		if first >= 0xdc00 || !strings.HasPrefix(r.text[r.pos:], `\u`) {
			needs(r.in.unsupported("JSON")) // half a pair
		}
		r.pos += 2
		whole := utf16.DecodeRune(first, r.unit())
		if whole == '\ufffd' {
			needs(r.in.unsupported("JSON"))
		}
		b.WriteRune(whole)
	default:
		b.WriteByte(c)
	}
}

// unit reads four hexadecimal digits.
func (r *jsonReader) unit() rune {
	if r.pos+4 > len(r.text) {
		r.fail()
	}
	n, err := strconv.ParseUint(r.text[r.pos:r.pos+4], 16, 16)
	if err != nil {
		needs(r.in.unsupported("JSON"))
	}
	r.pos += 4
	return rune(n)
}
