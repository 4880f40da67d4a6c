package verify

// This file takes away what could reach out of the root.

import (
	"bytes"
	"fmt"
	"os"
	"os/user"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// lonely turns the loopback on, which is all of a network that there is.
func lonely() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	req, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	if err := unix.IoctlIfreq(fd, unix.SIOCGIFFLAGS, req); err != nil {
		return err
	}
	if req.Uint16()&unix.IFF_UP != 0 {
		return nil
	}
	req.SetUint16(req.Uint16() | unix.IFF_UP)
	return unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, req)
}

// kept are the capabilities that processes have, which are those that a daemon
// needs to be root of a machine's processes and files, but not of its kernel.
var kept = []uintptr{
	unix.CAP_CHOWN, unix.CAP_DAC_OVERRIDE, unix.CAP_DAC_READ_SEARCH, unix.CAP_FOWNER, unix.CAP_FSETID, unix.CAP_KILL,
	unix.CAP_SETGID, unix.CAP_SETUID, unix.CAP_NET_BIND_SERVICE, unix.CAP_SYS_CHROOT, unix.CAP_SYS_NICE,
}

// dropPower takes all other capabilities from what this thread starts.
func dropPower() error {
	for c := uintptr(0); c <= unix.CAP_LAST_CAP; c++ {
		if slices.Contains(kept, c) {
			continue
		}
		if err := unix.Prctl(unix.PR_CAPBSET_DROP, c, 0, 0, 0); err != nil && err != unix.EINVAL {
			return fmt.Errorf("drop capability %d: %w", c, err)
		}
	}
	return nil
}

// firstID is the id of the first user that is made up.
const firstID = 61000

// idsOf returns the ids of a user, which may be one that is made up.
func (r *rooter) idsOf(name string) (uid, gid int) {
	if u, err := user.Lookup(name); err == nil {
		uid, _ = strconv.Atoi(u.Uid)
		gid, _ = strconv.Atoi(u.Gid)
		return uid, gid
	}
	if i := slices.Index(r.job.Users, name); i >= 0 {
		return firstID + i, firstID + i
	}
	return 0, 0
}

// addUsers makes up users and groups, in files that are laid over those of the
// machine.
func addUsers(names []string) error {
	for file, line := range map[string]string{"/etc/passwd": "%s:x:%d:%[2]d::/:/bin/sh\n", "/etc/group": "%s:x:%d:\n"} {
		old, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		b.Write(old)
		for i, name := range names {
			if !strings.HasPrefix(string(old), name+":") && !bytes.Contains(old, []byte("\n"+name+":")) {
				fmt.Fprintf(&b, line, name, firstID+i)
			}
		}
		if b.Len() == len(old) {
			continue
		}
		temp := private + file[len("/etc"):]
		if err := os.WriteFile(temp, b.Bytes(), 0o644); err != nil {
			return err
		}
		if err := unix.Mount(temp, file, "", unix.MS_BIND, ""); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}
