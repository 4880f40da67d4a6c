package migrate

// This file knows the classes of answers that Ruby's Net::HTTP has.

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

// statusOf returns a pattern of the status codes of a class: "2??" for
// :success, "404" for :not_found.
func statusOf(name string) (pattern string, ok bool) {
	class := ruby.Camelize(name)
	switch class {
	case "Information", "InformationCode":
		return "1??", true
	case "Success", "SuccessCode":
		return "2??", true
	case "Redirection", "RedirectionCode", "Retriable", "RetriableCode":
		return "3??", true
	case "ClientError", "ClientErrorCode", "Fatal", "FatalErrorCode", "FatalError":
		return "4??", true
	case "ServerError", "ServerErrorCode":
		return "5??", true
	case "Response":
		return "[1-5]??", true
	}
	for code := 100; code < 600; code++ {
		if text := http.StatusText(code); text != "" && strings.EqualFold(strings.NewReplacer(" ", "", "-", "", "'", "").Replace(text), class) {
			return strconv.Itoa(code), true
		}
	}
	return "", false
}
