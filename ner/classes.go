package ner

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"strings"
)

// Classes group words by the company they keep in running text: predictive
// exchange clustering (Uszkoreit and Brants 2008, after Kneser and Ney 1993).
// Unlike a vector, a class is a feature that words without annotation share
// with annotated ones outright.
type Classes struct {
	Words []string   // normal forms, the most frequent first
	Sizes []int      // number of classes at each granularity, the finest first
	Of    [][]uint16 // the class of each word, by granularity and word
}

// ClassConfig sets how classes are made.
type ClassConfig struct {
	Sizes    []int                            // numbers of classes, the largest first, each clustered on its own
	Passes   int                              // over all words, the first, greedy one included
	MinCount int                              // rarer words have no class
	MaxWords int                              // nor have those beyond the most frequent
	Log      func(format string, args ...any) // may be nil
}

// DefaultClasses are the settings of the shipped models.
func DefaultClasses() ClassConfig {
	return ClassConfig{Sizes: []int{600, 120}, Passes: 4, MinCount: 4, MaxWords: 200_000}
}

// maxClasses is what a class number has room for.
const maxClasses = 1 << 16

// TrainClasses makes classes from texts and annotated sentences, which are
// read annotatedTimes times. It works on one goroutine and in whole numbers:
// the same input gives the same bytes.
func TrainClasses(ctx context.Context, cfg ClassConfig, texts []Text, annotated []Sentence, annotatedTimes int) (*Classes, error) {
	if len(cfg.Sizes) == 0 || cfg.Passes < 1 {
		return nil, errors.New("classes: no granularity or no passes")
	}
	for _, size := range cfg.Sizes {
		if size < 2 || size > maxClasses {
			return nil, fmt.Errorf("classes: %d classes: want 2 to %d", size, maxClasses)
		}
	}
	if cfg.Log == nil {
		cfg.Log = func(string, ...any) {}
	}
	corpus, err := readCorpus(texts, annotated, annotatedTimes, cfg.MinCount, cfg.MaxWords)
	if err != nil {
		return nil, fmt.Errorf("classes: %w", err)
	}
	if len(corpus.text) > math.MaxInt32 {
		return nil, fmt.Errorf("classes: %d words of text: want %d at most", len(corpus.text), math.MaxInt32)
	}
	cfg.Log("classes: %d words of %d types in text, %d types kept", corpus.total, corpus.types, len(corpus.words))
	c := &Classes{Words: corpus.words, Sizes: cfg.Sizes}
	near := neighbours(corpus)
	cfg.Log("classes: %d pairs of a word and a neighbour", len(near.pairs))
	for _, size := range cfg.Sizes {
		x := newExchange(near, corpus.counts, size)
		for pass := range cfg.Passes {
			moved, err := x.pass(ctx)
			if err != nil {
				return nil, err
			}
			cfg.Log("classes: %d, pass %d: %d words moved, perplexity %.1f", size, pass+1, moved, x.perplexity())
			if moved == 0 {
				break
			}
		}
		c.Of = append(c.Of, x.class)
	}
	return c, nil
}

// A neighbourhood holds what stands beside each word: the words to the left,
// then those to the right, each side with the line's border and rare words as
// two words more.
type neighbourhood struct {
	sides int   // numbers from which neighbours are counted
	first []int // of word i in pairs; one more marks the end
	pairs []pair
}

type pair struct {
	beside, times int32
}

// neighbours counts each word's neighbours.
func neighbours(c *wordCorpus) *neighbourhood {
	n := len(c.words)
	number := func(i int32) int32 {
		switch i {
		case lineEnd:
			return int32(n)
		case rareWord:
			return int32(n + 1)
		}
		return i
	}

	// Where each word stands, word by word.
	next := make([]int, n)
	at := 0
	for i, count := range c.counts {
		next[i] = at
		at += count
	}
	places := make([]int32, at)
	for k, i := range c.text {
		if i >= 0 {
			places[next[i]] = int32(k)
			next[i]++
		}
	}

	side := n + 2
	near := &neighbourhood{sides: 2 * side, first: make([]int, 1, n+1)}
	times := make([]int32, 2*side)
	var seen []int32
	see := func(b int32) {
		if times[b] == 0 {
			seen = append(seen, b)
		}
		times[b]++
	}
	from := 0
	for i := range n {
		for _, k := range places[from:next[i]] {
			left, right := int32(lineEnd), int32(lineEnd)
			if k > 0 {
				left = c.text[k-1]
			}
			if int(k)+1 < len(c.text) {
				right = c.text[k+1]
			}
			see(number(left))
			see(number(right) + int32(side))
		}
		from = next[i]
		for _, b := range seen {
			near.pairs = append(near.pairs, pair{b, times[b]})
			times[b] = 0
		}
		seen = seen[:0]
		near.first = append(near.first, len(near.pairs))
	}
	return near
}

// An exchange moves one word at a time to the class that makes the text most
// probable, in which a word's neighbour, to the left and again to the right,
// predicts the word's class and the class the word. That is the largest
//
//	Σ n(b,c) log n(b,c) − 2 Σ n(c) log n(c)
//
// over neighbours b and classes c, n counting occurrences.
type exchange struct {
	*neighbourhood
	classes int
	counts  []int    // occurrences by word
	class   []uint16 // by word
	placed  int      // the first words have a class by now
	total   []int    // occurrences by class
	cells   []cells  // by neighbour
	xlogx   xlogx
	gain    []int64 // workspace, by class
}

// cells counts the occurrences of each class beside one neighbour: all classes
// in their order, or, where few can occur, those that did, in any order.
type cells struct {
	class []uint16 // nil if all are there
	times []int32
}

func newExchange(near *neighbourhood, counts []int, classes int) *exchange {
	x := &exchange{neighbourhood: near, classes: classes, counts: counts,
		class: make([]uint16, len(counts)), total: make([]int, classes),
		cells: make([]cells, near.sides), gain: make([]int64, classes)}
	words := make([]int, near.sides) // different words beside each neighbour
	for _, p := range near.pairs {
		words[p.beside]++
	}
	for b, n := range words {
		if n >= classes {
			x.cells[b].times = make([]int32, classes)
		} else {
			x.cells[b] = cells{make([]uint16, 0, n), make([]int32, 0, n)}
		}
	}
	sum := 0
	for _, n := range counts {
		sum += n
	}
	x.xlogx = newXlogx(min(sum+1, 1<<20))
	return x
}

// pass puts each word, in the order of frequency, into the best class; in the
// first pass, words have no class before. It returns how many words moved.
func (x *exchange) pass(ctx context.Context) (moved int, err error) {
	for i := range x.class {
		if i%1024 == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		from, to := none, i
		if i < x.placed {
			from = int(x.class[i])
		}
		if from != none || i >= x.classes { // the first words found the classes
			to = x.best(i, from)
		}
		if to == from {
			continue
		}
		x.move(i, from, to)
		moved++
	}
	return moved, nil
}

// none is the class of a word that has none yet.
const none = -1

// best is the best class of word i, that it is in now if no other is better.
func (x *exchange) best(i, from int) int {
	f, gain := x.xlogx, x.gain
	clear(gain)
	for _, p := range x.pairs[x.first[i]:x.first[i+1]] {
		n := p.times
		fn := f.at(n)
		cells := &x.cells[p.beside]
		if cells.class == nil {
			for c, k := range cells.times {
				gain[c] += f.at(k+n) - f.at(k) - fn
			}
			if from != none {
				k := cells.times[from]
				gain[from] += 2*f.at(k) - f.at(k-n) - f.at(k+n)
			}
			continue
		}
		for j, c := range cells.class {
			k := cells.times[j]
			if int(c) == from {
				k -= n
			}
			gain[c] += f.at(k+n) - f.at(k) - fn
		}
	}
	n := x.counts[i]
	top, best := int64(math.MinInt64), from
	for c, g := range gain {
		k := x.total[c]
		if c == from {
			k -= n
		}
		g -= 2 * (f.of(k+n) - f.of(k))
		if g > top || g == top && c == from {
			top, best = g, c
		}
	}
	return best
}

// move takes word i from one class, or none, to another.
func (x *exchange) move(i, from, to int) {
	for _, p := range x.pairs[x.first[i]:x.first[i+1]] {
		cells := &x.cells[p.beside]
		if from != none {
			cells.add(uint16(from), -p.times)
		}
		cells.add(uint16(to), p.times)
	}
	if from != none {
		x.total[from] -= x.counts[i]
	} else {
		x.placed++
	}
	x.total[to] += x.counts[i]
	x.class[i] = uint16(to)
}

// add adds n, which is negative where a word leaves, to the cell of class c.
func (s *cells) add(c uint16, n int32) {
	if s.class == nil {
		s.times[c] += n
		return
	}
	for j := range s.class {
		if s.class[j] != c {
			continue
		}
		if s.times[j] += n; s.times[j] == 0 {
			end := len(s.class) - 1
			s.class[j], s.times[j] = s.class[end], s.times[end]
			s.class, s.times = s.class[:end], s.times[:end]
		}
		return
	}
	s.class, s.times = append(s.class, c), append(s.times, n)
}

// perplexity is what the classes leave of the choice of the next word, the
// mean of both directions.
func (x *exchange) perplexity() float64 {
	var sum int64 // of -log2 of the words' probabilities, from both sides
	total := 0
	for b := range x.cells {
		n := 0
		for _, k := range x.cells[b].times {
			sum -= x.xlogx.of(int(k))
			n += int(k)
		}
		sum += x.xlogx.of(n)
	}
	for _, n := range x.total {
		sum += 2 * x.xlogx.of(n)
	}
	for _, n := range x.counts {
		sum -= 2 * x.xlogx.of(n)
		total += n
	}
	return math.Exp2(float64(sum) / (1 << xlogxBits) / float64(2*total))
}

// xlogx holds n·log2(n), in units of 2^-xlogxBits, of the numbers from 0. Whole
// numbers have the same sum in any order and on any machine.
type xlogx []int64

const xlogxBits = 20

func newXlogx(n int) xlogx {
	f := make(xlogx, n)
	for i := range f {
		f[i] = log2Times(i)
	}
	return f
}

// at is of for numbers that are in the table for the most part.
func (f xlogx) at(n int32) int64 {
	if int(n) < len(f) {
		return f[n]
	}
	return log2Times(int(n))
}

func (f xlogx) of(n int) int64 {
	if n < len(f) {
		return f[n]
	}
	return log2Times(n)
}

// log2Times is n·log2(n) by repeated squaring, one binary digit of the
// logarithm at a time.
func log2Times(n int) int64 {
	if n < 2 {
		return 0
	}
	const digits = 40
	whole := bits.Len(uint(n)) - 1
	log := uint64(whole)
	x := uint64(n) << (63 - whole) // n/2^whole, from 1 to 2
	for range digits {
		high, low := bits.Mul64(x, x)
		log <<= 1
		if high>>63 == 1 {
			log |= 1
			x = high
		} else {
			x = high<<1 | low>>63
		}
	}
	high, low := bits.Mul64(log, uint64(n))
	return int64(high<<(64-digits+xlogxBits) | low>>(digits-xlogxBits))
}

// align gives the classes in the order of words' numbers, counted from 1; 0 is
// that of a word without.
func (c *Classes) align(words *vocabulary) [][]uint16 {
	if c == nil {
		return nil
	}
	aligned := make([][]uint16, len(c.Of))
	for g, of := range c.Of {
		aligned[g] = make([]uint16, words.len())
		for i, w := range c.Words {
			if j, ok := words.find([]byte(w)); ok {
				aligned[g][j] = of[i] + 1
			}
		}
	}
	return aligned
}

// WriteTo writes the classes for ReadClasses.
func (c *Classes) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	e := encoder{&b}
	e.numbers(len(c.Words), len(c.Sizes))
	e.numbers(c.Sizes...)
	e.bytes([]byte(strings.Join(c.Words, "\n")))
	for _, of := range c.Of {
		e.shorts(of)
	}
	return b.WriteTo(w)
}

// ReadClasses reads what WriteTo wrote.
func ReadClasses(r io.Reader) (*Classes, error) {
	d := decoder{r: bufio.NewReader(r)}
	c := new(Classes)
	n, sizes := d.number("words", 1, maxRows), d.number("granularities", 1, 16)
	for range sizes {
		c.Sizes = append(c.Sizes, d.number("number of classes", 2, maxClasses))
	}
	c.Words = strings.Split(string(d.read(d.number("words' length", 0, maxText))), "\n")
	if d.err == nil && len(c.Words) != n {
		d.fail("%d words, want %d", len(c.Words), n)
	}
	for _, size := range c.Sizes {
		b := d.read(2 * n)
		if d.err != nil {
			break
		}
		of := make([]uint16, n)
		for i := range of {
			of[i] = binary.LittleEndian.Uint16(b[2*i:])
			if int(of[i]) >= size {
				d.fail("word %d is in class %d of %d", i, of[i], size)
				break
			}
		}
		c.Of = append(c.Of, of)
	}
	if d.err != nil {
		return nil, fmt.Errorf("classes: %w", d.err)
	}
	return c, nil
}
