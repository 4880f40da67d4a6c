package verify

// This file finds what runs of a process.

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// A proc is a process that runs.
type proc struct {
	pid     int
	mark    string
	command string
}

// living finds what was started for a process of a pill and what that has
// started, by the mark that it was given.
func living(app, process string) (list []proc) {
	entries, _ := os.ReadDir("/proc")
	prefix := markVariable + "=" + app + "/" + process + "/"
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil || !runs(pid) {
			continue
		}
		env, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
		if err != nil {
			continue
		}
		for v := range bytes.SplitSeq(env, []byte{0}) {
			if rest, ok := strings.CutPrefix(string(v), prefix); ok {
				line, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
				list = append(list, proc{pid, rest, strings.TrimSpace(strings.ReplaceAll(string(line), "\x00", " "))})
			}
		}
	}
	return list
}

// userHZ is the unit of times in /proc.
const userHZ = 100

// began is when a process began, in time since boot; ok is false if it is not
// there.
func began(pid int) (at time.Duration, ok bool) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	end := bytes.LastIndexByte(stat, ')')
	if err != nil || end < 0 {
		return 0, false
	}
	f := strings.Fields(string(stat[end+1:]))
	if len(f) < 20 {
		return 0, false
	}
	ticks, err := strconv.ParseInt(f[19], 10, 64)
	return time.Duration(ticks) * time.Second / userHZ, err == nil
}

// runs reports whether a process is there, and not only its exit status.
func runs(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	end := bytes.LastIndexByte(stat, ')')
	return end > 0 && end+2 < len(stat) && stat[end+2] != 'Z' && stat[end+2] != 'X'
}
