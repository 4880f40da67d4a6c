package supervisor

import (
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// shrinkPauses are when memory is given back: once all has begun, and again
// when the daemon has settled down. After the last, again and again.
var shrinkPauses = []time.Duration{0, 2 * time.Second, 10 * time.Second, 30 * time.Second}

// maxProcs is how many threads may be at work at a time: each has memory of its
// own, and there is little to do.
const maxProcs = 4

// beSmall is for the beginning of a program that is to be a daemon.
func beSmall() {
	debug.SetGCPercent(25)
	runtime.GOMAXPROCS(min(runtime.NumCPU(), maxProcs))
}

// keepSmall gives back the memory that a daemon will hardly need again, for as
// long as it lives.
func keepSmall() {
	for i := 0; ; i = min(i+1, len(shrinkPauses)-1) {
		time.Sleep(shrinkPauses[i])
		debug.FreeOSMemory()
		forgetProgram()
	}
}

// forgetProgram lets the kernel forget what it has read of the program and its
// libraries, most of which is for reading pills. What is wanted after all is
// mapped again.
func forgetProgram() {
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		return
	}
	var start, end uintptr
	for line := range strings.Lines(string(maps)) {
		f := strings.Fields(line)
		switch {
		case len(f) >= 2 && len(f[1]) == 4 && strings.Contains(f[0], "-"): // the head of a mapping
			start, end = 0, 0
			if len(f) >= 6 && strings.HasPrefix(f[5], "/") && f[1] != "rw-p" {
				low, high, _ := strings.Cut(f[0], "-")
				start, end = address(low), address(high)
			}
		// What was ever written to, as by the dynamic linker, is not in the file.
		case len(f) == 3 && f[0] == "Anonymous:" && f[1] == "0" && start < end:
			unix.RawSyscall(unix.SYS_MADVISE, start, end-start, unix.MADV_DONTNEED)
		}
	}
}

func address(hex string) uintptr {
	n, _ := strconv.ParseUint(hex, 16, 64)
	return uintptr(n)
}
