package eval

// This file tells what a scalar of YAML means to Psych, which knows YAML 1.1
// and Ruby's symbols.

import (
	"math"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/ruby"
)

// The patterns are those of Psych::ScalarScanner.
var (
	yamlWord    = lazyregexp.New(`(?m)^[^\d.:-]?[\pL\pM\p{Nl}_\s!@#$%\^&*(){}<>|/\\~;=]+`)
	yamlOther   = lazyregexp.New(`(?mi)^[^ytonf~]`)
	yamlNull    = lazyregexp.New(`(?mi)^null$`)
	yamlTrue    = lazyregexp.New(`(?mi)^(yes|true|on)$`)
	yamlFalse   = lazyregexp.New(`(?mi)^(no|false|off)$`)
	yamlTime    = lazyregexp.New(`^-?\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?(?:\s*(?:Z|[-+]\d{1,2}:?(?:\d\d)?))?$`)
	yamlDate    = lazyregexp.New(`^\d{4}-(?:1[012]|0\d|\d)-(?:[12]\d|3[01]|0\d|\d)$`)
	yamlInf     = lazyregexp.New(`(?i)^\+?\.inf$`)
	yamlNegInf  = lazyregexp.New(`(?i)^-\.inf$`)
	yamlNaN     = lazyregexp.New(`(?i)^\.nan$`)
	yamlSixty   = lazyregexp.New(`^[-+]?[0-9][0-9_]*(:[0-5]?[0-9]){1,2}$`)
	yamlSixtyF  = lazyregexp.New(`^[-+]?[0-9][0-9_]*(:[0-5]?[0-9]){1,2}\.[0-9_]*$`)
	yamlFloat   = lazyregexp.New(`^[-+]?([0-9][0-9_,]*)?\.[0-9]*([eE][-+][0-9]+)?$`)
	yamlInteger = lazyregexp.New(`^(?:[-+]?0b[0-1_,]+|[-+]?0[0-7_,]+|[-+]?(?:0|[1-9](?:[0-9]|,[0-9]|_[0-9])*)|[-+]?0x[0-9a-fA-F_,]+)$`)
	yamlPoint   = lazyregexp.New(`\.([Ee]|$)`)
)

// scalar makes the value of a scalar.
func (r *yamlReader) scalar(n *yaml.Node, tag string) Value {
	const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	switch {
	case tag == "" && n.Style&quoted != 0 && n.Tag != "!":
		return r.in.str(n.Value)
	case tag == "":
		return r.plain(n.Value)
	case tag == "!str", tag == yamlTagPrefix+"str":
		return r.in.str(n.Value)
	case strings.HasPrefix(tag, "!ruby/sym"):
		r.allow("Symbol")
		return Sym(n.Value)
	case tag == "!float", tag == yamlTagPrefix+"float":
		v := r.plain(n.Value)
		if isNumber(v) {
			return Float(r.in.Float(v))
		}
		return r.odd(tag)
	case special(tag):
		return r.odd(tag)
	}
	return r.plain(n.Value)
}

// plain tells what a scalar without quotes means.
func (r *yamlReader) plain(s string) Value {
	in := r.in
	if s == "" {
		return Nil{}
	}
	if yamlWord.MatchString(s) || strings.Contains(s, "\n") {
		return r.word(s)
	}
	switch {
	case yamlTime.MatchString(s):
		r.allow("Time")
		return r.odd("Time")
	case yamlDate.MatchString(s):
		r.allow("Date")
		return r.odd("Date")
	case yamlInf.MatchString(s):
		return Float(math.Inf(1))
	case yamlNegInf.MatchString(s):
		return Float(math.Inf(-1))
	case yamlNaN.MatchString(s):
		return Float(math.NaN())
	case len(s) > 1 && s[0] == ':':
		r.allow("Symbol")
		return Sym(yamlSymbol(s[1:]))
	case yamlSixty.MatchString(s):
		return r.sixty(s)
	case yamlSixtyF.MatchString(s):
		sum := 0.0
		for i, part := range strings.Split(s, ":") {
			sum += ruby.ParseFloatPrefix(part) * math.Pow(60, math.Abs(float64(i-2)))
		}
		return Float(sum)
	case yamlFloat.MatchString(s):
		if strings.TrimLeft(s, "+-") == "." {
			return in.str(s)
		}
		digits := yamlPoint.ReplaceAllString(strings.NewReplacer(",", "", "_", "").Replace(s), "$1")
		f, err := ruby.ParseFloat(digits)
		if err != nil {
			in.Raise("ArgumentError", "%s", err.Error())
		}
		return Float(f)
	case yamlInteger.MatchString(s):
		n, err := ruby.ParseInteger(strings.NewReplacer(",", "", "_", "").Replace(s), 0)
		if err != nil {
			in.Raise("ArgumentError", "%s", err.Error())
		}
		return IntOf(n)
	}
	return in.str(s)
}

// word tells what a scalar means that begins like a word.
func (r *yamlReader) word(s string) Value {
	switch {
	case len([]rune(s)) > 5 || yamlOther.MatchString(s):
	case s == "~" || yamlNull.MatchString(s):
		return Nil{}
	case yamlTrue.MatchString(s):
		return Bool(true)
	case yamlFalse.MatchString(s):
		return Bool(false)
	}
	return r.in.str(s)
}

// yamlSymbol is the name of a symbol, which may be in quotes.
func yamlSymbol(s string) string {
	if s[0] == '"' || s[0] == '\'' {
		if end := strings.LastIndexByte(s, s[0]); end > 0 {
			return strings.TrimPrefix(s[1:end], ":")
		}
	}
	return s
}

// sixty reads a number in base 60, such as a time of day: of two parts, the
// first are hours.
func (r *yamlReader) sixty(s string) Value {
	var sum Value = Int(0)
	for i, part := range strings.Split(s, ":") {
		n := ruby.ParseIntPrefix(part, 10)
		if !n.IsInt64() || n.Int64() > 1<<40 || n.Int64() < -1<<40 {
			return r.odd("base 60")
		}
		weight := [...]int64{3600, 60, 1}[i]
		sum = Int(int64(sum.(Int)) + n.Int64()*weight)
	}
	return sum
}
