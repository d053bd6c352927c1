package ner

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"enricher/ner/token"
)

// A small language: names stand after cue words.
func tinyCorpus() []Sentence {
	var sentences []Sentence
	people := []string{"Anna", "Bruno", "Clara", "David", "Emil", "Frieda"}
	places := []string{"Bern", "Genf", "Wien", "Linz", "Kiel", "Bonn"}
	for i := range 240 {
		p, q := people[i%6], people[(i/6)%6]
		l := places[(i*5+1)%6]
		var b strings.Builder
		switch i % 3 {
		case 0:
			fmt.Fprintf(&b, "Frau\tO\n%s\tB-PER\n%s\tI-PER\nwohnt\tO\nin\tO\n%s\tB-LOC\n.\tO\n", p, q, l)
		case 1:
			fmt.Fprintf(&b, "in\tO\n%s\tB-LOC\nsagte\tO\n%s\tB-PER\nnichts\tO\n.\tO\n", l, p)
		default:
			fmt.Fprintf(&b, "der\tO\n%s-Besuch\tB-LOCpart\nwar\tO\nkurz\tO\n.\tO\n", l)
		}
		s, err := ReadColumns(strings.NewReader(b.String()))
		if err != nil {
			panic(err)
		}
		sentences = append(sentences, s...)
	}
	return sentences
}

func tinyModel(t testing.TB) *Model {
	t.Helper()
	ctx := context.Background()
	sentences := tinyCorpus()
	vc := DefaultVectors()
	vc.Dim = 16
	text := Text{Name: "text", Times: 2, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("Anna wohnt in Bern.\nBruno wohnt in Genf, sagte Clara.\n")), nil
	}}
	v, err := TrainVectors(ctx, vc, []Text{text}, sentences, 1)
	if err != nil {
		t.Fatal(err)
	}
	cc := DefaultClasses()
	cc.Sizes, cc.MinCount = []int{8, 3}, 2
	c := DefaultConfig("de")
	c.HashDim, c.Hidden, c.Memory, c.Epochs, c.Frequent = 16, 32, 16, 10, 5
	if c.Classes, err = TrainClasses(ctx, cc, []Text{text}, sentences, 1); err != nil {
		t.Fatal(err)
	}
	m, err := Train(ctx, c, v, []Corpus{{Name: "tiny", Sentences: sentences}})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var tiny = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	if _, err := tinyModel(&testing.T{}).WriteTo(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
})

func loadTiny(t testing.TB) *Model {
	t.Helper()
	m, err := Load(bytes.NewReader(tiny()))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTrainIsReproducible(t *testing.T) {
	var b bytes.Buffer
	if _, err := tinyModel(t).WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), tiny()) {
		t.Error("two trainings on the same input differ")
	}
}

func TestScore(t *testing.T) {
	m := loadTiny(t)
	s := m.Score(tinyCorpus())
	if s.All.F1() < 99 {
		t.Errorf("the training corpus itself is not learnt:\n%s", s.String())
	}
	if c := s.Of("LOC", "part"); c.Gold != 80 {
		t.Errorf("%d parts, want 80", c.Gold)
	}
	if s.Names.Gold+s.Of("LOC", "part").Gold != s.All.Gold {
		t.Error("names and parts do not add up")
	}
}

func TestMentions(t *testing.T) {
	m := loadTiny(t)
	const text = "Frau Emil Anna wohnt in Linz.\nin Kiel sagte Clara nichts.\nder Wien-Besuch war kurz."
	doc := token.New(text, "de")
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		doc.Add(token.Span{Start: at, End: at + len(line)})
		at += len(line)
	}
	var got []string
	for _, x := range m.Mentions(doc) {
		if doc.Span(x.First, x.Last) != x.Span {
			t.Errorf("tokens [%d, %d) are not the span %v", x.First, x.Last, x.Span)
		}
		if x.Score <= 0.3 || x.Score > 1 {
			t.Errorf("%q has score %g", text[x.Start:x.End], x.Score)
		}
		got = append(got, text[x.Start:x.End]+"/"+x.Label+"/"+x.Form)
	}
	want := []string{"Emil Anna/PER/name", "Linz/LOC/name", "Kiel/LOC/name", "Clara/PER/name", "Wien-Besuch/LOC/part"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// A web address is no name, wherever it stands.
func TestLinksAreNoMentions(t *testing.T) {
	doc := token.Split("Frau Anna wohnt in Bern.", "de")
	m := loadTiny(t)
	if n := len(m.Mentions(doc)); n != 2 {
		t.Fatalf("%d mentions, want 2", n)
	}
	doc.Tokens[1].Kind = token.Link
	if got := m.Mentions(doc); len(got) != 1 || got[0].First != 4 {
		t.Errorf("got %v, want Bern alone", got)
	}
}

// Who is named in full counts as a person by the surname where the sentence
// says something else.
func TestSurnames(t *testing.T) {
	m := loadTiny(t)
	const alone, full = "in Bruno sagte Clara nichts.", "Frau Emil Bruno wohnt in Linz."
	place := func(doc *token.Doc) float64 { // the score of Bruno as a place
		for _, x := range m.Mentions(doc) {
			if x.Label == "LOC" && x.First == 1 {
				return x.Score
			}
		}
		return 0
	}
	without := place(token.Split(alone, "de"))
	if without == 0 {
		t.Fatal("the sentence alone should name a place")
	}
	doc := token.New(alone+" "+full, "de")
	doc.Add(token.Span{End: len(alone)})
	doc.Add(token.Span{Start: len(alone), End: len(alone) + 1 + len(full)})
	if with := place(doc); with >= without {
		t.Errorf("Bruno is a place with %g beside his full name, with %g alone", with, without)
	}
	if n := len(m.Mentions(doc)); n != 4 {
		t.Errorf("%d mentions, want 4", n)
	}
	if after := place(token.Split(alone, "de")); after != without {
		t.Errorf("a document leaves something behind for the next: %g, was %g", after, without)
	}
}

// The last words of full names are surnames if most of those names are persons.
func TestPersons(t *testing.T) {
	doc := token.Split("Anna Muster, Bruno Muster, Rocky Linux, Red Linux, Clara Zett, Emil Wenig, David von und, Genf", "de")
	name := func(first, last int, label string, score float64) Mention {
		return Mention{First: first, Last: last, Label: label, Form: "name", Score: score}
	}
	tagger := newTagger(loadTiny(t))
	for range 2 { // nothing is left behind
		clear(tagger.surnames)
		tagger.persons([]Mention{
			name(0, 2, "PER", 0.9), name(3, 5, "ORG", 0.9), name(0, 2, "PER", 0.5), // two to one
			name(6, 8, "PER", 0.9), name(9, 11, "MISC", 0.3), // one to one
			name(12, 14, "PER", 0.6),
			name(15, 17, "PER", 0.4), // unsure
			name(18, 21, "PER", 0.9), // no surname
			name(22, 23, "PER", 0.9), // not in full
		}, doc)
		if want := map[string]int{"Muster": 1, "Zett": 1}; !maps.Equal(tagger.surnames, want) {
			t.Errorf("surnames %v, want %v", tagger.surnames, want)
		}
	}
	for word, want := range map[string]bool{"Muster": true, "Musters": true, "Zetts": true, "Mus": false, "Musterss": false, "Linux": false, "s": false} {
		if tagger.isSurname(word) != want {
			t.Errorf("%s is a surname: %t", word, !want)
		}
	}
}

// Long texts, long sentences and many word types do not change what is found,
// nor does sharing the model.
func TestMentionsAreTheSameEverywhere(t *testing.T) {
	m := loadTiny(t)
	var b strings.Builder
	for i := range 900 { // more word types than a workspace remembers
		fmt.Fprintf(&b, "Frau Anna Bruno wohnt in Bern und kennt w%[1]dx, w%[1]dy und w%[1]dz. ", 1000+i)
	}
	doc := token.New(b.String(), "de")
	doc.Add(token.Span{End: b.Len()})
	first := m.Mentions(doc)
	if len(first) < 1700 {
		t.Errorf("%d mentions of 1800", len(first))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if !slices.Equal(m.Mentions(doc), first) {
				t.Error("another goroutine found other mentions")
			}
		})
	}
	wg.Wait()
	doc.Sentences = []token.Sentence{{First: 0, Last: len(doc.Tokens)}}
	if n := len(m.Mentions(doc)); n < 1500 {
		t.Errorf("as one sentence: %d mentions", n)
	}
}

// The room that a warm tagger asks for is that of its result: it does not grow
// with the number of tokens. (Model.Mentions takes its taggers from a pool,
// which may lose them at any time.)
func TestWarmTaggerAllocatesNothing(t *testing.T) {
	tagger := newTagger(loadTiny(t))
	const plain, named = "der war kurz.\n\n", "in Bern sagte Clara nichts.\n\n"
	for _, c := range []struct {
		name, text string
		want       int // allocations
	}{
		{"no names", strings.Repeat(plain, 20), 0},
		{"ten times as many tokens", strings.Repeat(plain, 200), 0},
		{"two names", named, 2}, // a list of one grows to two
		{"the same names and many tokens", named + strings.Repeat(plain, 200), 2},
		{"a thousand and more names", strings.Repeat(named, 512), 11},                                                      // a list doubles ten times
		{"a surname", "Frau Emil Bruno wohnt in Linz.\n\n" + strings.Repeat("in Brunos sagte Clara nichts.\n\n", 512), 22}, // all read twice
	} {
		doc := token.Split(c.text, "de")
		tagger.document(doc)
		if got := testing.AllocsPerRun(10, func() { tagger.document(doc) }); int(got) > c.want {
			t.Errorf("%s: %g allocations, want %d", c.name, got, c.want)
		}
	}
}

func FuzzMentions(f *testing.F) {
	m := loadTiny(f)
	f.Add("Frau Anna wohnt in Bern. \xff\x00 «Z»")
	f.Fuzz(func(t *testing.T, text string) {
		doc := token.Split(text, "de")
		end := 0
		for _, x := range m.Mentions(doc) {
			if x.Start < end || x.End <= x.Start || x.End > len(text) {
				t.Fatalf("span %v after %d", x.Span, end)
			}
			end = x.End
		}
	})
}
