package output

// This file names files the way other programs look for them.

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// path returns the path of a span's file as relative returns it; "." if it
// names no place.
func (r *Report) path(s source.Span) string {
	if s.IsZero() {
		return "."
	}
	return r.relative(s.File.Path)
}

// relative returns a path relative to the report's folder and with slashes, as
// readers demand that look for it in a checkout. One that does not lie there
// stays as it is.
func (r *Report) relative(path string) string {
	if r.Folder != "" && filepath.IsAbs(path) {
		if inside, err := filepath.Rel(r.Folder, path); err == nil && filepath.IsLocal(inside) {
			path = inside
		}
	}
	return strings.ToValidUTF8(filepath.ToSlash(filepath.Clean(path)), "\ufffd")
}

// explained returns the message of a finding with the lines that explain it, for
// readers that have no place for them.
func (r *Report) explained(d diag.Diagnostic) string {
	var where []string
	for _, related := range d.Related {
		if related.Span.IsZero() {
			continue
		}
		at := fmt.Sprintf("line %d", related.Span.Line())
		if related.Span.File != d.Span.File {
			at = fmt.Sprintf("%s:%d", r.path(related.Span), related.Span.Line())
		}
		where = append(where, at+": "+related.Message)
	}
	if len(where) == 0 {
		return printable(d.Message)
	}
	return printable(d.Message + " (" + strings.Join(where, "; ") + ")")
}

// uri returns a path as a URI. If it is in the report's folder it is relative
// to that.
func (r *Report) uri(path string) (uri string, inFolder bool) {
	path = r.relative(path)
	if filepath.IsLocal(filepath.FromSlash(path)) {
		return (&url.URL{Path: path}).String(), true
	}
	if r.Folder != "" && !filepath.IsAbs(path) {
		path = filepath.ToSlash(filepath.Join(r.Folder, path))
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive of Windows
	}
	return (&url.URL{Scheme: "file", Path: path}).String(), false
}

const projectURL = "https://github.com/pilllint/pilllint"
