package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/pilllint/pilllint/parser/pill"

	"github.com/pilllint/pilllint/cmd/internal/input"
)

// lint runs the program in this process.
func lint(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(args, strings.NewReader(""), &out, &err)
	return code, out.String(), err.String()
}

// small is a pill of the usual size, without mistakes.
const small = `Bluepill.application("user_%[1]d") do |app|
  app.process("user_%[1]d_1") do |process|
    process.start_command = "bin/shop #{1 + %[1]d}"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "kill -TERM {{PID}}"
    process.stop_grace_time = 50.seconds
    process.checks :mem_usage, :every => 30.seconds, :below => 500.megabytes, :times => [3, 5]
  end
end
`

// folder writes n small pills; every seventh is broken.
func folder(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		text := fmt.Sprintf(small, i)
		if i%7 == 6 {
			text = strings.TrimSuffix(text, "end\n")
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("user_%d.pill", i)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestManyFiles: findings come in the order of the paths however many cores
// there are, and no goroutine is left behind.
func TestManyFiles(t *testing.T) {
	dir := folder(t, 200)
	before := runtime.NumGoroutine()
	var first string
	for _, cores := range []int{1, 2, 8} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		code, out, errs := lint("--format", "json", dir)
		if code != exitFindings || errs != "" {
			t.Fatalf("%d cores: status %d, %s", cores, code, errs)
		}
		if first == "" {
			first = out
		}
		if out != first {
			t.Errorf("%d cores: another result", cores)
		}
	}
	if got := strings.Count(first, `"rule":"syntax-error"`); got != 28 {
		t.Errorf("%d findings, want 28", got)
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// TestEach: results come in order, and no more than a few wait.
func TestEach(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	next := 0
	each(1000, func(i int) int { return i * i }, func(i, got int) {
		if i != next || got != i*i {
			t.Fatalf("got %d, %d, want %d", i, got, next)
		}
		next++
	})
	if next != 1000 {
		t.Errorf("%d results", next)
	}
	each(0, func(int) int { t.Error("called"); return 0 }, func(int, int) { t.Error("called") })
}

// TestSurvive: a mistake of ours over one file is its failure, and says where
// it was made.
func TestSurvive(t *testing.T) {
	var failed *input.Failure
	func() {
		p := &program{}
		defer p.survive(input.File{Path: "a.pill"}, func(f *input.Failure) { failed = f })
		_ = []int{}[len(p.args)]
	}()
	want := regexp.MustCompile(`^a\.pill: this file triggers a bug in pilllint, please report it: .*out of range.* \(run_test\.go:\d+\)$`)
	if failed == nil || !want.MatchString(failed.Error()) {
		t.Errorf("got %v", failed)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"check", "explain", "rules", "model", "version", "help"}
	for word, want := range map[string]string{
		"chekc": "check", "chck": "check", "rule": "rules", "modle": "model", "explian": "explain", "hlep": "help",
		"x": "", "": "", "lint": "", "config": "", "pills": "",
	} {
		if got := pill.Suggest(word, names); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func TestWantsColor(t *testing.T) {
	for _, c := range []struct {
		env                map[string]string
		onTerminal, inPipe bool
	}{
		{nil, true, false},
		{map[string]string{"TERM": "xterm"}, true, false},
		{map[string]string{"TERM": "dumb"}, false, false},
		{map[string]string{"NO_COLOR": "1"}, false, false},
		{map[string]string{"NO_COLOR": ""}, true, false},
		{map[string]string{"CI": "true"}, false, false},
		{map[string]string{"CI": "false"}, true, false},
		{map[string]string{"FORCE_COLOR": "1", "CI": "true"}, true, true},
		{map[string]string{"CLICOLOR_FORCE": "1", "TERM": "dumb"}, true, true},
		{map[string]string{"FORCE_COLOR": "0"}, true, false},
		{map[string]string{"FORCE_COLOR": ""}, true, false},
		{map[string]string{"FORCE_COLOR": "1", "NO_COLOR": "1"}, false, false},
	} {
		getenv := func(name string) string { return c.env[name] }
		if got := wantsColor(getenv, true); got != c.onTerminal {
			t.Errorf("%v on a terminal: %t", c.env, got)
		}
		if got := wantsColor(getenv, false); got != c.inPipe {
			t.Errorf("%v in a pipe: %t", c.env, got)
		}
	}
}

// BenchmarkSmallFile is one small file, from arguments to exit code.
func BenchmarkSmallFile(b *testing.B) {
	dir := folder(b, 1)
	b.ReportAllocs()
	for b.Loop() {
		if code, _, errs := lint(dir); code != exitClean {
			b.Fatal(code, errs)
		}
	}
}

// BenchmarkThousandFiles is a thousand small files, on all cores and on one.
func BenchmarkThousandFiles(b *testing.B) {
	dir := folder(b, 1000)
	for _, cores := range []int{runtime.NumCPU(), 1} {
		b.Run(fmt.Sprintf("cores=%d", cores), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			b.ReportAllocs()
			for b.Loop() {
				if code, _, errs := lint(dir); code != exitFindings {
					b.Fatal(code, errs)
				}
			}
		})
	}
}
