package lsp

// This file wires the methods to the connection.

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// codec reads and writes the types of the protocol. The library has one, and
// keeps it to itself.
type codec struct{}

// Marshal returns the JSON of a value of the protocol.
func (codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok {
		return raw, nil
	}
	return protocol.Marshal(v)
}

// Unmarshal reads a value of the protocol.
func (codec) Unmarshal(data []byte, v any) error { return protocol.Unmarshal(data, v) }

// maxRequests is how many requests are worked on at a time. When there are more,
// the next message is read when one of them is answered.
const maxRequests = 32

// handle takes one message. It is called in the order of the messages, and the
// next is read when it returns, or lets go by jsonrpc2.Async.
//
// An error of a notification would end the connection, and so would a panic:
// neither leaves this function.
func (s *Server) handle(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
	name := strings.Clone(req.Method())
	defer func() {
		if r := recover(); r != nil {
			s.log.Error("panic", "method", name, "value", r, "stack", string(debug.Stack()))
			result, err = nil, jsonrpc2.Errorf(jsonrpc2.InternalError, "this is a bug in pilllint, please report it: %v", r)
		}
		if !req.IsCall() {
			if err != nil {
				s.log.Warn("dropped", "method", name, "reason", err)
			}
			result, err = nil, nil
		}
	}()
	m, ok := s.methods[name]
	switch {
	case !ok && !req.IsCall() && strings.HasPrefix(name, "$/"):
		return nil, nil // may be ignored, as the protocol has it
	case !ok:
		return nil, jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "there is no method %q", name)
	}
	if err := s.refuses(m); err != nil {
		return nil, err
	}
	work, err := m.start(s, req.Params())
	if err != nil {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "the parameters of %s: %s", name, err)
	}
	if m.ordered {
		return work(s.ctx)
	}
	if !req.IsCall() {
		return nil, nil // nobody waits for the answer
	}
	// The context of a handler ends with it, and the library recycles it: nothing
	// is derived from it.
	own, done := s.begin(req.ID())
	defer done()
	jsonrpc2.Async(ctx)
	result, err = work(own)
	if own.Err() != nil && (err == nil || errors.Is(err, context.Canceled)) {
		return nil, protocol.ErrRequestCancelled
	}
	return result, err
}

// refuses says why a method cannot be called at this time of the server's life.
func (s *Server) refuses(m method) error {
	switch s.phase.Load() {
	case phaseNew:
		if !m.early {
			return jsonrpc2.NewError(jsonrpc2.ServerNotInitialized, "the client must call initialize first")
		}
	case phaseDown:
		if m.name != protocol.MethodExit {
			return jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the server was shut down")
		}
	}
	return nil
}

// begin makes room for a request, waiting for it, and returns a context that a
// cancellation of that request ends.
func (s *Server) begin(id jsonrpc2.ID) (ctx context.Context, done func()) {
	s.slots <- struct{}{} // there is always one that will be free: no request waits for another
	ctx, cancel := context.WithCancel(s.ctx)
	key := fmt.Sprintf("%q", id)
	s.mu.Lock()
	s.running[key] = cancel
	s.mu.Unlock()
	return ctx, func() {
		s.mu.Lock()
		delete(s.running, key)
		s.mu.Unlock()
		cancel()
		<-s.slots
	}
}

// cancel ends a request. It may be answered already.
func (s *Server) cancel(p *protocol.CancelParams) {
	var id jsonrpc2.ID
	switch n := p.ID.(type) {
	case protocol.Integer:
		id = jsonrpc2.NewNumberID(int64(n))
	case protocol.String:
		id = jsonrpc2.NewStringID(string(n))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.running[fmt.Sprintf("%q", id)]; cancel != nil {
		cancel()
	}
}

// notify tells the client something. Of what has the same key only the newest is
// sent, if the client has not read the earlier ones.
func (s *Server) notify(key, name string, params any) {
	body, err := protocol.Marshal(params)
	if err != nil {
		s.log.Error("cannot be written", "method", name, "error", err)
		return
	}
	s.tell(key, name, body)
}

// tell is notify with parameters that are written already.
func (s *Server) tell(key, name string, body []byte) {
	s.out.put(key, jsonrpc2.AppendNotification(nil, name, body))
}

// ask calls a method of the client. It is not to be called while a message is
// being handled.
func (s *Server) ask(name string, params, result any) error {
	_, err := s.conn.Call(s.ctx, name, params, result)
	return err
}
