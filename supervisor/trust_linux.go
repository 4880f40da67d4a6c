package supervisor

// This file tells which files and folders root can rely on.

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// Untrusted says why root should not rely on a file or folder: somebody else can
// write it, or put another in its place. "" if nobody can. The user who runs sudo
// is trusted as root is. Links are followed; a file that is not there is no
// ground for trust.
func Untrusted(path string) string {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err.Error()
	}
	var st syscall.Stat_t
	if err := syscall.Stat(real, &st); err != nil {
		return err.Error()
	}
	if why := doubtOwner(&st); why != "" {
		return "it " + why
	}
	for dir := filepath.Dir(real); ; dir = filepath.Dir(dir) {
		if err := syscall.Stat(dir, &st); err != nil {
			return err.Error()
		}
		if st.Mode&syscall.S_ISVTX != 0 { // others may write there, but not exchange what is another's
			st.Mode &^= 0o022
		}
		if why := doubtOwner(&st); why != "" {
			return "the folder " + dir + " " + why
		}
		if dir == "/" {
			return ""
		}
	}
}

// doubtOwner says what is wrong with the owner or the mode of a file.
func doubtOwner(st *syscall.Stat_t) string {
	switch {
	case st.Mode&0o022 != 0:
		return "can be written by others"
	case st.Uid != 0 && os.Getenv("SUDO_UID") != fmt.Sprint(st.Uid):
		return "belongs to another user"
	}
	return ""
}
