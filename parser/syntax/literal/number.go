package literal

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/ast"
)

// This file reads numbers.

// Number is the number at p with that text, which may begin with a sign.
func Number(p ast.Pos, text string) ast.Node {
	if text == "" { // where a number is missing
		return &ast.Int{Pos: p}
	}
	if !strings.HasPrefix(strings.TrimLeft(text, "+-"), "0") {
		if v, err := strconv.ParseInt(text, 10, 64); err == nil {
			return &ast.Int{Pos: p, Value: v}
		}
	}
	digits := strings.ToLower(text)
	switch {
	case digits[len(digits)-1] == 'i':
		return &ast.Bad{Pos: p, Kind: "complex"}
	case digits[len(digits)-1] == 'r':
		return &ast.Bad{Pos: p, Kind: "rational"}
	case isFloat(digits):
		// Out of range gives Inf, as in Ruby. A lone e may stand at the end of a file.
		v, _ := strconv.ParseFloat(strings.TrimSuffix(strings.ReplaceAll(digits, "_", ""), "e"), 64)
		return &ast.Float{Pos: p, Value: v}
	}
	return integer(p, digits)
}

func isFloat(digits string) bool {
	return strings.Contains(digits, ".") || strings.Contains(digits, "e") && !strings.Contains(digits, "x")
}

// integer is an integer with a prefix, underscores or many digits.
func integer(p ast.Pos, digits string) ast.Node {
	v, ok := new(big.Int).SetString(strings.Replace(digits, "0d", "", 1), 0)
	switch {
	case !ok: // Ruby has refused it
		return &ast.Int{Pos: p}
	case v.IsInt64():
		return &ast.Int{Pos: p, Value: v.Int64()}
	}
	return &ast.BigInt{Pos: p, Value: v}
}
