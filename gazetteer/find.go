package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
)

// A Match is a name in a text, or a word made from one.
type Match struct {
	token.Span
	First, Last int     // tokens [First, Last) that hold it; both of Berlin-München are held by one
	Form        string  // FormName, FormDerived or FormPart
	Entries     []int32 // what it may name, best prior first
	Label       string  // LOC, ORG or PER: the type of all Entries
	Strong      bool    // stands without the tagger; others are only candidates for what the tagger found
}

// The forms of a match, as for the tagger's mentions.
const (
	FormName    = "name"
	FormDerived = "derived"
	FormPart    = "part"
)

// Find returns the longest matches in the document, ascending and without
// overlap. One pass: every token costs one look-up, and only tokens that begin
// a longer name cost more.
func (g *Gazetteer) Find(doc *token.Doc) []Match {
	f := finder{g: g, doc: doc, lang: languageOf(doc.Lang)}
	f.matches = make([]Match, 0, len(doc.Tokens)/8)
	f.entries = make([]int32, 0, len(doc.Tokens))
	for _, s := range doc.Sentences {
		f.first, f.last = s.First, s.Last
		f.shouting = unknown
		for i := s.First; i < s.Last; {
			i = f.at(i)
		}
	}
	return f.matches
}

type language struct {
	read, strong uint32 // posting flags
	german       bool
}

func languageOf(code string) language {
	if code == "de" {
		return language{read: postingGerman, strong: postingStrongDE, german: true}
	}
	return language{read: postingEnglish, strong: postingStrongEN}
}

type finder struct {
	g           *Gazetteer
	doc         *token.Doc
	lang        language
	first, last int // the sentence
	shouting    answer
	entries     []int32 // arena of all matches' entries
	matches     []Match
}

type answer int8

const (
	unknown answer = iota
	no
	yes
)

// at looks for a match that begins with token i and returns the token to go on
// with.
func (f *finder) at(i int) int {
	t := f.doc.Tokens[i]
	if t.Kind != token.Word && t.Kind != token.Number {
		return i + 1
	}
	r, end := f.longest(i)
	if !r.ok() {
		word := f.doc.Text[t.Start:t.End]
		if f.lang.german && word[len(word)-1] == '-' {
			r = f.truncated(i)
		} else {
			r = f.g.derived(f.entries, word, f.lang)
		}
		end = i + 1
	}
	if !r.ok() {
		return i + 1
	}
	r.strong = r.strong && !(end-i == 1 && t.Len() < 3 && f.inCapitals())
	span := f.doc.Span(i, end)
	if r.pair == 0 {
		f.add(span, i, end, r)
		return end
	}
	// Berlin-München is two names in one token.
	hyphen := span.Start + r.pair
	f.add(token.Span{Start: span.Start, End: hyphen}, i, end, r)
	second := f.g.form(f.entries, f.doc.Text[hyphen+1:span.End], f.lang)
	f.add(token.Span{Start: hyphen + 1, End: span.End}, i, end, second)
	return end
}

func (f *finder) add(span token.Span, first, last int, r reading) {
	f.entries = r.entries
	n := len(r.entries)
	f.matches = append(f.matches, Match{
		Span: span, First: first, Last: last,
		Form: r.form, Entries: r.entries[r.from:n:n], Label: r.typ.Label(), Strong: r.strong,
	})
}

// longest is the longest form in the gazetteer that begins with token i.
func (f *finder) longest(i int) (r reading, end int) {
	h, text := seed, f.doc.Text
	for k := i; k < f.last; k++ {
		t := f.doc.Tokens[k]
		word := text[t.Start:t.End]
		if k > i && t.Space {
			h = h.byte(' ')
		}
		before := h
		h = h.add(word)
		value := f.g.find(h.key())
		if value == 0 {
			if k > i && f.lang.german {
				if longer := f.g.genitivePhrase(f.entries, before, word, f.shape(i, k)); longer.ok() {
					r, end = longer, k+1
				}
			}
			break
		}
		if value>>1 != 0 && (t.Kind != token.Punct || word != ".") { // the full stop behind a name is not its own
			if longer := f.g.read(f.entries, value, f.lang, f.shape(i, k)); longer.ok() {
				r, end = longer, k+1
			}
		}
		if value&1 == 0 {
			break
		}
	}
	return r, end
}

func (f *finder) shape(first, last int) shape {
	s := shapeOf(f.doc.Word(first))
	for i := first + 1; i <= last; i++ {
		s.extend(f.doc.Word(i))
	}
	return s
}

// inCapitals reports whether the sentence has no small letter, so that `US`
// may be a pronoun.
func (f *finder) inCapitals() bool {
	if f.shouting == unknown {
		f.shouting = yes
		for _, r := range f.doc.Slice(f.first, f.last) {
			if unicode.IsLower(r) {
				f.shouting = no
				break
			}
		}
	}
	return f.shouting == yes
}

// truncated reads the first half of a coordinated compound, `Nord-` of `Nord-
// und Südkorea`, by what the second half has in common with it.
func (f *finder) truncated(i int) reading {
	word := strings.TrimSuffix(f.doc.Word(i), "-")
	if _, rest := cutDirection(word + "xxxx"); rest != "xxxx" || i+2 >= f.last {
		return reading{}
	}
	direction, rest := cutDirection(f.doc.Word(i + 2))
	if direction == "" {
		return reading{}
	}
	return f.g.word(f.entries, word+strings.TrimPrefix(rest, "-"), f.lang)
}

// A shape is what the case of a surface form says.
type shape struct {
	upper    bool // does not begin with a small letter
	last     bool // so does its last word
	capitals bool // has capitals and no small letters
	short    bool // one word of at most three letters
}

func shapeOf(word string) shape {
	s := shape{capitals: strings.ContainsFunc(word, unicode.IsUpper)}
	s.extend(word)
	s.upper = s.last
	s.short = len(word) <= 3
	return s
}

func (s *shape) extend(word string) {
	s.short = false
	s.last = !isLower(afterApostrophe(word))
	if s.capitals && strings.ContainsFunc(word, unicode.IsLower) {
		s.capitals = false
	}
}

// afterApostrophe is the part of a word that has its capital: Ivoire of
// d'Ivoire.
func afterApostrophe(word string) string {
	for i := len(word) - 1; i >= 0; i-- {
		if word[i] == '\'' {
			return word[i+1:]
		}
		if word[i] == 0xe2 { // may begin a curly apostrophe
			if r, n := utf8.DecodeRuneInString(word[i:]); r == '’' || r == '‘' {
				return word[i+n:]
			}
		}
	}
	return word
}

// A reading is what a surface form may name: entries[from:] of an arena.
type reading struct {
	entries []int32
	from    int
	typ     Type
	form    string
	strong  bool
	pair    int // where the hyphen stands between two names, 0: one name
}

func (r reading) ok() bool { return r.form != "" }

// read appends the entries of a key's postings that fit language and shape.
// The first posting that stands by itself, else the first at all, decides
// whether the form is read as a name or as derived from one, and of what type.
func (g *Gazetteer) read(arena []int32, value uint32, lang language, s shape) reading {
	if value>>1 == 0 {
		return reading{}
	}
	r := reading{entries: arena, from: len(arena)}
	var lead uint32
	for i := value >> 1; ; i++ {
		p := g.posting(i)
		if p.fits(lang, s) && (lead == 0 || uint32(lead)&lang.strong == 0 && uint32(p)&lang.strong != 0) {
			lead = uint32(p)
		}
		if p&postingLast != 0 {
			break
		}
	}
	if lead == 0 {
		return reading{}
	}
	for i := value >> 1; ; i++ {
		p := g.posting(i)
		if p.fits(lang, s) && (uint32(p)^lead)&(postingDerived|postingType) == 0 {
			r.entries = append(r.entries, p.entry())
		}
		if p&postingLast != 0 {
			break
		}
	}
	r.strong = lead&lang.strong != 0
	r.typ = posting(lead).typ()
	r.form = FormName
	if lead&postingDerived != 0 {
		r.form = FormDerived
	}
	return r
}

func (p posting) fits(lang language, s shape) bool {
	switch {
	case uint32(p)&lang.read == 0:
		return false
	case p&postingCapitals != 0:
		return s.capitals
	case p&postingLower != 0:
		return true
	}
	return s.upper && s.last && !(s.short && s.capitals) // EU is not Eu
}
