package mdoc

import "testing"

// TestEscape: nothing in a text is obeyed.
func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"plain":          "plain",
		".Sh NAME":       `\&.Sh NAME`,
		"a\n.b\n'c":      "a\n\\&.b\n\\&'c",
		`C:\new`:         `C:\enew`,
		"--profile NAME": `\-\-profile NAME`,
	} {
		if got := Escape(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestFilled: each sentence begins a line.
func TestFilled(t *testing.T) {
	if got, want := Filled("One. Two\nthree."), "One.\nTwo three.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
