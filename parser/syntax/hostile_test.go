package syntax

import (
	"strings"
	"testing"
	"time"
)

// TestHostileTexts checks that large and deep texts neither overflow the stack
// nor take long. The limit on time is generous, as the machine may be busy.
func TestHostileTexts(t *testing.T) {
	const limit = 10 * time.Second
	n := 10_000
	nested := func(open, close string) string {
		return strings.Repeat(open, n) + "1" + strings.Repeat(close, n) + "\n"
	}
	var pills strings.Builder
	for pills.Len() < 2<<20 {
		for _, text := range goldenPills(t) {
			if len(parseText(text).Errors) == 0 {
				pills.WriteString(text + "\n")
			}
		}
	}
	texts := map[string]string{
		"parentheses":          nested("(", ")"),
		"brackets":             nested("[", "]"),
		"hashes":               "x = " + nested("{a: ", "}"),
		"calls":                nested("f(", ")"),
		"blocks":               nested("f {", "}"),
		"do blocks":            nested("f do\n", "\nend"),
		"ifs":                  nested("if a\n", "\nend"),
		"strings":              nested(`"#{`, `}"`),
		"heredocs":             strings.Repeat("<<A\n#{", n),
		"lambdas":              nested("-> {", "}"),
		"definitions":          nested("def a\n", "\nend"),
		"patterns":             "a => " + nested("[", "]"),
		"targets":              strings.Repeat("(", n) + "a" + strings.Repeat(",)", n) + " = 1\n",
		"parameters":           "f { |" + strings.Repeat("(", n) + "a" + strings.Repeat(")", n) + "| }\n",
		"signs":                strings.Repeat("!", n) + "a\n",
		"assignments":          strings.Repeat("a = ", n) + "1\n",
		"commands":             strings.Repeat("f ", n) + "1\n",
		"ternaries":            strings.Repeat("a ? b : ", n) + "1\n",
		"chain":                "a" + strings.Repeat(".b", n) + "\n",
		"sum":                  "a" + strings.Repeat(" + b", n) + "\n",
		"open brackets":        strings.Repeat("[", 30*n),
		"open blocks":          strings.Repeat("a do |b| ", 3*n),
		"ends":                 strings.Repeat("end\n", 3*n),
		"chains":               strings.Repeat("a.b.c.d.e\n", 10*n),
		"chains on chains":     strings.Repeat("(", n/10) + "a" + strings.Repeat(strings.Repeat(".b", n/10)+")", n/10) + "\n",
		"one chain":            "a" + strings.Repeat("\n.b", 10*n),
		"locals":               manyLocals(2 * n),
		"strings side by side": "x = " + strings.Repeat(`"a" `, 3*n) + "\n",
		"one line":             strings.Repeat("f(1) { |a| g [a] }; ", n),
		"comments":             strings.Repeat("# a\n", 5*n),
		"pills":                pills.String(),
		"shifts":               "a" + strings.Repeat(" <<'b", n),
		"quotes":               strings.Repeat(`"`, 3*n+1),
		"NULs":                 strings.Repeat("\x00", n),
		"bad bytes":            strings.Repeat("\xff", n),
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			f := parseText(text)
			took := time.Since(start)
			t.Logf("%d bytes, %v, %v", len(text), took.Round(time.Millisecond), f.Errors)
			if took > limit {
				t.Errorf("took %v", took)
			}
			if len(f.Errors) > 1 {
				t.Errorf("%d errors", len(f.Errors))
			}
		})
	}
}

func manyLocals(n int) string {
	var b strings.Builder
	for i := range n {
		name := "a" + strings.Repeat("b", i%7) + string(rune('a'+i%26)) + strings.Repeat("c", i/26%13)
		b.WriteString(name + " = 1\n" + name + " + 1\n")
	}
	return b.String()
}
