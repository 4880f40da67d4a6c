package supervisor

// This file knows the responses of HTTP by Ruby's names.

import (
	"net/http"
	"slices"
	"strings"
)

// statusName is the name of Ruby's class for a status code, without Net::HTTP;
// "" for a code that it does not know.
func statusName(code int) string {
	if code == http.StatusNonAuthoritativeInfo {
		return "NonAuthoritativeInformation"
	}
	text := http.StatusText(code)
	if code == http.StatusTeapot || code == http.StatusTooEarly {
		return ""
	}
	var b strings.Builder
	up := true
	for _, c := range text {
		switch {
		case c == ' ' || c == '-':
			up = true
		case c == '\'':
		case up:
			b.WriteString(strings.ToUpper(string(c)))
			up = false
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// responseName is the name of Ruby's class for an answer with a status code,
// without Net::HTTP.
func responseName(code int) string {
	if name := statusName(code); name != "" {
		return name
	}
	if class := code/100 - 1; class >= 0 && class < len(classNames) {
		return classNames[class]
	}
	return "UnknownResponse"
}

// classNames are those of codes from 100 to 599 that have none of their own.
var classNames = [...]string{"Information", "Success", "Redirection", "ClientError", "ServerError"}

// snake is underscore of such a name.
func snake(name string) string {
	var b strings.Builder
	for i, c := range name {
		if c >= 'A' && c <= 'Z' {
			if i > 0 && (name[i-1] < 'A' || name[i-1] > 'Z') && name[i-1] != '_' {
				b.WriteByte('_')
			}
			c += 'a' - 'A'
		}
		b.WriteRune(c)
	}
	return b.String()
}

// statusOf returns the status code of a name such as "not_found"; 0 if there
// is none.
func statusOf(name string) int {
	for code := 100; code < 600; code++ {
		if n := statusName(code); n != "" && snake(n) == name {
			return code
		}
	}
	return 0
}

// KnownStatus reports whether Ruby has a class for a status code.
func KnownStatus(code int) bool { return statusName(code) != "" }

// responseClasses are the kinds of responses that can be asked for, beside
// codes and the names of codes.
var responseClasses = []string{"information", "success", "redirection", "client_error", "server_error", "response"}

// ResponseKind is the kind of an HTTP by its name, and whether there is one.
func ResponseKind(name string) (kind string, known bool) {
	kind = snake(name)
	return kind, slices.Contains(responseClasses, kind) || statusOf(kind) != 0
}

// Takes reports whether an answer with a status code is as the check wants it.
func (h *HTTP) Takes(code int) bool { return isKind(code, h.Kind) }

// isKind reports whether a status code is of a kind: a code, the name of one,
// or a class.
func isKind(code int, kind string) bool {
	switch kind {
	case "response":
		return true
	case "information":
		return code/100 == 1
	case "success":
		return code/100 == 2
	case "redirection":
		return code/100 == 3
	case "client_error":
		return code/100 == 4
	case "server_error":
		return code/100 == 5
	}
	if len(kind) == 3 && kind[0] >= '1' && kind[0] <= '5' {
		return kind == string([]byte{byte('0' + code/100), byte('0' + code/10%10), byte('0' + code%10)})
	}
	return code == statusOf(kind)
}
