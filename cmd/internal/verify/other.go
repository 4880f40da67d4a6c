//go:build !linux

package verify

import (
	"context"
	"errors"
)

// Main does nothing: there are no other forms of the program here.
func Main() {}

// ErrNoSandbox is met where the kernel does not allow a private place.
var ErrNoSandbox = errors.New("no private place to run it in")

func perform(context.Context, *job, Options) (*Record, error) {
	return nil, errors.New("pills are run on Linux only")
}
