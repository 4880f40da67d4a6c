package rules

// This file writes the documentation of rules as Markdown, for docs/rules and
// for editors.

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/template"
)

// docs is where the pages of the rules are published.
const docs = "https://github.com/pilllint/pilllint/blob/main/docs/rules/"

// URL returns where the rule's page is published.
func (r *Rule) URL() string { return PageURL(r.Name) }

// PageURL returns where the page of a rule of that name is, or would be. What
// is found by running a pill is no rule's, and has one page in common.
func PageURL(name string) string {
	if strings.HasPrefix(name, "verify-") {
		return docs + "../verify.md"
	}
	return docs + url.PathEscape(name) + ".md"
}

// Profiles returns the profiles that the rule belongs to.
func (r *Rule) Profiles() []Profile {
	if r.Convention {
		return []Profile{Cloud66}
	}
	return []Profile{Cloud66, Bluepill}
}

// Markdown returns the rule's page.
func (r *Rule) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s.\n\n", r.Name, upperFirst(r.Title))
	b.WriteString("| severity | consequence | profile | since |\n| --- | --- | --- | --- |\n")
	fmt.Fprintf(&b, "| %s | %s: %s | %s | %s |\n", r.Severity, r.Consequence, r.Consequence.Means(), r.profileWords(), r.Since)
	if told := r.Versions(); told != "" {
		fmt.Fprintf(&b, "\n%s.\n", told)
	}
	fmt.Fprintf(&b, "\n## Why\n\n%s\n", r.Text)
	found := r.Found()
	fmt.Fprintf(&b, "\n## Wrong\n\n```%s\n%s```\n\n", r.Language(r.Bad), r.Bad)
	for _, d := range found {
		fmt.Fprintf(&b, "```text\n%s: %s: %s [%s]\n```\n", d.Span, d.Severity, d.Message, d.Rule)
	}
	fmt.Fprintf(&b, "\n## Right\n\n```%s\n%s```\n", r.Language(r.Good), r.Good)
	writeFixes(&b, found)
	if len(r.Options) > 0 {
		b.WriteString("\n## Options\n\n")
	}
	for _, o := range r.Options {
		fmt.Fprintf(&b, "- %s\n", o)
	}
	if related := r.Relatives(); len(related) > 0 {
		b.WriteString("\n## Related\n\n")
		for _, other := range related {
			fmt.Fprintf(&b, "- [%s](%s.md): %s\n", other.Name, other.Name, other.Title)
		}
	}
	return b.String()
}

// Versions says which versions of Bluepill and Ruby the rule is about, or
// nothing if that is all.
func (r *Rule) Versions() string {
	switch example := r.Example.Versions; {
	case !r.From.IsZero():
		return fmt.Sprintf("This came with Bluepill %s", r.From)
	case !example.Bluepill.IsZero():
		return fmt.Sprintf("The example is for Bluepill %s", example.Bluepill)
	case !example.Ruby.IsZero():
		return fmt.Sprintf("The example is for Ruby %s", example.Ruby)
	}
	return ""
}

// profileWords says which profiles the rule belongs to.
func (r *Rule) profileWords() string {
	if all := r.Profiles(); len(all) == 1 {
		return "only `" + string(all[0]) + "`"
	}
	return "all"
}

// Language is what an example is written in, for the fence around it.
func (r *Rule) Language(text string) string {
	switch r.exampleName(text) {
	case exampleFile:
		return "ruby"
	case exampleFile + template.ERB:
		return "erb"
	}
	return "yaml"
}

// writeFixes writes which fixes are offered for findings.
func writeFixes(b *strings.Builder, found []diag.Diagnostic) {
	heading := "\n## Fix\n\n"
	for _, d := range found {
		for _, f := range d.Fixes {
			fmt.Fprintf(b, "%s- %s (%s)\n", heading, f.Title, f.Safety())
			heading = ""
		}
	}
}

// severityTable is what the severities mean, from worst to mildest.
const severityTable = "| severity | means |\n| --- | --- |\n" +
	"| error | Bluepill refuses the pill, or a process can never work |\n" +
	"| warning | very likely a mistake |\n" +
	"| info | not a mistake, but not what the author meant |\n" +
	"| hint | fine as it is; there is a better way |\n"

// Index returns the page that lists the rules.
func Index() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Rules\n\npilllint has %d rules, each with its own page. `pilllint explain RULE` prints the same text.\n", len(All()))
	for _, c := range diag.Consequences() {
		fmt.Fprintf(&b, "\n## %s\n\n%s.", upperFirst(string(c)), upperFirst(c.Means()))
		if c == diag.Convention {
			b.WriteString(" The conventions are those of Cloud 66's servers; `--profile bluepill` leaves them out.")
		}
		b.WriteString("\n\n| rule | severity | reports that | fix |\n| --- | --- | --- | --- |\n")
		for _, r := range All() {
			if r.Consequence == c {
				fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s | %s |\n", r.Name, r.Name, r.Severity, strings.ReplaceAll(r.Title, "|", `\|`), r.fixWord())
			}
		}
	}
	b.WriteString("\n## What the words mean\n\n" + severityTable +
		"\nSome findings of a rule are milder than the rule, such as those that depend on a condition.\n\n" +
		"A fix is `safe` if it can be applied without review: it keeps what Bluepill does, or repairs what is\n" +
		"certainly wrong. One that is `unsafe` is a proposal. The column shows the fix of the example on the rule's page; another finding\n" +
		"of the rule may have a different fix, or none.\n")
	return b.String()
}

// fixWord says how safe the best fix of the rule's example is.
func (r *Rule) fixWord() string {
	for _, d := range r.Found() {
		if len(d.Fixes) > 0 {
			return d.Fixes[0].Safety()
		}
	}
	return ""
}

// upperFirst begins a sentence, unless it begins with a name of Bluepill's.
func upperFirst(s string) string {
	if word, _, _ := strings.Cut(s, " "); word == "" || strings.Contains(word, "_") {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
