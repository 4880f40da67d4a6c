package rules

// This file finds the configuration of a pill.

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/pilllint/pilllint/parser/regular"
	"github.com/pilllint/pilllint/parser/source"
)

// ConfigNames are what a configuration may be called.
func ConfigNames() []string { return []string{".pilllint.yml", ".pilllint.yaml"} }

// maxConfig is how large a configuration or a baseline may be, in bytes. A baseline
// has an entry for each finding of a whole project.
const maxConfig = 64 << 20

// ReadFile reads a configuration or a baseline. They come with the files that are
// checked, so that they may be anything: what is no regular file is not opened.
func ReadFile(path string) ([]byte, error) { return regular.ReadFile(path, maxConfig) }

// Configs finds the configurations of pills, and remembers them by folder. It
// may be used from several goroutines. What has changed on disk since is not
// seen: that takes a new one.
type Configs struct {
	// ReadFile reads a file, as os.ReadFile does; nil is the function ReadFile.
	ReadFile func(path string) ([]byte, error)
	// Exists reports whether there is anything at a path; nil asks the disk.
	Exists func(path string) bool
	// Dir is the folder relative to which configurations are named in
	// messages, if they are in it; "" names them by their whole path.
	Dir string

	mu      sync.Mutex
	folders map[string]*foundConfig
}

type foundConfig struct {
	config   *Config
	problems []Problem
}

// For returns the configuration of the pill at an absolute path: that of the
// nearest folder that has one, from the pill's own up to the root of its
// repository (the first folder with a .git) or of the file system. It is nil
// if there is none. A nearer one replaces those above it; they are not
// combined.
func (c *Configs) For(path string) (*Config, []Problem) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.in(filepath.Dir(path))
	return f.config, f.problems
}

// Folders lists the folders that were looked at for configurations, in order.
func (c *Configs) Folders() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(maps.Keys(c.folders))
}

func (c *Configs) in(folder string) *foundConfig {
	if f := c.folders[folder]; f != nil {
		return f
	}
	f := c.read(folder)
	if above := filepath.Dir(folder); f == nil && above != folder && !c.exists(filepath.Join(folder, ".git")) {
		f = c.in(above)
	}
	if f == nil {
		f = &foundConfig{}
	}
	if c.folders == nil {
		c.folders = map[string]*foundConfig{}
	}
	c.folders[folder] = f
	return f
}

// read reads the configuration that stands in a folder; nil if none does.
func (c *Configs) read(folder string) *foundConfig {
	var found *foundConfig
	for _, name := range ConfigNames() {
		path := filepath.Join(folder, name)
		config, problems, ok := c.load(path)
		switch {
		case !ok:
		case found != nil:
			at := source.NewFile(c.name(path), "").Whole()
			found.problems = append(found.problems, Problem{at, "there is a " + ConfigNames()[0] + " in this folder too; there can be only one"})
		default:
			found = &foundConfig{config, problems}
		}
	}
	return found
}

// Load reads the configuration at a path; not being there is a problem.
func (c *Configs) Load(path string) (*Config, []Problem) {
	config, problems, ok := c.load(path)
	if !ok {
		return nil, []Problem{{source.NewFile(c.name(path), "").Whole(), "no such file"}}
	}
	return config, problems
}

func (c *Configs) load(path string) (config *Config, problems []Problem, ok bool) {
	read := c.ReadFile
	if read == nil {
		read = ReadFile
	}
	data, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, false
	}
	src := source.NewFile(c.name(path), strings.TrimPrefix(string(data), "\ufeff"))
	if err != nil {
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		return &Config{}, []Problem{{src.Whole(), "cannot be read: " + err.Error()}}, true
	}
	config, problems = ReadConfig(src, filepath.Dir(path))
	return config, problems, true
}

// name is what a file is called in messages.
func (c *Configs) name(path string) string {
	if c.Dir == "" {
		return path
	}
	rel, err := filepath.Rel(c.Dir, path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return path
	}
	return rel
}

func (c *Configs) exists(path string) bool {
	if c.Exists != nil {
		return c.Exists(path)
	}
	_, err := os.Lstat(path)
	return err == nil
}
