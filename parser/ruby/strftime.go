package ruby

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// maxTimeField bounds the width of a directive of Strftime.
const maxTimeField = 1 << 16

// timeFlags are the flags of one strftime directive.
type timeFlags struct {
	pad    byte // the pad character, or 0 for the directive's own
	left   bool // no padding at all
	upper  bool
	swap   bool
	colons int
	width  int // -1 when not given
}

// Strftime returns Time#strftime. Directives it does not know stay as they
// are written, as in Ruby; so do those with a width over
// 65536, and all of them once the result has 4 MiB. See
// CheckStrftime for a layout that Ruby does not accept.
func Strftime(t time.Time, layout string) string {
	var b strings.Builder
	for i := 0; i < len(layout); {
		if layout[i] != '%' || b.Len() > maxFormatResult {
			b.WriteByte(layout[i])
			i++
			continue
		}
		text, next, ok := timeDirective(t, layout, i+1)
		if !ok {
			b.WriteByte('%')
			i++
			continue
		}
		b.WriteString(text)
		i = next
	}
	return b.String()
}

// CheckStrftime returns the error that Ruby raises (ArgumentError) for a layout
// that ends within a directive, such as "%H:%". Strftime leaves that end as it
// is written.
func CheckStrftime(layout string) error {
	for i := 0; i < len(layout); i++ {
		if layout[i] != '%' {
			continue
		}
		_, next, ok := timeDirective(time.Time{}, layout, i+1)
		switch {
		case ok:
			i = next - 1
		case next == len(layout):
			return errors.New("invalid format: " + layout)
		}
	}
	return nil
}

// timeDirective formats the directive after a percent sign at i-1 and returns
// the position after it. It reports false for what is no directive, with the
// length of the layout as the position when that ended too early.
func timeDirective(t time.Time, layout string, i int) (string, int, bool) {
	f := timeFlags{width: -1}
	for ; i < len(layout); i++ {
		c := layout[i]
		switch {
		case f.width > 0 && strings.IndexByte("-_^#", c) >= 0:
			return "", 0, false // flags come before the width
		case c == '-':
			f.left, f.pad = true, 0
		case c == '_':
			f.pad = ' '
		case c == '0':
			f.pad = '0'
		case c == '^':
			f.upper = true
		case c == '#':
			f.swap = true
		case c == ':':
			f.colons++
			if f.colons > 3 {
				return "", 0, false
			}
			// Colons only belong before z.
			if rest := strings.TrimLeft(layout[i:], ":"); !strings.HasPrefix(rest, "z") {
				return "", 0, false
			}
		case isASCIIDigit(c):
			f.width = 0
			for i < len(layout) && isASCIIDigit(layout[i]) {
				f.width = f.width*10 + int(layout[i]-'0')
				if f.width > maxTimeField {
					return "", 0, false
				}
				i++
			}
			i--
		case c == 'E' || c == 'O':
			// The modifiers of other calendars change nothing, but only stand
			// before certain letters.
			letters := "cCxXyY"
			if c == 'O' {
				letters = "deHkIlmMSuUVwWy"
			}
			if i+1 >= len(layout) || strings.IndexByte(letters, layout[i+1]) < 0 {
				return "", 0, false
			}
		default:
			text, ok := f.field(t, c)
			if !ok {
				return "", 0, false
			}
			return text, i + 1, true
		}
	}
	return "", len(layout), false
}

// field formats one letter.
func (f timeFlags) field(t time.Time, c byte) (string, bool) {
	switch c {
	case 'Y':
		if t.Year() < 0 {
			return f.number(t.Year(), 5, '0'), true
		}
		return f.number(t.Year(), 4, '0'), true
	case 'C':
		return f.number(floorDiv(t.Year(), 100), 2, '0'), true
	case 'y':
		return f.number(floorMod(t.Year(), 100), 2, '0'), true
	case 'm':
		return f.number(int(t.Month()), 2, '0'), true
	case 'B':
		return f.name(t.Month().String()), true
	case 'b', 'h':
		return f.name(t.Month().String()[:3]), true
	case 'd':
		return f.number(t.Day(), 2, '0'), true
	case 'e':
		return f.number(t.Day(), 2, ' '), true
	case 'j':
		return f.number(t.YearDay(), 3, '0'), true
	case 'H':
		return f.number(t.Hour(), 2, '0'), true
	case 'k':
		return f.number(t.Hour(), 2, ' '), true
	case 'I':
		return f.number((t.Hour()+11)%12+1, 2, '0'), true
	case 'l':
		return f.number((t.Hour()+11)%12+1, 2, ' '), true
	case 'M':
		return f.number(t.Minute(), 2, '0'), true
	case 'S':
		return f.number(t.Second(), 2, '0'), true
	case 'L':
		return f.fraction(t, 3), true
	case 'N':
		return f.fraction(t, 9), true
	case 'p':
		text := "AM"
		if t.Hour() >= 12 {
			text = "PM"
		}
		if f.swap {
			text = strings.ToLower(text)
		}
		return f.padded(text), true
	case 'P':
		text := "am"
		if t.Hour() >= 12 {
			text = "pm"
		}
		return f.name(text), true
	case 'A':
		return f.name(t.Weekday().String()), true
	case 'a':
		return f.name(t.Weekday().String()[:3]), true
	case 'u':
		return f.number((int(t.Weekday())+6)%7+1, 1, '0'), true
	case 'w':
		return f.number(int(t.Weekday()), 1, '0'), true
	case 'G':
		year, _ := t.ISOWeek()
		if year < 0 {
			return f.number(year, 5, '0'), true
		}
		return f.number(year, 4, '0'), true
	case 'g':
		year, _ := t.ISOWeek()
		return f.number(floorMod(year, 100), 2, '0'), true
	case 'V':
		_, week := t.ISOWeek()
		return f.number(week, 2, '0'), true
	case 'U':
		return f.number((t.YearDay()-1+7-int(t.Weekday()))/7, 2, '0'), true
	case 'W':
		return f.number((t.YearDay()-1+7-(int(t.Weekday())+6)%7)/7, 2, '0'), true
	case 's':
		return f.number64(t.Unix(), 1, '0'), true
	case 'z':
		return f.zone(t), true
	case 'Z':
		name, _ := t.Zone()
		// Go names a zone it has no name for by its offset; Ruby has none.
		if strings.HasPrefix(name, "+") || strings.HasPrefix(name, "-") {
			name = ""
		}
		if name == "" {
			return "", true // with no padding either
		}
		if f.swap {
			name = strings.ToLower(name)
			f.swap = false
		}
		return f.name(name), true
	case 'n':
		return f.padded("\n"), true
	case 't':
		return f.padded("\t"), true
	case '%':
		return f.padded("%"), true
	}
	composed := map[byte]string{
		'c': "%a %b %e %H:%M:%S %Y", 'D': "%m/%d/%y", 'x': "%m/%d/%y", 'F': "%Y-%m-%d",
		'v': "%e-%^b-%Y", 'X': "%H:%M:%S", 'T': "%H:%M:%S", 'r': "%I:%M:%S %p", 'R': "%H:%M",
	}[c]
	if composed == "" {
		return "", false
	}
	text := Strftime(t, composed)
	f.left = false // which says nothing to a directive made of others
	if f.upper {
		text = strings.ToUpper(text)
	}
	return f.padded(text), true
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - floorDiv(a, b)*b }

func (f timeFlags) number(n, width int, pad byte) string { return f.number64(int64(n), width, pad) }

// number64 writes a number in the directive's width, with its own pad
// character unless a flag says otherwise.
func (f timeFlags) number64(n int64, width int, pad byte) string {
	if f.left {
		return strconv.FormatInt(n, 10)
	}
	if f.pad != 0 {
		pad = f.pad
	}
	if f.width >= 0 {
		width = f.width
	}
	if pad == '0' {
		return fmt.Sprintf("%0*d", width, n)
	}
	return fmt.Sprintf("%*d", width, n)
}

// name writes a text in upper case when a flag asks for it.
func (f timeFlags) name(text string) string {
	if f.upper || f.swap {
		text = strings.ToUpper(text)
	}
	return f.padded(text)
}

// padded writes a text in the directive's width, with spaces unless the flag
// asks for zeros.
func (f timeFlags) padded(text string) string {
	if f.left || f.width <= len(text) {
		return text
	}
	pad := " "
	if f.pad == '0' {
		pad = "0"
	}
	return strings.Repeat(pad, f.width-len(text)) + text
}

// fraction writes the fraction of the second with a number of digits, cut off
// rather than rounded.
func (f timeFlags) fraction(t time.Time, digits int) string {
	if f.width > 0 {
		digits = f.width
	}
	text := fmt.Sprintf("%09d", t.Nanosecond())
	if digits <= 9 {
		return text[:digits]
	}
	return text + strings.Repeat("0", digits-9)
}

// zone writes the offset from UTC: +hhmm, +hh:mm, +hh:mm:ss, or with three
// colons as short as it can be.
func (f timeFlags) zone(t time.Time) string {
	_, offset := t.Zone()
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	h, m, s := offset/3600, offset/60%60, offset%60
	var tail string
	switch f.colons {
	case 0:
		tail = fmt.Sprintf("%02d", m)
	case 1:
		tail = fmt.Sprintf(":%02d", m)
	case 2:
		tail = fmt.Sprintf(":%02d:%02d", m, s)
	default:
		switch {
		case s != 0:
			tail = fmt.Sprintf(":%02d:%02d", m, s)
		case m != 0:
			tail = fmt.Sprintf(":%02d", m)
		}
	}
	hours := strconv.Itoa(h)
	width := max(f.width-len(sign)-len(tail), 2)
	if f.pad == ' ' {
		text := sign + hours + tail
		return strings.Repeat(" ", max(width+len(sign)+len(tail)-len(text), 0)) + text
	}
	return sign + zeroPad(hours, width) + tail
}
