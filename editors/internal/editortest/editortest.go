// Package editortest is what tests in real editors share: the program that is
// edited with, pills to open, an empty home, and runs that end.
package editortest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long an editor may take for a whole run. It is long, as it only
// passes where a test fails; what is waited for within a run has less.
const patience = 3 * time.Minute

// Main builds pilllint, puts it first in $PATH, as an editor would find it, and
// runs the tests.
func Main(m *testing.M) {
	dir, err := os.MkdirTemp("", "editors")
	if err == nil {
		err = build(dir)
	}
	code := 1
	if err == nil {
		code = m.Run()
	} else {
		fmt.Fprintln(os.Stderr, err)
	}
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

func build(dir string) error {
	out, err := exec.Command("go", "build", "-o", dir, "github.com/pilllint/pilllint/cmd/pilllint").CombinedOutput()
	if err != nil {
		return fmt.Errorf("pilllint cannot be built: %w\n%s", err, out)
	}
	return os.Setenv("PATH", dir+string(filepath.ListSeparator)+os.Getenv("PATH"))
}

// Pills copies the pills of testdata to a repository of their own, and returns
// that.
func Pills(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	Copy(t, filepath.Join(Root(t), "testdata/pills"), dir)
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Root returns the folder of the whole project.
func Root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for !exists(filepath.Join(dir, "go.mod")) {
		if dir == filepath.Dir(dir) {
			t.Fatal("this is not the project")
		}
		dir = filepath.Dir(dir)
	}
	return dir
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Copy copies a folder.
func Copy(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// Beside returns a program that .ci/beside has unpacked.
func Beside(t *testing.T, suite, name string) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(cache, "pilllint", suite, name, "run")
	if !exists(path) {
		t.Fatalf("%s of %s is not there; make deps brings it", name, suite)
	}
	return path
}

// Home returns an environment in which the user has no settings: the home, which
// it returns too, is empty.
func Home(t *testing.T) (home string, env []string) {
	t.Helper()
	home = t.TempDir()
	env = append(os.Environ(), "HOME="+home, "TERM=xterm-256color", "LANG=C.UTF-8", "LC_ALL=C.UTF-8")
	env = slices.DeleteFunc(env, func(v string) bool { return strings.HasPrefix(v, "XDG_") })
	return home, env
}

// Run runs an editor in a folder to its end, and returns what it writes.
func Run(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, env
	// With all that it has started: a server that is left holds the output open.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// Findings returns what the command line finds in a file of a folder, as lines of
// LINE:COLUMN: SEVERITY: MESSAGE [RULE]; editors are to show the same.
func Findings(t *testing.T, dir, file string) []string {
	t.Helper()
	cmd := exec.Command("pilllint", "check", "--format", "concise", ".")
	cmd.Dir = dir
	out, err := cmd.Output()
	if code := cmd.ProcessState.ExitCode(); code != 0 && code != 1 {
		t.Fatal(err)
	}
	var found []string
	for line := range strings.Lines(string(out)) {
		if line, ok := strings.CutPrefix(strings.TrimSpace(line), file+":"); ok {
			found = append(found, line)
		}
	}
	return found
}

// Read returns a file's text.
func Read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Write writes a file, and the folders that it is in.
func Write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
