// Package hostenv answers an evaluation's questions as this machine would: its
// environment variables, files, users and clock.
//
// It reads, and never does anything else: it runs no command, opens nothing but
// regular files, and takes nothing that is not bounded.
package hostenv

import (
	"errors"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/regular"
)

// New returns the environment in which the pill at a path is loaded here, by
// this user and in this folder.
func New(pillPath string) eval.Env {
	dir, _ := os.Getwd()
	host, _ := os.Hostname()
	home, _ := lookupEnv("HOME")
	path, err := filepath.Abs(pillPath)
	if err != nil {
		path = ""
	}
	return eval.Env{
		Getenv:   lookupEnv,
		Environ:  environ,
		ReadFile: readFile,
		Stat:     stat,
		Glob:     glob,
		Gem:      (&gems{}).has,
		Now:      time.Now,
		Hostname: host,
		Home:     home,
		HomeOf:   homeOf,
		Dir:      filepath.ToSlash(dir),
		Path:     filepath.ToSlash(path),
		Root:     os.Geteuid() == 0,
	}
}

// lookupEnv returns an environment variable. Ruby sets HOME on Windows, where
// nobody else does; its paths have slashes.
func lookupEnv(name string) (string, bool) {
	value, ok := os.LookupEnv(name)
	if !ok && name == "HOME" && runtime.GOOS == "windows" {
		dir, err := os.UserHomeDir()
		return filepath.ToSlash(dir), err == nil
	}
	return value, ok
}

// environ returns all that lookupEnv knows.
func environ() []string {
	all := os.Environ()
	if _, ok := os.LookupEnv("HOME"); !ok {
		if home, ok := lookupEnv("HOME"); ok {
			all = append(all, "HOME="+home)
		}
	}
	return all
}

// maxFile is how large a file may be that is read, in bytes.
const maxFile = 8 << 20

func readFile(path string) ([]byte, error) { return regular.ReadFile(path, maxFile) }

// stat tells what there is at a path, as eval.Env wants to know it.
func stat(path string) string {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return ""
	case info.Mode().IsRegular():
		return "file"
	case info.IsDir():
		return "directory"
	}
	return "other"
}

// Mode returns the kind and permissions of what there is at a path, following
// links. It fails where permissions are not what Unix has.
func Mode(path string) (fs.FileMode, error) {
	if runtime.GOOS == "windows" {
		return 0, errors.ErrUnsupported
	}
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Mode(), nil
}

// homeOf is the home folder of a user.
func homeOf(name string) (home string, ok bool) {
	u, err := user.Lookup(name)
	if err != nil || !strings.HasPrefix(u.HomeDir, "/") {
		return "", false
	}
	return u.HomeDir, true
}
