//go:build race

package verify

// slowness is by how much programs are slower under the race detector.
const slowness = 4
