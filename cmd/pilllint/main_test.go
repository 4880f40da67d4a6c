package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pilllint/pilllint/cmd/internal/verify"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

func TestMain(m *testing.M) {
	verify.Main()
	testscript.Main(m, map[string]func(){"pilllint": main})
}

// scripts is the folder of what the command line promises.
const scripts = "../../testdata/script"

func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 scripts,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// TestScriptsAreComplete demands that every subcommand and flag, and every
// choice of a flag, stands in a script.
func TestScriptsAreComplete(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(scripts, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	text := strings.ReplaceAll(all.String(), "=", " ")
	for _, c := range commands() {
		if !strings.Contains(text, "pilllint "+c.name) {
			t.Errorf("no script runs pilllint %s", c.name)
		}
		for _, f := range c.flags {
			if !strings.Contains(text, "--"+f.name) {
				t.Errorf("no script has --%s", f.name)
			}
			for _, choice := range f.choices {
				if choice != f.preset && !strings.Contains(text, "--"+f.name+" "+choice) {
					t.Errorf("no script has --%s %s", f.name, choice)
				}
			}
		}
	}
}
