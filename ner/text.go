package ner

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"unicode"
	"unicode/utf8"
)

// cutLine cuts a line of running text into words, for counting only: at white
// space, with marks at either end and the English 's and n't cut off. It does
// not follow package token, so that word vectors can be rebuilt byte for byte
// whatever becomes of the token rules.
func cutLine(line []byte, emit func(word []byte)) {
	for field := range bytes.FieldsSeq(line) {
		for len(field) > 0 {
			r, n := utf8.DecodeRune(field)
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				break
			}
			emit(field[:n])
			field = field[n:]
		}
		tail := len(field)
		for tail > 0 {
			r, n := utf8.DecodeLastRune(field[:tail])
			if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' && keepsDot(field[:tail-n]) || r == '-' && tail == len(field) {
				break
			}
			tail -= n
		}
		word, marks := field[:tail], field[tail:]
		for _, clitic := range []string{"'s", "’s", "n't", "n’t"} {
			if head, ok := bytes.CutSuffix(word, []byte(clitic)); ok && len(head) > 0 {
				emit(head)
				word = word[len(head):]
				break
			}
		}
		if len(word) > 0 {
			emit(word)
		}
		for len(marks) > 0 {
			_, n := utf8.DecodeRune(marks)
			emit(marks[:n])
			marks = marks[n:]
		}
	}
}

// keepsDot reports whether a dot after the word belongs to it: after a single
// letter, a word with a dot inside or a short number.
func keepsDot(word []byte) bool {
	if bytes.IndexByte(word, '.') > 0 {
		return true
	}
	if utf8.RuneCount(word) == 1 {
		return true
	}
	return len(word) == 2 && '0' <= word[0] && word[0] <= '9' && '0' <= word[1] && word[1] <= '9'
}

// readText reads running text as sequences of words, a line each.
func readText(r io.Reader, line func(), emit func(normal []byte)) error {
	var buf []byte
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 16<<20)
	for scan.Scan() {
		cutLine(scan.Bytes(), func(word []byte) {
			buf = normal(buf[:0], string(word))
			if len(buf) > 0 {
				emit(buf)
			}
		})
		line()
	}
	return scan.Err()
}

// A Text is running text, a paragraph or a sentence a line, read Times times.
type Text struct {
	Name  string
	Open  func() (io.ReadCloser, error)
	Times int     // how often it is read for vectors and classes
	Share float64 // of its sentences that are drawn as silver
}

// In a text of word numbers, lineEnd separates the lines and rareWord stands for
// each word without a number.
const (
	lineEnd  = -1
	rareWord = -2
)

// A wordCorpus is running text in word numbers.
type wordCorpus struct {
	words  []string // normal forms, the most frequent first
	counts []int    // occurrences by word
	total  int      // their sum
	types  int      // different words in the text, the rare ones included
	text   []int32
}

// readCorpus reads texts and then annotated sentences, which are read
// annotatedTimes times. Words that occur fewer than minCount times, and those
// beyond the maxWords most frequent, are rare.
func readCorpus(texts []Text, annotated []Sentence, annotatedTimes, minCount, maxWords int) (*wordCorpus, error) {
	numbers := make(map[string]int32)
	var words []string
	var counts []int
	var text []int32
	add := func(word []byte, times int) {
		i, ok := numbers[string(word)]
		if !ok {
			i = int32(len(words))
			words = append(words, string(word))
			counts = append(counts, 0)
			numbers[words[i]] = i
		}
		counts[i] += times
		text = append(text, i)
	}
	// again reads the last stretch of the text several times over.
	again := func(from, times int) {
		stretch := text[from:]
		for range times - 1 {
			text = append(text, stretch...)
		}
	}
	for _, t := range texts {
		from := len(text)
		r, err := t.Open()
		if err != nil {
			return nil, err
		}
		err = readText(r, func() { text = append(text, lineEnd) }, func(w []byte) { add(w, t.Times) })
		r.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.Name, err)
		}
		again(from, t.Times)
	}
	from := len(text)
	var buf []byte
	for _, s := range annotated {
		for _, w := range s.Words {
			buf = normal(buf[:0], w)
			add(buf, annotatedTimes)
		}
		text = append(text, lineEnd)
	}
	again(from, annotatedTimes)

	// Number the words by frequency.
	order := make([]int32, len(words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(words[a], words[b]))
	})
	c := &wordCorpus{types: len(words), text: text}
	renumber := make([]int32, len(words))
	for i := range renumber {
		renumber[i] = rareWord
	}
	for _, i := range order {
		if counts[i] < minCount || len(c.words) == maxWords {
			break
		}
		renumber[i] = int32(len(c.words))
		c.words = append(c.words, words[i])
		c.counts = append(c.counts, counts[i])
		c.total += counts[i]
	}
	if len(c.words) < 2 {
		return nil, fmt.Errorf("too little text: %d words occur %d times or more", len(c.words), minCount)
	}
	for k, i := range text {
		if i != lineEnd {
			text[k] = renumber[i]
		}
	}
	return c, nil
}
