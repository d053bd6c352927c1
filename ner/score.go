package ner

import (
	"fmt"
	"strings"
)

// A Count holds how many mentions were right, how many were found and how
// many there are.
type Count struct{ Right, Found, Gold int }

// F1 is the harmonic mean of precision and recall, in percent.
func (c Count) F1() float64 { return 200 * ratio(c.Right, c.Found+c.Gold) }

// Precision is the share of right mentions among those found, in percent.
func (c Count) Precision() float64 { return 100 * ratio(c.Right, c.Found) }

// Recall is the share of mentions that were found, in percent.
func (c Count) Recall() float64 { return 100 * ratio(c.Right, c.Gold) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// A Scores table counts exact mentions, span and label both, by label and form.
type Scores struct {
	Names, All Count // form name alone; every form
	label      [labels]Count
}

// Of is the count of one label and form.
func (s *Scores) Of(name, form string) Count {
	for l := range label(labels) {
		if n, f := l.split(); n == name && f == form {
			return s.label[l]
		}
	}
	return Count{}
}

// Score tags the sentences and counts.
func (m *Model) Score(sentences []Sentence) Scores {
	var s Scores
	t := m.work.Get().(*tagger)
	defer m.work.Put(t)
	for k := range sentences {
		words := sentences[k].Words
		gold := make(map[chunk]bool)
		for _, c := range sentences[k].chunks {
			gold[c] = true
			s.label[c.label].Gold++
		}
		for first := 0; first < len(words); first += maxSentence {
			n := min(len(words)-first, maxSentence)
			t.score(n, func(i int) string { return words[first+i] })
			for _, c := range t.decode(n) {
				s.label[c.label].Found++
				c.first, c.last = c.first+first, c.last+first
				if gold[c] {
					s.label[c.label].Right++
				}
			}
		}
	}
	t.forget()
	for l, c := range s.label {
		add(&s.All, c)
		if l%3 == 0 {
			add(&s.Names, c)
		}
	}
	return s
}

func add(to *Count, c Count) {
	to.Right += c.Right
	to.Found += c.Found
	to.Gold += c.Gold
}

// String is a line each for names, all forms and every label and form that occurs.
func (s *Scores) String() string {
	var b strings.Builder
	line := func(what string, c Count) {
		fmt.Fprintf(&b, "%-14s F1 %5.1f  P %5.1f  R %5.1f  gold %d\n", what, c.F1(), c.Precision(), c.Recall(), c.Gold)
	}
	line("names", s.Names)
	line("all forms", s.All)
	for l := range label(labels) {
		if c := s.label[l]; c.Gold+c.Found > 0 {
			name, form := l.split()
			line(name+" "+form, c)
		}
	}
	return b.String()
}
