package pipeline

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/invopop/jsonschema"
)

var update = flag.Bool("update", false, "write the files that tests compare with anew")

// TestSchema keeps the checked-in JSON Schema equal to the Go types: make
// golden writes it.
func TestSchema(t *testing.T) {
	// A reader of version 1 takes fields that a later version 1 adds.
	r := &jsonschema.Reflector{Anonymous: true, AllowAdditionalProperties: true}
	schema := r.Reflect(&Record{})
	schema.ID = "https://enricher.example/record/v1"
	schema.Title = "enricher.record/v1"
	got, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	compareGolden(t, "record.schema.json", append(got, '\n'))
}

// compareGolden holds what a test made against a checked-in file, which make
// golden writes.
func compareGolden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the code gives: run make golden and look at the difference", file)
	}
}
