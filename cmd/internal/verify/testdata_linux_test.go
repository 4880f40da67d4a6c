package verify

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite what running the fixtures shows")

const (
	project    = "../../.."
	shownPath  = project + "/testdata/verify.txt"
	unreasoned = "why?"
)

// shownHead is what shownPath begins with.
const shownHead = `# What running the pills of this folder shows (pilllint verify --stand-in testdata), and what check tells of them.
#
# Pills that are not here do well, and check has no error for them. Where running shows what no rule tells, or does not show what
# one is sure of, the reason stands at the end. go test ./cmd/internal/verify -run TestFixtures -update rewrites this, and leaves the reasons to you.
`

// TestFixtures runs all pills of testdata, as anybody can:
//
//	go run ./cmd/pilllint verify --stand-in testdata
//
// Those that are right run, and those with a mistake show it. What is shown and
// what the rules say are two opinions that nobody has made agree, so each
// difference has its reason in testdata/verify.txt.
func TestFixtures(t *testing.T) {
	program := filepath.Join(t.TempDir(), "pilllint")
	if out, err := exec.Command("go", "build", "-o", program, "../../pilllint").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Parallel()
	toBegin.Wait()
	for range 2 * cap(atOnce) / 3 { // the program runs so many at a time on two cores
		atOnce <- struct{}{}
		defer func() { <-atOnce }()
	}
	shown := runPills(t, program, "testdata/golden", "testdata") // those that take long first
	told := findings(t, program, "check", "--no-config", "--ignore", "missing-log", "testdata")

	data, err := os.ReadFile(shownPath)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	reasons := map[string]string{}
	want := map[string]string{} // by path, without the reason
	for line := range strings.Lines(string(data)) {
		line, reason, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  # ")
		if path, _, ok := strings.Cut(line, ": "); ok && !strings.HasPrefix(line, "#") {
			reasons[path], want[path] = reason, strings.TrimRight(line, " ")
		}
	}

	// A busy machine may be too slow for twenty seconds in one: what differs is run
	// again by slower clocks, alone.
	for _, speed := range []string{"10", "4"} {
		var again []string
		for path := range shown {
			if line, _ := verdict(path, shown[path], told[path]); line != want[path] {
				again = append(again, path)
			}
		}
		if len(again) == 0 || len(want) == 0 {
			break
		}
		slices.Sort(again)
		t.Logf("run again at speed %s: %s", speed, again)
		maps.Copy(shown, runPills(t, program, append(again, "--speed", speed)...))
	}

	text := shownHead
	for _, path := range slices.Sorted(maps.Keys(shown)) {
		line, explained := verdict(path, shown[path], told[path])
		if line != want[path] && !*update {
			t.Errorf("%s: want %q, got %q", path, want[path], line)
		}
		switch reason := reasons[path]; {
		case explained && reason != "" && reason != unreasoned:
			t.Errorf("%s needs no reason", path)
		case !explained && (reason == "" || reason == unreasoned):
			t.Errorf("%s needs a reason: %s", path, line)
			line += "  # " + unreasoned
		case !explained:
			line += "  # " + reason
		}
		if line != "" {
			text += line + "\n"
		}
	}
	if *update {
		if err := os.WriteFile(shownPath, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// verdict is what stands about a pill; explained is false if what is shown is
// not what is told.
func verdict(path string, shown, told []finding) (line string, explained bool) {
	seen := map[string]bool{}
	for _, f := range shown {
		switch name := strings.TrimPrefix(f.Rule, "verify-"); name {
		case "start", "stay", "copy", "adopt", "restart": // which of them is a matter of moments
			seen["run"] = true
		default:
			seen[name] = true
		}
	}
	errors, warnings := map[string]bool{}, map[string]bool{}
	for _, f := range told {
		switch {
		case f.Consequence != "load" && f.Consequence != "daemon" && f.Consequence != "process":
		case f.Severity == "error":
			errors[f.Rule] = true
		case f.Severity == "warning":
			warnings[f.Rule] = true
		}
	}
	if len(seen) == 0 && len(errors) == 0 {
		return "", true
	}
	if len(errors) == 0 {
		errors = warnings
	}
	list := func(set map[string]bool, none string) string {
		if len(set) == 0 {
			return none
		}
		return strings.Join(slices.Sorted(maps.Keys(set)), ", ")
	}
	return fmt.Sprintf("%s: %s; check: %s", path, list(seen, "well"), list(errors, "nothing")), len(seen) > 0 && len(errors) > 0
}

// A finding is what is told of one, as far as it matters here.
type finding struct{ Path, Rule, Severity, Consequence string }

// runPills runs pills, each of which is in the answer.
func runPills(t *testing.T, program string, args ...string) map[string][]finding {
	t.Helper()
	found := findings(t, program, append([]string{"verify", "--stand-in", "--no-config"}, args...)...)
	for _, path := range args {
		_ = fs.WalkDir(os.DirFS(project), path, func(path string, _ fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".pill") && found[path] == nil {
				found[path] = []finding{}
			}
			return nil
		})
	}
	return found
}

// findings runs the program and returns what it finds, by path. It must be able
// to read everything.
func findings(t *testing.T, program string, args ...string) map[string][]finding {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, append(args, "--format", "json")...)
	cmd.Dir = project
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if code := cmd.ProcessState.ExitCode(); code != 0 && code != 1 || complaints.Len() > 0 {
		t.Fatalf("%s: %v\n%s", args, err, complaints.String())
	}
	var report struct{ Diagnostics []finding }
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatal(err)
	}
	found := map[string][]finding{}
	for _, f := range report.Diagnostics {
		found[f.Path] = append(found[f.Path], f)
	}
	return found
}
