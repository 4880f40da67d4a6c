package editors_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

// TestHelix has somebody look through a pill and put it right in Helix, which has
// to be seen, as there is nothing else that it tells.
func TestHelix(t *testing.T) {
	t.Parallel()
	helix := editortest.Beside(t, "trixie", "hx")
	home, env := editortest.Home(t)
	editortest.Write(t, filepath.Join(home, ".config/helix/languages.toml"), block(t, "README.md", "Helix", "toml"))
	queries := exec.Command("sh", "-ec", block(t, "README.md", "Helix", "sh"))
	queries.Env = env
	if out, err := queries.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	health := editortest.Run(t, home, env, helix, "--health", "pill")
	if strings.Contains(health, "✘") || !strings.Contains(health, "pilllint") {
		t.Errorf("health:\n%s", health)
	}

	dir := editortest.Pills(t)
	s := editortest.NewScreen(t, dir, env, helix, visited+":6:16")
	screen := s.Await("(stop-grace-time)")
	t.Log(screen)
	for _, word := range strings.Fields("the stop_grace_time of process 30.seconds, is not longer than the 41 seconds that its stop_signals take") {
		if !strings.Contains(screen, word) {
			t.Errorf("the finding lacks %q:\n%s", word, screen)
		}
	}

	s.Enter("/stop_signals")
	s.Await(" 17:24")
	s.Type(" k")
	t.Log(s.Await("Array of signals and delays"))
	s.Press("Escape")
	s.AwaitGone("Array of signals and delays")

	s.Enter("/working_dir = stack_path")
	s.Await(" 7:36")
	s.Type("gd")
	s.Await(" 3:1")

	s.Type("12ggoprocess.supplem")
	t.Log(s.AwaitAsking("supplementary_groups    property", "C-x"))
	s.Press("C-n", "Enter")
	s.Await("process.supplementary_groups =")
	s.Press("Escape")
	s.Await(" NOR ")
	s.Type("xd")
	s.Await("14      process.start_grace_time")

	s.Enter(`/process."cloud66`)
	s.Await(" 6:22")
	s.Type(" a")
	t.Log(s.Await("Set stop_grace_time to 51 seconds")) // which is the first, and selected
	s.Press("Enter")
	s.Await("process.stop_grace_time = 51.seconds")
	s.Enter(":write")
	s.Await("written")
	checkSaved(t, dir)
}
