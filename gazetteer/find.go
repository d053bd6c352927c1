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
	First, Last int     // tokens [First, Last)
	Form        string  // FormName, FormDerived or FormPart
	Entries     []int32 // what it may name, best prior first
	Label       string  // LOC
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
	if t.Kind != token.Word {
		if t.Kind == token.Punct || t.Kind == token.Symbol || t.Kind == token.Link {
			return i + 1
		}
	}
	word := f.doc.Text[t.Start:t.End]
	r, end := f.longest(i)
	if !r.ok() {
		if f.lang.german && word[len(word)-1] == '-' {
			r = f.truncated(i)
		} else {
			r = f.g.word(f.arena(), word, f.lang)
		}
		end = i + 1
	}
	if !r.ok() {
		return i + 1
	}
	f.entries = r.entries
	n := len(r.entries)
	f.matches = append(f.matches, Match{
		Span: f.doc.Span(i, end), First: i, Last: end,
		Form: r.form, Entries: r.entries[r.from:n:n], Label: "LOC",
		Strong: r.strong && !(end-i == 1 && len(word) < 3 && f.inCapitals()),
	})
	return end
}

// longest is the longest form in the gazetteer that begins with token i.
func (f *finder) longest(i int) (r reading, end int) {
	h, text := seed, f.doc.Text
	word := text[f.doc.Tokens[i].Start:f.doc.Tokens[i].End]
	shape := shapeOf(word)
	for k := i; k < f.last; k++ {
		t := f.doc.Tokens[k]
		if k > i {
			if t.Space {
				h = h.byte(' ')
			}
			word = text[t.Start:t.End]
			shape.extend(word)
		}
		h = h.add(word)
		value := f.g.find(h.key())
		if value == 0 {
			break
		}
		if word != "." || t.Kind != token.Punct { // the full stop behind a name is not its own
			if longer := f.g.read(f.arena(), value, f.lang, shape); longer.ok() {
				r, end = longer, k+1
			}
		}
		if value&1 == 0 {
			break
		}
	}
	return r, end
}

func (f *finder) arena() []int32 { return f.entries }

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
	return f.g.word(f.arena(), word+strings.TrimPrefix(rest, "-"), f.lang)
}

// A shape is what the case of a surface form says.
type shape struct {
	upper    bool // begins with a capital or digit
	last     bool // so does its last word
	capitals bool // has capitals and no small letters
}

func shapeOf(word string) shape {
	s := shape{capitals: true}
	s.extend(word)
	s.upper = s.last
	for _, r := range word {
		if unicode.IsUpper(r) {
			return s
		}
	}
	s.capitals = false
	return s
}

func (s *shape) extend(word string) {
	bare := word // the Ivoire of d'Ivoire
	if i := strings.LastIndexAny(word, "'’‘"); i >= 0 {
		_, n := utf8.DecodeRuneInString(word[i:])
		bare = word[i+n:]
	}
	r, _ := utf8.DecodeRuneInString(bare)
	s.last = !unicode.IsLower(r)
	if s.capitals {
		for _, r := range word {
			if unicode.IsLower(r) {
				s.capitals = false
				break
			}
		}
	}
}

// A reading is what a surface form may name: entries[from:] of an arena.
type reading struct {
	entries []int32
	from    int
	form    string
	strong  bool
}

func (r reading) ok() bool { return r.form != "" }

// read appends the entries of a key's postings that fit language and shape.
// The first posting that stands by itself, else the first at all, decides
// whether the form is read as a name or as derived from one.
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
		if p.fits(lang, s) && (uint32(p)^lead)&postingDerived == 0 {
			r.entries = append(r.entries, int32(p&postingEntry))
		}
		if p&postingLast != 0 {
			break
		}
	}
	r.strong = lead&lang.strong != 0
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
	return s.upper && s.last
}
