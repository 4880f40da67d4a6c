package supervisor

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestChildSignal demands that SIGCHLD reaches nobody, and that children can be waited
// for all the same.
func TestChildSignal(t *testing.T) {
	dropChildSignal()
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"SigCgt:", "SigIgn:"} {
		_, rest, _ := strings.Cut(string(data), field)
		digits := strings.Fields(rest)[0]
		// The signals are bits, four to a digit, from the right.
		bit := int(unix.SIGCHLD) - 1
		if d := strings.IndexByte("0123456789abcdef", digits[len(digits)-1-bit/4]); d>>(bit%4)&1 != 0 {
			t.Errorf("%s %s has SIGCHLD", field, digits)
		}
	}
	if err := exec.Command("sh", "-c", "exit 3").Run(); err == nil || err.Error() != "exit status 3" {
		t.Errorf("a child has ended with %v", err)
	}
}
