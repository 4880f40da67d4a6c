package eval

import (
	"time"

	"github.com/pilllint/pilllint/parser/syntax"
)

// An Env answers what the text does not. The zero Env answers nothing. No Env
// ever runs a command.
type Env struct {
	// Getenv answers for environment variables; nil: nothing is known of them.
	Getenv func(name string) (value string, set bool)
	// Environ lists all environment variables as KEY=value; nil: not known.
	Environ func() []string
	// ReadFile reads the file at an absolute path; nil: no file is known. An error
	// that is fs.ErrNotExist or fs.ErrPermission is what Ruby would meet too;
	// after any other, the text is not known.
	ReadFile func(path string) ([]byte, error)
	// Stat tells what there is at an absolute path, following links: "file",
	// "directory", "other", or "" for nothing; nil: not known.
	Stat func(path string) string
	// Glob lists the files that match an absolute pattern of Dir.glob, in its
	// order. A nil list tells that they are not known; so does a nil Glob.
	Glob func(pattern string) []string
	// Gem tells whether a feature that is not part of Ruby can be required; nil:
	// not known.
	Gem func(feature string) bool
	// Now is the time; nil: not known.
	Now func() time.Time
	// Hostname is the machine's name; "" is not known.
	Hostname string
	// Home is the home folder; "" is not known.
	Home string
	// HomeOf is the home folder of a user, nil if users are not known.
	HomeOf func(user string) (string, bool)
	// Dir is the working directory; "" is not known.
	Dir string
	// Path is the pill's own absolute path, __FILE__; "" is not known.
	Path string
	// Root tells that the pill is loaded by the superuser; false: who loads it is
	// not known.
	Root bool
	// Vars are environment variables to assume, whatever Getenv would answer; nil
	// means that one is not set. The others stay what they are.
	Vars map[string]*string
	// Consts are constants to assume where the pill has none, by path:
	// "Settings::ROOT". The pill may change these values, so that no two
	// evaluations may share them.
	Consts map[string]Value

	// Seen is told of each expression that was evaluated and of what it came to,
	// as soon as that is known; nil: nobody is. The pill may change the value
	// later.
	Seen func(f *syntax.File, n syntax.Node, v Value)

	Limits Limits
}

// Limits bound an evaluation; zero means the default.
type Limits struct {
	Steps int // expressions evaluated; default 2,000,000
	Depth int // calls within calls; default 10,000, which is about what Ruby has room for
	Bytes int // text, elements and digits made; default 64 MiB
}

func (l Limits) orDefault() Limits {
	if l.Steps == 0 {
		l.Steps = 2_000_000
	}
	if l.Depth == 0 {
		l.Depth = 10_000
	}
	if l.Bytes == 0 {
		l.Bytes = 64 << 20
	}
	return l
}
