package ner

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"enricher/ner/internal/vec"
)

// Settings of the inner layer's training, chosen on the inner mentions of
// GermEval 2014, dev, and a quarter of its train.
const (
	innerEpochs = 10
	innerBatch  = 8
	innerRate   = 2e-3
	innerDrop   = 0.3
)

// An innerExample is an outer mention to learn its inner ones from.
type innerExample struct {
	outer   chunk
	input   []float32 // 2·hidden numbers a token
	allowed []tagSet
}

// trainInner gives the model an inner layer, with everything else as it is. It
// learns from the corpora that mark inner mentions or, if none does, from what
// their namesakes tell. The same input gives the same weights.
func trainInner(ctx context.Context, m *Model, corpora []Corpus, seed uint64) error {
	examples := innerExamples(m, corpora)
	if len(examples) == 0 {
		return nil
	}
	t := innerTrainer{random: rand.NewPCG(seed, 0x177e5)}
	l, err := t.train(ctx, m.hidden, examples)
	if err != nil {
		return err
	}
	m.inner = l
	return nil
}

func innerExamples(m *Model, corpora []Corpus) []innerExample {
	marked := func(c Corpus) bool {
		return slices.ContainsFunc(c.Sentences, func(s Sentence) bool { return len(s.inner) > 0 })
	}
	allowed := annotated
	if slices.ContainsFunc(corpora, marked) {
		corpora = slices.DeleteFunc(slices.Clone(corpora), func(c Corpus) bool { return !marked(c) })
	} else {
		allowed = newNamesakes(corpora).allowed
	}
	t := newTagger(m)
	var examples []innerExample
	for _, c := range corpora {
		for i := range c.Sentences {
			s := &c.Sentences[i]
			if len(s.Words) > maxSentence {
				continue
			}
			scored := false
			for _, outer := range s.chunks {
				if !outer.nests() {
					continue
				}
				sets := allowed(s, outer)
				if sets == nil {
					continue
				}
				if !scored {
					t.score(len(s.Words), func(i int) string { return s.Words[i] })
					scored = true
				}
				t.read(outer)
				n := 2 * m.hidden * (outer.last - outer.first)
				examples = append(examples, innerExample{outer, slices.Clone(t.inner.input[:n]), sets})
			}
		}
	}
	return examples
}

// annotated are the tags of the sentence's inner mentions inside outer.
func annotated(s *Sentence, outer chunk) []tagSet {
	part := Sentence{Words: s.Words[outer.first:outer.last]}
	for _, c := range s.inner {
		if c.first >= outer.first && c.last <= outer.last && c.last-c.first < outer.last-outer.first {
			part.chunks = append(part.chunks, chunk{c.first - outer.first, c.last - outer.first, c.label})
		}
	}
	return Guideline{}.allowed(&part)
}

// An innerTrainer holds the state of an inner layer's training.
type innerTrainer struct {
	random        *rand.PCG
	now, gradient *innerLayer
	input, scores []float32
	free, tie     lattice
}

func (t *innerTrainer) train(ctx context.Context, hidden int, examples []innerExample) (*innerLayer, error) {
	t.now, t.gradient = newInnerLayer(hidden), newInnerLayer(hidden)
	sum := newInnerLayer(hidden)
	moves := newAdam(t.now.parts())
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	shuffle := rand.New(t.random)
	averaged := 0
	for epoch := range innerEpochs {
		shuffle.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for from := 0; from < len(order); from += innerBatch {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			p := t.now.field.factors()
			for _, i := range order[from:min(from+innerBatch, len(order))] {
				t.learn(&examples[i], p)
			}
			done := float32(epoch*len(order)+from) / float32(innerEpochs*len(order))
			moves.step(t.now.parts(), t.gradient.parts(), innerRate*(1-done))
		}
		if 2*epoch >= innerEpochs { // the average of the last half is what stays
			averaged++
			for k, p := range t.now.parts() {
				for j, x := range p {
					sum.parts()[k][j] += x
				}
			}
		}
	}
	for k, p := range sum.parts() {
		scaleTo(t.now.parts()[k], p, 1/float32(averaged))
	}
	t.now.factors = t.now.field.factors()
	return t.now, nil
}

// learn adds an example's gradient.
func (t *innerTrainer) learn(e *innerExample, p *factors) {
	n := e.outer.last - e.outer.first
	width := len(e.input) / n
	if len(t.input) < len(e.input) {
		t.input, t.scores = make([]float32, len(e.input)), make([]float32, n*tagRow)
	}
	for j, x := range e.input {
		t.input[j] = 0
		if x != 0 && float32(t.random.Uint64()>>40)/(1<<24) >= innerDrop {
			t.input[j] = x / (1 - innerDrop)
		}
	}
	t.now.score(t.scores, t.input, e.outer)
	t.free.factors(t.scores, n, 80)
	t.tie.constrain(&t.free, e.allowed)
	_, ok := t.free.run(p)
	_, ok2 := t.tie.run(p)
	if !ok || !ok2 {
		return // out of numeric range: nothing to learn here
	}
	var ds [tagRow]float32
	for i := range n {
		for k := range tags {
			ds[k] = float32(t.free.probability(i, k) - t.tie.probability(i, k))
		}
		tag := e.outer.tag(e.outer.first + i)
		vec.Axpy(t.gradient.outer[tag*tagRow:(tag+1)*tagRow], ds[:], 1)
		vec.Outer(t.gradient.weights, t.input[i*width:(i+1)*width], ds[:])
	}
	t.free.transitions(p, &t.gradient.field, 1)
	t.tie.transitions(p, &t.gradient.field, -1)
}

// adam moves parameters against their gradients (Kingma and Ba 2015).
type adam struct {
	mean, square [][]float32
	steps        int
}

func newAdam(parts [][]float32) *adam {
	a := new(adam)
	for _, p := range parts {
		a.mean, a.square = append(a.mean, make([]float32, len(p))), append(a.square, make([]float32, len(p)))
	}
	return a
}

// step moves the parameters and clears the gradient.
func (a *adam) step(parts, gradient [][]float32, rate float32) {
	const beta1, beta2 = 0.9, 0.999
	a.steps++
	rate *= float32(math.Sqrt(1-math.Pow(beta2, float64(a.steps))) / (1 - math.Pow(beta1, float64(a.steps))))
	for k, g := range gradient {
		x, m, v := parts[k], a.mean[k], a.square[k]
		for j, d := range g {
			m[j] += (1 - beta1) * (d - m[j])
			v[j] += (1 - beta2) * (d*d - v[j])
			x[j] -= rate * m[j] / (float32(math.Sqrt(float64(v[j]))) + 1e-8)
			g[j] = 0
		}
	}
}
