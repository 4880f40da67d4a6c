package lsp

// This file follows what files load, so that a name is known in all files in
// which it is the same. Only what a file says by itself is followed: loads of a
// path that is written there, or begins at the file's own folder.

import (
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// loadedPath returns the path of the file that a call loads; "" if it loads none,
// or says so in another way. dir is the folder of the file that it stands in.
func loadedPath(c *syntax.Call, dir string) string {
	if c.Recv != nil || len(c.Args) != 1 || dir == "" {
		return ""
	}
	path, ok := pathText(c.Args[0], dir)
	if !ok || path == "" {
		return ""
	}
	switch c.Name {
	case "require_relative":
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		fallthrough
	case "require":
		if filepath.Ext(path) != ".rb" {
			path += ".rb"
		}
	case "load":
	default:
		return ""
	}
	if !filepath.IsAbs(path) {
		return "" // it is looked for in Ruby's own folders, or the working one
	}
	return filepath.Clean(path)
}

// pathText returns the path that an expression says by itself: a String, or one
// that begins at __dir__ or __FILE__.
func pathText(n syntax.Node, dir string) (string, bool) {
	switch n := n.(type) {
	case *syntax.Str:
		return n.Value, n.Heredoc.End == 0
	case *syntax.Magic:
		if n.Name == "__dir__" {
			return dir, true
		}
		return filepath.Join(dir, "this file"), n.Name == "__FILE__"
	case *syntax.DStr:
		var b strings.Builder
		for _, part := range n.Parts {
			if seq, ok := part.(*syntax.Seq); ok && len(seq.List) == 1 {
				part = seq.List[0]
			}
			text, ok := pathText(part, dir)
			if !ok {
				return "", false
			}
			b.WriteString(text)
		}
		return b.String(), n.Heredoc.End == 0
	case *syntax.Call:
		if n.Name == "+" && len(n.Args) == 1 {
			first, known := pathText(n.Recv, dir)
			rest, ok := pathText(n.Args[0], dir)
			return first + rest, known && ok
		}
		class, ok := n.Recv.(*syntax.Const)
		if !ok || class.Name != "File" {
			return "", false
		}
		var parts []string
		for _, a := range n.Args {
			text, ok := pathText(a, dir)
			if !ok {
				return "", false
			}
			parts = append(parts, text)
		}
		switch {
		case n.Name == "join":
			return filepath.Join(parts...), true
		case n.Name == "dirname" && len(parts) == 1:
			return filepath.Dir(parts[0]), true
		case n.Name == "expand_path" && len(parts) == 2 && !filepath.IsAbs(parts[0]):
			return filepath.Join(parts[1], parts[0]), true
		case n.Name == "expand_path" && len(parts) > 0:
			return parts[0], true
		}
	}
	return "", false
}

// loadsOf returns the paths of the files that a file loads.
func loadsOf(file *syntax.File, path string) (paths []string) {
	if path == "" {
		return nil
	}
	syntax.Walk(file.Body, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Call); ok {
			if loaded := loadedPath(c, filepath.Dir(path)); loaded != "" && !slices.Contains(paths, loaded) {
				paths = append(paths, loaded)
			}
		}
		return true
	})
	return paths
}

// A rubyFile is a file that has to do with another, as the editor has it or as it
// is on the disk.
type rubyFile struct {
	uri   uri.URI
	text  *text // nil for one that is not open
	tree  *syntax.File
	names []mention
	loads []string
}

// relatives are the files that one request has read, by their paths; nil for those
// that cannot be.
type relatives struct {
	v     *View
	files map[string]*rubyFile
}

func (v *View) relatives() *relatives { return &relatives{v, map[string]*rubyFile{}} }

// file reads a file, unless that was done.
func (r *relatives) file(path string) *rubyFile {
	f, ok := r.files[path]
	if !ok {
		f = r.read(path)
		r.files[path] = f
	}
	return f
}

func (r *relatives) read(path string) *rubyFile {
	for u, s := range r.v.docs {
		if s.Path != path {
			continue
		}
		t := r.v.textOf(s)
		if t == nil || s.Guessed() {
			return nil
		}
		return &rubyFile{u, t, t.Syntax, mentions(t.Syntax), slices.Concat(loadsOf(t.Syntax, path), s.loaded.ruby())}
	}
	data, err := readSmall(path)
	if err != nil {
		return nil
	}
	tree := parser.Parse(source.NewFile(path, strings.TrimPrefix(string(data), "\ufeff")))
	return &rubyFile{uri.File(path), nil, tree, mentions(tree), loadsOf(tree, path)}
}

// below returns the paths of a file and of all that it loads, and these load.
func (r *relatives) below(path string) []string {
	paths := []string{path}
	for i := 0; i < len(paths) && len(paths) < maxBelow; i++ {
		f := r.file(paths[i])
		if f == nil {
			continue
		}
		for _, next := range f.loads {
			if !slices.Contains(paths, next) {
				paths = append(paths, next)
			}
		}
	}
	return paths
}

// maxBelow is how many files a pill is followed to at most.
const maxBelow = 500

// sharing returns the paths of the files in which a name of a pill is the same:
// of those files that define it, below the pill, and of all pills that load one of
// these, with what those load. It is only the pill itself if nobody else knows.
func (r *relatives) sharing(path string, w word) (paths []string) {
	var defining []string
	for _, p := range r.below(path) {
		if f := r.file(p); f != nil && slices.ContainsFunc(f.names, func(m mention) bool { return m.writes && m.is(w) }) {
			defining = append(defining, p)
		}
	}
	add := func(list []string) {
		for _, p := range list {
			if !slices.Contains(paths, p) {
				paths = append(paths, p)
			}
		}
	}
	if len(defining) == 0 {
		return nil
	}
	add(r.below(path))
	for _, root := range r.v.roots() {
		if root == path || !r.v.loadsAny(root) && !slices.Contains(defining, root) {
			continue
		}
		if all := r.below(root); slices.ContainsFunc(all, func(p string) bool { return slices.Contains(defining, p) }) {
			add(all)
		}
	}
	return paths
}

// roots lists the paths of all pills, in an order that stays.
func (v *View) roots() (paths []string) {
	for _, s := range v.docs {
		if s.Path != "" && s.Pill() {
			paths = append(paths, s.Path)
		}
	}
	for path, d := range v.disk {
		if d.source != nil && v.docs[d.uri] == nil {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// loadsAny reports whether a pill may load other files: of one on the disk it is
// known, so that it need not be read.
func (v *View) loadsAny(path string) bool {
	d := v.disk[path]
	return d == nil || v.docs[d.uri] != nil || len(d.loads) > 0
}

// location returns where a name in a file stands now.
func (f *rubyFile) location(v *View, m mention) (protocol.Location, bool) {
	at := m.span
	if f.text != nil {
		var ok bool
		if at, ok = f.text.place(at); !ok {
			return protocol.Location{}, false
		}
	}
	return protocol.Location{URI: f.uri, Range: v.Range(at)}, true
}
