package ner

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"enricher/ner/internal/vec"
)

// Vectors say what words are like, from the company they keep in running text:
// skip-grams with negative sampling (Mikolov et al. 2013).
type Vectors struct {
	Dim    int
	Words  []string // normal forms, the most frequent first
	counts []int
	cells  []float32
}

// VectorConfig sets how vectors are made.
type VectorConfig struct {
	Dim       int     // of a vector, a multiple of 16
	Window    int     // words to either side, at most
	Epochs    int     // passes over the text
	MinCount  int     // rarer words have no vector
	MaxWords  int     // nor have those beyond the most frequent
	Negatives int     // wrong words to each right one
	Shared    int     // wrong words drawn for a whole window, which stand for the negatives of each of its words
	Placed    bool    // a neighbour's place counts: the word before is another thing than the word after
	Rate      float32 // at the start; falls to nothing
	Sample    float64 // words more frequent than this share are thinned out
	Seed      uint64
	Log       func(format string, args ...any) // may be nil
}

// DefaultVectors are the settings of the shipped models.
func DefaultVectors() VectorConfig {
	return VectorConfig{
		Dim: 80, Window: 4, Epochs: 3, MinCount: 4, MaxWords: 250_000,
		Negatives: 5, Shared: 8, Rate: 0.05, Sample: 1e-4, Seed: 1,
	}
}

// The unigram distribution is drawn from this many slots.
const unigramSlots = 1 << 22

// TrainVectors makes vectors from texts and annotated sentences, which are
// read annotatedTimes times. The same input gives the same bytes.
func TrainVectors(ctx context.Context, cfg VectorConfig, texts []Text, annotated []Sentence, annotatedTimes int) (*Vectors, error) {
	if cfg.Dim <= 0 || cfg.Dim%vec.Lanes != 0 {
		return nil, fmt.Errorf("vectors: dimension %d is not a multiple of %d", cfg.Dim, vec.Lanes)
	}
	logf := cfg.Log
	if logf == nil {
		logf = func(string, ...any) {}
	}
	c, err := readCorpus(texts, annotated, annotatedTimes, cfg.MinCount, cfg.MaxWords)
	if err != nil {
		return nil, fmt.Errorf("vectors: %w", err)
	}
	v := &Vectors{Dim: cfg.Dim, Words: c.words, counts: c.counts}
	text := slices.DeleteFunc(c.text, func(i int32) bool { return i == rareWord })
	logf("vectors: %d words of %d types in text, %d types kept", c.total, c.types, len(c.words))
	if err := v.train(ctx, cfg, text, c.total, logf); err != nil {
		return nil, err
	}
	return v, nil
}

func (v *Vectors) train(ctx context.Context, cfg VectorConfig, corpus []int32, total int, logf func(string, ...any)) error {
	n, dim := len(v.Words), v.Dim
	random := rand.NewPCG(cfg.Seed, 0x5eed)
	uniform := func() float32 { return float32(random.Uint64()>>40) / (1 << 24) }

	v.cells = make([]float32, n*dim)
	for i := range v.cells {
		v.cells[i] = (uniform() - 0.5) / float32(dim)
	}
	places := 1
	if cfg.Placed {
		places = 2*cfg.Window + 1
	}
	out := make([]float32, places*n*dim)

	keep := make([]float32, n) // probability that an occurrence is read
	var sum float64
	for i, c := range v.counts {
		f := cfg.Sample * float64(total) / float64(c)
		keep[i] = float32(min(1, math.Sqrt(f)+f))
		sum += math.Sqrt(float64(c))
	}
	slots := make([]int32, unigramSlots)
	at, upTo := 0, 0.0
	for i, c := range v.counts {
		upTo += math.Sqrt(float64(c))
		for end := int(upTo / sum * unigramSlots); at < end; at++ {
			slots[at] = int32(i)
		}
	}
	for ; at < unigramSlots; at++ {
		slots[at] = int32(n - 1)
	}

	sigmoids := make([]float32, 1024)
	for i := range sigmoids {
		sigmoids[i] = float32(1 / (1 + vec.Exp(-(float64(i)/64 - 8))))
	}
	sigmoid := func(x float32) float32 {
		return sigmoids[int(min(max((x+8)*64, 0), 1023))]
	}

	gradient := make([]float32, dim)
	line := make([]int32, 0, 1024)
	read, all := 0, total*cfg.Epochs
	for epoch := range cfg.Epochs {
		for start := 0; start < len(corpus); {
			line = line[:0]
			i := start
			for ; i < len(corpus) && corpus[i] != lineEnd && len(line) < cap(line); i++ {
				read++
				if w := corpus[i]; keep[w] >= 1 || uniform() < keep[w] {
					line = append(line, w)
				}
			}
			if i < len(corpus) && corpus[i] == lineEnd {
				i++
			}
			start = i
			rate := cfg.Rate * (1 - float32(read)/float32(all+1))
			for c, center := range line {
				reach := 1 + int(random.Uint64()%uint64(cfg.Window))
				from, to := max(0, c-reach), min(len(line), c+reach+1)
				if to-from < 2 {
					continue
				}
				x := v.cells[int(center)*dim : (int(center)+1)*dim]
				clear(gradient)
				learn := func(target int32, place int, want, weight float32) {
					at := int(target)
					if cfg.Placed {
						at = at*places + place
					}
					y := out[at*dim : (at+1)*dim]
					a := rate * weight * (want - sigmoid(vec.Dot(x, y)))
					vec.Axpy(gradient, y, a)
					vec.Axpy(y, x, a)
				}
				for k := from; k < to; k++ {
					if k != c {
						learn(line[k], k-c+cfg.Window, 1, 1)
					}
				}
				place := from
				for range cfg.Shared {
					if place == c {
						place++
					}
					if place >= to {
						place = from
						if place == c {
							place++
						}
					}
					place++
					learn(slots[random.Uint64()%unigramSlots], place-1-c+cfg.Window, 0, float32((to-from-1)*cfg.Negatives)/float32(cfg.Shared))
				}
				vec.Axpy(x, gradient, 1)
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		logf("vectors: epoch %d of %d", epoch+1, cfg.Epochs)
	}

	// Scale to a root mean square of 0.3, what the network above expects.
	var squares float64
	for _, x := range v.cells {
		squares += float64(float64(x) * float64(x))
	}
	a := float32(0.3 / math.Sqrt(squares/float64(len(v.cells))))
	for i := range v.cells {
		v.cells[i] *= a
	}
	return nil
}

// WriteTo writes the vectors for ReadVectors; a trial of another tagger on the
// same vectors need not make them anew.
func (v *Vectors) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	e := encoder{&b}
	e.numbers(v.Dim, len(v.Words))
	e.bytes([]byte(strings.Join(v.Words, "\n")))
	e.floats(v.cells)
	return b.WriteTo(w)
}

// ReadVectors reads what WriteTo wrote.
func ReadVectors(r io.Reader) (*Vectors, error) {
	d := decoder{r: bufio.NewReader(r)}
	v := &Vectors{Dim: d.dim("dimension")}
	n := d.number("words", 1, maxRows)
	v.Words = strings.Split(string(d.read(d.number("words' length", 0, maxText))), "\n")
	v.cells = d.floats(n * v.Dim)
	if d.err == nil && len(v.Words) != n {
		d.fail("%d words, want %d", len(v.Words), n)
	}
	if d.err != nil {
		return nil, fmt.Errorf("vectors: %w", d.err)
	}
	return v, nil
}
