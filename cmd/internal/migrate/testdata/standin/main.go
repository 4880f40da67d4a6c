// Standin takes the place of programs that units run, and tells what happens to
// it by files in /out:
//
//	standin run ID END ARGUMENTS...            stays, until it gets the signal END; - for none
//	standin fork PIDFILE ID END ARGUMENTS...   has one run in the background
//	standin note ID WORD ARGUMENTS...          only tells that it was called
//
// Times are microseconds of the monotonic clock, as systemd has them.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// A State is what a process has been given. Strings are bytes, as they need not
// be text.
type State struct {
	At       int64
	Word     string
	Args     [][]byte
	Env      [][]byte
	Dir      []byte
	Umask    int
	UID, GID int
	Groups   []int
	PID      int
}

func now() int64 {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &t); err != nil {
		panic(err)
	}
	return t.Nano() / 1000
}

// tell appends a line to a file of those of an ID.
func tell(id, kind string, value any) {
	line, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	f, err := os.OpenFile("/out/now/"+id+"."+kind, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		panic(err)
	}
	if _, err := f.Write(append(line, '\n')); err != nil {
		panic(err)
	}
	_ = f.Close()
}

func state(word string, args []string) State {
	s := State{At: now(), Word: word, UID: os.Getuid(), GID: os.Getgid(), PID: os.Getpid()}
	s.Umask = syscall.Umask(0)
	syscall.Umask(s.Umask)
	s.Groups, _ = os.Getgroups()
	dir, _ := unix.Getwd() // not os.Getwd, which believes PWD
	s.Dir = []byte(dir)
	for _, a := range args {
		s.Args = append(s.Args, []byte(a))
	}
	for _, v := range os.Environ() {
		s.Env = append(s.Env, []byte(v))
	}
	return s
}

func run(id, end string, args []string) {
	signals := make(chan os.Signal, 99)
	for n := syscall.Signal(1); n < 32; n++ {
		// Two cannot be caught, and two are of Go's own making.
		if n != syscall.SIGKILL && n != syscall.SIGSTOP && n != syscall.SIGURG && n != syscall.SIGCHLD {
			signal.Notify(signals, n)
		}
	}
	s := state("run", args)
	fmt.Println("output of " + id)
	fmt.Fprintln(os.Stderr, "errors of "+id)
	tell(id, "start", s)
	for got := range signals {
		name := strings.ToLower(strings.TrimPrefix(unix.SignalName(got.(syscall.Signal)), "SIG"))
		tell(id, "signal", State{At: now(), Word: name})
		if name == end {
			return
		}
	}
}

func main() {
	switch args := os.Args[1:]; args[0] {
	case "run":
		run(args[1], args[2], args[3:])
	case "fork":
		child := exec.Command("/standin", append([]string{"run"}, args[2:]...)...)
		child.Stdout, child.Stderr = os.Stdout, os.Stderr
		child.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		if err := child.Start(); err != nil {
			panic(err)
		}
		if err := os.WriteFile(args[1], fmt.Appendln(nil, child.Process.Pid), 0o644); err != nil {
			panic(err)
		}
	case "note":
		tell(args[1], "note", state(args[2], args[3:]))
	default:
		panic(args[0])
	}
}
