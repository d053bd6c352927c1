package ner

import (
	"bufio"
	"bytes"
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"enricher/ner/token"
)

// nestedCorpus adds to the tiny language universities with their town in them,
// and theatres, in which a town's name is none.
func nestedCorpus(t testing.TB, inner bool) []Corpus {
	t.Helper()
	var b strings.Builder
	for i, town := range []string{"Bern", "Genf", "Wien", "Linz", "Kiel", "Bonn"} {
		for range 10 {
			b.WriteString("die\tO\tO\nUniversität\tB-ORG\tO\n" + town + "\tI-ORG\tB-LOC\ntagt\tO\tO\n\n")
			b.WriteString("das\tO\tO\nTheater\tB-ORG\tO\n" + town + "\tI-ORG\tO\nspielt\tO\tO\n\n")
			if i%2 == 0 {
				b.WriteString("die\tO\tO\nFrau\tB-PER\tO\n" + town + "\tI-PER\tB-LOC\nlacht\tO\tO\n\n")
			}
		}
	}
	s, err := ReadColumns(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if !inner {
		for i := range s {
			s[i].inner = nil
		}
	}
	return []Corpus{{Name: "nested", Sentences: s}, {Name: "tiny", Sentences: tinyCorpus()}}
}

var nestedModel = sync.OnceValue(func() *Model {
	t := &testing.T{}
	corpora := nestedCorpus(t, true)
	var annotated []Sentence
	for _, c := range corpora {
		annotated = append(annotated, c.Sentences...)
	}
	vc := DefaultVectors()
	vc.Dim = 16
	v, err := TrainVectors(context.Background(), vc, nil, annotated, 1)
	if err != nil {
		panic(err)
	}
	c := DefaultConfig("de")
	c.HashDim, c.Hidden, c.Epochs, c.Frequent = 16, 32, 10, 5
	m, err := Train(context.Background(), c, v, corpora)
	if err != nil {
		panic(err)
	}
	if err := trainInner(context.Background(), m, corpora, 1); err != nil {
		panic(err)
	}
	return m
})

func labelled(text string, mentions []Mention) []string {
	var list []string
	for _, m := range mentions {
		list = append(list, text[m.Start:m.End]+"/"+m.Label)
	}
	return list
}

func TestNested(t *testing.T) {
	m := nestedModel()
	for _, test := range []struct {
		text         string
		outer, inner []string
	}{
		{"die Universität Bern tagt", []string{"Universität Bern/ORG"}, []string{"Bern/LOC"}},
		{"das Theater Bern spielt", []string{"Theater Bern/ORG"}, nil},
		{"die Frau Bern lacht", []string{"Frau Bern/PER"}, nil}, // inside a person is nothing
		{"in Bern sagte Anna nichts.", []string{"Bern/LOC", "Anna/PER"}, nil},
		{"die Universität Bern tagt\ndie Universität Genf tagt", []string{"Universität Bern/ORG", "Universität Genf/ORG"}, []string{"Bern/LOC", "Genf/LOC"}},
		{"", nil, nil},
	} {
		doc := token.New(test.text, "de")
		at := 0
		for line := range strings.Lines(test.text) {
			doc.Add(token.Span{Start: at, End: at + len(line)})
			at += len(line)
		}
		outer, inner := m.Nested(doc)
		if got := labelled(test.text, outer); !slices.Equal(got, test.outer) {
			t.Errorf("%q: outer %v, want %v", test.text, got, test.outer)
		}
		if got := labelled(test.text, inner); !slices.Equal(got, test.inner) {
			t.Errorf("%q: inner %v, want %v", test.text, got, test.inner)
		}
		for _, x := range inner {
			if doc.Span(x.First, x.Last) != x.Span || x.Score <= 0 || x.Score > 1 {
				t.Errorf("%q: %+v", test.text, x)
			}
		}
	}
}

// The sentences that are read a second time for a surname's sake keep their
// inner mentions, and so do the others.
func TestNestedReadsAgain(t *testing.T) {
	m := nestedModel()
	lines := []string{"die Universität Bern tagt", "in Bruno sagte Clara nichts die Universität Genf tagt", "Frau Emil Bruno wohnt in Linz.", "die Universität Wien tagt"}
	text := strings.Join(lines, "\n")
	doc := token.New(text, "de")
	at := 0
	for line := range strings.Lines(text) {
		doc.Add(token.Span{Start: at, End: at + len(line)})
		at += len(line)
	}
	for range 2 { // the workspace is as new
		outer, inner := m.Nested(doc)
		if !slices.Equal(outer, m.Mentions(doc)) {
			t.Error("outer mentions depend on whether inner ones are asked for")
		}
		checkNested(t, len(text), outer, inner)
		if got, want := labelled(text, inner), []string{"Bern/LOC", "Genf/LOC", "Wien/LOC"}; !slices.Equal(got, want) {
			t.Errorf("inner %v, want %v", got, want)
		}
	}
}

// checkNested: inner mentions are ascending, do not overlap, and each lies
// within an outer one and is shorter.
func checkNested(t *testing.T, size int, outer, inner []Mention) {
	t.Helper()
	end := 0
	for _, x := range inner {
		if x.Start < end || x.End <= x.Start || x.End > size {
			t.Fatalf("inner span %v after %d", x.Span, end)
		}
		end = x.End
		if !slices.ContainsFunc(outer, func(o Mention) bool { return o.Contains(x.Span) && o.Span != x.Span }) {
			t.Fatalf("inner span %v is not within any of %v", x.Span, outer)
		}
	}
}

// wild is a model that sees names everywhere, in every shape.
var wild = sync.OnceValue(func() *Model {
	m, err := Load(bytes.NewReader(tiny()))
	if err != nil {
		panic(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	m.inner = newInnerLayer(m.hidden)
	for _, p := range slices.Concat(m.floats(), m.inner.parts()) {
		for i := range p {
			p[i] = random.Float32() - 0.5
		}
	}
	m.ready()
	m.inner.factors = m.inner.field.factors()
	return m
})

func TestNestedIsNested(t *testing.T) {
	m := wild()
	random := rand.New(rand.NewPCG(3, 4))
	words := []string{"Universität", "Bern", "von", "und", "Genf", "AG", "Anna", "www.bern.ch", "12", "Wien-Besuch", ","}
	found := 0
	for range 300 {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(words[random.IntN(len(words))] + " ")
		}
		doc := token.Split(b.String(), "de")
		outer, inner := m.Nested(doc)
		checkNested(t, b.Len(), outer, inner)
		found += len(inner)
	}
	if found < 20 {
		t.Errorf("%d inner mentions: the model is not wild enough to tell", found)
	}
}

func FuzzNested(f *testing.F) {
	m := wild()
	f.Add("Die Universität Bern und das Theater Genf AG. \xff\x00 «Z»")
	f.Fuzz(func(t *testing.T, text string) {
		outer, inner := m.Nested(token.Split(text, "de"))
		checkNested(t, len(text), outer, inner)
	})
}

func TestNestedWithoutLayer(t *testing.T) {
	m := loadTiny(t)
	doc := token.Split("Frau Emil Anna wohnt in Linz.", "de")
	outer, inner := m.Nested(doc)
	if inner != nil || !slices.Equal(outer, m.Mentions(doc)) {
		t.Errorf("outer %v, inner %v", outer, inner)
	}
}

func TestScoreInner(t *testing.T) {
	m := nestedModel()
	given, found := m.ScoreInner(nestedCorpus(t, true)[0].Sentences)
	// Those inside persons, a third as many, are never looked for.
	want := Count{Right: 60, Found: 60, Gold: 90}
	if given.All != want || found.All != want {
		t.Errorf("given %+v, found %+v, want %+v", given.All, found.All, want)
	}
	if given, found := loadTiny(t).ScoreInner(nestedCorpus(t, true)[0].Sentences); given.All.Found+found.All.Found > 0 {
		t.Errorf("found by a model without inner layer: %+v, %+v", given.All, found.All)
	}
}

// Without annotated inner mentions the towns are known from where they stand
// by themselves.
func TestTrainInnerByNamesakes(t *testing.T) {
	m := nestedModel()
	annotated := m.inner
	defer func() { m.inner = annotated }()
	m.inner = nil
	if err := trainInner(context.Background(), m, nestedCorpus(t, false), 1); err != nil {
		t.Fatal(err)
	}
	doc := token.Split("die Universität Bern tagt", "de")
	outer, _ := m.Nested(doc)
	if got := labelled(doc.Text, m.insides(doc, outer)); !slices.Equal(got, []string{"Bern/LOC"}) {
		t.Errorf("got %v", got)
	}
}

func TestTrainInnerIsReproducible(t *testing.T) {
	m, ctx := nestedModel(), context.Background()
	first := m.inner
	defer func() { m.inner = first }()
	if err := trainInner(ctx, m, nestedCorpus(t, true), 1); err != nil {
		t.Fatal(err)
	}
	if m.inner == first {
		t.Fatal("nothing was trained")
	}
	for i, p := range m.inner.parts() {
		if !slices.Equal(p, first.parts()[i]) {
			t.Fatalf("two trainings on the same input differ in part %d", i)
		}
	}
	m.inner = nil
	if err := trainInner(ctx, m, []Corpus{{Name: "tiny", Sentences: tinyCorpus()}}, 1); err != nil || m.inner != nil {
		t.Errorf("a corpus without names of several words: error %v, layer %t", err, m.inner != nil)
	}
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	if err := trainInner(ctx, m, nestedCorpus(t, true), 1); err != context.Canceled {
		t.Errorf("error %v after cancelling", err)
	}
}

func TestInnerSection(t *testing.T) {
	m := nestedModel()
	var b bytes.Buffer
	encoder{&b}.inner(m.inner)
	file := b.Bytes()
	read := func(file []byte) (*innerLayer, error) {
		d := decoder{r: bufio.NewReader(bytes.NewReader(file))}
		l := d.inner(m.hidden)
		return l, d.err
	}
	l, err := read(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range l.parts() {
		if !slices.Equal(p, m.inner.parts()[i]) {
			t.Errorf("part %d is not what was written", i)
		}
	}
	if l.factors == nil {
		t.Error("no factors")
	}
	var none bytes.Buffer
	encoder{&none}.inner(nil)
	if l, err := read(none.Bytes()); l != nil || err != nil {
		t.Errorf("no layer: layer %t, error %v", l != nil, err)
	}
	for name, file := range map[string][]byte{
		"empty": nil, "truncated": file[:len(file)-1], "count": {2, 0, 0, 0}, "weight": slices.Concat(file[:4], []byte{0, 0, 0xc0, 0x7f}, file[8:]),
	} {
		if l, err := read(file); l != nil || err == nil {
			t.Errorf("%s: layer %t, error %v", name, l != nil, err)
		}
	}
}
