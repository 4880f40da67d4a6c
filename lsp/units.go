package lsp

// This file says numbers in units.

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

// inTime says seconds in words: "1 h 30 min", "45 s".
func inTime(seconds float64) string {
	if seconds != math.Trunc(seconds) || math.Abs(seconds) > 1e12 || seconds < 0 {
		return number(seconds) + " s"
	}
	left := int64(seconds)
	var parts []string
	for _, u := range []struct {
		name string
		size int64
	}{{"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}} {
		if n := left / u.size; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, u.name))
			left %= u.size
		}
	}
	if len(parts) == 0 {
		return "0 s"
	}
	return strings.Join(parts, " ")
}

// inBytes says a size as ActiveSupport reckons it: 1024 bytes are a kilobyte.
func inBytes(n float64) string {
	const step = 1024
	switch {
	case math.Abs(n) < step:
		return number(n) + " bytes"
	case math.Abs(n) < step*step:
		return number(round(n/step)) + " kB"
	case math.Abs(n) < step*step*step:
		return number(round(n/step/step)) + " MB"
	}
	return number(round(n/step/step/step)) + " GB"
}

func round(n float64) float64 { return math.Round(n*10) / 10 }

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// inUnits says a value in the unit of its kind; "" if that says nothing that its
// digits do not.
func inUnits(kind pill.Kind, v eval.Value) string {
	n, ok := pill.NumberOf(v)
	switch {
	case !ok || math.IsInf(n, 0) || math.IsNaN(n):
		return ""
	case kind == pill.Seconds:
		if text := inTime(n); text != number(n)+" s" {
			return text
		}
	case kind == pill.Bytes:
		return inBytes(n)
	}
	return ""
}
