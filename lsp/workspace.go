package lsp

// This file takes over what happens around the documents: folders, settings and
// files on the disk.

import (
	"encoding/json"
	"path/filepath"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/rules"
)

// settings are what a client may settle. What a .pilllint.yml can say is not
// among them, as the command line has to see the same.
type settings struct {
	HostEnv bool   `json:"hostEnv"` // pills see this machine
	Profile string `json:"profile"` // as the flag of that name; "" is the configuration's
	Config  string `json:"config"`  // as well: the absolute path of the configuration of all pills; "" is the nearest
}

// section is where editors keep them.
const section = "pilllint"

// readSettings reads settings as they are, or in an object of our name. What
// cannot be read stays as it was.
func (s *Server) readSettings(raw []byte, last settings) settings {
	var in struct {
		settings
		Section *json.RawMessage `json:"pilllint"`
	}
	if len(raw) == 0 || string(raw) == "null" {
		return last
	}
	err := json.Unmarshal(raw, &in)
	if err == nil && in.Section != nil {
		return s.readSettings(*in.Section, last)
	}
	profiles := []string{"", string(rules.Cloud66), string(rules.Bluepill)}
	if err != nil || !slices.Contains(profiles, in.Profile) {
		s.log.Warn("settings that cannot be used", "settings", string(raw), "error", err)
		return last
	}
	return in.settings
}

// register asks the client to tell of changes to files that matter, and for its
// settings.
func (s *Server) register() {
	c := s.view.Load().client
	if c.watches {
		var watched protocol.DidChangeWatchedFilesRegistrationOptions
		for _, glob := range []protocol.Pattern{"**/*.{yml,yaml}", "**/*.{pill,rb,erb}", "**/Procfile"} {
			watched.Watchers = append(watched.Watchers, protocol.FileSystemWatcher{GlobPattern: glob})
		}
		options, err := protocol.Marshal(&watched)
		if err == nil {
			err = s.ask(protocol.MethodClientRegisterCapability, &protocol.RegistrationParams{Registrations: []protocol.Registration{
				{ID: "files", Method: protocol.MethodWorkspaceDidChangeWatchedFiles, RegisterOptions: options},
			}}, nil)
		}
		if err != nil {
			s.log.Warn("the client does not watch files", "error", err)
		}
	}
	s.fetchSettings()
}

// fetchSettings asks the client for its settings, if it can be asked. It does so
// once at a time, so that the newest answer holds.
func (s *Server) fetchSettings() {
	if !s.view.Load().client.configures {
		return
	}
	s.fetching.Lock()
	defer s.fetching.Unlock()
	var answers []protocol.LSPAny
	err := s.ask(protocol.MethodWorkspaceConfiguration, &protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: ptr(section)}}}, &answers)
	if err != nil || len(answers) != 1 {
		s.log.Warn("the client does not tell its settings", "error", err)
		return
	}
	s.settle(answers[0])
}

// settle takes settings over.
func (s *Server) settle(raw []byte) {
	v := s.view.Load()
	if s.readSettings(raw, v.settings) == v.settings {
		return
	}
	s.update(func(v *View) {
		v.settings = s.readSettings(raw, v.settings)
		v.renew()
	})
	s.lookAtDisk()
}

func (s *Server) didChangeConfiguration(p *protocol.DidChangeConfigurationParams) {
	if s.view.Load().client.configures {
		go s.fetchSettings()
		return
	}
	s.settle(p.Settings)
}

func (s *Server) didChangeFolders(p *protocol.DidChangeWorkspaceFoldersParams) {
	s.update(func(v *View) {
		var paths []string
		for _, f := range v.folders {
			paths = append(paths, f.path)
		}
		for _, f := range p.Event.Removed {
			paths = slices.DeleteFunc(paths, func(path string) bool { return path == pathOf(f.URI) })
		}
		for _, f := range p.Event.Added {
			if path := pathOf(f.URI); !slices.Contains(paths, path) {
				paths = appendPath(paths, path)
			}
		}
		v.folders = namedFolders(paths)
		v.renew()
	})
	s.lookAtDisk()
}

func (s *Server) didChangeWatchedFiles(p *protocol.DidChangeWatchedFilesParams) {
	s.update(func(v *View) {
		renew := false
		for _, change := range p.Changes {
			path := pathOf(change.URI)
			renew = renew || v.settles(path) || filepath.Base(path) == ".git"
			if path != "" && v.docs[change.URI] == nil {
				v.touch(path)
			}
		}
		if renew {
			v.renew()
		}
	})
	s.lookAtDisk()
}
