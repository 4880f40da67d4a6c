package verify

import (
	"flag"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	Main()
	flag.Parse()
	flag.Set("test.parallel", "12") // they wait most of the time
	os.Exit(m.Run())
}
