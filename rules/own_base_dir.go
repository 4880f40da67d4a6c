package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var ownBaseDir = &Rule{
	Name:        "own-base-dir",
	Severity:    diag.Info,
	Consequence: diag.Daemon,
	Related:     []string{"shared-folder", "unknown-app-option"},
	Title:       "every command needs the application's base_dir",
	Since:       "0.1",
	Text: "`bluepill load` creates the folder for sockets in the base directory of the command line, not in the one that the pill\n" +
		"names. That is `/var/run/bluepill`, unless `-c` or `BLUEPILL_BASE_DIR` says otherwise. Loaded without `-c`, the daemon\n" +
		"finds no such folder and silently dies; and no command without `-c` finds a daemon that runs there.\n\n" +
		"Leave `:base_dir` out and set it on the command line, `bluepill -c /srv/shop/bluepill load user_shop.pill`; the pill\n" +
		"takes it from there. The finding is an info, as pilllint does not know how the pill is loaded.\n\n" +
		"The same holds for `prod ? \"/srv/shop/bluepill\" : \"/srv/dev/bluepill\"` and for `ENV[\"BASE\"] || \"/srv/shop/bluepill\"`, but not for\n" +
		"`ENV[\"BLUEPILL_BASE_DIR\"] || …`, which the command line reads, too.\n\n" +
		"`~/.bluepill` is what the command line takes by itself for a user other than root. Bluepill then runs as that user, and\n" +
		"every process does, too: `uid` and `gid` are ignored. So it is where `ENV[\"ROOT\"] || ENV[\"HOME\"]` comes to the home.",
	Bad: `Bluepill.application("user_shop", :base_dir => "/srv/shop/bluepill") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			option := app.Option("base_dir")
			u, ok := option.Any().(*eval.Unknown)
			if elsewhere(option.Any()) || ok && eitherElsewhere(u) {
				text := "unless \"bluepill -c\" names the same base directory at the load, the daemon dies, as it has no folder for its socket"
				if p.makesSockets() {
					text = "commands without \"bluepill -c\" and this base directory do not find the daemon"
				}
				p.Finding(app.NameSpan, "%s", text).Because(option.Why().Causes).Done(p)
				continue
			}
			if ok && usersOwn(u) {
				if proc := withUser(app); proc != nil {
					p.Finding(p.optionPlace(app, "base_dir"), "only a daemon that is not root's has this base directory by itself, and such a daemon ignores uid and gid").
						Because(option.Why().Causes).Related(proc.NameSpan, "%s has a uid or gid", processName(proc)).Done(p)
				}
				continue
			}
			if ok && slices.ContainsFunc(u.Choices, isUsersOwn) {
				if proc := withUser(app); proc != nil {
					p.Finding(p.optionPlace(app, "base_dir"), "%s, only a daemon that is not root's has this base directory by itself, and such a daemon ignores uid and gid", whereHome(u)).
						Because(option.Why().Causes).Related(proc.NameSpan, "%s has a uid or gid", processName(proc)).Done(p)
				}
				continue
			}
			dir, ok := option.Text()
			if !ok || path.Clean(dir) == defaultBaseDir {
				continue
			}
			format := "without \"bluepill -c %s\" at the load, the daemon dies, as it has no folder for its socket"
			if p.makesSockets() {
				format = "no command without \"bluepill -c %s\" finds the daemon"
			}
			p.Finding(p.optionPlace(app, "base_dir"), format, dir).Done(p)
		}
	},
}

// makesSockets reports whether the pill may make the folder for sockets itself.
func (p *Pass) makesSockets() bool {
	return p.calls(makers...) && strings.Contains(p.Source.Text, "socks")
}

// usersOwn reports whether a path is that of the base directory which Bluepill has
// for users other than root: .bluepill in their home.
func usersOwn(u *eval.Unknown) bool {
	return u.Type == eval.TString && strings.TrimRight(u.Suffix, "/") == "/.bluepill" && strings.Trim(u.Prefix, "/") == "" && len(u.Choices) == 0 &&
		!slices.ContainsFunc(u.Causes, func(c eval.Cause) bool { return c.Reason != eval.Environment || c.Name != "HOME" })
}

// isUsersOwn is usersOwn for any value.
func isUsersOwn(v eval.Value) bool {
	u, ok := v.(*eval.Unknown)
	return ok && usersOwn(u)
}

// whereHome says when a value is the one of its choices that is in a home.
func whereHome(u *eval.Unknown) string {
	for _, c := range u.Causes {
		if c.Reason == eval.Environment && c.Name != "HOME" && len(u.Choices) == 2 {
			return "if " + c.Name + " does not say otherwise"
		}
	}
	return "if it is below HOME"
}

// withUser returns a process of an application that surely has a uid or gid.
func withUser(app *pill.Application) *pill.Process {
	for _, proc := range app.Processes {
		for _, name := range []string{"uid", "gid"} {
			if is, known := proc.Attr(name).True(); is && known {
				return proc
			}
		}
	}
	return nil
}

// defaultBaseDir is the base directory of root.
const defaultBaseDir = "/var/run/bluepill"

// elsewhere reports whether a path of which only the end is known, or that it is
// told by where the pill is, is neither root's base directory nor another user's.
func elsewhere(dir eval.Value) bool {
	u, ok := dir.(*eval.Unknown)
	if ok && !u.Unset && len(u.Choices) == 0 && u.Suffix == "" && besidePill(u) {
		return true // as of a Pathname
	}
	if !ok || u.Type != eval.TString || !strings.Contains(u.Suffix, "/") {
		return false
	}
	end := strings.TrimRight(u.Suffix, "/")
	if !strings.Contains(end, "/") {
		return false
	}
	return !strings.HasSuffix(defaultBaseDir, end) && !strings.HasSuffix(end, "/.bluepill")
}

// eitherElsewhere reports whether a base directory is one of several that are
// written in the pill, of which none is one that Bluepill has by itself. What an
// environment variable names instead of the default that is written is not known.
func eitherElsewhere(u *eval.Unknown) bool {
	written := false
	for _, one := range eval.Possible(u) {
		switch dir := one.Value.(type) {
		case *eval.Str:
			if path.Clean(dir.S) == defaultBaseDir || strings.HasSuffix(path.Clean(dir.S), "/.bluepill") {
				return false
			}
			written = true
		case *eval.Unknown:
			switch {
			case elsewhere(dir):
				written = true
			case !wholeVariable(dir) || dir.Causes[0].Name == "BLUEPILL_BASE_DIR":
				return false
			}
		default:
			return false
		}
	}
	return written
}

// wholeVariable reports whether a value is what an environment variable holds.
func wholeVariable(u *eval.Unknown) bool {
	return len(u.Causes) == 1 && u.Causes[0].Reason == eval.Environment && u.Prefix == "" && u.Suffix == "" && len(u.Choices) == 0
}

// besidePill reports whether all that is not known of a value is where the pill
// is.
func besidePill(u *eval.Unknown) bool {
	return !slices.ContainsFunc(u.Causes, func(c eval.Cause) bool {
		return c.Reason != eval.Outside || c.Name != "__FILE__" && c.Name != "__dir__"
	})
}

// optionPlace is where the value of an option of an application comes from; the
// application's name if that is not in the pill.
func (p *Pass) optionPlace(app *pill.Application, name string) source.Span {
	if v, ok := app.Option(name).Any().(*eval.Str); ok && v.Origin.File == p.Source {
		return v.Origin
	}
	return app.NameSpan
}
