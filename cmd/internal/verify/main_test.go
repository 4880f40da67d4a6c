package verify

import (
	"testing"

	"os"
)

func TestMain(m *testing.M) {
	Main()
	os.Exit(m.Run())
}
