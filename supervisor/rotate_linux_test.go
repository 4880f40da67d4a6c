package supervisor

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestRotation rotates a file that is appended to: by size, by age, with and
// without compression, keeping as many as are wanted.
func TestRotation(t *testing.T) {
	for _, compress := range []bool{false, true} {
		t.Run(fmt.Sprintf("compress=%v", compress), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "out")
			r := &Rotation{Size: 1000, Keep: 3, Compress: compress}
			file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o640)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			suffix := ""
			if compress {
				suffix = ".gz"
			}
			text := func(round int) []byte { return bytes.Repeat(fmt.Appendf(nil, "%d\n", round), 600) }
			for round := range 6 {
				file.Write([]byte("x"))
				if err := r.apply(path, time.Now()); err != nil {
					t.Fatal(err)
				}
				if info, err := os.Stat(path); err != nil || info.Size() != 1 {
					t.Fatalf("round %d: a small file was rotated: %v, %v", round, info, err)
				}
				os.Truncate(path, 0)
				file.Write(text(round))
				if err := r.apply(path, time.Now()); err != nil {
					t.Fatal(err)
				}
			}
			for n := 1; n <= 3; n++ {
				if got := contents(t, fmt.Sprintf("%s.%d%s", path, n, suffix)); !bytes.Equal(got, text(6-n)) {
					t.Errorf("file %d begins with %.20q", n, got)
				}
			}
			if left, _ := filepath.Glob(path + ".*"); len(left) != 3 {
				t.Errorf("there are %v", left)
			}
			if info, err := os.Stat(path + ".1" + suffix); err != nil || info.Mode().Perm() != 0o640 {
				t.Errorf("the mode is not that of the file: %v, %v", info, err)
			}
			aged := &Rotation{Age: time.Hour, Keep: 1, Compress: compress}
			file.Write([]byte("y"))
			for _, later := range []time.Duration{time.Minute, 2 * time.Hour} {
				if err := aged.apply(path, time.Now().Add(later)); err != nil {
					t.Fatal(err)
				}
			}
			if got := contents(t, path+".1"+suffix); string(got) != "y" {
				t.Errorf("after two hours there is %.20q", got)
			}
		})
	}
}

// TestRotationOfLinks demands that nothing is emptied that a link leads to.
func TestRotationOfLinks(t *testing.T) {
	dir := t.TempDir()
	victim := filepath.Join(dir, "victim")
	if err := os.WriteFile(victim, make([]byte, 5000), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(victim, filepath.Join(dir, "out")); err != nil {
		t.Fatal(err)
	}
	if err := (&Rotation{Size: 1, Keep: 1}).apply(filepath.Join(dir, "out"), time.Now()); err == nil {
		t.Error("a link was rotated")
	}
	if info, err := os.Stat(victim); err != nil || info.Size() != 5000 {
		t.Errorf("what the link leads to is %v, %v", info, err)
	}
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var from io.Reader = file
	if filepath.Ext(path) == ".gz" {
		if from, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	}
	data, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
