package pilllint_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestGitLab has gitlab-ci-local hold the GitLab job to the schema of such
// files, and run it with the linter as it is.
func TestGitLab(t *testing.T) {
	dir := t.TempDir()
	shell(t, ".", `go build -o "`+dir+`/bin/" ./cmd/pilllint`)
	t.Setenv("PATH", filepath.Join(dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	for _, c := range []struct {
		name, command string
		findings      int
		passes        bool
	}{
		{"good", "bin/shop", 0, true},
		{"bad", "cd /srv/shop && bin/shop", 1, false},
	} {
		repo := filepath.Join(dir, c.name)
		write(t, filepath.Join(repo, "pills/user_shop.pill"), pill(`process.start_command = "`+c.command+`"`))
		shell(t, ".", `cp docs/ci/gitlab.yml "`+repo+`/.gitlab-ci.yml"`)
		shell(t, repo, "git init -q && git add -A && git -c user.name=test -c user.email=test@example.org commit -qm test && git remote add origin git@gitlab.com:test/test.git")

		cmd := exec.Command("gitlab-ci-local", "--force-shell-executor", "pilllint")
		cmd.Dir = repo
		out, err := cmd.CombinedOutput()
		if (err == nil) != c.passes {
			t.Errorf("%s: %v\n%s", c.name, err, out)
		}
		var report []any
		data, err := os.ReadFile(filepath.Join(repo, ".gitlab-ci-local/artifacts/pilllint/gl-code-quality-report.json"))
		if err == nil {
			err = json.Unmarshal(data, &report)
		}
		if err != nil || len(report) != c.findings {
			t.Errorf("%s: the report has %d findings, want %d: %v\n%s", c.name, len(report), c.findings, err, out)
		}
	}
}
