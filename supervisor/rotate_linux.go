package supervisor

// This file rotates what processes write, and the log, if that is asked for. A
// process keeps its file open for as long as it lives, so that what is in it is
// copied, and the file is emptied. All files were opened here to append to.

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// rotationPause is how often files are looked at.
const rotationPause = 10 * time.Second

// rotate looks after the files for as long as the daemon lives.
func (d *Daemon) rotate() {
	r := d.plan.Rotation
	if r == nil {
		return
	}
	failed := map[string]bool{}
	for ; ; time.Sleep(rotationPause) {
		for path, spec := range d.outputs() {
			var id *identity
			var err error
			if spec != nil {
				id, err = identityOf(spec)
			}
			if err == nil { // as who wrote it, who may have put anything there
				err = id.as(func() error {
					f, name, err := id.folder(path, false)
					if err != nil {
						return err
					}
					defer f.close()
					return r.apply(f.path(name), time.Now())
				})
			}
			if errors.Is(err, unix.ENOENT) { // not yet written
				err = nil
			}
			if err != nil && !failed[path] {
				d.say(Warning, "%s cannot be rotated: %s", path, rubyError(err))
			}
			failed[path] = err != nil
		}
	}
}

// outputs are the files that are written, with the process that does, or nil
// for the log.
func (d *Daemon) outputs() map[string]*Spec {
	files := map[string]*Spec{}
	for _, s := range d.plan.Specs {
		for _, path := range []string{s.Stdout, s.Stderr} {
			if path == "" {
				continue
			}
			if !filepath.IsAbs(path) {
				path = filepath.Join("/", s.Dir, path)
			}
			files[path] = s
		}
	}
	if d.plan.LogFile != "" {
		files[d.plan.LogFile] = nil
	}
	return files
}

// apply rotates a file if it is time to.
func (r *Rotation) apply(path string, now time.Time) error {
	fd, err := unix.Open(path, unix.O_RDWR|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		return err
	}
	file := os.NewFile(uintptr(fd), path)
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return err
	}
	old := r.Age > 0 && now.Sub(r.since(path, fd, now)) >= r.Age
	if !old && (r.Size <= 0 || info.Size() < r.Size) {
		return nil
	}
	return r.turn(file, info.Mode().Perm())
}

// since is when a file was rotated last, or made.
func (r *Rotation) since(path string, fd int, now time.Time) time.Time {
	for _, suffix := range []string{".1", ".1.gz"} {
		if info, err := os.Lstat(path + suffix); err == nil {
			return info.ModTime()
		}
	}
	var st unix.Statx_t
	if err := unix.Statx(fd, "", unix.AT_EMPTY_PATH, unix.STATX_BTIME, &st); err == nil && st.Mask&unix.STATX_BTIME != 0 {
		return time.Unix(st.Btime.Sec, int64(st.Btime.Nsec))
	}
	return now
}

// turn makes a file the newest of the old ones, and empties it.
func (r *Rotation) turn(file *os.File, mode os.FileMode) error {
	path := file.Name()
	if r.Keep > 0 {
		temp := path + ".rotating"
		os.Remove(temp) // of a daemon that was killed
		if err := r.copy(file, temp, mode); err != nil {
			os.Remove(temp)
			return err
		}
		for _, suffix := range []string{"", ".gz"} {
			os.Remove(fmt.Sprintf("%s.%d%s", path, r.Keep, suffix))
			for n := r.Keep - 1; n > 0; n-- {
				if err := os.Rename(fmt.Sprintf("%s.%d%s", path, n, suffix), fmt.Sprintf("%s.%d%s", path, n+1, suffix)); err != nil && !errors.Is(err, os.ErrNotExist) {
					return err
				}
			}
		}
		name := path + ".1"
		if r.Compress {
			name += ".gz"
		}
		return os.Rename(temp, name)
	}
	return file.Truncate(0)
}

// copy writes what is in the file to another one, and empties it as soon as
// nothing more has come meanwhile.
func (r *Rotation) copy(file *os.File, to string, mode os.FileMode) error {
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	defer out.Close()
	var w io.WriteCloser = out
	if r.Compress {
		w = gzip.NewWriter(out)
	}
	for {
		n, err := io.Copy(w, file)
		if err != nil {
			return err
		}
		if n < 1<<16 { // what comes now comes slower than it is copied
			break
		}
	}
	// What is written between the last read and this is lost.
	if _, err := io.Copy(w, file); err != nil {
		return err
	}
	if r.Compress {
		if err := w.Close(); err != nil {
			return err
		}
	}
	return file.Truncate(0)
}
