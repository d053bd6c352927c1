package ner

import (
	"math"
	"strings"
	"sync"
	"sync/atomic"

	"enricher/ner/internal/vec"
	"enricher/ner/token"
)

// A Model is a trained tagger for one language. It is safe for concurrent use.
type Model struct {
	shape
	version string

	words    vocabulary // of normal forms, numbered as vectors
	vectors  table
	classes  [][]uint16 // of the words, by granularity
	keys     []uint32   // feature keys, ascending, parallel to rows
	features features32 // feature key → row of rows
	rows     table

	first    []float32 // in × across: what a word adds to the hidden layer of each neighbour, and to the memory
	bias     []float32 // hidden
	gateBias []float32 // 4·memory: the biases of the memory's gates and candidates
	recall   []float32 // 2·memory × hidden
	second   []float32 // hidden × tagRow
	tags     []float32 // tagRow: the tags' biases
	field    field
	inner    *innerLayer // nil: this model finds no names inside names

	calibration *calibration // nil: scores are posteriors

	factors *factors
	cache   []atomic.Pointer[[]float32] // contributions of the most frequent words
	work    sync.Pool                   // of *tagger
}

// shape holds a network's dimensions.
type shape struct {
	lang     string
	window   int // words looked at, odd
	wordDim  int // of a word's vector
	hashDim  int // of a feature's vector
	hidden   int
	memory   int // units of either direction's memory
	classed  int // granularities of classes
	frequent int // the first words, which are worth a cache
}

func (s *shape) in() int     { return s.wordDim + s.hashDim }
func (s *shape) across() int { return s.window*s.hidden + 4*s.memory }

// A table holds vectors in small whole numbers, each with a scale.
type table struct {
	dim   int
	cells []int8
	scale []bfloat
}

// add adds a times each of the rows to y.
func (t *table) add(y []float32, rows []int32, a float32) {
	var buf [64]float32
	factors := buf[:0]
	for _, i := range rows {
		factors = append(factors, a*t.scale[i].float())
	}
	vec.AddRows(y, t.cells, rows, factors)
}

// A bfloat is the upper half of a float32.
type bfloat uint16

func (b bfloat) float() float32 { return math.Float32frombits(uint32(b) << 16) }

// Version names the weights: language, format, feature version and checksum.
func (m *Model) Version() string { return m.version }

// Lang is the model's language, "de" or "en".
func (m *Model) Lang() string { return m.lang }

// widened is the model with a cache of its own for the contributions of n words;
// the weights are shared.
func (m *Model) widened(n int) *Model {
	w := &Model{
		shape: m.shape, version: m.version, words: m.words, vectors: m.vectors, classes: m.classes,
		keys: m.keys, features: m.features, rows: m.rows,
		first: m.first, bias: m.bias, gateBias: m.gateBias, recall: m.recall, second: m.second, tags: m.tags,
		field: m.field, inner: m.inner, calibration: m.calibration,
	}
	w.frequent = min(n, m.words.len())
	w.ready()
	return w
}

// ready makes what is derived from the weights.
func (m *Model) ready() {
	m.factors = m.field.factors()
	m.cache = make([]atomic.Pointer[[]float32], m.frequent)
	m.work.New = func() any { return newTagger(m) }
}

// IsOrdinary reports whether a capitalised word is one of the language's common
// ones: the text that the model's vectors are from often has it in small letters
// or, in German, where nouns have capitals, at all.
func (m *Model) IsOrdinary(word string) bool {
	if _, known := m.words.find([]byte(strings.ToLower(word))); known {
		return true
	}
	_, known := m.words.find([]byte(word))
	return known && m.lang == "de"
}

// Mentions are the outer mentions of doc, ascending. Who is once named in full
// is known by the surname in the rest of the text.
func (m *Model) Mentions(doc *token.Doc) []Mention {
	t := m.work.Get().(*tagger)
	defer m.work.Put(t)
	return t.document(doc)
}

// Nested are the outer mentions of doc, as Mentions finds them, and those
// inside them, both ascending. An inner mention lies within an outer one and
// is shorter; its score is the probability that it and the outer one are right.
// A model may have learnt no inner mentions.
func (m *Model) Nested(doc *token.Doc) (outer, inner []Mention) {
	t := m.work.Get().(*tagger)
	defer m.work.Put(t)
	t.inner.wanted = m.inner != nil
	outer = t.document(doc)
	inner = t.inner.mentions
	t.inner.wanted, t.inner.mentions = false, nil
	return outer, inner
}
