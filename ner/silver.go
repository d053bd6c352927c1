package ner

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"strings"

	"enricher/ner/token"
)

// Sentences of silver have at least and at most this many words.
const (
	silverShortest = 5
	silverLongest  = 60
)

// ReadSilver draws sentences without labels from running text, of each text
// its Share of the sentences, for a tagger to be told by its teachers. The
// same texts and seed give the same sentences in the same order.
func ReadSilver(texts []Text, lang string, seed uint64) ([]Sentence, error) {
	random := rand.New(rand.NewPCG(seed, 0x511fe7))
	same := make(map[string]string) // one string for all occurrences of a word
	var drawn []Sentence
	for _, t := range texts {
		r, err := t.Open()
		if err != nil {
			return nil, err
		}
		scan := bufio.NewScanner(r)
		scan.Buffer(nil, 16<<20)
		for scan.Scan() {
			doc := token.Split(scan.Text(), lang)
			for _, x := range doc.Sentences {
				n := x.Last - x.First
				if n < silverShortest || n > silverLongest || random.Float64() >= t.Share {
					continue
				}
				s := Sentence{Words: make([]string, 0, n)}
				for i := x.First; i < x.Last; i++ {
					w, ok := same[doc.Word(i)]
					if !ok {
						w = strings.Clone(doc.Word(i))
						same[w] = w
					}
					s.Words = append(s.Words, w)
				}
				drawn = append(drawn, s)
			}
		}
		r.Close()
		if err := scan.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", t.Name, err)
		}
	}
	random.Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
	return drawn, nil
}
