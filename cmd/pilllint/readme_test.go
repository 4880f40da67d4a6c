package main

import (
	"os"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/cmd/internal/output"
)

// TestReadme demands that the output which the README shows is what comes out.
// With -update, it is put into the README.
func TestReadme(t *testing.T) {
	t.Chdir("../..")
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "```console\n$ pilllint ", "```\n"
	parts := strings.Split(string(data), begin)
	for i, part := range parts[1:] {
		line, rest, _ := strings.Cut(part, "\n")
		shown, after, ok := strings.Cut(rest, end)
		if !ok {
			t.Fatalf("the output of %q has no end", line)
		}
		_, out, errs := lint(strings.Fields(line)...)
		if out+errs != shown && !*update {
			t.Errorf("pilllint %s prints\n%s\nREADME.md shows\n%s\n(go test ./cmd/pilllint -update rewrites it)", line, out+errs, shown)
		}
		parts[i+1] = line + "\n" + out + errs + end + after
	}
	if len(parts) == 1 {
		t.Error("README.md shows no output")
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(strings.Join(parts, begin)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReadmeFormats demands that the README's table of formats is that of the
// program.
func TestReadmeFormats(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| `--format` | is read by |\n| --- | --- |\n")
	for _, f := range output.Formats() {
		b.WriteString("| `" + f.Name + "` | " + f.Readers + " |\n")
	}
	if !strings.Contains(string(data), b.String()+"\n") {
		t.Errorf("README.md has not this table:\n%s", &b)
	}
}
