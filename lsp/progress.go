package lsp

// This file tells a client how far something is that takes its time.

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"
)

// A progress is what the client shows of one piece of work. The zero value is
// shown to nobody.
type progress struct {
	s     *Server
	token protocol.ProgressToken
}

// progress begins to tell of a piece of work: by the token that the client sent
// with its request, or by one of ours, if it takes such. The context that it
// returns ends when the client cancels the work, and done has to be called
// when the work ends.
func (s *Server) progress(ctx context.Context, token protocol.ProgressToken, title string) (_ context.Context, p progress, done func()) {
	if token == nil && s.view.Load().client.progresses {
		own := protocol.String(fmt.Sprintf("pilllint/%d", s.tokens.Add(1)))
		if err := s.ask(protocol.MethodWindowWorkDoneProgressCreate, &protocol.WorkDoneProgressCreateParams{Token: own}, nil); err == nil {
			token = own
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	if token == nil {
		return ctx, progress{}, cancel
	}
	p = progress{s, token}
	key := progressKey(token)
	s.mu.Lock()
	s.running[key] = cancel
	s.mu.Unlock()
	p.send(&protocol.WorkDoneProgressBegin{Kind: "begin", Title: title, Cancellable: ptr(true)})
	return ctx, p, func() {
		s.mu.Lock()
		delete(s.running, key)
		s.mu.Unlock()
		cancel()
		p.send(&protocol.WorkDoneProgressEnd{Kind: "end"})
	}
}

// progressKey is the key of a piece of work among what is running. No request
// has such an id.
func progressKey(token protocol.ProgressToken) string { return fmt.Sprintf("progress %#v", token) }

// tell says what is being done.
func (p progress) tell(message string) {
	if p.token != nil {
		p.send(&protocol.WorkDoneProgressReport{Kind: "report", Message: &message})
	}
}

func (p progress) send(value any) {
	raw, err := protocol.Marshal(value)
	if err != nil {
		p.s.log.Error("progress cannot be written", "error", err)
		return
	}
	p.s.notify("", protocol.MethodProgress, &protocol.ProgressParams{Token: p.token, Value: raw})
}

// cancelProgress ends a piece of work. It may be done already.
func (s *Server) cancelProgress(p *protocol.WorkDoneProgressCancelParams) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.running[progressKey(p.Token)]; cancel != nil {
		cancel()
	}
}
