package supervisor

import (
	"os"
	"testing"
)

// The program is forgotten again only once there is something to forget: what
// was mapped since is then more than watching needs.
func TestForget(t *testing.T) {
	idle := false
	for range 100 { // the collector may be at work at the same time
		forgetProgram()
		before := faultsForgotten
		forgetProgram()
		if idle = faultsForgotten == before; idle {
			break
		}
	}
	if !idle {
		t.Error("what was just forgotten is always forgotten again")
	}
	before := faultsForgotten
	touched := make([]byte, 4*few*os.Getpagesize())
	for i := range touched {
		touched[i] = 1
	}
	forgetProgram()
	if faultsForgotten == before {
		t.Errorf("nothing is forgotten after %d bytes were touched", len(touched))
	}
}
