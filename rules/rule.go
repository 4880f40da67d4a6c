// Package rules finds mistakes in pills.
//
// A rule is a value: its name, its documentation, its examples and its check
// in one struct in one file. Its examples are its first tests, and explain, the
// list of rules and the editor's hover all read the same struct. A rule never
// fires on a value that it does not know, and never learns who called it.
package rules

import (
	"fmt"
	"io/fs"
	"strings"

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
	Title       string   // what is wrong, in a few words, without a period
	Text        string   // why it matters and what Bluepill does, in Markdown
	Bad         string   // a small pill that gets exactly one finding, this one
	Good        string   // the same pill put right
	Since       string   // the version of pilllint that brought it
	Manifest    bool     // it is about Cloud 66's manifests, and its examples are some
	Convention  bool     // it is a convention of Cloud 66's, not Bluepill's behaviour
	Related     []string // the names of rules to look at as well; one of two names the other
	From        Version  // the version of Bluepill that brought what it is about; zero: all have it
	Mark        Mark     // how editors show the place of a finding
	Options     []Option
	Example     Options // what the examples are judged with, where more has to be known than their text

	Check      func(*Pass)      // looks at one document; nil if there is nothing to see in one
	CheckFiles func(*FilesPass) // looks at all documents of a run together; nil for most rules
}

// A Mark is how editors show the place of a finding, beside underlining it.
type Mark uint8

// The marks; most rules have none.
const (
	Unused   Mark = iota + 1 // Bluepill ignores what stands there: it is greyed out
	Outdated                 // it was taken away, or will be: it is struck out
)

// An Option is a list of words that a configuration may give a rule. It needs a
// reason as good as a new rule's.
type Option struct {
	Name   string // snake_case
	Text   string // what the words are, in a few words without a period
	Preset []string
}

// String says in a line what the option is, in Markdown.
func (o Option) String() string {
	preset := "none"
	if len(o.Preset) > 0 {
		preset = "`" + strings.Join(o.Preset, "`, `") + "`"
	}
	return fmt.Sprintf("`%s`: %s (default %s)", o.Name, o.Text, preset)
}

// Options say which rules run, and how. What they say themselves goes before
// what their configuration says.
type Options struct {
	Profile  Profile  // "" is the configuration's, or else Cloud66
	Versions Versions // what pills are written for; the zero value is the configuration's, or else what this package knows best
	Select   []string // only these rules run, by name, consequence or all, as ParseSelection returns them; none means all
	Ignore   []string // and these do not

	Configuration *Config // of the file; nil: none

	Verified bool // the findings are those of pilllint verify

	// Beside reads a file that stands in the same repository as what is judged, by
	// a path like that of what is judged; nil: nothing is known of those.
	Beside func(path string) ([]byte, error)

	// Around lists the files of Ruby that may load the one at a path, as Beside reads
	// them; nil: nobody knows of any. It is asked only where that matters.
	Around func(path string) []string

	// Mode returns the kind and permissions of what there is at a path on the
	// machine that pills are read on, following links, or an error that is
	// fs.ErrNotExist if there is nothing; nil: nothing is known of that machine.
	Mode func(path string) (fs.FileMode, error)
}

// finds reports whether findings of a name come of such a run.
func (o Options) finds(name string) bool { return diag.IsVerified(name) == o.Verified }

// Find returns the rule of that name.
func Find(name string) (*Rule, bool) {
	for _, r := range All() {
		if r.Name == name {
			return r, true
		}
	}
	return nil, false
}
