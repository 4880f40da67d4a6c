package verify

// This file is the stage's side of stand-ins: who they are, what they tell, and
// what they are told.

import (
	"encoding/json"
	"net"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// An actor is a stand-in that runs.
type actor struct {
	Instance
	app, process string
	out          *json.Encoder
	obeyed       chan struct{} // one for each order
	gone         chan struct{} // closed when it has ended
}

// openHub listens for stand-ins, which may be anybody's.
func (s *stage) openHub() error {
	l, err := net.Listen("unix", filepath.Join(s.own, "hub"))
	if err != nil {
		return err
	}
	if err := os.Chmod(filepath.Join(s.own, "hub"), 0o777); err != nil {
		return err
	}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go s.meet(conn)
		}
	}()
	return nil
}

// meet gives a stand-in its role, and listens to it.
func (s *stage) meet(conn net.Conn) {
	defer conn.Close()
	in, out := json.NewDecoder(conn), json.NewEncoder(conn)
	var h hello
	if in.Decode(&h) != nil {
		return
	}
	if at, ok := began(h.Pid); ok { // a program that takes long to begin may come too late for the pill
		s.lags(time.Duration(float64(s.clock.At())/s.Speed) - at)
	}
	a := &actor{out: out, obeyed: make(chan struct{}, 16), gone: make(chan struct{})}
	a.Instance = Instance{Pid: h.Pid, Mark: h.Mark, Args: h.Args, Env: h.Env, Dir: h.Dir, Child: h.Child, Began: s.now()}
	a.app, a.process = s.ownerOf(h.Mark)
	r := role{Speed: s.Speed, Part: s.Parts[partKey(a.app, a.process)], Text: token(a.app, a.process)}
	sleeps := len(h.Args) > 0 && path.Base(h.Args[0]) == "sleep"
	switch {
	case sleeps && (r.Part == nil || !r.Part.Sleeps):
		r.Part = nil
	case r.Part == nil:
		r = s.controlRole(h.Args)
	default:
		a.Launcher = r.Part.Background && !h.Detached && !h.Child
		s.mu.Lock()
		s.actors = append(s.actors, a)
		s.stir()
		s.mu.Unlock()
	}
	if out.Encode(r) != nil {
		return
	}
	for {
		var n news
		if in.Decode(&n) != nil {
			break
		}
		if n.Obeyed {
			a.obeyed <- struct{}{}
		}
		if n.Signal != "" {
			e := Event{App: a.app, Process: a.process, Kind: Received, Pid: h.Pid, Text: n.Signal}
			s.note(e)
			e.At = s.now()
			s.mu.Lock()
			a.Signals = append(a.Signals, e)
			s.mu.Unlock()
		}
	}
	s.mu.Lock()
	a.Ended = max(s.now(), 1)
	s.stir()
	s.mu.Unlock()
	close(a.gone)
}

// token is what a stand-in writes, by which its log is known.
func token(app, process string) string { return "pilllint plays " + app + " " + displayName(process) }

// ownerOf is the process that a mark belongs to: app/group:name/number.
func (s *stage) ownerOf(mark string) (app, process string) {
	for _, p := range s.Plans {
		for _, spec := range p.Specs {
			if strings.HasPrefix(mark, p.App+"/"+spec.FullName()+"/") {
				return p.App, spec.FullName()
			}
		}
	}
	return "", ""
}

// controlOf finds the command that a stand-in is.
func (s *stage) controlOf(args []string) *control {
	for i, c := range s.Controls {
		if len(c.Words) != len(args) || path.Base(c.Words[0]) != path.Base(args[0]) {
			continue
		}
		same := true
		for k, w := range c.Words[1:] {
			same = same && (w == args[k+1] || strings.Contains(w, "{{PID}}"))
		}
		if same {
			return &s.Controls[i]
		}
	}
	return nil
}

// controlRole is how a stop_command or the like is played: it does as it is
// asked, and takes its time.
func (s *stage) controlRole(args []string) role {
	r := role{Speed: s.Speed}
	c := s.controlOf(args)
	if c == nil {
		return r
	}
	if c.Lasts {
		r.Takes = 24 * time.Hour
	} else if p := s.Parts[partKey(c.App, c.Process)]; p != nil {
		r.Takes = p.Halts
	}
	for _, a := range s.alive(c.App, c.Process) {
		if c.Stops && !a.Child {
			r.Stops = append(r.Stops, a.Pid)
		}
	}
	return r
}

// alive lists the stand-ins of a process that run; those that launch another
// are left out.
func (s *stage) alive(app, process string) (list []*actor) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.actors {
		if a.app == app && a.process == process && a.Ended == 0 && !a.Launcher {
			list = append(list, a)
		}
	}
	return list
}

// order tells the stand-ins of a process to do something, and waits until they
// do.
func (s *stage) order(app, process string, o order, child bool) {
	for _, a := range s.alive(app, process) {
		if a.Child != child || a.out.Encode(o) != nil {
			continue
		}
		select {
		case <-a.obeyed:
		case <-a.gone:
		}
	}
}

// keepActors keeps what is known of the stand-ins.
func (s *stage) keepActors() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.actors {
		if p := s.record.process(a.app, a.process); p != nil {
			p.Runs = append(p.Runs, a.Instance)
		}
	}
}
