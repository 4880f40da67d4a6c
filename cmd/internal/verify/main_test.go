package verify

import (
	"flag"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	Main()
	flag.Parse()
	flag.Set("test.parallel", "1000") // atOnce bounds them
	os.Exit(m.Run())
}
