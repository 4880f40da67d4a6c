package main

// This file reads flags, by the table.

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/pill"

	"github.com/spf13/pflag"
)

// parseFlags reads the flags of a command and returns the other arguments.
func parseFlags(cmd *command, o *options, args []string) ([]string, error) {
	set := pflag.NewFlagSet(cmd.name, pflag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	var names []string
	for _, f := range cmd.flags {
		names = append(names, f.name)
		switch {
		case f.truth != nil:
			set.BoolVarP(f.truth(o), f.name, f.short, false, f.usage)
		case f.list != nil:
			*f.list(o) = nil
			set.VarP(&several{f, f.list(o)}, f.name, f.short, f.usage)
		case f.check != nil:
			set.VarP(&checked{f, f.text(o)}, f.name, f.short, f.usage)
		case len(f.choices) > 0:
			*f.text(o) = f.preset
			set.VarP(&choice{f, f.text(o)}, f.name, f.short, f.usage)
		default:
			set.StringVarP(f.text(o), f.name, f.short, f.preset, f.usage)
		}
		if f.alone {
			set.Lookup(f.name).NoOptDefVal = flagAlone
		}
	}
	err := set.Parse(args)
	o.given = map[string]bool{}
	set.Visit(func(f *pflag.Flag) { o.given[f.Name] = true })
	return set.Args(), explainFlagError(err, names)
}

// A choice is the value of a flag that is one of a few words.
type choice struct {
	flag  flagSpec
	value *string
}

// Set takes a value.
func (c *choice) Set(s string) error {
	if !slices.Contains(c.flag.choices, s) {
		return errors.New("must be " + oneOf(c.flag.choices))
	}
	*c.value = s
	return nil
}

// String returns the value.
func (c *choice) String() string { return *c.value }

// Type returns what the value is called.
func (c *choice) Type() string { return c.flag.value }

// A several is the value of a flag that may be repeated: one of a few words
// each time, or WORD=FILE.
type several struct {
	flag   flagSpec
	values *[]string
}

// Set takes one more value.
func (l *several) Set(s string) error {
	word, file, hasFile := strings.Cut(s, "=")
	if !slices.Contains(l.flag.choices, word) {
		return errors.New("must be " + oneOf(l.flag.choices))
	}
	if hasFile && file == "" {
		return errors.New("has no file after the =")
	}
	*l.values = append(*l.values, s)
	return nil
}

// String returns the values.
func (l *several) String() string { return strings.Join(*l.values, " ") }

// Type returns what a value is called.
func (l *several) Type() string { return l.flag.value }

// A checked is the value of a flag of which something is demanded.
type checked struct {
	flag  flagSpec
	value *string
}

// Set takes a value, or one more of a list.
func (c *checked) Set(s string) error {
	if err := c.flag.check(s); err != nil {
		return err
	}
	if c.flag.joined && *c.value != "" {
		s = *c.value + "," + s
	}
	*c.value = s
	return nil
}

// String returns the value.
func (c *checked) String() string { return *c.value }

// Type returns what the value is called.
func (c *checked) Type() string { return c.flag.value }

func oneOf(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// explainFlagError says in our own words what is wrong with a flag, and which
// may be meant.
func explainFlagError(err error, names []string) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case err == nil, errors.Is(err, pflag.ErrHelp):
		return nil
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if len(name) == 1 {
			return fmt.Errorf("unknown flag -%s", name)
		}
		if near := pill.Suggest(name, names); near != "" {
			return fmt.Errorf("unknown flag --%s; did you mean --%s?", name, near)
		}
		return fmt.Errorf("unknown flag --%s", name)
	case errors.As(err, &missing):
		return fmt.Errorf("--%s needs a value", missing.GetSpecifiedName())
	case errors.As(err, &invalid) && invalid.GetFlag().Value.Type() == "bool":
		return fmt.Errorf("--%s %s: it takes no value", invalid.GetFlag().Name, invalid.GetValue())
	case errors.As(err, &invalid):
		return fmt.Errorf("--%s %s: %w", invalid.GetFlag().Name, invalid.GetValue(), errors.Unwrap(invalid))
	}
	return err
}
