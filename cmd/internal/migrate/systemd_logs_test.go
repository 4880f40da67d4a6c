package migrate

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/source"
)

// logrotate has logrotate read what was written, and returns what it says.
func logrotate(t *testing.T, config string) string {
	t.Helper()
	out, err := exec.Command("/usr/sbin/logrotate", "--debug", "--state", filepath.Join(t.TempDir(), "state"), config).CombinedOutput()
	if err != nil || strings.Contains(string(out), "error:") {
		t.Errorf("%v\n%s", err, out)
	}
	return string(out)
}

// TestLogrotate has logrotate find logs with hostile names, and no others.
func TestLogrotate(t *testing.T) {
	dir := t.TempDir()
	app := &App{Name: "logs", At: source.NewFile("logs.pill", "x\n").Span(0, 1)}
	var want []string
	for i, name := range slices.Concat(hostile()[:70], random(50)) {
		s := &Service{App: app, Name: fmt.Sprint(i), Start: Command{Words: []string{"x"}}, Stop: Stop{Steps: []Step{{Signal: "term"}}}, Stdout: filepath.Join(dir, fmt.Sprint(i)) + "/" + name}
		if strings.Trim(name, ".") == "" || strings.Contains(name, "/") || len(name) > 255 {
			continue
		}
		app.Services = append(app.Services, s)
		if err := os.Mkdir(filepath.Dir(s.Stdout), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.Stdout, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
		if isLog(s.Stdout) {
			want = append(want, s.Stdout)
		}
	}
	files, _ := Systemd([]*Plan{{Apps: []*App{app}}}, SystemdOptions{})
	write(t, dir, files)
	said := logrotate(t, filepath.Join(dir, "etc/logrotate.d/logs"))
	for _, file := range want {
		if !strings.Contains(said, "considering log "+file+"\n") {
			t.Errorf("%q is not rotated", file)
		}
	}
	if n := strings.Count(said, "considering log "); n != len(want) {
		t.Errorf("%d files are rotated, should be %d", n, len(want))
	}
}

// TestLogsOfPills has logrotate and systemd-tmpfiles read what they get for all
// pills.
func TestLogsOfPills(t *testing.T) {
	dir := t.TempDir()
	all := append(plans(t, "pills", "golden", "cases"), plan(t, "sequences.pill", sequences))
	var stands []*stand
	for _, p := range all {
		stands = standIn(p, stands) // which does not touch what counts here
	}
	files, _ := Systemd(all, SystemdOptions{})
	users, _ := setting(t, stands)
	write(t, dir, slices.Concat(files, users))
	for _, kind := range []string{"logrotate.d", "tmpfiles.d"} {
		list, err := filepath.Glob(filepath.Join(dir, "etc", kind, "*"))
		if err != nil || len(list) == 0 {
			t.Fatalf("%s: %v %v", kind, list, err)
		}
		for _, path := range list {
			if kind == "logrotate.d" {
				// It looks up users on this machine, which does not have them.
				text := strings.ReplaceAll(strings.ReplaceAll(read(t, path), "\tsu ", "\t# su "), `"/`, `"`+dir+"/")
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				logrotate(t, path)
				continue
			}
			// All it names is made below a root of the test's own.
			out, err := exec.Command("systemd-tmpfiles", "--root="+dir, "--create", path).CombinedOutput()
			if err != nil || len(out) > 0 {
				t.Errorf("%s: %v\n%s", path, err, out)
			}
		}
	}
}
