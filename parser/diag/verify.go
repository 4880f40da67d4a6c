package diag

// This file names what no rule finds: what pilllint verify has seen of processes
// that ran, and what the supervisor refuses.

import (
	"slices"
	"strings"
)

// VerifyPrefix begins the names of what pilllint verify finds.
const VerifyPrefix = "verify-"

// NotSupported is the name under which the supervisor refuses a pill that loads.
const NotSupported = "not-supported"

// Verified lists the names of what pilllint verify finds and check does not.
func Verified() []string {
	return []string{
		"verify-start", "verify-stay", "verify-copy", "verify-log", "verify-adopt", "verify-check", "verify-healthy", "verify-undone",
		"verify-restart", "verify-stop", "verify-leftover", "verify-blocked", "verify-daemon", NotSupported,
	}
}

// IsVerified reports whether findings of a name are those of pilllint verify.
func IsVerified(name string) bool {
	return strings.HasPrefix(name, VerifyPrefix) && slices.Contains(Verified(), name) || name == NotSupported
}
