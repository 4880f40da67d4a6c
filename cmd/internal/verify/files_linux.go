package verify

// This file keeps what processes have written.

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"syscall"
)

// keepFiles keeps what is in the files that the pill names, and whose logs are.
func (t *trial) keepFiles() {
	t.mu.Lock()
	defer t.mu.Unlock()
	seen := t.record.process(t.plan.App, t.name())
	logs := []string{t.spec.Stdout, t.spec.Stderr}
	paths := append(slices.Clone(logs), t.spec.PidFile, t.plan.LogFile)
	if p := t.Parts[partKey(t.plan.App, t.name())]; p != nil {
		paths = append(paths, p.Log)
	}
	for i, path := range paths {
		if path == "" || path == os.DevNull {
			continue
		}
		path = t.absolute(path)
		if data, err := os.ReadFile(path); err == nil {
			seen.Files[path] = string(data[:min(len(data), 1<<16)])
		}
		if i < len(logs) && !slices.ContainsFunc(seen.Logs, func(l Log) bool { return l.Path == path }) {
			if l, ok := logOf(path); ok {
				seen.Logs = append(seen.Logs, l)
			}
		}
	}
}

// absolute is a path that a pill names, as the process opens it.
func (t *trial) absolute(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join("/", t.spec.Dir, path)
}

// logOf tells whose a file is; ok is false if it is not there.
func logOf(path string) (l Log, ok bool) {
	info, err := os.Stat(path)
	if err != nil {
		return Log{}, false
	}
	uid := fmt.Sprint(info.Sys().(*syscall.Stat_t).Uid)
	if u, err := user.LookupId(uid); err == nil {
		uid = u.Username
	}
	return Log{path, uid, info.Mode().Perm()}, true
}
