package migrate

import (
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// TestUnit demands for every process the unit that is among all files, or a
// reason why there is none.
func TestUnit(t *testing.T) {
	for name, text := range pillTexts(t, "pills", "golden", "cases") {
		c := parser.Read(source.NewFile(name, text), eval.Env{}).Config
		files, refused := Systemd([]*Plan{Read(name, c)}, SystemdOptions{})
		for _, a := range c.Apps {
			for _, p := range a.Processes {
				unit, why := Unit(name, c, p, SystemdOptions{})
				switch {
				case why != nil && !slices.ContainsFunc(refused, func(r Refusal) bool { return r == *why }):
					t.Errorf("%s: %s, which is not said of the whole pill", name, why)
				case why == nil && !slices.ContainsFunc(files, func(f File) bool { return path.Base(f.Path) == unit.Path && f.Text == unit.Text }):
					t.Errorf("%s: %s is not among the files", name, unit.Path)
				case why == nil && !strings.Contains(unit.Text, "ExecStart="):
					t.Errorf("%s: %s is no service", name, unit.Path)
				}
			}
		}
	}
}
