package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

const exampleFile = "../../deploy/enricher.yaml"

// appModel is the command line as kong sees it.
func appModel(t *testing.T) *kong.Application {
	t.Helper()
	parser, err := kong.New(&cli{}, kong.Name("enricher"), kong.Bind(&configFile{}))
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model
}

// deploy/enricher.yaml tells every setting as the flags do.
func TestExampleConfig(t *testing.T) {
	want := exampleConfig(appModel(t))
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(exampleFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, []byte(want)) {
		t.Errorf("%s is not what the flags say: make golden writes it anew", exampleFile)
	}
}

// Every setting set to what the example says is a file that changes nothing.
func TestExampleConfigIsTheDefaults(t *testing.T) {
	set := regexp.MustCompile(`(?m)^#([a-z-]+:)`).ReplaceAllString(exampleConfig(appModel(t)), "$1")
	set = regexp.MustCompile(`(?m)^[a-z-]+: (""|\[\])\n`).ReplaceAllString(set, "") // a file that must exist cannot be ""
	name := filepath.Join(t.TempDir(), "enricher.yaml")
	if err := os.WriteFile(name, []byte(set), 0o600); err != nil {
		t.Fatal(err)
	}
	if warnings, err := checkConfig(name); err != nil || len(warnings) > 0 {
		t.Errorf("%v %v\n%s", err, warnings, set)
	}
	parse := func(args ...string) serveFlags {
		var c cli
		parser, err := kong.New(&c, kong.Name("enricher"), kong.Bind(&configFile{}))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parser.Parse(append([]string{"serve"}, args...)); err != nil {
			t.Fatal(err)
		}
		return c.Serve.serveFlags
	}
	if got, want := parse("--config", name), parse(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// A setting has one name: the flag's, in capitals behind ENRICHER_ in the
// environment, whichever command has it. Whoever knows one knows all.
func TestSettingsHaveOneName(t *testing.T) {
	for _, f := range allFlags(appModel(t).Node) {
		if len(f.Envs) == 0 {
			continue
		}
		if want := "ENRICHER_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_")); !slices.Equal(f.Envs, []string{want}) {
			t.Errorf("--%s has the environment variables %v, want %s", f.Name, f.Envs, want)
		}
		secret := regexp.MustCompile(`password|token|secret|seed`).MatchString(f.Name)
		if secret != slices.Contains(secrets, f.Name) {
			t.Errorf("--%s: is it a secret or not?", f.Name)
		}
	}
}

// What deploy sets in the environment are settings of the program.
func TestDeployedVariablesExist(t *testing.T) {
	known := map[string]bool{}
	for _, f := range allFlags(appModel(t).Node) {
		for _, name := range f.Envs {
			known[name] = true
		}
	}
	variable := regexp.MustCompile(`\bENRICHER_[A-Z_]*[A-Z]\b`)
	err := filepath.WalkDir("../../deploy", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, ".go") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, name := range variable.FindAllString(string(data), -1) {
			if !known[name] {
				t.Errorf("%s: no flag has the variable %s", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Whatever is in a file, it is a configuration or there are errors that name
// it.
func FuzzReadConfig(f *testing.F) {
	for _, seed := range []string{"", "---\n", "workers: 1", "a: &a [*a]", "workers: *x", "? [a]\n: b", "filter: [a, [b]]", "<<: {workers: 1}", "workers: !!binary aGk=", "\xff", "nats:\n- a\n- {}", strings.Repeat("[", 100_000)} {
		f.Add([]byte(seed))
	}
	parser, err := kong.New(&cli{}, kong.Name("enricher"), kong.Bind(&configFile{}))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		name := filepath.Join(t.TempDir(), "fuzzed.yaml")
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readConfig(name, parser.Model); err != nil && !strings.Contains(err.Error(), "fuzzed.yaml") {
			t.Errorf("%q: %v", data, err)
		}
	})
}
