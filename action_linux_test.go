package pilllint_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestWorkflows has actionlint read the workflows, and action.yml through one
// that uses it.
func TestWorkflows(t *testing.T) {
	const lint = "go tool -modfile=.ci/tools/go.mod actionlint -shellcheck= -pyflakes= "
	shell(t, ".", lint+".github/workflows/*.yml")

	user := filepath.Join(t.TempDir(), ".github/workflows/user.yml")
	write(t, user, `on: push
jobs:
  pills:
    runs-on: ubuntu-latest
    steps:
      - uses: ./
        with: {paths: pills, args: --quiet, version: v0.1.0, fail-level: error, format: github, sarif-file: pills.sarif}
`)
	shell(t, ".", `project=$(dirname "`+user+`")/../..; git init -q "$project"; cp action.yml "$project"; `+lint+`"`+user+`"`)
}

// TestActionSchema has action-validator hold action.yml to the JSON schema that
// SchemaStore has for actions. It tells of mistakes by what it prints alone.
func TestActionSchema(t *testing.T) {
	if out := shell(t, ".", "action-validator action.yml"); out != "" {
		t.Errorf("action.yml: %s", out)
	}
	wrong := filepath.Join(t.TempDir(), "action.yml")
	shell(t, ".", `sed "s/using: composite/using: compost/" action.yml >"`+wrong+`"`)
	if out, _ := exec.Command("action-validator", wrong).CombinedOutput(); !strings.Contains(string(out), "/runs/using") {
		t.Errorf("an action that is wrong passes: %s", out)
	}
}

// action is the part of action.yml that runs.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct {
		Steps []struct {
			Name, Run string
			Env       map[string]string
		}
	}
}

// TestAction runs the steps of action.yml as GitHub does, with a release of the
// linter as it is, served from here.
func TestAction(t *testing.T) {
	data, err := os.ReadFile("action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(data, &a); err != nil {
		t.Fatal(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	releases := httptest.NewServer(release(t, filepath.Join(dir, "releases")))
	defer releases.Close()

	write(t, filepath.Join(dir, "good/user_shop.pill"), pill(`process.start_command = "bin/shop"`))
	write(t, filepath.Join(dir, "bad dir/user_shop.pill"), pill(`process.start_command = "cd /srv/shop && bin/shop"`))
	for _, c := range []struct {
		name   string
		inputs map[string]string
		passes bool
		want   string
	}{
		{"good", map[string]string{"paths": "good"}, true, "no findings in 1 file"},
		{"bad", map[string]string{"paths": "."}, false, "[cd-in-command]"},
		{"fails never", map[string]string{"fail-level": "never", "version": "v9.9.9"}, true, "[cd-in-command]"},
		{"arguments", map[string]string{"args": "--profile bluepill\n--quiet", "fail-level": "never"}, true, "[cd-in-command]"},
		{"annotations and code scanning", map[string]string{"format": "github", "sarif-file": "pills.sarif"}, false, "::error file="},
		{"no such release", map[string]string{"version": "v1.2.3"}, false, "404"},
		{"nothing is obeyed", map[string]string{"paths": "good $(touch${IFS}obeyed) `touch${IFS}obeyed` ;touch${IFS}obeyed"}, false, "no such file"},
	} {
		inputs := map[string]string{}
		for name, in := range a.Inputs {
			inputs[name] = in.Default
		}
		inputs["format"] = "text"
		for name, value := range c.inputs {
			inputs[name] = value
		}
		env := append(os.Environ(), "GITHUB_ACTION_PATH="+here, "RUNNER_TEMP="+t.TempDir(), "PILLLINT_RELEASES="+releases.URL)
		var all strings.Builder
		passes := true
		for _, step := range a.Runs.Steps {
			if step.Run == "" || !passes {
				continue
			}
			cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
			cmd.Dir, cmd.Env = dir, env
			for name, value := range step.Env {
				input := strings.TrimSuffix(strings.TrimPrefix(value, "${{ inputs."), " }}")
				if _, ok := a.Inputs[input]; !ok {
					t.Errorf("%s: %s is no input", step.Name, value)
				}
				cmd.Env = append(cmd.Env, name+"="+inputs[input])
			}
			out, err := cmd.CombinedOutput()
			all.Write(out)
			passes = err == nil
		}
		if passes != c.passes || !strings.Contains(all.String(), c.want) {
			t.Errorf("%s: passes: %v\n%s", c.name, passes, all.String())
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "obeyed")); err == nil {
		t.Error("an input was run")
	}
	if sarif, err := os.ReadFile(filepath.Join(dir, "pills.sarif")); err != nil || !strings.Contains(string(sarif), `"cd-in-command"`) {
		t.Errorf("nothing to upload: %v\n%.300s", err, sarif)
	}
}

// release builds the linter into a release v9.9.9, the newest, and serves it.
func release(t *testing.T, dir string) http.Handler {
	t.Helper()
	name := "pilllint-9.9.9-linux-" + runtime.GOARCH
	shell(t, ".", `mkdir -p "`+dir+`/download/v9.9.9/`+name+`" && go build -o "`+dir+`/download/v9.9.9/`+name+`" ./cmd/pilllint
		cd "`+dir+`/download/v9.9.9" && tar -czf `+name+`.tar.gz `+name+` && sha256sum *.tar.gz >SHA256SUMS && mkdir -p ../../tag && touch ../../tag/v9.9.9`)
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir(dir)))
	mux.Handle("/latest", http.RedirectHandler("/tag/v9.9.9", http.StatusFound))
	return mux
}
