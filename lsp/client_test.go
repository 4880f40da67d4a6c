package lsp

// This file is a client for tests: it speaks real frames over pipes, and fails on
// any message that nobody expects.

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// patience is how long a test waits for what must come. It is long, as it only
// passes where a test fails.
const patience = time.Minute

// A testClient is an editor.
type testClient struct {
	t        testing.TB
	in       io.WriteCloser
	encoding encoding
	exit     chan int
	log      *bytes.Buffer

	mu        sync.Mutex
	arrived   sync.Cond
	talk      []string // what was said, for a test that fails
	answers   map[int]*wireMessage
	published map[uri.URI][]*publishedFindings // not waited for yet, in order
	latest    map[uri.URI]*publishedFindings
	asked     map[string]func(json.RawMessage) any
	strange   []string
	closed    bool
	called    map[string]bool // by method
	nextID    int
	stopped   bool // it does not read; see stall
}

type wireMessage struct {
	ID     any             `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *wireError      `json:"error"`
}

type wireError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// Error returns the code and the message.
func (e *wireError) Error() string { return fmt.Sprintf("%d %s", e.Code, e.Message) }

type publishedFindings struct {
	URI         uri.URI               `json:"uri"`
	Version     *int32                `json:"version"`
	Diagnostics []protocol.Diagnostic `json:"-"`
	Raw         json.RawMessage       `json:"diagnostics"`
	arrived     time.Time
}

// dialing is how a client begins.
type dialing struct {
	options      Options
	encodings    []encoding
	folders      []string
	capabilities string                               // JSON; "" is a client that publishes are for
	settings     string                               // JSON
	server       *Server                              // one that the test made; nil for a new one
	silent       bool                                 // initialize is left to the test
	asked        map[string]func(json.RawMessage) any // what the client answers the server, or does when told, by method
}

// plainClient can do what most can, but does not ask for findings.
const plainClient = `{"textDocument":{"publishDiagnostics":{"relatedInformation":true,"tagSupport":{"valueSet":[1,2]}}},
	"workspace":{"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]}}}`

// dial starts a server and a client, which say goodbye when the test is done.
func dial(t testing.TB, d dialing) *testClient {
	t.Helper()
	serverIn, clientOut := io.Pipe()
	clientIn, serverOut := io.Pipe()
	c := &testClient{
		t: t, in: clientOut, exit: make(chan int, 1), log: &bytes.Buffer{},
		answers: map[int]*wireMessage{}, called: map[string]bool{}, published: map[uri.URI][]*publishedFindings{}, asked: d.asked, latest: map[uri.URI]*publishedFindings{},
	}
	c.arrived.L = &c.mu
	if d.options.Log == nil {
		d.options.Log = slog.New(slog.NewTextHandler(&lockedWriter{w: c.log}, nil))
	}
	serve := func() int { return Serve(context.Background(), serverIn, serverOut, d.options) }
	if d.server != nil {
		serve = func() int { return d.server.serve(serverIn, serverOut) }
	}
	go func() {
		c.exit <- serve()
		_ = serverOut.Close()
	}()
	go c.listen(clientIn)
	if d.silent {
		return c
	}
	caps := map[string]any{}
	c.must(json.Unmarshal([]byte(cmp.Or(d.capabilities, plainClient)), &caps))
	if len(d.encodings) > 0 {
		caps["general"] = map[string]any{"positionEncodings": d.encodings}
	}
	params := map[string]any{"processId": nil, "rootUri": nil, "capabilities": caps}
	var folders []any
	for _, f := range d.folders {
		folders = append(folders, map[string]any{"uri": uri.File(f), "name": f})
	}
	params["workspaceFolders"] = folders
	if d.settings != "" {
		params["initializationOptions"] = json.RawMessage(d.settings)
	}
	var result protocol.InitializeResult
	c.must(c.call("initialize", params, &result))
	c.encoding = result.Capabilities.PositionEncoding
	c.notify("initialized", map[string]any{})
	t.Cleanup(func() { c.goodbye() })
	return c
}

// dialServer speaks with a server that the test made.
func dialServer(t testing.TB, s *Server) *testClient {
	return dial(t, dialing{server: s, silent: true})
}

func bufioReader(r io.Reader) *bufio.Reader { return bufio.NewReader(r) }

func itoa(n int) string { return strconv.Itoa(n) }

type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

// Write writes under the lock.
func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

func (c *testClient) must(err error) {
	c.t.Helper()
	if err != nil {
		c.fail("%s", err)
	}
}

// fail ends the test and tells what was said.
func (c *testClient) fail(format string, args ...any) {
	c.t.Helper()
	c.mu.Lock()
	talk := c.talk[max(0, len(c.talk)-20):]
	c.mu.Unlock()
	c.t.Fatalf(format+"\nthe conversation:\n%s", append(args, strings.Join(talk, "\n"))...)
}

func (c *testClient) say(who string, body []byte) {
	if len(body) > 600 {
		body = append(slices.Clone(body[:600]), "…"...)
	}
	c.talk = append(c.talk, who+string(body))
}

// listen reads what the server says.
func (c *testClient) listen(r io.Reader) {
	in := bufio.NewReader(r)
	for {
		header, err := textproto.NewReader(in).ReadMIMEHeader()
		if err != nil {
			break
		}
		n, err := strconv.Atoi(header.Get("Content-Length"))
		body := make([]byte, n)
		if err == nil {
			_, err = io.ReadFull(in, body)
		}
		if err != nil {
			break
		}
		c.take(body, time.Now())
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	c.arrived.Broadcast()
}

func (c *testClient) take(body []byte, arrived time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.arrived.Broadcast()
	for c.stopped {
		c.arrived.Wait()
	}
	c.say("<- ", body)
	var m wireMessage
	if err := json.Unmarshal(body, &m); err != nil {
		c.strange = append(c.strange, err.Error())
		return
	}
	id, numeric := m.ID.(float64)
	switch {
	case m.Method == "":
		if !numeric {
			id = 0
		}
		c.answers[int(id)] = &m
	case m.Method == protocol.MethodTextDocumentPublishDiagnostics:
		p := &publishedFindings{arrived: arrived}
		err := errors.Join(json.Unmarshal(m.Params, p), protocol.Unmarshal(p.Raw, &p.Diagnostics))
		if err != nil {
			c.strange = append(c.strange, err.Error())
		}
		c.published[p.URI] = append(c.published[p.URI], p)
		c.latest[p.URI] = p
	case c.asked[m.Method] != nil:
		result := c.asked[m.Method](m.Params)
		if m.ID != nil {
			go c.send(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": result})
		}
	default:
		c.strange = append(c.strange, string(body))
	}
}

func (c *testClient) send(message any) {
	var body []byte
	switch m := message.(type) {
	case []byte:
		body = m
	default:
		body, _ = json.Marshal(m)
	}
	c.mu.Lock()
	c.say("-> ", body)
	c.mu.Unlock()
	_, _ = c.in.Write(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n%s", len(body), body))
}

func (c *testClient) notify(name string, params any) {
	c.send(map[string]any{"jsonrpc": "2.0", "method": name, "params": c.raw(params)})
}

func (c *testClient) raw(params any) json.RawMessage {
	c.t.Helper()
	if raw, ok := params.([]byte); ok {
		return raw
	}
	raw, err := protocol.Marshal(params)
	c.must(err)
	return json.RawMessage(raw)
}

// begin sends a request and returns its id.
func (c *testClient) begin(name string, params any) int {
	c.mu.Lock()
	c.nextID++
	c.called[name] = true
	id := c.nextID
	c.mu.Unlock()
	c.send(map[string]any{"jsonrpc": "2.0", "id": id, "method": name, "params": c.raw(params)})
	return id
}

// answer waits for the answer to a request.
func (c *testClient) answer(id int, result any) error {
	c.t.Helper()
	var m *wireMessage
	c.await(fmt.Sprintf("an answer to request %d", id), func() bool {
		m = c.answers[id]
		delete(c.answers, id)
		return m != nil
	})
	if m.Error != nil {
		return m.Error
	}
	if result == nil {
		return nil
	}
	return protocol.Unmarshal(m.Result, result)
}

func (c *testClient) call(name string, params, result any) error {
	c.t.Helper()
	return c.answer(c.begin(name, params), result)
}

// await waits until something holds, which is asked under the lock.
func (c *testClient) await(what string, holds func() bool) {
	c.t.Helper()
	late := time.Now().Add(patience)
	wake := time.AfterFunc(patience, c.arrived.Broadcast)
	defer wake.Stop()
	c.mu.Lock()
	for !holds() {
		if c.closed || time.Now().After(late) {
			c.mu.Unlock()
			c.fail("waited in vain for %s", what)
		}
		c.arrived.Wait()
	}
	c.mu.Unlock()
}

// Documents.

func (c *testClient) open(u uri.URI, text string) {
	c.openAs(u, "pill", 1, text)
}

func (c *testClient) openAs(u uri.URI, language string, version int32, text string) {
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": u, "languageId": language, "version": version, "text": text}})
}

// change sends changes: protocol values, or a text for the whole.
func (c *testClient) change(u uri.URI, version int32, changes ...any) {
	for i, change := range changes {
		if text, ok := change.(string); ok {
			changes[i] = map[string]any{"text": text}
		}
	}
	c.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": u, "version": version}, "contentChanges": changes})
}

func (c *testClient) close(u uri.URI) {
	c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": u}})
}

// Findings.

// noVersion is that of findings of what is not open.
const noVersion = -1 << 31

// awaitFindings waits for the findings of a version. Earlier ones that were
// published are taken as seen.
func (c *testClient) awaitFindings(u uri.URI, version int32) []protocol.Diagnostic {
	c.t.Helper()
	var found []protocol.Diagnostic
	c.await(fmt.Sprintf("findings of version %d of %s", version, u), func() bool {
		for i, p := range c.published[u] {
			if p.Version == nil && version == noVersion || p.Version != nil && *p.Version == version {
				found = p.Diagnostics
				c.published[u] = c.published[u][i+1:]
				return true
			}
		}
		return false
	})
	return found
}

// want waits for the findings of a version and compares them: each is
// LINE:COLUMN, counted from 0, and the rule.
func (c *testClient) want(u uri.URI, version int32, want ...string) {
	c.t.Helper()
	if got := inShort(c.awaitFindings(u, version)); !slices.Equal(got, want) {
		c.fail("findings of version %d of %s:\n got %q\nwant %q", version, u, got, want)
	}
}

// eventually waits until the newest findings of a version are these.
func (c *testClient) eventually(u uri.URI, version int32, want ...string) {
	c.t.Helper()
	c.await(fmt.Sprintf("%q in version %d of %s", want, version, u), func() bool {
		for i, p := range c.published[u] {
			if (p.Version == nil && version == noVersion || p.Version != nil && *p.Version == version) && slices.Equal(inShort(p.Diagnostics), want) {
				c.published[u] = c.published[u][i+1:]
				return true
			}
		}
		return false
	})
}

// forget takes all findings as seen.
func (c *testClient) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.published)
}

// stall stops or resumes reading.
func (c *testClient) stall(stopped bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stopped = stopped
	c.arrived.Broadcast()
}

func inShort(found []protocol.Diagnostic) []string {
	list := []string{}
	for _, d := range found {
		code, _ := d.Code.(protocol.String)
		list = append(list, fmt.Sprintf("%d:%d %s", d.Range.Start.Line, d.Range.Start.Character, code))
	}
	return list
}

// The end.

// goodbye ends the server as the protocol has it, and demands that everything it
// said was waited for.
func (c *testClient) goodbye() {
	c.t.Helper()
	if c.t.Failed() {
		_ = c.in.Close()
		return
	}
	c.must(c.call("shutdown", nil, nil))
	c.notify("exit", nil)
	if code := c.ended(); code != 0 {
		c.fail("exit code %d", code)
	}
	c.mu.Lock()
	strange := slices.Clone(c.strange)
	for u, list := range c.published {
		for _, p := range list {
			strange = append(strange, fmt.Sprintf("findings of %s: %s", u, p.Raw))
		}
	}
	for id := range c.answers {
		strange = append(strange, fmt.Sprintf("an answer to %d", id))
	}
	c.mu.Unlock()
	if len(strange) > 0 {
		c.fail("nobody expected:\n%s", strings.Join(strange, "\n"))
	}
	if strings.Contains(c.log.String(), "level=ERROR") {
		c.fail("the server complains: %s", c.log.String())
	}
}

// ended waits for the server's end and returns its exit code.
func (c *testClient) ended() int {
	c.t.Helper()
	select {
	case code := <-c.exit:
		return code
	case <-time.After(patience):
		c.fail("the server does not end")
		return 0
	}
}
