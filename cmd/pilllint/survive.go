package main

import (
	"fmt"
	"path"
	"runtime"
	"strings"

	"github.com/pilllint/pilllint/cmd/internal/input"
)

// survive turns a panic over one file, which is a mistake of ours, into its
// failure: the other files are read all the same. It is to be deferred.
func (p *program) survive(f input.File, fail func(*input.Failure)) {
	if r := recover(); r != nil {
		fail(&input.Failure{Path: p.name(f), Message: fmt.Sprintf("this file triggers a bug in pilllint, please report it: %v (%s)", r, panicked())})
	}
}

// panicked returns the place of ours that a panic being recovered comes from.
func panicked() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(0, callers)])
	for raised := false; ; {
		frame, more := frames.Next()
		if raised && !strings.HasPrefix(frame.Function, "runtime.") {
			return fmt.Sprintf("%s:%d", path.Base(frame.File), frame.Line)
		}
		raised = raised || frame.Function == "runtime.gopanic"
		if !more {
			return "unknown place"
		}
	}
}
