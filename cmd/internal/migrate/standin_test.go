package migrate

// This file puts a stand-in in the place of programs that units run; see
// testdata/standin.

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// standinProgram is the stand-in, as /standin.
func standinProgram(t *testing.T) File {
	t.Helper()
	program := filepath.Join(t.TempDir(), "standin")
	build := exec.Command("go", "build", "-o", program, "./testdata/standin")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return File{Path: "standin", Mode: 0o755, Text: read(t, program)}
}

// lineFile is a file of lines, for a script.
func lineFile(name string, lines []string) File {
	return File{Path: name, Mode: 0o644, Text: strings.Join(lines, "\n") + "\n"}
}

// A told is what the stand-in tells of, as it writes it.
type told struct {
	At       int64
	Word     string
	Args     [][]byte
	Env      [][]byte
	Dir      []byte
	Umask    int
	UID, GID int
	Groups   []int
	PID      int
}

func texts(list [][]byte) (all []string) {
	for _, b := range list {
		all = append(all, string(b))
	}
	return all
}

// states reads what a stand-in has told.
func (n *nest) states(name string) (list []told) {
	data, err := os.ReadFile(filepath.Join(n.out, name))
	if err != nil {
		return nil
	}
	for d := json.NewDecoder(bytes.NewReader(data)); d.More(); {
		var st told
		if err := d.Decode(&st); err != nil {
			n.Errorf("%s: %v", name, err)
			return list
		}
		list = append(list, st)
	}
	return list
}
