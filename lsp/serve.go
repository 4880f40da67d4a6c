package lsp

// This file is the life of a server, from the first message to the exit code.

import (
	"bufio"
	"context"
	"io"
	"path/filepath"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// farewell is how long the client may take to read the last messages.
const farewell = time.Second

// Serve speaks with a client until that says exit, closes its stream or dies, or
// ctx is done. It returns the exit code that the protocol asks for: 0 if the
// client said shutdown before, or else 1. A read that is under way when it
// returns ends when in does; if in is an io.Closer it is closed.
func Serve(ctx context.Context, in io.Reader, out io.Writer, o Options) int {
	return newServer(ctx, o).serve(in, out)
}

func (s *Server) serve(in io.Reader, out io.Writer) int {
	ahead := newReadAhead(in)
	messages := &stream{in: bufio.NewReaderSize(ahead, 64<<10), out: s.out, stop: func() {
		ahead.close()
		if c, ok := in.(io.Closer); ok {
			_ = c.Close()
		}
	}}
	written := make(chan error, 1)
	go func() { written <- s.out.deliver(out) }()
	s.conn = jsonrpc2.NewConn(messages, jsonrpc2.WithCodec(codec{}))
	s.conn.Go(s.ctx, s.handle)
	var beside sync.WaitGroup
	beside.Go(s.publish)
	beside.Go(s.followDisk)
	beside.Go(s.followUnits)

	select {
	case <-s.exited:
	case <-s.conn.Done():
		if err := s.conn.Err(); err != nil {
			s.log.Error("the client's messages end", "error", err)
		}
	case <-s.out.gone:
	case <-s.ctx.Done():
	case <-s.deserted(ahead.over):
	}
	s.out.close()
	select {
	case err := <-written:
		if err != nil {
			s.log.Error("the client cannot be written to", "error", err)
		}
	case <-time.After(farewell):
	}
	s.stop()
	s.resting.Stop()
	_ = messages.Close()
	beside.Wait()
	if s.phase.Load() == phaseDown {
		return 0
	}
	return 1
}

// deserted returns what is closed when the client says no more, and does not read
// what there is to say either.
func (s *Server) deserted(over <-chan struct{}) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		select {
		case <-over:
		case <-s.ctx.Done():
			return
		}
		tick := time.NewTicker(farewell)
		defer tick.Stop()
		for last := -1; ; {
			select {
			case <-s.ctx.Done():
				return
			case <-tick.C:
			}
			delivered, full := s.out.state()
			if full && delivered == last {
				close(done)
				return
			}
			last = delivered
		}
	}()
	return done
}

// startInitialize answers initialize. That is no request like the others: it
// makes the first view.
func startInitialize(s *Server, raw jsonrpc2.RawMessage) (func(context.Context) (any, error), error) {
	p := new(protocol.InitializeParams)
	if err := protocol.Unmarshal(raw, p); err != nil {
		return nil, err
	}
	return func(context.Context) (any, error) {
		if s.phase.Load() != phaseNew {
			return nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "initialize was already called")
		}
		return s.initialize(p), nil
	}, nil
}

func (s *Server) initialize(p *protocol.InitializeParams) *protocol.InitializeResult {
	c := newClient(p)
	s.update(func(v *View) {
		v.client = c
		v.settings = s.readSettings(p.InitializationOptions, settings{})
		v.folders = namedFolders(foldersOf(p))
		v.renew()
	})
	s.phase.Store(phaseUp)
	// A process that cannot be seen from here, as from within a container, is not
	// gone.
	if p.ProcessID != nil && *p.ProcessID > 0 && alive(int(*p.ProcessID)) {
		go s.watchParent(int(*p.ProcessID))
	}
	result := &protocol.InitializeResult{ServerInfo: protocol.ServerInfo{Name: "pilllint"}}
	if s.options.Version != "" {
		result.ServerInfo.Version = protocol.NewOptional(s.options.Version)
	}
	result.Capabilities.PositionEncoding = c.encoding
	for _, m := range methods(&s.options) {
		if m.announce != nil && (m.only == nil || m.only(c)) {
			m.announce(&result.Capabilities)
		}
	}
	return result
}

// foldersOf returns the folders of the workspace, in all ways in which clients
// tell of them.
func foldersOf(p *protocol.InitializeParams) (paths []string) {
	if folders, ok := p.WorkspaceFolders.Get(); ok {
		for _, f := range folders {
			paths = appendPath(paths, pathOf(f.URI))
		}
		return paths
	}
	//lint:ignore SA1019 older clients tell nothing else
	if u := p.RootURI; u != nil {
		return appendPath(nil, pathOf(*u))
	}
	//lint:ignore SA1019 nor do these
	root, ok := p.RootPath.Get()
	if !ok || root == "" {
		return nil
	}
	return appendPath(nil, pathOf(uri.File(root)))
}

func appendPath(paths []string, path string) []string {
	if path != "" {
		paths = append(paths, path)
	}
	return paths
}

// namedFolders returns folders such that no two files of them are called the
// same.
func namedFolders(paths []string) []folder {
	folders := make([]folder, len(paths))
	for i, path := range paths {
		folders[i].path = path
		if len(paths) > 1 {
			folders[i].name = filepath.Base(path)
		}
		for _, f := range folders[:i] {
			if f.name == folders[i].name {
				folders[i].name = path
			}
		}
	}
	return folders
}

// initialized asks the client for what the server wants to be told. That takes
// answers, so that it is done aside.
func (s *Server) initialized() error {
	if s.phase.Load() == phaseUp {
		go s.register()
		s.lookAtDisk()
	}
	return nil
}

func (s *Server) shutdown() error {
	if !s.phase.CompareAndSwap(phaseUp, phaseDown) {
		return jsonrpc2.NewError(jsonrpc2.ServerNotInitialized, "the client must call initialize first")
	}
	return nil
}

func (s *Server) exit() error {
	s.leave()
	return nil
}

// watchParent ends the server when the client's process is gone: its streams may
// be held open by others.
func (s *Server) watchParent(pid int) {
	tick := time.NewTicker(parentInterval)
	defer tick.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-tick.C:
			if !alive(pid) {
				s.log.Error("the client's process is gone", "pid", pid)
				s.leave()
				return
			}
		}
	}
}

// parentInterval is how often the client's process is looked at.
const parentInterval = 3 * time.Second
