package supervisor

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// TestQuickProgram writes a pid file between the start of a process and the moment
// when its pid is written.
func TestQuickProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "web.pid")
	for _, test := range []struct{ before, meanwhile, want string }{
		{"", "", "100"},
		{"77", "", "100"},
		{"77777\n", "", "100"},
		{"", "4321\n", "4321\n"},
		{"77", "78", "78"},
		{"77", " ", " "}, // it is about to write
	} {
		if err := os.WriteFile(path, []byte(test.before), 0o644); err != nil {
			t.Fatal(err)
		}
		p, err := new(host).openPidFile(&Spec{PidFile: path}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if test.meanwhile != "" {
			if err := os.WriteFile(path, []byte(test.meanwhile), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.born(100); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(path); string(got) != test.want {
			t.Errorf("%q, then %q: got %q, want %q", test.before, test.meanwhile, got, test.want)
		}
	}
}

// TestForgetDead removes a pid file without knowing a process: only one that names a
// process that is not there.
func TestForgetDead(t *testing.T) {
	child := exec.Command("true")
	if err := child.Run(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "web.pid")
	for _, test := range []struct {
		text string
		goes bool
	}{
		{strconv.Itoa(child.ProcessState.Pid()), true},
		{strconv.Itoa(os.Getpid()) + "\n", false},
		{"", false},
		{"not a pid", false},
		{"0", false},
	} {
		if err := os.WriteFile(path, []byte(test.text), 0o644); err != nil {
			t.Fatal(err)
		}
		new(host).forget(&Spec{PidFile: path}, Ident{})
		if _, err := os.Stat(path); os.IsNotExist(err) != test.goes {
			t.Errorf("%q: %v", test.text, err)
		}
	}
}
