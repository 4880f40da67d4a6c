package migrate

// This file writes targets: what an application and a group are to systemd.

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

func (w *systemd) targetName(a *App) string {
	return notSpecial(cmp.Or(escapeName(a.Name), "bluepill"))
}

// special are the targets that systemd has a use of its own for, from its manual
// page systemd.special(7). Whoever writes others in their place breaks the machine.
var special = strings.Fields(`basic bluetooth boot-complete cryptsetup cryptsetup-pre ctrl-alt-del default emergency exit factory-reset final
	first-boot-complete getty getty-pre graphical graphical-session graphical-session-pre halt hibernate hybrid-sleep initrd initrd-fs
	initrd-root-device initrd-root-fs initrd-switch-root initrd-usr-fs integritysetup integritysetup-pre kbrequest kexec local-fs local-fs-pre
	machines multi-user network network-online network-pre nss-lookup nss-user-lookup paths poweroff printer reboot remote-cryptsetup remote-fs
	remote-fs-pre remote-integritysetup remote-veritysetup rescue rpcbind runlevel0 runlevel1 runlevel2 runlevel3 runlevel4 runlevel5 runlevel6
	shutdown sigpwr sleep slices smartcard sockets soft-reboot sound storage-target-mode suspend suspend-then-hibernate swap sysinit
	system-update system-update-pre time-set time-sync timers umount usb-gadget user veritysetup veritysetup-pre xdg-desktop-autostart`)

// notSpecial is a name of a target that is none of them.
func notSpecial(name string) string {
	if slices.Contains(special, name) {
		return "bluepill-" + name
	}
	return name
}

func (w *systemd) groupName(a *App, group string) string {
	name := notSpecial(w.targetName(a) + "-" + escapeName(group))
	if w.targets[name] {
		name += "-group" // an application is called that
	}
	return name
}

// targetsOf are the targets that a service ends with.
func (w *systemd) targetsOf(s *Service) []string {
	targets := []string{w.targetName(s.App) + ".target"}
	if s.Group != "" {
		targets = append(targets, w.groupName(s.App, s.Group)+".target")
	}
	return targets
}

// addTargets writes a target for each application and each group. Applications
// of one name in several pills share one.
func (w *systemd) addTargets(apps []*App) {
	var names []string
	texts := map[string]*strings.Builder{}
	wants := map[string][]string{}
	begin := func(name, source, description, more, install string) {
		if texts[name] != nil {
			return
		}
		names = append(names, name)
		texts[name] = &strings.Builder{}
		fmt.Fprintf(texts[name], "%s\n[Unit]\nDescription=%s\n%s", header(source), barePath(oneLine(description)), more)
		wants[name+" install"] = []string{install}
	}
	install := "multi-user.target"
	if w.User {
		install = "default.target"
	}
	for _, a := range apps {
		if len(a.Services) == 0 {
			continue
		}
		own := w.targetName(a)
		begin(own, pathOf(a.At), a.Name+" (an application of Bluepill's)", "", "\n[Install]\nWantedBy="+install+"\n")
		for _, s := range a.Services {
			if s.Group != "" {
				begin(w.groupName(a, s.Group), pathOf(a.At), s.Group+" (a group of "+a.Name+")", "PartOf="+own+".target\n", "")
			}
			if !s.AutoStart {
				continue
			}
			for _, t := range w.targetsOf(s) {
				name := strings.TrimSuffix(t, ".target")
				wants[name] = append(wants[name], w.units[s]+".service")
			}
		}
	}
	for _, name := range names {
		b := texts[name]
		for _, unit := range wants[name] {
			b.WriteString("Wants=" + unit + "\n")
		}
		b.WriteString(wants[name+" install"][0])
		w.add(path.Join(w.unitDir(), name+".target"), 0o644, b.String())
	}
}

// groupsOf lists the groups of an application.
func groupsOf(a *App) (groups []string) {
	for _, s := range a.Services {
		if s.Group != "" && !slices.Contains(groups, s.Group) {
			groups = append(groups, s.Group)
		}
	}
	return groups
}
