package vscode_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

// TestExtensionHost runs test/suite in the extension host of two versions of VS
// Code, where all of its API can be asked.
func TestExtensionHost(t *testing.T) {
	for _, version := range []string{newest, older} {
		t.Run(version, func(t *testing.T) { testSuite(t, version) })
	}
}

// testSuite runs the tests, and makes each of them one of ours.
func testSuite(t *testing.T, version string) {
	workspace, tests := editortest.Pills(t), t.TempDir()
	editortest.Write(t, filepath.Join(workspace, "expected.json"), findings(t, workspace))

	// What VS Code runs tests with is an extension, too.
	output(t, command(t, node(t), "esbuild.mjs", "--tests", tests))
	editortest.Write(t, filepath.Join(tests, "package.json"),
		`{"name": "pilllint-tests", "publisher": "pilllint", "version": "0.0.1", "engines": {"vscode": "^1.91.0"}}`)

	c := start(t, version, workspace, settings, "--disable-workspace-trust", "--enable-smoke-test-driver")
	over := make(chan string, 1)
	c.open(t, [][2]string{
		{"extensionDevelopmentPath", c.remote(tests)},
		{"extensionTestsPath", c.remote(filepath.Join(tests, "index.js"))},
	}, exits(over))
	select {
	case code := <-over:
		if code != "0" {
			t.Errorf("the tests end with %s", code)
		}
	case <-time.After(3 * patience):
		t.Error("the tests do not end")
	}

	var results []struct {
		Name, Error string
		Took        time.Duration // in milliseconds
	}
	if data, err := os.ReadFile(c.results()); err != nil {
		t.Fatal(err)
	} else if err := json.Unmarshal(data, &results); err != nil {
		t.Fatal(err)
	}
	if len(results) == 0 {
		t.Error("there were no tests")
	}
	for _, r := range results {
		t.Run(r.Name, func(t *testing.T) {
			t.Logf("took %v", r.Took*time.Millisecond)
			if r.Error != "" {
				t.Error(r.Error)
			}
		})
	}
}

// settings keep VS Code from starting what is none of our business.
const settings = `{
	"workbench.startupEditor": "none",
	"telemetry.telemetryLevel": "off",
	"extensions.autoUpdate": false,
	"extensions.autoCheckUpdates": false,
	"extensions.ignoreRecommendations": true,
	"workbench.enableExperiments": false,
	"workbench.tips.enabled": false,
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"chat.disableAIFeatures": true,
	"git.enabled": false,
	"editor.minimap.enabled": false
}`

// findings returns what the command line finds, which is what editors have to
// show.
func findings(t *testing.T, dir string) string {
	t.Helper()
	cmd := exec.Command("pilllint", "--format", "json", "--fail-level", "never", ".")
	cmd.Dir = dir
	return output(t, cmd)
}
