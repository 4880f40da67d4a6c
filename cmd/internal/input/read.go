package input

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser"
)

// Read reads a file. One that is too large is refused before any of it is
// read, and so is anything that is not a regular file, as reading it might
// never end.
func Read(path string) (string, *Failure) {
	info, err := os.Stat(path)
	if err != nil {
		return "", failure(path, err)
	}
	if message := refuse(info); message != "" {
		return "", &Failure{path, message}
	}
	f, err := os.Open(path)
	if err != nil {
		return "", failure(path, err)
	}
	defer f.Close()
	return ReadFrom(path, f, info.Size())
}

// ReadFrom reads a text of about the size given from r; path is what it is
// called.
func ReadFrom(path string, r io.Reader, size int64) (string, *Failure) {
	var b bytes.Buffer
	b.Grow(int(min(size, parser.MaxSize)) + bytes.MinRead) // so that it does not grow on the way
	if _, err := b.ReadFrom(io.LimitReader(r, parser.MaxSize+1)); err != nil {
		return "", failure(path, err)
	}
	if b.Len() > parser.MaxSize {
		return "", &Failure{path, tooLarge}
	}
	return text(path, b.String())
}

// tooLarge is why a text of more than parser.MaxSize is refused.
const tooLarge = "is larger than 2 MB, the most that is read"

// refuse says why a file is not read, from what the system tells of it.
func refuse(info fs.FileInfo) string {
	switch mode := info.Mode(); {
	case mode.IsDir():
		return "is a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "is a pipe, not a regular file; use - to read standard input"
	case mode&fs.ModeSocket != 0:
		return "is a socket, not a regular file"
	case mode&fs.ModeDevice != 0:
		return "is a device, not a regular file"
	case !mode.IsRegular():
		return "is not a regular file"
	case info.Size() > parser.MaxSize:
		return tooLarge
	}
	return ""
}

// text checks that a text is UTF-8. Its byte order mark goes, as it is no
// part of the text to editors, which count columns without it.
func text(path, s string) (string, *Failure) {
	if strings.HasPrefix(s, "\xff\xfe") || strings.HasPrefix(s, "\xfe\xff") {
		return "", &Failure{path, "is UTF-16, not UTF-8"}
	}
	s = strings.TrimPrefix(s, Mark)
	if utf8.ValidString(s) {
		return s, nil
	}
	at := 0
	for {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return "", &Failure{path, fmt.Sprintf("is not UTF-8: byte 0x%02x in line %d", s[at], strings.Count(s[:at], "\n")+1)}
}

// failure says in a few words why the system refused.
func failure(path string, err error) *Failure {
	message := err.Error()
	var pathErr *fs.PathError
	var errno syscall.Errno
	switch {
	case errors.Is(err, fs.ErrNotExist):
		message = "no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		message = "permission denied"
	case errors.As(err, &errno):
		message = errno.Error()
	case errors.As(err, &pathErr):
		message = pathErr.Err.Error()
	}
	return &Failure{path, message}
}
