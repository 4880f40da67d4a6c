package supervisor

// This file writes the log, in the format of Ruby's Logger or to syslog.
// Writing must not hold up anything, so that it is done aside; if the disk is
// slower than the news, lines are dropped, and counted.

import (
	"bytes"
	"fmt"
	"io"
	"log/syslog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// A Logger writes lines.
type Logger struct {
	path  string    // "" for syslog
	echo  io.Writer // standard output, in the foreground
	lines chan line
	full  chan struct{} // lines are not to be waited for any longer
	lost  atomic.Int64
	wait  sync.WaitGroup
	file  *os.File
	sys   *syslog.Writer
}

type line struct {
	level Level
	text  string
	wall  time.Time
	open  bool // not a line: open the file anew
}

// OpenLogger opens the log. Without a path lines go to syslog as local6; there
// need not be one. echo gets lines too, unless it is nil.
func OpenLogger(path string, echo io.Writer) (*Logger, error) {
	l := &Logger{path: path, echo: echo, lines: make(chan line, 1024), full: make(chan struct{}, 1)}
	if err := l.open(); err != nil {
		return nil, err
	}
	l.wait.Add(1)
	go l.write()
	return l, nil
}

func (l *Logger) open() error {
	if l.path == "" {
		l.sys, _ = syslog.New(syslog.LOG_LOCAL6|syslog.LOG_INFO, "bluepilld")
		return nil
	}
	var us *identity
	fd, err := us.open(l.path, true, unix.O_WRONLY|unix.O_APPEND|unix.O_CREAT|unix.O_NOCTTY|unix.O_NONBLOCK, 0o644)
	if err != nil {
		return &os.PathError{Op: "open", Path: l.path, Err: err}
	}
	f := os.NewFile(uintptr(fd), l.path)
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		if info.Mode().Perm()&0o022 != 0 {
			f.Chmod(info.Mode().Perm() &^ 0o022)
		}
		if info.Size() == 0 {
			fmt.Fprintf(f, "# Logfile created on %s by logger.rb/v1.5.0\n", time.Now().Format("2006-01-02 15:04:05 -0700"))
		}
	}
	if l.file != nil {
		l.file.Close()
	}
	l.file = f
	return nil
}

// Log writes a line, sooner or later.
func (l *Logger) Log(level Level, wall time.Time, text string) {
	select {
	case l.lines <- line{level: level, text: text, wall: wall}:
	default:
		l.lost.Add(1)
	}
	if len(l.lines) > cap(l.lines)/2 {
		l.hurry()
	}
}

// hurry has lines written that have come so far.
func (l *Logger) hurry() {
	select {
	case l.full <- struct{}{}:
	default:
	}
}

// Reopen opens the file anew, once all lines up to now are written.
func (l *Logger) Reopen() {
	select {
	case l.lines <- line{open: true}:
	default: // it is busy, and will be asked again
	}
}

// Close writes what is left, unless that takes too long.
func (l *Logger) Close() {
	close(l.lines)
	l.hurry()
	done := make(chan struct{})
	go func() { l.wait.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(2 * time.Second):
	}
}

// company is how long a line waits for others: checks are due together, and one
// writing of a hundred lines is a good deal cheaper than a hundred.
const company = 5 * time.Millisecond

func (l *Logger) write() {
	defer l.wait.Done()
	var b bytes.Buffer
	pause := time.NewTimer(0)
	for n := range l.lines {
		pause.Reset(company)
		select {
		case <-pause.C:
		case <-l.full:
		}
		b.Reset()
		for more := true; more; {
			if n.open {
				l.flush(&b)
				_ = l.open() // or go on with the old one
			} else {
				l.put(&b, n)
			}
			select {
			case n, more = <-l.lines:
			default:
				more = false
			}
			if b.Len() > 64<<10 {
				l.flush(&b)
			}
		}
		if lost := l.lost.Swap(0); lost > 0 {
			l.put(&b, line{level: Warning, wall: time.Now(), text: fmt.Sprintf("%d lines of the log were lost", lost)})
		}
		l.flush(&b)
	}
}

func (l *Logger) flush(b *bytes.Buffer) {
	if l.file != nil && b.Len() > 0 {
		l.file.Write(b.Bytes())
	}
	b.Reset()
}

// words are the severities, as Ruby's Logger and Bluepill call them.
var words = map[Level][2]string{Debug: {"DEBUG", "debug"}, Info: {"INFO", "info"}, Warning: {"WARN", "warning"}, Failure: {"ERROR", "err"}}

func (l *Logger) put(b *bytes.Buffer, n line) {
	if l.echo != nil {
		fmt.Fprintf(l.echo, "[%s]: %s\n", words[n.level][1], n.text)
	}
	if l.path != "" {
		fmt.Fprintf(b, "%c, [", n.level)
		b.Write(n.wall.AppendFormat(b.AvailableBuffer(), "2006-01-02T15:04:05.000000"))
		fmt.Fprintf(b, " #%d] %5s -- : %s\n", os.Getpid(), words[n.level][0], n.text)
		return
	}
	if l.sys == nil {
		return
	}
	switch n.level {
	case Debug:
		l.sys.Debug(n.text)
	case Warning:
		l.sys.Warning(n.text)
	case Failure:
		l.sys.Err(n.text)
	default:
		l.sys.Info(n.text)
	}
}
