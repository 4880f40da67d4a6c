package lsp

// This file defines what a method is; methods.go lists them.

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// A method is one row of the table.
type method struct {
	name string
	// start reads the parameters and returns what is to be done. It is called in
	// the order of the messages; for a notification, so is what it returns.
	start func(s *Server, params jsonrpc2.RawMessage) (func(context.Context) (any, error), error)
	// announce says in the answer to initialize that there is this method; nil
	// if that goes without saying.
	announce func(*protocol.ServerCapabilities)
	only     func(*client) bool // whom it is announced to; nil: to all
	ordered  bool               // nothing else is read until it is done
	early    bool               // it may come before initialize is done
}

// onlyTo returns the method with whom it is announced to.
func (m method) onlyTo(only func(*client) bool) method {
	m.only = only
	return m
}

// request is a method that is answered: a feature, which is given the View of
// the moment at which its message was read.
func request[P, R any](name string, f func(context.Context, *View, *P) (R, error), announce func(*protocol.ServerCapabilities)) method {
	return deed(name, func(ctx context.Context, _ *Server, v *View, p *P) (R, error) { return f(ctx, v, p) }, announce)
}

// deed is a request that may do more than to answer: ask the client, or tell it
// something.
func deed[P, R any](name string, f func(context.Context, *Server, *View, *P) (R, error), announce func(*protocol.ServerCapabilities)) method {
	return method{name: name, announce: announce, start: func(s *Server, raw jsonrpc2.RawMessage) (func(context.Context) (any, error), error) {
		p := new(P)
		if err := protocol.Unmarshal(raw, p); err != nil {
			return nil, err
		}
		v := s.view.Load()
		return func(ctx context.Context) (any, error) { return f(ctx, s, v, p) }, nil
	}}
}

// notification is a method that is not answered.
func notification[P any](name string, f func(*Server, *P), announce func(*protocol.ServerCapabilities)) method {
	return method{name: name, announce: announce, ordered: true, start: func(s *Server, raw jsonrpc2.RawMessage) (func(context.Context) (any, error), error) {
		p := new(P)
		if err := protocol.Unmarshal(raw, p); err != nil {
			return nil, err
		}
		return func(context.Context) (any, error) { f(s, p); return nil, nil }, nil
	}}
}

// signal is a method without parameters that are of interest.
func signal(name string, f func(*Server) error) method {
	return method{name: name, ordered: true, early: true, start: func(s *Server, _ jsonrpc2.RawMessage) (func(context.Context) (any, error), error) {
		return func(context.Context) (any, error) { return nil, f(s) }, nil
	}}
}
