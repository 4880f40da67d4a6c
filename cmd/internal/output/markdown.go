package output

import (
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
)

// markdownHTML returns Markdown as HTML. HTML within it is left out.
func markdownHTML(text string) template.HTML {
	var b strings.Builder
	if err := goldmark.Convert([]byte(text), &b); err != nil {
		panic(err) // a strings.Builder takes all
	}
	return template.HTML(b.String())
}
