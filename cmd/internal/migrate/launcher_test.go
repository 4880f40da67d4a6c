package migrate

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pilllint/pilllint/parser/source"
)

// TestLauncherKeepsBytes runs a script that starts a service with hostile
// strings.
func TestLauncherKeepsBytes(t *testing.T) {
	dir := t.TempDir()
	list := hostile()
	s := &Service{App: &App{Name: "x"}, Name: "x", At: source.NewFile("x.pill", "x\n").Span(0, 1), Dir: filepath.Join(dir, "a 'dir' $x\n"), Stdout: filepath.Join(dir, "out 'x' $y")}
	s.Start.Words = append([]string{"/bin/sh", "-c", `cat /proc/$$/environ; for a; do printf '%s\0' "$a"; done; pwd`, "sh"}, list...)
	want := ""
	for i, v := range list {
		s.Env = append(s.Env, Var{Name: fmt.Sprintf("V%d", i), Value: v})
	}
	s.Env = append(s.Env, Var{Name: "odd.name", Value: "'"})
	if err := os.Mkdir(s.Dir, 0o755); err != nil {
		t.Fatal(err)
	}
	script := launcher(s, usualPath)
	script.Path = "run"
	write(t, dir, []File{script})
	if out, err := exec.Command(filepath.Join(dir, "run")).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("%v %s", err, out)
	}
	got := read(t, s.Stdout)
	for _, v := range s.Env {
		if !strings.Contains("\x00"+got, "\x00"+v.Name+"="+v.Value+"\x00") {
			t.Errorf("%s=%q is lost", v.Name, v.Value)
		}
	}
	for _, v := range list {
		want += v + "\x00"
	}
	if want += s.Dir + "\n"; !strings.HasSuffix(got, want) {
		t.Error("the arguments or the folder are not what they were")
	}
}

// TestSupervisord has a real supervisord run what was written.
func TestSupervisord(t *testing.T) {
	dir := t.TempDir()
	p := plan(t, "x.pill", `
Bluepill.application("my app") do |app|
  app.environment = { "A" => "a % ; 'b'" }
  app.process("one 1") do |process|
    process.start_command = "sh -c 'echo \"$A\" \"$0\"; exec sleep 1000' '; x #'"
    process.daemonize = true
    process.stdout = "`+dir+`/one"
    process.stop_signals = [:quit, 2, :term, 1, :kill]
    process.stop_grace_time = 9
  end
  app.process("two") do |process|
    process.start_command = "sh -c 'echo two; sleep 1000'"
    process.daemonize = true
    process.stdout = "`+dir+`/two"
  end
  app.process("three") do |process|
    process.start_command = "/etc/init.d/nginx start"
    process.pid_file = "/run/nginx.pid"
  end
end
`)
	files, refused := Supervisord([]*Plan{p}, "")
	if len(refused) != 1 || refused[0].Process != "three" {
		t.Errorf("refused: %v", refused)
	}
	write(t, dir, files)
	conf := "[supervisord]\nnodaemon=true\nuser=root\nlogfile=" + dir + "/log\npidfile=" + dir + "/pid\nchildlogdir=" + dir + "\n"
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".conf") {
			conf += strings.ReplaceAll(f.Text, "/etc/pilllint", dir+"/etc/pilllint")
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "conf"), []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("supervisord", "-c", filepath.Join(dir, "conf"))
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		time.Sleep(100 * time.Millisecond)
		one, _ := os.ReadFile(filepath.Join(dir, "one"))
		two, _ := os.ReadFile(filepath.Join(dir, "two"))
		if string(one) == "a % ; 'b' ; x #\n" && string(two) == "two\n" {
			_ = cmd.Process.Signal(os.Interrupt)
			_ = cmd.Wait()
			return
		}
	}
	_ = cmd.Process.Signal(os.Interrupt)
	_ = cmd.Wait()
	t.Errorf("the processes do not run:\n%s\n%s", conf, &output)
}

// TestProcfile has foreman read what was written.
func TestProcfile(t *testing.T) {
	files, _ := Procfile(plans(t, "golden", "pills"), "")
	dir := t.TempDir()
	write(t, dir, files)
	cmd := exec.Command("foreman", "check")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "valid procfile detected (") || strings.Count(string(out), ",") != strings.Count(read(t, filepath.Join(dir, "Procfile")), "\n")-1 {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestLaunchersParse has a shell read all scripts that start services.
func TestLaunchersParse(t *testing.T) {
	files, _ := Procfile(plans(t, "golden", "cases"), "")
	dir := t.TempDir()
	write(t, dir, files)
	for _, f := range files {
		if !strings.HasPrefix(f.Path, "bin/") {
			continue
		}
		if out, err := exec.Command("sh", "-n", filepath.Join(dir, f.Path)).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", f.Path, out)
		}
	}
}
