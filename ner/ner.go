// Package ner finds names in German and English text: persons, places,
// organisations and other proper names, with the words derived from them.
//
// A Model is a network of a five-word window and a small recurrent memory from
// either end of the sentence, with a conditional random field on top. What it
// takes from a word is linear in the word type's vector, so that a known word
// costs a few hundred additions wherever it stands. Package ner/model holds
// trained weights; TrainVectors, TrainClasses and Train make new ones.
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
