// Package token cuts German and English text into words and sentences with
// byte offsets. Every later stage reads the same tokens, and none of them ever
// rebuilds text from tokens: a token is a span of the untouched original.
//
// # Tokens
//
// White space always separates, and only white space (controls and invisible
// marks among it) stands between tokens. A bar shows where a token ends
// without it:
//
//   - A hyphenated word is one token, also where a part is left out:
//     US-Aussenminister, F-16, 52-year-old, U.S.-led, Nord- und Südkorea,
//     Händler und -vermittler, "|Tatort|"|-Kommissar.
//   - A number with its marks is one: 17'600, 50’000, 1.234.567, 3,5, 24.04.1922,
//     20.15, and the Swiss 50.-; so are 21st, 1970s, 1990er, '90s. Numbers part
//     at dashes, colons and slashes: 10|-|15, 2|:|1, 2013|/|14, and 1 000 is two.
//     Units and magnitudes part from them: 400|W, 3.5|bn, 7|pm.
//   - A dot belongs to an abbreviation (Dr., z.B., z. B., U.S., J. G.), to a
//     German ordinal (14. Oktober, 24.12., Ludwig XIV.) and to a list's number
//     at the beginning of a line or sentence. It does so where the sentence ends
//     as well; any other full stop is a token of its own.
//   - English clitics part: Smith|'s, do|n't, I|'m; O'Neill and o'clock do not.
//     German keeps the apostrophe: geht's, Hans'.
//   - Slashes part (Bagdad|/|New York) except in units: km/h.
//   - US$ is one sign, CHF|50 and EUR|20|m part. AT&T is one.
//   - Gender marks join: Bürger*innen, Schüler:innen, Lehrer/-innen.
//   - Links are one token: https://example.org/a, example.org, a@example.org,
//     @handle, #tag. A marked number (#1) is none.
//   - A run of one mark is one token: ..., --, ***, !!!. So are “ and ”.
//   - Bytes that are no UTF-8 make one token a run.
//
// # Sentences
//
// A sentence ends at a full stop, question or exclamation mark or ellipsis,
// with the quotation marks and brackets that close after it, unless the next
// word is lower-case; after abbreviations and ordinals that can end one, only
// where a word follows that begins sentences (The, Der, Danach); and at an
// empty line. A single line break and a colon end none.
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
	Punct              // punctuation, one mark (or a run of one mark) a token
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

// Reset empties the Doc and sets it over another text. What it held before is
// overwritten as it is filled again.
func (d *Doc) Reset(text, lang string) {
	*d = Doc{Text: text, Lang: lang, Tokens: d.Tokens[:0], Sentences: d.Sentences[:0]}
}

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

// Break ends sentences: for each of the byte offsets, ascending, before the
// first token that starts at or after it, unless that token is the first of
// its sentence already.
func (d *Doc) Break(offsets ...int) {
	var parted []Sentence
	next := 0 // the first sentence that is not in parted
	for _, offset := range offsets {
		at := sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].Start >= offset })
		k := d.SentenceAt(at)
		if k < 0 || d.Sentences[k].First == at {
			continue
		}
		parted = append(parted, d.Sentences[next:k]...)
		parted = append(parted, Sentence{d.Sentences[k].First, at})
		d.Sentences[k].First = at
		next = k
	}
	if len(parted) > 0 {
		d.Sentences = append(parted, d.Sentences[next:]...)
	}
}
