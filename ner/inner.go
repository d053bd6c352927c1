package ner

import (
	"math"

	"enricher/ner/internal/vec"
	"enricher/ner/token"
)

// An innerLayer finds the names inside a name: the place of [ORG Universität
// [LOC Zürich]]. It is a second head on the network with a field of its own
// and reads the tokens of one outer mention. It sees each token's hidden layer
// twice, as it is in the sentence and as it would be for the word alone: the
// first has learnt that Zürich belongs to an organisation here, the second
// still knows the place.
type innerLayer struct {
	weights []float32 // 2·hidden × tagRow
	outer   []float32 // tags × tagRow: what a token's tag in the outer mention adds
	field   field
	factors *factors
}

func newInnerLayer(hidden int) *innerLayer {
	return &innerLayer{weights: make([]float32, 2*hidden*tagRow), outer: make([]float32, tags*tagRow)}
}

// parts are the parameters, in a fixed order.
func (l *innerLayer) parts() [][]float32 {
	return append([][]float32{l.weights, l.outer}, l.field.parts()...)
}

// score writes the scores of every inner tag of the mention c, whose tokens'
// input is 2·hidden numbers each.
func (l *innerLayer) score(scores, input []float32, c chunk) {
	n := c.last - c.first
	width := len(l.weights) / tagRow
	for i := range n {
		s := scores[i*tagRow : (i+1)*tagRow]
		tag := c.tag(c.first + i)
		copy(s, l.outer[tag*tagRow:(tag+1)*tagRow])
		vec.MulAdd(s, l.weights, input[i*width:(i+1)*width])
	}
}

// tag is the tag of token i of the mention.
func (c chunk) tag(i int) int {
	switch {
	case c.last == c.first+1:
		return tagOf(c.label, unit)
	case i == c.first:
		return tagOf(c.label, begin)
	case i == c.last-1:
		return tagOf(c.label, last)
	}
	return tagOf(c.label, inside)
}

// nests reports whether other names may lie within the mention: it has several
// words, and is a name, but not of a person. What corpora mark inside persons
// (von [LOC Hessen]) names nothing but the person.
func (c chunk) nests() bool { return c.last-c.first > 1 && c.label%3 == 0 && c.label != person }

// inner writes l: the number of layers, 0 without one, and the weights.
func (e encoder) inner(l *innerLayer) {
	if l == nil {
		e.numbers(0)
		return
	}
	e.numbers(1)
	for _, p := range l.parts() {
		e.floats(p)
	}
}

// inner reads what the encoder's wrote, for a network of so many hidden units.
func (d *decoder) inner(hidden int) *innerLayer {
	if d.number("inner layers", 0, 1) == 0 {
		return nil
	}
	l := newInnerLayer(hidden)
	for _, p := range l.parts() {
		copy(p, d.floats(len(p)))
	}
	if d.err != nil {
		return nil
	}
	l.factors = l.field.factors()
	return l
}

// An innerTagger is the part of a tagger's workspace that inner mentions need.
type innerTagger struct {
	wanted   bool
	mentions []Mention // of the document, ascending
	lone     []float32 // hidden layer of a word alone, without the word
	memory   memory    // that of a word alone
	input    []float32
	scores   []float32
	viterbi  viterbi
	lattice  lattice
	chunks   []chunk
}

// read writes the layer's input for the mention c of the sentence that was
// scored last.
func (t *tagger) read(c chunk) {
	x, m := &t.inner, t.m
	n, h := c.last-c.first, m.hidden
	if len(x.input) < 2*n*h {
		x.input, x.scores = make([]float32, 4*n*h), make([]float32, 2*n*tagRow)
	}
	center := m.window / 2
	x.memory.resize(1, m.memory)
	if x.lone == nil {
		x.lone = make([]float32, h)
		copy(x.lone, m.bias)
		for k := range m.window {
			row := t.start
			if k > center {
				row = t.end
			}
			if k != center {
				vec.Axpy(x.lone, row[k*h:(k+1)*h], 1)
			}
		}
	}
	for i := range n {
		in := x.input[2*i*h : 2*(i+1)*h]
		copy(in, t.hidden[(c.first+i)*h:(c.first+i+1)*h])
		alone := in[h:]
		copy(alone, x.lone)
		row := t.rows[t.sentence[c.first+i]]
		vec.Axpy(alone, row[center*h:(center+1)*h], 1)
		if r := m.memory; r > 0 {
			x.memory.project(m, 0, row)
			x.memory.run(1)
			vec.MulAdd(alone, m.recall, x.memory.states[:2*r])
		}
		for j, y := range alone {
			alone[j] = max(y, 0)
		}
	}
}

// within finds the mentions inside c, a mention of the sentence that was scored
// last. They count their tokens from the beginning of c.
func (t *tagger) within(c chunk) []chunk {
	x, l := &t.inner, t.m.inner
	n := c.last - c.first
	t.read(c)
	l.score(x.scores, x.input, c)
	x.chunks = chunks(x.chunks[:0], x.viterbi.best(&l.field, x.scores, n))
	if len(x.chunks) == 1 && x.chunks[0].last-x.chunks[0].first == n { // no name is inside itself
		for k := range label(labels) {
			x.scores[tagOf(k, begin)] = never
		}
		x.chunks = chunks(x.chunks[:0], x.viterbi.best(&l.field, x.scores, n))
	}
	return x.chunks
}

// nest appends to the document's inner mentions those inside outer, the mention
// c of the sentence that was scored last and begins at token first.
func (t *tagger) nest(doc *token.Doc, first int, c chunk, outer *Mention) {
	if !c.nests() {
		return
	}
	x, l := &t.inner, t.m.inner
	found := t.within(c)
	if len(found) == 0 {
		return
	}
	x.lattice.factors(x.scores, c.last-c.first, negligible)
	_, ok := x.lattice.run(l.factors)
	for _, k := range found {
		from, to := first+c.first+k.first, first+c.first+k.last
		y := Mention{Span: doc.Span(from, to), First: from, Last: to}
		y.Label, y.Form = k.label.split()
		if ok {
			y.Score = math.Round(100*outer.Score*x.lattice.mention(l.factors, k)) / 100
		}
		x.mentions = append(x.mentions, y)
	}
}

// ScoreInner tags annotated sentences and counts their inner mentions, given
// the annotated outer ones, and with those that the model itself finds.
func (m *Model) ScoreInner(sentences []Sentence) (given, found Scores) {
	for _, d := range Join(sentences, 1) {
		doc := d.Tokens(m.lang)
		given.Add(d.Inner, m.insides(doc, d.Outer))
		_, inner := m.Nested(doc)
		found.Add(d.Inner, inner)
	}
	return given, found
}

// insides are the mentions inside outer, which are ascending mentions of doc.
func (m *Model) insides(doc *token.Doc, outer []Mention) []Mention {
	if m.inner == nil {
		return nil
	}
	t := m.work.Get().(*tagger)
	defer m.work.Put(t)
	for _, s := range doc.Sentences {
		if s.Last-s.First > maxSentence {
			continue
		}
		t.score(s.Last-s.First, func(i int) string { return doc.Word(s.First + i) })
		for len(outer) > 0 && outer[0].First < s.Last {
			o := outer[0]
			outer = outer[1:]
			if o.First < s.First || o.Last > s.Last {
				continue
			}
			o.Score = 1
			t.nest(doc, s.First, chunk{o.First - s.First, o.Last - s.First, labelOf(&o)}, &o)
		}
	}
	inner := t.inner.mentions
	t.inner.mentions = nil
	return inner
}
