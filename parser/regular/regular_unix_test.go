//go:build unix

package regular

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestReadFileNeverWaits reads what would block, or never end.
func TestReadFileNeverWaits(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	for _, path := range []string{fifo, "/dev/zero"} {
		go func() {
			_, err := ReadFile(path, 10)
			done <- err
		}()
		select {
		case err := <-done:
			if err == nil {
				t.Error(path, "was read")
			}
		case <-time.After(5 * time.Second):
			t.Fatal(path, "was waited for")
		}
	}
}
