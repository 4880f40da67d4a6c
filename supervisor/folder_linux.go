package supervisor

// This file opens what pills name, for root, in folders that others may write.
// Whoever owns a folder can put a link into it at any moment, so that a path is gone
// through one folder at a time, and what was looked at is what is used.

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// A folder is one that is held open: no link in the way to it can be exchanged any
// more.
type folder struct {
	fd     int
	stat   unix.Stat_t
	proc   bool            // it is one of the kernel's, about processes
	owners map[uint32]bool // of the links that led here; root's do not count
}

// maxLinks is how many links may follow one another, as for the kernel.
const maxLinks = 40

// openFolder opens the folder of a file, and returns the file's name in it. Links
// are followed on the way; to the file itself only if that is asked.
func openFolder(path string, follow bool) (f *folder, name string, err error) {
	if !filepath.IsAbs(path) {
		path = here() + "/" + path
	}
	if f, name := openStraight(path, follow); f != nil {
		return f, name, nil
	}
	return walk(path, follow)
}

// walk is openFolder for an absolute path, folder by folder.
func walk(path string, follow bool) (f *folder, name string, err error) {
	if f, err = rootFolder(map[uint32]bool{}); err != nil {
		return nil, "", err
	}
	todo := strings.Split(path, "/")
	for links := 0; len(todo) > 0; {
		name, todo = todo[0], todo[1:]
		if name == "" || name == "." {
			continue
		}
		var st unix.Stat_t
		err := unix.Fstatat(f.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW)
		// Links in /proc lead where no path does, and are the kernel's.
		isLink := err == nil && st.Mode&unix.S_IFMT == unix.S_IFLNK && !f.proc
		if len(todo) == 0 && !(isLink && follow) {
			return f, name, nil
		}
		next := f
		var target string
		switch {
		case err != nil:
		case !isLink:
			next, err = f.enter(name)
		default:
			if links++; links > maxLinks {
				err = unix.ELOOP
			} else if target, err = f.read(name, &st); err == nil && filepath.IsAbs(target) {
				next, err = rootFolder(f.owners)
			}
			todo = append(strings.Split(target, "/"), todo...)
		}
		if err != nil {
			f.close()
			return nil, "", err
		}
		if next != f {
			f.close()
			f = next
		}
	}
	f.close()
	return nil, "", unix.EISDIR
}

// openStraight is openFolder for a path without any links, which the kernel goes at
// once, since Linux 5.6; nil for all others.
func openStraight(path string, follow bool) (*folder, string) {
	dir, name := filepath.Split(path)
	if name == "" || name == "." || name == ".." {
		return nil, ""
	}
	fd, err := unix.Openat2(unix.AT_FDCWD, dir, &unix.OpenHow{
		Flags: unix.O_PATH | unix.O_DIRECTORY | unix.O_CLOEXEC, Resolve: unix.RESOLVE_NO_SYMLINKS,
	})
	f, err := newFolder(fd, err, map[uint32]bool{})
	if err != nil {
		return nil, ""
	}
	var st unix.Stat_t
	if follow && unix.Fstatat(f.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW) == nil && st.Mode&unix.S_IFMT == unix.S_IFLNK {
		f.close()
		return nil, ""
	}
	return f, name
}

func rootFolder(owners map[uint32]bool) (*folder, error) {
	fd, err := unix.Open("/", unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	return newFolder(fd, err, owners)
}

// enter opens a folder in this one.
func (f *folder) enter(name string) (*folder, error) {
	flags := unix.O_PATH | unix.O_DIRECTORY | unix.O_CLOEXEC
	if !f.proc {
		flags |= unix.O_NOFOLLOW
	}
	fd, err := unix.Openat(f.fd, name, flags, 0)
	return newFolder(fd, err, f.owners)
}

func newFolder(fd int, err error, owners map[uint32]bool) (*folder, error) {
	if err != nil {
		return nil, err
	}
	f := &folder{fd: fd, owners: owners}
	if err := unix.Fstat(fd, &f.stat); err != nil {
		f.close()
		return nil, err
	}
	var fs unix.Statfs_t
	f.proc = unix.Fstatfs(fd, &fs) == nil && fs.Type == unix.PROC_SUPER_MAGIC
	return f, nil
}

func (f *folder) close() { unix.Close(f.fd) }

// read reads a link in the folder, and notes whose it is.
func (f *folder) read(name string, st *unix.Stat_t) (target string, err error) {
	if st.Uid != 0 {
		f.owners[st.Uid] = true
	} else if st.Nlink > 1 && !f.private() { // root made it, but maybe not here
		return "", errSecondName
	}
	buf := make([]byte, unix.PathMax)
	n, err := unix.Readlinkat(f.fd, name, buf)
	return string(buf[:max(n, 0)]), err
}

// errSecondName is met where somebody may have given what is root's another name.
var errSecondName = errors.New("it has a second name in another place")

// path is a path to a file in the folder, which no link can lead astray.
func (f *folder) path(name string) string { return fmt.Sprintf("/proc/self/fd/%d/%s", f.fd, name) }

// private reports whether nobody but root can put anything into the folder.
func (f *folder) private() bool { return f.stat.Uid == 0 && f.stat.Mode&0o022 == 0 }

// folder is openFolder for whom a process runs as. Others than root may only lead
// root to folders of their own, as the links of a deployment do: there they could do
// everything themselves.
func (id *identity) folder(path string, follow bool) (*folder, string, error) {
	f, name, err := openFolder(path, follow)
	if err != nil || !id.isRoot() {
		return f, name, err
	}
	for uid := range f.owners {
		if f.stat.Uid != uid {
			f.close()
			return nil, "", fmt.Errorf("a link of user %d leads to a folder that is not theirs", uid)
		}
	}
	return f, name, nil
}

// open opens a file that a pill names, for whom a process runs as. For root a file
// that has a second name is refused where others could have given it this one.
// The kernel knows what all others may do.
func (id *identity) open(path string, follow bool, flag int, mode uint32) (fd int, err error) {
	flag |= unix.O_CLOEXEC
	if !follow {
		flag |= unix.O_NOFOLLOW
	}
	if !id.isRoot() {
		return unix.Open(path, flag, mode)
	}
	f, name, err := id.folder(path, follow)
	if err != nil {
		return -1, err
	}
	defer f.close()
	if !f.proc {
		flag |= unix.O_NOFOLLOW
	}
	if fd, err = unix.Openat(f.fd, name, flag, mode); err != nil || f.private() {
		return fd, err
	}
	var st unix.Stat_t
	if err = unix.Fstat(fd, &st); err == nil && st.Mode&unix.S_IFMT == unix.S_IFREG && st.Nlink > 1 {
		err = errSecondName
	}
	if err != nil {
		unix.Close(fd)
		return -1, err
	}
	return fd, nil
}

// remove removes a file.
func (id *identity) remove(path string) error {
	f, name, err := id.folder(path, false)
	if err != nil {
		return err
	}
	defer f.close()
	return unix.Unlinkat(f.fd, name, 0)
}
