package supervisor

// This file is the language of the control socket: a request and an answer,
// each one line of JSON. The commands are a closed set; nothing that a client
// says is ever the name of anything else.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// maxRequest is the longest request, in bytes.
const maxRequest = 4096

// A Request is what a client asks of a daemon.
type Request struct {
	Command string `json:"command"`
	// Target is a group, a process or "group:process"; "" for all.
	Target string `json:"target,omitempty"`
}

// The commands beside the events of processes.
const (
	StatusCommand = "status"
	ListCommand   = "list"   // the status as data
	EventsCommand = "events" // what has happened
	LogCommand    = "log"    // where the log is
	InfoCommand   = "info"   // what the daemon is
	PlanCommand   = "plan"   // what it runs, with the status
)

var commands = []string{
	string(Start), string(Stop), string(Restart), string(Unmonitor), StatusCommand, ListCommand, EventsCommand, LogCommand, InfoCommand, PlanCommand,
}

// A Response answers a Request.
type Response struct {
	Error string `json:"error,omitempty"` // why the request was refused; nothing else is set then
	// Text is the status as Bluepill prints it.
	Text string `json:"text,omitempty"`
	// Affected are the processes that a command went to, as "group:process".
	Affected []string `json:"affected,omitempty"`
	// Failed tells of starts that have come to nothing by now.
	Failed    []string        `json:"failed,omitempty"`
	Processes []ProcessStatus `json:"processes,omitempty"`
	Events    []Occurrence    `json:"events,omitempty"` // the oldest first
	Known     bool            `json:"known,omitempty"`  // there is such a target
	LogFile   string          `json:"log_file,omitempty"`
	Pid       int             `json:"pid,omitempty"`
	Pill      string          `json:"pill,omitempty"`
	Plan      *Plan           `json:"plan,omitempty"`
}

// ProcessStatus is what there is to know of a process.
type ProcessStatus struct {
	Name     string      `json:"name"`
	Group    string      `json:"group,omitempty"`
	State    string      `json:"state"`
	Pid      int         `json:"pid,omitempty"` // 0 if it does not run
	Uptime   float64     `json:"uptime,omitempty"`
	CPU      float64     `json:"cpu,omitempty"` // percent over its life
	Used     float64     `json:"cpu_seconds,omitempty"`
	Memory   int64       `json:"memory,omitempty"`
	Stopping bool        `json:"stopping,omitempty"`
	Failure  string      `json:"failure,omitempty"` // why the last start came to nothing
	Events   []Happening `json:"events,omitempty"`
	Children []Child     `json:"children,omitempty"`

	start uint64 // of the process, as in Ident
}

// parseRequest reads a request.
func parseRequest(line []byte) (Request, error) {
	var r Request
	if len(line) > maxRequest {
		return r, errors.New("the request is too long")
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return r, errors.New("the request is not valid JSON")
	}
	if d.More() {
		return r, errors.New("there is text after the request")
	}
	if !slices.Contains(commands, r.Command) {
		return r, fmt.Errorf("there is no command %q", r.Command)
	}
	return r, nil
}
