package migrate

// This file gives units their names, and makes one template of the units of a
// loop.

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// instances groups the services that one place of the pill declares, in a loop.
func instances(services []*Service) (groups [][]*Service) {
	for _, s := range services {
		n := len(groups) - 1
		if n >= 0 && groups[n][0].At == s.At && groups[n][0].App == s.App {
			groups[n] = append(groups[n], s)
			continue
		}
		groups = append(groups, []*Service{s})
	}
	return groups
}

// numbered is a name that ends in a number.
var numbered = lazyregexp.New(`^(.*?)[_-]?(0|[1-9][0-9]*)$`)

// addInstances writes the units of services that one place of the pill declares:
// a template, if they differ in nothing but their number.
func (w *systemd) addInstances(services []*Service) {
	bases, numbers := w.split(services)
	if bases == nil {
		for _, s := range services {
			w.units[s] = w.unused(w.ownName(s))
		}
		w.addUnits(services)
		return
	}
	for i, s := range services {
		w.units[s] = bases[i] + "@" + numbers[i]
		w.used[w.units[s]] = true
	}
	w.used[bases[0]] = true
	template := len(services) > 1 || w.Cloud66
	var all [][]File
	for _, s := range services {
		all = append(all, w.unitFiles(s, w.units[s]))
	}
	for i := range all[0] {
		var texts []string
		for _, files := range all {
			if len(files) != len(all[0]) || sansNumber(files[i].Path) != sansNumber(all[0][i].Path) {
				template = false
				break
			}
			texts = append(texts, files[i].Text)
		}
		text, ok := "", false
		if template {
			text, ok = generalise(texts, numbers)
		}
		if template = template && ok; template {
			all[0][i].Path, all[0][i].Text = sansNumber(all[0][i].Path), text
		}
	}
	if template {
		w.write(all[0])
		for _, s := range services {
			w.addSecrets(s)
		}
		return
	}
	if !w.Cloud66 {
		for _, s := range services {
			w.units[s] = w.unused(w.ownName(s))
		}
	}
	w.addUnits(services)
}

// sansNumber is the path of the template of a unit.
func sansNumber(file string) string {
	name, rest, _ := strings.Cut(file, "@")
	return name + "@" + path.Ext(rest)
}

// split returns the names of templates and the numbers of services, which have
// one template in common; nil if they do not.
func (w *systemd) split(services []*Service) (bases, numbers []string) {
	if len(services) < 2 && !w.Cloud66 {
		return nil, nil
	}
	for _, s := range services {
		base, number := s.Name, "1"
		m := numbered.FindStringSubmatch(s.Name)
		switch {
		case m != nil && m[1] != "":
			base, number = m[1], m[2]
		case len(services) > 1 && !w.Cloud66:
			return nil, nil
		}
		switch {
		case !w.Cloud66:
			base = w.unitName(s, base)
		case strings.HasPrefix(s.Name, "cloud66_"):
			return nil, nil
		default:
			base = "cloud66_process_" + escapeName(strings.TrimPrefix(base, "user_"))
		}
		if slices.Contains(numbers, number) || len(bases) > 0 && bases[0] != base || w.used[base+"@"+number] {
			return nil, nil
		}
		bases, numbers = append(bases, base), append(numbers, number)
	}
	if w.used[bases[0]] && !w.Cloud66 {
		return nil, nil
	}
	return bases, numbers
}

// unitName is the name of a unit for something of a service's: with the
// application's name, unless it begins with that.
func (w *systemd) unitName(s *Service, name string) string {
	if strings.HasPrefix(s.Name, s.App.Name) || w.Cloud66 && strings.HasPrefix(s.Name, "cloud66_") {
		return escapeName(name)
	}
	return escapeName(s.App.Name) + "-" + escapeName(name)
}

func (w *systemd) ownName(s *Service) string {
	name := w.unitName(s, s.Name)
	if w.used[name] && s.Group != "" {
		name = escapeName(s.App.Name) + "-" + escapeName(s.Group) + "-" + escapeName(s.Name)
	}
	return name
}

// unused returns a name that no other unit has, and takes it.
func (w *systemd) unused(name string) string {
	free := name
	for n := 2; w.used[free]; n++ {
		free = name + "-" + strconv.Itoa(n)
	}
	w.used[free] = true
	return free
}

func (w *systemd) addUnits(services []*Service) {
	for _, s := range services {
		w.write(w.unitFiles(s, w.units[s]))
		w.addSecrets(s)
	}
}

func (w *systemd) write(units []File) {
	for _, f := range units {
		w.add(path.Join(w.unitDir(), f.Path), 0o644, f.Text)
	}
}

func (w *systemd) addSecrets(s *Service) {
	u := w.unit(s, w.units[s])
	if vars := u.secrets(); len(vars) > 0 {
		w.add(u.secretsFile(), 0o600, environmentFile(vars))
	}
}

// expanded are the settings in which %i stands for the number.
var expanded = []string{
	"Description", "After", "PartOf", "Wants", "OnFailure", "Unit", "ExecStart", "ExecStartPre", "ExecStartPost", "ExecStopPost", "ExecStop", "ExecReload", "Environment",
	"EnvironmentFile", "WorkingDirectory", "StandardInput", "StandardOutput", "StandardError", "PIDFile",
}

// generalise returns the text that makes each of the texts when %i in it is
// replaced by the number of that name; ok is false if there is none.
func generalise(texts, numbers []string) (text string, ok bool) {
	if len(texts) == 1 {
		return strings.ReplaceAll(texts[0], "@"+numbers[0]+".", "@%i."), true
	}
	lines := make([][]string, len(texts))
	for i, t := range texts {
		lines[i] = strings.Split(t, "\n")
		if len(lines[i]) != len(lines[0]) {
			return "", false
		}
	}
	out := slices.Clone(lines[0])
	for n := range out {
		same := true
		row := make([]string, len(lines))
		for i := range lines {
			row[i] = lines[i][n]
			same = same && row[i] == row[0]
		}
		if same {
			continue
		}
		key, _, _ := strings.Cut(out[n], "=")
		if !slices.Contains(expanded, key) || strings.Contains(out[n], `\x`) {
			return "", false
		}
		g := generaliser{row: row, numbers: numbers, budget: 10000}
		if !g.from(make([]int, len(row))) {
			return "", false
		}
		slices.Reverse(g.out)
		out[n] = strings.Join(g.out, "")
	}
	return strings.Join(out, "\n"), true
}

// A generaliser finds out where in several lines their numbers stand.
type generaliser struct {
	row, numbers []string
	out          []string // backwards
	budget       int      // how much more it may try
}

// from goes on from a place in each line.
func (g *generaliser) from(at []int) bool {
	g.budget--
	ends, hole, same := 0, true, true
	for i, line := range g.row {
		rest := line[at[i]:]
		if rest == "" {
			ends++
			continue
		}
		hole = hole && strings.HasPrefix(rest, g.numbers[i])
		same = same && at[0] < len(g.row[0]) && rest[0] == g.row[0][at[0]]
	}
	if ends > 0 || g.budget < 0 {
		return ends == len(g.row)
	}
	next := make([]int, len(at))
	if hole {
		for i := range at {
			next[i] = at[i] + len(g.numbers[i])
		}
		if g.from(next) {
			g.out = append(g.out, "%i")
			return true
		}
	}
	if !same {
		return false
	}
	for i := range at {
		next[i] = at[i] + 1
	}
	if !g.from(next) {
		return false
	}
	g.out = append(g.out, g.row[0][at[0]:at[0]+1])
	return true
}
