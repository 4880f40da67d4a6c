package supervisor

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// TestPrepare looks at logs before a daemon is ended for one that would have them.
func TestPrepare(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := unix.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		log string
		ok  bool
	}{
		{filepath.Join(dir, "bluepill.log"), true},
		{filepath.Join(dir, "none", "bluepill.log"), false},
		{dir, false},
		{pipe, true}, // nobody reads it, so it cannot have been opened
		{"", true},
	} {
		if err := Prepare(&Plan{App: "shop", BaseDir: filepath.Join(dir, "base"), LogFile: c.log}); (err == nil) != c.ok {
			t.Errorf("%q: %v", c.log, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "bluepill.log")); err != nil {
		t.Error(err)
	}
}
