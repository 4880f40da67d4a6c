package supervisor

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestChildSignal demands that SIGCHLD reaches nobody, and that children can be waited
// for all the same.
func TestChildSignal(t *testing.T) {
	dropChildSignal()
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"SigCgt:", "SigIgn:"} {
		_, rest, _ := strings.Cut(string(data), field)
		digits := strings.Fields(rest)[0]
		// The signals are bits, four to a digit, from the right.
		bit := int(unix.SIGCHLD) - 1
		if d := strings.IndexByte("0123456789abcdef", digits[len(digits)-1-bit/4]); d>>(bit%4)&1 != 0 {
			t.Errorf("%s %s has SIGCHLD", field, digits)
		}
	}
	if err := exec.Command("sh", "-c", "exit 3").Run(); err == nil || err.Error() != "exit status 3" {
		t.Errorf("a child has ended with %v", err)
	}
}

// pinned begins to hold on to a process that does nothing. kill ends it, and demands that
// its end is told. There is work to do then, unless it is nil.
func pinned(t *testing.T, p *pins, work func()) (proc Ident, kill func()) {
	t.Helper()
	cmd := exec.Command("sleep", "1000")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait() // if nobody has told
	})
	stat, err := readStat(cmd.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	told := make(chan Exited, 1)
	if err := p.pin(stat.Ident, func(e Exited) func() {
		told <- e
		return work
	}); err != nil {
		t.Fatal(err)
	}
	return stat.Ident, func() {
		t.Helper()
		cmd.Process.Kill()
		select {
		case e := <-told:
			if e.Proc != stat.Ident || e.Status != "SIGKILL" {
				t.Errorf("told of %v", e)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("nobody is told of its end")
		}
	}
}

// newEpoll is one to listen to. If it blocks, Go does not take it.
func newEpoll(t *testing.T, blocks, tight bool) *pins {
	t.Helper()
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.SetNonblock(fd, !blocks); err != nil {
		t.Fatal(err)
	}
	p, err := pinsOf(fd, newHands(), tight)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestListen demands to be told of ends whether or not Go waits for them.
func TestListen(t *testing.T) {
	for _, blocks := range []bool{false, true} {
		p := newEpoll(t, blocks, false)
		if waits := p.patience != 0; waits != blocks {
			t.Errorf("a thread waits: %t, not %t", waits, blocks)
		}
		for range 3 {
			_, kill := pinned(t, p, nil)
			kill()
		}
	}
}

// TestTooEarly tells of a process that has not ended, which is not all that is told of it.
func TestTooEarly(t *testing.T) {
	p := newEpoll(t, false, false)
	proc, kill := pinned(t, p, nil)
	p.mu.Lock()
	fd := p.held[proc].fd
	p.mu.Unlock()
	// As it is once an event was told.
	if err := unix.EpollCtl(p.epoll, unix.EPOLL_CTL_MOD, fd, &unix.EpollEvent{Fd: int32(fd)}); err != nil {
		t.Fatal(err)
	}
	if work := p.gone(int32(fd)); work != nil {
		t.Error("there is something to do")
	}
	kill()
}

// TestWork keeps whoever hears of an end at work. Others are told of all the same, and the
// dead is gone by then where they count to a limit.
func TestWork(t *testing.T) {
	for _, tight := range []bool{false, true} {
		p := newEpoll(t, false, tight)
		var first Ident
		begun, done := make(chan error, 1), make(chan struct{})
		first, kill := pinned(t, p, func() {
			_, err := readStat(first.Pid)
			begun <- err
			<-done
		})
		_, killOther := pinned(t, p, nil)
		kill()
		if err := <-begun; tight && err == nil {
			t.Error("the dead is still there")
		}
		killOther()
		close(done)
	}
}
