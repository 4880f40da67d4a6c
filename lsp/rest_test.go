package lsp

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/source"
)

// forever is longer than any test takes.
const forever = time.Hour

// TestTypingIsQuiet types blocks that the editor closes by itself, from top to
// bottom, and demands that nothing new is told outside the lines that are typed in,
// until the text is saved; then it is what the command line has.
func TestTypingIsQuiet(t *testing.T) {
	for _, test := range []struct {
		name, language, before string // with ^ where the caret is
		typed                  []string
	}{
		{"user_shop.pill", "pill", "Bluepill.application('user_shop') { |app|\n^\n}\n", []string{
			"  app.process('é 😀') { |process|", "\n^\n  }", "    process.checks :http, :every => 10.seconds", "\n", "    process.pid_file = \"", "^\"", "/run/#{app}", "\x00\"", "\n",
			"    process.frob = 1", "\n", "    process.monitor_children { |child|", "\n^\n    }", "      child.pid_command = 'x'",
		}},
		{"user_shop.pill.erb", "eruby", "Bluepill.application('user_shop') do |app|\r\n^\r\nend\r\n", []string{
			"  <% queues.each do |q| %>", "\r\n^\r\n  <% end %>", "  app.process('user_<%= q %>') do |process|", "\r\n^\r\n  end",
			"    process.start_command = 'bin/x'", "\r\n", "    process.stop_signals = [:quit, 5]", "\r\n",
		}},
		{"manifest.yml", "yaml", "production:\n  procfile_metadata:\n^", []string{
			"    web:", "\n", "      stop_sequence: term, 90", "\n", "      restart_signal: usr2", "\n", "      dyno: 1", "\n", "    ",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := dial(t, dialing{folders: []string{"/w"}, options: Options{Rest: forever}})
			w := &typist{testClient: c, uri: uri.File("/w/" + test.name), version: 1, told: map[string]bool{}}
			before, after, _ := strings.Cut(test.before, "^")
			w.text, w.caret = before+after, len(before)
			c.openAs(w.uri, test.language, 1, w.text)
			w.note(c.awaitFindings(w.uri, 1), func(int) bool { return true })
			for _, typed := range test.typed {
				switch {
				case typed[0] == 0: // over what the editor has closed
					w.caret += len(typed) - 1
				case strings.ContainsAny(typed, "\n^"): // at once
					before, behind, _ := strings.Cut(typed, "^")
					w.write(before, behind)
				default:
					for _, r := range typed {
						w.write(string(r), "")
					}
				}
			}
			want := freshFindings(map[string]string{test.name: w.text}, c.encoding)[test.name]
			if slices.Equal(inFull(c.latestOf(w.uri)), want) {
				t.Fatalf("there is nothing to tell later: %q", want)
			}
			c.notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": w.uri}})
			c.await(fmt.Sprintf("all findings: %q", want), func() bool { return slices.Equal(inFull(c.latest[w.uri]), want) })
			c.forget()
		})
	}
}

// A typist writes at a caret.
type typist struct {
	*testClient
	uri     uri.URI
	version int32
	text    string
	caret   int // in bytes
	told    map[string]bool
}

// write puts something in before and after the caret, and looks at what is told
// then.
func (w *typist) write(before, behind string) {
	w.t.Helper()
	place := rangeOf(source.NewFile("", w.text).Span(w.caret, w.caret))
	w.text = w.text[:w.caret] + before + behind + w.text[w.caret:]
	w.caret += len(before)
	w.version++
	w.change(w.uri, w.version, map[string]any{"range": place, "text": before + behind})
	first := int(place.Start.Line)
	last := first + strings.Count(before+behind, "\n")
	w.note(w.awaitFindings(w.uri, w.version), func(line int) bool { return first <= line && line <= last })
}

// note demands that what is new is where somebody types.
func (w *typist) note(found []protocol.Diagnostic, here func(line int) bool) {
	w.t.Helper()
	for _, d := range found {
		rule := fmt.Sprint(d.Code)
		if !w.told[rule] && !here(int(d.Range.Start.Line)) {
			w.t.Errorf("in version %d, line %d: %s %s", w.version, d.Range.Start.Line, rule, d.Message)
		}
		w.told[rule] = true
	}
}

// TestChangesHereAndThere changes a text in places that have nothing to do with one
// another: whoever does that is told all at once.
func TestChangesHereAndThere(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}, options: Options{Rest: forever}})
	c.open(shop, good)
	c.want(shop, 1)
	for version := int32(2); version < 20; version += 3 {
		c.change(shop, version, at(3, 0, 5, 0, "")) // what daemonizes it, and its log
		c.eventually(shop, version, "2:12 missing-pid-file", "2:28 foreground-without-daemonize")
		c.change(shop, version+1, map[string]any{"text": good})
		c.eventually(shop, version+1)
		c.change(shop, version+2, at(0, 0, 0, 0, "")) // the next one does not go on there
		c.eventually(shop, version+2)
	}
	c.forget()
}

// TestTypingRests types what matters elsewhere, and waits.
func TestTypingRests(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}, options: Options{Rest: time.Millisecond}})
	c.open(shop, good)
	c.want(shop, 1)
	c.change(shop, 2, at(3, 0, 5, 0, "")) // what daemonizes it, and its log
	c.eventually(shop, 2, "2:12 missing-pid-file", "2:28 foreground-without-daemonize")
	c.forget()
}

// TestTypingElsewhere types in one pill what matters to another.
func TestTypingElsewhere(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}, options: Options{Rest: forever}})
	const other uri.URI = "file:///w/user_zoo.pill"
	zoo := strings.ReplaceAll(good, "user_shop", "user_zoo")
	c.open(shop, good)
	c.want(shop, 1)
	c.open(other, zoo)
	c.want(other, 1)
	// The name of the one becomes that of the other.
	c.change(shop, 2, at(0, 22, 0, 22, "x"))
	c.change(shop, 3, at(0, 22, 0, 23, ""))
	c.change(shop, 4, at(0, 22, 0, 31, "user_zoo"))
	c.want(shop, 4, "0:21 pill-file-name")
	c.change(shop, 5, at(0, 30, 0, 30, "")) // nothing
	c.want(shop, 5, "0:21 pill-file-name")  // which stays
	c.notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": shop}})
	c.eventually(other, 1, "0:21 duplicate-application-name")
	c.forget()
}

// TestTypingIsAskedFor types for a client that asks for findings, which is told to
// ask again when the typing rests; one that cannot be told is given all at once.
func TestTypingIsAskedFor(t *testing.T) {
	for _, refreshes := range []bool{true, false} {
		again := make(chan struct{}, 10)
		c := dial(t, dialing{
			folders: []string{"/w"}, options: Options{Rest: 50 * time.Millisecond},
			capabilities: fmt.Sprintf(`{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":%v}}}`, refreshes),
			asked: map[string]func(json.RawMessage) any{"workspace/diagnostic/refresh": func(json.RawMessage) any {
				again <- struct{}{}
				return nil
			}},
		})
		pull := func() []string {
			var report protocol.RelatedFullDocumentDiagnosticReport
			c.must(c.call("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": shop}}, &report))
			return inShort(report.Items)
		}
		c.open(shop, good)
		if got := pull(); len(got) > 0 {
			t.Error("at first: ", got)
		}
		// Who types goes on where the last change was made.
		c.change(shop, 2, at(3, 0, 3, 1, ""))
		c.change(shop, 3, at(3, 0, 3, 1, ""))
		c.change(shop, 4, at(3, 0, 5, 0, ""))
		if refreshes {
			<-again
		}
		if got := pull(); len(got) != 2 {
			t.Errorf("refreshes %v: %q", refreshes, got)
		}
	}
}

// TestNeovimIsTold publishes findings to a client that could ask for them, and would
// not at all times.
func TestNeovimIsTold(t *testing.T) {
	c := dial(t, dialing{silent: true})
	var result protocol.InitializeResult
	c.must(c.call("initialize", []byte(`{"processId":null,"clientInfo":{"name":"Neovim","version":"0.12.4"},
		"capabilities":{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}}}`), &result))
	if result.Capabilities.DiagnosticProvider != nil {
		t.Error("it is told to ask")
	}
	c.open(shop, good)
	c.change(shop, 2, at(3, 0, 5, 0, ""))
	c.eventually(shop, 2, "2:12 missing-pid-file", "2:28 foreground-without-daemonize")
	c.must(c.call("shutdown", nil, nil))
	c.notify("exit", nil)
	c.ended()
}
