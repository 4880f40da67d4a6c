package migrate

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// FuzzImport reads whatever is given as each format: the pills that come of it
// are Ruby, and nothing is written outside of the folder.
func FuzzImport(f *testing.F) {
	paths, err := filepath.Glob("../../../testdata/import/*/*")
	if err != nil || len(paths) == 0 {
		f.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(filepath.Base(path), string(text))
	}
	f.Add("a@.service", "[Service]\nExecStart=/x \\x4 %i $\nExecStop=/pilllint/stop\nPartOf=../x.target ../x-g.target\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		found := []Found{{name, text}, {"x.target", "[Unit]\nWants=a@1.service a@b.service"}}
		for _, imported := range []func([]Found) ([]File, []Omission){
			ImportSystemd, ImportSupervisord, func(f []Found) ([]File, []Omission) { return ImportProcfile(f, "") },
		} {
			pills, _ := imported(found)
			for _, p := range pills {
				if p.Path != filepath.Base(p.Path) || p.Path == ".pill" {
					t.Errorf("%q is not a file of the folder", p.Path)
				}
				c := parser.Read(source.NewFile("x.pill", p.Text), eval.Env{}).Config
				if len(c.Notes) > 0 && c.Notes[0].Name == "syntax" {
					t.Errorf("no Ruby:\n%s", p.Text)
				}
			}
		}
	})
}
