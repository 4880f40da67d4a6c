package lsp

// This file reads and writes messages: a header, and a body of JSON.

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"

	"encoding/json"

	"go.lsp.dev/jsonrpc2"
)

// maxMessage is the largest message that is read, in bytes. A text of the
// largest size that is checked takes less, whatever of it is escaped.
const maxMessage = 64 << 20

// A stream is the two streams of a client. Reading survives whatever is not a
// message: it is answered with an error, and what follows is read. Writing
// never waits for the client, but for room in the outbox.
type stream struct {
	in   *bufio.Reader
	stop func() // makes reading end, where that is possible
	out  *outbox
	body bytes.Buffer
}

// Read returns the next message. Its parameters are valid until the next call.
func (s *stream) Read(ctx context.Context) (jsonrpc2.Message, int64, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		body, err := s.frame()
		if err != nil {
			return nil, 0, err
		}
		message, err := jsonrpc2.DecodeMessage(body)
		if err == nil {
			return message, int64(len(body)), nil
		}
		s.refuse(body)
	}
}

// refuse answers what is not a message. Nobody knows which request it was meant
// to be, so that the answer has no id.
func (s *stream) refuse(body []byte) {
	problem := jsonrpc2.NewError(jsonrpc2.InvalidRequest, "this is not a JSON-RPC message")
	if !json.Valid(body) {
		problem = jsonrpc2.NewError(jsonrpc2.ParseError, "this is not JSON")
	}
	s.out.put("", jsonrpc2.AppendResponse(nil, jsonrpc2.ID{}, nil, problem))
}

// frame reads a header and returns the body that it tells of. Lines that are no
// header are skipped until there is one.
func (s *stream) frame() ([]byte, error) {
	length := 0
	for {
		line, err := s.line()
		if err != nil {
			return nil, err
		}
		if n, ok := contentLength(line); ok {
			length = n
		}
		if length > 0 && len(bytes.TrimRight(line, "\r\n")) == 0 {
			break
		}
	}
	// The buffer grows with what arrives, not with what is announced.
	if s.body.Cap() > 1<<20 {
		s.body = bytes.Buffer{}
	}
	s.body.Reset()
	_, err := io.CopyN(&s.body, s.in, int64(length))
	return s.body.Bytes(), err
}

// line reads a line, or a part of one that is longer than any header.
func (s *stream) line() ([]byte, error) {
	line, err := s.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		err = nil
	}
	return line, err
}

// contentLength reads the header of that name. After a body that was longer than
// announced it does not stand at the beginning of its line.
func contentLength(line []byte) (n int, ok bool) {
	const name = "content-length:"
	at := bytes.LastIndex(bytes.ToLower(line), []byte(name))
	if at < 0 || at+len(name) > len(line) {
		return 0, false
	}
	n, err := strconv.Atoi(string(bytes.TrimSpace(line[at+len(name):])))
	return n, err == nil && n > 0 && n <= maxMessage
}

// Write queues a message.
func (s *stream) Write(ctx context.Context, message jsonrpc2.Message) (int64, error) {
	body, err := jsonrpc2.EncodeMessage(message)
	if err != nil {
		return 0, err
	}
	s.out.put("", body)
	return int64(len(body)), nil
}

// Close makes both streams end.
func (s *stream) Close() error {
	s.stop()
	s.out.close()
	return nil
}
