package input

import (
	"os"
	"path/filepath"
	"testing"
)

func TestWriteKeepsOwner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.pill")
	put(t, path, "one\n")
	if err := os.Chown(path, 1234, 2345); err != nil {
		t.Fatal(err) // only root can give files away
	}
	before, _ := os.Stat(path)
	if failed := Write(path, "one\n", "two\n"); failed != nil {
		t.Fatal(failed)
	}
	after, _ := os.Stat(path)
	if owner(before) != owner(after) {
		t.Errorf("owner %v became %v", owner(before), owner(after))
	}
}
