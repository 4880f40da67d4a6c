package output

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// writeSARIF writes a log of SARIF 2.1.0 with one run. It does not tell when
// or in which folder pilllint ran, so that the same findings give the same
// bytes everywhere; %SRCROOT% is for the reader to fill in.
func writeSARIF(b *bufio.Writer, r *Report, s Settings) {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "pilllint", Version: s.Version, InformationURI: projectURL, Rules: []sarifRule{}}
	run.OriginalURIBaseIDs = map[string]sarifBase{srcRoot: {sarifText{"The folder that pilllint ran in."}}}
	run.Invocations = []sarifInvocation{{ExecutionSuccessful: len(r.Failures) == 0}}
	for _, f := range r.Failures {
		run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, sarifNotification{
			Level: "error", Message: sarifMessage(f.Message), Locations: []sarifLocation{{Physical: sarifPhysical{Artifact: r.sarifArtifact(f.Path)}}},
		})
	}
	names := foundRules(r)
	for _, name := range names {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(name))
	}
	prints := fingerprinter{}
	for d := range r.All {
		run.Results = append(run.Results, r.sarifResult(d, slices.Index(names, d.Rule), prints.of(r, d)))
	}
	b.Write(encode(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	}))
	b.WriteByte('\n')
}

// srcRoot is what SARIF's readers call the folder of a checkout.
const srcRoot = "%SRCROOT%"

// foundRules returns the names of the rules that found something, sorted.
func foundRules(r *Report) []string {
	var names []string
	for d := range r.All {
		names = append(names, d.Rule)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func sarifRuleOf(name string) sarifRule {
	out := sarifRule{ID: name, HelpURI: rules.PageURL(name)}
	rule, ok := rules.Find(name)
	if !ok {
		out.Short, out.Help.Text = sarifText{name}, name
		return out
	}
	out.Short, out.Full = sarifText{rule.Title}, &sarifText{rule.Text}
	out.Help = sarifHelp{rule.Text, ruleMarkdown(rule)}
	out.Default = &sarifConfiguration{sarifLevel(rule.Severity)}
	out.Properties = &sarifRuleProperties{[]string{string(rule.Consequence)}, problemSeverity(rule.Severity), rule.Since}
	if rule.Convention {
		out.Properties.Tags = append(out.Properties.Tags, string(rules.Cloud66))
	}
	return out
}

func (r *Report) sarifResult(d diag.Diagnostic, rule int, fingerprint string) sarifResult {
	out := sarifResult{
		RuleID: d.Rule, RuleIndex: rule, Level: sarifLevel(d.Severity), Message: sarifMessageWithLinks(d),
		Fingerprints: map[string]string{"pilllint/v1": fingerprint},
		Properties:   sarifResultProperties{d.Severity.String(), string(d.Consequence)},
	}
	if !d.Span.IsZero() {
		out.Locations = []sarifLocation{{Physical: r.sarifPhysical(d.Span)}}
	}
	for i, related := range d.Related {
		message := sarifMessage(related.Message)
		out.Related = append(out.Related, sarifLocation{ID: i + 1, Physical: r.sarifPhysical(related.Span), Message: &message})
	}
	for _, f := range d.Fixes {
		if fix, ok := r.sarifFix(f); ok {
			out.Fixes = append(out.Fixes, fix)
		}
	}
	return out
}

// sarifMessage returns a message in which nothing can be taken for a link.
func sarifMessage(text string) sarifText {
	return sarifText{strings.ReplaceAll(text, "](", `\](`)}
}

// sarifMessageWithLinks returns the message of a finding with links to what
// explains it, as GitHub shows only those places that a message links to.
func sarifMessageWithLinks(d diag.Diagnostic) sarifText {
	message := sarifMessage(d.Message)
	separator := " ("
	for i, related := range d.Related {
		message.Text += fmt.Sprintf("%s[%s](%d)", separator, sarifLinkText.Replace(related.Message), i+1)
		separator = ", "
	}
	if len(d.Related) > 0 {
		message.Text += ")"
	}
	return message
}

// sarifLinkText escapes what would end the text of a link.
var sarifLinkText = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`)

// sarifFix returns a fix, whose edits are sorted by file.
func (r *Report) sarifFix(f diag.Fix) (out sarifFix, ok bool) {
	out = sarifFix{Description: sarifText{f.Title}, Properties: sarifFixProperties{f.Safe}}
	var files []*source.File
	for _, e := range f.Edits {
		i := slices.Index(files, e.Span.File)
		if i < 0 {
			i = len(files)
			files = append(files, e.Span.File)
			out.Changes = append(out.Changes, sarifChange{Artifact: r.sarifArtifact(e.Span.File.Path)})
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, sarifReplacement{sarifRegionOf(e.Span, false), &sarifContent{e.New}})
	}
	return out, len(files) > 0
}

func (r *Report) sarifPhysical(s source.Span) sarifPhysical {
	if s.IsZero() {
		return sarifPhysical{Artifact: sarifArtifact{URI: "."}}
	}
	region := sarifRegionOf(s, true)
	return sarifPhysical{r.sarifArtifact(s.File.Path), &region}
}

func (r *Report) sarifArtifact(path string) sarifArtifact {
	uri, inFolder := r.uri(path)
	if inFolder {
		return sarifArtifact{uri, srcRoot}
	}
	return sarifArtifact{URI: uri}
}

func sarifRegionOf(s source.Span, snippet bool) sarifRegion {
	at := rangeJSON(s)
	out := sarifRegion{StartLine: at.Start.Line, StartColumn: at.Start.Column, EndLine: at.End.Line, EndColumn: at.End.Column}
	if snippet {
		out.Snippet = &sarifContent{s.Text()}
	}
	return out
}

// sarifLevel returns one of SARIF's three levels.
func sarifLevel(s diag.Severity) string {
	if s <= diag.Warning {
		return s.String()
	}
	return "note"
}

// problemSeverity returns what GitHub calls a level.
func problemSeverity(s diag.Severity) string {
	if s <= diag.Warning {
		return s.String()
	}
	return "recommendation"
}
