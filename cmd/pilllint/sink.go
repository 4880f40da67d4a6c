package main

// This file knows where findings go: to standard output, or to files.

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/output"
)

// A sink is one place that findings are written to.
type sink struct {
	format output.Format
	file   string // "" is standard output
}

// sinks returns where findings go and in which formats. What cannot work is
// told before anything is read: two formats in one place, and a folder that
// does not exist, which is more often a slip than a wish.
func (p *program) sinks() ([]sink, error) {
	formats := p.options.formats
	if len(formats) == 0 {
		formats = []string{output.Formats()[0].Name}
	}
	var sinks []sink
	taken := map[string]string{}
	named := true // every format has a file of its own
	for _, spec := range formats {
		name, file, ok := strings.Cut(spec, "=")
		if !ok {
			file = p.options.outputFile
			named = false
		}
		if file == "-" {
			file = ""
		}
		format, ok := output.FindFormat(name)
		if p.options.statistics {
			format, ok = output.FindStatistics(name)
		}
		if !ok {
			return nil, fmt.Errorf("--statistics cannot be written as %s, only as text or json", name)
		}
		place := filepath.Clean(file)
		if other, ok := taken[place]; ok {
			return nil, fmt.Errorf("--format %s and --format %s both go to %s; name a file: --format %s=FILE", other, name, placeName(file), name)
		}
		taken[place] = name
		if err := folderExists(file); err != nil {
			return nil, err
		}
		sinks = append(sinks, sink{format, file})
	}
	if named && p.options.outputFile != "" {
		return nil, errors.New("--output-file has nothing to write: every --format names its own file")
	}
	return sinks, nil
}

func placeName(file string) string {
	if file == "" {
		return "standard output"
	}
	return file
}

func folderExists(file string) error {
	if file == "" {
		return nil
	}
	folder := filepath.Dir(file)
	switch info, err := os.Stat(folder); {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot write %s: there is no folder %s", file, folder)
	case err == nil && !info.IsDir():
		return fmt.Errorf("cannot write %s: %s is not a folder", file, folder)
	}
	return nil
}

// write writes a report to one place. Whether standard output takes it is found
// out by guarded.
func (p *program) write(s sink, r *output.Report) error {
	settings := output.Settings{Quiet: p.options.quiet, Version: thisBuild().Version}
	if s.file == "" {
		settings.Style = p.style()
		_ = s.format.Write(p.stdout, r, settings)
		return nil
	}
	settings.Style = p.styleOf(nil)
	err := input.Replace(s.file, func(f *os.File) error { return s.format.Write(f, r, settings) })
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", s.file, cause(err))
	}
	return nil
}

// cause returns what went wrong without the path, which is told anyway.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
