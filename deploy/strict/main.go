// Command strict reads Kubernetes manifests as an API server does that refuses
// unknown and repeated fields, and Dockerfiles as Docker's own builder does with
// its checks, and says what they refuse. It is a module of its own, so that the
// program depends on neither.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/scheme"
)

func main() {
	if err := monitoring.AddToScheme(scheme.Scheme); err != nil {
		fmt.Fprintln(os.Stderr, "strict:", err)
		os.Exit(1)
	}
	failed := false
	for _, file := range os.Args[1:] {
		check := manifests
		if filepath.Base(file) == "Dockerfile" {
			check = dockerfile
		}
		if err := check(file); err != nil {
			failed = true
			fmt.Fprintf(os.Stderr, "strict: %s: %v\n", file, err)
		}
	}
	if failed {
		os.Exit(1)
	}
}

// manifests reads the objects of a file, and tells on standard output which.
func manifests(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	decoder := json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme.Scheme, scheme.Scheme, json.SerializerOptions{Yaml: true, Strict: true})
	documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	var errs []error
	for {
		document, err := documents.Read()
		if err == io.EOF {
			return errors.Join(errs...)
		}
		if err != nil {
			return err
		}
		if empty(document) {
			continue
		}
		_, kind, err := decoder.Decode(document, nil, nil)
		switch {
		case runtime.IsNotRegisteredError(err):
			fmt.Printf("%s: %s: not checked, of an API unknown here\n", file, kind.Kind)
		case err != nil:
			errs = append(errs, fmt.Errorf("%v: %w", kind, err))
		default:
			fmt.Printf("%s: %s: good\n", file, kind.Kind)
		}
	}
}

// empty says whether there are only comments.
func empty(document []byte) bool {
	for line := range bytes.Lines(document) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != '#' && !bytes.Equal(line, []byte("---")) {
			return false
		}
	}
	return true
}

// dockerfile reads a Dockerfile, and returns what the builder's checks say of it.
func dockerfile(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		return err
	}
	var errs []error
	for _, w := range parsed.Warnings {
		errs = append(errs, errors.New(w.Short))
	}
	checks := linter.New(&linter.Config{Warn: func(rule, _, _, message string, _ []parser.Range) {
		errs = append(errs, fmt.Errorf("%s: %s", rule, message))
	}})
	stages, _, err := instructions.Parse(parsed.AST, checks)
	if errs = append(errs, err); errors.Join(errs...) == nil {
		fmt.Printf("%s: %d stages: good\n", file, len(stages))
	}
	return errors.Join(errs...)
}
