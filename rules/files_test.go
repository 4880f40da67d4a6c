package rules

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/pilllint/pilllint/parser/diag"
)

// gathered reads a pill with one application and one process.
func gathered(path, app, process string) *Facts {
	return Gather(read(path, pillOf(app, process)), Options{})
}

// pillOf is the text of such a pill.
func pillOf(app, process string) string {
	return fmt.Sprintf(
		"Bluepill.application(%q) { |app| app.process(%q) { |process| process.start_command = \"a\"; process.daemonize = true; process.pid_file = \"/run/a.pid\" } }\n",
		app, process)
}

// TestTogetherIsPure checks the same files in two orders.
func TestTogetherIsPure(t *testing.T) {
	files := []*Facts{gathered("pills/a.pill", "a", "web"), nil, gathered("pills/b.pill", "b", "web"), gathered("pills/c.pill", "a", "mail")}
	first := CheckTogether(files, Options{})
	slices.Reverse(files)
	if second := CheckTogether(files, Options{}); !reflect.DeepEqual(first, second) {
		t.Errorf("first:\n%sthen:\n%s", list(first), list(second))
	}
	if len(first) != 4 {
		t.Errorf("there should be 4 findings:\n%s", list(first))
	}
}

// TestAlone gives what has no other file to clash with.
func TestAlone(t *testing.T) {
	for _, files := range [][]*Facts{nil, {nil}, {gathered("a.pill", "a", "web")}, {gathered("a.pill", "a", "web"), nil}} {
		if ds := CheckTogether(files, Options{}); len(ds) > 0 {
			t.Errorf("%d files:\n%s", len(files), list(ds))
		}
	}
	link := []*Facts{gathered("pills/a.pill", "a", "web"), gathered("enabled/a.pill", "a", "web"), gathered("pills/a.pill", "a", "web")}
	if ds := CheckTogether(link, Options{}); len(ds) > 0 {
		t.Errorf("one file by three names:\n%s", list(ds))
	}
	if Gather(read("broken.pill", "Bluepill.application("), Options{}) != nil {
		t.Error("a file that cannot be trusted has facts")
	}
}

// TestManyFiles checks that files which are all alike are not compared each with
// each.
func TestManyFiles(t *testing.T) {
	const n = 3_000
	files := make([]*Facts, n)
	for i := range files {
		files[i] = gathered(fmt.Sprintf("pills/%d.pill", i), fmt.Sprint("app", i), "web")
	}
	start := time.Now()
	CheckTogether(files, Options{})
	if took := time.Since(start); took > time.Second {
		t.Errorf("%d files took %v", n, took)
	}
}

// TestNear tells files that run side by side from those that do not.
func TestNear(t *testing.T) {
	for _, c := range []struct {
		one, other       string
		oneApp, otherApp string
		want             nearness
	}{
		{"autoload/a.pill", "autoload/b.pill", "a", "b", together},
		{"/etc/bluepill/a.pill", "/etc/bluepill/b.pill", "a", "b", together},
		{"config/a.pill", "config/b.pill", "a", "b", related},
		{"a/a.pill", "b/b.pill", "a", "b", related},
		{"pills/staging/a.pill", "pills/production/a.pill", "a", "b", unrelated},
		{"pills/a.pill", "pills/a.staging.pill", "a", "b", unrelated},
		{"pills/a.pill", "pills/b.pill", "a_staging", "b_production", unrelated},
		{"pills/a_staging.pill", "pills/b_staging.pill", "a", "b", together},
		{"examples/a.pill", "examples/b.pill", "a", "b", unrelated},
		{"pills/a.pill", "pills/a.old.pill", "a", "b", unrelated},
		{"/tmp/pills/a.pill", "/tmp/pills/b.pill", "a", "b", together},
	} {
		one, other := gathered(c.one, c.oneApp, "web"), gathered(c.other, c.otherApp, "web")
		if got := near(&one.Apps[0], &other.Apps[0]); got != c.want {
			t.Errorf("%s (%s) and %s (%s): %v, want %v", c.one, c.oneApp, c.other, c.otherApp, got, c.want)
		}
	}
}

// TestTogetherProfile leaves out rules as Check does.
func TestTogetherProfile(t *testing.T) {
	files := []*Facts{gathered("pills/a.pill", "a", "web"), gathered("pills/b.pill", "b", "web")}
	for _, d := range CheckTogether(files, Options{Profile: Bluepill, Versions: Versions{Bluepill: Version{0, 0, 60}}}) {
		if d.Rule == sharedProcessName.Name || d.Severity == diag.Error {
			t.Errorf("not expected: %s", list([]diag.Diagnostic{d}))
		}
	}
}

// TestTogetherHeedsEachFile: what is found across files is judged by the
// configuration and the comments of the file that it is in.
func TestTogetherHeedsEachFile(t *testing.T) {
	const rule = "shared-process-name"
	config := func(text string) Options { return Options{Configuration: configure(t, text)} }
	for _, c := range []struct {
		comment string
		options Options
		want    string
	}{
		{"", Options{}, "warning"},
		{"", config("rules: {" + rule + ": off}"), ""},
		{"", config("rules: {" + rule + ": hint}"), "hint"},
		{"# pilllint:ignore-file " + rule + " -- another machine\n", Options{}, ""},
		{"# pilllint:ignore-file missing-log -- another rule\n", Options{}, "warning"},
	} {
		b := Gather(read("pills/b.pill", c.comment+pillOf("b", "web")), c.options)
		got := ""
		for _, d := range ofRule(CheckTogether([]*Facts{gathered("pills/a.pill", "a", "web"), b}, Options{}), rule) {
			got += d.Severity.String()
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.comment, got, c.want)
		}
	}
}
