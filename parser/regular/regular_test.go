package regular

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.rb")
	if err := errors.Join(os.WriteFile(path, []byte("1234"), 0o600), os.Symlink(path, filepath.Join(dir, "ln"))); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.rb", "ln"} {
		if data, err := ReadFile(filepath.Join(dir, name), 4); err != nil || string(data) != "1234" {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	if _, err := ReadFile(path, 3); !errors.Is(err, ErrTooLarge) {
		t.Error("a file that is too large:", err)
	}
	if _, err := ReadFile(filepath.Join(dir, "none"), 4); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a file that is not there:", err)
	}
	if _, err := ReadFile(dir, 4); !errors.Is(err, ErrNotRegular) {
		t.Error("a folder:", err)
	}
}
