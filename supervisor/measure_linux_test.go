package supervisor

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// TestRequest asks a server that answers, as frameworks do, only those who accept
// what it has.
func TestRequest(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept") != "*/*" || r.UserAgent() != "Ruby" {
			w.WriteHeader(http.StatusNotAcceptable)
		}
	}))
	defer server.Close()
	check := &HTTP{URL: server.URL, Kind: "success", OpenTimeout: time.Minute, ReadTimeout: time.Minute}
	if v := (Clock{}).get(check); !v.Good {
		t.Errorf("got %s", v.Text)
	}
}
