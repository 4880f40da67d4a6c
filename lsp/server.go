package lsp

import (
	"context"
	"io/fs"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

// Options are what a server is given by the command. The zero value will do.
type Options struct {
	Version string       // of this program
	Log     *slog.Logger // where mistakes of ours and of the client are told; nil: nowhere

	// Find lists the files of a folder that may be pills, by their paths; nil: only
	// what is open is known.
	Find func(folder string) []string
	// Near lists the files near the one at a path that may load it; nil: only what is
	// open is known.
	Near func(path string) []string

	// Unit returns what systemd would run a process of a pill by, or why there can
	// be no such thing; nil: units are not shown. path is what the pill is called.
	Unit func(path string, c *pill.Config, p *pill.Process) (Unit, error)
	// Verify runs a process of a pill, and says in words what it is doing; nil:
	// processes are not run.
	Verify func(ctx context.Context, doc *parser.Document, p *pill.Process, tell func(string)) (Verdict, error)

	// Host returns the environment in which the pill at a path is loaded on this
	// machine, for clients that want it; nil: there is none.
	Host func(path string) eval.Env
	// Mode is what rules.Options.Mode is then.
	Mode func(path string) (fs.FileMode, error)

	// Rest is how long nobody has to type before findings outside the lines that are
	// typed in are told, if they are new; 0: all findings are told at once.
	Rest time.Duration

	// Opened is told how many documents are open whenever that changes; nil: nobody
	// wants to know.
	Opened func(documents int)
}

// A Server is one run of the language server, with one client.
type Server struct {
	options Options
	log     *slog.Logger
	methods map[string]method
	conn    jsonrpc2.Conn
	out     *outbox
	ctx     context.Context // ends with the server
	stop    func()          // ends it

	phase  atomic.Int32
	exited chan struct{} // closed by the notification exit, or when the client's process is gone
	leave  func()        // closes it

	updating sync.Mutex           // held while the next view is made
	view     atomic.Pointer[View] // the newest
	changed  chan struct{}        // holds a token if there may be something to publish
	stale    chan struct{}        // holds one if the disk may have changed
	typed    chan struct{}        // holds one if units may have changed
	fetching sync.Mutex           // held while the client is asked for its settings

	resting   *time.Timer // ends when nobody has typed for a while
	shown     shownUnits
	verifying chan struct{} // holds a token for each process that is being run
	tokens    atomic.Int64  // how many pieces of work were told of

	mu      sync.Mutex
	running map[string]context.CancelFunc // the requests that are being worked on, by id
	slots   chan struct{}                 // one for each of them
}

// The phases of a server's life.
const (
	phaseNew = iota // initialize has not come yet
	phaseUp
	phaseDown // shutdown has come
)

func newServer(ctx context.Context, o Options) *Server {
	ctx, stop := context.WithCancel(ctx)
	s := &Server{
		options:   o,
		log:       o.Log,
		methods:   map[string]method{},
		out:       newOutbox(),
		ctx:       ctx,
		stop:      stop,
		exited:    make(chan struct{}),
		changed:   make(chan struct{}, 1),
		stale:     make(chan struct{}, 1),
		typed:     make(chan struct{}, 1),
		verifying: make(chan struct{}, maxVerifying),
		running:   map[string]context.CancelFunc{},
		slots:     make(chan struct{}, maxRequests),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.leave = sync.OnceFunc(func() { close(s.exited) })
	for _, m := range methods(&s.options) {
		s.methods[m.name] = m
	}
	s.resting = time.AfterFunc(time.Hour, s.rested)
	s.resting.Stop()
	s.view.Store((&View{client: &client{}, options: &s.options, told: &told{keys: map[uri.URI]map[toldKey]bool{}}, configs: newConfigs(nil, "", nil), docs: map[uri.URI]*Snapshot{}}).next())
	return s
}

// update makes the next view: change is given a copy of the newest.
func (s *Server) update(change func(*View)) {
	s.updating.Lock()
	defer s.updating.Unlock()
	next := s.view.Load().next()
	change(next)
	s.view.Store(next)
	for _, told := range []chan struct{}{s.changed, s.typed} {
		select {
		case told <- struct{}{}:
		default:
		}
	}
}
