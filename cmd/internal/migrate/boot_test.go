package migrate

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// nested boots a real systemd as process 1 of namespaces of its own, over a copy
// of this machine's files that nothing is written to, with what is in $D/root
// laid over it; $D/out is /out there.
const nested = `
set -e
R=$D/merged
mount --make-rprivate /
mkdir -p $R $D/ov
mount -t tmpfs tmpfs $D/ov
mkdir -p $D/ov/up $D/ov/wk
mount -t overlay overlay -o lowerdir=/,upperdir=$D/ov/up,workdir=$D/ov/wk $R
mount -t proc proc $R/proc
mount -t sysfs -o ro sysfs $R/sys
umount $R/sys/fs/cgroup 2>/dev/null || true
mount -t tmpfs -o mode=755 tmpfs $R/sys/fs/cgroup
umount $R/sys/fs/cgroup
mount -t cgroup2 cgroup2 $R/sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs $R/run
mount -t tmpfs tmpfs $R/tmp
mount --bind /dev $R/dev
mkdir -p $R/out
mount --bind $D/out $R/out
rm -rf $R/etc/systemd/system/* $R/etc/tmpfiles.d/*
cp -R --preserve=mode $D/root/. $R/
hostname nested
exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot $R /lib/systemd/systemd --system --unit=nested.target --log-level=info --log-target=console
`

// A nest is a systemd that has been booted.
type nest struct {
	*testing.T
	out     string // the folder that is /out there
	cmd     *exec.Cmd
	console bytes.Buffer
}

// boot runs a script in a systemd that has the files of a plan. Only root can
// have that, and only where namespaces may be made.
func boot(t *testing.T, files []File, script string) *nest {
	t.Helper()
	if os.Geteuid() != 0 || exec.Command("unshare", "--mount", "--pid", "--fork", "--cgroup", "mount", "--make-rprivate", "/").Run() != nil {
		t.Fatal("booting systemd takes root and namespaces")
	}
	dir := t.TempDir()
	n := &nest{T: t, out: filepath.Join(dir, "out")}
	files = append(files,
		File{Path: "etc/systemd/system/nested.target", Mode: 0o644, Text: "[Unit]\nDescription=nested\nWants=drive.service\n"},
		File{Path: "etc/systemd/system/drive.service", Mode: 0o644, Text: "[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nTimeoutStartSec=300\nExecStart=/bin/sh /drive\n"},
		File{Path: "drive", Mode: 0o755, Text: "exec >/out/log 2>&1\n" + script + "\nsystemctl exit 0 --force\n"})
	write(t, filepath.Join(dir, "root"), files)
	for _, d := range []string{n.out, filepath.Join(dir, "merged")} {
		if err := os.Mkdir(d, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(n.out, 0o777); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	n.cmd = exec.CommandContext(ctx, "unshare", "--mount", "--pid", "--fork", "--cgroup", "--uts", "--ipc", "--net", "--kill-child", "bash", "-c", nested)
	n.cmd.Env = append(os.Environ(), "D="+dir)
	n.cmd.Stdout, n.cmd.Stderr = &n.console, &n.console
	if err := n.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		n.end()
		if t.Failed() {
			log, _ := os.ReadFile(filepath.Join(n.out, "log"))
			t.Logf("the script said\n%s\nsystemd said\n%s", log, &n.console)
		}
	})
	return n
}

// end waits until systemd has ended.
func (n *nest) end() {
	if n.cmd.ProcessState == nil {
		_ = n.cmd.Wait() // what matters is what the script has left behind
	}
}

// ran returns the folder that was /out when the script has run.
func (n *nest) ran() (out string) {
	n.end()
	return n.out
}

// text reads a file that the script leaves in /out, for which it waits.
func (n *nest) text(name string) string {
	n.Helper()
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		data, err := os.ReadFile(filepath.Join(n.out, name))
		if err == nil {
			return string(data)
		}
		if time.Now().After(end) {
			n.Fatal(err)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// signalling is a program that tells of the signals it gets, and ends at none
// that it can help.
const signalling = `
trap '' HUP
for s in TERM QUIT INT USR1 USR2 HUP; do trap "echo $s \$(date +%s.%N) >>/out/$1" $s; done
echo start $(date +%s.%N) >>/out/$1
while :; do sleep 0.01; done
`

// reexec is a program that, as Unicorn does, starts a new process in its place
// when it gets USR2.
const reexec = `#!/bin/bash
trap '/unicorn & sleep 0.5; exit' USR2
echo $$ | tee /out/web.pid
while :; do sleep 0.01; done
`

// A moment is a word with a time, in seconds from the first.
type moment struct {
	word string
	at   float64
}

// timeline reads what signalling wrote.
func timeline(t *testing.T, path string) (list []moment) {
	t.Helper()
	for line := range strings.Lines(read(t, path)) {
		word, at, _ := strings.Cut(strings.TrimSpace(line), " ")
		f, err := strconv.ParseFloat(at, 64)
		if err != nil {
			t.Fatalf("%s: %q", path, line)
		}
		list = append(list, moment{word, f})
	}
	return list
}

// TestBooted runs the units of a pill: processes log as their users, get the
// signals of their sequences in time, come back when they crash, are reloaded,
// and given up and retried.
func TestBooted(t *testing.T) {
	p := plan(t, "booted.pill", `
Bluepill.application("booted") do |app|
  loud = lambda { |process, name| process.start_command = "/bin/bash /signalling #{name}"; process.daemonize = true }
  app.process("two") do |process|
    loud.call(process, "two")
    process.stop_signals = [:term, 2, :kill]
    process.stop_grace_time = 5
  end
  app.process("three") do |process|
    loud.call(process, "three")
    process.stop_signals = [:quit, 2, :term, 1, :kill]
    process.stop_grace_time = 5
  end
  app.process("soft") do |process|
    loud.call(process, "soft")
    process.stop_signals = [:usr1, 1, :hup, 2, :int, 1, :kill]
    process.stop_grace_time = 9
    process.restart_command = "kill -USR2 {{PID}}"
  end
  app.process("prompt") do |process|
    process.start_command = "sleep 1000"
    process.daemonize = true
    process.stop_signals = [:term, 30, :quit, 30, :kill]
    process.stop_grace_time = 90
  end
  app.process("crash") do |process|
    process.start_command = "sh -c 'echo $PPID; id -un; pwd; echo oops >&2; exec sleep 1000'"
    process.daemonize = true
    process.uid = "games"
    process.working_dir = "/usr/games"
    process.stdout = "/out/logs/crash.log"
    process.stderr = "/out/logs/crash.err"
    process.pid_file = "/out/logs/crash.pid"
    process.stop_command = "sh -c 'kill -INT $(cat /out/logs/crash.pid)'"
  end
  app.process("flap") do |process|
    process.start_command = "sh -c 'date +%s.%N >>/out/flap'"
    process.daemonize = true
    process.start_grace_time = 0
    process.checks :flapping, :times => 3, :within => 30, :retry_in => 3
  end
  app.process("fat") do |process|
    process.start_command = "sh -c 'echo fat >>/out/fat; exec sleep 1000'"
    process.daemonize = true
    process.start_grace_time = 1
    process.checks :mem_usage, :every => 1, :below => 1000, :times => [2, 3]
  end
  app.process("web") do |process|
    process.start_command = "/unicorn"
    process.daemonize = true
    process.stdout = "/out/web"
    process.pid_file = "/out/web.pid"
    process.restart_command = "kill -USR2 {{PID}}"
  end
  app.process("late") do |process|
    process.start_command = "sh -c 'echo late >>/out/late; exec sleep 1000'"
    process.daemonize = true
    process.auto_start = false
  end
end
`)
	for _, r := range p.Refused {
		t.Fatal(r)
	}
	files, _ := Systemd([]*Plan{p}, SystemdOptions{})
	files = append(files, File{Path: "signalling", Mode: 0o755, Text: signalling}, File{Path: "unicorn", Mode: 0o755, Text: reexec})
	nest := boot(t, files, `mkdir /out/logs; chown games: /out/logs
systemd-tmpfiles --create booted.conf
systemctl start booted.target
sleep 2
systemctl reload booted-soft booted-web
kill -9 $(systemctl show -p MainPID --value booted-crash)
stop() { t=$(date +%s.%N); echo stop $t >>/out/$1; systemctl stop booted-$1; echo stopped $(date +%s.%N) >>/out/$1; systemctl show -p Result,ActiveState booted-$1 >>/out/results; }
sleep 2
stop two & stop three & stop soft & stop prompt & wait
cat /out/logs/crash.pid; systemctl show -p MainPID --value booted-crash >/out/crash.main; cp /out/logs/crash.pid /out/crash.pid
systemctl stop booted-crash
ls -l /out/logs
systemctl show -p MainPID,NRestarts --value booted-web >/out/web.main
kill -9 $(cat /out/web.pid)
sleep 2
systemctl is-active booted-web >>/out/web.main
sleep 3
systemctl list-units --all 'booted*'
systemctl list-units --failed --plain --no-legend 'booted*' | grep -v booted-flap.service >/out/failed
systemctl show -p ExecMainStatus,ExecMainCode,Result booted-fat-mem_usage; ls -l /run/pilllint; cat /run/pilllint/*; sh -x $(systemctl cat booted-fat-mem_usage | sed -n s/ExecStart=//p)`)
	out := nest.ran()
	within := func(name string, at float64, want float64) {
		late := 0.75 // 0.02 on a machine with nothing else to do; TestStopIsExact is strict
		if strings.HasSuffix(name, "stopped") {
			late = 1 // until systemctl has told of it
		}
		if at < want-0.05 || at > want+late {
			t.Errorf("%s at %.3f s, should be at %.0f", name, at, want)
		}
	}
	for name, want := range map[string][]moment{
		"two":   {{"TERM", 0}, {"stopped", 2}},
		"three": {{"QUIT", 0}, {"TERM", 2}, {"stopped", 3}},
		"soft":  {{"USR1", 0}, {"HUP", 1}, {"INT", 3}, {"stopped", 4}},
	} {
		got := timeline(t, filepath.Join(out, name))
		if name == "soft" && (len(got) < 2 || got[1].word != "USR2") {
			t.Errorf("soft was not reloaded: %v", got)
		} else if name == "soft" {
			got = append(got[:1], got[2:]...)
		}
		if len(got) != len(want)+2 {
			t.Errorf("%s: %v", name, got)
			continue
		}
		for i, m := range want {
			g := got[i+2]
			if g.word != m.word {
				t.Errorf("%s gets %s instead of %s", name, g.word, m.word)
			}
			within(name+" "+m.word, g.at-got[2].at, m.at)
		}
	}
	if prompt := timeline(t, filepath.Join(out, "prompt")); prompt[1].at-prompt[0].at > 1 {
		t.Errorf("a process that ends at once takes %.1f s", prompt[1].at-prompt[0].at)
	}
	if log := read(t, filepath.Join(out, "logs/crash.log")); log != "1\ngames\n/usr/games\n1\ngames\n/usr/games\n" {
		t.Errorf("crash.log: %q", log)
	}
	for _, name := range []string{"crash.log", "crash.err"} {
		owner, err := exec.Command("stat", "-c", "%U %a", filepath.Join(out, "logs", name)).Output()
		if err != nil || string(bytes.TrimSpace(owner)) != "games 644" {
			t.Errorf("%s: %s %v", name, owner, err)
		}
	}
	if main, pid := read(t, filepath.Join(out, "crash.main")), read(t, filepath.Join(out, "crash.pid")); main != pid || main == "0\n" {
		t.Errorf("the pid file of crash has %q, the process is %q", pid, main)
	}
	if _, err := os.Stat(filepath.Join(out, "logs/crash.pid")); err == nil {
		t.Error("the pid file of crash stays")
	}
	// The second process is the first one's doing, the third is systemd's.
	web := strings.Fields(read(t, filepath.Join(out, "web")))
	if main := read(t, filepath.Join(out, "web.main")); len(web) != 3 || main != web[1]+"\n0\nactive\n" {
		t.Errorf("web is %q, of the processes %v", main, web)
	}
	// Two starts, refused, three seconds later two more.
	flaps := strings.Fields(read(t, filepath.Join(out, "flap")))
	if len(flaps) < 4 {
		t.Fatalf("flap: %v", flaps)
	}
	second, _ := strconv.ParseFloat(flaps[1], 64)
	third, _ := strconv.ParseFloat(flaps[2], 64)
	if d := third - second; d < 3 || d > 6 {
		t.Errorf("flap is started again after %.1f s", d)
	}
	if n := strings.Count(read(t, filepath.Join(out, "fat")), "fat"); n < 2 || n > 7 {
		t.Errorf("fat is started %d times", n)
	}
	if _, err := os.Stat(filepath.Join(out, "late")); err == nil {
		t.Error("late is started, against auto_start = false")
	}
	if failed := read(t, filepath.Join(out, "failed")); failed != "" {
		t.Errorf("units have failed:\n%s", failed)
	}
	if results := read(t, filepath.Join(out, "results")); strings.Count(results, "ActiveState=inactive") < 3 {
		t.Errorf("results: %s", results)
	}
}
