package batch

import (
	"encoding/hex"
	"encoding/json"
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
	Failures *Shard            `json:"failures"` // Records: how many there are
	Totals   Totals            `json:"totals"`
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
		Inputs: inputs, Outputs: r.out.shards, Totals: r.state.Totals,
		Failures: &Shard{Name: failuresName, Bytes: n, SHA256: hex.EncodeToString(sum.Sum(nil)), Records: r.state.Totals.Failed},
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(r.path(manifestName), append(text, '\n'))
}
