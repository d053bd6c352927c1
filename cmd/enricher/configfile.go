package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

// A configPath is what --config names: a file of settings. A flag on the
// command line and an environment variable go before the file, and the file
// before the default.
type configPath string

// BeforeResolve reads the file, unless the command has none of its settings.
func (configPath) BeforeResolve(ctx *kong.Context, trace *kong.Path) error {
	name := string(ctx.FlagValue(trace.Flag).(configPath))
	if name == "" || !slices.ContainsFunc(ctx.Flags(), inConfig) {
		return nil
	}
	f, err := readConfig(name, ctx.Model)
	if err != nil {
		return err
	}
	ctx.AddResolver(f)
	ctx.Bind(f)
	return nil
}

// inConfig tells the flags that are settings: those with an environment
// variable, but for the one that names the file.
func inConfig(f *kong.Flag) bool { return len(f.Envs) > 0 && f.Name != "config" }

// fromEnvironment tells a flag whose environment variable is set.
func fromEnvironment(f *kong.Flag) bool {
	return slices.ContainsFunc(f.Tag.Envs, func(name string) bool { _, ok := os.LookupEnv(name); return ok })
}

// A configFile holds the settings of a file by their flags' names.
type configFile struct {
	name     string
	settings map[string]fileSetting
}

type fileSetting struct {
	line  int
	value any // a string, or a []any of strings
}

// maxConfig is far more than a file of settings has, in bytes.
const maxConfig = 1 << 20

// readConfig reads a file and checks that each of its settings is one of the
// program and has a value that fits. All faults are joined, each with its line.
func readConfig(name string, app *kong.Application) (*configFile, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxConfig+1))
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	if len(data) > maxConfig {
		return nil, fmt.Errorf("configuration %s: more than %d bytes", name, maxConfig)
	}
	f := &configFile{name: name, settings: map[string]fileSetting{}}
	decoder := yaml.NewDecoder(strings.NewReader(string(data)))
	var root yaml.Node
	switch err := decoder.Decode(&root); {
	case errors.Is(err, io.EOF): // nothing but comments
		return f, nil
	case err != nil:
		return nil, fmt.Errorf("configuration %s: %w", name, err)
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("configuration %s: more than one YAML document", name)
	}
	return f, f.read(root.Content[0], flagsByName(app))
}

func (f *configFile) read(root *yaml.Node, known map[string]*kong.Flag) error {
	if root.Kind != yaml.MappingNode {
		return f.fault(root, "want lines such as workers: 4")
	}
	var faults []error
	for i := 0; i < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		flag := known[key.Value]
		before, twice := f.settings[key.Value]
		switch {
		case flag == nil:
			faults = append(faults, f.fault(key, "no setting is named %q%s", key.Value, nearest(key.Value, known)))
		case twice:
			faults = append(faults, f.fault(key, "%s is set twice, first in line %d", key.Value, before.line))
		default:
			v, err := readValue(value, flag)
			if err != nil {
				faults = append(faults, f.fault(key, "%s: %w", key.Value, err))
			}
			f.settings[key.Value] = fileSetting{line: key.Line, value: v}
		}
	}
	return errors.Join(faults...)
}

func (f *configFile) fault(at *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w", f.name, at.Line, fmt.Errorf(format, args...))
}

// readValue reads a value, a string or a []any of strings, and tries whether
// it is one for the flag.
func readValue(node *yaml.Node, flag *kong.Flag) (any, error) {
	var value any
	switch {
	case node.Kind == yaml.ScalarNode && node.Tag != "!!null":
		value = node.Value
	case node.Kind == yaml.SequenceNode && flag.IsSlice():
		list := make([]any, len(node.Content))
		for i, item := range node.Content {
			if item.Kind != yaml.ScalarNode || item.Tag == "!!null" {
				return nil, errors.New("want a list of plain values")
			}
			list[i] = item.Value
		}
		value = list
	case node.Kind == yaml.SequenceNode:
		return nil, errors.New("want one value, not a list")
	case node.Kind == yaml.ScalarNode:
		return nil, errors.New("no value is given")
	default:
		return nil, errors.New("want a plain value")
	}
	scan := kong.Scan().PushTyped(value, kong.FlagValueToken)
	if err := flag.Mapper.Decode(&kong.DecodeContext{Value: flag.Value, Scan: scan}, reflect.New(flag.Target.Type()).Elem()); err != nil {
		return nil, err
	}
	if flag.Tag.Type == "existingfile" { // kong looks for it only when the command has the flag
		if _, err := os.Stat(node.Value); err != nil {
			return nil, err
		}
	}
	if flag.Enum != "" && !slices.Contains(flag.EnumSlice(), node.Value) {
		return nil, fmt.Errorf("%q: want one of %s", node.Value, strings.Join(flag.EnumSlice(), ", "))
	}
	return value, nil
}

// Validate has nothing to do: readConfig has done it.
func (f *configFile) Validate(*kong.Application) error { return nil }

// Resolve is the file's value of a flag that neither the command line nor the
// environment sets.
func (f *configFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	s, ok := f.settings[flag.Name]
	if !ok || !inConfig(flag) || fromEnvironment(flag) {
		return nil, nil
	}
	return s.value, nil
}

// flagsByName lists the settings of all commands.
func flagsByName(app *kong.Application) map[string]*kong.Flag {
	known := map[string]*kong.Flag{}
	for _, f := range allFlags(app.Node) {
		if inConfig(f) {
			known[f.Name] = f
		}
	}
	return known
}

// allFlags lists a command's flags and those of the commands below it.
func allFlags(node *kong.Node) []*kong.Flag {
	flags := slices.Clone(node.Flags)
	for _, child := range node.Children {
		flags = append(flags, allFlags(child)...)
	}
	return flags
}

// nearest asks whether a known name was meant, if one is near.
func nearest(name string, known map[string]*kong.Flag) string {
	best, distance := "", len(name)/3+2
	for candidate := range known {
		if d := edits(name, candidate); d < distance || d == distance && best != "" && candidate < best {
			best, distance = candidate, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(": is %s meant?", best)
}

// edits counts the bytes to insert, delete or replace between two names
// (Levenshtein distance).
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// A setting is a flag with its value and where that comes from.
type setting struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Source string `json:"source"` // flag, environment NAME, FILE:LINE or default
}

// effective lists the settings of the command that was parsed, by name, with
// secrets left out.
func effective(ctx *kong.Context, file *configFile) []setting {
	onCommandLine := map[*kong.Flag]bool{}
	for _, p := range ctx.Path {
		if p.Flag != nil && !p.Resolved {
			onCommandLine[p.Flag] = true
		}
	}
	var list []setting
	for _, f := range ctx.Flags() {
		if !inConfig(f) {
			continue
		}
		s := setting{Name: f.Name, Value: shown(f), Source: "default"}
		inFile, ok := file.settings[f.Name]
		switch {
		case onCommandLine[f]:
			s.Source = "flag"
		case fromEnvironment(f):
			s.Source = "environment " + f.Envs[0]
		case ok:
			s.Source = fmt.Sprintf("%s:%d", file.name, inFile.line)
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b setting) int { return cmp.Compare(a.Name, b.Name) })
	return list
}
