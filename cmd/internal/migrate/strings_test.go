package migrate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/source"
)

// hostile are strings that have gone wrong somewhere before.
func hostile() (list []string) {
	list = []string{
		"", " ", "a b", "%", "%%", "100%done", "%i", "%h/%n", "$", "$$", "$HOME", "${HOME}", "$$$HOME", `\`, `\\`, `a\b`, `\n`, `a\ b`, `"`, `'`, `''`, `"a b"`,
		"it's", `say "hi"`, ";", `\;`, "a;b", "; rm", "#x", "a #b", "=", "a=b", "-", "--", "-x", "@x", "!x", "+x", ":x", "\n", "a\nb", "\n\n", "\t", " lead", "trail ",
		"é", "日本", "\u0085", "\u00a0", "\u2028", "\xff", "a\xffb", "\x01", "\x1b[0m", "\x7f", "`id`", "$(id)", "*", "?", "[a]", "{a,b}", "~", "&&", "|", ">", "<", "\r", "\r\n",
		strings.Repeat("x", 5000), strings.Repeat("a b%", 512), strings.Repeat(`\"'$`, 25000), "\ufeff", "\ufeffx", "a\u202eb", "\u2029", "e\u0301", "|x", "-@:+!x", "%%%", "%", "a%", `a\`,
		`\x41`, `\u0041`, `\101`, "%%i", "$%", "%$", `\$`, `\%`, `"\"`, `\"`, "a\\\nb",
	}
	for c := 1; c < 256; c++ {
		list = append(list, string([]byte{byte(c)}), string([]byte{'a', byte(c), 'b'}))
	}
	return append(list, random(300)...)
}

// hostileNames are names of programs that are something else to systemd, to env or
// to a shell where they stand.
func hostileNames() []string {
	return []string{
		"-x", "--x", "@x", "+x", "!x", "!!x", ":x", "|x", "A=b", "=", "%i", "%", "$HOME", "${HOME}", "$$", "a b", " x", "x ", "é", `"q"`, `\q`, `q\`, "it's", "x\ny", "{a}", "~", "*",
		";", "#x", "a;b", "&&", "\u0085", "\u2028", "\xff", "\x01", "\t", "exec", "cd", "sh -c x", "[", "!",
	}
}

// random are strings made of what is special somewhere.
func random(n int) (list []string) {
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{"a", " ", "%", "$", `\`, `"`, "'", "\n", ";", "{", "}", "#", "i", "H", "\t", "é", "\xff", "=", "@", "\x02", "-"}
	for range n {
		var b strings.Builder
		for range 1 + r.IntN(8) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		list = append(list, b.String())
	}
	return list
}

// TestStringsKeepTheirBytes has a real systemd start processes with hostile
// arguments, variables, secrets, folders, logs and names, and compares
// what they get.
func TestStringsKeepTheirBytes(t *testing.T) {
	app := &App{Name: "bytes", At: source.NewFile("bytes.pill", "x\n").Span(0, 1)}
	var ids []string
	service := func(name string, words ...string) *Service {
		id := fmt.Sprintf("s%d", len(ids))
		ids = append(ids, id)
		s := &Service{App: app, Name: name, At: app.At, Start: Command{Words: slices.Concat([]string{"/standin", "run", id, "term"}, words)}, AutoStart: true}
		s.Stop = Stop{Steps: []Step{{Signal: "term"}}, Timeout: 5}
		app.Services = append(app.Services, s)
		return s
	}
	list := hostile()
	all, secret := service("all", list...), service("secret")
	for i, v := range list {
		all.Env = append(all.Env, Var{Name: fmt.Sprintf("V%d", i), Value: v})
		if s := (Var{Name: fmt.Sprintf("S%d", i), Value: v, Secret: true}); fitsEnvironment(s) {
			secret.Env = append(secret.Env, s)
		}
	}
	all.Env = append(all.Env, Var{Name: "odd.name-x", Value: "1"}, Var{Name: "A", Value: "last"})
	all.Dir = "/srv/link/../a %b $c\\ "
	var dirs []string
	names := slices.Concat(list[:70], random(30))
	for _, c := range "!\"#$%&'()*+,-.:;<=>?@[\\]^_`{|}~" {
		names = append(names, "n"+string(c), string(c)+"n"+string(c)+"i")
	}
	for i, v := range names {
		if strings.Trim(v, ".") == "" || strings.Contains(v, "/") || len(v) > 255 {
			continue // no name of a file
		}
		s := service(v, v, pidPlaceholder)
		s.Dir = fmt.Sprintf("/srv/%d/%s", i, v)
		s.Stdout, s.Stderr = s.Dir+".out", s.Dir+".err"
		dirs = append(dirs, s.Dir)
	}
	for _, name := range hostileNames() { // found by PATH, and by its own path
		for _, program := range []string{name, "/srv/bin/" + name} {
			s := service("program "+program, "x")
			s.Start.Words[0] = program
			s.Env = []Var{{Name: "PATH", Value: "/srv/bin:/bin"}}
		}
	}
	// What a loop makes are instances of one template.
	loop := source.NewFile("bytes.pill", "\nx").Span(1, 2)
	for _, number := range []string{"1", "2"} {
		s := service("instance_" + number)
		ids[len(ids)-1] = "i" + number
		s.At, s.Start.Words[2] = loop, "i"+number
		for _, v := range list {
			if len(v) < 100 && fitsEnvironment(Var{Value: v}) && !strings.Contains(v, `\x`) { // others make units of their own
				s.Start.Words = append(s.Start.Words, v, v+number, number+v)
				s.Env = append(s.Env, Var{Name: fmt.Sprintf("I%d", len(s.Env)), Value: v + number + v})
			}
		}
	}
	// Commands beside the start get the same.
	beside := service("beside")
	note := func(word string) Command {
		return Command{Words: slices.Concat([]string{"/standin", "note", ids[len(ids)-1], word}, list)}
	}
	before, reload, stop := note("before"), note("reload"), note("stop")
	beside.PreStart, beside.Reload, beside.Stop.Command = &before, &Reload{Command: reload}, &stop
	w, refused := newSystemd([]*Plan{{Apps: []*App{app}}}, SystemdOptions{})
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	var units []string
	for i, s := range app.Services {
		units = append(units, ids[i]+" "+w.units[s]+".service")
	}
	if !strings.Contains(w.units[app.Services[len(app.Services)-2]], "@2") {
		t.Errorf("there is no template: %q", w.units[app.Services[len(app.Services)-2]])
	}
	files := append(w.files, File{Path: "programs", Mode: 0o644, Text: strings.Join(hostileNames(), "\x00") + "\x00"}, standinProgram(t), lineFile("ids", ids), lineFile("units", units), File{Path: "dirs", Mode: 0o644, Text: strings.Join(dirs, "\x00") + "\x00"})
	n := boot(t, files, `mkdir -p '/srv/deep/a %b $c\ ' /srv/deep/down; ln -s deep/down /srv/link; xargs -0 mkdir -p </dirs
mkdir -m 777 /out/now
mkdir /srv/bin
xargs -0 -I '{}' ln -s /standin '/srv/bin/{}' </programs
systemctl start bytes.target
while read -r id; do until [ -s /out/now/$id.start ]; do sleep 0.05; done; done </ids
while read -r id unit; do systemctl show -p Description "$unit" >/out/now/$id.description; done </units
systemctl reload bytes-beside
systemctl stop bytes.target
cp -R /srv /out`)
	out := n.ran()
	for _, c := range []Command{before, reload, stop} {
		notes := n.states("now/" + c.Words[2] + ".note")
		i := slices.IndexFunc(notes, func(got told) bool { return got.Word == c.Words[3] })
		if i < 0 || !slices.Equal(texts(notes[i].Args), list) {
			t.Errorf("the arguments of the command %s are lost", c.Words[3])
		}
	}
	for i, s := range app.Services {
		told := n.states("now/" + ids[i] + ".start")
		if len(told) != 1 {
			t.Errorf("%q is started %d times", s.Name, len(told))
			continue
		}
		got := told[0]
		if want, args := s.Start.Words[4:], texts(got.Args); !slices.Equal(args, want) {
			t.Errorf("arguments %q become %q", want, args)
		}
		env := texts(got.Env)
		for _, v := range s.Env {
			if !slices.Contains(env, v.Name+"="+v.Value) {
				t.Errorf("%s=%q is lost", v.Name, v.Value)
			}
		}
		if dir := strings.Replace(s.Dir, "link/..", "deep", 1); string(got.Dir) != orDefault(dir, "/") {
			t.Errorf("the folder %q becomes %q", s.Dir, got.Dir)
		}
		if s.Dir != "" && !slices.Contains(env, "PWD="+s.Dir) {
			t.Errorf("PWD is not %q", s.Dir)
		}
		if got.Umask != 0o022 || got.UID != 0 || got.GID != 0 {
			t.Errorf("%q runs with umask %03o as %d:%d", s.Name, got.Umask, got.UID, got.GID)
		}
		// Of a unit with what is no text, systemd runs all and shows nothing.
		want := "Description=" + strings.Trim(oneLine(s.Name)+" (bytes)", " ") + "\n"
		if text := utf8.ValidString(strings.Join(s.Start.Words, "")); text && s != beside && n.text("now/"+ids[i]+".description") != want {
			t.Errorf("the description of %q becomes %q", s.Name, n.text("now/"+ids[i]+".description"))
		}
		if s.Stdout != "" {
			for file, want := range map[string]string{s.Stdout: "output of " + ids[i], s.Stderr: "errors of " + ids[i]} {
				if text := read(t, out+file); text != want+"\n" {
					t.Errorf("%q has %q, should have %q", file, text, want)
				}
			}
		}
	}
}

// TestLongLines refuses what systemd would cut.
func TestLongLines(t *testing.T) {
	for _, test := range []struct {
		length, version int
		fits            bool
	}{{2100, 229, false}, {1900, 229, true}, {2100, 235, false}, {2100, 236, true}, {2100, 0, true}, {1 << 20, 0, false}} {
		app := &App{Name: "long", At: source.NewFile("long.pill", "x\n").Span(0, 1)}
		app.Services = []*Service{{App: app, Name: "it", At: app.At, Start: Command{Words: []string{"/bin/x"}}, Env: []Var{{Name: "A", Value: strings.Repeat("x", test.length)}}}}
		_, refused := Systemd([]*Plan{{Apps: []*App{app}}}, SystemdOptions{Version: test.version})
		if fits := len(refused) == 0; fits != test.fits {
			t.Errorf("%d bytes for systemd %d: %v", test.length, test.version, refused)
		}
	}
}
