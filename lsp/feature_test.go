package lsp

// This file runs the archives of testdata/lsp/features. Their sections are pills with
// markers in comments, each of which does one request:
//
//	process.pid_file = "#{root}/web.pid" #@ hover("pid_file", pid)
//
// A text is a place: its first occurrence on the marker's line, or its end for
// what is typed there. The last argument names the section, "@pid", with what is
// shown; -update rewrites it. A section "a.pill 2" is the next version of
// a.pill. Every archive runs in all three encodings of positions, and must show
// the same in each.

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	pillparser "github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// markedClient can do all that features make use of.
const markedClient = `{"textDocument":{"publishDiagnostics":{"relatedInformation":true},"completion":{"completionItem":{"snippetSupport":true}}},
	"workspace":{"workspaceEdit":{"documentChanges":true}}}`

func TestFeatures(t *testing.T) {
	files, err := filepath.Glob("../testdata/lsp/features/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives", err)
	}
	for _, file := range files {
		for _, e := range []encoding{protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32} {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+string(e), func(t *testing.T) { runArchive(t, file, e, "\n") })
		}
	}
}

// TestWidePlaces runs the archive of all that is announced with lines that end
// otherwise as well, and demands that nothing is left out of it.
func TestWidePlaces(t *testing.T) {
	for _, e := range []encoding{protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32} {
		t.Run(string(e), func(t *testing.T) {
			m := runArchive(t, "../testdata/lsp/features/wide.txtar", e, "\r\n")
			for _, methods := range answering {
				for _, name := range methods {
					if !m.c.called[name] && name != protocol.MethodWorkspaceTextDocumentContent { // which has no places
						t.Errorf("%s is not asked for", name)
					}
				}
			}
		})
	}
}

// runArchive runs an archive, whose lines are made to end as they are wished to.
func runArchive(t *testing.T, file string, e encoding, ending string) *asked {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(data)
	m := &asked{
		t: t, ruler: ruler{t, e}, shown: map[string]string{},
		c: dial(t, dialing{encodings: []encoding{e}, capabilities: markedClient, folders: []string{"/w"}, options: Options{Unit: plainUnit, Verify: commandFails}}),
	}
	want := map[string]string{}
	var kept []txtar.File
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "@"); ok {
			want[name] = string(f.Data)
			continue
		}
		kept = append(kept, f)
		m.run(f.Name, strings.ReplaceAll(string(f.Data), "\n", ending))
	}
	for _, name := range m.order {
		kept = append(kept, txtar.File{Name: "@" + name, Data: []byte(m.shown[name])})
		if got := strings.ReplaceAll(m.shown[name], `\r\n`, `\n`); got != want[name] && !*update {
			t.Errorf("@%s\n got:\n%s\nwant:\n%s", name, got, want[name])
		}
	}
	if len(want) > len(m.order) && !*update {
		t.Errorf("%d sections are not shown by any marker", len(want)-len(m.order))
	}
	archive.Files = kept
	if out := txtar.Format(archive); *update && ending == "\n" && e == protocol.PositionEncodingKindUTF8 && string(out) != string(data) {
		if err := os.WriteFile(file, out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// commandFails is a verdict about the command of a process.
func commandFails(_ context.Context, _ *pillparser.Document, p *pill.Process, _ func(string)) (Verdict, error) {
	command := p.Last("start_command")
	return Verdict{Found: []diag.Diagnostic{{
		Rule: "verify-command", Severity: diag.Error, Span: command.ValueSpan, Message: "it ends at once",
		Related: []diag.Related{{Span: p.NameSpan, Message: "of this process"}},
	}}}, nil
}

// asked is one run of an archive.
type asked struct {
	t     *testing.T
	c     *testClient
	ruler ruler
	order []string
	shown map[string]string

	uri  uri.URI // of the section that is running
	file *source.File
}

// run opens a section and does what its markers ask for.
func (m *asked) run(section, text string) {
	m.t.Helper()
	name, number, _ := strings.Cut(section, " ")
	version, err := strconv.Atoi(number)
	before := m.file
	m.uri, m.file = uri.File("/w/"+name), source.NewFile(section, text)
	if err != nil {
		m.c.open(m.uri, text)
		version = 1
	} else {
		m.c.change(m.uri, int32(version), m.ruler.change(before, text))
	}
	for i := 1; i <= m.file.LineCount(); i++ {
		line := m.file.LineSpan(i)
		at := strings.Index(line.Text(), "#@ ")
		if at < 0 {
			continue
		}
		list, err := parser.ParseExpr("x{" + line.Text()[at+3:] + "}")
		if err != nil {
			m.t.Fatalf("%s: %v", line, err)
		}
		for _, e := range list.(*ast.CompositeLit).Elts {
			m.mark(m.file.Span(line.Start, line.Start+at), e.(*ast.CallExpr))
		}
	}
	m.c.awaitFindings(m.uri, int32(version))
}

// mark does one request. line is the text before the marker.
func (m *asked) mark(line source.Span, call *ast.CallExpr) {
	m.t.Helper()
	var args []string
	for _, a := range call.Args {
		if lit, ok := a.(*ast.BasicLit); ok {
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				m.t.Fatal(err)
			}
			args = append(args, text)
		}
	}
	id := call.Args[len(call.Args)-1].(*ast.Ident).Name
	name := call.Fun.(*ast.Ident).Name
	show := asking[name]
	if show == nil {
		m.t.Fatalf("%s: there is no marker %s", line, name)
	}
	if m.shown[id] != "" {
		return // a marker that an earlier version had
	}
	at := line
	if len(args) > 0 {
		i := strings.Index(line.Text(), args[0])
		if i < 0 && name != "find" {
			m.t.Fatalf("%s: there is no %q", line, args[0])
		}
		at = m.file.Span(line.Start+i, line.Start+i+len(args[0]))
	}
	text := strings.TrimRight(show(m, at, args), "\n")
	if text == "" {
		text = "nothing"
	}
	m.order = append(m.order, id)
	m.shown[id] = text + "\n"
}

// ask sends a request about a place.
func (m *asked) ask(method string, params map[string]any, offset int, result any) {
	m.t.Helper()
	params["textDocument"] = map[string]any{"uri": m.uri}
	if offset >= 0 {
		params["position"] = m.ruler.Position(m.file, offset)
	}
	m.c.must(m.c.call(method, params, result))
}

// place says where a range is, and the first line of what stands there, and the last.
func (m *asked) place(r protocol.Range) string {
	s := m.ruler.Span(m.file, r)
	text, rest, more := strings.Cut(s.Text(), "\n")
	if more {
		text = strings.TrimRight(text, "\r") + " … " + strings.TrimLeft(rest[strings.LastIndex(rest, "\n")+1:], " \t")
	}
	p := m.file.Position(s.Start)
	return fmt.Sprintf("%d:%d `%s`", p.Line, p.Column, text)
}

// asking are the requests that markers do.
var asking = map[string]func(m *asked, at source.Span, args []string) string{
	"hover": func(m *asked, at source.Span, _ []string) string {
		var h *protocol.Hover
		m.ask("textDocument/hover", map[string]any{}, at.Start, &h)
		if h == nil {
			return ""
		}
		text := h.Contents.(*protocol.MarkupContent).Value
		if h.Range != nil {
			text = m.place(*h.Range) + "\n" + text
		}
		return text
	},
	"symbols": func(m *asked, _ source.Span, _ []string) string {
		var list protocol.DocumentSymbolSlice
		m.ask("textDocument/documentSymbol", map[string]any{}, -1, &list)
		return m.symbols(list, "")
	},
	"find": func(m *asked, _ source.Span, args []string) string {
		var list protocol.WorkspaceSymbolSlice
		m.ask("workspace/symbol", map[string]any{"query": args[0]}, -1, &list)
		var b strings.Builder
		for _, s := range list {
			fmt.Fprintf(&b, "%s %v %s\n", s.Name, s.Kind, m.place(s.Location.(*protocol.Location).Range))
		}
		return b.String()
	},
	"inlay": func(m *asked, _ source.Span, _ []string) string {
		var list []protocol.InlayHint
		m.ask("textDocument/inlayHint", map[string]any{"range": m.ruler.Range(m.file.Whole())}, -1, &list)
		var b strings.Builder
		for _, h := range list {
			at := m.ruler.Offset(m.file, h.Position)
			line := m.file.LineSpan(m.file.Line(at))
			fmt.Fprintf(&b, "%s «%s»\n", strings.TrimSpace(m.file.Text[line.Start:at]), h.Label)
		}
		return b.String()
	},
	"def": func(m *asked, at source.Span, _ []string) string {
		var list protocol.LocationSlice
		m.ask("textDocument/definition", map[string]any{}, at.Start, &list)
		return m.places(list)
	},
	"refs": func(m *asked, at source.Span, _ []string) string {
		var list protocol.LocationSlice
		m.ask("textDocument/references", map[string]any{"context": map[string]any{"includeDeclaration": true}}, at.Start, &list)
		return m.places(list)
	},
	"highlight": func(m *asked, at source.Span, _ []string) string {
		var list []protocol.DocumentHighlight
		m.ask("textDocument/documentHighlight", map[string]any{}, at.Start, &list)
		var b strings.Builder
		for _, h := range list {
			fmt.Fprintf(&b, "%s %d\n", m.place(h.Range), h.Kind)
		}
		return b.String()
	},
	"rename": func(m *asked, at source.Span, args []string) string {
		var ready *protocol.PrepareRenamePlaceholder
		m.ask("textDocument/prepareRename", map[string]any{}, at.Start, &ready)
		params := map[string]any{"textDocument": map[string]any{"uri": m.uri}, "position": m.ruler.Position(m.file, at.Start), "newName": args[1]}
		var edit protocol.WorkspaceEdit
		if err := m.c.call("textDocument/rename", params, &edit); err != nil {
			return fmt.Sprintf("%t: %v", ready != nil, err)
		}
		var edits []source.Edit
		for _, e := range edit.DocumentChanges[0].(*protocol.TextDocumentEdit).Edits {
			e := e.(*protocol.TextEdit)
			edits = append(edits, source.Edit{Span: m.ruler.Span(m.file, e.Range), New: e.NewText})
		}
		text, err := source.Apply(m.file, edits)
		if err != nil {
			m.t.Fatal(err)
		}
		var b strings.Builder
		before := strings.Split(m.file.Text, "\n")
		for i, line := range strings.Split(text, "\n") {
			if line != before[i] {
				code, _, _ := strings.Cut(line, " #@")
				fmt.Fprintf(&b, "%d: %s\n", i+1, strings.TrimSpace(code))
			}
		}
		return b.String()
	},
	"prepare": func(m *asked, at source.Span, _ []string) string {
		var ready *protocol.PrepareRenamePlaceholder
		m.ask("textDocument/prepareRename", map[string]any{}, at.End, &ready)
		if ready == nil {
			return ""
		}
		return m.place(ready.Range) + " " + ready.Placeholder
	},
	"extents": func(m *asked, _ source.Span, _ []string) string {
		var list protocol.DocumentSymbolSlice
		m.ask("textDocument/documentSymbol", map[string]any{}, -1, &list)
		return m.extents(list)
	},
	"found": func(m *asked, _ source.Span, _ []string) string {
		var report protocol.RelatedFullDocumentDiagnosticReport
		m.ask("textDocument/diagnostic", map[string]any{}, -1, &report)
		return m.findings(report.Items)
	},
	"everywhere": func(m *asked, _ source.Span, _ []string) string {
		var report protocol.WorkspaceDiagnosticReport
		m.ask("workspace/diagnostic", map[string]any{"previousResultIds": []any{}}, -1, &report)
		var b strings.Builder
		for _, item := range report.Items {
			if full := item.(*protocol.WorkspaceFullDocumentDiagnosticReport); full.URI == m.uri {
				b.WriteString(m.findings(full.Items))
			}
		}
		return b.String()
	},
	"actions": func(m *asked, at source.Span, args []string) string {
		params := map[string]any{"range": m.ruler.Range(at), "context": map[string]any{"diagnostics": []any{}, "only": []any{args[1]}}}
		var list []protocol.CommandOrCodeAction
		m.ask("textDocument/codeAction", params, -1, &list)
		var b strings.Builder
		for _, a := range list {
			a := a.(*protocol.CodeAction)
			m.c.must(m.c.call("codeAction/resolve", a, a))
			fmt.Fprintf(&b, "%s\n", a.Title)
			for _, change := range a.Edit.DocumentChanges {
				edit, ok := change.(*protocol.TextDocumentEdit)
				for i := 0; ok && edit.TextDocument.URI == m.uri && i < len(edit.Edits); i++ {
					e := edit.Edits[i].(*protocol.TextEdit)
					fmt.Fprintf(&b, "  %s -> %q\n", m.place(e.Range), e.NewText)
				}
			}
		}
		return b.String()
	},
	"verify": func(m *asked, _ source.Span, args []string) string {
		ref := processRef{m.uri, strings.TrimSuffix(filepath.Base(m.uri.FsPath()), ".pill"), args[1]}
		m.ask("workspace/executeCommand", map[string]any{"command": "pilllint.verify", "arguments": []any{ref}}, -1, nil)
		var report protocol.RelatedFullDocumentDiagnosticReport
		m.ask("textDocument/diagnostic", map[string]any{}, -1, &report)
		report.Items = slices.DeleteFunc(report.Items, func(d protocol.Diagnostic) bool { source, _ := d.Source.Get(); return source != verifyName })
		return m.findings(report.Items)
	},
	"lenses": func(m *asked, _ source.Span, _ []string) string {
		var list []protocol.CodeLens
		m.ask("textDocument/codeLens", map[string]any{}, -1, &list)
		var b strings.Builder
		for _, l := range list {
			at := m.file.Position(m.ruler.Offset(m.file, l.Range.Start))
			fmt.Fprintf(&b, "%d:%d %s: %s %s\n", at.Line, at.Column, l.Command.Title, l.Command.Command, l.Command.Arguments[0])
		}
		return b.String()
	},
	"fold": func(m *asked, _ source.Span, _ []string) string {
		var list []protocol.FoldingRange
		m.ask("textDocument/foldingRange", map[string]any{}, -1, &list)
		var b strings.Builder
		for _, f := range list {
			fmt.Fprintf(&b, "%d-%d %s\n", f.StartLine+1, f.EndLine+1, f.Kind)
		}
		return b.String()
	},
	"widen": func(m *asked, at source.Span, _ []string) string {
		var list []protocol.SelectionRange
		m.ask("textDocument/selectionRange", map[string]any{"positions": []any{m.ruler.Position(m.file, at.Start)}}, -1, &list)
		var b strings.Builder
		for r := &list[0]; r != nil; r = r.Parent {
			b.WriteString(m.place(r.Range) + "\n")
		}
		return b.String()
	},
	"links": func(m *asked, _ source.Span, _ []string) string {
		var list []protocol.DocumentLink
		m.ask("textDocument/documentLink", map[string]any{}, -1, &list)
		var b strings.Builder
		for _, l := range list {
			fmt.Fprintf(&b, "%s %s\n", m.place(l.Range), *l.Target)
		}
		return b.String()
	},
	"signature": func(m *asked, at source.Span, _ []string) string {
		var h *protocol.SignatureHelp
		m.ask("textDocument/signatureHelp", map[string]any{}, at.End, &h)
		if h == nil {
			return ""
		}
		active, _ := h.ActiveParameter.Get()
		return fmt.Sprintf("%s [%d]", h.Signatures[0].Label, active)
	},
	"tokens": func(m *asked, _ source.Span, _ []string) string {
		var out protocol.SemanticTokens
		m.ask("textDocument/semanticTokens/full", map[string]any{}, -1, &out)
		var b strings.Builder
		var at protocol.Position
		for k := range slices.Chunk(out.Data, 5) {
			if k[0] > 0 {
				at.Character = 0
			}
			at.Line, at.Character = at.Line+k[0], at.Character+k[1]
			end := at
			end.Character += k[2]
			fmt.Fprintf(&b, "%s %d %d\n", m.place(protocol.Range{Start: at, End: end}), k[3], k[4])
		}
		return b.String()
	},
	"complete": func(m *asked, at source.Span, _ []string) string {
		var list *protocol.CompletionList
		m.ask("textDocument/completion", map[string]any{"context": map[string]any{"triggerKind": 1}}, at.End, &list)
		if list == nil {
			return ""
		}
		slices.SortStableFunc(list.Items, func(a, b protocol.CompletionItem) int { return strings.Compare(sortText(a), sortText(b)) })
		var lines []string
		for _, item := range list.Items {
			edit := item.TextEdit.(*protocol.TextEdit)
			line := item.Label
			if edit.NewText != item.Label {
				line += " -> " + strconv.Quote(edit.NewText)
			}
			lines = append(lines, line+" for "+m.place(edit.Range))
		}
		if len(lines) > 12 {
			lines = append(lines[:12], "and more")
		}
		return strings.Join(lines, "\n")
	},
}

func sortText(i protocol.CompletionItem) string {
	if text, ok := i.SortText.Get(); ok {
		return text
	}
	return i.Label
}

// symbols shows a tree of symbols.
func (m *asked) symbols(list []protocol.DocumentSymbol, indent string) string {
	var b strings.Builder
	for _, s := range list {
		fmt.Fprintf(&b, "%s%s (%s) %s\n", indent, s.Name, *s.Detail, m.place(s.SelectionRange))
		b.WriteString(m.symbols(s.Children, indent+"  "))
	}
	return b.String()
}

// extents shows how far symbols go.
func (m *asked) extents(list []protocol.DocumentSymbol) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(m.place(s.Range) + "\n" + m.extents(s.Children))
	}
	return b.String()
}

// findings shows what was found, and what explains it.
func (m *asked) findings(list []protocol.Diagnostic) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%s %s\n", m.place(d.Range), d.Code)
		for _, r := range d.RelatedInformation {
			if r.Location.URI == m.uri {
				fmt.Fprintf(&b, "  %s\n", m.place(r.Location.Range))
			}
		}
	}
	return b.String()
}

func (m *asked) places(list protocol.LocationSlice) string {
	var b strings.Builder
	for _, l := range list {
		b.WriteString(m.place(l.Range) + "\n")
	}
	return b.String()
}
