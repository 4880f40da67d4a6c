package verify

// This file plays a program: it does what its Part says and what it is told to,
// and tells what happens to it.

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// The variables by which a stand-in knows which process of a program it is.
const (
	markVariable     = "BLUEPILL_PROCESS"
	speedVariable    = "PILLLINT_SPEED"
	detachedVariable = "PILLLINT_DETACHED"
	childVariable    = "PILLLINT_CHILD"
)

// A hello is what a stand-in says first.
type hello struct {
	Mark     string
	Pid      int
	Args     []string
	Env      []string
	Dir      string
	Detached bool
	Child    bool
}

// A role is the answer.
type role struct {
	Part  *Part // nil: it is a command that ends
	Speed float64
	Takes time.Duration // of a command: how long, in the pill's time
	Stops []int         // the processes that it ends
	Text  string        // what it writes, with the name of the stream
}

// An order is what a stand-in is told to do later.
type order struct {
	Memory int64 // bytes, beside its own
	Burn   bool  // use all of a core
	Status int   // what its websites answer
	Still  bool  // do not touch files any more
	Exit   bool
	Deaf   bool // heed no signal any more
}

// News is what happens to a stand-in.
type news struct {
	Signal string `json:",omitempty"`
	Obeyed bool   `json:",omitempty"` // the last order
}

// standInMain plays a program.
func standInMain() int {
	sleeps := filepath.Base(os.Args[0]) == "sleep"
	raw, err := net.Dial("unix", hubPath)
	if err != nil && sleeps {
		return sleep(0)
	} else if err != nil {
		fmt.Fprintln(os.Stderr, "nobody tells what to do:", err)
		return 127
	}
	s := &standIn{conn: raw, out: json.NewEncoder(raw), in: json.NewDecoder(raw), signals: make(chan os.Signal, 64)}
	dir, _ := os.Getwd()
	_, detached := os.LookupEnv(detachedVariable)
	_, child := os.LookupEnv(childVariable)
	signal.Notify(s.signals) // before anybody can know of it
	s.say(hello{
		Mark: os.Getenv(markVariable), Pid: os.Getpid(), Args: os.Args, Env: os.Environ(), Dir: dir,
		Detached: detached, Child: child,
	})
	if err := s.in.Decode(&s.role); err != nil {
		return 127
	}
	switch {
	case sleeps && (s.Part == nil || !s.Part.Sleeps): // a script does
		signal.Reset()
		return sleep(s.Speed)
	case s.Part == nil:
		return s.command()
	case s.Part.Background && !detached && !child:
		return s.detach()
	case child:
		s.Part = &Part{Heeds: s.Part.Heeds}
	}
	return s.play()
}

// A standIn is one process of a program that is played.
type standIn struct {
	role
	conn    net.Conn
	out     *json.Encoder
	in      *json.Decoder
	signals chan os.Signal
	status  atomic.Int32
	still   atomic.Bool
	deaf    bool
	burning atomic.Bool
	kids    []*os.File // by which children know that it lives
}

func (s *standIn) say(v any) { _ = s.out.Encode(v) } // who does not listen has ended

func (s *standIn) wait(d time.Duration) time.Duration {
	return time.Duration(float64(d) / s.Speed)
}

// command is a stop_command or the like.
func (s *standIn) command() int {
	for _, pid := range s.Stops {
		_ = unix.Kill(pid, unix.SIGTERM) // it may have gone
	}
	time.Sleep(s.wait(s.Takes))
	return 0
}

// detach has another process go on, and ends when that is ready.
func (s *standIn) detach() int {
	time.Sleep(s.wait(s.Part.Slow))
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return 1
	}
	r, w, err := os.Pipe()
	if err != nil {
		return 1
	}
	_, err = os.StartProcess("/proc/self/exe", os.Args, &os.ProcAttr{
		Env: append(os.Environ(), detachedVariable+"=1"), Files: []*os.File{null, null, null, w},
		Sys: &syscall.SysProcAttr{Setsid: true},
	})
	if err != nil {
		return 1
	}
	w.Close()
	_, _ = io.ReadAll(r) // until it is ready, or has ended
	return 0
}

// play is the program proper.
func (s *standIn) play() int {
	p := s.Part
	if p.PidFile != "" {
		if err := os.WriteFile(p.PidFile, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.Remove(p.PidFile)
	}
	out := io.Writer(os.Stdout)
	if p.Log != "" {
		f, err := os.OpenFile(p.Log, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		out = f
	}
	fmt.Fprintln(out, s.Text+" out")
	fmt.Fprintln(os.Stderr, s.Text+" err")
	for range p.Children {
		s.child()
	}
	for _, w := range p.Web {
		if err := s.serve(w); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	go s.touch()
	if os.Getenv(detachedVariable) != "" {
		os.NewFile(3, "ready").Close()
	}
	orders := make(chan order)
	go s.hear(orders)
	if os.Getenv(childVariable) != "" {
		go follow()
	}
	return s.live(orders)
}

// live goes on until something ends it.
func (s *standIn) live(orders <-chan order) int {
	var end, dies <-chan time.Time
	if s.Part.Dies > 0 {
		dies = time.After(s.wait(s.Part.Dies))
	}
	ending := false
	for {
		select {
		case sig := <-s.signals:
			name := strings.TrimPrefix(unix.SignalName(sig.(syscall.Signal)), "SIG")
			if name == "CHLD" || name == "URG" || name == "PIPE" {
				continue
			}
			s.say(news{Signal: name})
			if !s.heeds(name) {
				continue
			}
			takes := s.Part.Lingers
			if ending {
				takes = s.Part.Hurried
			}
			ending = true
			end = time.After(s.wait(takes))
		case o, ok := <-orders:
			if !ok {
				return 0 // the verification is over
			}
			if o.Exit {
				return 1
			}
			s.obey(o)
			s.say(news{Obeyed: true})
		case <-dies:
			if s.Part.Sleeps {
				return 0
			}
			return 1
		case <-end:
			return 0
		}
	}
}

// heeds reports whether a signal ends the program.
func (s *standIn) heeds(name string) bool {
	if s.deaf {
		return false
	}
	if s.Part.Heeds == nil && !s.Part.Sleeps {
		switch name {
		case "HUP", "USR1", "USR2", "WINCH", "TTIN", "TTOU", "CONT", "TSTP":
			return false
		}
		return true
	}
	if s.Part.Heeds == nil {
		return name != "WINCH" && name != "CONT" && name != "TSTP" && name != "TTIN" && name != "TTOU"
	}
	return slices.Contains(s.Part.Heeds, name)
}

// sleep is the tool of that name, by the pill's time.
func sleep(speed float64) int {
	d, err := sleepTime(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "sleep:", err)
		return 1
	}
	if speed <= 0 { // nobody has told
		if speed, err = strconv.ParseFloat(os.Getenv(speedVariable), 64); err != nil || speed < 1 {
			speed = 1
		}
	}
	time.Sleep(time.Duration(float64(d) / speed))
	return 0
}

// hear passes orders on.
func (s *standIn) hear(orders chan<- order) {
	defer close(orders)
	for {
		var o order
		if s.in.Decode(&o) != nil {
			return
		}
		orders <- o
	}
}

func (s *standIn) obey(o order) {
	s.deaf = s.deaf || o.Deaf
	if o.Status != 0 {
		s.status.Store(int32(o.Status))
	}
	if o.Still {
		s.still.Store(true)
	}
	if o.Memory > 0 {
		if err := swell(o.Memory); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	if o.Burn && !s.burning.Swap(true) {
		go func() {
			for s.burning.Load() {
			}
		}()
	}
}
