package verify

// This file starts a stage, and hears what it has seen.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// The names by which the program knows which of its forms it is to be.
const (
	stageName  = "pilllint: stage"
	daemonWord = "pilllint-daemon"

	originalWord = "as-bluepill"
)

// Main turns the program into a stage, a daemon or a stand-in if it was started
// as one, and never returns then. Nothing else is to be done before it.
func Main() {
	switch {
	case len(os.Args) > 1 && os.Args[1] == daemonWord:
		os.Exit(daemonMain())
	case os.Args[0] == stageName:
		os.Exit(stageMain())
	}
	if exe, err := os.Readlink("/proc/self/exe"); err == nil && exe == standInPath {
		os.Exit(standInMain())
	}
}

// The descriptors by which a stage is given its job, and gives its record.
const (
	jobFD    = 3
	recordFD = 4
)

// ErrNoSandbox is met where the kernel does not allow a private place.
var ErrNoSandbox = errors.New("no private place to run it in")

// perform has a stage do a job.
func perform(ctx context.Context, j *job, o Options) (*Record, error) {
	jobRead, jobWrite, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer jobWrite.Close() // while it is open the stage goes on
	recordRead, recordWrite, err := os.Pipe()
	if err != nil {
		jobRead.Close()
		return nil, err
	}
	defer recordRead.Close()
	var complaints strings.Builder
	cmd := exec.CommandContext(ctx, "/proc/self/exe")
	cmd.Args = []string{stageName}
	cmd.ExtraFiles = []*os.File{jobRead, recordWrite}
	cmd.Stderr = &complaints
	cmd.SysProcAttr = isolation(o)
	err = cmd.Start()
	jobRead.Close()
	recordWrite.Close()
	if err != nil {
		if !o.Host {
			return nil, fmt.Errorf("%w: namespaces are refused (%w)", ErrNoSandbox, cause(err))
		}
		return nil, err
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	if err := json.NewEncoder(jobWrite).Encode(j); err != nil {
		return nil, stageError(cmd, &complaints, err)
	}
	data, err := io.ReadAll(recordRead)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	record := &Record{}
	if err == nil {
		err = json.Unmarshal(data, record)
	}
	if err != nil {
		return nil, stageError(cmd, &complaints, err)
	}
	return record, nil
}

// stageError is why a stage has ended without a record.
func stageError(cmd *exec.Cmd, complaints fmt.Stringer, err error) error {
	_ = cmd.Wait() // it has written all that it will
	text := strings.TrimSpace(complaints.String())
	if rest, ok := strings.CutPrefix(text, noRoot); ok {
		return fmt.Errorf("%w: %s", ErrNoSandbox, rest)
	}
	if text != "" {
		return errors.New(text)
	}
	return fmt.Errorf("the verification has ended before its time: %w", err)
}

func cause(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// isolation is what a stage has to itself. Who is not root is made root of a
// user namespace with nobody else in it.
func isolation(o Options) *syscall.SysProcAttr {
	if o.Host {
		return nil
	}
	attr := &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWNS | unix.CLONE_NEWPID | unix.CLONE_NEWIPC | unix.CLONE_NEWUTS}
	if !o.Network {
		attr.Cloneflags |= unix.CLONE_NEWNET
	}
	if os.Geteuid() != 0 {
		attr.Cloneflags |= unix.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
	}
	return attr
}
