package output

import (
	"bytes"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/rules"
)

func TestProse(t *testing.T) {
	const text = "No shell runs `sh -c` here,\nso that fails.\n\n- one `a` or\n  two\n- three\n\n```ruby\na = 1\n```"
	for _, c := range []struct {
		name  string
		style Style
		want  string
	}{
		{"plain", Style{}, "No shell runs `sh -c` here, so that fails.\n\n- one `a` or two\n- three\n\n    a = 1\n"},
		{"narrow", Style{Width: 14}, "No shell runs\n`sh -c` here,\nso that fails.\n\n- one `a` or\n  two\n- three\n\n    a = 1\n"},
		{
			"coloured", Style{Color: true, Width: 19},
			"No shell runs \x1b[1msh\x1b[0m \x1b[1m-c\x1b[0m\nhere, so that\nfails.\n\n- one \x1b[1ma\x1b[0m or two\n- three\n\n    a = 1\n",
		},
	} {
		var b bytes.Buffer
		prose(&b, c.style, text)
		if b.String() != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, b.String(), c.want)
		}
	}
}

// TestExplain: however wide the terminal, all words are there, and prose fits.
func TestExplain(t *testing.T) {
	words := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	for _, r := range rules.All() {
		want := words(string(Explain(Style{}, r)))
		if !strings.Contains(want, words(r.Title)) || !strings.Contains(want, words(r.Good)) {
			t.Errorf("%s: part of it is not explained", r.Name)
		}
		for _, columns := range []int{20, 60, 100} {
			if words(string(Explain(Style{Width: columns}, r))) != want {
				t.Errorf("%s: in %d columns it has other words", r.Name, columns)
			}
		}
		var b bytes.Buffer
		prose(&b, Style{Width: 60}, r.Text)
		for line := range strings.Lines(b.String()) {
			if width(line) > 61 && strings.Contains(strings.TrimSpace(line), " ") && !strings.HasPrefix(line, "    ") {
				t.Errorf("%s: a line is too long: %s", r.Name, line)
			}
		}
	}
}
