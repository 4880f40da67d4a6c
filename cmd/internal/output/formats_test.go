package output

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/reviewdog/reviewdog/parser"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// sample is a report with all that a finding can have: a text that every format
// has to escape, several lines, a place in another file, fixes, and inputs that
// were not read.
func sample() *Report {
	shop := source.NewFile("pills/été shop.pill", "a = 1\r\n😀é = \"]]><script>\"\nb = 1\nb = 1\n")
	jobs := source.NewFile("/srv/checkout/jobs,a:b.pill", "c = 1\n")
	elsewhere := source.NewFile("/etc/bluepill/x.pill", "d = 1\n")
	at := func(f *source.File, text string) source.Span {
		start := strings.Index(f.Text, text)
		return f.Span(start, start+len(text))
	}
	hostile := "it's \"<b>\" & ]]> 100%,\na: \x1b[31m \u202e \x00 {0} [x](y) \xff::error::"
	r := &Report{Folder: "/srv/checkout"}
	r.FailLevel = diag.Warning
	r.Add(File{Source: shop, Found: []diag.Diagnostic{
		{
			Rule: "duplicate-pid-file", Severity: diag.Error, Consequence: diag.Load, Span: at(shop, "é = \"]]><script>\"\nb"), Message: hostile,
			Related: []diag.Related{{Span: at(jobs, "c"), Message: hostile}},
			Fixes: []diag.Fix{
				{Title: "Do it", Safe: true, Edits: []source.Edit{{Span: at(shop, "]]>"), New: "<&>\n"}, {Span: at(shop, "1"), New: "2"}}},
				{Title: "Do else", Edits: []source.Edit{{Span: at(shop, "b")}}},
			},
		},
		{Rule: "stop-grace-time", Severity: diag.Warning, Consequence: diag.Process, Span: shop.Span(33, 33), Message: "warned"},
		{Rule: "no-such-rule", Severity: diag.Hint, Consequence: diag.Convention, Span: at(shop, "b = 1"), Message: "hinted"},
		{Rule: "no-such-rule", Severity: diag.Hint, Consequence: diag.Convention, Span: shop.Span(at(shop, "b = 1").Start+6, shop.LineSpan(4).End), Message: "hinted"},
	}})
	r.Add(File{Source: jobs, Found: []diag.Diagnostic{
		{Rule: "naming-prefix", Severity: diag.Info, Consequence: diag.Convention, Span: at(jobs, "1"), Message: "told"},
		{Rule: "syntax-error", Severity: diag.Error, Consequence: diag.Load, Message: "no place"},
	}})
	r.Add(File{Source: elsewhere, Found: []diag.Diagnostic{one(at(elsewhere, "d"))}})
	r.Add(File{Source: source.NewFile("clean.pill", "")})
	r.Failures = []Failure{{"gone,\n.pill", "no such \"file\"\nor <folder>"}}
	return r
}

// reports are what each format is tried on.
func reports() map[string]*Report {
	return map[string]*Report{"sample": sample(), "empty": {}}
}

func TestSARIFSchema(t *testing.T) { validate(t, "sarif", "sarif-2.1.0.json") }

// validate holds reports in a format to a JSON schema.
func validate(t *testing.T, format, file string) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../../../testdata/schemas/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range reports() {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(written(format, r, Settings{Version: "v1.2.3"})))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSARIF looks at what the schema does not.
func TestSARIF(t *testing.T) {
	var log sarifLog
	if err := json.Unmarshal([]byte(written("sarif", sample(), Settings{})), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	var places []string
	for _, res := range run.Results {
		if run.Tool.Driver.Rules[res.RuleIndex].ID != res.RuleID {
			t.Errorf("%s has the index of %s", res.RuleID, run.Tool.Driver.Rules[res.RuleIndex].ID)
		}
		for _, l := range res.Locations {
			places = append(places, l.Physical.Artifact.URIBaseID+" "+l.Physical.Artifact.URI)
		}
	}
	const shop = srcRoot + " pills/%C3%A9t%C3%A9%20shop.pill"
	if want := []string{shop, shop, shop, shop, srcRoot + " ./jobs,a:b.pill", " file:///etc/bluepill/x.pill"}; !slices.Equal(places, want) {
		t.Errorf("places %q, want %q", places, want)
	}
	if got, want := *run.Results[0].Locations[0].Physical.Region, (sarifRegion{2, 2, 3, 2, &sarifContent{"é = \"]]><script>\"\nb"}}); got.Snippet.Text != want.Snippet.Text ||
		got.StartColumn != want.StartColumn || got.EndLine != want.EndLine || got.EndColumn != want.EndColumn {
		t.Errorf("region %+v", got)
	}
	if run.Invocations[0].ExecutionSuccessful || len(run.Invocations[0].Notifications) != 1 {
		t.Errorf("invocation %+v", run.Invocations[0])
	}
}

// TestExplained: who has no place for what explains a finding reads it in the
// message, and SARIF's message links to it.
func TestExplained(t *testing.T) {
	shop, jobs := source.NewFile("shop.pill", "a\nb\n"), source.NewFile("jobs.pill", "c\n")
	d := one(shop.Span(0, 1))
	d.Message = "wrong"
	d.Related = []diag.Related{{Span: shop.Span(2, 3), Message: "set [here]"}, {Span: jobs.Span(0, 1), Message: "called"}, {Message: "nowhere"}}
	r := reportOf(d)
	for format, want := range map[string]string{
		"sarif":      `"wrong ([set \\[here\\]](1), [called](2), [nowhere](3))"`,
		"gitlab":     `"wrong (line 2: set [here]; jobs.pill:1: called)"`,
		"checkstyle": `"wrong (line 2: set [here]; jobs.pill:1: called)"`,
	} {
		if out := written(format, r, Settings{}); !strings.Contains(out, want) {
			t.Errorf("%s: no %s in\n%s", format, want, out)
		}
	}
	d.Related = nil
	if out := written("sarif", reportOf(d), Settings{}); !strings.Contains(out, `"wrong"`) {
		t.Errorf("no message without links in\n%s", out)
	}
}

// TestFingerprints: they differ within a run, and stay when lines move.
func TestFingerprints(t *testing.T) {
	printsOf := func(text string) []string {
		f := source.NewFile("a.pill", text)
		r, p := reportOf(one(f.Span(0, 1))), fingerprinter{}
		var out []string
		for at := 0; ; at++ {
			n := strings.Index(text[at:], "b = 1")
			if n < 0 {
				return out
			}
			at += n
			out = append(out, p.of(r, one(f.Span(at, at+1))))
		}
	}
	before, after := printsOf("b = 1\nb = 1\nb = 1 # c\n"), printsOf("# new\n\n  b  = 1\n b = 1\n\tb = 1\n\nb = 1   # c")
	if len(slices.Compact(slices.Sorted(slices.Values(before)))) != 3 {
		t.Errorf("not unique: %q", before)
	}
	if !slices.Equal(before, after) {
		t.Errorf("after lines were moved\n%q\nbefore\n%q", after, before)
	}
}

// TestGitLab holds a report to what GitLab demands: each finding is an issue,
// and no two have the same fingerprint.
func TestGitLab(t *testing.T) {
	validate(t, "gitlab", "gitlab-codequality.json")
	for name, r := range reports() {
		var issues []gitLabIssue
		if err := json.Unmarshal([]byte(written("gitlab", r, Settings{})), &issues); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(issues) != r.Counts.Total() {
			t.Errorf("%s: %d issues, want %d", name, len(issues), r.Counts.Total())
		}
		seen := map[string]bool{}
		for _, i := range issues {
			if seen[i.Fingerprint] || i.Location.Lines.End < i.Location.Lines.Begin {
				t.Errorf("%s: %+v", name, i)
			}
			seen[i.Fingerprint] = true
		}
	}
}

// TestJUnitSchema asks xmllint whether a report is one by Jenkins' schema.
func TestJUnitSchema(t *testing.T) {
	for name, r := range reports() {
		path := filepath.Join(t.TempDir(), "junit.xml")
		if err := os.WriteFile(path, []byte(written("junit", r, Settings{})), 0o666); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("xmllint", "--noout", "--schema", "../../../testdata/schemas/junit-jenkins.xsd", path).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	text := written("junit", sample(), Settings{})
	for _, want := range []string{
		`<testsuites name="pilllint" tests="5" failures="3" errors="1">`, `<testcase name="clean.pill" classname="pilllint"></testcase>`,
		`type="stop-grace-time"`, `<system-out>`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

// TestReviewdog reads four formats with reviewdog's own code.
func TestReviewdog(t *testing.T) {
	for _, format := range []string{"rdjson", "rdjsonl", "checkstyle", "sarif"} {
		p, err := parser.New(&parser.Option{FormatName: format})
		if err != nil {
			t.Fatal(err)
		}
		read, err := p.Parse(strings.NewReader(written(format, sample(), Settings{})))
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		var got []string
		for _, d := range read {
			start := d.GetLocation().GetRange().GetStart()
			got = append(got, strings.Join([]string{
				d.GetLocation().GetPath(), number(start.GetLine()), number(start.GetColumn()), d.GetSeverity().String(), d.GetCode().GetValue(),
			}, " "))
		}
		for _, want := range map[string][]string{
			// Columns of characters; reviewdog takes them as they are.
			"checkstyle": {"pills/été shop.pill 2 2 ERROR pilllint.duplicate-pid-file", "jobs,a:b.pill 1 5 INFO pilllint.naming-prefix"},
			// Columns of bytes, of which the emoji has four.
			"rdjson":  {"pills/été shop.pill 2 5 ERROR duplicate-pid-file", "jobs,a:b.pill 1 5 INFO naming-prefix"},
			"rdjsonl": {"pills/été shop.pill 2 5 ERROR duplicate-pid-file", "/etc/bluepill/x.pill 1 1 ERROR some-rule"},
			"sarif":   {"pills/été shop.pill 2 2 ERROR duplicate-pid-file"},
		}[format] {
			if !slices.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", format, want, strings.Join(got, "\n"))
			}
		}
		if s := read[0].GetSuggestions(); strings.HasPrefix(format, "rdjson") &&
			(len(s) != 1 || s[0].GetText() != "2\r\n😀é = \"<&>\n" || s[0].GetRange().GetEnd().GetColumn() != 14) {
			t.Errorf("%s: suggestions %v", format, s)
		}
	}
}

func number(n int32) string { return string(encode(n)) }

// TestVim reads the gcc format as the quickfix list of Vim does.
func TestVim(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.txt"), filepath.Join(dir, "out.json")
	if err := os.WriteFile(in, []byte(written("gcc", sample(), Settings{})), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("vim", "-Nesu", "NONE", "-i", "NONE", "--not-a-term", "-c", `set encoding=utf-8 errorformat=%f:%l:%c:\ %t%*[a-z]:\ %m`,
		"-c", "cgetfile "+in, "-c", "call writefile([json_encode(map(getqflist(), '[bufname(v:val.bufnr), v:val.lnum, v:val.col, v:val.type, v:val.text]'))], '"+out+"')", "-c", "qa!")
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var list [][]any
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	want := [][]any{
		{"pills/été shop.pill", 2.0, 2.0, "e"},
		{"/srv/checkout/jobs,a:b.pill", 1.0, 1.0, "n"},
		{"pills/été shop.pill", 3.0, 4.0, "w"},
	}
	for i, w := range want {
		if i >= len(list) || !slices.Equal(list[i][:4], w) {
			t.Fatalf("item %d of %v, want %v", i, list, w)
		}
	}
}

// TestXML: checkstyle and junit are XML that names their text as it is.
func TestXML(t *testing.T) {
	for _, format := range []string{"checkstyle", "junit"} {
		if err := validXML(written(format, sample(), Settings{})); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
}

func validXML(text string) error {
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// FuzzFormats: no message, path or text breaks a format.
func FuzzFormats(f *testing.F) {
	f.Add("a.pill", "b = 1\n", "wrong", 0, 1)
	f.Add("a\n,:%.pill", "\xff]]>\u202e\r\n<!--", "]]></script>\x00\x1b%0A::error::", 2, 9)
	f.Fuzz(func(t *testing.T, path, text, message string, start, end int) {
		src := source.NewFile(path, text)
		d := one(src.Span(start, end))
		d.Message = message
		d.Related = []diag.Related{{Span: d.Span, Message: message}}
		d.Fixes = []diag.Fix{{Title: message, Edits: []source.Edit{{Span: d.Span, New: message}}}}
		r := reportOf(d, d)
		r.Failures = []Failure{{path, message}}
		for _, format := range Formats() {
			checkFormat(t, format.Name, written(format.Name, r, Settings{}))
		}
	})
}

// checkFormat checks what can be told of any output of a format.
func checkFormat(t *testing.T, format, out string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	switch format {
	case "json", "sarif", "gitlab", "rdjson":
		if !json.Valid([]byte(out)) {
			t.Errorf("%s: no JSON: %q", format, out)
		}
	case "jsonl", "rdjsonl":
		for _, line := range lines {
			if !json.Valid([]byte(line)) {
				t.Errorf("%s: no JSON: %q", format, line)
			}
		}
	case "checkstyle", "junit":
		if err := validXML(out); err != nil {
			t.Errorf("%s: %v: %q", format, err, out)
		}
	case "github":
		for _, line := range lines {
			if _, err := parseCommand(line); err != nil {
				t.Errorf("%v", err)
			}
		}
	case "concise", "gcc":
		if want := map[string]int{"concise": 2, "gcc": 4}[format]; len(lines) != want {
			t.Errorf("%s: %d lines, want %d: %q", format, len(lines), want, out)
		}
	}
	if format != "html" && bytes.ContainsAny([]byte(out), "\x1b\x00") {
		t.Errorf("%s: a control character: %q", format, out)
	}
}
