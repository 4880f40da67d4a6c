package supervisor

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
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
	const short = 10 * time.Second
	forgetProgram()
	for _, pause := range []time.Duration{2 * time.Second, short} {
		time.Sleep(pause)
		debug.FreeOSMemory()
		useful.Store(true)
		forgetProgram()
	}
	for {
		time.Sleep(short)
		forgetProgram()
	}
}

// quiet is how long nothing has to happen until the daemon lets go of its
// program.
const quiet = 2 * time.Second

// forgetting is for one at a time.
var forgetting sync.Mutex

// faultsForgotten are the page faults that there had been when the program was
// last forgotten, and few how many more are not worth the trouble: checks of a
// hundred processes cause 20 to 40 after it, and some more each time.
var faultsForgotten int64

const few = 128

// pageFaults is how many pages were mapped so far, not counting those that had to
// be read from a disk. It is much if it cannot be told.
func pageFaults() int64 {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return math.MaxInt64
	}
	return u.Minflt
}

// useful says that what was used of the program since it was last forgotten is to
// be kept, as it will be used again: to make processes, and to watch them.
var useful atomic.Bool

// forgetProgram lets the kernel forget what it has read of the program and its
// libraries, most of which is for reading pills. What is wanted after all is
// mapped again, page by page. That is not to happen when a process has ended and
// is to be made again: then it would take longer than all the rest. Nor when
// nothing was done but to watch: the same few pages would be mapped again.
func forgetProgram() {
	forgetting.Lock()
	defer forgetting.Unlock()
	faults := pageFaults()
	keep := useful.Swap(false)
	if !keep && faults-faultsForgotten < few {
		return
	}
	defer func() { faultsForgotten = pageFaults() }()
	for _, m := range fileMappings() {
		if keep {
			m.keepUsed()
		}
		m.forget()
	}
}

// A mapping is a range of addresses, the end not included.
type mapping struct {
	start, end uintptr
	kept       []bool // of its pages, those that are not forgotten
}

// page is how much the kernel maps at a time, in bytes.
var page = uintptr(os.Getpagesize())

// keepUsed notes which pages are in memory.
func (m *mapping) keepUsed() {
	f, err := os.Open("/proc/self/pagemap")
	if err != nil {
		return
	}
	defer f.Close()
	pages := make([]byte, (m.end-m.start)/page*8)
	if _, err := f.ReadAt(pages, int64(m.start/page*8)); err != nil {
		return
	}
	m.kept = make([]bool, len(pages)/8)
	for i := range m.kept {
		m.kept[i] = pages[i*8+7]&(1<<7) != 0 // present
	}
}

// forget lets go of the pages that are not kept.
func (m *mapping) forget() {
	from := m.start
	for i, kept := range m.kept {
		at := m.start + uintptr(i)*page
		if kept {
			mapping{start: from, end: at}.advise(unix.MADV_DONTNEED)
			from = at + page
		}
	}
	mapping{start: from, end: m.end}.advise(unix.MADV_DONTNEED)
}

// advise tells the kernel how a mapping is used. It is as well if the kernel
// will not hear of it.
func (m mapping) advise(advice uintptr) {
	if m.start == m.end {
		return
	}
	unix.RawSyscall(unix.SYS_MADVISE, m.start, m.end-m.start, advice)
}

// split has the kernel map the page that is wanted, and no others around it. It maps
// 64 kB of a file, or the whole of what it has in one piece in its cache, which may
// be 2 MB: then hardly any of the program is ever left out. It does not go beyond
// the mapping, though, and it cuts one into pieces that have different flags. The
// flag here, that a piece is not for core dumps, means nothing for a program's
// file, of which they have the first page at most. Each piece takes 200 bytes of the
// kernel's.
func (m mapping) split() {
	for at := m.start + page; at < m.end; at += 2 * page {
		mapping{start: at, end: at + page}.advise(unix.MADV_DONTDUMP)
	}
}

// fileMappings are the mappings of the program and its libraries that are as in
// their files. They are looked for once and early: a library that is loaded
// later may go again, and others have its addresses then.
var fileMappings = sync.OnceValue(func() (files []*mapping) {
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		return nil
	}
	m := &mapping{}
	for line := range strings.Lines(string(maps)) {
		f := strings.Fields(line)
		switch {
		case len(f) >= 2 && len(f[1]) == 4 && strings.Contains(f[0], "-"): // the head of a mapping
			m = &mapping{}
			if len(f) >= 6 && strings.HasPrefix(f[5], "/") && f[1] != "rw-p" {
				low, high, _ := strings.Cut(f[0], "-")
				m = &mapping{start: address(low), end: address(high)}
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
