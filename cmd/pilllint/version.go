package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

// A build is what the binary tells of how it was built.
type build struct {
	Version  string `json:"version"`  // the module's, or one made of the commit's time and hash
	Commit   string `json:"commit"`   // its hash; empty if it was not built in a repository
	Date     string `json:"date"`     // of the commit, in RFC 3339; empty as above
	Modified bool   `json:"modified"` // there were changes that are in no commit
	Go       string `json:"go"`
	OS       string `json:"os"`
	Arch     string `json:"arch"`
}

// thisBuild reads the build information that the go command leaves in a
// binary, so that a build needs no flags of ours.
func thisBuild() build {
	info, _ := debug.ReadBuildInfo()
	return buildOf(info)
}

func buildOf(info *debug.BuildInfo) build {
	b := build{Version: "(unknown)", Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
	if info == nil {
		return b
	}
	if b.Version = info.Main.Version; b.Version == "" {
		b.Version = "(devel)"
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			b.Date = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

// String returns the line that version prints.
func (b build) String() string {
	commit := ""
	if b.Commit != "" {
		commit = "commit " + b.Commit[:min(len(b.Commit), 12)]
		if b.Modified {
			commit += " and changes"
		}
		if at, err := time.Parse(time.RFC3339, b.Date); err == nil {
			commit += " of " + at.Format(time.DateOnly)
		}
		commit += ", "
	}
	return fmt.Sprintf("pilllint %s (%s%s %s/%s)", b.Version, commit, b.Go, b.OS, b.Arch)
}

// printVersion prints what the binary was built from.
func printVersion(p *program) int {
	if len(p.args) > 0 && !p.options.version {
		return p.usageError(errors.New("version takes no arguments"))
	}
	b := thisBuild()
	if p.command.name == "version" && p.options.format == "json" {
		text, err := json.Marshal(b)
		if err != nil {
			panic(err) // a struct of text
		}
		fmt.Fprintf(p.stdout, "%s\n", text)
		return exitClean
	}
	fmt.Fprintln(p.stdout, b)
	return exitClean
}
