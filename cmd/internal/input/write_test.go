package input

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	for name, c := range map[string]struct{ disk, is, want string }{
		"plain":            {"one\n", "two\n", "two\n"},
		"byte order mark":  {Mark + "one\n", "two\n", Mark + "two\n"},
		"CRLF":             {"one\r\ntwo\r\n", "one\r\n2\r\n", "one\r\n2\r\n"},
		"no final newline": {"one\ntwo", "one\n2", "one\n2"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.pill")
			put(t, path, c.disk)
			if err := os.Chmod(path, 0o604); err != nil {
				t.Fatal(err)
			}
			was, failed := Read(path)
			if failed != nil {
				t.Fatal(failed)
			}
			if failed := Write(path, was, c.is); failed != nil {
				t.Fatal(failed)
			}
			if got := get(t, path); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o604 {
				t.Errorf("mode %v, %v", info.Mode(), err)
			}
			if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
				t.Errorf("something is left beside it: %v", entries)
			}
		})
	}
}

func TestWriteChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.pill")
	put(t, path, "someone else's\n")
	failed := Write(path, "one\n", "two\n")
	if failed == nil || !strings.Contains(failed.Message, "has changed since it was read") {
		t.Errorf("got %v", failed)
	}
	if got := get(t, path); got != "someone else's\n" {
		t.Errorf("it was overwritten: %q", got)
	}
	put(t, path, "two\n")
	if failed := Write(path, "one\n", "two\n"); failed != nil {
		t.Errorf("it is there already: %v", failed)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if failed := Write(path, "one\n", "two\n"); failed == nil {
		t.Errorf("a file that is gone was made again")
	}
}

func TestWriteLink(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "real", "a.pill"), filepath.Join(dir, "b.pill")
	if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, path, "one\n")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if failed := Write(link, "one\n", "two\n"); failed != nil {
		t.Fatal(failed)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 || get(t, path) != "two\n" {
		t.Errorf("the link was replaced, or its file not written")
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
