package syntax

import (
	"reflect"
	"strings"
	"testing"
)

// checkSpans reports every break of the laws of a File: spans lie in the
// file, children in their parents (heredocs' in their bodies), comments and
// errors are in order.
func checkSpans(t *testing.T, f *File) {
	t.Helper()
	size := int32(len(f.Source.Text))
	in := func(p, parent Pos, what string) {
		if p.Start < parent.Start || p.End > parent.End || p.Start > p.End {
			t.Errorf("%s at %v is not within %v", what, p, parent)
		}
	}
	whole := Pos{Start: 0, End: size}
	c := spanChecker{in: in, whole: whole}
	if len(f.Errors) == 0 {
		c.check(reflect.ValueOf(f.Body), whole, "body")
	} else {
		c.loose = true
		c.check(reflect.ValueOf(f.Body), whole, "body")
	}
	last := int32(0)
	for _, comment := range f.Comments {
		in(comment.Pos, Pos{Start: last, End: size}, "comment")
		if f.Source.Text[comment.Start:comment.End] != comment.Text {
			t.Errorf("comment %q is not what stands at %v", comment.Text, comment.Pos)
		}
		last = comment.End
	}
	last = 0
	for _, e := range f.Errors {
		in(e.Pos, Pos{Start: last, End: size}, "error "+e.Message)
		last = e.Start
		if e.Line < 1 || e.Line > f.Source.LineCount() || e.Message == "" || strings.HasSuffix(e.Message, ".") {
			t.Errorf("error %+v is not in order", e)
		}
	}
	if f.Data < -1 || f.Data > int(size) {
		t.Errorf("data begins at %d", f.Data)
	}
}

type spanChecker struct {
	in    func(p, parent Pos, what string)
	whole Pos
	loose bool // the tree is not to be trusted: spans need only lie in the file
}

var posType = reflect.TypeFor[Pos]()

// check checks v, a node or a part of one, within parent.
func (c spanChecker) check(v reflect.Value, parent Pos, what string) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			c.check(v.Elem(), parent, what)
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.check(v.Index(i), parent, what)
		}
	case reflect.Struct:
		if v.Type() == posType {
			if p := v.Interface().(Pos); p != (Pos{}) {
				c.in(p, parent, what)
			}
			return
		}
		c.fields(v, parent, what)
	}
}

func (c spanChecker) fields(v reflect.Value, parent Pos, what string) {
	own := v.FieldByName("Pos")
	if own.IsValid() {
		p := own.Interface().(Pos)
		c.in(p, parent, what+" "+v.Type().Name())
		parent = p
	}
	if h := v.FieldByName("Heredoc"); h.IsValid() && h.Interface().(Pos).End != 0 {
		c.in(h.Interface().(Pos), c.whole, "heredoc")
		parent = h.Interface().(Pos)
	}
	if c.loose {
		parent = c.whole
	}
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if name != "Pos" && name != "Heredoc" && name != "Value" || v.Field(i).Kind() == reflect.Interface {
			c.check(v.Field(i), parent, what+"."+name)
		}
	}
}

func TestSpans(t *testing.T) {
	for _, text := range corpus(t) {
		checkSpans(t, parseText(text))
		if t.Failed() {
			t.Fatalf("in\n%s", text)
		}
	}
}
