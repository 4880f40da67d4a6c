// Command nomad has Nomad's own parser read job files, and tells of those that it
// refuses. It is a module of its own, as nothing else needs Nomad.
package main

import (
	"fmt"
	"os"

	"github.com/hashicorp/nomad/jobspec2"
)

func main() {
	code := 0
	for _, path := range os.Args[1:] {
		text, err := os.ReadFile(path)
		if err == nil {
			_, err = jobspec2.ParseWithConfig(&jobspec2.ParseConfig{Path: path, Body: text, Strict: true})
		}
		if err != nil {
			fmt.Printf("%s: %s\n", path, err)
			code = 1
		}
	}
	os.Exit(code)
}
