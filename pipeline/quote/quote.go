// Package quote reads who is what and who says what: the roles of persons
// ("US-Aussenminister John Kerry", "Sergei Lavrov, the Russian foreign
// minister") and direct and indirect speech with its cue and speaker.
//
// It reads tokens and mentions of names, and knows nothing of where they come
// from. The rules state how German and English newswriting places titles and
// speech; the word classes of titles stand in de.go and en.go, those of speech
// in data, where verbs stand as infinitives and are inflected by rule.
//
// # Speech
//
// What stands in quotation marks is speech, whole or in part, or else a title, a
// name, irony. Which it is depends on what it is made of and on what stands around
// it: a cue, that is a verb of saying, a preposition that names a source, a colon.
// A verb's subject is the speaker: all noun phrases around it are weighed by what
// they name, their place and their agreement in case and number. A pronoun refers
// to whom spoke in the nearest sentence, or whom that names first, by gender and
// number; a definite title to its last bearer. Where a sentence names no speaker,
// the last one goes on if it stands in the Konjunktiv I or holds nothing else.
//
// Reported speech is a clause behind a verb of saying ("said that", in English also
// "said the", "promised to", in German "forderte auf, … zu"), one before or around
// its attribution ("…, officials said, …"), one that a preposition ascribes to a
// source ("laut Polizei"), or a German sentence in the Konjunktiv I. It has no
// speaker where it is told only that it was said ("es wurde befürchtet, dass …").
// Words in marks within it are a quote of their own.
//
// Spans are without the marks and without a comma before the closing one. A role
// that stands for a speaker without a name is without its article.
package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
)

// A Mention is an occurrence of a name. Mentions come in ascending order and do
// not overlap.
type Mention struct {
	token.Span
	Label  string // PER, LOC, ORG, MISC
	Form   string // name, derived, part
	Entity int    // mentions of one thing share it; -1 if unknown
}

// A Role is a title, function, profession or kinship said of a person.
type Role struct {
	token.Span
	Person int // index of the person's mention
	Of     int // index of the organisation's or place's mention, or -1
}

// A Quote is something somebody is reported to have said.
type Quote struct {
	token.Span            // without the quotation marks
	Source     token.Span // the phrase within that names the source, which does not answer for that; zero if none
	Speaker    int        // index of the speaker's mention, or -1
	Role       token.Span // an unnamed speaker: "ein Sprecher der Polizei"; zero if none
	Cue        string     // "sagte", "according to"; empty if none
	Direct     bool       // between quotation marks
}

// language is one column of the grid: the word classes of a language, all
// lower-cased, and the judgements that need its morphology.
type language struct {
	head      func(word string) certainty // of a role
	plural    func(word string) bool      // of a role's head
	adjective func(word string) bool      // may stand before a title; lower-cased words only

	determiners, possessives map[string]bool
	address                  map[string]bool // forms of address and degrees, no part of a role
	openers, genitive        map[string]bool // prepositions and articles that open a role's complement
	inside                   map[string]bool // function words within a complement
	copulas, as              map[string]bool
	adverbs                  map[string]bool // between copula and predicate
	and, relatives, named    map[string]bool
	affiliates               map[string]bool // prepositions between a person and where the person belongs
	initial                  map[string]bool // words that begin a sentence rather than a title
	postposed                map[string]bool // adjectives behind their noun: "heir apparent"
	stops                    map[string]bool // words that end a complement
	temporal                 map[string]bool // nouns that make a complement a time
	naming                   map[string]bool // verbs that give or hold a role: appointed, serves
}

// certainty of a word's naming a role.
type certainty int

const (
	unlikely certainty = iota
	guessed            // by its ending
	known
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// A Reader reads one document: its roles, then its quotes. It is not safe for
// concurrent use.
type Reader struct {
	*language
	doc      *token.Doc
	mentions []Mention
	words    []string // lower-cased tokens
	at       []int    // token → index of the mention that covers it, or -1
	spans    []tokens // mention → its tokens
	changed  []byte   // those with a capital, one behind the other
	ends     []int32  // token → its end in changed; 0 where it is cut from the text
	judged   []int8   // token → 1 + certainty of its being a role's head; 0 not judged yet
	surnames map[string]bearing

	// for speech alone
	lex     *lexicon
	entries []entry           // token → what the lexicon knows of it
	held    []int             // token → the person whose role it is in, or -1
	gender  map[string]gender // of persons, by surname
	titles  []int             // the heads of these roles, ascending
	marked  []quotation
	hidden  []bool  // token → it stands within quotation marks, or is one
	direct  []bool  // token → it is direct speech
	chunks  []chunk // read last
	last    source  // who spoke last
	spoke   int     // in which sentence
}

// bearing tells how persons' last names occur in a text.
type bearing uint8

const (
	bare  bearing = 1 << iota // "Merkel"
	borne                     // behind a first name
)

// tokens is a half-open range of token indices.
type tokens struct{ first, last int }

// NewReader returns a Reader of the document, German or English, with its
// mentions.
func NewReader(doc *token.Doc, mentions []Mention) *Reader {
	r := new(Reader)
	r.Reset(doc, mentions)
	return r
}

// Reset has the Reader read another document, in the room that it has.
func (r *Reader) Reset(doc *token.Doc, mentions []Mention) {
	n := len(doc.Tokens)
	*r = Reader{
		language: english, doc: doc, mentions: mentions,
		words: cleared(r.words, n), at: cleared(r.at, n), spans: cleared(r.spans, len(mentions)),
		judged: cleared(r.judged, n), surnames: map[string]bearing{}, changed: r.changed[:0], ends: cleared(r.ends, n),
		entries: r.entries, held: r.held, titles: r.titles[:0], hidden: r.hidden, direct: r.direct, chunks: r.chunks,
	}
	if doc.Lang == "de" {
		r.language = german
	}
	for i := range doc.Tokens {
		r.at[i] = -1
	}
	r.lower()
	for m, x := range mentions {
		first := doc.At(x.Start)
		last := first
		for last < n && doc.Tokens[last].Start < x.End {
			r.at[last] = m
			last++
		}
		r.spans[m] = tokens{first, last}
		if x.Label == "PER" && last > first {
			if surname := doc.Word(last - 1); last-first > 1 {
				r.surnames[surname] |= borne
			} else {
				r.surnames[surname] |= bare
			}
		}
	}
}

// cleared is a list of n zeros, where it was if there is room.
func cleared[T any](list []T, n int) []T {
	if cap(list) < n {
		return make([]T, n)
	}
	list = list[:n]
	clear(list)
	return list
}

// lower lower-cases the tokens: those that have no capital are cut from the text,
// the others from one string of their own. It is never used with the text's
// offsets, for lower-casing may change a length.
func (r *Reader) lower() {
	for i := range r.words {
		w := r.doc.Word(i)
		if isLower(w) {
			r.words[i] = w
			continue
		}
		for _, c := range w {
			r.changed = utf8.AppendRune(r.changed, unicode.ToLower(c))
		}
		r.ends[i] = int32(len(r.changed))
	}
	all, start := string(r.changed), int32(0)
	for i, end := range r.ends {
		if end > 0 {
			r.words[i] = all[start:end]
			start = end
		}
	}
}

// isLower reports whether lower-casing leaves a word as it is.
func isLower(w string) bool {
	for _, c := range w {
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				return false
			}
		} else if unicode.ToLower(c) != c {
			return false
		}
	}
	return true
}

// word is the lower-cased token, or "" outside of [from, to).
func (r *Reader) word(i, from, to int) string {
	if i < from || i >= to {
		return ""
	}
	return r.words[i]
}

// sentence is the range of tokens of the sentence that holds token i.
func (r *Reader) sentence(i int) (from, to int) {
	if k := r.doc.SentenceAt(i); k >= 0 {
		return r.doc.Sentences[k].First, r.doc.Sentences[k].Last
	}
	return i, i + 1
}

// capital reports whether there is a token i and it begins with a capital
// letter or stands for a name.
func (r *Reader) capital(i int) bool {
	if i >= len(r.words) {
		return false
	}
	w := r.doc.Word(i)
	return w != r.words[i] && w != "" && (w[0] < 'a' || w[0] > 'z')
}

// person reports whether token i belongs to a person's name.
func (r *Reader) person(i int) bool {
	m := r.at[i]
	return m >= 0 && r.mentions[m].Label == "PER" && r.mentions[m].Form == "name"
}
