package migrate

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// TestImport compares what is made of files of others with testdata/import. We
// have nothing to say of our own pills that is a warning or worse, and all of
// them load.
func TestImport(t *testing.T) {
	for folder, imported := range map[string]func([]Found) ([]File, []Omission){
		"units":      ImportSystemd,
		"supervisor": ImportSupervisord,
		"procfile":   func(f []Found) ([]File, []Omission) { return ImportProcfile(f, "/srv/shop") },
	} {
		t.Run(folder, func(t *testing.T) {
			root := "../../../testdata/import/" + folder
			entries, err := os.ReadDir(root)
			if err != nil {
				t.Fatal(err)
			}
			var found []Found
			var want, got []string
			for _, e := range entries {
				if filepath.Ext(e.Name()) == ".pill" {
					want = append(want, e.Name())
				} else if e.Name() != "omitted.txt" {
					found = append(found, Found{e.Name(), read(t, filepath.Join(root, e.Name()))})
				}
			}
			pills, omits := imported(found)
			var lines strings.Builder
			for _, o := range omits {
				lines.WriteString(o.String() + "\n")
			}
			compare(t, filepath.Join(root, "omitted.txt"), lines.String())
			for _, f := range pills {
				compare(t, filepath.Join(root, f.Path), f.Text)
				got = append(got, f.Path)
				doc := parser.Read(source.NewFile(f.Path, f.Text), eval.Env{})
				if doc.Config.Error != nil {
					t.Errorf("%s does not load: %v", f.Path, doc.Config.Error)
				}
				for _, d := range rules.Check(doc, rules.Options{}) {
					if d.Severity <= diag.Warning && d.Rule != "secret-in-pill" { // which it was before
						t.Errorf("%s: %s: %s", f.Path, d.Rule, d.Message)
					}
				}
			}
			if !*update && !slices.Equal(want, got) {
				t.Errorf("the pills are %q, should be %q", got, want)
			}
		})
	}
}

// TestStopBySignals runs the command that stands for stop_signals.
func TestStopBySignals(t *testing.T) {
	for end, want := range map[string]time.Duration{"exit": 0, ":": 2 * time.Second} {
		cmd := exec.Command("bash", "-c", `trap "`+end+`" QUIT; echo; while :; do sleep 0.05; done`)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		_, _ = out.Read(make([]byte, 1)) // it is ready
		done := make(chan error)
		go func() { done <- cmd.Wait() }()
		words := stopBySignals([]Step{{"quit", 2}, {Signal: "kill"}}).Words
		words[len(words)-1] = strconv.Itoa(cmd.Process.Pid)
		begin := time.Now()
		if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil && !strings.Contains(string(out), "No such process") {
			t.Errorf("%v %s", err, out)
		}
		if took := time.Since(begin); took < want {
			t.Errorf("%s: it takes %s", end, took)
		}
		select {
		case <-done:
		case <-time.After(time.Minute):
			t.Errorf("%s: the process is still there", end)
			_ = cmd.Process.Kill()
		}
	}
}
