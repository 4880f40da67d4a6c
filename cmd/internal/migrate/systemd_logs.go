package migrate

// This file has logs rotated, which systemd only does for its journal.

import (
	"slices"
	"strings"
)

// addLogrotate makes what rotates the logs of an application's processes. They
// stay open, so they are copied and emptied.
func (w *systemd) addLogrotate(apps []*App) {
	if w.User {
		return
	}
	for _, a := range apps {
		var owners []string
		files := map[string][]string{}
		for _, s := range a.Services {
			owner := orDefault(s.User, "root") + " " + orDefault(s.GID, "root")
			for _, file := range []string{s.Stdout, s.Stderr} {
				if !isLog(file) || slices.ContainsFunc(owners, func(o string) bool { return slices.Contains(files[o], file) }) {
					continue
				}
				if len(files[owner]) == 0 {
					owners = append(owners, owner)
				}
				files[owner] = append(files[owner], file)
			}
		}
		if len(owners) == 0 {
			continue
		}
		var b strings.Builder
		b.WriteString(header(pathOf(a.At)))
		for _, owner := range owners {
			b.WriteString("\n")
			for _, file := range files[owner] {
				b.WriteString(logrotatePath(file) + "\n")
			}
			b.WriteString("{\n\tweekly\n\trotate 8\n\tcompress\n\tcopytruncate\n\tmissingok\n\tnotifempty\n")
			if owner != "root root" {
				b.WriteString("\tsu " + owner + "\n")
			}
			b.WriteString("}\n")
		}
		w.add("etc/logrotate.d/"+w.targetName(a), 0o644, b.String())
	}
}

// isLog reports whether logrotate can name a file, and it is one that grows.
func isLog(file string) bool {
	return file != "" && !strings.HasPrefix(file, "/dev/") && !strings.HasPrefix(file, "/proc/") &&
		!strings.ContainsFunc(file, func(r rune) bool { return r < ' ' || r == '{' || r == '}' })
}

// logrotatePath writes a path for logrotate, which takes it for a pattern.
func logrotatePath(file string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`, `"`, `\"`).Replace(file) + `"`
}
