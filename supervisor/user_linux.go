package supervisor

// This file works out whom a process runs as, and does things as that user.

import (
	"fmt"
	"os"
	"os/user"
	"runtime"
	"slices"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// An identity is whom a process runs as; nil for whom the daemon does.
type identity struct {
	cred syscall.Credential
	home string // "" to leave HOME alone
}

// isRoot reports whether it may do everything to all files.
func (id *identity) isRoot() bool {
	if id == nil {
		return os.Geteuid() == 0
	}
	return id.cred.Uid == 0
}

// identityOf looks up the users and groups of a Spec. Whatever is not found is
// an error: nothing runs as root because a name is misspelt. Only root can be
// somebody else; Bluepill ignores the attributes for others, and so do we.
func identityOf(s *Spec) (*identity, error) {
	if os.Geteuid() != 0 || s.User == "" && s.UserGroup == "" && len(s.Supplementary) == 0 {
		return nil, nil
	}
	id := &identity{}
	var groups []uint32
	if s.User != "" {
		u, err := user.Lookup(s.User)
		if err != nil {
			return nil, fmt.Errorf("can't find user for %s", s.User)
		}
		if id.cred.Uid, err = parseID(u.Uid); err != nil {
			return nil, err
		}
		id.home = u.HomeDir
		if s.UserGroup == "" {
			// Bluepill leaves such a process in root's groups.
			if id.cred.Gid, err = parseID(u.Gid); err != nil {
				return nil, err
			}
			names, _ := u.GroupIds()
			for _, n := range names {
				if g, err := parseID(n); err == nil {
					groups = append(groups, g)
				}
			}
		}
	}
	if s.UserGroup != "" {
		g, err := groupID(s.UserGroup)
		if err != nil {
			return nil, err
		}
		id.cred.Gid = g
	}
	groups = append(groups, id.cred.Gid)
	for _, name := range s.Supplementary {
		g, err := groupID(name)
		if err != nil {
			return nil, err
		}
		groups = append(groups, g)
	}
	slices.Sort(groups)
	id.cred.Groups = slices.Compact(groups)
	return id, nil
}

func groupID(name string) (uint32, error) {
	g, err := user.LookupGroup(name)
	if err != nil {
		return 0, fmt.Errorf("can't find group for %s", name)
	}
	return parseID(g.Gid)
}

func parseID(text string) (uint32, error) {
	n, err := strconv.ParseUint(text, 10, 32)
	return uint32(n), err
}

// as calls fn with the rights to files that the user has, and no more. It takes
// a thread of its own, which is not used again if it cannot be put back.
func (id *identity) as(fn func() error) error {
	if id == nil {
		return fn()
	}
	result := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // for good: the thread ends with the goroutine
		err := id.assume()
		if err == nil {
			err = fn()
		}
		result <- err
	}()
	return <-result
}

// assume makes the thread, and only it, look to the file system like the user.
func (id *identity) assume() error {
	gids := make([]uint32, len(id.cred.Groups)+1)
	copy(gids, id.cred.Groups)
	if err := setThreadGroups(gids[:len(id.cred.Groups)]); err != nil {
		return fmt.Errorf("setgroups: %w", err)
	}
	for _, call := range []struct {
		trap uintptr
		id   uint32
	}{{unix.SYS_SETFSGID, id.cred.Gid}, {unix.SYS_SETFSUID, id.cred.Uid}} {
		unix.RawSyscall(call.trap, uintptr(call.id), 0, 0)
		// It returns no error: what is so is asked with an id that does not exist.
		if now, _, _ := unix.RawSyscall(call.trap, ^uintptr(0), 0, 0); uint32(now) != call.id {
			return fmt.Errorf("become user %d: not permitted", id.cred.Uid)
		}
	}
	return nil
}
