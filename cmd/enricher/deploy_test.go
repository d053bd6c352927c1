package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

// TestDeployed reads what deploy/ gives to the program: each command line is one
// that it takes, and each setting of the chart one that a flag has.
func TestDeployed(t *testing.T) {
	parser, err := kong.New(&cli{}, kong.Name("enricher"))
	if err != nil {
		t.Fatal(err)
	}
	commands := 0
	err = filepath.WalkDir("../../deploy", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, args := range commandLines(t, path, text) {
			commands++
			if _, err := parser.Parse(args); err != nil {
				t.Errorf("%s: enricher %s: %v", path, strings.Join(args, " "), err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if commands < 12 {
		t.Errorf("only %d command lines found", commands)
	}
	variables := map[string]bool{}
	for _, f := range allFlags(appModel(t).Node) {
		for _, name := range f.Envs {
			variables[name] = true
		}
	}
	files, err := filepath.Glob("../../deploy/helm/enricher/ci/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no sets of values", err)
	}
	for _, file := range append(files, "../../deploy/helm/enricher/values.yaml") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var values struct{ Settings map[string]any }
		if err := yaml.Unmarshal(text, &values); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for flag := range values.Settings {
			if !variables["ENRICHER_"+strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))] {
				t.Errorf("%s: settings.%s is no flag that an environment variable sets", file, flag)
			}
		}
	}
}

// commandLines are the program's arguments that a file of deploy/ has.
func commandLines(t *testing.T, path string, text []byte) [][]string {
	t.Helper()
	var lines [][]string
	switch {
	case filepath.Base(path) == "Dockerfile":
		for _, found := range regexp.MustCompile(`(?m)CMD (\[.*\])$`).FindAllSubmatch(text, -1) {
			var args []string
			if err := json.Unmarshal(found[1], &args); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if args[0] == "/enricher" {
				args = args[1:]
			}
			lines = append(lines, args)
		}
	case filepath.Ext(path) == ".service":
		for _, found := range regexp.MustCompile(`(?m)^ExecStart=\S+/enricher (.*)$`).FindAllSubmatch(text, -1) {
			lines = append(lines, strings.Fields(string(found[1])))
		}
	case filepath.Ext(path) == ".yaml" && (strings.Contains(path, "kubernetes") || strings.Contains(path, "compose")):
		d := yaml.NewDecoder(bytes.NewReader(text))
		for {
			var document yaml.Node
			if d.Decode(&document) != nil { // the end; tests of deploy/ find what is no YAML
				return lines
			}
			lines = append(lines, containers(&document)...)
		}
	}
	return lines
}

// containers are the arguments of every container of our image in a document.
func containers(n *yaml.Node) [][]string {
	var lines [][]string
	var c struct {
		Image         string
		Args, Command []string
		Healthcheck   struct{ Test []string }
	}
	if n.Kind == yaml.MappingNode && n.Decode(&c) == nil && strings.HasPrefix(c.Image, "enricher:") {
		if args := append(c.Command, c.Args...); len(args) > 0 {
			lines = append(lines, args)
		}
		if test := c.Healthcheck.Test; len(test) > 2 {
			lines = append(lines, test[2:])
		}
	}
	for _, child := range n.Content {
		lines = append(lines, containers(child)...)
	}
	return lines
}
