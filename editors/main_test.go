// Package editors_test uses pilllint in real editors, with what is shipped for
// each, or with the settings that the README tells.
package editors_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

func TestMain(m *testing.M) { editortest.Main(m) }

// visited is the pill that somebody looks through and puts right in each editor.
const visited = "cloud66_web_server.pill"

// A visit is what is seen then, as the scripts in testdata tell it. The fix has
// been made, and saved.
type visit struct {
	Hover      string // of stop_signals
	Definition string // the line that defines what the working_dir is
	Completed  string // the line after process.supplem was completed
	Findings   []string
}

// check compares a visit with what there is to see in a folder that was like
// testdata/pills.
func (v visit) check(t *testing.T, dir string) {
	t.Helper()
	t.Logf("%s opened; findings:\n%s\nhover:\n%s\ndefinition: %s\ncompleted: %s", visited, strings.Join(v.Findings, "\n"), v.Hover, v.Definition, v.Completed)
	if want := editortest.Findings(t, filepath.Join(editortest.Root(t), "testdata/pills"), visited); !slices.Equal(v.Findings, want) {
		t.Errorf("findings:\n%s\nthe command line has\n%s", strings.Join(v.Findings, "\n"), strings.Join(want, "\n"))
	}
	for _, want := range []string{"stop_signals = [:quit, 30, :term, 11, :kill]", "Array of signals and delays", "The signals that stop the process"} {
		if !strings.Contains(v.Hover, want) {
			t.Errorf("hover: %s", v.Hover)
		}
	}
	if v.Definition != `stack_path = "/var/deploy/shop/web_head/current"` {
		t.Errorf("definition: %s", v.Definition)
	}
	if v.Completed != "    process.supplementary_groups = " {
		t.Errorf("completed: %q", v.Completed)
	}
	checkSaved(t, dir)
}

// checkSaved demands that a folder has the pill as the fix makes it.
func checkSaved(t *testing.T, dir string) {
	t.Helper()
	const before, after = "process.stop_grace_time = 30.seconds", "process.stop_grace_time = 51.seconds"
	was := editortest.Read(t, filepath.Join(editortest.Root(t), "testdata/pills", visited))
	text := editortest.Read(t, filepath.Join(dir, visited))
	if text != strings.Replace(was, before, after, 1) {
		t.Errorf("%s is not what the fix makes of it", visited)
	}
	t.Logf("saved:\n%s", text)
}

// readReport reads what a script has told; out is what its editor wrote.
func readReport(t *testing.T, file, out string, report any) {
	t.Helper()
	data, err := os.ReadFile(file)
	var failure struct{ Failure string }
	if err := errors.Join(err, json.Unmarshal(data, &failure), json.Unmarshal(data, report)); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if failure.Failure != "" {
		t.Fatalf("%s\n%s", failure.Failure, out)
	}
}

// block returns the first block of code of a language in a section of a README.
func block(t *testing.T, readme, section, language string) string {
	t.Helper()
	_, text, _ := strings.Cut(editortest.Read(t, readme), "\n## "+section+"\n")
	text, _, _ = strings.Cut(text, "\n## ")
	_, text, _ = strings.Cut(text, "\n```"+language+"\n")
	code, _, ok := strings.Cut(text, "```\n")
	if !ok {
		t.Fatalf("%s has no %s for %s", readme, language, section)
	}
	return code
}
