package pill

// This file reads what a pill comes to where it has something else to go on with
// than a file: YAML.load_file(path) rescue {}.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// An Unreadable is what ends the load where a file cannot be read.
type Unreadable struct {
	Error *LoadError
	Read  source.Span // where it is read
}

// unreadable evaluates a file again in which a rescue stands ready for files that
// cannot be read; nil if the pill loads without them, or ends the load itself.
func unreadable(file *syntax.File, env eval.Env) *Unreadable {
	b := newBuilder(&Config{File: file}, env)
	b.in.Unreadable = true
	b.in.Run(file)
	for _, f := range b.in.Faults {
		if len(f.Maybe) == 0 && !f.Explicit && !strings.HasPrefix(f.Class, "Errno::") { // a rescue may be for others
			return &Unreadable{loadError(f), b.in.Rescuable}
		}
	}
	return nil
}
