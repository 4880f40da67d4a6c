package rules

// This file looks at the events that a check fires.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// A firedEvent is an event that a check names.
type firedEvent struct {
	name string
	span source.Span
}

// changesState reports whether the event has an effect on a process that is up,
// as it is when its checks run. After it, no other event of the check is fired.
func (e firedEvent) changesState() bool {
	return slices.Contains([]string{"stop", "restart", "unmonitor"}, e.name)
}

// events lists what a check says that it fires, up to the first event that is
// not known.
func (c liveCheck) events() (found []firedEvent) {
	v, ok := c.Option("fires").Value()
	if !ok {
		return nil
	}
	list, isArray := v.(*eval.Array)
	if !isArray {
		if name, ok := eventName(v); ok {
			found = append(found, firedEvent{name, c.optionSpan("fires")})
		}
		return found
	}
	for i, e := range list.Elems {
		name, ok := eventName(e)
		if !ok {
			return found
		}
		span := c.optionSpan("fires")
		if list.Node != nil && len(list.Node.Elems) == len(list.Elems) && list.Origin == span {
			span = c.File.Span(list.Node.Elems[i])
		}
		found = append(found, firedEvent{name, span})
	}
	return found
}

func eventName(v eval.Value) (string, bool) {
	switch v := v.(type) {
	case eval.Sym:
		return string(v), true
	case *eval.Str:
		return v.S, v.Lost == nil
	}
	return "", false
}
