package input

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser"
)

func TestRead(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ name, text, want, message string }{
		{name: "plain", text: "a\n", want: "a\n"},
		{name: "empty"},
		{name: "crlf", text: "a\r\nb\r\n", want: "a\r\nb\r\n"},
		{name: "bom", text: "\ufeffa", want: "a"},
		{name: "latin1", text: "a\n# caf\xe9\n", message: "is not UTF-8: byte 0xe9 in line 2"},
		{name: "utf16", text: "\xff\xfea\x00", message: "is UTF-16, not UTF-8"},
		{name: "replacement", text: "\ufffd", want: "\ufffd"},
		{name: "largest", text: strings.Repeat("#", parser.MaxSize), want: strings.Repeat("#", parser.MaxSize)},
		{name: "larger", text: strings.Repeat("#", parser.MaxSize+1), message: "is larger than 2 MB, the most that is read"},
	} {
		path := filepath.Join(dir, c.name)
		write(t, path, c.text)
		got, failed := Read(path)
		if got != c.want {
			t.Errorf("%s: got %.20q, want %.20q", c.name, got, c.want)
		}
		if message := messageOf(failed); message != c.message {
			t.Errorf("%s: failed with %q, want %q", c.name, message, c.message)
		}
	}
}

func TestReadWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "loop")
	if err := os.Symlink(link, link); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		dir:                        "is a folder",
		filepath.Join(dir, "none"): "no such file or folder",
		os.DevNull:                 "is a device, not a regular file",
		link:                       "too many levels of symbolic links",
	} {
		if _, failed := Read(path); messageOf(failed) != want {
			t.Errorf("%s: %q, want %q", path, messageOf(failed), want)
		}
	}
}

func TestReadFromIsBounded(t *testing.T) {
	r := &endless{}
	_, failed := ReadFrom("<stdin>", r, 0)
	if want := "is larger than 2 MB, the most that is read"; messageOf(failed) != want {
		t.Errorf("%q, want %q", messageOf(failed), want)
	}
	if parser.MaxSize != 2<<20 {
		t.Error("the message names another size than parser.MaxSize")
	}
	if r.read > 2*parser.MaxSize {
		t.Errorf("read %d bytes", r.read)
	}
}

// endless is a text without an end.
type endless struct{ read int }

func (r *endless) Read(p []byte) (int, error) {
	r.read += len(p)
	return len(p), nil
}

func messageOf(f *Failure) string {
	if f == nil {
		return ""
	}
	return f.Message
}
