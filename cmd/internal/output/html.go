package output

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/rules"
)

//go:embed page
var pageFiles embed.FS

// writeHTML writes one page for a browser: the findings in their source, the
// documentation of their rules, and how each process is stopped. It asks nothing
// of any server, and without scripts it only lacks the filter.
func writeHTML(b *bufio.Writer, r *Report, s Settings) {
	t := template.Must(template.New("page.html").ParseFS(pageFiles, "page/*.html"))
	if err := t.Execute(b, newPage(r, s)); err != nil {
		return // the writer's, which it keeps
	}
}

// A page is what the template shows.
type page struct {
	Title    string
	Version  string
	Style    template.CSS
	Script   template.JS
	Policy   string // what the browser is to allow: nothing but the page's own style and script
	Failed   bool
	Summary  string
	Counts   []pageCount // all severities, from worst to mildest
	Files    []*pageFile // those that have something to show
	Clean    []string    // the others
	Failures []Failure
	Rules    []pageRule
}

// A pageCount is how many findings there are of a severity.
type pageCount struct {
	Severity string
	Label    string
	N        int
}

// A pageRule is the documentation of a rule that found something.
type pageRule struct {
	Name        string
	URL         string
	N           int // how often it did
	Severity    string
	Consequence string
	Title       string
	Text        template.HTML
	Bad, Good   string
}

func newPage(r *Report, s Settings) *page {
	style, script := asset("page.css"), asset("page.js")
	p := &page{
		Title: "pilllint: " + r.Summary.String(), Version: s.Version, Style: template.CSS(style), Script: template.JS(script),
		Policy: "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '" + hashOf(style) + "'; script-src '" + hashOf(script) + "'",
		Failed: r.Fails() || len(r.Failures) > 0, Summary: r.Summary.String(), Counts: pageCounts(r.Counts),
	}
	for _, f := range r.Failures {
		p.Failures = append(p.Failures, Failure{printable(f.Path), printable(f.Message)})
	}
	ids := pageIDs(r)
	for _, file := range r.Files {
		if len(file.Found)+len(file.Stops)+len(file.Runs) == 0 {
			p.Clean = append(p.Clean, printable(file.Source.Path))
			continue
		}
		p.Files = append(p.Files, newPageFile(file, ids))
	}
	for _, name := range foundRules(r) {
		p.Rules = append(p.Rules, pageRuleOf(name, r))
	}
	return p
}

// pageCounts returns the numbers of findings by severity.
func pageCounts(c Counts) []pageCount {
	var counts []pageCount
	for level := diag.Error; level <= diag.Hint; level++ {
		label := level.String()
		if c[level] != 1 && level != diag.Info {
			label += "s"
		}
		counts = append(counts, pageCount{level.String(), label, c[level]})
	}
	return counts
}

func pageRuleOf(name string, r *Report) pageRule {
	out := pageRule{Name: name, URL: rules.PageURL(name), Title: name}
	for d := range r.All {
		if d.Rule == name {
			out.N++
		}
	}
	if rule, ok := rules.Find(name); ok {
		out.Severity, out.Consequence = rule.Severity.String(), string(rule.Consequence)+": "+rule.Consequence.Means()
		out.Title, out.Text = rule.Title, markdownHTML(rule.Text)
		out.Bad, out.Good = strings.TrimSpace(rule.Bad), strings.TrimSpace(rule.Good)
	}
	return out
}

// pageIDs returns what each file is called in links.
func pageIDs(r *Report) map[string]string {
	ids := map[string]string{}
	for i, f := range r.Files {
		ids[f.Source.Path] = fmt.Sprintf("f%d", i+1)
	}
	return ids
}

// asset returns an embedded file.
func asset(name string) string {
	data, err := pageFiles.ReadFile("page/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	return string(data)
}

// hashOf returns what a content security policy calls a text.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// worst returns the worst severity of some findings.
func worst(ds []diag.Diagnostic) diag.Severity {
	return slices.MinFunc(ds, func(a, b diag.Diagnostic) int { return int(a.Severity) - int(b.Severity) }).Severity
}
