package ner

import (
	"math"
	"testing"
)

// The gradient of all layers agrees with differences of the loss.
func TestMemoryGradient(t *testing.T) {
	cfg := DefaultConfig("de")
	cfg.HashDim, cfg.Hidden, cfg.Memory, cfg.MinTypes, cfg.Headlines = 16, 16, 16, 1, 0
	cfg.DropInput, cfg.DropHidden, cfg.DropMemory, cfg.DropFeature, cfg.DropWord = 0, 0, 0, 0, 0
	v := &Vectors{Dim: 16, Words: []string{"in", "Köln"}, cells: make([]float32, 32)}
	tr := newTrainer(cfg, v, []Corpus{{Name: "tiny", Sentences: tinyCorpus()[:4]}})
	tr.fill(tr.rows.cells, 0.5)
	tr.fill(tr.vectors.cells, 0.5)
	tr.fill(tr.now.gateBias, 0.5)
	loss := func() float64 {
		return tr.learn(&tr.examples[1], tr.now.field.factors(), 0)
	}
	loss()
	var got [][]float32
	for _, p := range tr.gradient.parts() {
		got = append(got, append([]float32(nil), p...))
	}
	for k, part := range tr.now.parts() {
		for j := 0; j < len(part); j += 1 + len(part)/97 {
			const h = 2e-3
			was := part[j]
			part[j] = was + h
			up := loss()
			part[j] = was - h
			down := loss()
			part[j] = was
			if want := (up - down) / (2 * h); math.Abs(want-float64(got[k][j])) > 2e-3+0.03*math.Abs(want) {
				t.Errorf("part %d, %d: gradient %g, want %g", k, j, got[k][j], want)
			}
		}
	}
}
