package pilllint_test

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestDist builds what is released for this platform, and uses it as those who
// download it do. The other platforms are built by make dist.
func TestDist(t *testing.T) {
	dist := t.TempDir()
	t.Setenv("DIST", filepath.Join(dist, "out"))
	shell(t, ".", ".ci/dist linux-"+runtime.GOARCH)
	t.Chdir(filepath.Join(dist, "out"))

	shell(t, ".", "sha256sum --check --strict SHA256SUMS")
	if sums := shell(t, ".", "cat SHA256SUMS"); strings.Count(sums, "\n") != 7 {
		t.Errorf("not everything has a sum:\n%s", sums)
	}

	shell(t, ".", "mkdir archive && tar -xzf *.tar.gz -C archive --strip-components=1")
	for _, name := range []string{"pilllint", "pilllint.1", "LICENSE", "README.md", "sbom.cdx.json", "completions/pilllint.bash", "bluepill.d/bluepill@.service", "bluepill.d/bluepill.8"} {
		if _, err := os.Stat(filepath.Join("archive", name)); err != nil {
			t.Error(err)
		}
	}
	static(t, "archive/pilllint")
	static(t, "archive/bluepill")
	static(t, "archive/bluepilld")
	lints(t, "archive/pilllint")
	supervises(t, "archive/bluepill")
	sbom := shell(t, ".", "cat *.cdx.json")
	for _, want := range []string{`"bomFormat": "CycloneDX"`, `"pkg:golang/go.lsp.dev/protocol@v`, `"pkg:golang/std@1.`} {
		if !strings.Contains(sbom, want) {
			t.Errorf("the list of contents has no %s", want)
		}
	}

	// A Debian of its own, with nothing in it.
	shell(t, ".", `mkdir -p root/var/lib/dpkg/updates root/var/lib/dpkg/info && touch root/var/lib/dpkg/status
		dpkg --root=root --force-not-root --force-script-chrootless --install *.deb`)
	lints(t, "root/usr/bin/pilllint")
	supervises(t, "root/usr/bin/bluepill")
	for _, name := range []string{"etc/logrotate.d/bluepill", "usr/lib/systemd/system/bluepill@.service", "usr/share/fish/vendor_completions.d/bluepill.fish"} {
		if _, err := os.Stat(filepath.Join("root", name)); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"man/man1/pilllint.1.gz", "man/man8/bluepill.8.gz", "man/man8/bluepilld.8.gz", "bash-completion/completions/pilllint", "zsh/vendor-completions/_pilllint", "fish/vendor_completions.d/pilllint.fish"} {
		if _, err := os.Stat(filepath.Join("root/usr/share", name)); err != nil {
			t.Error(err)
		}
	}

	shell(t, ".", `rpm --checksig --nosignature *.rpm && rpm2archive --nocompression *.rpm && mkdir rpm && for file in *.rpm.tar; do tar -xf "$file" -C rpm 2>&1; done`)
	lints(t, "rpm/usr/bin/pilllint")
	supervises(t, "rpm/usr/bin/bluepill")
}

// shell runs a command in a folder and returns what it prints.
func shell(t *testing.T, dir, command string) string {
	t.Helper()
	cmd := exec.Command("bash", "-euo", "pipefail", "-c", command)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", command, err, out)
	}
	return string(out)
}

// static demands a binary that asks for no other files.
func static(t *testing.T, path string) {
	t.Helper()
	f, err := elf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP {
			t.Errorf("%s is not static", path)
		}
	}
}

// lints demands a binary that finds a mistake.
func lints(t *testing.T, path string) {
	t.Helper()
	cmd := exec.Command(path, "-")
	cmd.Stdin = strings.NewReader("Bluepill.application(\"user_shop\") do |app|\n")
	out, _ := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), "[syntax-error]") {
		t.Errorf("%s: %s\n%s", path, cmd.ProcessState, out)
	}
}

// supervises demands a supervisor that says which Bluepill it stands for.
func supervises(t *testing.T, path string) {
	t.Helper()
	out, err := exec.Command(path, "--version").CombinedOutput()
	if err != nil || string(out) != "bluepill, version 0.1.3\n" {
		t.Errorf("%s: %v\n%s", path, err, out)
	}
}
