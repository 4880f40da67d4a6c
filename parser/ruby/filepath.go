package ruby

import (
	"errors"
	"strings"
)

// ExpandPath returns File.expand_path(path, dir): an absolute path without
// ".", ".." and repeated slashes. dir must be absolute. A leading ~ stands for
// home. The error is Ruby's ArgumentError text for a ~ when home is empty or
// not absolute, for a null byte, and for ~user, which needs the machine's list
// of users: see [UserHome].
func ExpandPath(path, dir, home string) (string, error) {
	if strings.IndexByte(path, 0) >= 0 {
		return "", errors.New("path name contains null byte")
	}
	switch {
	case strings.HasPrefix(path, "~"):
		if user, ok := UserHome(path); ok {
			return "", errors.New("user " + user + " doesn't exist")
		}
		if home == "" {
			return "", errors.New("couldn't find HOME environment -- expanding `~'")
		}
		if home[0] != '/' {
			return "", errors.New("non-absolute home")
		}
		return CleanAbs(strings.TrimRight(CleanAbs(home), "/") + "/" + strings.TrimLeft(path[1:], "/")), nil
	case strings.HasPrefix(path, "/"):
		return CleanAbs(path), nil
	}
	return CleanAbs(dir + "/" + path), nil
}

// UserHome reports whether path begins with ~user, and which user that is.
// Such a path cannot be expanded without looking at the machine.
func UserHome(path string) (user string, ok bool) {
	if !strings.HasPrefix(path, "~") {
		return "", false
	}
	user, _, _ = strings.Cut(path[1:], "/")
	return user, user != ""
}

// CleanAbs returns an absolute path with ".", ".." and repeated or trailing
// slashes resolved by their names alone, as File.expand_path does.
func CleanAbs(path string) string {
	var parts []string
	for _, part := range strings.Split(path, "/") {
		switch part {
		case "", ".":
		case "..":
			if len(parts) > 0 {
				parts = parts[:len(parts)-1]
			}
		default:
			parts = append(parts, part)
		}
	}
	// The slashes in front stay as they are: POSIX leaves the meaning of two to
	// the system.
	lead := len(path) - len(strings.TrimLeft(path, "/"))
	return path[:max(lead, 1)] + strings.Join(parts, "/")
}

// Join returns File.join: the parts with exactly one slash put at each seam.
// A part that begins with slashes takes the place of those before it.
func Join(parts ...string) string {
	if len(parts) == 0 {
		return ""
	}
	out := []byte(parts[0])
	for _, part := range parts[1:] {
		switch {
		case strings.HasPrefix(part, "/"):
			for len(out) > 0 && out[len(out)-1] == '/' {
				out = out[:len(out)-1]
			}
		case len(out) == 0 || out[len(out)-1] != '/':
			out = append(out, '/')
		}
		out = append(out, part...)
	}
	return string(out)
}

// Dirname returns File.dirname(path, levels): the path without its last
// levels components. Slashes in front become one. A negative number of
// levels, for which Ruby raises ArgumentError, is taken as zero.
func Dirname(path string, levels int) string {
	lead := 0
	for lead < len(path) && path[lead] == '/' {
		lead++
	}
	root := ""
	if lead > 0 {
		root = "/"
	}
	rest := path[lead:]
	for ; levels > 0 && rest != ""; levels-- {
		rest = strings.TrimRight(rest, "/")
		cut := strings.LastIndexByte(rest, '/')
		if cut < 0 {
			rest = ""
			break
		}
		rest = strings.TrimRight(rest[:cut], "/")
	}
	if root+rest == "" {
		return "."
	}
	return root + rest
}

// baseOf returns the last component of the path, without trailing slashes.
func baseOf(path string) string {
	trimmed := strings.TrimRight(path, "/")
	if trimmed == "" {
		if path == "" {
			return ""
		}
		return "/"
	}
	return trimmed[strings.LastIndexByte(trimmed, '/')+1:]
}

// Basename returns File.basename(path, suffix): the last component of the
// path, without the suffix unless that is all of it. The suffix ".*" stands
// for any extension, and an empty one for none.
func Basename(path, suffix string) string {
	base := baseOf(path)
	if suffix == "" || base == "/" {
		return base
	}
	if len(suffix) == 2 && suffix[1] == '*' {
		// Ruby looks for the character before the star, whatever it is, but not
		// among the dots in front.
		dots := len(base) - len(strings.TrimLeft(base, "."))
		if i := strings.LastIndexByte(base, suffix[0]); i > 0 && i >= dots {
			return base[:i]
		}
		return base
	}
	if len(suffix) < len(base) && strings.HasSuffix(base, suffix) {
		return base[:len(base)-len(suffix)]
	}
	return base
}

// Extname returns File.extname: the last component's text from its last dot
// on. The dots a name begins with do not count; a dot at the end is itself the
// extension, as it is on every system but Windows.
func Extname(path string) string {
	base := baseOf(path)
	rest := strings.TrimLeft(base, ".")
	if i := strings.LastIndexByte(rest, '.'); i >= 0 {
		return rest[i:]
	}
	return ""
}
