package verify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/parser/source"
)

// intruder tries what must not succeed, and writes down what did. None of it
// does any harm if it does.
const intruder = `
no() { if "$@" 2>/dev/null; then echo "could: $*"; fi; }
no mount -t tmpfs tmpfs /mnt
no umount /proc
no chroot /proc/1/root sh -c "test -e $1"
no mknod /root/disk b 8 0
no mknod /tmp/disk b 8 0
no sh -c 'echo 1 > /proc/sys/vm/drop_caches'
no sh -c ': >> /proc/sysrq-trigger'
no sh -c ': >> /sys/kernel/mm/ksm/run'
no kill -0 $2
no sh -c ": > /dev/tcp/127.0.0.1/$3"
no test -e /dev/sda -o -e /dev/vda -o -e /dev/mem -o -e /dev/kmsg
echo owned > /etc/pilllint-was-here
echo owned > "$1"
rm -rf "$(dirname "$1")/folder"
echo done
exec sleep 1000
`

// TestSandbox runs a program that means harm, as whoever the test is.
func TestSandbox(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	dir := t.TempDir()
	precious, script := filepath.Join(dir, "precious"), filepath.Join(dir, "intruder")
	for path, text := range map[string]string{precious: "ours", script: intruder} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	folder := filepath.Join(dir, "folder", "in", "it")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	text := fmt.Sprintf(`
Bluepill.application("intruder") do |app|
  app.process("it") do |process|
    process.start_command = "bash %s %s %d %s"
    process.daemonize = true
    process.stdout = process.stderr = "%s"
  end
end
`, script, precious, os.Getpid(), port, out)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	doc := parser.Read(source.NewFile("intruder.pill", text), hostenv.New("/intruder.pill"))
	r, err := Run(ctx, doc.Config, Options{direct: direction{steps: []string{"none"}}})
	if errors.Is(err, ErrNoSandbox) {
		t.Fatalf("this machine allows no sandbox: %v", err)
	} else if err != nil {
		t.Fatal(err)
	}
	got := r.record.Processes[0].Files[out]
	if !strings.HasSuffix(got, "done\n") || strings.Contains(got, "could: ") {
		t.Errorf("it got so far:\n%s", got)
	}
	if data, _ := os.ReadFile(precious); string(data) != "ours" {
		t.Errorf("a file holds %q", data)
	}
	if os.Remove("/etc/pilllint-was-here") == nil {
		t.Error("it could make a file")
	}
	if _, err := os.Stat(folder); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("its log is on this machine")
	}
}

// TestNothingIsLeft ends a verification before its time: nothing goes on.
func TestNothingIsLeft(t *testing.T) {
	name := fmt.Sprintf("9%d.25", os.Getpid())
	text := fmt.Sprintf(`
Bluepill.application("left") do |app|
  app.process("it") do |process|
    process.start_command = "sh -c 'setsid sleep %s & sleep %[1]s'"
    process.daemonize = true
  end
end
`, name)
	ctx, cancel := context.WithCancel(t.Context())
	doc := parser.Read(source.NewFile("left.pill", text), hostenv.New("/left.pill"))
	ended := make(chan error, 1)
	go func() {
		_, err := Run(ctx, doc.Config, Options{})
		ended <- err
	}()
	await(t, func() bool { return countSleeps(name) >= 2 })
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("it ends by %v", err)
	}
	await(t, func() bool { return countSleeps(name) == 0 })
}

// countSleeps counts the processes that sleep for a time.
func countSleeps(name string) (n int) {
	paths, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, path := range paths {
		if data, _ := os.ReadFile(path); string(data) == "sleep\x00"+name+"\x00" {
			n++
		}
	}
	return n
}

func await(t *testing.T, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it does not come to that")
		}
	}
}
