package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the golden records anew")

// TestGolden enriches every sample article and compares its record with the
// golden one, so that a change of any fact shows in a diff.
func TestGolden(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../pipeline/record.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	samples, err := filepath.Glob("samples/*")
	if err != nil || len(samples) == 0 {
		t.Fatal("no samples", err)
	}
	for _, sample := range samples {
		name := filepath.Base(sample)
		t.Run(name, func(t *testing.T) {
			var out, errs bytes.Buffer
			args := []string{"enrich", "--out", "json", sample}
			if code := run(args, streams{strings.NewReader(""), &out, &errs}); code != exitDone {
				t.Fatalf("exit status %d: %s", code, errs.String())
			}
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(out.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Errorf("not valid by the schema: %v", err)
			}
			golden := filepath.Join("../../testdata/records", name+".golden.json")
			if *update {
				if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(out.Bytes(), want) {
				t.Errorf("the record differs from %s: run make golden and look at the difference", golden)
			}
		})
	}
}
