package migrate

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSpecialTargets has applications and groups that are called as systemd's own
// targets: none takes the place of one.
func TestSpecialTargets(t *testing.T) {
	own, err := filepath.Glob("/usr/lib/systemd/*/*.target")
	if err != nil || len(own) < 50 {
		t.Fatalf("%d targets of systemd are few: %v", len(own), err)
	}
	var taken []string
	var all []*Plan
	for _, path := range own {
		name := strings.TrimSuffix(filepath.Base(path), ".target")
		if strings.Contains(name, "@") || slices.Contains(taken, name+".target") {
			continue
		}
		taken = append(taken, name+".target")
		first, group, ok := strings.Cut(name, "-")
		if !ok {
			group = "g"
		}
		all = append(all, plan(t, name+".pill", fmt.Sprintf(`Bluepill.application(%q) { |app| app.process("p") { |p| p.start_command = "/bin/p"; p.daemonize = true } }`, name)),
			plan(t, name+"2.pill", fmt.Sprintf(`Bluepill.application(%q) { |app| app.process("p") { |p| p.group = %q; p.start_command = "/bin/p"; p.daemonize = true } }`, first, group)))
	}
	all = append(all, plan(t, "none.pill", `Bluepill.application(nil) { |app| app.process("p") { |p| p.group = "g"; p.start_command = "/bin/p"; p.daemonize = true } }`))
	files, refused := Systemd(all, SystemdOptions{})
	if len(refused) > 0 {
		t.Error(refused)
	}
	for _, f := range files {
		if slices.Contains(taken, filepath.Base(f.Path)) || filepath.Base(f.Path) == ".target" {
			t.Errorf("%s is written", f.Path)
		}
	}
	dir := t.TempDir()
	write(t, dir, files)
	for _, line := range analyze(t, filepath.Join(dir, "etc/systemd/system")) {
		t.Error(line)
	}
}

// TestLongNames refuses what cannot be the name of a unit.
func TestLongNames(t *testing.T) {
	for n, fits := range map[int]bool{100: true, 210: true, 230: false} {
		p := plan(t, "long.pill", fmt.Sprintf(`Bluepill.application("a") { |app| app.process(%q) { |p| p.start_command = "/bin/p"; p.daemonize = true } }`, strings.Repeat("x", n)))
		if _, refused := Systemd([]*Plan{p}, SystemdOptions{}); (len(refused) == 0) != fits {
			t.Errorf("%d bytes: %v", n, refused)
		}
	}
}
