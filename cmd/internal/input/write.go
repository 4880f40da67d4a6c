package input

// This file writes files back.

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Mark is a byte order mark, which Read leaves out.
const Mark = "\ufeff"

// Write replaces the text of a file, as it was read, with another: all at once,
// so that nobody ever sees half of it. A link is followed; the mode, the owner
// and a byte order mark are kept. A file whose text has changed since, or whose
// owner cannot be kept, is left alone.
func Write(path, was, is string) *Failure {
	target := path
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		target = resolved
	}
	bom, failed := Unchanged(target, was)
	if failed != nil {
		if text, other := Read(target); other == nil && text == is {
			return nil // by another of its names
		}
		return &Failure{path, failed.Message}
	}
	if err := replace(target, bom+is, func() error { // the last moment to look
		if _, failed := Unchanged(target, was); failed != nil {
			return errors.New(failed.Message)
		}
		return nil
	}); err != nil {
		f := failure(path, err)
		return &Failure{path, "cannot be written: " + f.Message}
	}
	return nil
}

// Unchanged checks that a file still has the text that was read, and returns its
// byte order mark if it has one.
func Unchanged(path, was string) (bom string, failed *Failure) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", failure(path, err)
	}
	if text, ok := bytes.CutPrefix(data, []byte(Mark)); ok {
		bom, data = Mark, text
	}
	if string(data) != was {
		return "", &Failure{path, "has changed since it was read, so it is left as it is"}
	}
	return bom, nil
}

// replace writes a file beside another and renames it, if check allows.
func replace(target, text string, check func() error) error {
	info, err := os.Stat(target)
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(target), "."+strings.TrimPrefix(filepath.Base(target), ".")+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // if it was renamed, there is none
	_, err = temp.WriteString(text)
	err = errors.Join(err, keepOwner(temp, info), temp.Chmod(info.Mode()&(fs.ModePerm|fs.ModeSetuid|fs.ModeSetgid|fs.ModeSticky)), temp.Sync())
	if err = errors.Join(err, temp.Close()); err != nil {
		return err
	}
	if err := check(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), target)
}
