package input

// This file finds what stands near a pill: a file that loads it most likely does.

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/template"
)

// maxNear is how many files near another are listed at most.
const maxNear = 500

// Near lists the files of Ruby in the folder of another, in the one above and in
// those below, by their paths.
func Near(path string) (paths []string) {
	own := filepath.Clean(path)
	folder := filepath.Dir(own)
	list := func(dir string, each func(os.DirEntry)) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return // what cannot be read loads nothing that anybody knows of
		}
		for _, e := range entries {
			if name := filepath.Join(dir, e.Name()); !e.IsDir() && IsRuby(name) && name != own && len(paths) < maxNear {
				paths = append(paths, name)
			}
			if each != nil && e.IsDir() && !skipped(e.Name()) && len(paths) < maxNear {
				each(e)
			}
		}
	}
	list(folder, func(e os.DirEntry) { list(filepath.Join(folder, e.Name()), nil) })
	if above := filepath.Dir(folder); above != folder && folder != "." {
		list(above, nil)
	} else if folder == "." {
		list("..", nil)
	}
	return paths
}

// IsRuby tells by its name that a file is Ruby, and no template of it.
func IsRuby(path string) bool {
	return !template.Named(path) && (strings.HasSuffix(path, ".rb") || parser.IsPillName(path))
}
