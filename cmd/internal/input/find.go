package input

// This file finds pills in folders.

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/template"
)

// Files returns the files that names stand for, in the order of their paths,
// each once. Folders are searched, and Folders counts how many files of each
// git ignores.
func Files(names []string) ([]File, []Folder, []*Failure) {
	var files []File
	var folders []Folder
	var failed []*Failure
	for i, name := range names {
		info, err := os.Stat(name)
		switch {
		case name == Stdin:
			files = append(files, File{Path: name, Named: true, Root: i})
		case err != nil:
			failed = append(failed, failure(name, err))
		case info.IsDir():
			w := walk{root: i}
			w.folder(name)
			files, failed = append(files, w.files...), append(failed, w.failed...)
			folders = append(folders, Folder{Path: name, Root: i, Ignored: w.ignored, Other: w.manifest(), Within: w.folders})
		default:
			files = append(files, File{Path: name, Named: true, Root: i})
		}
	}
	return sorted(files), folders, failed
}

// A Folder is a folder that was searched.
type Folder struct {
	Path    string
	Root    int
	Ignored int      // how many pills of its own git ignores
	Other   string   // a manifest in it, which may be another tool's; "" if there is none
	Within  []string // itself and the folders in it that were searched
}

// NoPills is the failure of a folder that holds no pills but some that are
// excluded.
func (f Folder) NoPills(excluded int) *Failure {
	if excluded > 0 {
		return &Failure{f.Path, "no pills in this folder but those that the configuration excludes"}
	}
	switch f.Ignored {
	case 0:
		if f.Other != "" {
			return &Failure{f.Path, "no pills in this folder, and nothing about processes of Cloud 66 that can be used here in " + f.Other}
		}
		return &Failure{f.Path, "no pills in this folder (*.pill, or *.rb, *.erb and *.j2 that call Bluepill.application)"}
	case 1:
		return &Failure{f.Path, "no pills in this folder but one that git ignores"}
	}
	return &Failure{f.Path, "no pills in this folder but those that git ignores"}
}

// sorted puts files in order and drops those that are there twice, in favour
// of the one that was named.
func sorted(files []File) []File {
	slices.SortStableFunc(files, func(a, b File) int {
		byName := 0
		switch {
		case a.Named && !b.Named:
			byName = -1
		case b.Named && !a.Named:
			byName = 1
		}
		return cmp.Or(cmp.Compare(filepath.Clean(a.Path), filepath.Clean(b.Path)), byName)
	})
	return slices.CompactFunc(files, func(a, b File) bool { return filepath.Clean(a.Path) == filepath.Clean(b.Path) })
}

// A walk is a search of one folder.
type walk struct {
	root    int
	files   []File
	failed  []*Failure
	folders []string
	ignored int
}

// manifest is the first manifest that was found; "" if there is none.
func (w *walk) manifest() string {
	for _, f := range w.files {
		if f.Manifest() {
			return f.Path
		}
	}
	return ""
}

// folder searches a folder that was named, even if it is hidden or ignored.
func (w *walk) folder(name string) {
	abs, err := filepath.Abs(name)
	if err != nil {
		w.failed = append(w.failed, failure(name, err))
		return
	}
	w.search(filepath.Clean(name), abs, rulesAbove(abs))
}

// search searches a folder of that path and absolute path; rules are those of
// the folders above it.
func (w *walk) search(dir, abs string, rules *ignoreRules) {
	w.folders = append(w.folders, dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		w.failed = append(w.failed, failure(dir, err))
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".gitignore" || e.Name() == ".git" }) {
		rules = rules.within(abs)
	}
	for _, e := range entries {
		path, abs := filepath.Join(dir, e.Name()), filepath.Join(abs, e.Name())
		if !e.IsDir() {
			w.file(path, abs, e, rules)
			continue
		}
		if e.Name() == manifest.Folder && !rules.ignores(abs, true) {
			w.manifests(path, abs, rules)
		}
		if !skipped(path) && !rules.ignores(abs, true) {
			w.search(path, abs, rules)
		}
	}
}

// manifests looks for a manifest in Cloud 66's folder, which is hidden, and holds
// no pills.
func (w *walk) manifests(dir, abs string, rules *ignoreRules) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		w.failed = append(w.failed, failure(dir, err))
	}
	w.folders = append(w.folders, dir)
	for _, e := range entries {
		if !e.IsDir() && manifest.IsName(e.Name()) {
			w.file(filepath.Join(dir, e.Name()), filepath.Join(abs, e.Name()), e, rules)
		}
	}
}

func (w *walk) file(path, abs string, e fs.DirEntry, rules *ignoreRules) {
	pill, other := parser.IsPillName(e.Name()), isRuby(e.Name()) || manifest.IsName(e.Name())
	if !pill && !other || slices.Contains([]string{"", ".pill", ".rb"}, template.Bare(e.Name())) {
		return
	}
	if rules.ignores(abs, false) {
		if pill {
			w.ignored++
		}
		return
	}
	if !e.Type().IsRegular() {
		// A link to a folder is not followed: it may lead back up.
		if info, err := os.Stat(path); err == nil && (info.IsDir() || other && !info.Mode().IsRegular()) {
			return
		}
	}
	w.files = append(w.files, File{Path: path, Root: w.root})
}

// skipped reports whether a folder is never searched for pills: it is hidden,
// or holds what others wrote.
func skipped(path string) bool {
	name := filepath.Base(path)
	return strings.HasPrefix(name, ".") || name == "node_modules" ||
		name == "bundle" && filepath.Base(filepath.Dir(path)) == "vendor"
}
