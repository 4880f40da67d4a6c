package pill

import "testing"

func TestIsResponse(t *testing.T) {
	for _, kind := range []string{"success", "not_found", "gateway_timeout", "too_many_requests", "Redirection", "response"} {
		if !IsResponse(kind) {
			t.Errorf("%q is none", kind)
		}
	}
	for _, kind := range []string{"", "bogus", "request", "not found"} {
		if IsResponse(kind) {
			t.Errorf("%q is one", kind)
		}
	}
}
