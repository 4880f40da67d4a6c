package main

// This file verifies a process as editors have it done, and measures the language
// server as they start it.

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/parser/source"
)

// TestVerifyForEditors runs one process of a pill, and leaves the others alone.
func TestVerifyForEditors(t *testing.T) {
	src := source.NewFile("shop.pill", `Bluepill.application("shop") do |app|
  app.process("web") { |process| process.start_command = "/bin/web"; process.daemonize = true }
  app.process("mail") { |process| process.start_command = "/bin/mail" }
end
`)
	doc := parser.Read(src, hostenv.New("shop.pill"))
	told := ""
	for i, want := range []string{"web does what the pill says", "mail: 1 finding"} {
		verdict, err := (&program{}).verifyProcess(t.Context(), doc, doc.Config.Apps[0].Processes[i], func(message string) { told = message })
		if err != nil {
			t.Fatal(err)
		}
		if verdict.Summary != want || !strings.HasPrefix(verdict.Text, "shop.pill: "+want[:3]) || strings.Count(verdict.Text, "shop.pill: ") != 1 {
			t.Errorf("got %q:\n%s", verdict.Summary, verdict.Text)
		}
		for _, d := range verdict.Found {
			if d.Span.File != src || d.Span.Line() != 2+i {
				t.Errorf("found %s: %s", d.Span, d.Message)
			}
		}
	}
	if told == "" {
		t.Error("nobody is told what is being done")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (&program{}).verifyProcess(ctx, doc, doc.Config.Apps[0].Processes[0], func(string) {}); err == nil {
		t.Error("it is done though nobody wants it any more")
	}
}

// A served is a server in a process of its own.
type served struct {
	t   testing.TB
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func buildServer(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pilllint")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		t.Fatalf("%s\n%s", err, out)
	}
	return path
}

// startServer starts a server and waits until it may be used.
func startServer(t testing.TB, program string) *served {
	t.Helper()
	s := &served{t: t, cmd: exec.Command(program, "lsp")}
	in, err := s.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.in, s.out, s.cmd.Stderr = in, bufio.NewReader(out), os.Stderr
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.send(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`)
	s.await(`"id":1`)
	return s
}

func (s *served) send(body string) {
	s.t.Helper()
	if _, err := fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		s.t.Fatal(err)
	}
}

// await reads until a message has some text in it.
func (s *served) await(text string) {
	s.t.Helper()
	for {
		header, err := textproto.NewReader(s.out).ReadMIMEHeader()
		if err != nil {
			s.t.Fatal(err)
		}
		n, _ := strconv.Atoi(header.Get("Content-Length"))
		body := make([]byte, n)
		if _, err := io.ReadFull(s.out, body); err != nil {
			s.t.Fatal(err)
		}
		if strings.Contains(string(body), text) {
			return
		}
	}
}

func (s *served) end() {
	s.t.Helper()
	s.send(`{"jsonrpc":"2.0","id":2,"method":"shutdown"}`)
	s.await(`"id":2`)
	s.send(`{"jsonrpc":"2.0","method":"exit"}`)
	if err := s.cmd.Wait(); err != nil {
		s.t.Fatal(err)
	}
}

// open opens a pill and waits for its findings.
func (s *served) open(name, text string) {
	s.t.Helper()
	raw, _ := json.Marshal(text)
	s.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///w/%s","languageId":"pill","version":1,"text":%s}}}`, name, raw))
	s.await(name)
}

// resident returns the memory that the server has, in MB.
func (s *served) resident() float64 {
	s.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		s.t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	var kB float64
	if _, err := fmt.Sscan(rest, &kB); err != nil {
		s.t.Fatal(err)
	}
	return kB / 1024
}

// BenchmarkStart starts the server, until its answer to initialize.
func BenchmarkStart(b *testing.B) {
	program := buildServer(b)
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		s := startServer(b, program)
		took = append(took, time.Since(start))
		s.end()
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
}

// BenchmarkResident opens a hundred pills of a hundred lines, and tells what
// memory that takes.
func BenchmarkResident(b *testing.B) {
	program := buildServer(b)
	most := 0.0
	for b.Loop() {
		s := startServer(b, program)
		for i := range 100 {
			s.open(fmt.Sprintf("%d.pill", i), tenProcesses(i))
		}
		most = max(most, s.resident())
		s.end()
	}
	b.ReportMetric(most, "MB")
}

// tenProcesses is a pill of a hundred lines.
func tenProcesses(n int) string {
	var t strings.Builder
	fmt.Fprintf(&t, "Bluepill.application(\"user_shop_%d\") do |app|\n", n)
	for i := range 10 {
		fmt.Fprintf(&t, `  app.process("user_shop_%[1]d_%[2]d") do |process|
    process.start_command = "bin/shop --queue é名😀 --number %[2]d"
    process.daemonize = true
    process.pid_file = "/run/shop/%[1]d_%[2]d.pid"
    process.stdout = process.stderr = "/srv/shop/log/shop%[1]d_%[2]d.log"
    process.stop_signals = [:quit, 5.seconds, :term, 5.seconds, :kill]
    process.stop_grace_time = 20.seconds
    process.checks :mem_usage, every: 10.seconds, below: 200.megabytes, times: [3, 5]
  end

`, n, i)
	}
	t.WriteString("end\n")
	return t.String()
}
