package eval

// This file works on paths of which only the beginning and the end may be
// known, such as __FILE__ of a pill that will be installed elsewhere.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

// A pathText is as much as is known of a path: its text, or if u is not nil
// how it begins and ends. The two may overlap.
type pathText struct {
	text           string
	prefix, suffix string
	u              *Unknown
}

// pathOf takes a value as a path, as Ruby does implicitly: a String, or
// something with to_path.
func (in *Interp) pathOf(v Value) pathText {
	if u := lost(v); u != nil {
		p := pathText{u: because(u)}
		if u.Type == TString {
			p.prefix, p.suffix = u.Prefix, u.Suffix
		}
		return p
	}
	if o, ok := v.(*Object); ok && in.find(o, "to_path") != nil {
		return in.pathOf(in.Send(o, "to_path"))
	}
	text := in.String(v)
	if strings.IndexByte(text, 0) >= 0 {
		in.Raise("ArgumentError", "path name contains null byte")
	}
	return pathText{text: text}
}

// pathValue is the String of a path.
func (in *Interp) pathValue(p pathText) Value {
	if p.u != nil {
		return p.u.text(p.prefix, p.suffix)
	}
	return in.str(p.text)
}

// begin and end are how a path begins and ends.
func (p pathText) begin() string {
	if p.u != nil {
		return p.prefix
	}
	return p.text
}

func (p pathText) end() string {
	if p.u != nil {
		return p.suffix
	}
	return p.text
}

// oneSlash makes the slashes at the end of a text one.
func oneSlash(s string) string {
	if trimmed := strings.TrimRight(s, "/"); len(trimmed) < len(s) {
		return trimmed + "/"
	}
	return s
}

// joinPaths is File.join of two.
func joinPaths(a, b pathText) pathText {
	if a.u == nil && b.u == nil {
		return pathText{text: ruby.Join(a.text, b.text)}
	}
	var p pathText
	switch {
	case b.u == nil:
		// The slashes that a ends in may give way to those that b begins with.
		p = pathText{u: a.u, prefix: oneSlash(a.prefix), suffix: ruby.Join(a.suffix, b.text)}
	case a.u == nil && b.prefix == "":
		p = pathText{u: b.u, prefix: strings.TrimRight(a.text, "/") + "/", suffix: b.suffix}
	case a.u == nil:
		p = pathText{u: b.u, prefix: ruby.Join(a.text, b.prefix), suffix: b.suffix}
	default:
		p = pathText{u: because(a.u, b.u), prefix: oneSlash(a.prefix), suffix: b.suffix}
	}
	return p
}

// baseText is the last component of a path; ok is false if it is not known.
func baseText(p pathText) (base string, ok bool) {
	if p.u == nil {
		return ruby.Basename(p.text, ""), true
	}
	trimmed := strings.TrimRight(p.suffix, "/")
	if i := strings.LastIndexByte(trimmed, '/'); i >= 0 {
		return trimmed[i+1:], true
	}
	return "", false
}

// basename is File.basename.
func basename(p pathText, ext string) pathText {
	if base, ok := baseText(p); ok {
		return pathText{text: ruby.Basename(base, ext)}
	}
	b := pathText{u: p.u}
	if ext == "" {
		b.suffix = strings.TrimRight(p.suffix, "/")
	}
	return b
}

// extname is File.extname, if that is known.
func extname(p pathText) (ext string, ok bool) {
	if base, ok := baseText(p); ok {
		return ruby.Extname(base), true
	}
	trimmed := strings.TrimRight(p.suffix, "/")
	if ext := ruby.Extname(trimmed); ext != "" {
		return ext, true
	}
	return "", false
}

// dirname is File.dirname of one level.
func dirname(p pathText) pathText {
	if p.u == nil {
		return pathText{text: ruby.Dirname(p.text, 1)}
	}
	d := pathText{u: p.u}
	trimmed := strings.TrimRight(p.suffix, "/")
	base := ""
	if i := strings.LastIndexByte(trimmed, '/'); i >= 0 {
		base = trimmed[i+1:]
		d.suffix = strings.TrimRight(trimmed[:i], "/")
		if strings.HasPrefix(d.suffix, "//") {
			d.suffix = "/" + strings.TrimLeft(d.suffix, "/")
		}
	}
	// Is the known beginning all before the component that goes?
	begin := strings.TrimRight(p.prefix, "/")
	last := p.prefix[strings.LastIndexByte(p.prefix, '/')+1:]
	switch {
	case base != "" && trimmed == p.suffix && (last == "" || !strings.HasPrefix(base, last)):
		d.prefix = begin
	case strings.Contains(begin, "/"):
		d.prefix = ruby.Dirname(begin, 1)
	}
	switch {
	case strings.HasPrefix(d.prefix, "//"):
		d.prefix = "/" // Ruby makes several one
	case d.prefix == "" && strings.HasPrefix(p.prefix, "/"):
		d.prefix = "/"
	}
	return d
}

// expand is File.expand_path; tilde tells that ~ stands for a home folder. The
// folder is nil for the working one.
func (in *Interp) expand(p pathText, dir *pathText, tilde bool) pathText {
	if p.u != nil {
		end := p.suffix
		if tilde && (p.prefix == "" || p.prefix[0] == '~') {
			// The end may be part of the name of a user whose home is meant.
			end = end[max(strings.IndexByte(end, '/'), 0):]
			if !strings.HasPrefix(end, "/") {
				end = ""
			}
		}
		return pathText{u: p.u, prefix: "/", suffix: expandEnd(end)}
	}
	if strings.HasPrefix(p.text, "/") {
		return pathText{text: ruby.CleanAbs(p.text)}
	}
	if tilde && strings.HasPrefix(p.text, "~") {
		user, rest, slash := strings.Cut(p.text[1:], "/")
		if slash {
			rest = "/" + rest
		}
		if user == "" {
			return under(in.home(), rest)
		}
		return under(in.homeOf(user), rest)
	}
	var base pathText
	if dir != nil {
		base = in.expand(*dir, nil, tilde)
	} else {
		base = in.cwd()
	}
	return under(base, "/"+p.text)
}

// under is the absolute path that rest leads to from an absolute one.
func under(base pathText, rest string) pathText {
	if base.u == nil {
		if rest == "" {
			return pathText{text: ruby.CleanAbs(base.text)}
		}
		return pathText{text: ruby.CleanAbs(strings.TrimSuffix(base.text, "/") + rest)}
	}
	return pathText{u: base.u, prefix: "/", suffix: expandEnd(base.suffix + rest)}
}

// expandEnd is how an expanded path ends that ended in this before. What comes
// in front is not known, so a leading component may be the end of a longer
// one.
func expandEnd(end string) string {
	parts := strings.Split(end, "/")
	first := parts[0]
	if strings.Trim(first, ".") == "" {
		first = "" // it may be part of a ".."
	}
	var stack []string
	for _, part := range parts[1:] {
		switch part {
		case "", ".":
		case "..":
			if len(stack) > 0 {
				stack = stack[:len(stack)-1]
			} else {
				first = ""
			}
		default:
			stack = append(stack, part)
		}
	}
	for _, part := range stack {
		first += "/" + part
	}
	return first
}
