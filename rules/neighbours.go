package rules

// This file tells which files of a run are likely to be loaded on the same
// machine. A tree may hold the same pill several times, for several machines or
// as an example, and that is nobody's mistake.

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

// apartWords are what names of files, folders and applications contain if there
// are others like them for another place.
var apartWords = []string{
	"production", "prod", "staging", "stage", "development", "develop", "dev", "test", "testing", "qa", "uat", "ci", "demo",
	"beta", "alpha", "canary", "sandbox", "preview", "review", "integration", "acceptance", "preprod", "local", "vagrant", "docker",
	"blue", "green", "primary", "secondary", "master", "slave", "replica",
}

// spareFolders are what folders are called whose files are not loaded anywhere,
// and spareWords what names of files contain beside those.
var (
	spareFolders = []string{
		"example", "examples", "sample", "samples", "spec", "specs", "fixture", "fixtures", "template", "templates", "doc", "docs",
		"archive", "backup", "backups", "disabled", "vendor",
	}
	spareWords = []string{"old", "new", "bak", "orig", "copy", "tmp", "temp", "unused", "legacy"}
)

// nameWords splits a name or path into its words, in lower case.
func nameWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

// apart reports whether two applications of two files are most likely not for
// the same machine.
func apart(a, b *AppFacts) bool {
	return a.file.spare || b.file.spare || a.places != b.places
}

// isSpare reports whether a file is most likely not loaded at all.
func isSpare(path string) bool {
	inFolder := func(w string) bool { return slices.Contains(spareFolders, w) }
	inName := func(w string) bool { return slices.Contains(spareWords, w) }
	return slices.ContainsFunc(nameWords(path), inFolder) || slices.ContainsFunc(nameWords(filepath.Base(path)), inName)
}

// placesOf returns the words in the names of a file and an application that
// say where it is meant to run, each once, sorted.
func placesOf(path, app string) string {
	words := slices.DeleteFunc(nameWords(path+" "+app), func(w string) bool { return !slices.Contains(apartWords, w) })
	slices.Sort(words)
	return strings.Join(slices.Compact(words), " ")
}

// A nearness is how likely two files are loaded on the same machine.
type nearness uint8

const (
	unrelated nearness = iota // nothing says so
	related                   // they are given together
	together                  // they stand in a folder of pills, which is loaded whole
)

// folder is where a file stands.
func (f *Facts) folder() string { return filepath.Dir(f.Path) }

// sameText reports whether two applications stand in one file, or in two that
// are alike to the letter, as are a file and a link to it.
func (a *AppFacts) sameText(b *AppFacts) bool {
	return a.file == b.file || a.Span.File.Text == b.Span.File.Text
}

// near returns how likely it is that two applications of two files run side by
// side.
func near(a, b *AppFacts) nearness {
	switch {
	case a.sameText(b) || apart(a, b):
		return unrelated
	case a.file.folder() == b.file.folder() && isPillFolder(a.file.folder()):
		return together
	}
	return related
}

// isPillFolder reports whether a folder is called what folders are called
// whose pills are all loaded, such as /etc/bluepill/autoload.
func isPillFolder(folder string) bool {
	switch name := strings.ToLower(filepath.Base(folder)); name {
	case "autoload", "bluepill", "pills", "pill", "pill.d", "pills.d", "bluepill.d", "conf.d":
		return true
	}
	return false
}

// severity is how bad it is if two that are near clash.
func (n nearness) severity(worst diag.Severity) diag.Severity {
	if n == together {
		return worst
	}
	return diag.Info
}

// A sighting is something that was met in an application before.
type sighting[T any] struct {
	app  *AppFacts
	what T
}

// maxSightings is how many of a kind one is compared with, so that a tree of
// thousands of pills that are all alike is read in no time.
const maxSightings = 16

// nearest returns the one of the earlier sightings that is most likely to run
// beside an application; near is unrelated if none is.
func nearest[T any](earlier []sighting[T], app *AppFacts, clash func(sighting[T]) bool) (found sighting[T], best nearness) {
	for _, s := range earlier {
		if n := near(s.app, app); n > best && clash(s) {
			found, best = s, n
		}
	}
	return found, best
}

// sight adds a sighting to those of its key, unless there are many. The latest
// are kept, as files of one folder follow each other.
func sight[T any](seen map[string][]sighting[T], key string, app *AppFacts, what T) {
	list := append(seen[key], sighting[T]{app, what})
	if len(list) > maxSightings {
		list = list[1:]
	}
	seen[key] = list
}
