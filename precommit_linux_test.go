package pilllint_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPreCommit has pre-commit build and run the hooks, as it does for those
// who use them: from a commit, which here is made of the files as they are.
func TestPreCommit(t *testing.T) {
	dir := t.TempDir()
	hooks, repo := filepath.Join(dir, "hooks"), filepath.Join(dir, "repo")
	shell(t, ".", `mkdir "`+hooks+`" && git -c safe.directory='*' ls-files -z --cached --others --exclude-standard |
		while IFS= read -r -d '' f; do [[ ! -e $f ]] || printf '%s\0' "$f"; done | xargs -0 cp --parents -t "`+hooks+`"`)
	const commit = `git init -q && git add -A && git -c user.name=test -c user.email=test@example.org commit -qm test && git rev-parse HEAD`
	rev := strings.TrimSpace(shell(t, hooks, commit))

	// It sets GOPATH; what has been downloaded and built is to be used again.
	for _, name := range []string{"GOMODCACHE", "GOCACHE"} {
		t.Setenv(name, strings.TrimSpace(shell(t, ".", "go env "+name)))
	}
	t.Setenv("PRE_COMMIT_HOME", filepath.Join(dir, "home"))
	shell(t, hooks, "pre-commit validate-manifest .pre-commit-hooks.yaml")

	write(t, filepath.Join(repo, ".pre-commit-config.yaml"), `repos:
  - repo: `+hooks+`
    rev: `+rev+`
    hooks:
      - id: pilllint-fix
        language_version: system
      - id: pilllint
        language_version: system
`)
	write(t, filepath.Join(repo, "notes.rb"), "not Ruby (\n") // no pill, and never read
	write(t, filepath.Join(repo, "pills/user_shop.pill"), pill(`process.start_command = "bin/shop"`))
	shell(t, repo, commit)
	if out, ok := preCommit(repo); !ok {
		t.Errorf("a good pill does not pass:\n%s", out)
	}

	// What can be repaired safely is, and the commit is stopped to be looked at.
	write(t, filepath.Join(repo, "pills/user_shop.pill"), pill(`process.start_command = "cd /srv/shop && bin/shop"`))
	if out, ok := preCommit(repo); ok || !strings.Contains(out, "files were modified by this hook") {
		t.Errorf("nothing is repaired, or nobody told:\n%s", out)
	}
	if out, ok := preCommit(repo); !ok {
		t.Errorf("what is repaired does not pass:\n%s", out)
	}

	write(t, filepath.Join(repo, "pills/user_shop.pill"), pill(`process.start_command = "cd /srv/shop | bin/shop"`))
	if out, ok := preCommit(repo); ok || !strings.Contains(out, "pills/user_shop.pill:3:30: error: ") || !strings.Contains(out, "[cd-in-command]") {
		t.Errorf("a bad pill passes, or for another reason:\n%s", out)
	}
}

// preCommit runs all hooks on all files.
func preCommit(repo string) (string, bool) {
	cmd := exec.Command("pre-commit", "run", "--all-files", "--color=never")
	cmd.Dir = repo
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

// pill returns a pill whose process has a line more.
func pill(line string) string {
	return `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    ` + line + `
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
