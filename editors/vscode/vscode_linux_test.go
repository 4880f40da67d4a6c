// Package vscode_test packs the extension, as it is shipped, and uses it in real
// VS Code: in its extension host, and through its screen.
package vscode_test

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

// The versions of VS Code, by those of the packages that .ci/vscode brings.
const (
	newest = "4.139.1" // VS Code 1.139.1
	older  = "4.99.4"  // VS Code 1.99.3
)

// patience is how long anything is waited for. It is long, as it only passes
// where a test fails.
const patience = 2 * time.Minute

// cached returns what .ci/vscode has put into the user's cache.
func cached(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "pilllint/vscode", name)
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v; make deps brings it", err)
	}
	return path
}

func node(t *testing.T) string { return cached(t, "node-24.21.0/bin/node") }

// command returns a command in the extension's folder that finds our Node.js
// first.
func command(t *testing.T, name string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(node(t))+string(filepath.ListSeparator)+os.Getenv("PATH"))
	return cmd
}

func output(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s%s", cmd.Args, err, out, &errs)
	}
	return strings.TrimSpace(string(out))
}

func TestMain(m *testing.M) { editortest.Main(m) }

// packed is what all tests share: the package for this machine.
var packed struct {
	sync.Once
	vsix string
}

// pack makes the package, once.
func pack(t *testing.T) string {
	t.Helper()
	packed.Do(func() {
		program, err := exec.LookPath("pilllint")
		if err != nil {
			t.Fatal(err)
		}
		arch := output(t, exec.Command("go", "env", "GOARCH"))
		packed.vsix = output(t, command(t, "./package", "linux-"+arch, program, filepath.Dir(program)))
	})
	if packed.vsix == "" {
		t.Fatal("the extension could not be packed")
	}
	return packed.vsix
}

// A code is a VS Code that runs: its server, to which a browser is the window.
type code struct {
	dir       string // with all that it writes
	workspace string
	port      string
}

// start starts a version of VS Code in which the extension is installed, for a
// workspace, and waits until it answers.
func start(t *testing.T, version, workspace, settings string, args ...string) *code {
	t.Helper()
	vsix := pack(t)
	// Its helpers may write for a moment longer than it runs, which t.TempDir does
	// not forgive.
	dir, err := os.MkdirTemp("", "pilllint-vscode-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	c := &code{dir: dir, workspace: workspace}
	editortest.Write(t, c.settings(), settings)

	args = append([]string{
		filepath.Join(cached(t, "code-server-"+version), "lib/vscode/out/server-main.js"),
		"--accept-server-license-terms", "--server-data-dir", dir, "--extensions-dir", filepath.Join(dir, "extensions"),
	}, args...)
	c.run(t, append(args, "--install-extension", vsix)).wait(t)
	listening := c.run(t, append(args, "--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--disable-telemetry"))
	c.port = listening.line(t, regexp.MustCompile(`Extension host agent listening on (\d+)`))
	until(t, "VS Code to answer", func() bool {
		response, err := http.Get(c.url("/version"))
		return err == nil && response.Body.Close() == nil && response.StatusCode == http.StatusOK
	})
	return c
}

func (c *code) url(path string) string { return "http://127.0.0.1:" + c.port + path }

// settings is the file of the user's settings.
func (c *code) settings() string { return filepath.Join(c.dir, "data/User/settings.json") }

// remote returns how a file is called in the window.
func (c *code) remote(path string) string { return "vscode-remote://127.0.0.1:" + c.port + path }

// A process is a program that a test has started.
type process struct {
	cmd  *exec.Cmd
	log  string
	done chan struct{}
	err  error // of its end, when done is closed
}

// events are what VS Code writes of what it does; the rest complains of native
// modules that it does without.
var events = regexp.MustCompile(`(?m)^\[.*\n`)

// run starts Node.js in a group of its own, which ends with the test.
func (c *code) run(t *testing.T, args []string) *process {
	t.Helper()
	log, err := os.CreateTemp(c.dir, "log-*")
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: command(t, node(t), args...), log: log.Name(), done: make(chan struct{})}
	p.cmd.Env = append(p.cmd.Env, "HOME="+c.dir, "PILLLINT_RESULTS="+c.results(), fmt.Sprint("PILLLINT_PATIENCE=", patience.Milliseconds()),
		`EXTENSIONS_GALLERY={"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}`)
	p.cmd.Stdout, p.cmd.Stderr = log, log
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(func() {
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
		<-p.done
		_ = log.Close()
		if t.Failed() {
			t.Logf("VS Code wrote\n%s", bytes.Join(events.FindAll(p.written(), -1), nil))
		}
	})
	return p
}

// results is where the tests in the extension host leave what came of them.
func (c *code) results() string { return filepath.Join(c.dir, "results.json") }

func (p *process) written() []byte {
	data, _ := os.ReadFile(p.log)
	return data
}

// wait waits for the end of a process, which has to be a good one.
func (p *process) wait(t *testing.T) {
	t.Helper()
	select {
	case <-p.done:
	case <-time.After(patience):
		t.Fatal("VS Code does not end")
	}
	if p.err != nil {
		t.Fatal(p.err)
	}
}

// line waits for a line, and returns the first group of what matches it.
func (p *process) line(t *testing.T, want *regexp.Regexp) (found string) {
	t.Helper()
	until(t, want.String(), func() bool {
		for s := bufio.NewScanner(bytes.NewReader(p.written())); s.Scan(); {
			if m := want.FindStringSubmatch(s.Text()); m != nil {
				found = m[1]
				return true
			}
		}
		return false
	})
	return found
}

// until waits for a condition.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited for %s in vain", what)
		}
	}
}
