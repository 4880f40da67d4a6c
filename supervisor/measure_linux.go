package supervisor

// This file takes the values that checks watch.

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/pilllint/pilllint/parser/ruby"
)

// A reading is what the kernel told of a process at one moment.
type reading struct {
	proc Ident
	stat procStat
	err  error // it is not there any more
}

func readingOf(p Ident) reading {
	s, err := living(p)
	return reading{p, s, err}
}

// usage takes the value of a check of the process itself, which takes no time.
// ok is false for the checks of other things.
func (clock Clock) usage(c *CheckSpec, r *reading) (v Value, ok bool) {
	switch c.Kind {
	case "always_true":
		return Value{Number: 1, Text: "1", Good: true}, true
	case "zombie_process": // a zombie is gone as far as we are concerned
		return Value{Text: commandLine(r.proc.Pid), Good: true}, true
	case "mem_usage":
		return resident(c, r), true
	case "cpu_usage":
		return cpu(c, r), true
	case "running_time":
		n := int64(clock.since(r.proc.Start) / time.Second)
		return Value{Number: float64(n), Text: strconv.FormatInt(n, 10)}, true
	}
	return Value{}, false
}

// each calls a function with the process and, if the check wants them, its
// descendants.
func (r *reading) each(c *CheckSpec, fn func(*procStat)) {
	if r.err != nil {
		return
	}
	fn(&r.stat)
	if c.Children {
		for _, s := range descendants(r.proc.Pid) {
			fn(&s)
		}
	}
}

var pageSize = int64(os.Getpagesize())

func resident(c *CheckSpec, r *reading) Value {
	kb := int64(0)
	r.each(c, func(s *procStat) { kb += s.ResidentPages * pageSize / 1024 })
	v := Value{Number: float64(kb) * 1024, Text: strconv.FormatInt(kb, 10) + "KB"}
	if kb >= 1024 {
		v.Text = strconv.FormatInt((kb+512)/1024, 10) + "MB"
	}
	return v
}

// cpu is the usage over the whole life of the process in percent, as ps tells
// it.
func cpu(c *CheckSpec, r *reading) Value {
	sum := 0.0
	r.each(c, func(s *procStat) {
		if lived := age(s.Start).Seconds(); lived > 0 {
			permille := int64(float64(s.User+s.Sys) / userHZ / lived * 1000)
			sum += float64(permille) / 10
		}
	})
	return Value{Number: sum, Text: strconv.FormatFloat(sum, 'f', 1, 64)}
}

func age(start uint64) time.Duration {
	return sinceBoot() - time.Duration(start)*time.Second/userHZ
}

// slow takes the value of a check that may have to wait.
func (clock Clock) slow(c *CheckSpec) Value {
	if c.Kind == "file_time" {
		info, err := os.Stat(c.File)
		if err != nil {
			return Value{None: true}
		}
		n := clock.of(time.Since(info.ModTime())).Seconds()
		return Value{Number: n, Text: ruby.FormatFloat(n)}
	}
	return clock.get(c.HTTP)
}

// maxBody is how much of an answer is looked at.
const maxBody = 1 << 20

// get asks a URL, once. Bluepill's Ruby neither follows redirections nor looks
// at certificates, nor uses a proxy.
func (clock Clock) get(h *HTTP) Value {
	if h.URL == "" {
		return Value{}
	}
	open, read := clock.patience(h.OpenTimeout), clock.patience(h.ReadTimeout)
	dialer := &net.Dialer{Timeout: open}
	transport := &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: open, ResponseHeaderTimeout: read,
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true,
	}
	defer transport.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(context.Background(), open+read+time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, h.URL, nil)
	if err != nil {
		return Value{}
	}
	request.Header.Set("Accept", "*/*") // frameworks may refuse who accepts nothing
	request.Header.Set("User-Agent", "Ruby")
	answer, err := transport.RoundTrip(request)
	if err != nil {
		return Value{}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxBody))
	v := Value{Number: float64(answer.StatusCode), Text: fmt.Sprintf("#<Net::HTTP%s>", responseName(answer.StatusCode))}
	v.Good = err == nil && isKind(answer.StatusCode, h.Kind)
	if v.Good && h.Pattern != nil {
		re, err := ruby.Compile(h.Pattern.Source, h.Pattern.Options)
		if err != nil {
			return Value{Text: v.Text}
		}
		m, err := re.Match(string(body), 0)
		v.Good = err == nil && m != nil
	}
	return v
}
