// Floor starts a program, again whenever it has ended, and writes its pid to the
// file that is named by the argument: the least that a supervisor in Go can do,
// to see what the machine makes of that.
package main

import (
	"log"
	"os"
	"os/exec"
	"strconv"
)

func main() {
	for {
		c := exec.Command("sleep", "1000")
		if err := c.Start(); err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(os.Args[1], []byte(strconv.Itoa(c.Process.Pid)), 0o644); err != nil {
			log.Fatal(err)
		}
		c.Wait()
	}
}
