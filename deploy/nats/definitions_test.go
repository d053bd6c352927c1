package nats

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"enricher/pipeline/stream"
)

var update = flag.Bool("update", false, "write streams/*.json and consumers/*.json anew")

// TestDefinitions compares the definitions for the nats command line with
// those that the program makes.
func TestDefinitions(t *testing.T) {
	definitions, err := stream.DefaultTopology().Definitions()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, d := range definitions {
		var text bytes.Buffer
		if err := json.Indent(&text, d.Config, "", "  "); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(d.Kind+"s", d.Name+".json")
		want[file] = true
		if *update {
			if err := os.WriteFile(file, text.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(have, text.Bytes()) {
			t.Errorf("%s is stale (%v): go test ./deploy/nats -run Definitions -update", file, err)
		}
	}
	for _, pattern := range []string{"streams/*.json", "consumers/*.json"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !want[file] {
				t.Errorf("%s defines nothing that the program makes", file)
			}
		}
	}
}

// TestEnvironment wants every variable of the configurations in env.example,
// and none that is used by no configuration.
func TestEnvironment(t *testing.T) {
	used := names(t, "*.conf", `\$(NATS_[A-Z0-9_]+)`)
	listed := names(t, "env.example", `(?m)^#?(NATS_[A-Z0-9_]+)=`)
	if !slices.Equal(used, listed) {
		t.Errorf("the configurations use %v\nenv.example lists %v", used, listed)
	}
}

// names are what the pattern finds in the files, sorted, each once.
func names(t *testing.T, files, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(files)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no %s (%v)", files, err)
	}
	found := map[string]bool{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(pattern).FindAllSubmatch(text, -1) {
			found[string(m[1])] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
