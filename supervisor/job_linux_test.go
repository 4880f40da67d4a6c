package supervisor

import (
	"os"
	"path/filepath"
	"testing"
)

// TestExplain demands that the message names what is in the way.
func TestExplain(t *testing.T) {
	dir := t.TempDir()
	script := filepath.Join(dir, "run.sh")
	if err := os.WriteFile(script, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	none := filepath.Join(dir, "none")
	closed := filepath.Join(dir, "closed")
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	for d := dir; d != os.TempDir(); d = filepath.Dir(d) { // all but the last may be entered
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	nobody, err := identityOf(&Spec{User: "nobody"})
	if err != nil {
		t.Fatal(err)
	}
	if nobody != nil { // this is root
		_, err := newJob(&Spec{Dir: closed}, nobody, "/bin/true", "", "/").start()
		if want := "Permission denied - " + closed; err == nil || err.Error() != want {
			t.Errorf("as nobody: %v, want %s", err, want)
		}
	}
	for _, c := range []struct{ dir, command, want string }{
		{none, script, "No such file or directory - " + none},
		{script, script, "Not a directory - " + script},
		{script, "/bin/true", "Not a directory - " + script},
		{dir, none, "No such file or directory - " + none},
		{dir, script + "/x", "Not a directory - " + script + "/x"},
		{dir, dir, "Permission denied - " + dir},
	} {
		_, err := newJob(&Spec{Dir: c.dir}, nil, c.command, "", "/").start()
		if err == nil || err.Error() != c.want {
			t.Errorf("%s in %s: %v, want %s", c.command, c.dir, err, c.want)
		}
	}
}
