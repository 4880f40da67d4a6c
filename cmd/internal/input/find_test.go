package input

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, path := range []string{"b.pill", "a.pill", "sub/c.pill", "sub/d.rb", "sub/e.txt", ".pill", "empty/readme"} {
		write(t, path, "")
	}
	mkdir(t, "folder.pill")
	if err := os.Symlink("..", filepath.Join("sub", "up")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("c.pill", filepath.Join("sub", "link.pill")); err != nil {
		t.Fatal(err)
	}
	files, folders, failed := Files([]string{"sub/", "b.pill", "./sub/c.pill", ".", "none.pill", "sub/e.txt", "empty"})
	var got []string
	for _, f := range files {
		s := f.Path
		if f.Named {
			s += "!"
		}
		if f.Ruby() {
			s += "?"
		}
		got = append(got, filepath.ToSlash(s))
	}
	want := []string{"a.pill", "b.pill!", "./sub/c.pill!", "sub/d.rb?", "sub/e.txt!", "sub/link.pill"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if len(failed) != 1 || failed[0].Error() != "none.pill: no such file or folder" {
		t.Errorf("failed: %v", failed)
	}
	if len(folders) != 3 {
		t.Errorf("folders: %v", folders)
	}
}
