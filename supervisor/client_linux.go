package supervisor

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"
)

// ErrNotRunning is met where no daemon listens.
var ErrNotRunning = errors.New("no daemon is running")

// ErrForeign is met where something else listens: the daemon of another version,
// or Ruby's.
var ErrForeign = errors.New("another program listens on the socket")

// maxResponse is the longest answer that is read, in bytes.
const maxResponse = 64 << 20

// Call asks the daemon of an application something and waits for the answer.
func Call(base, app string, r Request, timeout time.Duration) (Response, error) {
	var answer Response
	path := filepath.Join(base, "socks", app+".sock")
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return answer, ErrNotRunning
	}
	defer dir.Close()
	conn, err := net.DialTimeout("unix", fmt.Sprintf("/proc/self/fd/%d/%s", dir.Fd(), filepath.Base(path)), timeout)
	if err != nil {
		return answer, ErrNotRunning
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(timeout))
	data, err := json.Marshal(r)
	if err != nil {
		return answer, err
	}
	if _, err := conn.Write(append(data, '\n')); err != nil {
		return answer, err
	}
	s := bufio.NewScanner(conn)
	s.Buffer(nil, maxResponse)
	if !s.Scan() {
		if err := s.Err(); err != nil {
			return answer, err
		}
		return answer, errors.New("the daemon has ended")
	}
	if json.Unmarshal(s.Bytes(), &answer) != nil {
		return answer, ErrForeign
	}
	return answer, nil
}
