package hostenv

// This file looks for the gems that are installed.

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// gemRoots are patterns of the folders that hold gems, where packages, gem and
// version managers put them.
var gemRoots = []string{
	"/var/lib/gems/*",
	"/usr/share/rubygems-integration/*",
	"/usr/lib/ruby/gems/*",
	"/usr/lib/*/ruby/gems/*",
	"/usr/lib/*/rubygems-integration/*",
	"/usr/local/lib/ruby/gems/*",
	"/usr/local/bundle",
	"/usr/local/bundle/ruby/*",
	"/opt/*/embedded/lib/ruby/gems/*",
	"~/.gem/ruby/*",
	"~/.local/share/gem/ruby/*",
	"~/.rbenv/versions/*/lib/ruby/gems/*",
	"~/.rvm/gems/*",
	"/usr/local/rvm/gems/*",
}

// libFolders are patterns of folders that hold Ruby's own libraries, and those
// of packages.
var libFolders = []string{
	"/usr/lib/ruby/vendor_ruby", "/usr/lib/ruby/vendor_ruby/*", "/usr/lib/*/ruby/vendor_ruby/*",
	"/usr/local/lib/site_ruby", "/usr/local/lib/site_ruby/*", "/usr/local/lib/ruby/site_ruby/*",
	"/usr/lib/ruby/[0-9]*", "/usr/local/lib/ruby/[0-9]*",
}

// A gems is the libraries that can be required here. It looks for the folders
// when it is first asked.
type gems struct {
	once    sync.Once
	folders []string
}

// has reports whether there is a library of that name.
func (g *gems) has(feature string) bool {
	g.once.Do(func() { g.folders = folders() })
	if feature == "" || strings.IndexByte(feature, 0) >= 0 || !filepath.IsLocal(feature) {
		return false
	}
	names := []string{feature + ".rb", feature + ".so"}
	if ext := filepath.Ext(feature); ext == ".rb" || ext == ".so" {
		names = []string{feature}
	}
	for _, dir := range g.folders {
		for _, name := range names {
			if stat(filepath.Join(dir, name)) == "file" {
				return true
			}
		}
	}
	return false
}

// folders lists the folders that libraries lie in.
func folders() []string {
	list := split(os.Getenv("RUBYLIB"))
	for _, f := range libFolders {
		list = append(list, expand(f)...)
	}
	roots := append(split(os.Getenv("GEM_HOME")), split(os.Getenv("GEM_PATH"))...)
	for _, r := range gemRoots {
		roots = append(roots, expand(r)...)
	}
	for _, r := range roots {
		list = append(list, expand(r+"/gems/*/lib")...)
		list = append(list, expand(r+"/bundler/gems/*/lib")...)
		list = append(list, expand(r+"/extensions/*/*/*")...) // what was compiled for them
	}
	return list
}

// split takes a list of paths apart.
func split(list string) []string {
	var paths []string
	for _, p := range filepath.SplitList(list) {
		if p != "" {
			paths = append(paths, p)
		}
	}
	return paths
}

// expand lists what a pattern matches; a ~ stands for the home folder.
func expand(pattern string) []string {
	if rest, ok := strings.CutPrefix(pattern, "~"); ok {
		home := os.Getenv("HOME")
		if home == "" {
			return nil
		}
		pattern = home + rest
	}
	found, _ := filepath.Glob(pattern)
	return found
}
