package program

// This file knows programs that only root can start, as they give up its rights
// themselves.

import (
	"path"
	"slices"
	"strings"
)

// Chrooted are the names of servers that move into a folder of their own and become the user
// that their environment names, both of which takes root.
var Chrooted = words("tinydns dnscache walldns rbldns pickdns")

// NeedsRoot returns the word of a command by which it can only be run by root, and
// why; "" if that cannot be told.
func NeedsRoot(command []string) (word, why string) {
	for len(command) > 0 && (isAssignment(command[0]) || slices.Contains(words("env exec nohup"), path.Base(command[0]))) {
		command = command[1:]
	}
	if len(command) == 0 {
		return "", ""
	}
	word = command[0]
	name := path.Base(word)
	dir := path.Base(path.Dir(word))
	switch {
	case slices.Contains(Chrooted, name):
		return word, name + " changes its root and user"
	case name == "run" && slices.Contains(Chrooted, dir):
		return word, dir + ", which it most likely runs, changes its root and user"
	case slices.Contains(words("setuidgid gosu su-exec runuser"), name):
		return word, name + " changes the user"
	case name == "chroot":
		return word, "chroot changes the root"
	case name == "chpst" && len(command) > 2:
		for _, w := range command[1:] {
			if !strings.HasPrefix(w, "-") {
				break
			}
			if strings.HasPrefix(w, "-u") || strings.HasPrefix(w, "-/") {
				return word, "chpst " + w[:2] + " needs its rights"
			}
		}
	}
	return "", ""
}
