// Package input finds the pills that a command is given, and reads them.
//
// What people name is always read. What is found in a folder is read if it is
// called *.pill or is a template of one, or is a *.rb or another template that calls
// Bluepill.application, or is Cloud 66's manifest.yml, and git does not ignore it.
// Whatever cannot be read is a Failure with one line to say why; the other inputs
// are read all the same.
package input

import (
	"strings"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/template"
)

// Stdin is the name that stands for standard input.
const Stdin = "-"

// A Failure is an input that could not be read.
type Failure struct {
	Path    string
	Message string
}

// Error returns the line for people.
func (f *Failure) Error() string { return f.Path + ": " + f.Message }

// A File is a file to be read.
type File struct {
	Path  string
	Named bool // by a person, so it is read whatever it holds
	Root  int  // which of the names given it comes from
}

// Manifest reports whether the file is read as a Cloud 66 manifest, if it is one
// at all: one that was found has to look like it, as others have manifests, too.
func (f File) Manifest() bool {
	return !f.Named && manifest.IsName(f.Path)
}

// Ruby reports whether the file is a pill only if it calls
// Bluepill.application.
func (f File) Ruby() bool { return !f.Named && isRuby(f.Path) }

// isRuby tells by its name that a file in a folder is Ruby that may be a pill.
func isRuby(path string) bool {
	return strings.HasSuffix(path, ".rb") || template.Named(path) && !parser.IsPillName(path)
}
