package batch

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"enricher/pipeline"
)

const manifestName = "manifest.json"

// A Manifest tells what a finished run was made of and what it made. It holds no
// clock: the same input, settings and versions give the same bytes.
type Manifest struct {
	Schema   string            `json:"schema"` // enricher.backfill/v1
	Producer pipeline.Producer `json:"producer"`
	Settings map[string]string `json:"settings"`
	Inputs   []InputEnd        `json:"inputs"`
	Outputs  []Shard           `json:"outputs"`
	Tables   []TableFile       `json:"tables,omitempty"` // of the outputs, in their order
	Failures Shard             `json:"failures"`         // Records: how many there are
	Totals   Totals            `json:"totals"`
}

// ReadManifest reads that of a finished run from its folder.
func ReadManifest(dir string) (*Manifest, error) {
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil, err
	}
	m := &Manifest{}
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, manifestName), err)
	}
	return m, nil
}

// Check holds a run's files against their checksums.
func (m *Manifest) Check(dir string) error {
	var faults []error
	files := append(m.Outputs[:len(m.Outputs):len(m.Outputs)], m.Failures)
	for _, t := range m.Tables {
		files = append(files, Shard{Name: t.Name, Bytes: t.Bytes, SHA256: t.SHA256})
	}
	for _, f := range files {
		name := filepath.Join(dir, f.Name)
		sum, n, err := fileSum(name, -1)
		switch {
		case err != nil:
			faults = append(faults, err)
		case n != f.Bytes:
			faults = append(faults, fmt.Errorf("%s has %d bytes, the manifest says %d", name, n, f.Bytes))
		case hex.EncodeToString(sum.Sum(nil)) != f.SHA256:
			faults = append(faults, fmt.Errorf("%s has another SHA-256 than the manifest says", name))
		}
	}
	return errors.Join(faults...)
}

func (r *run) writeManifest() error {
	sum, n, err := fileSum(r.path(failuresName), -1)
	if err != nil {
		return err
	}
	inputs := slices.Clone(r.ended)
	for i := range inputs {
		inputs[i].Modified = time.Time{}
	}
	m := Manifest{
		Schema: "enricher.backfill/v1", Producer: r.Producer, Settings: r.Settings,
		Inputs: inputs, Outputs: r.out.shards, Tables: r.tables, Totals: r.state.Totals,
		Failures: Shard{Name: failuresName, Bytes: n, SHA256: hex.EncodeToString(sum.Sum(nil)), Records: r.state.Totals.Failed},
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(r.path(manifestName), append(text, '\n'))
}
