package rules

import (
	"fmt"
	"strconv"
	"strings"
)

// Versions are what pills are written for. What is zero is not told: then rules
// judge by Bluepill 0.1.3 on a Ruby that runs it, and say nothing that hangs on
// another version.
type Versions struct {
	Ruby     Version
	Bluepill Version
}

// A Version is the numbers of a version, such as 0.0.45; the zero value is none.
type Version [3]int

// ParseVersion reads a version: one to three numbers between dots. What follows
// the third, such as the patch level of Ruby 2.0.0-p648, does not count.
func ParseVersion(text string) (v Version, err error) {
	bad := func() (Version, error) {
		return Version{}, fmt.Errorf("%q is not a version; write it like 0.0.45 or 2.2", text)
	}
	parts := strings.SplitN(text, ".", len(v)+1)
	if len(parts) >= len(v) {
		parts = parts[:len(v)]
		patch := parts[len(v)-1]
		if end := strings.IndexFunc(patch, func(r rune) bool { return r < '0' || r > '9' }); end > 0 {
			parts[len(v)-1] = patch[:end]
		}
	}
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil {
			return bad()
		}
		v[i] = int(n)
	}
	if v.IsZero() {
		return bad()
	}
	return v, nil
}

// IsZero reports whether v is no version.
func (v Version) IsZero() bool { return v == Version{} }

// Before reports whether v is older than w.
func (v Version) Before(w Version) bool {
	for i := range v {
		if v[i] != w[i] {
			return v[i] < w[i]
		}
	}
	return false
}

// String writes a version as people do: 3.2 rather than 3.2.0, but 0.1.0.
func (v Version) String() string {
	text := fmt.Sprintf("%d.%d.%d", v[0], v[1], v[2])
	if v[0] > 0 {
		text = strings.TrimSuffix(text, ".0")
	}
	return text
}

// The versions of Bluepill that changed how it works.
var (
	shellwordsVersion = Version{0, 0, 45} // commands are split into words; before, a shell ran them
	journalVersion    = Version{0, 0, 61} // what was daemonized is written down, and killed

	includeChildrenVersion = Version{0, 0, 61} // conditions are told whether children count
)

// before reports whether pills are for a Bluepill that is certainly older than
// a version.
func (p *Pass) before(v Version) bool {
	return !p.Versions.Bluepill.IsZero() && p.Versions.Bluepill.Before(v)
}
