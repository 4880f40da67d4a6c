package input

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ignoreCases are .gitignore files, and paths of which they ignore those that
// are marked with a !.
var ignoreCases = []struct {
	gitignore string
	paths     string
}{
	{"a.pill", "!a.pill !x/a.pill b.pill xa.pill"},
	{"/a.pill", "!a.pill x/a.pill"},
	{"x/a.pill", "a.pill !x/a.pill y/x/a.pill"},
	{"*.pill\n!keep.pill", "!a.pill keep.pill !x/a.pill x/keep.pill"},
	{"build/", "!build/a.pill !x/build/a.pill build.pill"},
	{"build", "!build/a.pill !x/build/a.pill build.pill"},
	{"/build/*\n!/build/keep", "!build/a.pill build/keep/a.pill"},
	{"build/\n!build/a.pill", "!build/a.pill"},
	{"x/**", "!x/a.pill !x/y/a.pill a.pill"},
	{"**/a.pill", "!a.pill !x/a.pill !x/y/a.pill"},
	{"x/**/a.pill", "!x/a.pill !x/y/a.pill !x/y/z/a.pill a.pill"},
	{"x/**/**/a.pill", "!x/a.pill !x/y/a.pill"},
	{"x**a.pill", "!xa.pill !xya.pill x/a.pill"},
	{"x/*/a.pill", "x/a.pill !x/y/a.pill x/y/z/a.pill"},
	{"?.pill", "!a.pill ab.pill"},
	{"[ab].pill", "!a.pill !b.pill c.pill"},
	{"[!ab].pill\n[^cd].rb", "a.pill !c.pill !a.rb c.rb"},
	{"[a-c]x[0-9].pill", "!ax1.pill !cx9.pill dx1.pill axx.pill"},
	{"[[:digit:][:upper:]].pill", "!1.pill !A.pill a.pill"},
	{"[]-].pill", "!].pill !-.pill a.pill"},
	{"[a.pill", "[a.pill a.pill"},
	{`\[a.pill`, "![a.pill a.pill"},
	{`\!a.pill`, "!!a.pill a.pill"},
	{`\#a.pill`, "!#a.pill a.pill"},
	{"# a.pill", "a.pill"},
	{"a.pill  ", "!a.pill"},
	{"a.pill\r\nb.pill\r\n", "!a.pill !b.pill c.pill"},
	{"\ufeffa.pill", "!a.pill"},
	{"a.*.pill", "!a.b.pill !a.b.c.pill a.pill"},
	{"*a*b*", "!xaxbx.pill xbxa.pill"},
	{"/", "a.pill"},
	{"!", "a.pill"},
	{"**", "!a.pill !x/a.pill"},
	{"**/", "a.pill !x/a.pill"},
	{"/*\n!/x", "!a.pill x/a.pill"},
	{"x/", "!x/a.pill y/b.pill"},
	{`a\`, "a.pill"},
}

// TestIgnore holds our reading of .gitignore against the marks, and if git is
// there the marks against git.
func TestIgnore(t *testing.T) {
	git, _ := exec.LookPath("git")
	for _, c := range ignoreCases {
		dir := t.TempDir()
		write(t, filepath.Join(dir, ".gitignore"), c.gitignore)
		mkdir(t, filepath.Join(dir, ".git"))
		var want, all []string
		for path := range strings.FieldsSeq(c.paths) {
			rest, ignored := strings.CutPrefix(path, "!")
			if !ignored {
				rest = path
				want = append(want, path)
			}
			all = append(all, rest)
			write(t, filepath.Join(dir, rest), "Bluepill.application")
		}
		if got := search(t, dir); !slices.Equal(got, sortedStrings(want)) {
			t.Errorf("%q leaves %q, want %q", c.gitignore, got, want)
		}
		if git == "" {
			continue
		}
		if got := gitLeaves(t, git, dir, all); !slices.Equal(got, sortedStrings(want)) {
			t.Errorf("%q: git leaves %q, the test expects %q", c.gitignore, got, want)
		}
	}
}

// gitLeaves returns the paths that git itself does not ignore.
func gitLeaves(t *testing.T, git, dir string, paths []string) []string {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(dir, ".git")); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(git, "init", "-q", dir).CombinedOutput(); err != nil {
		t.Fatalf("git init: %s", out)
	}
	cmd := exec.Command(git, "-c", "core.excludesFile=", "check-ignore", "--stdin", "-z")
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(strings.Join(paths, "\x00"))
	out, _ := cmd.Output() // its status is 1 if it ignores none
	ignored := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	return sortedStrings(slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return slices.Contains(ignored, p) }))
}

// TestIgnoreNested is about several .gitignore files, and what is searched.
func TestIgnoreNested(t *testing.T) {
	dir := t.TempDir()
	for path, text := range map[string]string{
		".git/info/exclude":           "excluded.rb\n",
		".gitignore":                  "*.pill\n!/ops/*.pill\n/hidden/\n",
		"a.pill":                      "",
		"ops/a.pill":                  "",
		"ops/excluded.rb":             "",
		"ops/.gitignore":              "b.pill\n",
		"ops/b.pill":                  "",
		"ops/deep/.gitignore":         "!*.pill\n",
		"ops/deep/c.pill":             "",
		"hidden/.gitignore":           "!*.pill\n",
		"hidden/d.pill":               "",
		"sub/.git":                    "gitdir: elsewhere\n", // a repository of its own
		"sub/e.pill":                  "",
		"ops/node_modules/x/f.pill":   "",
		"ops/.cache/g.pill":           "",
		"ops/vendor/bundle/x/h.pill":  "",
		"ops/vendor/cookbooks/i.pill": "",
		"ops/deep/lib/j.rb":           "",
	} {
		write(t, filepath.Join(dir, path), text)
	}
	want := []string{"ops/a.pill", "ops/deep/c.pill", "ops/deep/lib/j.rb", "sub/e.pill"}
	if got := search(t, dir); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// A folder is searched by the rules of those above it.
	if got := search(t, filepath.Join(dir, "ops")); !slices.Equal(got, []string{"a.pill", "deep/c.pill", "deep/lib/j.rb"}) {
		t.Errorf("in ops: %q", got)
	}
	// One that is ignored itself is searched when it is named.
	if got := search(t, filepath.Join(dir, "hidden")); !slices.Equal(got, []string{"d.pill"}) {
		t.Errorf("in hidden: %q", got)
	}
}

// FuzzMatchName is about time: wildcards must not make matching exponential.
func FuzzMatchName(f *testing.F) {
	f.Add("*a*a*a*a*a*b", strings.Repeat("a", 100))
	f.Add("[a-z]*[!x]", "axe")
	f.Add("[[:alpha:", "a")
	f.Fuzz(func(t *testing.T, pattern, name string) {
		if !strings.ContainsAny(pattern, `*?[\`) && matchName(pattern, name) != (pattern == name) {
			t.Errorf("%q and %q", pattern, name)
		}
		matchPath(strings.Split(pattern, "/"), strings.Split(name, "/"))
	})
}

// search returns the files found in a folder, relative to it.
func search(t *testing.T, dir string) []string {
	t.Helper()
	files, _, failed := Files([]string{dir})
	if len(failed) > 0 {
		t.Fatal(failed[0])
	}
	var list []string
	for _, f := range files {
		rel, err := filepath.Rel(dir, f.Path)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, filepath.ToSlash(rel))
	}
	return sortedStrings(list)
}

func sortedStrings(list []string) []string {
	list = append([]string{}, list...)
	slices.Sort(list)
	return list
}

func mkdir(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(path, 0o777); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	mkdir(t, filepath.Dir(path))
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
