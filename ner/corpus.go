package ner

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// A Sentence is an annotated sentence. Names holds its outer mentions; its
// words are as the corpus cuts them.
type Sentence struct {
	Words  []string
	chunks []chunk
}

// ReadColumns reads a corpus in columns: a token, a tab, its outer label in
// IOB2, further columns ignored; an empty line ends a sentence, lines that
// begin with "# " and have no tab are comments. Labels are PER, LOC, ORG and
// MISC, with the endings deriv and part for the forms derived and part.
// Errors name the line.
func ReadColumns(r io.Reader) ([]Sentence, error) {
	var (
		sentences []Sentence
		now       Sentence
		line      int
	)
	end := func() {
		if len(now.Words) > 0 {
			sentences = append(sentences, now)
			now = Sentence{}
		}
	}
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		line++
		text := strings.TrimSuffix(scan.Text(), "\r")
		if text == "" {
			end()
			continue
		}
		word, rest, ok := strings.Cut(text, "\t")
		if !ok {
			if strings.HasPrefix(text, "#") {
				continue
			}
			return nil, fmt.Errorf("line %d: no tab between token and label", line)
		}
		iob, _, _ := strings.Cut(rest, "\t")
		i := len(now.Words)
		now.Words = append(now.Words, word)
		if iob == "O" {
			continue
		}
		place, name, _ := strings.Cut(iob, "-")
		l, ok := parseLabel(name)
		switch n := len(now.chunks); {
		case !ok:
			return nil, fmt.Errorf("line %d: label %q is unknown", line, iob)
		case place == "B":
			now.chunks = append(now.chunks, chunk{i, i + 1, l})
		case place == "I" && n > 0 && now.chunks[n-1].last == i && now.chunks[n-1].label == l:
			now.chunks[n-1].last++
		case place == "I":
			return nil, fmt.Errorf("line %d: %s does not continue a mention", line, iob)
		default:
			return nil, fmt.Errorf("line %d: label %q is unknown", line, iob)
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", line+1, err)
	}
	end()
	return sentences, nil
}

// A Guideline says what a corpus leaves unmarked, so that training does not
// take silence for absence.
type Guideline struct {
	NoForms bool // neither derived words nor parts are marked; a nationality may be called MISC or LOC
	NoMisc  bool // only persons, places and organisations are marked
}

// allowed are the tags that the annotation leaves possible for each token.
func (g Guideline) allowed(s *Sentence) []tagSet {
	silent := one(0)
	for l := range label(labels) {
		if form := l % 3; g.NoForms && form > 0 || g.NoMisc && l/3 == 3 {
			silent |= l.all()
		}
	}
	sets := make([]tagSet, len(s.Words))
	for i := range sets {
		sets[i] = silent
	}
	for _, c := range s.chunks {
		if c.last == c.first+1 {
			sets[c.first] = one(tagOf(c.label, unit))
			if name, _ := c.label.split(); g.NoForms && (name == "MISC" || name == "LOC") {
				for l := label(1); l < labels; l += 3 {
					sets[c.first] |= one(tagOf(l, unit))
				}
			}
			continue
		}
		for i := c.first; i < c.last; i++ {
			sets[i] = one(tagOf(c.label, inside))
		}
		sets[c.first] = one(tagOf(c.label, begin))
		sets[c.last-1] = one(tagOf(c.label, last))
	}
	return sets
}
