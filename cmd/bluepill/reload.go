//go:build linux

package main

import (
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// reload loads the pill of a running application again. Each application in it
// keeps the options that it was loaded with, but for those that are given now.
func (p *program) reload(app string) int {
	r, code := p.call(app, supervisor.PlanCommand, "")
	if code != 0 {
		return code
	}
	p.reloads = true
	return p.readPill("load", r.Plan.Pill)
}

// keepOptions takes the options that an application was loaded with, if it runs,
// and those of the command line on top.
func (p *program) keepOptions(app string) error {
	base := p.baseDir
	p.rotation, p.pidsMax = supervisor.Rotation{Keep: defaultKept}, 0
	r, err := supervisor.Call(base, app, supervisor.Request{Command: supervisor.PlanCommand}, time.Minute)
	if err == nil && r.Plan != nil { // else it is loaded as one that has not run before
		p.pidsMax = r.Plan.PidsMax
		if r.Plan.Rotation != nil {
			p.rotation = *r.Plan.Rotation
		}
	}
	_, err = parseFlags(p.flags(), p.args)
	p.baseDir = base
	return err
}
