package eval

// This file holds URI: parsing, and what can be asked of the result.

import (
	"errors"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

var uriModule = methods(map[string]impl{
	"parse":                     {1, 1, uriParse, 0},
	"encode_www_form_component": {1, 2, uriEncode, 0},
	"decode_www_form_component": {1, 2, uriDecode, 0},
})

var uriMethods = methods(map[string]impl{
	"scheme":    {0, 0, uriPart(func(u *ruby.URI) ruby.Part { return u.Scheme }), 0},
	"host":      {0, 0, uriPart(func(u *ruby.URI) ruby.Part { return u.Host }), 0},
	"hostname":  {0, 0, uriPart(uriHostname), 0},
	"port":      {0, 0, uriPort, 0},
	"path":      {0, 0, uriPart(func(u *ruby.URI) ruby.Part { return u.Path }), 0},
	"query":     {0, 0, uriPart(func(u *ruby.URI) ruby.Part { return u.Query }), 0},
	"fragment":  {0, 0, uriPart(func(u *ruby.URI) ruby.Part { return u.Fragment }), 0},
	"opaque":    {0, 0, uriPart(func(u *ruby.URI) ruby.Part { return u.Opaque }), 0},
	"userinfo":  {0, 0, uriPart(func(u *ruby.URI) ruby.Part { return u.Userinfo }), 0},
	"user":      {0, 0, uriPart(uriUser), 0},
	"password":  {0, 0, uriPart(uriPassword), 0},
	"to_s":      {0, 0, uriPart(func(u *ruby.URI) ruby.Part { return ruby.Part{Text: uriText(u), Set: true} }), 0},
	"inspect":   {0, 0, uriInspect, 0},
	"absolute?": {0, 0, uriAbsolute, 0},
	"relative?": {0, 0, func(c *Call) Value { return Bool(uriAbsolute(c) == Value(Bool(false))) }, 0},
	"==":        {1, 1, func(c *Call) Value { return c.In.notModelled(c) }, unknowns},
}).with("absolute", "absolute?")

var uriHTTPMethods = methods(map[string]impl{
	"request_uri": {0, 0, uriPart(uriRequest), 0},
})

func init() {
	instanceTables["URI::Generic"] = uriMethods
	instanceTables["URI::HTTP"] = uriHTTPMethods
}

// uriClasses are the classes of URIs by scheme; those of mail, FTP and LDAP
// have parts of their own, which are not modelled.
var uriClasses = map[string]string{
	"http": "URI::HTTP", "https": "URI::HTTPS", "file": "URI::File", "ws": "URI::WS", "wss": "URI::WSS",
	"ftp": "", "ldap": "", "ldaps": "", "mailto": "",
}

// uriPorts are the ports that go without saying.
var uriPorts = map[string]int{"http": 80, "https": 443, "ws": 80, "wss": 443}

func uriParse(c *Call) Value {
	in := c.In
	s, ok := c.Args[0].(*Str)
	if !ok {
		if _, object := c.Args[0].(*Object); object {
			return in.notModelled(c) // which may answer to_str
		}
		in.Raise("URI::InvalidURIError", "bad URI(is not URI?): %s", in.Inspect(c.Args[0]))
	}
	in.grow(256 + 16*len(s.S))
	u, err := ruby.ParseURI(s.S)
	var bad *ruby.URIError
	if errors.As(err, &bad) {
		in.Raise(bad.Class, "%s", bad.Message)
	}
	if err != nil {
		return in.notModelled(c)
	}
	class, special := uriClasses[u.Scheme.Text]
	if !special {
		class = "URI::Generic"
	}
	if class == "" {
		return in.notModelled(c)
	}
	return &Object{Class: in.class(class), Host: u}
}

// kernelURI is Kernel#URI.
func kernelURI(c *Call) Value {
	if o, ok := c.Args[0].(*Object); ok {
		if _, ok := o.Host.(*ruby.URI); ok {
			return o
		}
		return c.In.notModelled(c)
	}
	if _, ok := c.Args[0].(*Str); !ok {
		c.In.Raise("ArgumentError", "bad argument (expected URI object or URI string)")
	}
	return uriParse(c)
}

func uriEncode(c *Call) Value {
	if len(c.Args) > 1 {
		return c.In.notModelled(c)
	}
	return c.In.str(ruby.EncodeWWWFormComponent(c.In.ToS(c.Args[0])))
}

func uriDecode(c *Call) Value {
	if len(c.Args) > 1 {
		return c.In.notModelled(c)
	}
	s, err := ruby.DecodeWWWFormComponent(c.text(0))
	if err != nil {
		c.In.Raise("ArgumentError", "%s", err.Error())
	}
	return c.In.str(s)
}

// uri is the receiver; what was done to it that is not modelled ends the
// method.
func (c *Call) uri() *ruby.URI {
	o := c.Self.(*Object)
	if len(o.Open) > 0 {
		needs(&Unknown{Causes: o.Open})
	}
	u, ok := o.Host.(*ruby.URI)
	if !ok {
		needs(c.In.unsupported(c.Name))
	}
	return u
}

// uriPart makes a method that returns a part, or nil if it is not there.
func uriPart(part func(*ruby.URI) ruby.Part) func(*Call) Value {
	return func(c *Call) Value {
		p := part(c.uri())
		if !p.Set {
			return Nil{}
		}
		return c.In.str(p.Text)
	}
}

// uriHostname is the host without the brackets of an IPv6 address.
func uriHostname(u *ruby.URI) ruby.Part {
	h := u.Host
	if strings.HasPrefix(h.Text, "[") && strings.HasSuffix(h.Text, "]") {
		h.Text = h.Text[1 : len(h.Text)-1]
	}
	return h
}

func uriUser(u *ruby.URI) ruby.Part {
	p := u.Userinfo
	p.Text, _, _ = strings.Cut(p.Text, ":")
	return p
}

func uriPassword(u *ruby.URI) ruby.Part {
	_, text, ok := strings.Cut(u.Userinfo.Text, ":")
	return ruby.Part{Text: text, Set: ok}
}

func uriPort(c *Call) Value {
	if n := c.uri().Port; n >= 0 {
		return Int(n)
	}
	return Nil{}
}

func uriAbsolute(c *Call) Value { return Bool(c.uri().Scheme.Set) }

// uriText puts the parts together again, without a port that goes without
// saying.
func uriText(u *ruby.URI) string {
	var b strings.Builder
	if u.Scheme.Set {
		b.WriteString(u.Scheme.Text + ":")
	}
	if u.Opaque.Set {
		b.WriteString(u.Opaque.Text)
	} else {
		if u.Host.Set {
			b.WriteString("//")
		}
		if u.Userinfo.Set {
			b.WriteString(u.Userinfo.Text + "@")
		}
		b.WriteString(u.Host.Text)
		if u.Port >= 0 && u.Port != uriPorts[u.Scheme.Text] {
			b.WriteString(":" + strconv.Itoa(u.Port))
		}
		b.WriteString(u.Path.Text)
		if u.Query.Set {
			b.WriteString("?" + u.Query.Text)
		}
	}
	if u.Fragment.Set {
		b.WriteString("#" + u.Fragment.Text)
	}
	return b.String()
}

func uriInspect(c *Call) Value {
	return c.In.str("#<" + c.In.ClassOf(c.Self).Name + " " + uriText(c.uri()) + ">")
}

// uriRequest is what a client asks the host for.
func uriRequest(u *ruby.URI) ruby.Part {
	text := u.Path.Text
	if !strings.HasPrefix(text, "/") {
		text = "/" + text
	}
	if u.Query.Set {
		text += "?" + u.Query.Text
	}
	return ruby.Part{Text: text, Set: u.Path.Set}
}
