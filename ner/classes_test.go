package ner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// stringText is a text from memory.
func stringText(text string, times int) Text {
	return Text{Name: "text", Times: times, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}
}

// plainText is a text of sentences whose words are drawn from five groups, of
// which each has its own place.
func plainText() (text Text, groups [][]string) {
	groups = [][]string{
		{"Anna", "Bruno", "Clara", "David"},
		{"sieht", "sucht", "findet"},
		{"in", "bei"},
		{"Bern", "Genf", "Wien", "Linz", "Kiel"},
		{".", "!"},
	}
	random := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for range 400 {
		for _, g := range groups {
			fmt.Fprint(&b, g[random.IntN(len(g))], " ")
		}
		b.WriteByte('\n')
	}
	return stringText(b.String(), 1), groups
}

func plainClasses(t testing.TB) (*Classes, [][]string) {
	t.Helper()
	text, groups := plainText()
	cfg := DefaultClasses()
	cfg.Sizes = []int{5, 2}
	c, err := TrainClasses(context.Background(), cfg, []Text{text}, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	return c, groups
}

func TestClasses(t *testing.T) {
	c, groups := plainClasses(t)
	if len(c.Of) != 2 || len(c.Of[0]) != len(c.Words) || len(c.Words) != 16 {
		t.Fatalf("%d granularities of %d words", len(c.Of), len(c.Words))
	}
	of := make(map[string]uint16)
	for i, w := range c.Words {
		of[w] = c.Of[0][i]
	}
	found := make(map[uint16]bool)
	for _, g := range groups {
		for _, w := range g {
			if of[w] != of[g[0]] {
				t.Errorf("%s is in class %d, %s in %d", w, of[w], g[0], of[g[0]])
			}
		}
		found[of[g[0]]] = true
	}
	if len(found) != len(groups) {
		t.Errorf("%d groups in %d classes", len(groups), len(found))
	}
}

func TestClassesSame(t *testing.T) {
	var files [2]bytes.Buffer
	for i := range files {
		c, _ := plainClasses(t)
		if _, err := c.WriteTo(&files[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("two runs differ")
	}
}

// The counts that moves keep up are those that the final classes have, and no
// word alone would make the text more probable elsewhere.
func TestExchangeCounts(t *testing.T) {
	text, _ := plainText()
	corpus, err := readCorpus([]Text{text, stringText("Anna Anna selten . Wien\nin\n", 5)}, nil, 1, 6, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, classes := range []int{2, 4, 9} {
		x := newExchange(neighbours(corpus), corpus.counts, classes)
		before := math.Inf(1)
		for moved := -1; moved != 0; {
			if moved, err = x.pass(context.Background()); err != nil {
				t.Fatal(err)
			}
			p := x.perplexity()
			if p > before {
				t.Errorf("%d classes: perplexity rises from %g to %g", classes, before, p)
			}
			before = p
		}
		fresh := newExchange(x.neighbourhood, corpus.counts, classes)
		for i, c := range x.class {
			fresh.move(i, none, int(c))
		}
		if !slices.Equal(fresh.total, x.total) {
			t.Errorf("%d classes: totals %v, want %v", classes, x.total, fresh.total)
		}
		if fresh.perplexity() != before {
			t.Errorf("%d classes: perplexity %g, want %g", classes, before, fresh.perplexity())
		}
		for i, from := range x.class {
			for to := range classes {
				fresh.move(i, int(from), to)
				if p := fresh.perplexity(); p < before-1e-9 {
					t.Errorf("%d classes: %s in class %d: perplexity %g, in %d %g", classes, corpus.words[i], from, before, to, p)
				}
				fresh.move(i, to, int(from))
			}
		}
	}
}

// Few words, more classes than words.
func TestClassesSpare(t *testing.T) {
	cfg := DefaultClasses()
	c, err := TrainClasses(context.Background(), cfg, []Text{stringText("a b c\n", 4)}, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.Of[0], []uint16{0, 1, 2}) {
		t.Errorf("classes %v", c.Of[0])
	}
}

func TestTrainClassesRefuses(t *testing.T) {
	ctx := context.Background()
	text, _ := plainText()
	broken := Text{Name: "broken", Times: 1, Open: func() (io.ReadCloser, error) { return nil, errors.New("no such text") }}
	for want, run := range map[string]func(c *ClassConfig) []Text{
		"too little text": func(*ClassConfig) []Text { return []Text{stringText("once only\n", 1)} },
		"no such text":    func(*ClassConfig) []Text { return []Text{broken} },
		"no granularity":  func(c *ClassConfig) []Text { c.Sizes = nil; return []Text{text} },
		"1 classes":       func(c *ClassConfig) []Text { c.Sizes = []int{1}; return []Text{text} },
		"65537 classes":   func(c *ClassConfig) []Text { c.Sizes = []int{65537}; return []Text{text} },
		"no passes":       func(c *ClassConfig) []Text { c.Passes = 0; return []Text{text} },
	} {
		cfg := DefaultClasses()
		if _, err := TrainClasses(ctx, cfg, run(&cfg), nil, 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := TrainClasses(ctx, DefaultClasses(), []Text{text}, nil, 1); err != context.Canceled {
		t.Errorf("error %v after cancelling", err)
	}
}

func TestClassesFile(t *testing.T) {
	c := &Classes{Words: []string{"der", "Köln", "Bern"}, Sizes: []int{600, 2}, Of: [][]uint16{{599, 300, 300}, {0, 1, 1}}}
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	file := b.Bytes()
	got, err := ReadClasses(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Words, c.Words) || !slices.Equal(got.Sizes, c.Sizes) || !slices.EqualFunc(got.Of, c.Of, slices.Equal) {
		t.Errorf("got %v, want %v", got, c)
	}
	for n := range file {
		if _, err := ReadClasses(bytes.NewReader(file[:n])); err == nil {
			t.Errorf("%d of %d bytes were read", n, len(file))
		}
	}
	for want, change := range map[string]func(file []byte){
		"words is 0":         func(f []byte) { f[0] = 0 },
		"3 words, want 4":    func(f []byte) { f[0] = 4 },
		"granularities is":   func(f []byte) { f[4] = 200 },
		"number of classes":  func(f []byte) { f[14] = 255 },
		"class 255 of 2":     func(f []byte) { f[len(f)-2] = 255 },
		"words' length is ":  func(f []byte) { f[19] = 255 },
		"class 65535 of 600": func(f []byte) { f[len(f)-12], f[len(f)-11] = 255, 255 },
	} {
		damaged := slices.Clone(file)
		change(damaged)
		if _, err := ReadClasses(bytes.NewReader(damaged)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func TestLog2Times(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 5, 7, 64, 1000, 65535, 1 << 20, 12345678, math.MaxInt32} {
		want := 0.0
		if n > 0 {
			want = float64(n) * math.Log2(float64(n))
		}
		got := float64(log2Times(n)) / (1 << xlogxBits)
		if math.Abs(got-want) > 1e-6+1e-9*float64(n) {
			t.Errorf("%d: %.9f, want %.9f", n, got, want)
		}
	}
}

// One pass over all words, whose distribution is as skew as that of a language.
func BenchmarkExchange(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.1, 5, 4999)
	corpus := &wordCorpus{words: make([]string, 5000), counts: make([]int, 5000)}
	for range 200_000 {
		w := int32(zipf.Uint64())
		corpus.text = append(corpus.text, w)
		corpus.counts[w]++
	}
	x := newExchange(neighbours(corpus), corpus.counts, 200)
	if _, err := x.pass(b.Context()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := x.pass(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(x.pairs))*float64(b.N)/b.Elapsed().Seconds(), "pairs/s")
}
