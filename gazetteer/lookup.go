package gazetteer

import "strings"

// Lookup returns what a surface form in any inflection may name, best prior
// first: `Russlands`, `Kanton Zürich`, `US-Aussenminister`, `ZURICH`, `Calif.`.
// A form unknown in the language is tried in the other one, then without its
// diacritics, then without the word for its class (`Landkreis`, `County`).
func (g *Gazetteer) Lookup(name, lang string) []int32 {
	name = strings.Trim(name, "#,;:/- ")
	own := languageOf(lang)
	either := own
	either.read = postingGerman | postingEnglish
	for _, lang := range [...]language{own, either} {
		if r := g.phrase(name, lang); len(r) > 0 {
			return r
		}
		if plain := stripMarks(name); plain != name {
			if r := g.phrase(plain, lang); len(r) > 0 {
				return r
			}
		}
	}
	if bare, ok := cutClass(name); ok {
		return g.Lookup(bare, lang)
	}
	return nil
}

// LookupPlaces is Lookup for places alone, whatever else has the name.
func (g *Gazetteer) LookupPlaces(name, lang string) []int32 {
	entries := g.Lookup(name, lang)
	if len(entries) == 0 || g.Type(entries[0]) == TypePlace {
		return entries
	}
	l := languageOf(lang)
	l.read = postingGerman | postingEnglish
	return g.named(name, l, TypePlace)
}

// LookupExact returns the entries of one type that have the name itself or, in
// German, in the genitive, best prior first.
func (g *Gazetteer) LookupExact(name, lang string, t Type) []int32 {
	l := languageOf(lang)
	list := g.named(name, l, t)
	if stem, ok := genitive(name); ok && list == nil && l.german {
		list = g.named(stem, l, t)
	}
	return list
}

func (g *Gazetteer) named(name string, lang language, t Type) []int32 {
	h, s := phraseOf(name)
	value := g.find(h.key())
	if value>>1 == 0 {
		return nil
	}
	return g.candidates(nil, reading{posting: value >> 1, class: posting(t) << typeShift, shape: s}, lang)
}

// phraseOf is a name's hash, its words apart by one blank, and its shape.
func phraseOf(name string) (h hash, s shape) {
	h = seed
	for i, w := range strings.Fields(name) {
		if i == 0 {
			s = shapeOf(w)
		} else {
			h = h.byte(' ')
			s = s.and(w)
		}
		h = h.add(w)
	}
	return h, s
}

func (g *Gazetteer) phrase(name string, lang language) []int32 {
	words := strings.Fields(name)
	if len(words) == 0 {
		return nil
	}
	h, s := phraseOf(name)
	s |= shapeLast
	if value := g.find(h.key()); value != 0 {
		if r := g.read(value, lang, s); r.ok() {
			return g.candidates(nil, r, lang)
		}
	}
	if len(words) == 1 {
		return g.candidates(nil, g.word(words[0], lang), lang)
	}
	if stem, ok := genitive(name); ok && lang.german {
		return g.phraseExact(stem, lang)
	}
	return nil
}

func (g *Gazetteer) phraseExact(name string, lang language) []int32 {
	h, _ := phraseOf(name)
	if value := g.find(h.key()); value != 0 {
		return g.candidates(nil, g.read(value, lang, shapeName), lang)
	}
	return nil
}

// Words for classes of administrative units, before and after a name.
var (
	classBefore = [...]string{
		"Kanton ", "Landkreis ", "Kreis ", "Bezirk ", "Provinz ", "Region ", "Stadt ", "Bundesland ", "Bundesstaat ",
		"US-Bundesstaat ", "Gemeinde ", "Land ", "Freistaat ", "Fürstentum ", "Königreich ", "Republik ", "Département ",
		"Oblast ", "Gouvernement ", "Canton of ", "City of ", "Town of ", "Province of ", "State of ", "Republic of ",
		"Kingdom of ", "County ", "Greater ", "Downtown ", "Central ", "Metropolitan ", "North ", "South ",
		"East ", "West ", "Northern ", "Southern ", "Eastern ", "Western ", "northern ", "southern ", "eastern ", "western ",
		"north ", "south ", "east ", "west ", "Upper ", "Lower ", "nördliche ", "südliche ", "östliche ", "westliche ", "the ", "The ", "der ", "die ", "den ", "dem ",
	}
	classAfter = [...]string{
		" County", " Parish", " Province", " State", " Oblast", " Region", " Prefecture", " District", " Governorate",
		" Township", " City", " Borough", " province", " county", " state", " region", " district", "-Stadt", "-Region", " Area", " area",
	}
)

// cutClass cuts one such word off. Longer texts are no names; without a limit,
// `the the the …` would be cut word for word.
func cutClass(name string) (string, bool) {
	const longest = 100
	if len(name) > longest {
		return "", false
	}
	for _, c := range classBefore {
		if rest, ok := strings.CutPrefix(name, c); ok && rest != "" {
			return rest, true
		}
	}
	for _, c := range classAfter {
		if rest, ok := strings.CutSuffix(name, c); ok && rest != "" {
			return rest, true
		}
	}
	return "", false
}
