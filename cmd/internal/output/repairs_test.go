package output

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestRepairs(t *testing.T) {
	for want, r := range map[string]Repairs{
		"fixed nothing": {},
		"fixed 3 findings in 2 files (1 left; 2 more with --unsafe)": {Fixed: 3, Files: 2, Left: 3, Unsafe: 2},
		"would fix 1 finding in 1 file":                              {Fixed: 1, Files: 1, Only: true},
		"would fix nothing (1 more with --unsafe)":                   {Left: 1, Unsafe: 1, Only: true},
	} {
		if got := r.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestDiff gives differences to the real patch and git apply.
func TestDiff(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		var b strings.Builder
		ending := []string{"\n", "\r\n"}[random.IntN(2)]
		for range random.IntN(12) {
			b.WriteString([]string{"a", "b", "é", "-- x", "++ y", "@@ -1 +1 @@", ""}[random.IntN(7)] + ending)
		}
		if random.IntN(2) == 0 {
			b.WriteString("no newline")
		}
		return b.String()
	}
	names := []string{"a.pill", "with space.pill", "pills/ünï.pill", `quo"te\.pill`, "tab\t.pill"}
	for i := range 60 {
		was, is, name := text(), text(), names[i%len(names)]
		if was == "" || is == "" {
			continue // patch takes an empty text for no file
		}
		d := Diff(name, was, is)
		if was == is {
			if len(d) > 0 {
				t.Errorf("there is a difference of nothing: %q", d)
			}
			continue
		}
		for _, tool := range [][]string{{"patch", "--binary", "-p0"}, {"git", "apply", "-p0"}} {
			if got := applied(t, tool, name, was, d); got != is {
				t.Errorf("%s: %q became %q, not %q, by\n%s", tool, was, got, is, d)
			}
		}
	}
}

// applied applies a difference to a file in a folder of its own.
func applied(t *testing.T, tool []string, name, was string, d []byte) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(was), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool[0], tool[1:]...)
	cmd.Dir, cmd.Stdin, cmd.Env = dir, bytes.NewReader(d), append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s: %v: %s\n%s", tool, err, out, d)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
