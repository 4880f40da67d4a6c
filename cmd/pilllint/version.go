package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// printVersion prints the version that the build information tells: the
// module's, or the commit it was built from.
func printVersion(p *program) int {
	if len(p.args) > 0 && !p.options.version {
		return p.usageError(fmt.Errorf("version takes no arguments"))
	}
	fmt.Fprintln(p.stdout, "pilllint "+ownVersion()+" ("+runtime.Version()+" "+runtime.GOOS+"/"+runtime.GOARCH+")")
	return exitClean
}

// ownVersion returns the version of this program.
func ownVersion() string {
	info, _ := debug.ReadBuildInfo()
	return version(info)
}

func version(info *debug.BuildInfo) string {
	if info == nil {
		return "(unknown)"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	return "(devel)"
}
