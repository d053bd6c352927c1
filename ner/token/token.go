// Package token cuts German and English text into words and sentences with
// byte offsets. Every later stage reads the same tokens, and none of them ever
// rebuilds text from tokens: a token is a span of the untouched original.
package token

import "sort"

// A Span is a half-open range of bytes [Start, End) of a text.
type Span struct {
	Start, End int
}

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains reports whether t lies wholly within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Kind says what a token is made of.
type Kind uint8

// The kinds of tokens.
const (
	Word   Kind = iota // letters, with inner hyphens, apostrophes and the dots of abbreviations: US-Aussenminister, U.S., z.B.
	Number             // begins with a digit: 17'600, 3,5, 14., 82-jährigen
	Punct              // punctuation, one mark (or one ellipsis) a token
	Symbol             // currency signs, %, °C, emoji and the like
	Link               // web and mail addresses, handles, hashtags
)

// A Token is one word, number or mark.
type Token struct {
	Span
	Kind  Kind
	Space bool // white space, or the region's start, stands before it
}

// A Sentence is a half-open range [First, Last) of token indices.
type Sentence struct {
	First, Last int
}

// A Doc is a text cut into tokens and sentences, both in ascending order.
// Regions of the text that were not added have no tokens.
type Doc struct {
	Text      string
	Lang      string // "de" or "en"; decides abbreviations, ordinals and contractions
	Tokens    []Token
	Sentences []Sentence
}

// New returns an empty Doc over text; Add fills it.
func New(text, lang string) *Doc { return &Doc{Text: text, Lang: lang} }

// Split cuts the whole of text. A line break ends a sentence only where
// an empty line follows; use Add to cut line by line.
func Split(text, lang string) *Doc {
	d := New(text, lang)
	d.Add(Span{0, len(text)})
	return d
}

// Word is the text of token i.
func (d *Doc) Word(i int) string { t := d.Tokens[i]; return d.Text[t.Start:t.End] }

// Slice is the text from token first up to, not including, token last.
func (d *Doc) Slice(first, last int) string { s := d.Span(first, last); return d.Text[s.Start:s.End] }

// Span covers the tokens [first, last); first < last.
func (d *Doc) Span(first, last int) Span {
	return Span{d.Tokens[first].Start, d.Tokens[last-1].End}
}

// At is the index of the first token that ends after the byte offset, or
// len(d.Tokens).
func (d *Doc) At(offset int) int {
	return sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].End > offset })
}

// SentenceAt is the index of the sentence that holds token i, or -1.
func (d *Doc) SentenceAt(i int) int {
	k := sort.Search(len(d.Sentences), func(k int) bool { return d.Sentences[k].Last > i })
	if k < len(d.Sentences) && d.Sentences[k].First <= i {
		return k
	}
	return -1
}
