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
var Chrooted = words("tinydns dnscache axfrdns walldns rbldns pickdns")

// userChangers run a program as another user, and can do no more than that.
var userChangers = words("setuidgid gosu su-exec runuser")

// asksForRoot reports whether a program of that name may need root, or may have its
// rights for what it runs.
func asksForRoot(name string) bool {
	return slices.Contains(Chrooted, name) || slices.Contains(userChangers, name) || slices.Contains(words("run chroot chpst sudo rvmsudo su"), name)
}

// NeedsRoot returns the word of a command by which it can only be run by root, and
// why; "" if that cannot be told.
func NeedsRoot(command []string) (word, why string) {
	command, ok := From(command, asksForRoot)
	if !ok {
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
	case slices.Contains(userChangers, name):
		return word, name + " changes the user"
	case name == "su" && len(command) > 1 && command[1] != "--version" && command[1] != "--help":
		return word, "su asks everybody else for a password"
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

// GivesFilesAway reports whether a command changes the owner of files, which only root may.
func GivesFilesAway(command []string) bool {
	command, ok := From(command, func(name string) bool { return name == "chown" || asksForRoot(name) })
	if !ok || path.Base(command[0]) != "chown" {
		return false
	}
	for _, w := range command[1:] {
		if !strings.HasPrefix(w, "-") {
			return w != "" && !strings.HasPrefix(w, ":") && !strings.Contains(w, Hole)
		}
		if strings.HasPrefix(w, "--reference") || strings.HasPrefix(w, "--from") {
			return false
		}
	}
	return false
}
