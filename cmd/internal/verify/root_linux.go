package verify

// This file lays a root over the files of the machine: all that is there can be
// read, and whatever is written is written elsewhere and forgotten.

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// private is the folder of the verification in the root.
const private = "/run/pilllint"

const (
	standInPath = private + "/stand-in"
	hubPath     = private + "/hub"
	toolsPath   = private + "/bin"
)

// noRoot begins what a stage complains of that cannot make a root.
const noRoot = "no root: "

// A rooter builds the root.
type rooter struct {
	job    *job
	work   string   // a tmpfs: root is in it, and what is written to layers
	mounts []string // of the machine, with files
	others []string // and those that have none
	layers int
	owners bool // files can be given to others
}

// newRoot builds the root and moves into it.
func newRoot(j *job) error {
	r := &rooter{job: j, owners: ownsAll()}
	if err := r.build(); err != nil {
		return err
	}
	if err := addUsers(j.Users); err != nil {
		return err
	}
	if err := lonely(); err != nil {
		return fmt.Errorf("loopback: %w", err)
	}
	return nil
}

// ownsAll reports whether there are other users than root here.
func ownsAll() bool {
	data, err := os.ReadFile("/proc/self/uid_map")
	f := strings.Fields(string(data))
	return err == nil && len(f) == 3 && f[2] != "1"
}

func (r *rooter) build() error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("make mounts private: %w", err)
	}
	if err := r.readMounts(); err != nil {
		return err
	}
	// What lies under the folder that the tmpfs goes to is reached by a descriptor.
	r.work = "/mnt"
	if _, err := os.Stat(r.work); err != nil {
		r.work = os.TempDir()
	}
	covered, err := unix.Open(r.work, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(covered)
	if err := unix.Mount("tmpfs", r.work, "tmpfs", unix.MS_NODEV|unix.MS_NOSUID, "mode=755"); err != nil {
		return fmt.Errorf("tmpfs: %w", err)
	}
	root := filepath.Join(r.work, "root")
	if err := os.Mkdir(root, 0o755); err != nil {
		return err
	}
	if err := unix.Mount(root, root, "", unix.MS_BIND, ""); err != nil {
		return fmt.Errorf("bind: %w", err)
	}
	entries, err := os.ReadDir("/")
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch name := e.Name(); name {
		case "proc", "sys", "dev", "run", "lost+found":
		default:
			lower := "/" + name
			if lower == r.work {
				lower = "/proc/self/fd/" + strconv.Itoa(covered)
			}
			if err := r.layer("/"+name, lower, e.Type()); err != nil {
				return err
			}
		}
	}
	if err := r.special(root); err != nil {
		return err
	}
	if err := r.furnish(root); err != nil {
		return err
	}
	return enter(root)
}

// pseudo are file systems that hold no files of anybody's.
var pseudo = strings.Fields("autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs fusectl hugetlbfs mqueue proc pstore rpc_pipefs securityfs sysfs tracefs")

// readMounts lists the places where files are mounted.
func (r *rooter) readMounts() error {
	data, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(data)) {
		before, after, _ := strings.Cut(line, " - ")
		kind, _, _ := strings.Cut(after, " ")
		if f := strings.Fields(before); len(f) > 4 {
			place := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\134`, `\`).Replace(f[4])
			if slices.Contains(pseudo, kind) {
				r.others = append(r.others, place)
			} else {
				r.mounts = append(r.mounts, place)
			}
		}
	}
	return nil
}

// maxFiles is how many files of a folder are mounted one by one.
const maxFiles = 100

// layer puts a file or folder of the machine in its place in the root.
func (r *rooter) layer(path, lower string, kind fs.FileMode) error {
	to := filepath.Join(r.work, "root", path)
	switch {
	case kind&fs.ModeSymlink != 0:
		target, err := os.Readlink(lower)
		if err != nil {
			return nil // it has gone
		}
		return os.Symlink(target, to)
	case kind.IsRegular():
		if err := os.WriteFile(to, nil, 0o644); err != nil {
			return err
		}
		_ = unix.Mount(lower, to, "", unix.MS_BIND, "") // or it is empty
		return nil
	case !kind.IsDir():
		return nil
	}
	info, err := os.Stat(lower)
	if err != nil {
		return nil
	}
	if err := r.folderLike(to, info); err != nil {
		return err
	}
	if r.overlay(path, lower, to, info) == nil {
		for _, m := range r.mounts { // which the overlay does not show
			if strings.HasPrefix(m, path+"/") {
				if info, err := os.Stat(m); err == nil && info.IsDir() {
					_ = r.overlay(m, m, filepath.Join(r.work, "root", m), info) // or it stays empty
				}
			}
		}
		return nil
	}
	if !slices.ContainsFunc(slices.Concat(r.mounts, r.others), func(m string) bool { return strings.HasPrefix(m, path+"/") }) {
		return nil // it cannot be read, or holds no files: it stays empty
	}
	// Who is not root cannot have an overlay of a folder in which something is
	// mounted, but of those beside that.
	entries, _ := os.ReadDir(lower)
	files := 0
	for _, e := range entries {
		if e.Type().IsRegular() {
			if files++; files > maxFiles { // each is a mount
				continue
			}
		}
		if err := r.layer(filepath.Join(path, e.Name()), filepath.Join(lower, e.Name()), e.Type()); err != nil {
			return err
		}
	}
	return nil
}

// folderLike makes a folder to which those can write who can to another one.
func (r *rooter) folderLike(path string, info fs.FileInfo) error {
	if err := os.Mkdir(path, 0o700); err != nil {
		return err
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok && r.owners {
		if err := os.Chown(path, int(st.Uid), int(st.Gid)); err != nil {
			return err
		}
	}
	return os.Chmod(path, info.Mode()&(fs.ModePerm|fs.ModeSticky|fs.ModeSetgid)|0o700) // whatever the umask is
}

// overlay lays an empty folder over one of the machine's.
func (r *rooter) overlay(path, lower, to string, info fs.FileInfo) error {
	r.layers++
	up := filepath.Join(r.work, "up"+strconv.Itoa(r.layers))
	work := filepath.Join(r.work, "wk"+strconv.Itoa(r.layers))
	for _, dir := range []string{up, work} {
		if err := r.folderLike(dir, info); err != nil {
			return err
		}
	}
	if err := r.prepare(up, path); err != nil {
		return err
	}
	options := "lowerdir=" + escapeOverlay(lower) + ",upperdir=" + up + ",workdir=" + work
	if err := unix.Mount("overlay", to, "overlay", unix.MS_NODEV, options); err != nil {
		return unix.Mount("overlay", to, "overlay", unix.MS_NODEV, options+",userxattr")
	}
	return nil
}

func escapeOverlay(path string) string {
	return strings.NewReplacer(`\`, `\\`, ",", `\,`, ":", `\:`).Replace(path)
}

// enter makes a folder the root.
func enter(root string) error {
	if err := os.Chdir(root); err != nil {
		return err
	}
	if err := unix.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("pivot_root: %w", err)
	}
	if err := unix.Unmount(".", unix.MNT_DETACH); err != nil {
		return fmt.Errorf("leave the old root: %w", err)
	}
	return os.Chdir("/")
}

// prepare makes folders in the layer over one that is another user's, which
// could not be written to else.
func (r *rooter) prepare(layer, dir string) error {
	if r.owners {
		return nil
	}
	paths := []string{}
	for _, f := range r.job.Folders {
		paths = append(paths, f.Path)
	}
	for _, p := range slices.Concat(r.job.Programs, r.job.Files) {
		paths = append(paths, filepath.Dir(p))
	}
	for _, p := range paths {
		if rest, ok := strings.CutPrefix(real(p), dir+"/"); ok {
			if err := os.MkdirAll(filepath.Join(layer, rest), 0o755); err != nil {
				return err
			}
		}
	}
	return nil
}

// real is where a path leads by the links that there are on the machine.
func real(path string) string {
	rest := ""
	for dir := filepath.Clean(path); ; dir = filepath.Dir(dir) {
		if found, err := filepath.EvalSymlinks(dir); err == nil {
			return filepath.Join(found, rest)
		}
		if dir == "/" {
			return path
		}
		rest = filepath.Join(filepath.Base(dir), rest)
	}
}
