package syntax

import (
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/source"
)

// FuzzParse checks that Parse returns, and keeps the laws of a File, whatever
// the text.
func FuzzParse(f *testing.F) {
	for _, text := range goldenPills(f) {
		f.Add(text)
		f.Add(text[:len(text)*2/3])
	}
	for _, text := range corpus(f) {
		if len(text) < 200 {
			f.Add(text)
		}
	}
	word := strings.Repeat("word", 90)
	for _, text := range []string{
		"", "\x00", "\xff\xfe", "\ufeffa = 1\r\n", "a\x00b", "é.ü do |ß| end",
		"<<" + word + "\nx\n" + word + "\n", "<<'" + word + "'\nx\n", "x = <<-'" + word, "<<~A\n  #{<<~B}\n  x\n  B\nA\n",
		strings.Repeat("(", 300), strings.Repeat(`"#{`, 100), strings.Repeat("f {", 200), strings.Repeat("if a\n", 200),
		"Bluepill.application(\"x\") do |app|\n  app.process(\"y\") do |p|\n    p.\n  end\nend",
		"p.checks :cpu, every: ", "p.pid_file =\nend", "a do |b|\n  c [", "x = 1\nx -1\nx [2]\nx *y\nx /z\n",
		"%w[a #{b} \\] c", "\"\\u{41 42}\\M-\\C-a\\x4\"", "->(a; b) { _1 }", "case a\nin {b:, **nil} then c\nend",
		"=begin\n=end", "__END__\nx", "# only", "def f(a, (b, *c), d = 1, *e, f:, **g, &h) = a", "?", ":\"", "%", "/[/", "a ? b : c",
		"`a`; /b/ix; :\"c#{d}\"; %i(e f); ?g; 1r; 2i; 0x_; 1__2; 08; 1e+; .5", "a\\\n.b\n#c\n.d", "x \\\n -1",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<16 {
			return
		}
		file := parseText(text)
		checkSpans(t, file)
		if len(file.Errors) == 0 {
			checkLocals(t, file.Body, file.Locals)
		}
	})
}

// FuzzMend demands a tree of every text, however broken, whose places lie in it.
func FuzzMend(f *testing.F) {
	for _, text := range goldenPills(f) {
		for _, cut := range []int{len(text) / 3, len(text) / 2, len(text) - 5} {
			f.Add(text[:max(cut, 0)])
			f.Add(text[max(cut, 0):])
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		tree := Mend(source.NewFile("test.pill", text))
		if !strings.HasPrefix(tree.Source.Text, text) {
			t.Fatalf("the text becomes %q", tree.Source.Text)
		}
		Walk(tree.Body, func(n Node) bool {
			if p := n.Range(); p.Start < 0 || p.Start > p.End || int(p.End) > len(tree.Source.Text) {
				t.Errorf("%T is at %d to %d of %d", n, p.Start, p.End, len(tree.Source.Text))
			}
			return true
		})
	})
}
