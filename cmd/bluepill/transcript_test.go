//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var (
	real        = flag.String("real", "", "the command of the real Bluepill, to take the transcripts anew")
	transcripts = flag.String("transcripts", "testdata/transcripts", "the folder of the transcripts")
)

// TestTranscripts repeats what was once said to the real Bluepill 0.1.3, and
// demands the same answers. A transcript is an archive whose comment holds
// commands with their answers, and whose files are the pills:
//
//	# what this shows
//	until COMMAND       is repeated until it succeeds
//	$ COMMAND           is run by sh; its answer follows
//	[1]                 the exit code, if it is not 0
//	out|TEXT            each line of standard output
//	err|TEXT            and of standard error
//	here [0]            what differs here on purpose: README.md says why
//	here out|TEXT
//	here err|TEXT
//
// The golden pills are in the folder golden. Shell functions: "states" prints the
// changes of state that the log tells of, "signals" what the program sigs has got, and
// "settle" waits until short grace times and ticks are over, which takes longer for
// the real Bluepill. With -real the answers are taken anew, with -update those that
// are given here.
func TestTranscripts(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob(filepath.Join(*transcripts, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no transcripts: ", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			s := newTranscript(t, archive.Files)
			got := s.replay(string(archive.Comment))
			switch {
			case *update || *real != "":
				archive.Comment = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			case got != string(archive.Comment):
				t.Errorf("the answers differ (-update writes them):\n%s\n%s", cmp.Diff(string(archive.Comment), got), s.log())
			}
		})
	}
}

// A transcript is one that is being replayed.
type transcript struct {
	*place
	names map[string]string // of pids
}

// sigs is a program that writes down what signals it gets; QUIT and ALRM end it.
const sigs = `#!/bin/sh
# sigs FILE
for s in HUP INT USR1 USR2 TERM; do trap "echo $s >>$1" $s; done
for s in QUIT ALRM; do trap "echo $s >>$1; exit" $s; done
echo ready >>$1
while :; do sleep 0.05; done
`

func newTranscript(t *testing.T, files []txtar.File) *transcript {
	s := &transcript{newPlace(t, ""), map[string]string{}}
	if err := os.CopyFS(filepath.Join(s.dir(), "golden"), os.DirFS("../../testdata/golden")); err != nil {
		t.Fatal(err)
	}
	files = append(files, txtar.File{Name: "sigs", Data: []byte(sigs)})
	for _, f := range files {
		text := strings.ReplaceAll(string(f.Data), "$DIR", s.dir())
		if err := os.WriteFile(filepath.Join(s.dir(), f.Name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	bin := filepath.Join(s.dir(), "bin")
	if err := os.Mkdir(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if *real != "" {
		exe = *real
	}
	if err := os.Symlink(exe, filepath.Join(bin, "bluepill")); err != nil {
		t.Fatal(err)
	}
	return s
}

// functions are what the commands of a transcript may use. The log is a few
// milliseconds behind the status.
const functions = `
states() { sleep 0.1; sed -n 's/.* -- : \[\(.*\)\] Going from/\1:/p' bp.log; }
signals() { cat signals; }
settle() { sleep ${SETTLE:-2.5}; }
`

// sh runs a command.
func (s *transcript) sh(command string) (out, errs string, code int) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", functions+command)
	cmd.Dir = s.dir()
	cmd.Env = append(os.Environ(), asBluepill+"=1", "BLUEPILL_BASE_DIR="+s.base, "HOME="+s.dir(), "TZ=UTC",
		"PATH="+filepath.Join(s.dir(), "bin")+":"+os.Getenv("PATH"))
	if *real != "" {
		cmd.Env = append(cmd.Env, "SETTLE=5")
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		s.t.Fatalf("%s takes too long\n%s%s", command, &stdout, &stderr)
	case err != nil && !errors.As(err, &exit):
		s.t.Fatalf("%s: %v", command, err)
	}
	return stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
}

// replay runs the commands of a script, and returns it with the answers of now.
func (s *transcript) replay(script string) string {
	var b strings.Builder
	lines := strings.Split(strings.TrimSuffix(script, "\n"), "\n")
	for len(lines) > 0 {
		line := lines[0]
		lines = lines[1:]
		fmt.Fprintln(&b, line)
		if command, ok := strings.CutPrefix(line, "until "); ok {
			s.until(command)
		}
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		n := 0
		for n < len(lines) && isAnswer(lines[n]) {
			n++
		}
		old := lines[:n]
		lines = lines[n:]
		theirs, ours := s.old(old)
		answer := s.answer(command)
		if *real != "" {
			theirs = answer
		} else if ours = answer; ours == theirs {
			ours = ""
		}
		b.WriteString(theirs)
		for l := range strings.Lines(ours) {
			b.WriteString("here " + l)
		}
	}
	return b.String()
}

func isAnswer(line string) bool {
	line = strings.TrimPrefix(line, "here ")
	return strings.HasPrefix(line, "[") || strings.HasPrefix(line, "out|") || strings.HasPrefix(line, "err|")
}

// old takes apart the answer in a transcript: that of the real Bluepill, and
// that which is given here, if it differs.
func (s *transcript) old(lines []string) (theirs, ours string) {
	for _, l := range lines {
		if rest, ok := strings.CutPrefix(l, "here "); ok {
			ours += rest + "\n"
		} else {
			theirs += l + "\n"
		}
	}
	return theirs, ours
}

func (s *transcript) until(command string) {
	s.t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		_, _, code := s.sh(command)
		if code == 0 {
			return
		}
		if time.Now().After(deadline) {
			out, errs, _ := s.sh("bluepill status")
			s.t.Fatalf("it does not come to %s\n%s%s%s", command, out, errs, s.log())
		}
	}
}

// answer runs a command and shows its answer without what differs each time.
func (s *transcript) answer(command string) string {
	out, errs, code := s.sh(command)
	text := ""
	if code != 0 {
		text = fmt.Sprintf("[%d]\n", code)
	}
	for l := range strings.Lines(out) {
		text += "out|" + strings.TrimSuffix(l, "\n") + "\n"
	}
	for l := range strings.Lines(errs) {
		l = strings.TrimSuffix(l, "\n")
		text += "err|" + l + "\n"
		if exception.MatchString(l) {
			break // where it was raised is another matter
		}
	}
	text = raised.ReplaceAllString(text, "err|")
	text = optparse.ReplaceAllString(text, "")
	text = object.ReplaceAllString(text, "#<$1>")
	text = moment.ReplaceAllString(text, "at TIME")
	text = memory.ReplaceAllString(text, "MEMORY")
	text = strings.ReplaceAll(text, s.dir(), "$DIR")
	return pidsIn.ReplaceAllStringFunc(text, func(word string) string {
		m := pidsIn.FindStringSubmatch(word)
		if s.names[m[2]] == "" {
			s.names[m[2]] = fmt.Sprint("P", len(s.names)+1)
		}
		return m[1] + s.names[m[2]]
	})
}

var (
	exception = regexp.MustCompile(`^#<\w+Error: .*>$|\(([A-Z]\w*::)*[A-Z]\w*(Error|Option|Argument|ENOENT|EISDIR)\)$`)
	raised    = regexp.MustCompile(`(?m)^err\|\S+:\d+:(in .*': )? ?`)
	optparse  = regexp.MustCompile(` \(OptionParser::\w+\)`)
	object    = regexp.MustCompile(`#<([\w:]+):0x[0-9a-f]+.*>`)
	moment    = regexp.MustCompile(`at \d\d/\d\d/\d{4} \d\d:\d\d:\d\d`)
	memory    = regexp.MustCompile(`\b\d+MB\b`)
	pidsIn    = regexp.MustCompile(`(pid:|bluepilld\[)(\d+)`)
)
