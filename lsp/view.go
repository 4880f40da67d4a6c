package lsp

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/regular"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// A View is everything there is at one moment. It is immutable once it is
// stored; Server.update makes the next one.
type View struct {
	client   *client
	options  *Options
	settings settings
	folders  []folder
	configs  *configs
	docs     map[uri.URI]*Snapshot // the open documents
	latest   uri.URI               // the one that changed last
	typing   *typing               // where somebody types; nil: nowhere, for a while
	told     *told
	verified map[uri.URI]*verified // what came of running processes; see verify
	disk     map[string]*diskPill  // those of the folders, by path; open ones hold in their place

	comparison *comparison // see together
	reports    *reports
}

// A folder is one of the workspace.
type folder struct {
	path string // absolute
	name string // what files in it are called in front of their path; "" if it is the only one
}

// Doc returns an open document; nil if that is not open.
func (v *View) Doc(u uri.URI) *Snapshot { return v.docs[u] }

// Pill returns an open document that is a pill, or nil.
func (v *View) Pill(u uri.URI) *Snapshot {
	if s := v.docs[u]; s.Pill() {
		return s
	}
	return nil
}

// Judged returns an open document that is a pill or a manifest, or nil.
func (v *View) Judged(u uri.URI) *Snapshot {
	if s := v.docs[u]; s.Judged() {
		return s
	}
	return nil
}

// openDocs lists the open documents, in an order that stays.
func (v *View) openDocs() []uri.URI { return slices.Sorted(maps.Keys(v.docs)) }

// Found returns the findings of a document: its own, and those that come of it
// together with others.
func (v *View) Found(s *Snapshot) []diag.Diagnostic {
	own := s.found()
	if with := v.together()[s.Source]; len(with) > 0 {
		own = diag.Sort(slices.Concat(own, with))
	}
	return v.unknown(s.Path, s.ground.options, own)
}

// next returns a copy of the view that may be changed until it is stored.
func (v *View) next() *View {
	n := *v
	n.docs = maps.Clone(v.docs)
	n.comparison = v.comparison.next()
	n.reports = &reports{made: map[any]func() report{}}
	return &n
}

// overlaid returns what reads files as the editor has them, and others from the
// disk.
func overlaid(read func(path string) ([]byte, error), texts map[string]string) func(path string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		if text, ok := texts[path]; ok {
			return []byte(text), nil
		}
		return read(path)
	}
}

// ground returns what the document at a path stands on.
func (v *View) ground(path string) ground {
	c := v.configs.of(path)
	_, excluded := c.Excludes(path)
	g := ground{options: v.ruleOptions(c), excluded: excluded && path != "", settles: v.settles(path)}
	if v.settings.HostEnv {
		g.env = v.hostEnv(path)
	}
	return g
}

// hostEnv returns what gives the pill at a path this machine, with the texts of
// the editor in the place of those of the disk; nil if there is no such thing.
func (v *View) hostEnv(path string) func() eval.Env {
	host, texts := v.options.Host, v.texts(false)
	if host == nil || path == "" {
		return nil
	}
	return func() eval.Env {
		env := host(path)
		env.ReadFile = overlaid(env.ReadFile, texts)
		return env
	}
}

func (v *View) ruleOptions(c *rules.Config) rules.Options {
	o := rules.Options{Configuration: c, Profile: rules.Profile(v.settings.Profile), Beside: v.beside(), Around: v.around()}
	if v.settings.HostEnv {
		o.Mode = v.options.Mode
	}
	return o
}

// beside returns what reads files next to those that are judged, as the editor
// has them.
func (v *View) beside() func(string) ([]byte, error) {
	texts, folders := v.texts(false), View{folders: v.folders}
	return func(name string) ([]byte, error) { return overlaid(readSmall, texts)(folders.abs(name)) }
}

// around returns what lists the files that may load one: those that are open, and
// those near it.
func (v *View) around() func(string) []string {
	near, folders := v.options.Near, View{folders: v.folders}
	var open []string
	for _, s := range v.docs {
		if s.Path != "" && !isYAML(s.Path) {
			open = append(open, s.Path)
		}
	}
	return func(name string) (paths []string) {
		path := folders.abs(name)
		if near != nil {
			paths = near(path)
		}
		for _, other := range open {
			if other != path && !slices.Contains(paths, other) {
				paths = append(paths, other)
			}
		}
		slices.Sort(paths)
		return paths
	}
}

// readSmall reads a file that is no larger than what is judged.
func readSmall(path string) ([]byte, error) { return regular.ReadFile(path, parser.MaxSize) }

// texts returns the texts that the editor holds now, by path: of what may be a
// configuration or a baseline, or of everything but configurations. It holds no snapshot, as those who keep it would keep
// what that holds.
func (v *View) texts(configs bool) map[string]string {
	texts := map[string]string{}
	for _, s := range v.docs {
		wanted := !isConfigName(s.Path)
		if configs {
			wanted = isYAML(s.Path)
		}
		if s.Path != "" && wanted {
			texts[s.Path] = s.Source.Text
		}
	}
	return texts
}

// renew reads configurations anew and puts every document on new ground.
func (v *View) renew() {
	v.configs = newConfigs(v.configs, v.settings.Config, overlaid(rules.ReadFile, v.texts(true)))
	for _, s := range v.docs {
		v.configs.of(s.Path) // so that it is known which are baselines, and what is wrong with them
	}
	for u, s := range v.docs {
		v.docs[u] = v.again(s)
	}
}

// again returns the snapshot of the same text on the ground of this view.
func (v *View) again(s *Snapshot) *Snapshot {
	src := s.Source
	if name := v.name(s.URI, s.Path); name != src.Path {
		src = source.NewFile(name, src.Text)
	}
	return newSnapshot(s.URI, s.Path, s.language, s.Version, src, v.ground(s.Path), s)
}

// set puts a text in the place of what a document held.
func (v *View) set(u uri.URI, language string, version int32, text string) {
	path := pathOf(u)
	src := source.NewFile(v.name(u, path), text)
	last := v.docs[u]
	v.latest = u
	v.forgetVerdicts(u)
	if v.settles(path) {
		v.docs[u] = newSnapshot(u, path, language, version, src, ground{settles: true}, last)
		v.renew()
		return
	}
	v.docs[u] = newSnapshot(u, path, language, version, src, v.ground(path), last)
	v.touch(path)
}

// touch renews the documents that load the file at a path, and those that it may
// load.
func (v *View) touch(path string) {
	for u, s := range v.docs {
		if path != "" && s.Path != path && (s.loaded.has(path) || !isYAML(path) && s.loaded.askedAround()) {
			v.docs[u] = v.again(s)
		}
	}
}

// name is what a file is called: its path from its folder, as the command line
// calls it when it is run there.
func (v *View) name(u uri.URI, path string) string {
	if path == "" {
		return string(u)
	}
	best, name := "", path
	for _, f := range v.folders {
		rel, err := filepath.Rel(f.path, path)
		if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) && len(f.path) >= len(best) {
			best, name = f.path, filepath.Join(f.name, rel)
		}
	}
	return name
}

// pathOf returns the absolute path of a file; "" if a URI names none.
func pathOf(u uri.URI) string {
	if u.Scheme() != "file" {
		return ""
	}
	return filepath.Clean(u.FsPath())
}

// abs returns the absolute path of a file by its name.
func (v *View) abs(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	for _, f := range v.folders {
		if rest, ok := strings.CutPrefix(name, f.name+string(filepath.Separator)); ok && f.name != "" {
			return filepath.Join(f.path, rest)
		}
		if f.name == "" {
			return filepath.Join(f.path, name)
		}
	}
	return name
}
