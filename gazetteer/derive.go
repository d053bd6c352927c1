package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word reads a single word: as it is, or derived from a name.
func (g *Gazetteer) word(word string, lang language) reading {
	if r := g.exact(word, lang, false); r.ok() {
		return r
	}
	return g.derived(word, lang)
}

// derived reads a single word that the gazetteer does not have as it is: an
// inflected name (Russlands), an inhabitant (Berlinerinnen), a name or
// adjective with a direction or prefix (Nordsyrien, prorussisch), or a
// hyphenated word that holds a name (Ukraine-Konflikt, deutsch-französisch,
// US-led).
func (g *Gazetteer) derived(word string, lang language) reading {
	upper := lang.german && isUpper(word)
	if upper {
		if r := g.inflected(word, lang, false); r.ok() {
			return r
		}
	}
	if strings.IndexByte(word, '-') > 0 {
		return g.hyphenated(word, lang)
	}
	if !lang.german {
		return reading{}
	}
	if !upper && !strings.Contains(word[max(0, len(word)-6):], "sch") {
		return reading{} // adjectives of places end in -sch
	}
	return g.prefixed(word, lang)
}

// form reads a word as it is or, in German, without its ending. A capital is
// lent to the rest of a compound, `iraner` of `Exiliraner`.
func (g *Gazetteer) form(word string, lang language, capital bool) reading {
	if r := g.exact(word, lang, capital); r.ok() || !lang.german {
		return r
	}
	if capital || isUpper(word) {
		return g.inflected(word, lang, capital)
	}
	return reading{}
}

// inflected reads a capitalised German word without its ending.
func (g *Gazetteer) inflected(word string, lang language, capital bool) reading {
	if stem, ok := genitive(word); ok {
		if r := g.exact(stem, lang, capital); r.ok() && r.form == FormName {
			return r
		}
	}
	if stem, ok := inhabitant(word); ok {
		if r := g.exact(stem, lang, capital); r.ok() && r.form == FormDerived {
			return r
		}
	}
	return reading{}
}

func (g *Gazetteer) exact(word string, lang language, capital bool) reading {
	value := g.find(seed.add(word).key())
	if value == 0 {
		return reading{}
	}
	s := shapeOf(word)
	if capital {
		s |= shapeName
	}
	return g.read(value, lang, s)
}

// genitive cuts the German genitive's ending off a name: -s with or without an
// apostrophe, the apostrophe alone behind a sibilant (Paris', Florenz’).
func genitive(word string) (string, bool) {
	bare, s := strings.CutSuffix(word, "s")
	stem := strings.TrimSuffix(strings.TrimSuffix(bare, "'"), "’")
	if len(stem) < 3 || len(stem) == len(word) {
		return "", false
	}
	if s {
		return stem, stem[len(stem)-1] != 's'
	}
	return stem, strings.HasSuffix(stem, "s") || strings.HasSuffix(stem, "x") || strings.HasSuffix(stem, "z") || strings.HasSuffix(stem, "ß")
}

// inhabitant cuts the endings of case, number and gender off a German word for
// inhabitants in -er.
func inhabitant(word string) (string, bool) {
	for _, ending := range [...]string{"innen", "in", "n", "s"} {
		if stem, ok := strings.CutSuffix(word, ending); ok && strings.HasSuffix(stem, "er") {
			return stem, true
		}
	}
	return "", false
}

// directions turn a name into that of one of its parts: Nordsyrien, Süd-Sudan.
var directions = [...]string{
	"nordost", "nordwest", "südost", "südwest", "nord", "süd", "ost", "west", "zentral", "mittel", "inner",
}

// cutDirection cuts a leading direction off a capitalised word.
func cutDirection(word string) (direction, rest string) {
	first, n := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) || !strings.ContainsRune("NSOWZMI", first) {
		return "", word
	}
	for _, d := range directions {
		r, k := utf8.DecodeRuneInString(d)
		if r != unicode.ToLower(first) {
			continue
		}
		if rest, ok := strings.CutPrefix(word[n:], d[k:]); ok && len(rest) > 3 {
			return word[:len(word)-len(rest)], rest
		}
	}
	return "", word
}

// prefixes turn an adjective or inhabitant into another one. English writes
// them with a hyphen: pro-Russian.
var prefixes = [...]string{
	"afro", "anglo", "anti", "austro", "binnen", "exil", "ex", "franko", "gesamt", "inner", "innen", "nicht", "nordost",
	"nordwest", "nord", "ost", "pan", "post", "prä", "pro", "südost", "südwest", "süd", "trans", "ultra", "ur", "west",
	"zentral", "mittel", "inter", "alt", "neu", "kontra", "contra", "über", "ausser", "außer", "gross", "groß", "deutsch",
}

// prefixesBy are the prefixes by their second byte, which capitals do not change.
var prefixesBy = func() (by [256][]string) {
	for _, p := range prefixes {
		by[p[1]] = append(by[p[1]], p)
	}
	return by
}()

// prefixed reads German words with a direction or prefix in front: Nordsyrien
// is a name, prorussisch and Exiliraner are derived.
func (g *Gazetteer) prefixed(word string, lang language) reading {
	if len(word) < 6 {
		return reading{}
	}
	upper := isUpper(word)
	if direction, rest := cutDirection(word); direction != "" && isLower(rest) {
		if r := g.form(rest, lang, upper); r.ok() && r.strong && (r.form == FormDerived || g.wide(r, lang)) {
			return r
		}
	}
	if r := g.adjective(word, lang); r.ok() {
		return r
	}
	for _, p := range prefixesBy[word[1]] {
		if len(word) <= len(p)+3 || !strings.EqualFold(word[:len(p)], p) {
			continue
		}
		if r := g.form(word[len(p):], lang, upper); r.ok() && r.strong && r.form == FormDerived {
			return r
		}
	}
	return reading{}
}

// adjective reads a German adjective in -isch that is formed from inhabitants
// or a city: zürcherisch, hamburgische.
func (g *Gazetteer) adjective(word string, lang language) reading {
	at := strings.LastIndex(word, "isch")
	if at < 5 { // permisch is a period
		return reading{}
	}
	switch word[at+len("isch"):] {
	case "", "e", "en", "er", "es", "em":
	default:
		return reading{}
	}
	r := g.exact(word[:at], lang, true)
	if !r.strong || r.form == FormName && g.kind(g.best(r, lang)) != City || r.form == FormDerived && word[at-2:at] != "er" {
		return reading{}
	}
	return r.as(FormDerived)
}

// wide reports whether the best entry is large enough to have a north.
func (g *Gazetteer) wide(r reading, lang language) bool {
	switch g.kind(g.best(r, lang)) {
	case Country, Admin1, Region:
		return true
	}
	return false
}

// combining forms stand before a hyphen and an adjective: Sino-Japanese.
var combining = map[string]bool{
	"anglo": true, "sino": true, "franco": true, "russo": true, "afro": true, "indo": true, "italo": true, "hispano": true,
	"greco": true, "austro": true, "euro": true, "turko": true, "franko": true, "deutsch": true, "afrikanisch": true,
	"israelo": true, "arabo": true, "americano": true, "luso": true, "balto": true, "irano": true, "japano": true,
}

// hyphenated reads a word with hyphens by its first and last components.
func (g *Gazetteer) hyphenated(word string, lang language) reading {
	first, rest, _ := strings.Cut(word, "-")
	for strings.Contains(rest, "-") && isPrefix(strings.ToLower(first)) { // Anti-Israel-Demo
		word = rest
		first, rest, _ = strings.Cut(rest, "-")
	}
	if lang.german && strings.Contains(rest, "-") {
		if r := g.coupled(word, lang); r.ok() {
			return r
		}
	}
	last := word[strings.LastIndexByte(word, '-')+1:]
	if first == "" || last == "" {
		return reading{}
	}
	start, end := g.form(first, lang, false), g.form(last, lang, false)
	two := !strings.Contains(rest, "-")
	if two && end.ok() && end.strong {
		lower := strings.ToLower(first)
		direction, _ := cutDirection(first + "xxxx")
		switch {
		case end.form == FormDerived && start.ok() && start.form == FormDerived:
			start.strong = true // deutsch-französisch, though `deutsch` may be a language
			return start
		case end.form == FormDerived && !start.strong && (combining[lower] || isPrefix(lower)):
			return end // Franco-German, though there is a town of Franco
		case end.form == FormName && direction == first && g.wide(end, lang):
			return end
		}
	}
	if !start.ok() || !start.strong {
		return reading{}
	}
	if two && end.ok() {
		switch {
		case start.form == FormName && end.form == FormDerived && end.strong && isUpper(last) == lang.german:
			return start.as(FormDerived) // Hongkong-Chinese
		case start.form == FormName && end.form == FormName && isUpper(last):
			if near, ok := g.suburb(start, last, lang); ok {
				return near
			}
			if end.strong {
				start.pair = len(first)
				return start
			}
		}
	}
	return start.as(FormPart)
}

// longestCoupled is how many words a name in a compound has at most:
// St.-Vincent-und-die-Grenadinen-Reise.
const longestCoupled = 5

// coupled reads a German compound with a name of several words, which hyphens
// join to one another and to the rest: New-York-Marathon,
// Baden-Württemberg-Tag.
func (g *Gazetteer) coupled(word string, lang language) (longest reading) {
	name, rest, _ := strings.Cut(word, "-")
	hyphens := seed.add(name)
	blanks := hyphens
	for range longestCoupled - 1 {
		next, after, more := strings.Cut(rest, "-")
		if !more {
			break
		}
		hyphens, blanks = hyphens.byte('-').add(next), blanks.byte(' ').add(next)
		rest = after
		value := g.find(hyphens.key())
		if value == 0 {
			value = g.find(blanks.key())
		}
		if r := g.read(value, lang, shapeOf(word[:len(word)-len(rest)-1])); r.strong && r.form == FormName {
			longest = r.as(FormPart)
		}
	}
	return longest
}

func (r reading) as(form string) reading {
	r.form = form
	return r
}

// suburban is how far from its city a suburb lies at most, in kilometres.
const suburban = 40

// suburb reads the second name of Berlin-Kreuzberg as a place near the first.
func (g *Gazetteer) suburb(city reading, name string, lang language) (reading, bool) {
	centre := g.best(city, lang)
	if g.kind(centre) != City {
		return reading{}, false
	}
	r := g.form(name, lang, false)
	r.near, r.strong = centre+1, true
	return r, g.best(r, lang) >= 0
}

func isPrefix(lower string) bool {
	for _, p := range prefixes {
		if p == lower {
			return true
		}
	}
	switch lower {
	case "non", "mid", "sub", "half", "north", "south", "east", "west", "intra", "cross", "all":
		return true
	}
	return false
}

func isUpper(word string) bool {
	if word != "" && word[0] < utf8.RuneSelf {
		return 'A' <= word[0] && word[0] <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

func isLower(word string) bool {
	if word != "" && word[0] < utf8.RuneSelf {
		return 'a' <= word[0] && word[0] <= 'z'
	}
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r)
}
