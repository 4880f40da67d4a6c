package migrate

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMonit has monit itself read what all pills become.
func TestMonit(t *testing.T) {
	dir := t.TempDir()
	all := append(plans(t, "pills", "golden", "cases"), plan(t, "sequences.pill", sequences))
	files, _ := Monit(all, "")
	write(t, dir, files)
	conf := "set daemon 10\nset idfile " + dir + "/id\n"
	processes := 0
	for _, f := range files {
		if strings.HasPrefix(f.Path, "etc/monit/") {
			conf += strings.ReplaceAll(f.Text, `"/etc/pilllint`, `"`+dir+"/etc/pilllint")
			processes += strings.Count(f.Text, "\ncheck process ")
		}
		if strings.HasPrefix(f.Path, "etc/pilllint/") {
			if out, err := exec.Command("sh", "-n", filepath.Join(dir, f.Path)).CombinedOutput(); err != nil {
				t.Errorf("%s: %s", f.Path, out)
			}
		}
	}
	path := filepath.Join(dir, "monitrc")
	if err := os.WriteFile(path, []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("monit", "-t", "-c", path).CombinedOutput()
	if lines := strings.TrimSpace(string(out)); err != nil || !strings.HasSuffix(lines, "Control file syntax OK") || strings.Contains(lines, "Warning") || processes < 100 {
		t.Errorf("%d processes: %v\n%s", processes, err, out)
	}
}

// TestMonitScripts starts, restarts and stops a process as monit does.
func TestMonitScripts(t *testing.T) {
	dir := t.TempDir()
	p := plan(t, "x.pill", `
Bluepill.application("x") do |app|
  app.process("x") do |process|
    process.start_command = "/bin/bash -c 'for s in QUIT TERM USR1; do trap \"echo $s\" $s; done; echo \"$A\"; while :; do sleep 0.05; done'"
    process.daemonize = true
    process.environment = { "A" => "it's $x" }
    process.stdout = "`+dir+`/log"
    process.stderr = "`+dir+`/err"
    process.stop_signals = [:quit, 1, :term, 1, :kill]
    process.stop_grace_time = 9
    process.restart_command = "sh -c 'echo again; kill -USR1 {{PID}}'"
    process.pid_file = "`+dir+`/x.pid"
  end
end
`)
	files, _ := Monit([]*Plan{p}, "")
	for i := range files {
		files[i].Text = strings.NewReplacer("/etc/pilllint", dir+"/etc/pilllint", "/run/pilllint", dir).Replace(files[i].Text)
	}
	write(t, dir, files)
	order := func(word string) string {
		out, err := exec.Command(filepath.Join(dir, "etc/pilllint/run/x.monit"), word).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v %s", word, err, out)
		}
		return string(out)
	}
	said := func(want string) {
		t.Helper()
		var log []byte
		for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
			if log, _ = os.ReadFile(filepath.Join(dir, "log")); string(log) == want {
				return
			}
		}
		t.Errorf("the log has %q, should have %q", log, want)
	}
	order("start")
	said("it's $x\n")
	if again := order("restart"); again != "again\n" {
		t.Errorf("restart says %q", again)
	}
	said("it's $x\nUSR1\n")
	begin := time.Now()
	order("stop")
	said("it's $x\nUSR1\nQUIT\nTERM\n")
	if took := time.Since(begin); took < 2*time.Second {
		t.Errorf("it is stopped after %s", took)
	}
	if _, err := os.Stat(filepath.Join(dir, "x.pid")); err == nil {
		t.Error("the pid file is left")
	}
}
