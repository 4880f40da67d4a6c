package rules

import (
	"io/fs"
	"path/filepath"

	"github.com/pilllint/pilllint/parser/diag"
)

var writablePill = &Rule{
	Name:        "writable-pill",
	Severity:    diag.Warning,
	Consequence: diag.Security,
	Title:       "every user can write to a pill or to its folder",
	Since:       "0.1",
	Text: "A pill is Ruby that root runs, so anybody who can write to it can become root. Remove the permission from others:\n" +
		"`chmod o-w`.\n\n" +
		"The rule applies only with `--host-env`, and does not look at group permissions.",
	Example: Options{Mode: func(string) (fs.FileMode, error) { return 0o666, nil }},
	Bad:     "# -rw-rw-rw- 1 root root user_shop.pill\n" + exampleGood,
	Good:    "# -rw-r--r-- 1 root root user_shop.pill\n" + exampleGood,
	Check: func(p *Pass) {
		if p.Mode == nil || len(p.Syntax.Body.List) == 0 {
			return
		}
		at := p.Syntax.Span(p.Syntax.Body.List[0])
		at = at.File.Span(at.Start, min(at.End, at.File.LineSpan(at.Line()).End))
		file, folder := p.Source.Path, filepath.Dir(p.Source.Path)
		mode, err := p.Mode(file)
		if err != nil || !mode.IsRegular() {
			return
		}
		if mode&0o002 != 0 {
			p.Finding(at, "every user can write to this file (mode %04o), which root runs", mode.Perm()).Done(p)
		}
		// In a folder like /tmp nobody can replace the files of others.
		if mode, err := p.Mode(folder); err == nil && mode.IsDir() && mode&0o002 != 0 && mode&fs.ModeSticky == 0 {
			p.Finding(at, "every user can write to the folder of this file (mode %04o) and replace it, and root runs it", mode.Perm()).Done(p)
		}
	},
}
