//go:build linux

package main

// This file is status --watch: a screen that is drawn anew each second, and keys
// that act on the process that is chosen.

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/sys/unix"

	"github.com/pilllint/pilllint/supervisor"
)

// samples is how many values a graph shows.
const samples = 20

// A screen is what is shown of an application.
type screen struct {
	app     string
	list    []supervisor.ProcessStatus
	events  []supervisor.Occurrence
	seen    time.Time
	graphs  map[string]*graph
	chosen  int
	message string
}

// A graph is what a process has used in the last seconds.
type graph struct {
	pid    int
	used   float64
	cpu    []float64 // percent of a core
	memory []float64 // bytes
}

// take puts in what the daemon has told.
func (s *screen) take(list []supervisor.ProcessStatus, now time.Time) {
	passed := now.Sub(s.seen).Seconds()
	for _, p := range list {
		name := fullName(p)
		g := s.graphs[name]
		if g == nil || g.pid != p.Pid {
			g = &graph{pid: p.Pid, used: p.Used}
			s.graphs[name] = g
		} else if passed > 0 {
			g.cpu = push(g.cpu, max(p.Used-g.used, 0)/passed*100)
			g.used = p.Used
		}
		g.memory = push(g.memory, float64(p.Memory))
	}
	s.list, s.seen = list, now
	s.chosen = max(min(s.chosen, len(list)-1), 0)
}

func push(values []float64, v float64) []float64 {
	values = append(values, v)
	return values[max(len(values)-samples, 0):]
}

// spark draws values as a line of small bars, the highest of which is full.
func spark(values []float64, least float64) string {
	bars := []rune("▁▂▃▄▅▆▇█")
	top := least
	for _, v := range values {
		top = max(top, v)
	}
	line := strings.Repeat(" ", samples-len(values))
	for _, v := range values {
		line += string(bars[min(int(v/top*float64(len(bars))), len(bars)-1)])
	}
	return line
}

// colours are those of states.
var colours = map[string]string{"up": "32", "down": "31", "unmonitored": "90"}

// draw shows as many lines as there is room for.
func (s *screen) draw(width, height int) string {
	var lines []string
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	add("\x1b[1m%s\x1b[0m  %s", printable(s.app), s.seen.Format("15:04:05"))
	add("%-24s %-12s %8s %9s %6s %-*s %8s %-*s", "PROCESS", "STATE", "PID", "UPTIME", "CPU", samples, "", "MEMORY", samples, "")
	room := max((height-6)*2/3, 1)
	first := max(min(s.chosen-room/2, len(s.list)-room), 0)
	for i := first; i < min(first+room, len(s.list)); i++ {
		lines = append(lines, s.row(i))
	}
	add("")
	for _, o := range s.events[max(len(s.events)-max(height-len(lines)-3, 0), 0):] {
		add("%s %s", time.Unix(o.Unix, 0).Format("15:04:05"), printable(o.String()))
	}
	for len(lines) < height-2 {
		add("")
	}
	add("%s", printable(s.message))
	add("↑↓ choose  s start  t stop  r restart  u unmonitor  q quit")
	var b strings.Builder
	b.WriteString("\x1b[H")
	for i, l := range lines[:min(len(lines), height)] {
		if i > 0 {
			b.WriteString("\r\n")
		}
		b.WriteString(cut(l, width) + "\x1b[0m\x1b[K")
	}
	b.WriteString("\x1b[J")
	return b.String()
}

// row is the line of a process.
func (s *screen) row(i int) string {
	p := s.list[i]
	g := s.graphs[fullName(p)]
	state := p.State
	if p.Stopping {
		state += ", stopping"
	}
	pid, uptime, cpu, memory := "", "", "", ""
	if p.Pid > 0 {
		pid, uptime, memory = fmt.Sprint(p.Pid), span(p.Uptime), fmt.Sprintf("%.1fM", float64(p.Memory)/(1<<20))
		if n := len(g.cpu); n > 0 {
			cpu = fmt.Sprintf("%.1f%%", g.cpu[n-1])
		}
	}
	mark := " "
	if i == s.chosen {
		mark = "\x1b[7m>"
	}
	return fmt.Sprintf("%s%-23s\x1b[0m \x1b[%sm%-12s\x1b[0m %8s %9s %6s %s %8s %s", mark, printable(fullName(p)), colours[p.State], state,
		pid, uptime, cpu, spark(g.cpu, 10), memory, spark(g.memory, 1<<20))
}

// span is a time in seconds, in the two units that matter.
func span(seconds float64) string {
	n := int(seconds)
	switch {
	case n < 60:
		return fmt.Sprintf("%ds", n)
	case n < 3600:
		return fmt.Sprintf("%dm%02ds", n/60, n%60)
	case n < 86400:
		return fmt.Sprintf("%dh%02dm", n/3600, n/60%60)
	}
	return fmt.Sprintf("%dd%02dh", n/86400, n/3600%24)
}

// printable takes out what would move the cursor.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c >= 0x80 && c < 0xa0 {
			return '?'
		}
		return c
	}, strings.ToValidUTF8(s, "?"))
}

// cut shortens a line to a width, not counting what gives it colours.
func cut(line string, width int) string {
	n := 0
	for i := 0; i < len(line); {
		if line[i] == 0x1b {
			i += strings.IndexByte(line[i:], 'm') + 1
			continue
		}
		if n++; n > width {
			return line[:i]
		}
		_, size := utf8.DecodeRuneInString(line[i:])
		i += size
	}
	return line
}

// watch shows the screen until q is pressed.
func (p *program) watch(app string) int {
	out, ok := p.stdout.(*os.File)
	if !ok {
		return p.fail(exitFailed, "--watch needs a terminal")
	}
	old, err := unix.IoctlGetTermios(0, unix.TCGETS)
	if _, sizeErr := unix.IoctlGetWinsize(int(out.Fd()), unix.TIOCGWINSZ); err != nil || sizeErr != nil {
		return p.fail(exitFailed, "--watch needs a terminal")
	}
	raw := *old
	raw.Lflag &^= unix.ICANON | unix.ECHO
	raw.Cc[unix.VMIN], raw.Cc[unix.VTIME] = 1, 0
	if err := unix.IoctlSetTermios(0, unix.TCSETS, &raw); err != nil {
		return p.fail(exitFailed, "--watch needs a terminal: %s", err)
	}
	fmt.Fprint(out, "\x1b[?1049h\x1b[?25l")
	defer func() {
		fmt.Fprint(out, "\x1b[?25h\x1b[?1049l")
		unix.IoctlSetTermios(0, unix.TCSETS, old)
	}()
	return p.watching(app, out)
}

// watching is the loop of watch.
func (p *program) watching(app string, out *os.File) int {
	s := &screen{app: app, graphs: map[string]*graph{}}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, unix.SIGINT, unix.SIGTERM, unix.SIGHUP)
	resized := make(chan os.Signal, 1)
	signal.Notify(resized, unix.SIGWINCH)
	keys := make(chan byte)
	go readKeys(keys)
	done := make(chan string, 16)
	tick := time.NewTicker(time.Second)
	for fresh := true; ; {
		if fresh {
			list, err := supervisor.Call(p.baseDir, app, supervisor.Request{Command: supervisor.ListCommand}, time.Second)
			var events supervisor.Response
			if err == nil {
				events, err = supervisor.Call(p.baseDir, app, supervisor.Request{Command: supervisor.EventsCommand}, time.Second)
			}
			if err == nil {
				s.take(list.Processes, time.Now())
				s.events = events.Events
			} else {
				s.message = err.Error()
			}
		}
		if size, err := unix.IoctlGetWinsize(int(out.Fd()), unix.TIOCGWINSZ); err == nil {
			fmt.Fprint(out, s.draw(int(size.Col), int(size.Row)))
		}
		fresh = true
		select {
		case <-tick.C:
		case <-ended:
			return exitOK
		case <-resized:
			fresh = false
		case s.message = <-done:
		case key, open := <-keys:
			if !open || key == 'q' {
				return exitOK
			}
			fresh = false
			p.press(s, key, done)
		}
	}
}

// The keys that are more than a letter, by a letter that is none of ours.
const (
	keyUp   = 'k'
	keyDown = 'j'
)

// readKeys reads what is typed.
func readKeys(keys chan<- byte) {
	defer close(keys)
	buf := make([]byte, 16)
	for {
		n, err := os.Stdin.Read(buf)
		if err != nil && !errors.Is(err, unix.EINTR) {
			return
		}
		switch typed := buf[:n]; {
		case bytes.Equal(typed, []byte("\x1b[A")), bytes.Equal(typed, []byte("\x1bOA")):
			keys <- keyUp
		case bytes.Equal(typed, []byte("\x1b[B")), bytes.Equal(typed, []byte("\x1bOB")):
			keys <- keyDown
		case n > 0 && typed[0] != 0x1b:
			for _, key := range typed {
				keys <- key
			}
		}
	}
}

// press does what a key stands for. Commands may take long, and tell when they
// are done.
func (p *program) press(s *screen, key byte, done chan<- string) {
	command := map[byte]supervisor.Want{'s': supervisor.Start, 't': supervisor.Stop, 'r': supervisor.Restart, 'u': supervisor.Unmonitor}[key]
	switch {
	case key == keyUp:
		s.chosen = max(s.chosen-1, 0)
	case key == keyDown:
		s.chosen = min(s.chosen+1, max(len(s.list)-1, 0))
	case command != "" && s.chosen < len(s.list):
		process := s.list[s.chosen]
		s.message = fmt.Sprintf("%s %s …", command, fullName(process))
		target := process.Group + ":" + process.Name
		go func() {
			r, err := supervisor.Call(p.baseDir, s.app, supervisor.Request{Command: string(command), Target: target}, 5*time.Minute)
			text := fmt.Sprintf("Sent %s to %s", command, fullName(process))
			if err != nil {
				text = err.Error()
			} else if problems := slices.Concat(r.Failed, []string{r.Error}); strings.Join(problems, "") != "" {
				text = strings.Join(problems, " ")
			}
			done <- text
		}()
	}
}
