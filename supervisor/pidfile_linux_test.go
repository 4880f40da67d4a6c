package supervisor

import (
	"os"
	"path/filepath"
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
