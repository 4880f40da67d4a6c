package supervisor

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// siginfoStatus is si_status of what waitid tells of a child, which stands
// after si_pid and si_uid.
func siginfoStatus(info *unix.Siginfo) int32 { return siginfoField(info, 2) }

// siginfoPid is si_pid.
func siginfoPid(info *unix.Siginfo) int32 { return siginfoField(info, 0) }

func siginfoField(info *unix.Siginfo, nth uintptr) int32 {
	const after = unsafe.Sizeof(info.Signo) + unsafe.Sizeof(info.Errno) + unsafe.Sizeof(info.Code)
	const word = unsafe.Sizeof(uintptr(0))
	const fields = (after + word - 1) / word * word // the union is aligned to a pointer
	return *(*int32)(unsafe.Add(unsafe.Pointer(info), fields+4*nth))
}
