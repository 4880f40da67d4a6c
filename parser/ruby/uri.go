package ruby

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Part is a component of a URI that may be absent, which is not the same as
// empty: "http://h?" has an empty query and "http://h" has none.
type Part struct {
	// Text is the component without its delimiters.
	Text string
	// Set reports whether the component is there.
	Set bool
}

// URI is what URI.parse makes of a string.
type URI struct {
	// Scheme is in lower case, and absent from a relative reference.
	Scheme Part
	// Userinfo is the user, or the user and the password with a colon between.
	Userinfo Part
	// Host is empty but there in "file:///path".
	Host Part
	// Port is the port written or the scheme's own, and -1 without either. A
	// written number too large for an int is kept as the largest int.
	Port int
	// Path is absent from a URI with an opaque part.
	Path Part
	// Query has what a URI may not contain percent-encoded.
	Query Part
	// Fragment is what follows the number sign.
	Fragment Part
	// Opaque is the part after the scheme of a URI such as mailto:a@b.
	Opaque Part
}

// URIError is an error that URI.parse raises.
type URIError struct {
	// Class is URI::InvalidURIError or URI::InvalidComponentError.
	Class string
	// Message is the text of Ruby's exception.
	Message string
}

// Error returns Ruby's message.
func (e *URIError) Error() string { return e.Message }

// uriPorts holds the default port of each scheme that Ruby's library knows.
var uriPorts = map[string]int{
	"ftp": 21, "http": 80, "https": 443, "ldap": 389, "ldaps": 636, "ws": 80, "wss": 443,
}

// uriGrammar builds the two patterns of RFC 3986, an absolute URI and a
// relative reference, with the character classes that Ruby's parser has.
var uriGrammar = sync.OnceValues(func() (abs, rel *regexp.Regexp) {
	const (
		hexPair  = `%[0-9A-Fa-f]{2}`
		userinfo = `(?P<userinfo>(?:` + hexPair + `|[!$&-.0-;=A-Z_a-z~])*)`
		regName  = `(?:` + hexPair + `|[!$&-.0-9;=A-Z_a-z~])`
		segment  = `(?:` + hexPair + `|[!$&-.0-;=@-Z_a-z~])`
		noColon  = `(?:` + hexPair + `|[!$&-.0-9;=@-Z_a-z~])`
		octet    = `(?:[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]|[0-9])`
		ipv4     = octet + `\.` + octet + `\.` + octet + `\.` + octet
		h16      = `[0-9A-Fa-f]{1,4}`
		h16c     = `(?:` + h16 + `:)`
		ls32     = `(?:` + h16 + `:` + h16 + `|` + ipv4 + `)`
		future   = `v[0-9A-Fa-f]+\.[!$&-.0-;=A-Z_a-z~]+`
		abempty  = `(?P<abempty>(?:/` + segment + `*)*)`
		rooted   = `(?P<absolute>/(?:` + segment + `+(?:/` + segment + `*)*)?)`
		tail     = `(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>(?:` + hexPair + `|[!$&-.0-;=@-Z_a-z~/?])*))?`
	)
	ipv6 := func(second string) string {
		return `(?:` + h16c + `{6}` + ls32 +
			`|::` + h16c + `{5}` + ls32 +
			`|` + h16 + `?::` + h16c + `{4}` + ls32 +
			`|(?:` + h16c + second + h16 + `)?::` + h16c + `{3}` + ls32 +
			`|(?:` + h16c + `{0,2}` + h16 + `)?::` + h16c + `{2}` + ls32 +
			`|(?:` + h16c + `{0,3}` + h16 + `)?::` + h16c + ls32 +
			`|(?:` + h16c + `{0,4}` + h16 + `)?::` + ls32 +
			`|(?:` + h16c + `{0,5}` + h16 + `)?::` + h16 +
			`|(?:` + h16c + `{0,6}` + h16 + `)?::)`
	}
	host := func(reg string) string {
		return `(?P<host>\[(?:` + ipv6(`?`) + `|` + future + `)\]|` + ipv4 + `|` + reg + `)`
	}
	authority := func(reg, optional string) string {
		return `//(?:` + userinfo + `@)?` + host(reg) + optional + `(?::(?P<port>[0-9]*))?`
	}
	absText := `\A(?P<scheme>[A-Za-z][+\-.0-9A-Za-z]*):(?:` + authority(regName+`*`, ``) + abempty +
		`|` + rooted +
		`|(?P<rootless>` + segment + `+(?:/` + segment + `*)*)|)` + tail + `\z`
	relText := `\A(?:` + authority(regName+`+`, `?`) + abempty +
		`|` + rooted +
		`|(?P<noscheme>` + noColon + `+(?:/` + segment + `*)*)|)` + tail + `\z`
	return regexp.MustCompile(absText), regexp.MustCompile(relText)
})

// uriMatch is a match of one of the patterns with its groups by name.
type uriMatch map[string]Part

func matchURI(re *regexp.Regexp, s string) (uriMatch, bool) {
	loc := re.FindStringSubmatchIndex(s)
	if loc == nil {
		return nil, false
	}
	out := uriMatch{}
	for i, name := range re.SubexpNames() {
		if name != "" && loc[2*i] >= 0 {
			out[name] = Part{Text: s[loc[2*i]:loc[2*i+1]], Set: true}
		}
	}
	return out, true
}

// ParseURI returns what URI.parse makes of s by RFC 3986. The error is a
// *URIError with Ruby's class and text: for what is no URI, for characters
// beyond ASCII, and for the rules of the schemes mailto, ftp and ldap. Ruby
// accepts an http URI without a host.
func ParseURI(s string) (*URI, error) {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return nil, &URIError{"URI::InvalidURIError", "URI must be ascii only " + dumpString(s)}
		}
	}
	abs, rel := uriGrammar()
	u := &URI{Port: -1}
	m, ok := matchURI(abs, s)
	if !ok {
		if m, ok = matchURI(rel, s); !ok {
			return nil, &URIError{"URI::InvalidURIError", "bad URI(is not URI?): " + InspectString(s)}
		}
	}
	u.Scheme = m["scheme"]
	u.Scheme.Text = strings.ToLower(u.Scheme.Text)
	u.Fragment = cleanURIPart(m["fragment"], false)
	if opaque := m["rootless"]; opaque.Set {
		if q := m["query"]; q.Set {
			opaque.Text += "?" + q.Text
		}
		u.Opaque = opaque
		return u, u.finish()
	}
	u.Userinfo = m["userinfo"]
	if u.Userinfo.Text == "" {
		u.Userinfo.Set = false // an empty user is none
	}
	u.Host = m["host"]
	if port := m["port"]; port.Text != "" {
		n, err := strconv.Atoi(port.Text)
		if err != nil {
			n = int(^uint(0) >> 1)
		}
		u.Port = n
	}
	u.Path = Part{Set: true}
	for _, name := range []string{"abempty", "absolute", "noscheme"} {
		if p := m[name]; p.Set {
			u.Path = p
			break
		}
	}
	query := m["query"]
	if query.Set {
		if bad := badEscape(query.Text); bad != "" {
			return nil, &URIError{"URI::InvalidURIError", "invalid percent escape: " + bad}
		}
	}
	u.Query = cleanURIPart(query, true)
	return u, u.finish()
}

// badEscape returns the first percent sign followed by two characters that are
// both no hexadecimal digits, with them.
func badEscape(s string) string {
	s = dropControl(s)
	for i := 0; i+2 < len(s); i++ {
		if s[i] == '%' && digitValue(s[i+1]) > 15 && digitValue(s[i+2]) > 15 {
			return s[i : i+3]
		}
	}
	return ""
}

func dropControl(s string) string {
	return strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(s)
}

// cleanURIPart percent-encodes what a query or fragment may not contain.
func cleanURIPart(p Part, query bool) Part {
	if !p.Set {
		return p
	}
	text := dropControl(p.Text)
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		allowed := c >= '!' && c <= '~'
		if query {
			allowed = allowed && !strings.ContainsRune(`"#'<>`, rune(c))
		}
		if allowed {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return Part{Text: b.String(), Set: true}
}

func isPercentPair(s string) bool {
	return len(s) >= 3 && s[0] == '%' && digitValue(s[1]) < 16 && digitValue(s[2]) < 16
}

// finish applies the rules of the scheme's own class.
func (u *URI) finish() error {
	switch u.Scheme.Text {
	case "file":
		if u.Opaque.Set || !u.Host.Set || u.Host.Text == "localhost" {
			u.Host = Part{Set: true}
		}
		u.Userinfo = Part{}
		u.Port = -1
	case "ftp":
		if u.Opaque.Set {
			return &URIError{"URI::InvalidURIError", "URI::InvalidURIError"}
		}
		u.ftpPath()
	case "mailto":
		return u.checkMailto()
	case "ldap", "ldaps":
		if u.Fragment.Set || u.Opaque.Set {
			return &URIError{"URI::InvalidURIError", "bad LDAP URL"}
		}
	}
	if port, ok := uriPorts[u.Scheme.Text]; ok && u.Port < 0 {
		u.Port = port
	}
	return nil
}

// ftpPath makes the path relative to the login directory, unless an encoded
// slash makes it absolute, and cuts a transfer type off.
func (u *URI) ftpPath() {
	p := strings.TrimPrefix(u.Path.Text, "/")
	if strings.HasPrefix(p, "%2F") {
		p = "/" + p[3:]
	}
	if i := strings.Index(p, ";type="); i >= 0 {
		p = p[:i]
	}
	u.Path.Text = p
}

var mailtoTo = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\A(?:[^@,;]+@[^@,;]+(?:\z|[,;]))*\z`)
})

func (u *URI) checkMailto() error {
	if !u.Opaque.Set && u.Query.Set {
		u.Opaque = Part{Text: "?" + u.Query.Text, Set: true}
	}
	if !u.Opaque.Set {
		return &URIError{"URI::InvalidComponentError", "missing opaque part for mailto URL"}
	}
	to, _, _ := strings.Cut(u.Opaque.Text, "?")
	if !mailtoTo().MatchString(to) {
		return &URIError{"URI::InvalidComponentError", "unrecognised opaque part for mailtoURL: " + u.Opaque.Text}
	}
	return nil
}

// dumpString returns String#dump, which unlike inspect leaves nothing beyond
// ASCII.
func dumpString(s string) string {
	var b strings.Builder
	for _, part := range runesOf(InspectString(s)) {
		if part[0] < 0x80 {
			b.WriteString(part)
			continue
		}
		r := []rune(part)[0]
		if r > 0xffff {
			fmt.Fprintf(&b, `\u{%X}`, r)
		} else {
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	return b.String()
}

// EncodeWWWFormComponent returns URI.encode_www_form_component: a space as a
// plus sign, and every byte but letters, digits and *-._ percent-encoded.
func EncodeWWWFormComponent(s string) string { return escapeForm(s, "*-._") }

// CGIEscape returns CGI.escape: a space as a plus sign, and every byte but
// letters, digits and -._~ percent-encoded.
func CGIEscape(s string) string { return escapeForm(s, "-._~") }

func escapeForm(s, keep string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ':
			b.WriteByte('+')
		case isASCIIAlpha(c) || isASCIIDigit(c) || strings.IndexByte(keep, c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// DecodeWWWFormComponent returns URI.decode_www_form_component: plus signs as
// spaces, and percent-encoded bytes decoded. The error is Ruby's ArgumentError
// text for a percent sign that is no encoding.
func DecodeWWWFormComponent(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '+':
			b.WriteByte(' ')
		case s[i] == '%':
			if !isPercentPair(s[i:]) {
				return "", errors.New("invalid %-encoding (" + s + ")")
			}
			b.WriteByte(byte(digitValue(s[i+1])<<4 | digitValue(s[i+2])))
			i += 2
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), nil
}
