package supervisor

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// TestLinks opens and removes files for root in folders of a user, who has put
// links and second names there.
func TestLinks(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("only root can be led astray")
	}
	const user = 65534
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Chmod(filepath.Dir(dir), 0o755))
	for _, name := range []string{"root", "user", "user/releases", "user/releases/1", "other", "user/made"} {
		must(os.Mkdir(at(name), 0o755))
		if name != "root" && name != "user/made" {
			must(os.Lchown(at(name), user, user))
		}
	}
	must(os.Lchown(at("other"), user-1, user-1))
	for _, name := range []string{"root/precious", "root/p.pid", "user/releases/1/p.pid", "user/made/p.pid"} {
		must(os.WriteFile(at(name), []byte("1"), 0o644))
	}
	must(os.Link(at("root/precious"), at("user/second")))
	read, write, err := os.Pipe()
	must(err)
	defer read.Close()
	defer write.Close()
	for _, l := range []struct {
		name, target string
		owner        int
	}{
		{"user/current", "releases/1", user},
		{"user/up", "../user/releases/./1", user},
		{"user/to-root", at("root"), user},
		{"user/to-root-of-root", at("root"), 0},
		{"user/to-other", at("other"), user},
		{"user/twice", "to-root-of-root", user},
		{"user/file", "releases/1/out", user},
		{"user/file-of-root", at("root/precious"), user},
		{"user/loop", "loop", user},
		{"root/to-user", at("user/releases"), 0},
		{"user/pipe", "/proc/self/fd/" + strconv.Itoa(int(write.Fd())), 0},
		{"user/there", at("user/linked"), 0},
	} {
		must(os.Symlink(l.target, at(l.name)))
		must(os.Lchown(at(l.name), l.owner, l.owner))
	}
	must(os.Link(at("user/there"), at("user/there-too")))

	var root *identity
	for _, c := range []struct {
		path string
		want bool
	}{
		{"user/out", true},
		{"user/made/out", true},
		{"user/current/out", true},
		{"user/up/out", true},
		{"user/file", true},
		{"user/to-root-of-root/out", true},
		{"root/to-user/out", true},
		{"user/pipe", true},
		{"user/to-root/out", false},
		{"user/to-other/out", false},
		{"user/twice/out", false},
		{"user/file-of-root", false},
		{"user/second", false},
		{"user/there-too", false},
		{"user/loop", false},
		{"user/none/out", false},
		{"user", false},
	} {
		fd, err := root.open(at(c.path), true, unix.O_WRONLY|unix.O_APPEND|unix.O_CREAT|unix.O_NONBLOCK, 0o644)
		if (err == nil) != c.want {
			t.Errorf("open %s: %v", c.path, err)
		}
		if err == nil {
			unix.Close(fd)
		}
	}
	if _, err := root.open(at("user/file"), false, unix.O_RDONLY, 0); !errors.Is(err, unix.ELOOP) {
		t.Errorf("a link is opened that is not to be followed: %v", err)
	}
	// For the user nothing is different from what the kernel allows.
	id := &identity{cred: syscall.Credential{Uid: user, Gid: user}}
	if err := id.as(func() error {
		fd, err := id.open(at("user/to-other/out"), true, unix.O_WRONLY|unix.O_CREAT, 0o644)
		if err == nil {
			unix.Close(fd)
			return errors.New("it can write a folder of another user")
		}
		fd, err = id.open(at("user/second"), true, unix.O_RDONLY, 0)
		unix.Close(fd)
		return err
	}); err != nil {
		t.Error(err)
	}
	for path, want := range map[string]bool{
		"user/current/p.pid": true, "user/made/p.pid": true, "user/to-root/p.pid": false, "user/loop": true, "user/none": false,
	} {
		if err := root.remove(at(path)); (err == nil) != want {
			t.Errorf("remove %s: %v", path, err)
		}
	}
	if _, err := os.Stat(at("root/p.pid")); err != nil {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(at("other")); len(entries) > 0 {
		t.Error("a file was made in the folder of another user")
	}
}

// TestStraight goes paths at once, and folder by folder: it must not matter.
func TestStraight(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(os.MkdirAll(filepath.Join(dir, "a/b"), 0o755), os.WriteFile(filepath.Join(dir, "a/file"), nil, 0o644),
		os.Symlink("a", filepath.Join(dir, "link")), os.Symlink("a/file", filepath.Join(dir, "to-file"))); err != nil {
		t.Fatal(err)
	}
	straight := 0
	for _, path := range []string{
		"a/file", "a/new", "a/b", "a/b/", "a//file", "./a/./file", "a/b/../file", "a/b/..", "a/.", "a/file/x", "none/x", "link/file", "to-file",
		"a/../link/file", "a/../to-file", "../" + filepath.Base(dir) + "/a/file",
	} {
		for _, follow := range []bool{true, false} {
			full := dir + "/" + path
			f, name := openStraight(full, follow)
			if f == nil {
				continue
			}
			straight++
			w, walked, err := walk(full, follow)
			if err != nil {
				t.Fatalf("%s, follow %t: %v, but straight it is %s", path, follow, err, name)
			}
			if f.stat.Ino != w.stat.Ino || f.stat.Dev != w.stat.Dev || name != walked || f.proc != w.proc || len(w.owners) > 0 {
				t.Errorf("%s, follow %t: %s in folder %d, and straight %s in %d", path, follow, walked, w.stat.Ino, name, f.stat.Ino)
			}
			f.close()
			w.close()
		}
	}
	if straight == 0 {
		t.Error("no path was gone straight")
	}
}
