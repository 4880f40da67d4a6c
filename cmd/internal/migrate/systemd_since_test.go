package migrate

import (
	"path"
	"strings"
	"testing"
)

// since is the version of systemd that brought each setting that units have; 0
// for what was there in the oldest. Settings that moved to [Unit] are told of by
// their section.
var since = map[string]int{
	"Unit/Description": 0, "Unit/After": 0, "Unit/PartOf": 0, "Unit/Wants": 0, "Unit/OnFailure": 0, "Unit/StartLimitIntervalSec": 230, "Unit/StartLimitBurst": 230,
	"Install/WantedBy": 0, "Timer/OnActiveSec": 0, "Timer/OnUnitActiveSec": 0, "Timer/AccuracySec": 0, "Timer/Unit": 0,
	"Service/Type": 0, "Service/TimeoutStartSec": 0, "Service/TimeoutStopSec": 0, "Service/RuntimeMaxSec": 229, "Service/PIDFile": 0, "Service/Restart": 0, "Service/RestartSec": 0,
	"Service/ExecStartPre": 0, "Service/ExecStart": 0, "Service/ExecStartPost": 0, "Service/ExecStop": 0, "Service/ExecStopPost": 0, "Service/ExecReload": 0,
	"Service/User": 0, "Service/Group": 0, "Service/SupplementaryGroups": 0, "Service/UMask": 0, "Service/WorkingDirectory": 0,
	"Service/Environment": 0, "Service/EnvironmentFile": 0, "Service/StandardInput": 0, "Service/StandardOutput": 0, "Service/StandardError": 0,
	"Service/KillSignal": 0, "Service/KillMode": 0, "Service/SuccessExitStatus": 0, "Service/StartLimitInterval": 0, "Service/StartLimitBurst": 0,
}

// sinceValue is the same of values that not all versions have.
var sinceValue = map[string]int{"Type=exec": 240, "StandardOutput=append:": 240, "StandardError=append:": 240, "StandardInput=file:": 236}

// TestSettingsOfVersions demands that units have no setting that their systemd
// does not know yet: it would be passed over. The systemd that verifies them
// here is newer than most.
func TestSettingsOfVersions(t *testing.T) {
	all := append(plans(t, "pills", "golden", "cases"), plan(t, "sequences.pill", sequences))
	unseen := map[string]bool{}
	for name := range since {
		unseen[name] = true
	}
	for _, version := range []int{229, 230, 235, 237, 239, 245, 247, 252, 0} {
		files, _ := Systemd(all, SystemdOptions{Version: version})
		for _, f := range files {
			if strings.Contains(".service .target .timer", path.Ext(f.Path)) && path.Ext(f.Path) != "" {
				checkSettings(t, f, version, unseen)
			}
		}
	}
	for name := range unseen {
		t.Errorf("no unit has %s", name)
	}
}

func checkSettings(t *testing.T, f File, version int, unseen map[string]bool) {
	t.Helper()
	section := ""
	later := func(needs int) bool { return version != 0 && needs > version }
	for line := range strings.Lines(f.Text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			section = strings.Trim(line, "[]")
		}
		key, _, ok := strings.Cut(line, "=")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		name := section + "/" + key
		delete(unseen, name)
		needs, known := since[name]
		if !known || later(needs) {
			t.Errorf("%s: %s is not known to be of systemd %d", f.Path, name, version)
		}
		for value, needs := range sinceValue {
			if strings.HasPrefix(line, value) && later(needs) {
				t.Errorf("%s: %s is of systemd %d, not %d", f.Path, line, needs, version)
			}
		}
	}
}
