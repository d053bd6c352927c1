package main

import (
	"os"
	"strings"
	"testing"

	"enricher/pipeline"
)

// The tables of reasons in the documentation name every reason there is.
func TestDocumentsNameReasons(t *testing.T) {
	for _, name := range []string{"README.md", "deploy/OPERATIONS.md"} {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, reason := range pipeline.Reasons() {
			if !strings.Contains(string(text), "`"+string(reason)+"`") {
				t.Errorf("%s does not name the reason %s", name, reason)
			}
		}
	}
}
