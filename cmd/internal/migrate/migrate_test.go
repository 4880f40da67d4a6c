package migrate

import (
	"flag"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// plan reads a pill that is given as text.
func plan(t *testing.T, name, text string) *Plan {
	t.Helper()
	return Read(name, parser.Read(source.NewFile(name, text), eval.Env{}).Config)
}

// plans makes plans of all pills of folders below testdata.
func plans(t *testing.T, folders ...string) (all []*Plan) {
	t.Helper()
	for name, text := range pillTexts(t, folders...) {
		all = append(all, plan(t, name, text))
	}
	return all
}

// pillTexts reads all pills of folders below testdata, in order.
func pillTexts(t *testing.T, folders ...string) iter.Seq2[string, string] {
	t.Helper()
	return func(yield func(name, text string) bool) {
		for _, folder := range folders {
			paths, err := filepath.Glob(filepath.Join("../../../testdata", folder, "*.pill"))
			if err != nil || len(paths) == 0 {
				t.Fatalf("%s: no pills (%v)", folder, err)
			}
			for _, path := range paths {
				if !yield(folder+"/"+filepath.Base(path), read(t, path)) {
					return
				}
			}
		}
	}
}

// write writes files into a folder.
func write(t *testing.T, dir string, files []File) {
	t.Helper()
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f.Text), f.Mode); err != nil {
			t.Fatal(err)
		}
	}
}

// absent is what systemd says of programs that this machine does not have.
var absent = regexp.MustCompile(`: Command \S+ is not executable: No such file or directory$`)

// analyze returns what systemd finds wrong with the units in a folder. Its exit
// status tells of few mistakes, so every line counts.
func analyze(t *testing.T, dir string, options ...string) (complaints []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	args := append(options, "verify", "--man=no", "--generators=no")
	for _, e := range entries {
		args = append(args, filepath.Join(dir, strings.Replace(e.Name(), "@.", "@1.", 1)))
	}
	cmd := exec.Command("systemd-analyze", args...)
	cmd.Env = append(os.Environ(), "SYSTEMD_UNIT_PATH="+dir+":", "SYSTEMD_LOG_LEVEL=info", "XDG_RUNTIME_DIR="+t.TempDir())
	out, err := cmd.CombinedOutput()
	if _, told := err.(*exec.ExitError); err != nil && !told {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		// That nobody is no user to run things as is the pill's business.
		if line = strings.TrimSpace(line); line != "" && !absent.MatchString(line) && !strings.Contains(line, "Special user nobody configured") {
			complaints = append(complaints, line)
		}
	}
	return complaints
}

// TestVerify demands that systemd has nothing to say of any unit.
func TestVerify(t *testing.T) {
	all := plans(t, "pills", "golden", "cases")
	for name, o := range map[string]SystemdOptions{
		"newest": {}, "229": {Version: 229}, "239": {Version: 239}, "247": {Version: 247}, "user": {User: true}, "cloud66": {Cloud66: true},
	} {
		t.Run(name, func(t *testing.T) {
			files, _ := Systemd(all, o)
			dir := t.TempDir()
			write(t, dir, files)
			units, options := filepath.Join(dir, "etc/systemd/system"), []string(nil)
			if o.User {
				units, options = filepath.Join(dir, ".config/systemd/user"), []string{"--user"}
			}
			for _, line := range analyze(t, units, options...) {
				t.Error(line)
			}
		})
	}
}

// TestVerifyFindsMistakes guards the test above: a unit with a mistake in it is
// not met with silence.
func TestVerifyFindsMistakes(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []File{{Path: "x.service", Mode: 0o644, Text: "[Service]\nExecStart=/bin/true\nKillSignal=SIGNONE\n"}})
	if analyze(t, dir) == nil {
		t.Error("systemd-analyze takes SIGNONE as a signal")
	}
}

// TestRefused demands that only pills are refused that do not load, or of which
// something is not known.
func TestRefused(t *testing.T) {
	for _, p := range plans(t, "pills", "golden", "cases") {
		for _, r := range p.Refused {
			known := strings.Contains(r.Why, "Bluepill does not load it") || strings.Contains(r.Why, "not known") || r.Why == "it has no name" || strings.Contains(r.Why, "Bluepill can never start it") ||
				strings.Contains(r.Why, "Bluepill cannot run it") || strings.Contains(r.Why, "Bluepill ends when it sees its first child")
			if !known {
				t.Error(r)
			}
		}
	}
}

// TestDeterministic makes the same files twice.
func TestDeterministic(t *testing.T) {
	all := plans(t, "golden")
	a, _ := Systemd(all, SystemdOptions{})
	b, _ := Systemd(all, SystemdOptions{})
	if !slices.Equal(a, b) {
		t.Error("the same pills do not make the same files")
	}
}

// TestMappings demands that the table tells of everything that a pill can say,
// and of nothing else.
func TestMappings(t *testing.T) {
	var want, got []string
	add := func(name string) {
		if !slices.Contains(want, name) {
			want = append(want, name)
		}
	}
	for _, a := range slices.Concat(pill.Attributes, pill.AppOptions, pill.ConditionOptions) {
		add(a.Name)
	}
	for _, c := range pill.Checks {
		add("checks :" + c.Name)
		for _, o := range c.Options {
			add(o.Name)
		}
	}
	for _, m := range Mappings() {
		if m.Becomes == "" && m.Changes == "" {
			t.Errorf("nothing is told of %s", m.What)
		}
		got = append(got, m.What)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Errorf("the table has\n%q\nwhat can be said is\n%q", got, want)
	}
}

var update = flag.Bool("update", false, "rewrite the golden files and docs/migrate.md")

// otherWays is what docs/migrate.md has of other targets, and of the way back.
const otherWays = `
## Other ways out

The README.md beside what is written lists what is lost, attribute by attribute: whatever a pill sets and a target has no place for is in
it.

| target | what is written | stop sequences | checks |
| --- | --- | --- | --- |
| ` + "`supervisord`" + ` | a configuration for each application, a script for each process | the first signal, then KILL | none |
| ` + "`monit`" + ` | a control file for each application, scripts for each process | all, by a script | memory, cpu, age, files, http; in monit's cycles of 10 seconds |
| ` + "`procfile`" + ` | a Procfile and scripts | none | none |
| ` + "`cloud66`" + ` | a Procfile, scripts, and ` + "`procfile_metadata`" + ` in .cloud66/manifest.yml | all, as ` + "`stop_sequence`" + ` | none |
| ` + "`nomad`" + ` | a job for each application, a script for each process | the first signal, then KILL | one http check; flapping |
| ` + "`kubernetes`" + ` | a Deployment for each process, Secrets | all, by a ` + "`preStop`" + ` command | one http or file check as a probe; memory and cpu as limits |

A program that puts itself in the background is for ` + "`systemd` and `monit`" + ` only. The signals of a ` + "`systemd`" + ` unit are sent by a script where there is more
than one, as systemd knows but one delay, is up to a quarter of a second late with it, and has a unit fail that it had to kill.

## The way back

` + "`pilllint import systemd FILE...`, `import procfile FILE...` and `import supervisord FILE...`" + ` write pills, with nothing in them that pilllint warns of:

- Each unit, program or line becomes a process in a pill of its own, called ` + "`user_NAME`" + `; units that a target has in its ` + "`PartOf=`" + `, as those that
  were migrated, share the application of that name. Name the target too: it tells which instances of a template there are, and what is
  started.
- What goes to the journal, and so would be lost, goes to ` + "`/var/log/NAME.log`" + `.
- Bluepill's ` + "`stop_signals`" + ` kill the new process at a restart, so that without a reload command the signals are sent by a ` + "`stop_command`" + ` that waits.
- Variables of a unit's commands are filled in; an ` + "`EnvironmentFile=`" + ` is read if it is among the files. A pill with secrets in it has mode 0600.
- A process that depends on what only its machine knows, such as ` + "`%H`" + `, or that ends by itself (` + "`Type=oneshot`" + `), is left out; what else has no
  place in a pill is told of, with its line.
`

// TestDocumentation demands that docs/migrate.md has the table.
func TestDocumentation(t *testing.T) {
	const path = "../../../docs/migrate.md"
	var b strings.Builder
	b.WriteString("# What becomes of a pill\n\n`pilllint migrate systemd` turns pills into units. This is what becomes of everything that a pill can say; what of it matters in\n" +
		"your pills stands in the README.md beside the units.\n\n| in a pill | in a unit | what changes |\n| --- | --- | --- |\n")
	for _, m := range Mappings() {
		becomes, changes := m.Becomes, m.Changes
		if becomes == "" {
			becomes = "nothing"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", m.What, becomes, changes)
	}
	b.WriteString(otherWays)
	compare(t, path, b.String())
}

// TestGolden compares what is written for whole pills with testdata/migrate.
func TestGolden(t *testing.T) {
	for name, path := range map[string]string{
		"user_clock": "pills/user_clock.pill", "user_sidekiq": "pills/user_sidekiq.pill",
		"full_attributes": "golden/full_attributes.pill", "checks": "golden/checks.pill", "loops": "golden/loops.pill", "groups": "golden/groups.pill",
	} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile("../../../testdata/" + path)
			if err != nil {
				t.Fatal(err)
			}
			files, _ := Systemd([]*Plan{plan(t, "testdata/"+path, string(data))}, SystemdOptions{})
			root := "../../../testdata/migrate/" + name
			if *update {
				if err := os.RemoveAll(root); err != nil {
					t.Fatal(err)
				}
			}
			var want []string
			for _, f := range files {
				compare(t, filepath.Join(root, f.Path), f.Text)
				want = append(want, f.Path)
			}
			var got []string
			err = fs.WalkDir(os.DirFS(root), ".", func(path string, e fs.DirEntry, err error) error {
				if err == nil && !e.IsDir() {
					got = append(got, path)
				}
				return err
			})
			slices.Sort(want)
			slices.Sort(got)
			if err != nil || !slices.Equal(want, got) {
				t.Errorf("%v; the folder has %q, should have %q", err, got, want)
			}
		})
	}
}

// compare compares a text with a file, or with -update writes it there.
func compare(t *testing.T, path, text string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil || string(data) != text {
		t.Errorf("%s (%v) is not\n%s\n(go test ./cmd/internal/migrate -update rewrites it)", path, err, text)
	}
}
