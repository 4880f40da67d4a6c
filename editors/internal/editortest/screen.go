package editortest

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// seen is how long something may take to appear.
const seen = 60 * time.Second

// A Screen is a terminal with a program in it, for programs that cannot do
// without.
type Screen struct {
	t      *testing.T
	socket string
	env    []string
}

// NewScreen runs a program in a terminal of 150 columns and 40 lines, until the
// test ends.
func NewScreen(t *testing.T, dir string, env []string, command ...string) *Screen {
	t.Helper()
	s := &Screen{t, filepath.Join(t.TempDir(), "tmux"), env}
	s.tmux(append([]string{"-f", "/dev/null", "new-session", "-d", "-x", "150", "-y", "40", "-c", dir}, command...)...)
	// If the program has ended, so has tmux.
	t.Cleanup(func() { _ = exec.Command("tmux", "-S", s.socket, "kill-server").Run() })
	return s
}

func (s *Screen) tmux(args ...string) string {
	s.t.Helper()
	cmd := exec.Command("tmux", append([]string{"-S", s.socket}, args...)...)
	cmd.Env = s.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		s.t.Fatalf("tmux %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// Press presses keys, which have the names that tmux has for them.
func (s *Screen) Press(keys ...string) {
	s.t.Helper()
	s.tmux(append([]string{"send-keys"}, keys...)...)
}

// Type types a text.
func (s *Screen) Type(text string) {
	s.t.Helper()
	s.tmux("send-keys", "-l", text)
}

// Enter types a text and presses the key of that name.
func (s *Screen) Enter(text string) {
	s.t.Helper()
	s.Type(text)
	s.Press("Enter")
}

// Text returns what stands on the screen.
func (s *Screen) Text() string {
	s.t.Helper()
	return s.tmux("capture-pane", "-p")
}

// Await waits until a text stands on the screen, and returns all that does.
func (s *Screen) Await(text string) string {
	s.t.Helper()
	return s.await(text, true, "")
}

// AwaitAsking does so too, and presses a key every few seconds until then: one
// that asks again for what the program may have dropped, being late.
func (s *Screen) AwaitAsking(text, key string) string {
	s.t.Helper()
	return s.await(text, true, key)
}

// AwaitGone waits until a text stands there no more.
func (s *Screen) AwaitGone(text string) {
	s.t.Helper()
	s.await(text, false, "")
}

func (s *Screen) await(text string, there bool, key string) string {
	s.t.Helper()
	asked := time.Now()
	for late := asked.Add(seen); ; time.Sleep(20 * time.Millisecond) {
		screen := s.Text()
		if strings.Contains(screen, text) == there {
			return screen
		}
		if key != "" && time.Since(asked) > 3*time.Second {
			s.Press(key)
			asked = time.Now()
		}
		if time.Now().After(late) {
			s.t.Fatalf("waited for %q, there: %t, on the screen:\n%s", text, there, screen)
		}
	}
}
