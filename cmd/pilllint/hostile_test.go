package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestHostile: no text ends the program, keeps it busy for ever or fills the
// memory, and each gets an answer in words. (Those that fit in a line are in
// testdata/script/check_hostile.txtar.)
func TestHostile(t *testing.T) {
	const many = 10_000
	// These must get a finding; Ruby itself refuses them as nested too deeply.
	deep := map[string]string{
		"open brackets": strings.Repeat("[", many),
		"brackets":      strings.Repeat("[", many) + strings.Repeat("]", many),
		"parentheses":   strings.Repeat("(", many) + "1" + strings.Repeat(")", many),
		"hashes":        strings.Repeat("{a: ", many) + "1" + strings.Repeat("}", many),
		"blocks":        strings.Repeat("a do\n", many) + strings.Repeat("end\n", many),
		"interpolation": strings.Repeat(`"#{`, many) + strings.Repeat(`}"`, many),
		"conditions":    strings.Repeat("if a\n", many) + strings.Repeat("end\n", many),
	}
	// These must get through, one way or the other.
	odd := map[string]string{
		"operators":         "x = 1" + strings.Repeat(" + 1", many),
		"negations":         "x = " + strings.Repeat("!", many) + "1",
		"calls":             "x" + strings.Repeat(".y", many),
		"heredocs":          strings.Repeat("<<A + ", many) + "1\n",
		"long heredoc word": "x = <<" + strings.Repeat("A", many) + "\n",
		"open heredoc word": "x = <<~'\n" + strings.Repeat("word ", 200),
		"long line":         "x = \"" + strings.Repeat("a", 1<<20) + "\"",
		"lines":             strings.Repeat("x = 1\n", 1<<16),
		"ends":              strings.Repeat("end\n", many),
		"quotes":            strings.Repeat("\"'", many),
		"nulls":             strings.Repeat("\x00", many),
	}
	for name, text := range deep {
		if code := survives(t, name, text); code != exitFindings {
			t.Errorf("%s: status %d, want a finding", name, code)
		}
	}
	for name, text := range odd {
		survives(t, name, text)
	}
}

// survives checks a text, and demands that there is an answer.
func survives(t *testing.T, name, text string) int {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.pill")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	code, out, errs := lint("--quiet", path)
	if code != exitClean && code != exitFindings || errs != "" {
		t.Errorf("%s: status %d, %.300s", name, code, errs)
	}
	if len(out) > 1<<16 {
		t.Errorf("%s: %d bytes of findings", name, len(out))
	}
	return code
}
