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

func (g *Gazetteer) phrase(name string, lang language) []int32 {
	h := seed
	var s shape
	words := strings.Fields(name)
	for i, w := range words {
		if i == 0 {
			s = shapeOf(w)
		} else {
			h = h.byte(' ')
			s = s.and(w)
		}
		h = h.add(w)
	}
	if len(words) == 0 {
		return nil
	}
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
	h := seed
	for i, w := range strings.Fields(name) {
		if i > 0 {
			h = h.byte(' ')
		}
		h = h.add(w)
	}
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
