package migrate

import (
	"path"
	"testing"
)

// userManager starts the systemd of the user games, and has the script talk to it
// instead of to the one of the machine.
const userManager = `
chown -R games: /home-of-games
xargs -d '\n' chown games: </dirs
install -d -o games -g games -m 700 /run/user/5
cat >/run/systemd/system/user@5.service <<'end'
[Service]
Type=notify
User=games
Slice=user-5.slice
Delegate=yes
Environment=HOME=/home-of-games XDG_RUNTIME_DIR=/run/user/5
ExecStart=/lib/systemd/systemd --user
end
systemctl daemon-reload
systemctl start user@5.service
mkdir -p /usr/local/bin
cat >/usr/local/bin/systemctl <<'end'
#!/bin/sh
[ "$1" != exit ] || exec /bin/systemctl "$@"
exec setpriv --reuid=games --regid=games --clear-groups env HOME=/home-of-games XDG_RUNTIME_DIR=/run/user/5 /bin/systemctl --user "$@"
end
cat >/usr/local/bin/journalctl <<'end'
#!/bin/sh
exec /bin/journalctl -o cat _SYSTEMD_USER_UNIT="$4"
end
chmod +x /usr/local/bin/systemctl /usr/local/bin/journalctl
export PATH=/usr/local/bin:$PATH
hash -r
`

// TestUserUnitsBooted runs the units of a user's own systemd as those of the
// machine are run. Users of pills count for nothing there.
func TestUserUnitsBooted(t *testing.T) {
	all := append(plans(t, "lives"), plan(t, "sequences.pill", sequences))
	for _, p := range all {
		for _, a := range p.Apps {
			for _, s := range a.Services {
				s.User, s.GID, s.Groups = "games", "", nil
			}
		}
	}
	bootStandIns(t, all, SystemdOptions{User: true}, func(files []File) (moved []File) {
		for _, f := range files {
			f.Path = path.Join("home-of-games", f.Path)
			moved = append(moved, f)
		}
		return moved
	}, userManager)
}
