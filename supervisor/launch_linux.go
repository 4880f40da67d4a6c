package supervisor

// This file puts a daemon into the background. It is another program, or another
// run of the same one, which is given its Plan through a pipe and says through
// another one how it fares.

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// DaemonProgram is the program that is nothing but a daemon. It is a good deal
// smaller than one that reads pills, and stays in memory for as long as its
// processes do.
const DaemonProgram = "bluepilld"

// The descriptors by which a daemon gets its Plan, and tells how it fares.
const (
	planFD   = 3
	statusFD = 4
)

// ready is what a daemon says that has begun.
const ready = "ready\n"

// Launch starts a daemon and waits until it is ready. The program is the one
// beside the caller's, or the caller's own, which then has to hand over to
// Launched, if IsLaunched says so.
func Launch(plan *Plan) error {
	planRead, planWrite, err := os.Pipe()
	if err != nil {
		return err
	}
	statusRead, statusWrite, err := os.Pipe()
	if err != nil {
		return err
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	child, err := os.StartProcess(daemonProgram(), []string{DaemonTitle + plan.App}, &os.ProcAttr{
		Dir: "/", Env: os.Environ(), Files: []*os.File{null, null, null, planRead, statusWrite},
		Sys: &syscall.SysProcAttr{Setsid: true},
	})
	planRead.Close()
	statusWrite.Close()
	if err != nil {
		return err
	}
	writeErr := json.NewEncoder(planWrite).Encode(plan)
	planWrite.Close()
	answer, err := io.ReadAll(io.LimitReader(statusRead, 1<<16))
	if err == nil && string(answer) == ready {
		return child.Release()
	}
	child.Wait()
	if message := strings.TrimSpace(string(answer)); message != "" {
		return fmt.Errorf("%s", message)
	}
	if writeErr != nil {
		return writeErr
	}
	return fmt.Errorf("the daemon ended at once")
}

// daemonProgram is the path of the program to launch.
func daemonProgram() string {
	const self = "/proc/self/exe"
	own, err := filepath.EvalSymlinks(self)
	if err != nil {
		return self
	}
	if path, err := exec.LookPath(filepath.Join(filepath.Dir(own), DaemonProgram)); err == nil {
		return path
	}
	return self
}

// IsLaunched reports whether this is a daemon that Launch has started, by the
// name that it was given.
func IsLaunched() bool {
	app, ok := strings.CutPrefix(os.Args[0], DaemonTitle)
	return ok && app != ""
}

// Launched is the daemon that Launch has started. It returns, once that ends,
// whether it has begun at all.
func Launched() (begun bool) {
	beSmall()
	status := os.NewFile(statusFD, "status")
	file := os.NewFile(planFD, "plan")
	plan, err := decodePlan(file)
	file.Close()
	var d *Daemon
	if err == nil {
		KeepToItself()
		d, err = NewDaemon(plan, nil)
	}
	if err != nil {
		fmt.Fprintln(status, err)
		return false
	}
	io.WriteString(status, ready)
	status.Close()
	return d.Run() == nil
}

// decodePlan reads a Plan. One that was made by another version is not carried
// out by half.
func decodePlan(r io.Reader) (*Plan, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	plan := &Plan{}
	if err := d.Decode(plan); err != nil {
		return nil, fmt.Errorf("%s is not of the same version as bluepill, install both from one release: %w", DaemonProgram, err)
	}
	return plan, nil
}
