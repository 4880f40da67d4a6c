package migrate

// This file shows the unit of one process, for those who look at a pill while
// they write it.

import (
	"path"
	"slices"

	"github.com/pilllint/pilllint/parser/pill"
)

// Unit returns the unit of a process as Systemd writes it among those of the
// whole pill: its name, such as app-worker@.service, as Path, and its text. If
// there can be none, refused says why.
func Unit(source string, c *pill.Config, p *pill.Process, o SystemdOptions) (unit File, refused *Refusal) {
	plan := Read(source, c)
	w, all := newSystemd([]*Plan{plan}, o)
	for _, a := range plan.Apps {
		for _, s := range a.Services {
			if s.process != p || w.units[s] == "" {
				continue
			}
			names := []string{w.units[s] + ".service", sansNumber(w.units[s] + ".service")}
			i := slices.IndexFunc(w.files, func(f File) bool { return slices.Contains(names, path.Base(f.Path)) })
			unit = w.files[i]
			unit.Path = path.Base(unit.Path)
			return unit, nil
		}
	}
	i := slices.IndexFunc(all, func(r Refusal) bool { return r.process == p })
	if i < 0 { // its application, or the whole pill
		i = slices.IndexFunc(all, func(r Refusal) bool { return r.process == nil })
	}
	return File{}, &all[i]
}
