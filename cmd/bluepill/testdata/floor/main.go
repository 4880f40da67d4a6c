// Floor runs a command, again whenever it has ended: the least that a supervisor in
// Go can do, to see what the machine makes of that.
package main

import (
	"log"
	"os"
	"os/exec"
)

func main() {
	for {
		c := exec.Command(os.Args[1], os.Args[2:]...)
		if err := c.Start(); err != nil {
			log.Fatal(err)
		}
		_ = c.Wait() // however it has ended
	}
}
