package input

// This file reads .gitignore files. The libraries there are for this either
// bring a whole git with them or get brackets and escapes wrong; what is needed
// here is small, and the tests hold it against git itself.

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/regular"
)

// ignoreRules are the patterns of one folder's .gitignore, on top of those of
// the folders above it. The nil rules ignore nothing.
type ignoreRules struct {
	above    *ignoreRules
	folder   string // absolute
	patterns []pattern
}

// A pattern is one line of a .gitignore file.
type pattern struct {
	segments []string // between slashes
	negated  bool
	folders  bool // it is for folders only
	anchored bool // it is for paths from the file's folder, not for names anywhere
}

// rulesAbove returns the rules for a folder from those above it, as far up as
// its repository goes. Outside of any repository there are none.
func rulesAbove(folder string) *ignoreRules {
	var chain []string
	for dir := folder; ; dir = filepath.Dir(dir) {
		if isRepository(dir) {
			if dir == folder {
				return nil // its own files are read when it is searched
			}
			chain = append(chain, dir)
			break
		}
		if dir != folder {
			chain = append(chain, dir)
		}
		if filepath.Dir(dir) == dir {
			return nil
		}
	}
	var rules *ignoreRules
	for i := len(chain) - 1; i >= 0; i-- {
		rules = rules.within(chain[i])
	}
	return rules
}

func isRepository(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ".git"))
	return err == nil
}

// within returns the rules that hold in a folder, given those that hold above
// it. A repository in a repository has rules of its own only.
func (r *ignoreRules) within(folder string) *ignoreRules {
	if isRepository(folder) {
		r = (*ignoreRules)(nil).with(folder, filepath.Join(folder, ".git", "info", "exclude"))
	}
	return r.with(folder, filepath.Join(folder, ".gitignore"))
}

func (r *ignoreRules) with(folder, file string) *ignoreRules {
	data, err := regular.ReadFile(file, parser.MaxSize)
	if err != nil {
		return r // git goes on without it, too
	}
	patterns := parsePatterns(string(data))
	if len(patterns) == 0 {
		return r
	}
	return &ignoreRules{above: r, folder: folder, patterns: patterns}
}

// ignores reports whether git ignores an absolute path, given that it does not
// ignore the folder it is in. The last pattern of the nearest file wins.
func (r *ignoreRules) ignores(path string, isFolder bool) bool {
	for ; r != nil; r = r.above {
		rel, ok := strings.CutPrefix(path, r.folder)
		if !ok {
			continue
		}
		segments := strings.Split(strings.Trim(filepath.ToSlash(rel), "/"), "/")
		for i := len(r.patterns) - 1; i >= 0; i-- {
			if p := r.patterns[i]; (isFolder || !p.folders) && p.matches(segments) {
				return !p.negated
			}
		}
	}
	return false
}

func (p pattern) matches(path []string) bool {
	if !p.anchored {
		return matchName(p.segments[0], path[len(path)-1])
	}
	return matchPath(p.segments, path)
}

func parsePatterns(text string) []pattern {
	var list []pattern
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if p, ok := parsePattern(line); ok {
			list = append(list, p)
		}
	}
	return list
}

func parsePattern(line string) (pattern, bool) {
	var p pattern
	if strings.HasPrefix(line, "#") {
		return p, false
	}
	line = trimSpaces(line)
	line, p.negated = strings.CutPrefix(line, "!")
	line, p.folders = strings.CutSuffix(line, "/")
	p.anchored = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return p, false
	}
	p.segments = []string{line}
	if p.anchored {
		p.segments = strings.Split(line, "/")
	}
	return p, true
}

// trimSpaces cuts the spaces at the end of a line that no backslash protects.
func trimSpaces(line string) string {
	end := 0
	for i := 0; i < len(line); i++ {
		if line[i] == '\\' {
			i++
		} else if line[i] == ' ' {
			continue
		}
		end = min(i+1, len(line))
	}
	return line[:end]
}
