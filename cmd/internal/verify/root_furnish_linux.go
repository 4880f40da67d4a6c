package verify

// This file puts into the root what a pill needs, and what is not made of files.

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/sys/unix"
)

// special makes the folders that are not made of files.
func (r *rooter) special(root string) error {
	dir := func(name string, mode fs.FileMode) error {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(path, mode.Perm()); err != nil {
			return err
		}
		return os.Chmod(path, mode)
	}
	for _, name := range []string{"proc", "sys", "dev", "run", "run/lock", "dev/shm", "dev/pts"} {
		mode := fs.FileMode(0o755)
		if name == "dev/shm" || name == "run/lock" {
			mode = 0o777 | fs.ModeSticky
		}
		if err := dir(name, mode); err != nil {
			return err
		}
	}
	if err := unix.Mount("proc", filepath.Join(root, "proc"), "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, ""); err != nil {
		return fmt.Errorf("proc: %w", err)
	}
	for _, name := range []string{"sys", "sysrq-trigger", "irq", "bus"} { // which root could write to
		path := filepath.Join(root, "proc", name)
		if err := unix.Mount(path, path, "", unix.MS_BIND, ""); err == nil {
			_ = unix.Mount("", path, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, "")
		}
	}
	sys := filepath.Join(root, "sys")
	if unix.Mount("/sys", sys, "", unix.MS_BIND|unix.MS_REC, "") == nil {
		attr := &unix.MountAttr{Attr_set: unix.MOUNT_ATTR_RDONLY}
		if unix.MountSetattr(-1, sys, unix.AT_RECURSIVE, attr) != nil {
			_ = unix.Unmount(sys, unix.MNT_DETACH)
		}
	}
	for _, name := range []string{"null", "zero", "full", "random", "urandom", "tty"} {
		to := filepath.Join(root, "dev", name)
		if err := os.WriteFile(to, nil, 0o666); err != nil {
			return err
		}
		if err := unix.Mount("/dev/"+name, to, "", unix.MS_BIND, ""); err != nil && name == "null" {
			return fmt.Errorf("/dev/null: %w", err)
		}
	}
	for name, target := range map[string]string{"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2"} {
		if err := os.Symlink(target, filepath.Join(root, "dev", name)); err != nil {
			return err
		}
	}
	return r.bindSelf(filepath.Join(root, standInPath))
}

// bindSelf puts this very program where stand-ins are links to.
func (r *rooter) bindSelf(to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(to, nil, 0o755); err != nil {
		return err
	}
	if exe, err := os.Readlink("/proc/self/exe"); err == nil && unix.Mount(exe, to, "", unix.MS_BIND, "") == nil {
		return nil
	}
	self, err := os.Open("/proc/self/exe") // its file is not there any more
	if err != nil {
		return err
	}
	defer self.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, self)
	return errors.Join(err, out.Close())
}

// furnish makes what the pill needs.
func (r *rooter) furnish(root string) error {
	for _, f := range r.job.Folders {
		if err := r.folder(filepath.Join(root, real(f.Path)), f.Owner); err != nil {
			return err
		}
	}
	for _, p := range r.job.Programs {
		path := filepath.Join(root, real(p))
		if _, err := os.Stat(filepath.Dir(path)); err != nil && !makeable(filepath.Dir(p)) {
			continue
		}
		if err := link(path); err != nil {
			return err
		}
	}
	for _, f := range r.job.Files {
		path := filepath.Join(root, real(f))
		if _, err := os.Lstat(path); err == nil {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			return err
		}
	}
	return r.tools(filepath.Join(root, toolsPath))
}

// link makes a program one that the stand-in plays.
func link(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Symlink(standInPath, path)
}

// folder makes a folder, and gives what it had to make to the owner.
func (r *rooter) folder(path, owner string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	if err := os.MkdirAll(path, 0o755); err != nil || !r.owners || owner == "" {
		return err
	}
	uid, gid := r.idsOf(owner)
	return os.Chown(path, uid, gid)
}

// tools links the tools that are played.
func (r *rooter) tools(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	names := r.job.Tools
	if r.job.Speed != 1 {
		names = append(slices.Clone(names), "sleep") // which has to go by the pill's time
	}
	for name, text := range r.job.Scripts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			return err
		}
	}
	for _, name := range names {
		if err := link(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}
