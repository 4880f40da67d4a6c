//go:build unix

package input

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a file the owner and the group of another.
func keepOwner(f *os.File, like fs.FileInfo) error {
	own, err := f.Stat()
	if err != nil || owner(own) == owner(like) {
		return err
	}
	want := owner(like)
	return f.Chown(want[0], want[1])
}

// owner returns the user and the group that a file belongs to.
func owner(info fs.FileInfo) (ids [2]int) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		ids = [2]int{int(s.Uid), int(s.Gid)}
	}
	return ids
}
