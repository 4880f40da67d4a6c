package migrate

// This file makes a Procfile and the manifest that goes with it, which Cloud 66
// runs processes by.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/pilllint/pilllint/parser/manifest"
)

// cloud66Process is what a manifest says of a process.
type cloud66Process struct {
	RestartSignal string `yaml:"restart_signal,omitempty"`
	StopSequence  string `yaml:"stop_sequence,omitempty"`
}

// Cloud66 makes a Procfile, its scripts, and .cloud66/manifest.yml, all for the
// application's repository. searchPath is as for Supervisord.
func Cloud66(plans []*Plan, searchPath string) (files []File, refused []Refusal) {
	report := &report{Title: "From Bluepill to Cloud 66's systemd", Target: "Cloud 66", Keeps: append(slices.Clone(launched), "stop_command", "stop_signals"),
		Install: "1. Add `Procfile`, `bin` and `.cloud66` to the repository. If there is a manifest already, only put the `procfile_metadata` into it.\n" +
			"2. Set the application to migrate to systemd at Cloud 66, and deploy it.\n\n" +
			"Each process of the Procfile becomes `cloud66_process_NAME@.service`, `web` becomes `cloud66_web_server.service`. `sudo systemctl\n" +
			"status`, `stop`, `start` and `restart` take these names."}
	processes := map[string]cloud66Process{}
	environment := "production"
	files, refused = procfile(plans, searchPath, report, cloud66Name, func(s *Service, name string) []Note {
		for _, v := range s.Env {
			if (v.Name == "RAILS_ENV" || v.Name == "RACK_ENV") && strings.Trim(v.Value, "abcdefghijklmnopqrstuvwxyz_") == "" && v.Value != "" {
				environment = v.Value
			}
		}
		p, notes := cloud66Metadata(s, name)
		if p != (cloud66Process{}) {
			processes[name] = p
		}
		return notes
	})
	if len(processes) > 0 {
		text, err := yaml.Marshal(map[string]any{environment: map[string]any{"procfile_metadata": processes}})
		if err != nil {
			panic(err) // there are but texts in it
		}
		files = append(files, File{Path: ".cloud66/manifest.yml", Mode: 0o644, Text: "# Made by pilllint migrate.\n" + string(text)})
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, refused
}

// cloud66Name is the name that Cloud 66 made a process's from.
func cloud66Name(name string) string {
	switch name {
	case "cloud66_web_server":
		return "web"
	case "cloud66_custom_web":
		return "custom_web"
	}
	return strings.TrimPrefix(name, "user_")
}

// cloud66Metadata returns what the manifest says of a process, and what it
// cannot.
func cloud66Metadata(s *Service, name string) (p cloud66Process, notes []Note) {
	lose := func(what, format string, args ...any) {
		notes = append(notes, Note{What: what, Line: s.line(what), Text: fmt.Sprintf(format, args...), Loss: true})
	}
	if r := s.Reload; r != nil {
		switch {
		case (name == "web" || name == "custom_web") && manifest.IsSignal(r.Signal):
			p.RestartSignal = r.Signal
			notes = append(notes, Note{What: "restart_command", Line: s.line("restart_command"), Text: "it is the restart_signal of the manifest"})
		case r.Signal != "":
			lose("restart_command", "a restart_signal is for web and custom_web only: a restart is a stop and a start")
		default:
			lose("restart_command", "a restart is a stop and a start, as Cloud 66 only sends signals")
		}
	}
	set := s.Lines["stop_signals"]+s.Lines["stop_command"] > 0
	switch unknown := slices.ContainsFunc(s.Stop.Steps, func(step Step) bool { return !manifest.IsSignal(step.Signal) }); {
	case !set:
		notes = append(notes, Note{What: "stop_signals", Line: s.line("stop_signals"), Text: "without any, Bluepill sends TERM and never more; Cloud 66 sends term, 90, kill unless it knows the program"})
	case s.Stop.Command != nil:
		lose("stop_command", "Cloud 66 stops by signals: term, 90, kill")
	case unknown:
		lose("stop_signals", "Cloud 66 does not take one of the signals: it sends term, 90, kill")
	default:
		p.StopSequence = stopSequence(s.Stop)
	}
	return p, notes
}

// stopSequence writes a sequence as a manifest has it: quit, 30, term, 11, kill.
func stopSequence(stop Stop) string {
	var parts []string
	for i, step := range stop.Steps {
		if i > 0 {
			parts = append(parts, strconv.Itoa(stop.Steps[i-1].Wait))
		}
		parts = append(parts, step.Signal)
	}
	if stop.Steps[len(stop.Steps)-1].Signal != "kill" {
		parts = append(parts, strconv.Itoa(stop.Timeout), "kill")
	}
	return strings.Join(parts, ", ")
}
