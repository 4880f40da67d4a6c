package supervisor

// This file keeps what must not be forgotten if the daemon is killed. Each
// process has a slot of fixed size in one file, which is written in place: that
// needs no room on the disk, cannot be left half done by a SIGKILL, and costs
// the same however many processes there are.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const (
	slotSize = 2048
	// slotRoom is what is left in a slot for the memory of a Machine.
	slotRoom = slotSize - 2*MaxName - 200
)

// A header is the first slot.
type header struct {
	Boot    string `json:"boot"`
	Pill    string `json:"pill"`
	Orderly bool   `json:"orderly"` // the daemon ended because it was told to
}

// A record is any other slot.
type record struct {
	Name   string          `json:"name"`             // group:name
	Mark   string          `json:"mark,omitempty"`   // of what was started last
	Serial uint64          `json:"serial,omitempty"` // of the process that Memory tells of, if the kernel counts
	Memory json.RawMessage `json:"memory,omitempty"`
}

// A journal is the file.
type journal struct {
	file  *os.File
	slots map[string]int
	room  [slotSize]byte // for what is written next
}

// readJournal reads what a predecessor has left; no more than is whole of it.
func readJournal(path string) (h header, records map[string]record) {
	data, _ := os.ReadFile(path) // without one, nothing is known
	return parseJournal(data)
}

func parseJournal(data []byte) (h header, records map[string]record) {
	records = map[string]record{}
	for i := 0; i*slotSize < len(data); i++ {
		slot := data[i*slotSize : min((i+1)*slotSize, len(data))]
		slot, _, _ = bytes.Cut(slot, []byte{'\n'})
		if i == 0 {
			if json.Unmarshal(slot, &h) != nil {
				return header{}, records
			}
			continue
		}
		var r record
		if json.Unmarshal(slot, &r) == nil && r.Name != "" {
			records[r.Name] = r
		}
	}
	return h, records
}

// openJournal makes the file anew for the processes named, keeping the records
// that are given. If there is no room, the old file will do if it knows them all.
func openJournal(path string, h header, names []string, records map[string]record) (*journal, error) {
	j := &journal{slots: map[string]int{}}
	var data []byte
	data = appendSlot(data, h.line())
	for i, name := range names {
		r := records[name]
		r.Name = name
		data = appendSlot(data, r.line())
		j.slots[name] = i + 1
	}
	temp := path + ".new"
	os.Remove(temp) // whatever it is
	err := writeNew(temp, data)
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		os.Remove(temp)
		if j.slots = oldSlots(path, names); j.slots == nil {
			return nil, err
		}
	}
	if j.file, err = os.OpenFile(path, os.O_RDWR, 0o600); err != nil {
		return nil, err
	}
	return j, j.put(0, h.line())
}

// writeNew writes a file that is not there, not even as a link.
func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// oldSlots finds the slots of processes in a file that is there; nil if one is
// missing.
func oldSlots(path string, names []string) map[string]int {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	slots := map[string]int{}
	for i := 1; (i+1)*slotSize <= len(data); i++ {
		var r record
		if json.Unmarshal(bytes.TrimRight(data[i*slotSize:(i+1)*slotSize], "\n "), &r) == nil {
			slots[r.Name] = i
		}
	}
	for _, name := range names {
		if slots[name] == 0 {
			return nil
		}
	}
	return slots
}

// appendSlot appends a slot: a line of JSON, and blanks to its end. What has no
// room is left out.
func appendSlot(b, line []byte) []byte {
	if len(line) >= slotSize {
		line = nil
	}
	end := len(b) + slotSize - 1
	for b = append(append(b, line...), '\n'); len(b) < end; {
		b = append(b, ' ')
	}
	return append(b[:end], '\n')
}

// line is the header as a line of JSON.
func (h header) line() []byte {
	data, _ := json.Marshal(h) // of strings and numbers there is always some
	return data
}

// line is the record as a line of JSON. The memory is some already, which need not
// be looked through once more while a process waits to be made.
func (r record) line() []byte {
	memory := r.Memory
	r.Memory = nil
	line, _ := json.Marshal(r)
	if len(memory) == 0 {
		return line
	}
	line = append(line[:len(line)-1], `,"memory":`...)
	return append(append(line, memory...), '}')
}

func (j *journal) put(slot int, line []byte) error {
	_, err := j.file.WriteAt(appendSlot(j.room[:0], line), int64(slot)*slotSize)
	return err
}

// save writes the record of a process.
func (j *journal) save(r record) error {
	slot, ok := j.slots[r.Name]
	if !ok {
		return fmt.Errorf("no slot for %q in %s", r.Name, filepath.Base(j.file.Name()))
	}
	return j.put(slot, r.line())
}
