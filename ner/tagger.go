package ner

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"enricher/ner/internal/vec"
	"enricher/ner/token"
)

// A tagger is one goroutine's workspace. Word types are looked up and
// multiplied with the first layer once, then remembered, over the borders of
// documents, until too many are: what a word contributes is the same wherever
// it stands.
type tagger struct {
	m          *Model
	types      map[string]int32 // word as written → index into rows
	spelling   strings.Builder  // the words of types, so that no text is held by its words
	rows       [][]float32      // contributions
	own        [][]float32      // room for the contributions of ownPiece words each
	used       int              // words whose contributions are in there
	start, end []float32        // the borders' contributions

	surnames map[string]int // of the persons named in full in this document → full names of persons that end so, less others

	word     []byte
	keys     []uint32
	known    []int32   // rows of the keys that the model has
	in       []float32 // of the words that are pending
	pending  []pending // four at most
	sentence []int32
	hidden   []float32   // of each token
	parts    [][]float32 // what a token's hidden layer is the sum of
	memory   memory
	scores   []float32
	viterbi  viterbi
	lattice  lattice
	chunks   []chunk
	first    []Mention // of a document
	second   []Mention // with what is known from the first
	inner    innerTagger
}

// Limits of a workspace: word types remembered, those among them whose
// contributions are not in the model's cache, tokens of a sentence looked at
// in one piece, mentions for which room is kept from document to document.
const (
	maxTypes    = 8192
	maxOwn      = 1024
	ownPiece    = 64
	maxSentence = 512
	maxKept     = 4096
)

// negligible is how far below the best a tag's score may be and still count
// for the posterior, which is rounded to two decimals.
const negligible = 14

func newTagger(m *Model) *tagger {
	t := &tagger{m: m, types: make(map[string]int32), surnames: make(map[string]int), in: make([]float32, 4*m.in()), pending: make([]pending, 0, 4), parts: make([][]float32, 1+m.window)}
	start, end := t.contribution(borderStart), t.contribution(borderEnd)
	t.multiply()
	t.start, t.end = slices.Clone(start), slices.Clone(end)
	t.forget()
	return t
}

// forget makes room for other word types.
func (t *tagger) forget() {
	clear(t.types)
	clear(t.rows)
	t.rows, t.used = t.rows[:0], 0
	n := t.spelling.Len() // about as much as next time
	t.spelling.Reset()
	t.spelling.Grow(n)
}

// row is the index of a word's contributions.
func (t *tagger) row(word string) int32 {
	word = word[:min(len(word), longest+utf8.UTFMax-1)] // the rest counts for nothing
	if i, ok := t.types[word]; ok {
		return i
	}
	t.word = normal(t.word[:0], word)
	i := int32(len(t.rows))
	t.rows = append(t.rows, t.contribution(t.word))
	at := t.spelling.Len()
	t.spelling.WriteString(word)
	t.types[t.spelling.String()[at:]] = i
	return i
}

// contribution is what a word adds to the hidden layers of the window's tokens;
// it may be filled in by multiply only.
func (t *tagger) contribution(word []byte) []float32 {
	m := t.m
	index, how := find(&m.words, word)
	cached := how == foundSelf && int(index) < m.frequent
	if cached {
		if row := m.cache[index].Load(); row != nil {
			return *row
		}
	}
	n := t.m.in()
	in := t.in[len(t.pending)*n:][:n]
	clear(in)
	if index >= 0 {
		m.vectors.add(in[:m.wordDim], []int32{index}, 1)
	}
	t.keys = features(t.keys[:0], word)
	t.keys = found(t.keys, index, how, m.classes)
	t.known = t.known[:0]
	for _, k := range t.keys {
		if i, ok := m.features.find(k); ok {
			t.known = append(t.known, i)
		}
	}
	if k := len(t.known); k > 0 {
		m.rows.add(in[m.wordDim:], t.known, 1/float32(math.Sqrt(float64(k))))
	}
	p := pending{index: -1}
	if cached {
		p.index, p.row = index, make([]float32, m.across())
	} else {
		p.row = t.room()
	}
	t.pending = append(t.pending, p)
	if len(t.pending) == cap(t.pending) {
		t.multiply()
	}
	return p.row
}

// pending is a row of contributions that waits for its multiplication.
type pending struct {
	row   []float32
	index int32 // in the model's cache, or -1
}

// multiply fills in the rows that wait, which four words share the reading of
// the first layer for.
func (t *tagger) multiply() {
	n := t.m.in()
	if len(t.pending) == 4 {
		var x, y [4][]float32
		for i, p := range t.pending {
			x[i], y[i] = t.in[i*n:(i+1)*n], p.row
		}
		vec.MulAdd4(&y, t.m.first, &x)
	} else {
		for i, p := range t.pending {
			vec.MulAdd(p.row, t.m.first, t.in[i*n:(i+1)*n])
		}
	}
	for _, p := range t.pending {
		if p.index >= 0 {
			t.m.cache[p.index].Store(&p.row)
		}
	}
	t.pending = t.pending[:0]
}

// room is where one more word's contributions go, all zero.
func (t *tagger) room() []float32 {
	n := t.m.across()
	if t.used == len(t.own)*ownPiece {
		t.own = append(t.own, make([]float32, ownPiece*n))
	}
	at := t.used % ownPiece * n
	row := t.own[t.used/ownPiece][at : at+n : at+n]
	clear(row)
	t.used++
	return row
}

// score fills in the scores of every tag for the n words, at most maxSentence,
// of a sentence.
func (t *tagger) score(n int, word func(int) string) {
	if len(t.rows)+n > maxTypes || t.used+n > maxOwn {
		t.forget()
	}
	t.sentence = t.sentence[:0]
	for i := range n {
		t.sentence = append(t.sentence, t.row(word(i)))
	}
	t.multiply()
	if cap(t.scores) < n*tagRow {
		t.scores, t.hidden = make([]float32, 2*n*tagRow), make([]float32, 2*n*t.m.hidden)
	}
	m, half := t.m, t.m.window/2
	hidden := t.hidden[:n*m.hidden]
	for i := range n {
		copy(hidden[i*m.hidden:], m.bias)
	}
	if r := m.memory; r > 0 {
		t.memory.resize(n, r)
		for i := range n {
			t.memory.project(m, i, t.rows[t.sentence[i]])
		}
		t.memory.run(n)
		vec.MulAddRows(hidden, m.recall, t.memory.states[:n*2*r], n)
	}
	for i := range n {
		h := hidden[i*m.hidden : (i+1)*m.hidden]
		t.parts[0] = h
		for k := range m.window {
			j := i + k - half
			row := t.start
			if j >= n {
				row = t.end
			} else if j >= 0 {
				row = t.rows[t.sentence[j]]
			}
			t.parts[1+k] = row[k*m.hidden : (k+1)*m.hidden]
		}
		vec.Sum(h, t.parts...)
		vec.Rectify(h)
		copy(t.scores[i*tagRow:(i+1)*tagRow], m.tags)
	}
	vec.MulAddRows(t.scores[:n*tagRow], m.second, hidden, n)
}

// decode finds the best mentions by the scores of n words.
func (t *tagger) decode(n int) []chunk {
	t.chunks = chunks(t.chunks[:0], t.viterbi.best(&t.m.field, t.scores, n))
	return t.chunks
}

// document finds the mentions of a whole document.
func (t *tagger) document(doc *token.Doc) []Mention {
	mentions := t.first[:0]
	for _, s := range doc.Sentences {
		for first := s.First; first < s.Last; first += maxSentence {
			mentions = t.mentions(mentions, doc, first, min(first+maxSentence, s.Last))
		}
	}
	t.first = mentions
	t.persons(mentions, doc)
	if len(t.surnames) > 0 {
		mentions = t.again(mentions, doc)
	}
	clear(t.surnames)
	if max(len(t.first), len(t.second)) > maxKept {
		t.first, t.second = nil, nil
	}
	return slices.Concat(mentions) // nil where there are none
}

// mentions appends those of the tokens [first, end).
func (t *tagger) mentions(dst []Mention, doc *token.Doc, first, end int) []Mention {
	m, n := t.m, end-first
	t.score(n, func(i int) string { return doc.Word(first + i) })
	for i := range n {
		row := t.scores[i*tagRow:][:tags]
		if doc.Tokens[first+i].Kind == token.Link { // no name
			for k := range row[1:] {
				row[1+k] = never
			}
		} else if len(t.surnames) > 0 && t.isSurname(doc.Word(first+i)) {
			row[tagOf(person, unit)] += knownPerson
			row[tagOf(person, last)] += knownPerson
		}
	}
	found := t.decode(n)
	if len(found) == 0 {
		return dst
	}
	t.lattice.factors(t.scores, n, negligible)
	_, ok := t.lattice.run(m.factors)
	for _, c := range found {
		x := Mention{Span: doc.Span(first+c.first, first+c.last), First: first + c.first, Last: first + c.last}
		x.Label, x.Form = c.label.split()
		if ok {
			x.Score = m.calibration.of(c.label, t.lattice.mention(m.factors, c))
		}
		if t.inner.wanted {
			t.nest(doc, first, c, &x)
		}
		dst = append(dst, x)
	}
	return dst
}
