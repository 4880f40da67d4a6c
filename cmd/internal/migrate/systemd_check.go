package migrate

// This file writes the timers that look after a unit: systemd itself has no
// check that restarts gracefully.

import (
	"fmt"
	"strconv"
	"strings"
)

// checks writes a timer for each check.
func (u *unit) checks() (files []File) {
	seen := map[string]int{}
	for _, c := range u.Checks {
		if seconds, ok := u.runtimeMax(c); ok {
			u.body = append(u.body, fmt.Sprintf("# line %d: checks :running_time", c.At.Line()))
			u.set("RuntimeMaxSec", seconds)
			continue
		}
		suffix := "-" + c.Kind
		if seen[c.Kind]++; seen[c.Kind] > 1 { // a Symbol and a String of the same letters
			suffix += strconv.Itoa(seen[c.Kind])
		}
		name := sibling(u.name, suffix)
		u.head = append(u.head, "Wants="+name+".timer")
		files = append(files, File{Path: name + ".timer", Text: u.timer(c, name)}, File{Path: name + ".service", Text: u.checkService(c, name, suffix[1:])})
	}
	return files
}

// runtimeMax returns the time after which systemd itself restarts the process,
// if that is what a check comes to.
func (u *unit) runtimeMax(c Check) (seconds string, ok bool) {
	return c.Below, c.Kind == "running_time" && c.Hits == 1 && c.Does == Restart && u.Reload == nil && c.Below != "0"
}

func (u *unit) timer(c Check, name string) string {
	first := max(u.Grace.Start, 1)
	return header(pathOf(u.At)) + "\n[Unit]\n" +
		"Description=Look at the " + c.Kind + " of " + barePath(oneLine(u.Name)) + "\n" +
		"PartOf=" + u.name + ".service\n\n[Timer]\n" +
		fmt.Sprintf("# line %d: checks :%s\n", c.At.Line(), c.Kind) +
		fmt.Sprintf("OnActiveSec=%d\nOnUnitActiveSec=%d\nAccuracySec=100ms\nUnit=%s.service\n", first, c.Every, name)
}

func (u *unit) checkService(c Check, name, kind string) string {
	action := "restart"
	switch {
	case c.Does == Ignore:
		action = "ignore"
	case u.Reload != nil:
		action = "reload"
	}
	args := []string{u.name + ".service", action, strconv.Itoa(c.Hits), strconv.Itoa(c.Of), strconv.Itoa(u.Grace.Start), strconv.Itoa(u.Grace.Restart), c.Kind}
	switch c.Kind {
	case "file_time":
		args = append(args, c.Below, c.File)
	case "http":
		args = append(args, c.HTTP.Status, strconv.Itoa(c.HTTP.Open), strconv.Itoa(c.HTTP.Read), c.HTTP.URL)
		if c.HTTP.Pattern != "" {
			args = append(args, c.HTTP.Pattern)
		}
	default:
		args = append(args, c.Below)
		if c.Children {
			args = append(args, "children")
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n[Unit]\nDescription=Look at the %s of %s once\n%s", header(pathOf(u.At)), c.Kind, barePath(oneLine(u.Name)), u.asOftenAsNeeded())
	b.WriteString(u.scope())
	if u.systemd.User {
		b.WriteString("Environment=RUNTIME_DIRECTORY=%t/pilllint\n")
	}
	if c.Kind == "http" && c.HTTP.Pattern != "" {
		b.WriteString("Environment=LC_ALL=C.UTF-8\n")
	}
	if c.Does == Ignore {
		fmt.Fprintf(&b, "Environment=TIMER=%s.timer\n", name)
	}
	fmt.Fprintf(&b, "# line %d: checks :%s\n", c.At.Line(), c.Kind)
	fmt.Fprintf(&b, "ExecStart=%s %s\n", u.helper("check"), quoteWords(args))
	return b.String()
}
