package lsp

import (
	"testing"

	"go.lsp.dev/protocol"
)

// TestEncodings reads and writes positions behind characters of all widths, in
// each encoding.
func TestEncodings(t *testing.T) {
	const line = "  app.process('é名😀') { |p| p.start_command = 'x'\t; p.frobnicate = 1 }"
	text := "Bluepill.application('user_shop') do |app|\r\n" + line + "\r\nend\r\n"
	for _, test := range []struct {
		encoding encoding
		offered  []encoding
		at       uint32 // where frobnicate stands
	}{
		{protocol.PositionEncodingKindUTF8, []encoding{"utf-32", "utf-16", "utf-8"}, 59},
		{protocol.PositionEncodingKindUTF16, []encoding{"utf-16", "utf-32"}, 54},
		{protocol.PositionEncodingKindUTF16, nil, 54},
		{protocol.PositionEncodingKindUTF16, []encoding{"utf-7"}, 54},
		{protocol.PositionEncodingKindUTF32, []encoding{"utf-32"}, 53},
	} {
		c := dial(t, dialing{encodings: test.offered, folders: []string{"/w"}})
		if c.encoding != test.encoding {
			t.Fatalf("of %v, %s was chosen", test.offered, c.encoding)
		}
		c.open(shop, text)
		ofAttribute := func(version int32) protocol.Range {
			for _, d := range c.awaitFindings(shop, version) {
				if d.Code == protocol.String("unknown-attribute") {
					return d.Range
				}
			}
			c.fail("%s: there is no such finding", test.encoding)
			return protocol.Range{}
		}
		place := func(character uint32) protocol.Position { return protocol.Position{Line: 1, Character: character} }
		want := protocol.Range{Start: place(test.at), End: place(test.at + 10)}
		if got := ofAttribute(1); got != want {
			t.Errorf("%s: got %v, want %v", test.encoding, got, want)
		}
		// The place is the server's when it comes back.
		c.change(shop, 2, at(1, want.Start.Character, 1, want.End.Character, "é"))
		c.change(shop, 3, at(1, want.Start.Character, 1, want.Start.Character, "frob"))
		c.change(shop, 4, at(1, 9999, 1, 9999, " # 😀"), at(9, 9, 9, 9, "# end"))
		want.End = place(test.at + 5)
		if test.encoding == protocol.PositionEncodingKindUTF8 {
			want.End.Character++
		}
		if got := ofAttribute(4); got != want {
			t.Errorf("%s, changed: got %v, want %v", test.encoding, got, want)
		}
		var report protocol.RelatedFullDocumentDiagnosticReport
		c.must(c.call("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": shop}}, &report))
		if len(report.Items) == 0 {
			t.Errorf("%s: nothing is found when asked", test.encoding)
		}
		c.forget()
	}
}
