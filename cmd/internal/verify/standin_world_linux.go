package verify

// This file is what a stand-in does to the world: it uses memory, serves websites,
// has children.

import (
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// swell makes the process look big: the same few pages, over and over.
func swell(bytes int64) error {
	const piece = 4 << 20
	fd, err := unix.MemfdCreate("ballast", unix.MFD_CLOEXEC)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	if err := unix.Ftruncate(fd, piece); err != nil {
		return err
	}
	for ; bytes > 0; bytes -= piece {
		if _, err := unix.Mmap(fd, 0, piece, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED|unix.MAP_POPULATE); err != nil {
			return err
		}
	}
	return nil
}

// child starts a process that ends when this one does.
func (s *standIn) child() {
	r, w, err := os.Pipe()
	if err != nil {
		return
	}
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, detachedVariable+"=") {
			env = append(env, v)
		}
	}
	_, err = os.StartProcess("/proc/self/exe", os.Args, &os.ProcAttr{
		Env: append(env, childVariable+"=1"), Files: []*os.File{nil, os.Stdout, os.Stderr, r},
	})
	r.Close()
	if err == nil {
		s.kids = append(s.kids, w) // kept open
	}
}

// follow ends a child whose parent has ended.
func follow() {
	_, _ = io.ReadAll(os.NewFile(3, "parent"))
	os.Exit(0)
}

// touch writes files again and again.
func (s *standIn) touch() {
	if len(s.Part.Touches) == 0 {
		return
	}
	for ; !s.still.Load(); time.Sleep(s.wait(500 * time.Millisecond)) {
		for _, path := range s.Part.Touches {
			_ = os.MkdirAll(filepath.Dir(path), 0o755)
			_ = os.WriteFile(path, []byte("alive\n"), 0o644)
		}
	}
}

// hang takes connections and leaves them alone.
func hang(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go io.Copy(io.Discard, conn)
	}
}

// serve serves a website.
func (s *standIn) serve(w Website) error {
	var l net.Listener
	var err error
	for range 50 { // the one before may still have the port
		if l, err = net.Listen("tcp", w.Address); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err != nil {
		return err
	}
	if w.Hangs {
		go hang(l)
		return nil
	}
	go func() {
		_ = http.Serve(l, http.HandlerFunc(func(to http.ResponseWriter, _ *http.Request) {
			status := int(s.status.Load())
			if status == 0 {
				status = w.Status
			}
			to.WriteHeader(status)
			_, _ = io.WriteString(to, w.Body)
		}))
	}()
	return nil
}
