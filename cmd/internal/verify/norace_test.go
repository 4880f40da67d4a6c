//go:build !race

package verify

const slowness = 1
