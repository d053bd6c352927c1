package ner

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Namesakes know what a word or a run of words is where it stands by itself, so
// that the names inside a longer one can be told without their having been
// annotated (distant supervision; Mintz et al. 2009): who reads that Zürich is
// a place knows one in Universität Zürich.
type namesakes map[string]*namesake

// A namesake counts what a run of words is.
type namesake struct {
	label  [labels]int // outer mentions that consist of it
	plain  int         // times outside all mentions, if it is one word
	within int         // times within a longer mention, likewise
}

// A run of words is a name of some label if that many outer mentions consist
// of it, and that share of all that it is by itself.
const (
	namesakeCount = 3
	namesakeShare = 0.8
)

// A word is no name if it stands by itself as one, of whatever label, in less
// than this share of its occurrences.
const plainShare = 0.1

func newNamesakes(corpora []Corpus) namesakes {
	known := make(namesakes)
	of := func(words ...string) *namesake {
		key := strings.Join(words, " ")
		if known[key] == nil {
			known[key] = new(namesake)
		}
		return known[key]
	}
	for _, c := range corpora {
		if c.Guideline.NoForms || c.Guideline.NoMisc { // its silence says nothing
			continue
		}
		for i := range c.Sentences {
			s := &c.Sentences[i]
			at := 0
			for _, m := range append(s.chunks[:len(s.chunks):len(s.chunks)], chunk{first: len(s.Words)}) {
				for _, w := range s.Words[at:m.first] {
					of(w).plain++
				}
				if m.last == 0 {
					break
				}
				of(s.Words[m.first:m.last]...).label[m.label]++
				for _, w := range s.Words[m.first:m.last] {
					if m.last-m.first > 1 {
						of(w).within++
					}
				}
				at = m.last
			}
		}
	}
	return known
}

// name is the label that the words have by themselves, if they are a name.
func (known namesakes) name(words []string) (label, bool) {
	x := known[strings.Join(words, " ")]
	if x == nil {
		return 0, false
	}
	best, all := label(0), x.plain
	for l, n := range x.label {
		all += n
		if n > x.label[best] {
			best = label(l)
		}
	}
	n := x.label[best]
	return best, n >= namesakeCount && float64(n) >= namesakeShare*float64(all)
}

// plain reports whether a word is no name by itself.
func (known namesakes) plain(word string) bool {
	if r, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(r) {
		return true
	}
	x := known[word]
	if x == nil {
		return false
	}
	alone := 0
	for _, n := range x.label {
		alone += n
	}
	all := alone + x.plain + x.within
	return all >= namesakeCount && float64(alone) < plainShare*float64(all)
}

const (
	placeName    label = 3
	placeDerived label = 4
	organisation label = 6
	other        label = 9
)

// tells reports whether a name of n words, by itself of label l, is one inside
// a mention of all words and the outer label, too. In GermEval 2014, train and
// dev, that is so for 97 % of the places inside organisations and other names
// (40 % of those inside places), for 97 % of the words derived from places, and
// for 80 % of the organisations inside other names. Derived words inside places
// are not told all the same: what is a second name in German (Dresdner Straße)
// is part of the only one in English (Saudi Arabia).
func tells(l label, n int, outer label, all int) bool {
	switch l {
	case placeName, placeDerived:
		return outer == organisation || outer == other
	case organisation:
		return outer == other || outer == organisation && n > 1 && all-n > 1
	}
	return false
}

// allowed are the tags that may stand inside an outer mention: those of the
// names in it of which we can tell, outside for the words that are none, either
// for a name of which we cannot, every tag for the rest; nil if nothing is told.
// An organisation's own name without what makes it full (Deutsche [Telekom] AG)
// is none: in GermEval 29 % of the organisations of one word inside others are
// marked.
func (known namesakes) allowed(s *Sentence, c chunk) []tagSet {
	words := s.Words[c.first:c.last]
	sets := make([]tagSet, len(words))
	told := false
	for i := 0; i < len(words); {
		l, n := known.longest(words[i:], len(words)-1)
		switch {
		case n > 0 && tells(l, n, c.label, len(words)):
			name := Sentence{Words: words[i : i+n], chunks: []chunk{{0, n, l}}}
			copy(sets[i:], Guideline{}.allowed(&name))
			told = true
		case n == 1 && l == organisation && c.label == organisation:
			sets[i] = one(0)
			told = true
		case n == 1:
			sets[i] = one(0) | l.all()
		case n == 0 && known.plain(words[i]):
			n, sets[i] = 1, one(0)
			told = true
		default:
			n = max(n, 1)
			for k := range n {
				sets[i+k] = 1<<tags - 1
			}
		}
		i += n
	}
	if !told {
		return nil
	}
	return sets
}

// longest is the longest name, of at most n words, with which the words begin;
// n is 0 if there is none.
func (known namesakes) longest(words []string, most int) (l label, n int) {
	for n := min(most, len(words)); n > 0; n-- {
		if l, ok := known.name(words[:n]); ok {
			return l, n
		}
	}
	return 0, 0
}
