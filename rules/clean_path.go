package rules

import (
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/program"
)

// cleanPath is path.Clean of a path in which program.Hole stands for what is not
// known; "" if that leaves open where it leads. A hole may be several folders, so
// that a ".." behind one takes away something that nobody knows.
func cleanPath(file string) string {
	if _, behind, ok := strings.Cut(file, program.Hole); ok {
		for part := range strings.SplitSeq(behind, "/") {
			if part == ".." {
				return ""
			}
		}
	}
	return path.Clean(file)
}
