package supervisor

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// setThreadGroups sets the groups of the calling thread alone; what Go offers
// sets those of all.
func setThreadGroups(gids []uint32) error {
	first := unsafe.Pointer(nil)
	if len(gids) > 0 {
		first = unsafe.Pointer(&gids[0])
	}
	if _, _, errno := unix.RawSyscall(unix.SYS_SETGROUPS, uintptr(len(gids)), uintptr(first), 0); errno != 0 {
		return errno
	}
	return nil
}
