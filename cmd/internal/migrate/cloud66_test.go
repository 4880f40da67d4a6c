package migrate

import (
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/pilllint/pilllint/parser/manifest"
)

// TestCloud66 reads the manifests of all pills as strictly as a schema does, and
// compares each with its Procfile and its pill.
func TestCloud66(t *testing.T) {
	sequences := 0
	for name, text := range pillTexts(t, "pills", "golden", "cases") {
		p := plan(t, name, text)
		files, _ := Cloud66([]*Plan{p}, "")
		var names []string
		for _, f := range files {
			if f.Path == "Procfile" {
				for line := range strings.Lines(f.Text) {
					process, _, _ := strings.Cut(line, ":")
					names = append(names, process)
				}
			}
		}
		i := slices.IndexFunc(files, func(f File) bool { return f.Path == ".cloud66/manifest.yml" })
		if i < 0 {
			continue
		}
		var manifest map[string]struct {
			Metadata map[string]struct {
				Restart string `yaml:"restart_signal"`
				Stop    string `yaml:"stop_sequence"`
			} `yaml:"procfile_metadata"`
		}
		d := yaml.NewDecoder(strings.NewReader(files[i].Text))
		d.KnownFields(true)
		if err := d.Decode(&manifest); err != nil || len(manifest) != 1 {
			t.Errorf("%s: %v\n%s", name, err, files[i].Text)
		}
		for _, environment := range manifest {
			for process, m := range environment.Metadata {
				if !slices.Contains(names, process) {
					t.Errorf("%s: %s is not in the Procfile", name, process)
				}
				if m.Restart != "" && process != "web" && process != "custom_web" {
					t.Errorf("%s: %s has a restart_signal", name, process)
				}
				checkSequence(t, name+" "+process, m.Stop)
				sequences++
			}
		}
	}
	if sequences < 5 {
		t.Errorf("there are only %d sequences", sequences)
	}
}

// checkSequence demands signals with numbers between them.
func checkSequence(t *testing.T, name, text string) {
	t.Helper()
	parts := strings.Split(text, ", ")
	for i, part := range parts {
		if signal := i%2 == 0; signal != manifest.IsSignal(part) || !signal && strings.Trim(part, "0123456789") != "" {
			t.Errorf("%s: %q", name, text)
		}
	}
	if len(parts)%2 == 0 || parts[len(parts)-1] != "kill" {
		t.Errorf("%s: %q does not end in kill", name, text)
	}
}
