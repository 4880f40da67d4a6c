package lsp

// This file runs the archives of testdata/lsp. Each begins with what it is about;
// its sections are the files of a workspace, which are all opened, and whose
// lines may end in markers:
//
//	process.frobnicate = 1 #@ diag("frobnicate", `unknown-attribute: .*`)
//
// A marker is a call, as in Go; several have a comma between them. A text in
// quotes names a place: where it first stands in the line. One in backquotes is a
// regular expression, and a bare name that of a section, "@name", which holds
// what is to come of it; -update rewrites those. markers lists what there is.
//
// Every finding of every file has to be marked with diag.

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/source"
)

var update = flag.Bool("update", false, "rewrite what comes of markers")

// markers are the functions that markers may call.
var markers = map[string]func(*marker){
	"diag":       (*marker).diag,
	"related":    (*marker).related,
	"codeaction": (*marker).codeAction,
	"fixall":     (*marker).fixAll,
	"offers":     (*marker).offers,
}

// A marked is one archive at work.
type marked struct {
	*testing.T
	client  *testClient
	ruler   ruler
	dir     string
	archive *txtar.Archive
	files   map[uri.URI]*source.File
	found   map[uri.URI][]protocol.Diagnostic // those that no marker has named yet
}

// A marker is one call.
type marker struct {
	*marked
	name string
	uri  uri.URI
	line int // counted from 1
	args []ast.Expr
}

func TestMarkers(t *testing.T) {
	paths, err := filepath.Glob("../testdata/lsp/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives: ", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(data)
			if len(strings.TrimSpace(string(archive.Comment))) == 0 {
				t.Error("the archive does not say what it is about")
			}
			for _, e := range []encoding{protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32} {
				runMarkers(t, archive, e)
			}
			if out := txtar.Format(archive); *update && string(out) != string(data) {
				if err := os.WriteFile(path, out, 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func runMarkers(t *testing.T, archive *txtar.Archive, e encoding) {
	m := &marked{T: t, ruler: ruler{t, e}, archive: archive, dir: t.TempDir(), files: map[uri.URI]*source.File{}, found: map[uri.URI][]protocol.Diagnostic{}}
	var all []*marker
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "@") {
			u := write(t, filepath.Join(m.dir, f.Name), string(f.Data))
			m.files[u] = source.NewFile(f.Name, string(f.Data))
			all = append(all, m.markersOf(u)...)
		}
	}
	// What is asked for is the newest there is, with all files open.
	m.client = dial(t, dialing{encodings: []encoding{e}, folders: []string{m.dir}, options: Options{Unit: plainUnit}, capabilities: strings.Replace(plainClient, `{"textDocument":{`, `{"textDocument":{"diagnostic":{},`, 1)})
	for u, f := range m.files {
		if !isConfigName(f.Path) {
			m.client.open(u, f.Text)
		}
	}
	for u := range m.files {
		var report protocol.RelatedFullDocumentDiagnosticReport
		m.client.must(m.client.call("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": u}}, &report))
		m.found[u] = report.Items
	}
	for _, marker := range all {
		run := markers[marker.name]
		if run == nil {
			marker.fail("there is no marker %s", marker.name)
		}
		run(marker)
	}
	for u, list := range m.found {
		for _, d := range list {
			t.Errorf("%s:%d: nobody expected %s: %s", m.files[u].Path, d.Range.Start.Line+1, d.Code, d.Message)
		}
	}
}

// markersOf reads the markers of a file.
func (m *marked) markersOf(u uri.URI) (list []*marker) {
	for i, line := range strings.Split(m.files[u].Text, "\n") {
		_, text, ok := strings.Cut(line, "#@ ")
		if !ok {
			continue
		}
		e, err := parser.ParseExpr("f(" + text + ")")
		if err != nil {
			m.Fatalf("%s:%d: %s", m.files[u].Path, i+1, err)
		}
		for _, arg := range e.(*ast.CallExpr).Args {
			call, ok := arg.(*ast.CallExpr)
			if !ok {
				m.Fatalf("%s:%d: this is no marker", m.files[u].Path, i+1)
			}
			list = append(list, &marker{marked: m, name: call.Fun.(*ast.Ident).Name, uri: u, line: i + 1, args: call.Args})
		}
	}
	return list
}

func (m *marker) fail(format string, args ...any) {
	m.Helper()
	m.Fatalf("%s:%d: %s", m.files[m.uri].Path, m.line, fmt.Sprintf(format, args...))
}

// text returns the text of an argument.
func (m *marker) text(i int) string {
	m.Helper()
	if i >= len(m.args) {
		m.fail("%s needs more arguments", m.name)
	}
	lit, ok := m.args[i].(*ast.BasicLit)
	if !ok || lit.Kind != gotoken.STRING {
		m.fail("argument %d of %s is no text", i+1, m.name)
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil {
		m.fail("%s", err)
	}
	return text
}

// place returns what an argument names.
func (m *marker) place(i int) protocol.Range {
	m.Helper()
	f := m.files[m.uri]
	line := f.LineSpan(m.line)
	at := strings.Index(line.Text(), m.text(i))
	if at < 0 {
		m.fail("%q does not stand here", m.text(i))
	}
	return m.ruler.Range(f.Span(line.Start+at, line.Start+at+len(m.text(i))))
}

// golden compares what came with the section that the last argument names.
func (m *marker) golden(got string) {
	m.Helper()
	id, ok := m.args[len(m.args)-1].(*ast.Ident)
	if !ok {
		m.fail("the last argument of %s names no section", m.name)
	}
	if got != "" && !strings.HasSuffix(got, "\n") {
		got += "\n"
	}
	i := slices.IndexFunc(m.archive.Files, func(f txtar.File) bool { return f.Name == "@"+id.Name })
	switch {
	case *update && i < 0:
		m.archive.Files = append(m.archive.Files, txtar.File{Name: "@" + id.Name, Data: []byte(got)})
	case *update:
		m.archive.Files[i].Data = []byte(got)
	case i < 0:
		m.fail("there is no section @%s; -update writes it", id.Name)
	case string(m.archive.Files[i].Data) != got:
		m.Errorf("%s:%d: @%s:\n%s", m.files[m.uri].Path, m.line, id.Name, diff.Diff("want", m.archive.Files[i].Data, "got", []byte(got)))
	}
}

// diag("place", `regular expression`) expects a finding: "rule: message".
func (m *marker) diag() {
	at, re := m.place(0), regexp.MustCompile(m.text(1))
	for i, d := range m.found[m.uri] {
		if d.Range == at && re.MatchString(fmt.Sprintf("%s: %s", d.Code, d.Message)) {
			m.found[m.uri] = slices.Delete(m.found[m.uri], i, i+1)
			return
		}
	}
	m.Errorf("%s:%d: no finding of %q matches %s", m.files[m.uri].Path, m.line, m.text(0), re)
}

// related("place", section) lists the places that explain the findings there,
// and their tags.
func (m *marker) related() {
	var report protocol.RelatedFullDocumentDiagnosticReport
	m.client.must(m.client.call("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": m.uri}}, &report))
	var b strings.Builder
	for _, d := range report.Items {
		if d.Range != m.place(0) {
			continue
		}
		fmt.Fprintf(&b, "%s %s\n", d.Code, d.CodeDescription.Href)
		for _, tag := range d.Tags.Slice() {
			fmt.Fprintf(&b, "tag %d\n", tag)
		}
		for _, r := range d.RelatedInformation {
			fmt.Fprintf(&b, "%s:%d:%d: %s\n", filepath.Base(r.Location.URI.FsPath()), r.Location.Range.Start.Line+1, r.Location.Range.Start.Character+1, r.Message)
		}
	}
	m.golden(b.String())
}

// codeaction("place", section) lists the quick fixes there, each with what it
// changes.
func (m *marker) codeAction() { m.actions(m.place(0), "quickfix") }

// fixall(section) makes all safe fixes.
func (m *marker) fixAll() { m.actions(protocol.Range{}, fixAllKind) }

// offers("place", "kind", section) lists the actions of a kind there.
func (m *marker) offers() { m.actions(m.place(0), protocol.CodeActionKind(m.text(1))) }

func (m *marker) actions(at protocol.Range, only protocol.CodeActionKind) {
	var actions []protocol.CommandOrCodeAction
	m.client.must(m.client.call("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": m.uri}, "range": at, "context": map[string]any{"diagnostics": []any{}, "only": []any{only}},
	}, &actions))
	var b strings.Builder
	for _, a := range actions {
		action := a.(*protocol.CodeAction)
		preferred := ""
		if yes(action.IsPreferred) {
			preferred = " (preferred)"
		}
		fmt.Fprintf(&b, "%s%s\n", action.Title, preferred)
		b.WriteString(m.changes(action.Edit))
	}
	m.golden(b.String())
}

// changes tells what an edit does, as a diff.
func (m *marker) changes(e *protocol.WorkspaceEdit) string {
	var b strings.Builder
	replaced := map[uri.URI]bool{}
	for _, change := range e.DocumentChanges {
		if create, ok := change.(*protocol.CreateFile); ok && yes(create.Options.Overwrite) {
			replaced[create.URI] = true
			fmt.Fprintf(&b, "  in place of %s\n", filepath.Base(create.URI.FsPath()))
		}
		edit, ok := change.(*protocol.TextDocumentEdit)
		if !ok {
			continue
		}
		f := m.files[edit.TextDocument.URI]
		if replaced[edit.TextDocument.URI] {
			f = nil
		}
		if f == nil {
			f = source.NewFile(filepath.Base(edit.TextDocument.URI.FsPath()), "")
		}
		var edits []source.Edit
		for _, e := range edit.Edits {
			e := e.(*protocol.TextEdit)
			edits = append(edits, source.Edit{Span: m.ruler.Span(f, e.Range), New: e.NewText})
		}
		text, err := source.Apply(f, edits)
		if err != nil {
			m.fail("%s", err)
		}
		for line := range strings.Lines(string(diff.Diff(f.Path, []byte(f.Text), f.Path, []byte(text)))) {
			if strings.HasPrefix(line, "+") || strings.HasPrefix(line, "-") && !strings.HasPrefix(line, "---") {
				line = regexp.MustCompile(`(?m) #@ .*?( # pilllint:|$)`).ReplaceAllString(line, "$1")
				b.WriteString("  " + strings.Replace(line, "+++ ", "", 1))
			}
		}
	}
	return b.String()
}
