package lsp

// This file knows the pills of the workspace that are not open: they matter to
// those that are, and to a client that asks for the findings of all.

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/rules"
)

// maxOnDisk is how many files of the workspace are read at most.
const maxOnDisk = 10_000

// A diskPill is what is kept of a pill that was read from the disk. Its document
// is not.
type diskPill struct {
	uri    uri.URI
	source *source.File // nil if it is no pill after all
	found  []diag.Diagnostic
	facts  *rules.Facts
	names  []declared // for symbols
	loads  []string   // the files that it loads, by their paths

	stamp  stamp
	config *rules.Config
	given  settings
}

// A stamp changes when a file does.
type stamp struct {
	time time.Time
	size int64
}

func stampOf(info fs.FileInfo) stamp { return stamp{info.ModTime(), info.Size()} }

// lookAtDisk makes the pills on the disk be looked at again, soon.
func (s *Server) lookAtDisk() {
	select {
	case s.stale <- struct{}{}:
	default:
	}
}

// followDisk looks at the pills on the disk whenever that may have changed, until
// the server ends.
func (s *Server) followDisk() {
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-s.stale:
		}
		if s.options.Find != nil && s.phase.Load() == phaseUp {
			s.readDisk(s.view.Load())
		}
	}
}

// readDisk reads the pills that changed, and puts them into the view.
func (s *Server) readDisk(v *View) {
	disk := map[string]*diskPill{}
	for _, f := range v.folders {
		if !searchable(f.path) {
			continue
		}
		for _, path := range s.options.Find(f.path) {
			if s.ctx.Err() != nil || len(disk) >= maxOnDisk {
				break
			}
			if d := s.readPill(v, path); d != nil {
				disk[path] = d
			}
		}
	}
	if !maps.Equal(disk, v.disk) {
		s.update(func(v *View) { v.disk = disk })
	}
}

// searchable reports whether a folder is a workspace, and not all there is: an
// editor that is given no folder may name the home folder.
func searchable(path string) bool {
	home, _ := os.UserHomeDir()
	return path != filepath.Dir(path) && path != filepath.Clean(home)
}

// readPill reads one pill, unless nothing has changed that it hangs on. A panic
// is that pill's mistake.
func (s *Server) readPill(v *View, path string) (d *diskPill) {
	defer func() {
		if r := recover(); r != nil {
			s.log.Error("panic", "file", path, "value", r, "stack", string(debug.Stack()))
			d = nil
		}
	}()
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > parser.MaxSize {
		return nil
	}
	g := v.ground(path)
	if g.excluded {
		return nil
	}
	d = &diskPill{uri: uri.File(path), stamp: stampOf(info), config: g.options.Configuration, given: v.settings}
	last := v.disk[path]
	if last != nil && last.stamp == d.stamp && last.config == d.config && last.given == d.given && (last.source == nil || last.source.Path == v.name(d.uri, path)) {
		return last
	}
	data, err := readSmall(path)
	if err != nil {
		return nil
	}
	src := source.NewFile(v.name(d.uri, path), strings.TrimPrefix(string(data), "\ufeff"))
	var tree *syntax.File
	if manifest.IsYAML(path) {
		if !manifest.MayBe(path, src.Text) {
			return d
		}
	} else if !parser.IsPillName(path) {
		if tree = pillTree(src); tree == nil {
			return d
		}
	}
	var loaded loaded
	doc := g.read(src, tree, &loaded)
	d.source, d.found, d.facts = src, rules.Check(doc, g.options), rules.Gather(doc, g.options)
	d.names, d.loads = declaredIn(appsOf(doc.Config)), slices.Concat(loadsOf(doc.Syntax, path), loaded.ruby())
	return d
}

// diskDiagnostics returns the findings of a pill that is not open.
func (v *View) diskDiagnostics(d *diskPill) []protocol.Diagnostic {
	list := []protocol.Diagnostic{}
	if d.source == nil {
		return list
	}
	found := d.found
	if with := v.together()[d.source]; len(with) > 0 {
		found = diag.Sort(append(with, found...))
	}
	found = v.unknown(d.uri.FsPath(), v.ruleOptions(d.config), found)
	for _, f := range found {
		if f.Span.File == d.source {
			list = append(list, v.diagnostic(f))
		}
	}
	return list
}
