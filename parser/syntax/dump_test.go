package syntax

import (
	"fmt"
	"reflect"
	"strings"
)

// dump writes all that there is in a tree: one line for each node or part, with
// its span, and the fields that are not zero. Trees are the same if their dumps
// are.
func dump(v any) string {
	d := dumper{}
	d.value(reflect.ValueOf(v), 0, "")
	return d.String()
}

type dumper struct{ strings.Builder }

func (d *dumper) value(v reflect.Value, depth int, name string) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			d.value(v.Elem(), depth, name)
		}
		return
	case reflect.Pointer:
		if s, ok := v.Interface().(fmt.Stringer); ok && !v.IsNil() { // a big.Int
			d.line(depth, name, s)
		} else if !v.IsNil() {
			d.value(v.Elem(), depth, name)
		}
		return
	case reflect.Slice:
		for i := range v.Len() {
			d.value(v.Index(i), depth, fmt.Sprintf("%s[%d]", name, i))
		}
		return
	case reflect.Struct:
		if v.Type() == posType {
			if !v.IsZero() {
				d.line(depth, name, v.Interface())
			}
			return
		}
		if v.Type() == reflect.TypeFor[Seq]() && v.FieldByName("List").Len() == 0 {
			d.line(depth, name, "Seq") // an empty one stands nowhere in particular
			return
		}
		d.line(depth, name, v.Type().Name(), v.FieldByName("Pos"))
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.Name != "Pos" {
				d.value(v.Field(i), depth+1, f.Name)
			}
		}
		return
	case reflect.String:
		d.line(depth, name, fmt.Sprintf("%q", v))
		return
	}
	if !v.IsZero() {
		d.line(depth, name, v.Interface())
	}
}

func (d *dumper) line(depth int, name string, values ...any) {
	d.WriteString(strings.Repeat("  ", depth) + name + ": " + fmt.Sprintln(values...))
}
