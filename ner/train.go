package ner

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"enricher/ner/internal/vec"
)

// A Corpus is annotated text to train on.
type Corpus struct {
	Name      string
	Sentences []Sentence
	Guideline Guideline
	Weight    float32 // of its sentences; 0 means 1
}

// Config sets a tagger's size and how it is trained.
type Config struct {
	Lang        string
	Window      int // words looked at, odd
	HashDim     int // of a feature's vector, a multiple of 16
	Hidden      int // units of the hidden layer, a multiple of 16
	Memory      int // units that remember what came before, and as many what comes after; a multiple of 16, or 0
	MaxWords    int // words that keep a vector of their own
	Frequent    int // words whose part of the hidden layer is cached
	MinTypes    int // a feature must occur in that many word types of the corpora
	Levels      int // steps to either side of zero that vectors are rounded to, at most 127
	Epochs      int
	Batch       int     // sentences between two updates of the layers
	Rate        float32 // of the layers (Adam)
	FeatureRate float32 // of features' vectors (AdaGrad, one rate a row)
	WordRate    float32 // of word vectors (likewise)
	DecayFrom   float32 // share of the training after which the rates fall

	DropInput, DropHidden, DropMemory, DropFeature, DropWord float32

	Classes   *Classes // of words; may be nil
	Headlines float32  // share of sentences that are learnt as a headline, too

	Teachers     []*Model   // whose opinion of Silver is learnt, too
	Silver       []Sentence // without labels; each is read once
	SilverWeight float32    // of its sentences

	HeldOut []Sentence // not learnt: the scores of mentions are calibrated by them

	Seed uint64
	Log  func(format string, args ...any) // may be nil
}

// DefaultConfig are the settings of the shipped models.
func DefaultConfig(lang string) Config {
	return Config{
		Lang: lang, Window: 5, HashDim: 64, Hidden: 128, Memory: 64,
		MaxWords: 200_000, Frequent: 8192, MinTypes: 3, Levels: 7,
		Epochs: 8, Batch: 8, Rate: 1e-3, FeatureRate: 0.02, WordRate: 0.005, DecayFrom: 0.3,
		DropInput: 0.3, DropHidden: 0.5, DropMemory: 0.3, DropFeature: 0.3, DropWord: 0.1, Headlines: 0.1, SilverWeight: 1,
		Seed: 1,
	}
}

func (c *Config) validate() error {
	switch {
	case c.Window < 1 || c.Window%2 == 0:
		return fmt.Errorf("window of %d words: want an odd number", c.Window)
	case c.HashDim <= 0 || c.HashDim%vec.Lanes != 0, c.Hidden <= 0 || c.Hidden%vec.Lanes != 0, c.Memory < 0 || c.Memory%vec.Lanes != 0:
		return fmt.Errorf("dimensions %d, %d and %d are not multiples of %d", c.HashDim, c.Hidden, c.Memory, vec.Lanes)
	case c.Levels < 1 || c.Levels > 127:
		return fmt.Errorf("%d levels: want 1 to 127", c.Levels)
	case c.Epochs < 1 || c.Batch < 1:
		return errors.New("no epochs or an empty batch")
	case len(c.Silver) > 0 && len(c.Teachers) == 0:
		return errors.New("sentences without labels, but no teachers")
	}
	return nil
}

// layers are the parameters above the word types' vectors.
type layers struct {
	first, bias     []float32 // hidden × window·in: a unit that is dropped costs nothing
	gates, gateBias []float32 // in × 4·memory, and the gates' biases
	recall          []float32 // hidden × 2·memory
	second, tags    []float32 // hidden × tagRow
	field           field
}

func newLayers(in, window, hidden, memory int) *layers {
	return &layers{first: make([]float32, window*in*hidden), bias: make([]float32, hidden),
		gates: make([]float32, in*4*memory), gateBias: make([]float32, 4*memory), recall: make([]float32, 2*memory*hidden),
		second: make([]float32, hidden*tagRow), tags: make([]float32, tagRow)}
}

// parts are all parameters, in a fixed order.
func (l *layers) parts() [][]float32 {
	p := [][]float32{l.first, l.bias, l.gates, l.gateBias, l.recall, l.second, l.tags}
	return append(p, l.field.parts()...)
}

// embedding is a table of trained vectors with AdaGrad's sum of squares for
// each row, and the sum of its states that are averaged.
type embedding struct {
	dim     int
	cells   []float32
	squares []float32
	sum     []float32
}

func (e *embedding) row(i int) []float32 { return e.cells[i*e.dim : (i+1)*e.dim] }

// step moves row i against the gradient g, which is scaled by a.
func (e *embedding) step(i int, g []float32, a, rate float32) {
	e.squares[i] += a * a * vec.Dot(g, g) / float32(e.dim)
	vec.Axpy(e.row(i), g, -rate*a/float32(math.Sqrt(float64(e.squares[i])+1e-12)))
}

// A wordType is one distinct normal form of the training corpora.
type wordType struct {
	vector int32 // row, or -1
	rows   []int32
}

// An example is a sentence to learn from, with the borders' types at either end,
// annotated by tag sets or, if those are nil, by the teachers.
type example struct {
	types   []int32
	allowed []tagSet
	words   []string
	weight  float32
}

// A trainer holds the state of one training.
type trainer struct {
	Config
	random    *rand.PCG
	words     vocabulary
	features  map[uint32]int32
	numbers   map[string]int32 // normal form → index into types
	classes   [][]uint16       // of the words, by granularity
	types     []wordType
	annotated int // the first types, those of annotated text
	examples  []example
	silver    []example
	teachers  *ensemble

	vectors, rows              embedding
	now, gradient, m1, m2, sum *layers
	updates                    int

	// One sentence's workspace.
	in        int
	x, dx     []float32
	mask      []float32
	hidden    []float32
	scores    []float32
	dscores   []float32
	kept      [][]int32
	keptScale []float32
	keptWord  []int32
	free, tie lattice
	memory    memory
}

// Train makes a tagger from word vectors and annotated corpora. It works on
// one goroutine and in a fixed order: the same input gives the same bytes.
func Train(ctx context.Context, cfg Config, vectors *Vectors, corpora []Corpus) (*Model, error) {
	if err := cfg.validate(); err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	if cfg.Log == nil {
		cfg.Log = func(string, ...any) {}
	}
	t := newTrainer(cfg, vectors, corpora)
	if len(t.examples) == 0 {
		return nil, errors.New("train: no sentences")
	}
	cfg.Log("tagger: %d sentences, %d word types, %d features", len(t.examples), len(t.types), len(t.features))
	if err := t.train(ctx); err != nil {
		return nil, err
	}
	m := t.model()
	if err := trainInner(ctx, m, corpora, cfg.Seed); err != nil {
		return nil, err
	}
	if len(cfg.HeldOut) > 0 {
		m.calibration = calibrate(m, cfg.HeldOut)
	}
	return m, nil
}

func newTrainer(cfg Config, vectors *Vectors, corpora []Corpus) *trainer {
	t := &trainer{Config: cfg, random: rand.NewPCG(cfg.Seed, 0x7a99e5),
		numbers: make(map[string]int32)}
	words := vectors.Words[:min(len(vectors.Words), cfg.MaxWords)]
	t.words, _ = newVocabulary([]byte(strings.Join(words, "\n") + "\n"))
	t.classes = cfg.Classes.align(&t.words)
	keys := t.collect(corpora)

	count := make(map[uint32]int)
	for _, ks := range keys[:t.annotated] {
		for _, k := range ks {
			count[k]++
		}
	}
	t.features = make(map[uint32]int32)
	for i, ks := range keys { // in order of appearance
		for _, k := range ks {
			if count[k] < cfg.MinTypes {
				continue
			}
			row, ok := t.features[k]
			if !ok {
				row = int32(len(t.features))
				t.features[k] = row
			}
			t.types[i].rows = append(t.types[i].rows, row)
		}
	}

	t.vectors = embedding{dim: vectors.Dim, cells: slices.Clone(vectors.cells[:t.words.len()*vectors.Dim]),
		squares: make([]float32, t.words.len()), sum: make([]float32, t.words.len()*vectors.Dim)}
	n := len(t.features)
	t.rows = embedding{dim: cfg.HashDim, cells: make([]float32, n*cfg.HashDim),
		squares: make([]float32, n), sum: make([]float32, n*cfg.HashDim)}

	t.in = vectors.Dim + cfg.HashDim
	for _, l := range []**layers{&t.now, &t.gradient, &t.m1, &t.m2, &t.sum} {
		*l = newLayers(t.in, cfg.Window, cfg.Hidden, cfg.Memory)
	}
	t.fill(t.now.first, math.Sqrt(6/float64(t.in*cfg.Window+cfg.Hidden)))
	if cfg.Memory > 0 {
		t.fill(t.now.gates, math.Sqrt(6/float64(t.in+cfg.Memory)))
		t.fill(t.now.recall, math.Sqrt(6/float64(2*cfg.Memory+cfg.Hidden)))
	}
	t.fill(t.now.second, math.Sqrt(6/float64(cfg.Hidden+tags)))
	for j := range t.now.second {
		if j%tagRow >= tags {
			t.now.second[j] = 0
		}
	}
	if len(cfg.Teachers) > 0 {
		t.teachers = newEnsemble(cfg.Teachers)
	}
	return t
}

// collect numbers the corpora's word types, makes the examples and returns the
// feature keys of each type.
func (t *trainer) collect(corpora []Corpus) (keys [][]uint32) {
	var buf []byte
	number := func(normal []byte) int32 {
		if i, ok := t.numbers[string(normal)]; ok {
			return i
		}
		i := int32(len(t.types))
		t.numbers[string(normal)] = i
		vector, how := find(&t.words, normal)
		t.types = append(t.types, wordType{vector: vector})
		keys = append(keys, found(features(nil, normal), vector, how, t.classes))
		return i
	}
	start, end := number(borderStart), number(borderEnd)
	padded := func(words []string) (types []int32) {
		for range t.Window / 2 {
			types = append(types, start)
		}
		for _, w := range words {
			buf = normal(buf[:0], w)
			types = append(types, number(buf))
		}
		for range t.Window / 2 {
			types = append(types, end)
		}
		return types
	}
	for _, c := range corpora {
		sentences := slices.Concat(c.Sentences, headlines(c.Sentences, t.Lang, t.Headlines, t.random))
		for k := range sentences {
			s := &sentences[k]
			e := example{types: padded(s.Words), allowed: c.Guideline.allowed(s), weight: c.Weight}
			if e.weight == 0 {
				e.weight = 1
			}
			t.examples = append(t.examples, e)
		}
	}
	t.annotated = len(keys)
	for i := range t.Silver {
		words := t.Silver[i].Words
		if len(words) == 0 || len(words) > maxSentence {
			continue
		}
		t.silver = append(t.silver, example{types: padded(words), words: words, weight: t.SilverWeight})
	}
	return keys
}

// uniform is a random number in [0, 1).
func (t *trainer) uniform() float32 { return float32(t.random.Uint64()>>40) / (1 << 24) }

func (t *trainer) fill(x []float32, to float64) {
	for i := range x {
		x[i] = float32(to) * (2*t.uniform() - 1)
	}
}

// snapshots an epoch go into the average of the last half.
const snapshots = 4

func (t *trainer) train(ctx context.Context) error {
	shuffle := rand.New(t.random)
	total, done, taken := t.Epochs*len(t.examples)+len(t.silver), 0, 0
	var order []*example
	for epoch := range t.Epochs {
		order = t.order(epoch)
		shuffle.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		var loss float64
		var tokens int
		for from := 0; from < len(order); from += t.Batch {
			if err := ctx.Err(); err != nil {
				return err
			}
			rate := float32(1)
			if at := float32(done) / float32(total); at > t.DecayFrom {
				rate = max(0.05, (1-at)/(1-t.DecayFrom))
			}
			p := t.now.field.factors()
			batch := order[from:min(from+t.Batch, len(order))]
			for _, e := range batch {
				loss += t.learn(e, p, rate)
				tokens += len(e.allowed) // silver has no loss of its own
			}
			t.adam(rate * t.Rate)
			before := done * snapshots * t.Epochs / total
			done += len(batch)
			if done*2 > total && done*snapshots*t.Epochs/total > before {
				t.remember()
				taken++
			}
		}
		t.Log("tagger: epoch %d of %d, loss %.4f a token", epoch+1, t.Epochs, loss/float64(tokens))
	}
	if taken == 0 {
		t.remember()
		taken = 1
	}
	a := 1 / float32(taken)
	for i, p := range t.sum.parts() {
		scaleTo(t.now.parts()[i], p, a)
	}
	scaleTo(t.vectors.cells, t.vectors.sum, a)
	scaleTo(t.rows.cells, t.rows.sum, a)
	return nil
}

// order lists an epoch's examples: all annotated ones and the epoch's share of
// the silver ones.
func (t *trainer) order(epoch int) []*example {
	var order []*example
	for i := range t.examples {
		order = append(order, &t.examples[i])
	}
	n := len(t.silver)
	for i := n * epoch / t.Epochs; i < n*(epoch+1)/t.Epochs; i++ {
		order = append(order, &t.silver[i])
	}
	return order
}

func scaleTo(dst, src []float32, a float32) {
	for i, x := range src {
		dst[i] = a * x
	}
}

// remember adds the present state to the sums for averaging.
func (t *trainer) remember() {
	now := t.now.parts()
	for i, p := range t.sum.parts() {
		for j, x := range now[i] {
			p[j] += x
		}
	}
	for _, e := range []*embedding{&t.vectors, &t.rows} {
		for j, x := range e.cells {
			e.sum[j] += x
		}
	}
}

// adam moves the layers against the gradient and clears it (Kingma and Ba 2015).
func (t *trainer) adam(rate float32) {
	const beta1, beta2 = 0.9, 0.999
	t.updates++
	correct1 := 1 - math.Pow(beta1, float64(t.updates))
	correct2 := 1 - math.Pow(beta2, float64(t.updates))
	step := rate * float32(math.Sqrt(correct2)/correct1)
	now, m1, m2 := t.now.parts(), t.m1.parts(), t.m2.parts()
	for k, g := range t.gradient.parts() {
		x, m, v := now[k][:len(g)], m1[k][:len(g)], m2[k][:len(g)]
		for j, d := range g {
			m[j] += (1 - beta1) * (d - m[j])
			v[j] += (1 - beta2) * (d*d - v[j])
			x[j] -= step * m[j] / (float32(math.Sqrt(float64(v[j]))) + 1e-8)
			g[j] = 0
		}
	}
}

// learn adds an example's gradient to that of the layers, moves the vectors of
// its words and returns its loss.
func (t *trainer) learn(e *example, p *factors, rate float32) (loss float64) {
	padded := len(e.types)
	n := padded - t.Window/2*2
	t.resize(n, padded)
	for i, w := range e.types {
		t.embed(i, &t.types[w])
	}
	span := t.Window * t.in
	dropped := t.DropHidden
	scale := 1 / (1 - dropped)
	hidden := t.hidden[:n*t.Hidden]
	if t.Memory > 0 {
		t.memorise(n)
	}
	for i := range n {
		h, x := hidden[i*t.Hidden:(i+1)*t.Hidden], t.x[i*t.in:i*t.in+span]
		for j := range h {
			h[j] = 0
			if t.uniform() < dropped {
				continue
			}
			y := t.now.bias[j] + vec.Dot(t.now.first[j*span:(j+1)*span], x)
			if r := 2 * t.Memory; r > 0 {
				y += vec.Dot(t.now.recall[j*r:(j+1)*r], t.memory.state(i))
			}
			h[j] = max(0, y) * scale
		}
		s := t.scores[i*tagRow : (i+1)*tagRow]
		copy(s, t.now.tags)
		vec.MulAdd(s, t.now.second, h)
	}

	t.free.factors(t.scores, n, 80)
	tied := p
	if e.allowed == nil {
		tied = t.teachers.factors
		t.tie.factors(t.teachers.score(e.words), n, 80)
	} else {
		t.tie.constrain(&t.free, e.allowed)
	}
	all, ok := t.free.run(p)
	right, ok2 := t.tie.run(tied)
	if !ok || !ok2 {
		return 0 // out of numeric range: nothing to learn here
	}
	if e.allowed != nil {
		loss = float64(e.weight) * (all - right)
	}
	t.fieldGradient(p, tied, float64(e.weight))

	g := t.gradient
	for i := range n {
		h, ds := hidden[i*t.Hidden:(i+1)*t.Hidden], t.dscores[i*tagRow:(i+1)*tagRow]
		for j, d := range ds {
			g.tags[j] += d
		}
		x, dx := t.x[i*t.in:i*t.in+span], t.dx[i*t.in:i*t.in+span]
		for j, y := range h {
			if y == 0 {
				continue
			}
			vec.Axpy(g.second[j*tagRow:(j+1)*tagRow], ds, y)
			d := scale * vec.Dot(t.now.second[j*tagRow:(j+1)*tagRow], ds)
			g.bias[j] += d
			vec.Axpy(g.first[j*span:(j+1)*span], x, d)
			vec.Axpy(dx, t.now.first[j*span:(j+1)*span], d)
			if r := 2 * t.Memory; r > 0 {
				vec.Axpy(g.recall[j*r:(j+1)*r], t.memory.state(i), d)
				vec.Axpy(t.memory.gradient(i), t.now.recall[j*r:(j+1)*r], d)
			}
		}
	}
	if t.Memory > 0 {
		t.memoriseGradient(n)
	}

	for i := range e.types {
		dx := t.dx[i*t.in : (i+1)*t.in]
		for j, m := range t.mask[i*t.in : (i+1)*t.in] {
			dx[j] *= m
		}
		if w := t.keptWord[i]; w >= 0 {
			t.vectors.step(int(w), dx[:t.vectors.dim], 1, rate*t.WordRate)
		}
		for _, r := range t.kept[i] {
			t.rows.step(int(r), dx[t.vectors.dim:], t.keptScale[i], rate*t.FeatureRate)
		}
	}
	return loss
}

func (t *trainer) resize(n, padded int) {
	if len(t.x) < padded*t.in {
		t.x, t.dx, t.mask = make([]float32, padded*t.in), make([]float32, padded*t.in), make([]float32, padded*t.in)
	}
	clear(t.x[:padded*t.in])
	clear(t.dx[:padded*t.in])
	if len(t.scores) < n*tagRow {
		t.scores, t.dscores = make([]float32, n*tagRow), make([]float32, n*tagRow)
	}
	if len(t.hidden) < n*t.Hidden {
		t.hidden = make([]float32, n*t.Hidden)
	}
	for len(t.kept) < padded {
		t.kept = append(t.kept, nil)
		t.keptScale = append(t.keptScale, 0)
		t.keptWord = append(t.keptWord, 0)
	}
}

// embed writes the vector of a word type to place i, with dropout.
func (t *trainer) embed(i int, w *wordType) {
	x := t.x[i*t.in : (i+1)*t.in]
	t.keptWord[i] = w.vector
	if t.uniform() < t.DropWord {
		t.keptWord[i] = -1
	}
	if v := t.keptWord[i]; v >= 0 {
		copy(x, t.vectors.row(int(v)))
	}
	kept := t.kept[i][:0]
	for _, r := range w.rows {
		if t.uniform() >= t.DropFeature {
			kept = append(kept, r)
		}
	}
	t.kept[i] = kept
	a := float32(1/math.Sqrt(float64(max(1, len(w.rows))))) / (1 - t.DropFeature)
	t.keptScale[i] = a
	for _, r := range kept {
		vec.Axpy(x[t.vectors.dim:], t.rows.row(int(r)), a)
	}
	mask := t.mask[i*t.in : (i+1)*t.in]
	scale := 1 / (1 - t.DropInput)
	for j := range mask {
		mask[j] = scale
		if t.uniform() < t.DropInput {
			mask[j] = 0
		}
		x[j] *= mask[j]
	}
}
