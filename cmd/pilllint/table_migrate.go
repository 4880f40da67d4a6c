package main

// This file is the part of the table that is about leaving Bluepill.

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/pilllint/pilllint/cmd/internal/migrate"
)

func migrateCommand() *command {
	return &command{
		name: "migrate", args: "TARGET PATH...", summary: "write units and files that run the processes without Bluepill",
		text: "Writes, into a folder, what runs the processes of pills without Bluepill, and a README.md\n" +
			"that explains how to install it, what changes and what is lost. TARGET is systemd, which can\n" +
			"do most of what Bluepill does, or one that does less: " + oneOf(migrationNames()[1:]) + ".\n" +
			"Other files in the folder stay as they are. If something that matters about a process is unknown,\n" +
			"pilllint leaves the process out, says why, and exits with status 1. A .pilllint.yml can say what to\n" +
			"assume, and --host-env looks at this machine. Paths are as for check.",
		flags: slices.Concat([]flagSpec{outputFolderFlag(), targetVersionFlag(), userUnitsFlag(), cloud66Flag(), migrateDiffFlag(), migrateCheckFlag()},
			configFlags(), []flagSpec{forceExcludeFlag(), hostEnvFlag(), migrateQuietFlag(), stdinFlag(), helpFlag()}),
		run: migratePills,
	}
}

func importCommand() *command {
	return &command{
		name: "import", args: "FORMAT FILE...", summary: "write pills that run what another supervisor runs",
		text: "Writes, into a folder, a pill for each application of systemd units, of a Procfile, or\n" +
			"of a Supervisor configuration. FORMAT is systemd, procfile or supervisord. Name timers,\n" +
			"targets and environment files along with their units. pilllint reports whatever has no\n" +
			"place in a pill. If it leaves out a process, it exits with status 1.",
		flags: []flagSpec{importFolderFlag(), workingDirFlag(), migrateDiffFlag(), migrateCheckFlag(), migrateQuietFlag(), helpFlag()},
		run:   importPills,
	}
}

func importFolderFlag() flagSpec {
	f := outputFolderFlag()
	f.usage = "the folder to write pills to; created if it does not exist"
	return f
}

func workingDirFlag() flagSpec {
	return flagSpec{
		name: "working-dir", value: "FOLDER", usage: "the folder that the processes of a Procfile run in",
		text: func(o *options) *string { return &o.workingDir },
	}
}

func outputFolderFlag() flagSpec {
	return flagSpec{
		name: "output", short: "o", value: "FOLDER", usage: "the folder to write to; created if it does not exist",
		text: func(o *options) *string { return &o.outputFolder },
	}
}

func targetVersionFlag() flagSpec {
	return flagSpec{
		name: "target-version", value: "N", check: systemdVersion,
		usage: fmt.Sprintf("the version of systemd to write units for, %d or later: 229 is Ubuntu 16.04's, 237 18.04's, 245 20.04's; without it, any since 240", migrate.OldestSystemd),
		text:  func(o *options) *string { return &o.targetVersion },
	}
}

func systemdVersion(s string) error {
	if n, err := strconv.Atoi(s); err != nil || n < migrate.OldestSystemd || n > 9999 {
		return fmt.Errorf("must be a number, %d or more", migrate.OldestSystemd)
	}
	return nil
}

func userUnitsFlag() flagSpec {
	return flagSpec{
		name: "user-units", usage: "write units for a user's own systemd",
		truth: func(o *options) *bool { return &o.userUnits },
	}
}

func cloud66Flag() flagSpec {
	return flagSpec{
		name: "cloud66", usage: "name units as Cloud 66 does: cloud66_web_server.service, cloud66_process_worker@1.service",
		truth: func(o *options) *bool { return &o.cloud66 },
	}
}

func migrateDiffFlag() flagSpec {
	return flagSpec{
		name: "diff", usage: "print how the folder would change without changing it; exit with status 1 if there are changes",
		truth: func(o *options) *bool { return &o.diff },
	}
}

func migrateCheckFlag() flagSpec {
	return flagSpec{
		name: "check", usage: "write nothing; exit with status 1 if the folder is not up to date",
		truth: func(o *options) *bool { return &o.check },
	}
}

func migrateQuietFlag() flagSpec {
	f := quietFlag()
	f.usage = "do not print the summary"
	return f
}
