package eval

// This file holds DATA, by which a pill reads what stands behind its __END__.

// data is the constant, if the pill has an __END__. Bluepill hands the pill to
// Ruby as its script, so that DATA is the pill's own.
func (in *Interp) data() (v Value, ok bool) {
	if in.main == nil || in.main.Data < 0 {
		return nil, false
	}
	if v, ok := in.constants["DATA"]; ok {
		return v, true
	}
	text := in.main.Source.Text
	f := &ioState{name: in.Env.Path, file: true, reads: true, sync: Bool(false), text: text[min(in.main.Data, len(text)):]}
	if in.main.Template {
		f.unknown = in.unknown(Outside, "DATA")
	}
	v = &Object{Class: in.class("File"), Host: f}
	in.constants["DATA"] = v
	return v, true
}
