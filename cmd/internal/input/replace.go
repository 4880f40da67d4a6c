package input

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Replace writes a file as a whole or not at all: readers see the old one until
// the new one is complete, and if write returns an error the old one stays. The
// new file has the permissions of the old; a symbolic link stays one, and what is
// no plain file, such as a pipe, is written to directly.
func Replace(path string, write func(*os.File) error) error {
	return replace(path, write, func(*os.File, fs.FileInfo) error { return nil })
}

// replace does what Replace does, and calls ready for a file that there is, with
// what takes its place, at the last moment at which it can stay.
func replace(path string, write func(*os.File) error, ready func(f *os.File, old fs.FileInfo) error) (err error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	old, statErr := os.Stat(path)
	mode := fs.FileMode(0o666)
	if statErr == nil {
		mode = 0o600 // nobody is to read what they cannot read in the old one
		if !old.Mode().IsRegular() {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			return closeAfter(f, write(f))
		}
	}
	f, err := createBeside(path, mode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	err = write(f)
	if statErr == nil && err == nil {
		// A change of owner takes away some of the permissions.
		err = ready(f, old)
		if err == nil {
			err = f.Chmod(old.Mode() & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky))
		}
	}
	if err := closeAfter(f, err); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// createBeside creates a new file in the folder of another. Unlike that of
// os.CreateTemp, its mode is subject to the umask, as that of any new file.
func createBeside(path string, mode fs.FileMode) (*os.File, error) {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+strings.TrimPrefix(filepath.Base(path), ".")+".*")
	if err != nil {
		return nil, err
	}
	name := temp.Name()
	if err := errors.Join(temp.Close(), os.Remove(name)); err != nil {
		return nil, err
	}
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
}

// closeAfter closes a file that was written, and returns the first error.
func closeAfter(f *os.File, err error) error {
	closed := f.Close()
	if err != nil {
		return err
	}
	return closed
}
