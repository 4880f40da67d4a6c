// Package rules finds mistakes in pills.
//
// A rule is a value: its name, its documentation, its examples and its check
// in one struct in one file. Its examples are its first tests, and explain, the
// list of rules and the editor's hover all read the same struct. A rule never
// fires on a value that it does not know, and never learns who called it.
package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
)

// A Profile is a set of conventions that rules may belong to.
type Profile string

// The profiles.
const (
	// Cloud66 holds pills to the conventions of Cloud 66's servers.
	Cloud66 Profile = "cloud66"
	// Bluepill holds them to nothing but what Bluepill does.
	Bluepill Profile = "bluepill"
)

// A Rule is one mistake that a person makes.
type Rule struct {
	Name        string // kebab-case; the file it stands in is named after it
	Severity    diag.Severity
	Consequence diag.Consequence
	Title       string // what is wrong, in a few words, without a period
	Text        string // why it matters and what Bluepill does, in Markdown
	Bad         string // a small pill that gets exactly one finding, this one
	Good        string // the same pill put right
	Since       string // the version of pilllint that brought it
	Convention  bool   // it is a convention of Cloud 66's, not Bluepill's behaviour
	Check       func(*Pass)
}

// Options say which rules run, and how.
type Options struct {
	Profile Profile // the zero value means Cloud66
}

// Find returns the rule of that name.
func Find(name string) (*Rule, bool) {
	for _, r := range All() {
		if r.Name == name {
			return r, true
		}
	}
	return nil, false
}
