// Package ner finds names in German and English text: persons, places,
// organisations and other proper names, with the words derived from them.
//
// A Model is a five-word window network with a conditional random field on
// top. Its first layer is linear in a word type's vector, so that a known
// word costs a few hundred additions wherever it stands. Package ner/model
// holds trained weights; Train makes new ones.
package ner

import "enricher/ner/token"

// A Mention is one occurrence of a name in a text.
type Mention struct {
	token.Span
	First, Last int     // tokens [First, Last)
	Label       string  // PER, LOC, ORG or MISC
	Form        string  // name, derived or part
	Score       float64 // probability that exactly this span, label and form are right, two decimals
}
