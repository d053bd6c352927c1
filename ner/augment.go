package ner

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// headlines returns rewritten copies of a share of the sentences: the whole in
// capitals, every word but the short ones capitalised (English headlines), or
// without the full stop. Corpora of running sentences hold few of these, pages
// many. The mentions stay where they are.
func headlines(sentences []Sentence, lang string, share float32, random *rand.PCG) []Sentence {
	var copies []Sentence
	for i := range sentences {
		s := &sentences[i]
		draw := float32(random.Uint64()>>40) / (1 << 24)
		if draw >= share || len(s.Words) < 4 {
			continue
		}
		c := *s
		c.Words = slices.Clone(s.Words)
		n := len(c.Words) - 1
		if c.Words[n] == "." && covered(c.chunks) <= n && covered(c.inner) <= n {
			c.Words = c.Words[:n]
		}
		switch kind := random.Uint64() % 3; {
		case kind == 0:
			for j, w := range c.Words {
				c.Words[j] = strings.ReplaceAll(strings.ToUpper(w), "ß", "SS")
			}
		case kind == 1 && lang == "en":
			for j, w := range c.Words {
				if r, n := utf8.DecodeRuneInString(w); len(w) > 3 || j == 0 {
					c.Words[j] = string(unicode.ToUpper(r)) + w[n:]
				}
			}
		}
		copies = append(copies, c)
	}
	return copies
}

// covered is where the last chunk ends.
func covered(chunks []chunk) int {
	if n := len(chunks); n > 0 {
		return chunks[n-1].last
	}
	return 0
}
