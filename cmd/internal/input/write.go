package input

// This file writes files back.

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
)

// Mark is a byte order mark, which Read leaves out.
const Mark = "\ufeff"

// Write replaces the text of a file, as it was read, with another: all at once,
// so that nobody ever sees half of it. A link is followed; the mode, the owner
// and a byte order mark are kept. A file whose text has changed since, or whose
// owner cannot be kept, is left alone.
func Write(path, was, is string) *Failure {
	bom, failed := Unchanged(path, was)
	if failed != nil {
		if text, other := Read(path); other == nil && text == is {
			return nil // by another of its names
		}
		return failed
	}
	err := replace(path, func(f *os.File) error {
		_, err := f.WriteString(bom + is)
		return err
	}, func(f *os.File, old fs.FileInfo) error {
		if err := errors.Join(keepOwner(f, old), f.Sync()); err != nil {
			return err
		}
		if _, failed := Unchanged(path, was); failed != nil {
			return errors.New(failed.Message)
		}
		return nil
	})
	if err != nil {
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
