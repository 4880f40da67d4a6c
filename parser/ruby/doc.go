// Package ruby holds the parts of Ruby's own library whose answer depends on
// their arguments alone: formatting, number parsing, regular expressions,
// inflection, shell words, URIs, paths and the text functions of String.
//
// Behaviour is that of Ruby 3.1 on UTF-8 strings and of ActiveSupport 6.1; the
// tests of the package compare every function with a real Ruby. Nothing here
// reads the file system, the environment or the clock.
//
// Input may be hostile: no function panics, and those whose work could grow
// without bound stop at a limit and say so with a *LimitError.
package ruby

// LimitError tells that a call was given up because its result or its work
// would have passed a limit of this package. Ruby itself would have gone on,
// so it is never a fault of the evaluated program.
type LimitError struct {
	// What names the limit that was reached, such as "format result".
	What string
}

// Error returns a sentence naming the limit.
func (e *LimitError) Error() string { return e.What + " is too large to evaluate" }
