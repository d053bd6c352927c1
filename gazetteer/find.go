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
	f.matches = make([]Match, 0, len(doc.Tokens)/12+1)
	f.entries = make([]int32, 0, len(doc.Tokens)/2+1)
	for _, s := range doc.Sentences {
		f.first, f.last = s.First, s.Last
		f.shouting = unknown
		for i := s.First; i < s.Last; {
			i = f.at(i)
		}
	}
	f.contain()
	return f.matches
}

// Within returns the longest matches inside one of several tokens: England of
// Bank of England.
func (g *Gazetteer) Within(doc *token.Doc, m Match) []Match {
	if m.Last-m.First < 2 {
		return nil
	}
	f := finder{g: g, doc: doc, lang: languageOf(doc.Lang), first: m.First, last: m.Last - 1}
	i := f.at(m.First)
	for f.last = m.Last; i < f.last; {
		i = f.at(i)
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
	entries     []int32 // of all matches
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
	t := &f.doc.Tokens[i]
	switch t.Kind {
	case token.Word, token.Number:
	case token.Link:
		f.hashtag(i)
		return i + 1
	default:
		return i + 1
	}
	if !f.lang.german && f.constituency(i) {
		return i + 1
	}
	r, end := f.longest(i)
	if !r.ok() {
		word := f.doc.Text[t.Start:t.End]
		if f.lang.german && word[len(word)-1] == '-' {
			r = f.truncated(i)
		} else {
			r = f.g.derived(word, f.lang)
		}
		if !r.ok() {
			return i + 1
		}
		end = i + 1
	}
	if end-i == 1 && r.strong && t.Len() <= pronoun[r.class.typ()] && f.inCapitals() {
		r.strong = false
	}
	span := f.doc.Span(i, end)
	if r.pair == 0 {
		f.add(span, i, end, r)
		return end
	}
	// Berlin-München is two names in one token.
	hyphen := span.Start + r.pair
	f.add(token.Span{Start: span.Start, End: hyphen}, i, end, r)
	f.add(token.Span{Start: hyphen + 1, End: span.End}, i, end, f.g.form(f.doc.Text[hyphen+1:span.End], f.lang, false))
	return end
}

// pronoun is how many bytes a name of each type has at most that may be a common
// word where everything is in capitals: US, WHO.
var pronoun = [types]int{TypePlace: 2, TypeOrganisation: 3}

func (f *finder) add(span token.Span, first, last int, r reading) {
	from := len(f.entries)
	f.entries = f.g.candidates(f.entries, r, f.lang)
	n := len(f.entries)
	f.matches = append(f.matches, Match{
		Span: span, First: first, Last: last,
		Form: r.form, Entries: f.entries[from:n:n], Label: r.class.typ().Label(), Strong: r.strong,
	})
}

// hashtag reads the name that a link is: #Hamburg, #nyc, #SPD. The sign belongs
// to a place, as those who annotate short messages have it, and not to other
// names, as those who annotate articles do.
func (f *finder) hashtag(i int) {
	if name, ok := strings.CutPrefix(f.doc.Word(i), "#"); ok {
		if r := f.g.exact(name, f.lang, false); r.strong && r.form == FormName {
			span := f.doc.Tokens[i].Span
			if r.class.typ() != TypePlace {
				span.Start++
			}
			f.add(span, i, i+1, r)
		}
	}
}

// constituency reads what stands behind a party's letter in American use:
// D-Ohio, R-Calif., I-VT.
func (f *finder) constituency(i int) bool {
	t := &f.doc.Tokens[i]
	word := f.doc.Text[t.Start:t.End]
	if len(word) < 4 || word[1] != '-' || word[0] != 'D' && word[0] != 'R' && word[0] != 'I' {
		return false
	}
	r := f.g.exact(word[2:], f.lang, false)
	if best := f.g.best(r, f.lang); best < 0 || r.form != FormName || f.g.kind(best) != Admin1 {
		return false
	}
	r.strong = true
	f.add(token.Span{Start: t.Start + 2, End: t.End}, i, i+1, r)
	return true
}

// longest is the longest form in the gazetteer that begins with token i.
func (f *finder) longest(i int) (r reading, end int) {
	h, text := seed, f.doc.Text
	for k := i; k < f.last; k++ {
		t := &f.doc.Tokens[k]
		word := text[t.Start:t.End]
		if k > i && t.Space {
			h = h.byte(' ')
		}
		before := h
		h = h.add(word)
		value := f.g.find(h.key())
		if value == 0 {
			if k > i && f.lang.german {
				if longer := f.genitivePhrase(before, i, k); longer.ok() {
					r, end = longer, k+1
				}
			}
			break
		}
		if value>>1 != 0 && (t.Kind != token.Punct || word != ".") { // the full stop behind a name is not its own
			if longer := f.g.read(value, f.lang, f.shape(i, k)); longer.ok() {
				r, end = longer, k+1
			}
		}
		if value&1 == 0 {
			break
		}
	}
	return r, end
}

// genitivePhrase reads tokens i to k as a longer name in the German genitive:
// des Nahen Ostens, des Schwarzen Meeres. The hash is that of those before k.
func (f *finder) genitivePhrase(before hash, i, k int) reading {
	word := f.doc.Word(k)
	if !isUpper(word) {
		return reading{}
	}
	stem, ok := genitive(word)
	for range 2 {
		if !ok {
			break
		}
		if value := f.g.find(before.add(stem).key()); value != 0 {
			if r := f.g.read(value, f.lang, f.shape(i, k)); r.ok() && r.form == FormName {
				return r
			}
		}
		stem, ok = strings.CutSuffix(stem, "e")
	}
	return reading{}
}

func (f *finder) shape(first, last int) shape {
	s := shapeOf(f.doc.Word(first))
	for i := first + 1; i <= last; i++ {
		s = s.and(f.doc.Word(i))
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
	return f.g.word(word+strings.TrimPrefix(rest, "-"), f.lang)
}

// A shape is what the case of a surface form says.
type shape uint8

const (
	shapeUpper shape = 1 << iota // does not begin with a small letter
	shapeLast                    // nor does its last word
	shapeBig                     // has a capital
	shapeSmall                   // has a small letter
	shapeShort                   // one word of at most three letters

	shapeName = shapeUpper | shapeLast
)

func shapeOf(word string) shape {
	s := cases(word)
	if s&shapeLast != 0 {
		s |= shapeUpper
	}
	if len(word) <= 3 {
		s |= shapeShort
	}
	return s
}

// and is the shape of a form with one more word.
func (s shape) and(word string) shape { return s&^(shapeLast|shapeShort) | cases(word) }

// inCapitals reports whether the form is written in capitals throughout.
func (s shape) inCapitals() bool { return s&(shapeBig|shapeSmall) == shapeBig }

// cases are the word's letters; the capital may follow an apostrophe: d'Ivoire.
func cases(word string) shape {
	s, begins := shapeLast, true
	for _, r := range word {
		switch {
		case r == '\'', r == '’', r == '‘':
			s, begins = s|shapeLast, true
			continue
		case 'a' <= r && r <= 'z', r >= utf8.RuneSelf && unicode.IsLower(r):
			s |= shapeSmall
			if begins {
				s &^= shapeLast
			}
		case 'A' <= r && r <= 'Z', r >= utf8.RuneSelf && unicode.IsUpper(r):
			s |= shapeBig
		}
		begins = false
	}
	return s
}

// A reading is how a surface form is understood: as a name or as derived from
// one. What it may name is among the postings of its form.
type reading struct {
	posting uint32  // the first one of the form, 0: nothing is known by it
	class   posting // postingDerived and postingType of its candidates
	shape   shape
	form    string
	strong  bool
	pair    int   // where the hyphen stands between two names, 0: one name
	near    int32 // a city that the entries must lie near, plus one; 0: none
}

func (r reading) ok() bool { return r.posting != 0 }

// read reads the form of a key's value in the language and shape. The first
// posting that stands by itself, else the first at all, decides whether it is
// a name or derived from one, and of what type.
func (g *Gazetteer) read(value uint32, lang language, s shape) reading {
	if value>>1 == 0 {
		return reading{}
	}
	var lead posting
	for i := value >> 1; ; i++ {
		p := g.posting(i)
		if p.fits(lang, s) {
			if uint32(p)&lang.strong != 0 {
				lead = p
				break
			}
			if lead == 0 {
				lead = p
			}
		}
		if p&postingLast != 0 {
			break
		}
	}
	if lead == 0 {
		return reading{}
	}
	r := reading{posting: value >> 1, class: lead & postingClass, shape: s, form: FormName, strong: uint32(lead)&lang.strong != 0}
	if r.class&postingDerived != 0 {
		r.form = FormDerived
	}
	return r
}

// candidates appends what the form may name, best prior first.
func (g *Gazetteer) candidates(list []int32, r reading, lang language) []int32 {
	for i := r.posting; r.ok(); i++ {
		p := g.posting(i)
		if g.admits(r, p, lang) {
			list = append(list, p.entry())
		}
		if p&postingLast != 0 {
			break
		}
	}
	return list
}

// best is the first of the candidates, -1: none.
func (g *Gazetteer) best(r reading, lang language) int32 {
	for i := r.posting; r.ok(); i++ {
		p := g.posting(i)
		if g.admits(r, p, lang) {
			return p.entry()
		}
		if p&postingLast != 0 {
			break
		}
	}
	return -1
}

// admits reports whether the form, as it is read, may name the posting's entry.
func (g *Gazetteer) admits(r reading, p posting, lang language) bool {
	return p&postingClass == r.class && p.fits(lang, r.shape) &&
		(r.near == 0 || g.distance(r.near-1, p.entry()) < suburban)
}

func (p posting) fits(lang language, s shape) bool {
	switch {
	case uint32(p)&lang.read == 0:
		return false
	case p&postingCapitals != 0:
		return s.inCapitals()
	case p&postingLower != 0:
		return true
	}
	return s&shapeName == shapeName && !(s&shapeShort != 0 && s.inCapitals()) // EU is not Eu
}
