package vscode_test

import (
	"archive/zip"
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

// TestPackage looks at what is shipped: nothing that is only for those who work
// on it.
func TestPackage(t *testing.T) {
	archive, err := zip.OpenReader(pack(t))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var names []string
	for _, f := range archive.File {
		names = append(names, f.Name)
		if f.Name == "extension/bin/pilllint" && f.Mode().Perm()&0o111 != 0o111 {
			t.Errorf("the program has mode %v", f.Mode())
		}
	}
	slices.Sort(names)
	want := strings.Fields(`
		[Content_Types].xml extension.vsixmanifest extension/LICENSE.txt extension/bin/pilllint extension/changelog.md
		extension/dist/extension.js extension/images/findings.png extension/images/fix.png extension/images/hover.png
		extension/images/icon.png extension/images/pill-dark.svg extension/images/pill-light.svg extension/images/unit.png
		extension/language-configuration.json extension/package.json extension/readme.md
		extension/syntaxes/pill-erb.tmLanguage.json extension/syntaxes/pill.tmLanguage.json
		extension/walkthrough/configuration.md extension/walkthrough/program.md`)
	if !slices.Equal(names, want) {
		t.Errorf("it has\n%s\nwant\n%s", strings.Join(names, "\n"), strings.Join(want, "\n"))
	}
}

// TestCode checks types and style, and what needs no editor to be tried.
func TestCode(t *testing.T) {
	output(t, command(t, "npm", "run", "--silent", "check"))
	tests := command(t, node(t), "--test", "test/unit/*.test.mts")
	grammar := cached(t, "code-server-"+newest+"/lib/vscode/extensions/ruby/syntaxes/ruby.tmLanguage.json")
	tests.Env = append(tests.Env, "PILLLINT_RUBY_GRAMMAR="+grammar)
	output(t, tests)
}

// TestReadme demands that the README tells of all settings and commands.
func TestReadme(t *testing.T) {
	var manifest struct {
		Contributes struct {
			Configuration struct{ Properties map[string]any }
			Commands      []struct{ Category, Title string }
		}
		Capabilities struct {
			UntrustedWorkspaces struct{ RestrictedConfigurations []string }
		}
	}
	if err := json.Unmarshal([]byte(editortest.Read(t, "package.json")), &manifest); err != nil {
		t.Fatal(err)
	}
	readme := editortest.Read(t, "README.md")
	for name := range manifest.Contributes.Configuration.Properties {
		if !strings.Contains(readme, "| `"+name+"` |") {
			t.Errorf("there is no %s", name)
		}
	}
	for _, c := range manifest.Contributes.Commands {
		if !strings.Contains(readme, "| `"+c.Category+": "+c.Title+"` |") {
			t.Errorf("there is no %s", c.Title)
		}
	}
	for _, name := range manifest.Capabilities.UntrustedWorkspaces.RestrictedConfigurations {
		if _, ok := manifest.Contributes.Configuration.Properties[name]; !ok {
			t.Errorf("%s is restricted, but no setting", name)
		}
	}
}

// commandLink is a command that a text of the walkthrough has as a link.
var commandLink = regexp.MustCompile(`\(command:([\w.]+)`)

// TestWalkthrough follows what the steps of the walkthrough lead to: pictures and
// texts that are there, commands and languages that the extension has.
func TestWalkthrough(t *testing.T) {
	var manifest struct {
		Contributes struct {
			Commands     []struct{ Command string }
			Languages    []struct{ ID string }
			Walkthroughs []struct {
				Steps []struct {
					ID, Title, Description string
					Media                  struct{ Image, Markdown, AltText string }
					CompletionEvents       []string
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(editortest.Read(t, "package.json")), &manifest); err != nil {
		t.Fatal(err)
	}
	known := []string{"workbench.action.openSettings"}
	for _, c := range manifest.Contributes.Commands {
		known = append(known, c.Command)
	}
	for _, l := range manifest.Contributes.Languages {
		known = append(known, "onLanguage:"+l.ID)
	}
	steps := 0
	for _, w := range manifest.Contributes.Walkthroughs {
		for _, step := range w.Steps {
			steps++
			leads := slices.Clone(step.CompletionEvents)
			for _, link := range commandLink.FindAllStringSubmatch(step.Description, -1) {
				leads = append(leads, link[1])
			}
			for _, to := range leads {
				if !slices.Contains(known, to) {
					t.Errorf("the step %s leads to %s, which there is not", step.ID, to)
				}
			}
			media := cmp.Or(step.Media.Image, step.Media.Markdown)
			if info, err := os.Stat(media); err != nil || info.Size() == 0 || step.Media.Image != "" && step.Media.AltText == "" {
				t.Errorf("the step %s shows %q (%s): %v", step.ID, media, step.Media.AltText, err)
			}
			if step.Title == "" || step.Description == "" {
				t.Errorf("the step %s says nothing", step.ID)
			}
		}
	}
	if steps == 0 {
		t.Error("there are no steps")
	}
}

// TestLock demands that the lock file serves whoever uses whatever registry, and
// names what make deps has brought.
func TestLock(t *testing.T) {
	if text := editortest.Read(t, "package-lock.json"); strings.Contains(text, `"resolved"`) {
		t.Error("the lock file names a registry; see .npmrc")
	}
	if out, err := exec.Command("npm", "ls", "--silent").CombinedOutput(); err != nil {
		t.Errorf("what is installed is not what package.json asks for; make deps installs it: %v\n%s", err, out)
	}
}
