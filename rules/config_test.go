package rules

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// configure reads a configuration that must be right.
func configure(t *testing.T, text string) *Config {
	t.Helper()
	c, problems := ReadConfig(source.NewFile(".pilllint.yml", text), "/srv")
	for _, p := range problems {
		t.Errorf("%s\n%s", p, text)
	}
	return c
}

// configExamples are right configurations: the examples of all keys, the
// starter file, and some that are odd.
func configExamples() []string {
	list := []string{
		"", "# nothing\n", "profile:\nrules:\nversions:\nenvironment:\n",
		"rules: {missing-log: off, relative-path: 'on', naming-prefix: {prefixes: []}, all: hint, comment: false}",
		"versions: {ruby: '3.10', bluepill: 0.0.70}",
		"constants: {A: [1, 2.5, x, true, null], B::C: null, D: -3}",
		StarterConfig(),
		regexp.MustCompile(`(?m)^#([^ ])`).ReplaceAllString(regexp.MustCompile(`(?m)^#(  )`).ReplaceAllString(StarterConfig(), "$1"), "$1"),
	}
	for _, key := range ConfigKeys() {
		list = append(list, key.Example)
	}
	return list
}

// TestConfigKeys holds the table to its word: each key is documented, and its
// example gives a value, which is shown with its place.
func TestConfigKeys(t *testing.T) {
	for _, key := range ConfigKeys() {
		if key.Text == "" || !strings.HasSuffix(key.Text, ".") || key.Preset == "" {
			t.Errorf("%s is not documented", key.Name)
		}
		c := configure(t, key.Example)
		found := false
		for _, v := range c.Values() {
			if v.Key == key.Name || strings.HasPrefix(v.Key, key.Name+".") {
				found = found || !c.Place(v.Key).IsZero()
			}
		}
		if !found {
			t.Errorf("the example of %s gives no value:\n%s", key.Name, key.Example)
		}
	}
}

// TestStarterConfig: the starter file changes nothing, and in force gives all
// keys a value.
func TestStarterConfig(t *testing.T) {
	if got, want := configure(t, StarterConfig()).Values(), (*Config)(nil).Values(); !reflect.DeepEqual(got, want) {
		t.Errorf("the starter file changes something: %v", got)
	}
	all := configure(t, configExamples()[7])
	for _, key := range ConfigKeys() {
		if len(key.show(all)) == 0 {
			t.Errorf("the starter file has no %s", key.Name)
		}
	}
}

const schemaFile = "../docs/pilllint.schema.json"

// TestSchema keeps the committed schema true to the table, and holds it
// against our own reading with a validator of JSON Schema.
func TestSchema(t *testing.T) {
	want := ConfigSchema()
	if *update {
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := os.ReadFile(schemaFile); !bytes.Equal(got, want) {
		t.Errorf("%s is out of date: run `go test ./rules -run TestSchema -update`", schemaFile)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(want))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(SchemaURL, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(SchemaURL) // which checks it against draft 7's own schema
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range configExamples() {
		configure(t, text)
		if err := schema.Validate(asJSON(t, dropEmpty(text))); err != nil {
			t.Errorf("the schema refuses what is right: %v\n%s", err, text)
		}
	}
	for _, text := range []string{
		"a: b", "[]", "profile: heroku", "fail_level: 3", "exclude: a", "exclude: ['']", "rules: {a: off}", "rules: {syntax-error: off}",
		"rules: {missing-log: of}", "rules: {missing-log: {severity: hint, x: 1}}", "rules: {naming-prefix: {prefixes: a}}", "rules: [a]",
		"rules: {all: {severity: hint}}", "versions: {ruby: latest}", "versions: {rails: 1.2}", "environment: {A: [b]}", "constants: {a: b}",
		"constants: {A: {b: c}}", "constants: {A: [[b]]}", "baseline: 3",
	} {
		if _, problems := ReadConfig(source.NewFile(".pilllint.yml", text), "/srv"); len(problems) == 0 {
			t.Errorf("this is read without a problem: %s", text)
		}
		if err := schema.Validate(asJSON(t, text)); err == nil {
			t.Errorf("the schema takes this: %s", text)
		}
	}
}

// dropEmpty takes the keys without a value out, which editors mark, too, but
// which a person who puts things into comments leaves behind.
func dropEmpty(text string) string {
	if strings.HasPrefix(text, "profile:\n") {
		return ""
	}
	return text
}

// asJSON is a text of YAML as a JSON value.
func asJSON(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

const configPage = "../docs/configuration.md"

// TestConfigPage keeps the list of keys in the documentation true to the table.
func TestConfigPage(t *testing.T) {
	const begin, end = "<!-- keys: written by go test ./rules -run TestConfigPage -update -->\n", "<!-- end of keys -->\n"
	data, err := os.ReadFile(configPage)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(data), begin)
	_, tail, ended := strings.Cut(rest, end)
	if !ok || !ended {
		t.Fatalf("%s has no place for the keys", configPage)
	}
	var b strings.Builder
	for _, key := range ConfigKeys() {
		b.WriteString("\n### " + key.Name + "\n\n" + key.Text + "\n\nDefault: " + key.Preset + ".\n\n```yaml\n" + key.Example + "\n```\n")
	}
	b.WriteString("\n### Options of rules\n\n| rule | option | what it is | default |\n| --- | --- | --- | --- |\n")
	for _, r := range All() {
		for _, o := range r.Options {
			b.WriteString("| " + r.Name + " | `" + o.Name + "` | " + o.Text + " | `" + inline(o.Preset) + "` |\n")
		}
	}
	want := head + begin + b.String() + "\n" + end + tail
	if *update {
		if err := os.WriteFile(configPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(data) != want {
		t.Errorf("%s is out of date: run `go test ./rules -run TestConfigPage -update`", configPage)
	}
}

// TestRuleSettings is about which rules run, and as how severe.
func TestRuleSettings(t *testing.T) {
	for _, c := range []struct {
		config  string
		options Options
		want    string // of missing-log, a warning, and naming-prefix, a convention
	}{
		{"", Options{}, "warning warning"},
		{"", Options{Profile: Bluepill}, "warning -"},
		{"profile: bluepill", Options{}, "warning -"},
		{"profile: bluepill", Options{Profile: Cloud66}, "warning warning"},
		{"rules: {missing-log: off, naming-prefix: hint}", Options{}, "- hint"},
		{"rules: {all: off}", Options{}, "- -"},
		{"rules: {all: off, missing-log: on}", Options{}, "warning -"},
		{"rules: {all: error, process: info, missing-log: hint}", Options{}, "hint error"},
		{"rules: {all: hint}", Options{Profile: Bluepill}, "hint -"},
		{"rules: {convention: off, naming-prefix: info}", Options{}, "warning info"},
		{"{profile: bluepill, rules: {naming-prefix: info}}", Options{}, "warning info"},
		{"{profile: bluepill, rules: {convention: info}}", Options{}, "warning info"},
		{"rules: {naming-prefix: info}", Options{Profile: Bluepill}, "warning -"},
		{"rules: {missing-log: off}", Options{Select: []string{"missing-log"}}, "warning -"},
		{"rules: {missing-log: hint}", Options{Select: []string{"all"}}, "hint warning"},
		{"profile: bluepill", Options{Select: []string{"all"}}, "warning -"},
		{"profile: bluepill", Options{Select: []string{"convention"}}, "- warning"},
		{"", Options{Select: []string{"process"}, Ignore: []string{"missing-log"}}, "- -"},
		{"", Options{Ignore: []string{"convention"}}, "warning -"},
		{"rules: {missing-log: on}", Options{Ignore: []string{"all"}}, "- -"},
	} {
		o := c.options
		o.Configuration = configure(t, c.config)
		var got []string
		for _, r := range []*Rule{missingLog, namingPrefix} {
			severity, on := o.setting(r)
			if !on {
				severity = 0
			}
			got = append(got, strings.Replace(severity.String(), "none", "-", 1))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s %v: %s, want %s", c.config, c.options, s, c.want)
		}
		if !o.runs(syntaxError) {
			t.Errorf("%s %v: syntax-error is off", c.config, c.options)
		}
	}
}

// TestSeverityOf: what is milder than its rule stays so.
func TestSeverityOf(t *testing.T) {
	for _, c := range [][4]diag.Severity{ // found, rule's, made, want
		{diag.Warning, diag.Warning, diag.Error, diag.Error}, {diag.Info, diag.Warning, diag.Error, diag.Info},
		{diag.Info, diag.Warning, diag.Hint, diag.Hint}, {diag.Error, diag.Warning, diag.Info, diag.Info},
		{diag.Info, diag.Warning, diag.Warning, diag.Info}, {diag.Error, diag.Warning, diag.Warning, diag.Error},
	} {
		if got := severityOf(c[0], c[1], c[2]); got != c[3] {
			t.Errorf("%v: %v", c, got)
		}
	}
}

// TestAssumedValuesAreNew: a pill that changes a constant does not change it
// for the next.
func TestAssumedValuesAreNew(t *testing.T) {
	c := configure(t, "constants: {ROOT: /srv, LIST: [a]}")
	text := "LIST << 1\nROOT << \"/x\"\nBluepill.application(ROOT + LIST.size.to_s) {}\n"
	for range 2 {
		doc := parser.Read(source.NewFile("x.pill", text), c.Assume(eval.Env{}))
		if name, _ := doc.Config.Apps[0].NameText(); name != "/srv/x2" {
			t.Errorf("got %q", name)
		}
	}
}

func TestExcludes(t *testing.T) {
	c := configure(t, `exclude: [old, "gen/**/*.pill", "*_x.pill", "./dir/", "{a,b}/c"]`)
	for path, want := range map[string]bool{
		"/srv/old/a.pill": true, "/srv/old/b/a.pill": true, "/srv/older/a.pill": false, "/srv/sub/old/a.pill": false,
		"/srv/gen/a.pill": true, "/srv/gen/b/a.pill": true, "/srv/gen/a.rb": false, "/srv/a_x.pill": true, "/srv/s/a_x.pill": false,
		"/srv/dir/a.pill": true, "/srv/a/c/d.pill": true, "/srv/c/c/d.pill": false, "/old/a.pill": false, "/srv2/old/a.pill": false,
	} {
		if _, got := c.Excludes(filepath.FromSlash(path)); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

// TestFindConfig is about where configurations are looked for, and that each
// folder is looked at once.
func TestFindConfig(t *testing.T) {
	files := map[string]string{
		"/.pilllint.yml": "", "/srv/.pilllint.yaml": "profile: bluepill", "/srv/repo/.git": "", "/both/.pilllint.yml": "", "/both/.pilllint.yaml": "",
	}
	reads := 0
	c := &Configs{
		Dir: "/srv",
		ReadFile: func(path string) ([]byte, error) {
			reads++
			if text, ok := files[path]; ok {
				return []byte(text), nil
			}
			return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
		},
		Exists: func(path string) bool { _, ok := files[path]; return ok },
	}
	for path, want := range map[string]string{
		"/srv/a.pill": ".pilllint.yaml", "/srv/x/y/a.pill": ".pilllint.yaml", "/srv/repo/x/a.pill": "", "/opt/a.pill": "/.pilllint.yml",
	} {
		config, problems := c.For(path)
		got := ""
		if config != nil {
			got = config.File.Path
		}
		if got != want || len(problems) > 0 {
			t.Errorf("%s: %q, want %q; %v", path, got, want, problems)
		}
	}
	before := reads
	c.For("/srv/x/y/b.pill")
	if reads != before {
		t.Errorf("a folder was looked at twice")
	}
	if _, problems := c.For("/both/a.pill"); len(problems) != 1 {
		t.Errorf("two configurations in a folder: %v", problems)
	}
}

// FuzzReadConfig: no text ends the program, and each problem has a place.
func FuzzReadConfig(f *testing.F) {
	for _, text := range configExamples() {
		f.Add(text)
	}
	f.Add("a: &a [*a]\nb: *a")
	f.Fuzz(func(t *testing.T, text string) {
		src := source.NewFile(".pilllint.yml", text)
		config, problems := ReadConfig(src, "/srv")
		for _, p := range problems {
			if p.Span.File != src || p.Message == "" {
				t.Errorf("%q: %v", text, p)
			}
		}
		config.Values()
		config.Assume(eval.Env{})
		ReadBaseline(src)
	})
}
