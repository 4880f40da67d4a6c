package supervisor

// This file reads what the kernel tells of processes, without running ps.

import (
	"bytes"
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// userHZ is the unit of times in /proc: a hundredth of a second on every
// machine that Linux runs on.
const userHZ = 100

// errGone is met where a process is not there any more, or is another one.
var errGone = errors.New("no such process")

// goneUnless is the error of a file in /proc that cannot be read: the process is
// gone, unless it is us who have no descriptors left to look with.
func goneUnless(err error) error {
	if isExhausted(err) {
		return err
	}
	return errGone
}

// sinceBoot is the clock of everything but what people read.
func sinceBoot() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		return time.Duration(time.Now().UnixNano())
	}
	return time.Duration(t.Nano())
}

// bootID names this boot, so that nothing of an earlier one is taken for
// living.
func bootID() string {
	data, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(data))
}

// A procStat is a process as /proc/PID/stat has it.
type procStat struct {
	Ident
	State         byte
	Parent        int
	Group         int
	Session       int
	User          uint64 // ticks of CPU time
	Sys           uint64
	ResidentPages int64
}

// dead reports whether only its exit status is left.
func (p procStat) dead() bool { return p.State == 'Z' || p.State == 'X' }

var statBuffers = sync.Pool{New: func() any { return new([1024]byte) }}

// readStat reads /proc/PID/stat. The error is errGone, or says that we have
// nothing left to look with.
func readStat(pid int) (procStat, error) {
	buf := statBuffers.Get().(*[1024]byte)
	defer statBuffers.Put(buf)
	path := append(append(append(make([]byte, 0, 32), "/proc/"...), strconv.Itoa(pid)...), "/stat"...)
	line, err := readOnce(string(path), buf[:])
	if err != nil {
		return procStat{}, goneUnless(err)
	}
	return parseStat(pid, line)
}

// readOnce reads as much of a file as there is room for, by one call: files of the
// kernel are never half there, and need not be waited for.
func readOnce(path string, room []byte) ([]byte, error) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	n, err := unix.Read(fd, room)
	unix.Close(fd)
	return room[:max(n, 0)], err
}

// parseStat takes a line of /proc/PID/stat apart. The program's name stands in
// parentheses and may hold anything, even those.
func parseStat(pid int, line []byte) (procStat, error) {
	s := procStat{Ident: Ident{Pid: pid}}
	end := bytes.LastIndexByte(line, ')')
	if end < 0 || end+2 >= len(line) {
		return s, errGone
	}
	rest := line[end+2:]
	for field := 3; field <= 24 && len(rest) > 0; field++ {
		word := rest
		if i := bytes.IndexByte(rest, ' '); i >= 0 {
			word, rest = rest[:i], rest[i+1:]
		} else {
			rest = nil
		}
		switch field {
		case 3:
			s.State = word[0]
		case 4:
			s.Parent = int(number(word))
		case 5:
			s.Group = int(number(word))
		case 6:
			s.Session = int(number(word))
		case 14:
			s.User = number(word)
		case 15:
			s.Sys = number(word)
		case 22:
			s.Start = number(word)
		case 24:
			s.ResidentPages = int64(number(word))
		}
	}
	if s.Start == 0 {
		return s, errGone
	}
	return s, nil
}

func number(word []byte) (n uint64) {
	for _, c := range word {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + uint64(c-'0')
	}
	return n
}

// living reads the state of a process, if it is still that one.
func living(p Ident) (procStat, error) {
	s, err := readStat(p.Pid)
	if err == nil && (s.Start != p.Start || s.dead()) {
		err = errGone
	}
	return s, err
}

// pids lists all processes.
func pids() []int {
	d, err := os.Open("/proc")
	if err != nil {
		return nil
	}
	defer d.Close()
	names, _ := d.Readdirnames(-1)
	list := make([]int, 0, len(names))
	for _, name := range names {
		if pid, err := strconv.Atoi(name); err == nil {
			list = append(list, pid)
		}
	}
	return list
}

// childPids lists the children of a process, of all its threads.
func childPids(pid int) []int {
	tasks, err := os.ReadDir("/proc/" + strconv.Itoa(pid) + "/task")
	if err != nil {
		return nil
	}
	var list []int
	for _, t := range tasks {
		data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/task/" + t.Name() + "/children")
		if err != nil {
			continue
		}
		for _, word := range bytes.Fields(data) {
			list = append(list, int(number(word)))
		}
	}
	return list
}

// descendants lists what a process has started, and what that has.
func descendants(pid int) []procStat {
	var list []procStat
	for todo := childPids(pid); len(todo) > 0 && len(list) < 1<<16; todo = todo[1:] {
		if s, err := readStat(todo[0]); err == nil && !s.dead() {
			list = append(list, s)
			todo = append(todo, childPids(todo[0])...)
		}
	}
	return list
}

// userOf is whom a process runs as.
func userOf(pid int) (uid uint32, ok bool) {
	var st unix.Stat_t
	if err := unix.Stat("/proc/"+strconv.Itoa(pid), &st); err != nil {
		return 0, false
	}
	return st.Uid, true
}

// markOf is the mark in its environment that a process, or what it descends from,
// was started with; "" if there is none. The error is as that of readStat.
func markOf(pid int) (string, error) {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/environ")
	if err != nil {
		return "", goneUnless(err)
	}
	for v := range bytes.SplitSeq(data, []byte{0}) {
		if rest, ok := bytes.CutPrefix(v, []byte(markName+"=")); ok {
			return string(rest), nil
		}
	}
	return "", nil
}

// markName is the environment variable by which a daemon finds again what its
// predecessor had started when it was killed.
const markName = "BLUEPILL_PROCESS"
