package supervisor

import (
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// maxProcs is how many threads may be at work at a time: each has memory of its
// own, and there is little to do.
const maxProcs = 4

// beSmall is for the beginning of a program that is to be a daemon.
func beSmall() {
	for _, m := range fileMappings() {
		m.split()
	}
	forgetProgram()
	debug.SetGCPercent(25)
	runtime.GOMAXPROCS(min(runtime.NumCPU(), maxProcs))
}

// keepSmall gives back the memory that a daemon will hardly need again, for as
// long as it lives: once all has begun, again when it has settled down, and then
// now and again, as there may always be something to do.
func keepSmall() {
	const short, long = 10 * time.Second, 30 * time.Second
	for _, pause := range []time.Duration{0, 2 * time.Second, short} {
		time.Sleep(pause)
		debug.FreeOSMemory()
		forgetProgram()
	}
	for {
		for range long / short {
			time.Sleep(short)
			forgetProgram()
		}
		debug.FreeOSMemory()
	}
}

// quiet is how long nothing has to happen until the daemon lets go of its
// program: whoever dies again and again does not have to wait for it to be
// mapped anew.
const quiet = 2 * time.Second

// forgetProgram lets the kernel forget what it has read of the program and its
// libraries, most of which is for reading pills. What is wanted after all is
// mapped again.
func forgetProgram() {
	for _, m := range fileMappings() {
		m.advise(unix.MADV_DONTNEED)
	}
}

// A mapping is a range of addresses, the end not included.
type mapping struct{ start, end uintptr }

// advise tells the kernel how a mapping is used. It is as well if the kernel
// will not hear of it.
func (m mapping) advise(advice uintptr) {
	unix.RawSyscall(unix.SYS_MADVISE, m.start, m.end-m.start, advice)
}

// piece is the size of the pieces that a mapping of a file is split into. Two
// pages are seldom more than what is wanted; each piece takes 200 bytes of the
// kernel's.
const piece = 8 << 10

// split has the kernel map less around a page that is wanted. It maps 64 kB of a
// file, or the whole of what it has in one piece in its cache, which may be 2 MB:
// then hardly any of the program is ever left out. It does not go beyond the
// mapping, though, and it cuts one into pieces that have different flags. The
// flag here, that a piece is not for core dumps, means nothing for a program's
// file, of which they have the first page at most.
func (m mapping) split() {
	for at := m.start&^(2*piece-1) + piece; at < m.end; at += 2 * piece {
		if p := (mapping{max(at, m.start), min(at+piece, m.end)}); p.start < p.end {
			p.advise(unix.MADV_DONTDUMP)
		}
	}
}

// fileMappings are the mappings of the program and its libraries that are as in
// their files. They are looked for once and early: a library that is loaded
// later may go again, and others have its addresses then.
var fileMappings = sync.OnceValue(func() (files []mapping) {
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		return nil
	}
	var m mapping
	for line := range strings.Lines(string(maps)) {
		f := strings.Fields(line)
		switch {
		case len(f) >= 2 && len(f[1]) == 4 && strings.Contains(f[0], "-"): // the head of a mapping
			m = mapping{}
			if len(f) >= 6 && strings.HasPrefix(f[5], "/") && f[1] != "rw-p" {
				low, high, _ := strings.Cut(f[0], "-")
				m = mapping{address(low), address(high)}
			}
		// What was ever written to, as by the dynamic linker, is not in the file.
		case len(f) == 3 && f[0] == "Anonymous:" && f[1] == "0" && m.start < m.end:
			files = append(files, m)
		}
	}
	return files
})

func address(hex string) uintptr {
	n, _ := strconv.ParseUint(hex, 16, 64)
	return uintptr(n)
}
