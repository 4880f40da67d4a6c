// Package manifest reads what Cloud 66's manifest.yml says of the processes of a
// Procfile: how each is stopped, reloaded and deployed.
//
//	production:
//	  procfile_metadata:
//	    worker:
//	      stop_sequence: ttin, 120, term, 5, kill
//
// The environment may be left out, and the rest then holds for all. Whatever else
// a manifest says is not looked at. Reading never fails: what is no YAML is told of
// beside a File that is empty.
package manifest

import (
	"cmp"
	"slices"

	"github.com/pilllint/pilllint/parser/source"
)

// Section is the key of what is said of processes.
const Section = "procfile_metadata"

// A File is what a manifest says of processes.
type File struct {
	Source       *source.File
	Root         *Value // all of it; nil if there is nothing
	Environments []*Environment
	Errors       []Error       // why it is no YAML; there is nothing else then
	Comments     []source.Span // each from its #, in order
	Odd          []Odd         // keys that may have been meant for the section
	Repeated     []*Entry      // environments and sections that a later one of the same name replaces
	Unread       []*Entry      // sections of later documents, and processes and their settings in no section
}

// An Error is a place where the text is no YAML.
type Error struct {
	Span    source.Span
	Message string
}

// An Environment is one section: of an environment of that name, or of all.
type Environment struct {
	Name      string // "" for all
	Section   *Entry
	Processes []*Process
}

// A Process is what is said of one process of the Procfile.
type Process struct {
	Environment *Environment
	*Entry               // its name, and the mapping of its settings
	Settings    []*Entry // in order, those that are merged in last
}

// Web reports whether the process serves the web, by its name.
func (p *Process) Web() bool { return p.Key.Text == "web" || p.Key.Text == "custom_web" }

// Setting returns the setting of a name that counts; nil if there is none.
func (p *Process) Setting(name string) *Entry {
	for _, e := range p.Settings {
		if e.Key.Text == name && e.Later == nil {
			return e
		}
	}
	return nil
}

// An Odd is a key that looks like the section, or is the section where nobody
// looks for it.
type Odd struct {
	Entry *Entry
	Under string // the key that it stands under wrongly; "" if it is misspelt
}

// Read reads a manifest.
func Read(src *source.File) *File {
	f := &File{Source: src}
	root, later, errs := readYAML(src)
	if f.Errors = errs; len(errs) > 0 {
		return f
	}
	f.Root, f.Comments = root, comments(src, root)
	if root != nil {
		f.section("", root)
		for _, e := range root.Entries {
			f.below(e, root)
		}
		f.unread(root)
	}
	for _, v := range later {
		each(v, func(e *Entry, _ string) {
			if e.Key.Text == Section {
				f.Unread = append(f.Unread, e)
			}
		})
	}
	return f
}

// environmentVariables is the key of a mapping whose keys are anybody's own.
const environmentVariables = "environment_variables"

// each calls f with the entries at all depths of a value, and the key that each
// stands under; but with none of what stands under a section, or is a variable of
// the environment.
func each(v *Value, f func(e *Entry, under string)) {
	seen := map[*Value]bool{}
	var walk func(v *Value, under string)
	walk = func(v *Value, under string) {
		if seen[v] {
			return
		}
		seen[v] = true
		for _, e := range v.Entries {
			f(e, under)
			if e.Key.Text != Section && e.Key.Text != environmentVariables && !looksLike(e.Key.Text) {
				walk(e.Value, e.Key.Text)
			}
		}
		for _, e := range v.Elements {
			walk(e, under)
		}
	}
	walk(v, "")
}

// unread finds settings of processes that stand in no section, unless they are
// merged into one, where another may count instead. Stop sequences are known
// anywhere, and the others where they make up what stands beside a section.
func (f *File) unread(root *Value) {
	read := map[*Entry]bool{}
	for _, env := range f.Environments {
		each(env.Section.Value, func(e *Entry, _ string) { read[e] = true })
	}
	add := func(e *Entry) {
		if !read[e] {
			f.Unread = append(f.Unread, e)
			read[e] = true
		}
	}
	each(root, func(e *Entry, _ string) {
		if e.Key.Text == StopSequence {
			add(e)
		}
	})
	for _, env := range root.Entries {
		if components[env.Key.Text] || env.Key.Text == Section || env.Key.Text == environmentVariables || looksLike(env.Key.Text) {
			continue
		}
		for _, e := range env.Value.Entries {
			if components[e.Key.Text] || e.Key.Text == Section || e.Key.Text == environmentVariables || looksLike(e.Key.Text) {
				continue
			}
			if e.Merges() && slices.ContainsFunc(f.Environments, func(env *Environment) bool { return env.Section.Value == e.Value }) {
				add(e) // all of a section
			}
			settings := e.Value.Entries
			switch {
			case len(settings) == 0 || slices.ContainsFunc(settings, func(e *Entry) bool { return FindKey(e.Key.Text) == nil }):
			case e.Value.Span.Start < e.Key.Span.Start: // an alias, whose settings count elsewhere
				add(e)
			default:
				for _, s := range settings {
					add(s)
				}
			}
		}
	}
}

// below reads what stands under a key of the whole: an environment, most likely.
func (f *File) below(e *Entry, root *Value) {
	if e.Key.Text == Section || e.Key.Text == environmentVariables || e.Merges() || e.Value.Kind != Map {
		return
	}
	f.repeated(e)
	if components[e.Key.Text] {
		f.misplaced(e)
		return
	}
	if e.Later == nil {
		f.section(e.Key.Text, e.Value)
	}
	for _, c := range e.Value.Entries {
		if c.Key.Text != Section && c.Key.Text != environmentVariables && !c.Merges() {
			f.misplaced(c)
		}
	}
}

// misplaced looks for the section under a key that is none for it, at any depth.
func (f *File) misplaced(e *Entry) {
	each(e.Value, func(c *Entry, under string) {
		if c.Key.Text == Section {
			f.Odd = append(f.Odd, Odd{c, cmp.Or(under, e.Key.Text)})
		}
	})
}

func (f *File) repeated(e *Entry) {
	if e.Later != nil {
		f.Repeated = append(f.Repeated, e)
	}
}

// section reads the section that a mapping holds, if it does.
func (f *File) section(environment string, in *Value) {
	for _, e := range in.All() {
		switch {
		case e.Key.Text == Section:
			f.repeated(e)
			if e.Later == nil {
				f.Environments = append(f.Environments, newEnvironment(environment, e))
			}
		case looksLike(e.Key.Text) && e.Value.Kind == Map:
			f.Odd = append(f.Odd, Odd{Entry: e})
		}
	}
}

func newEnvironment(name string, section *Entry) *Environment {
	env := &Environment{Name: name, Section: section}
	for _, e := range section.Value.All() {
		env.Processes = append(env.Processes, &Process{Environment: env, Entry: e, Settings: e.Value.All()})
	}
	return env
}

// At returns the place of the key that begins at an offset, with its value; zero
// if none does.
func (f *File) At(offset int) (found source.Span) {
	seen := map[*Value]bool{}
	var walk func(v *Value)
	walk = func(v *Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		for _, e := range v.Entries {
			if e.Key.Span.Start == offset {
				found = e.Span()
			}
			walk(e.Value)
		}
		for _, e := range v.Elements {
			walk(e)
		}
	}
	walk(f.Root)
	return found
}
