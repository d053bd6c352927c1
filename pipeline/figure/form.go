package figure

import (
	"strings"

	"enricher/pipeline/numeral"
)

// The rules of this file read the figures that are not amounts: scores,
// fractions, ranks, ordinals and joined words.

// score reads the two numbers of a result, a vote or odds: 2:1, 6-4, 52 zu
// 48 Stimmen, 52 gegen 48.
func (f *finder) score(i int) (quantity, bool) {
	a, ok := f.small(i)
	if !ok || f.glued(i) && (f.letters(i-1) || f.joint(i-1)) {
		return quantity{}, false
	}
	q := quantity{first: i, last: i + 3, kind: Ratio, noun: -1, ranged: true}
	b, ok := f.small(i + 2)
	q.value, q.max = numeral.Int(a), numeral.Int(b)
	switch {
	case f.sign(i+1, ":") && f.number(i+2) && f.glued(i+1) && (f.sign(i+3, ":") && f.number(i+4) || f.p[i+2].digits.Fraction && !f.is(i+3, clock)):
		return nothing(f.chainEnd(i)) // a time of three parts, a table's 1:0,0:0,2:2
	case !ok:
		return quantity{}, false
	case f.sign(i+1, ":"):
		if f.is(i+3, clock) {
			return quantity{}, false
		}
		// Two digits after the colon are minutes unless sport is near.
		if f.p[i+2].digits.Len == 2 && a < 25 && b < 60 && f.cues&contest == 0 && !f.joint(i+3) || f.p[i+2].digits.Len != f.p[i+2].digits.Count {
			return quantity{}, false
		}
		return q, true
	case f.hyphen(i + 1):
		if !f.glued(i+1) != !f.glued(i+2) { // one side open: a dash
			return quantity{}, false
		}
		if f.hasUnit(i+3) || f.is(i+3, scale) || f.dotted(i+2) || f.ordinalEnding(i+2) || f.decadeEnding(i+2) || f.suffixed(f.skipJoint(i+3)) {
			return quantity{}, false
		}
		if f.hyphen(i+3) && f.number(i+4) {
			return quantity{}, false
		}
		if a >= b && a < 100 || f.cues&(contest|vote) != 0 && f.g.lang == "en" {
			return q, true
		}
		if a >= b && f.glued(i+1) { // 777-200
			return nothing(f.chainEnd(i))
		}
	case f.sign(i+1, "zu"), f.sign(i+1, "gegen") && f.cues&vote != 0, f.sign(i+1, "to") && f.cues&(vote|contest) != 0 && a >= b && !f.is(i-1, between):
		if f.is(i+3, unitStart|scale) {
			return quantity{}, false
		}
		return q, true
	}
	return quantity{}, false
}

// small is the whole number below 1000 at piece i, in digits.
func (f *finder) small(i int) (int64, bool) {
	if !f.number(i) || f.p[i].digits.Fraction || f.p[i].digits.Grouped || f.p[i].digits.Count > 3 || !f.p[i].digits.Exact {
		return 0, false
	}
	return f.p[i].digits.Value.Int64()
}

// everyNth reads the fraction in jeder vierte, every third, one in five.
func (f *finder) everyNth(i int) (quantity, bool) {
	q := quantity{first: i, kind: Fraction, noun: -1}
	switch {
	case f.is(i, every) && f.is(i+1, ordinal):
		q.last = i + 2
		if f.is(i+2, unitStart|times|weekday) {
			return nothing(q.last + 1)
		}
		v, _ := f.p[i+1].value.Int64()
		if v < 2 {
			return quantity{}, false
		}
		q.value = numeral.Ratio(1, v)
		q.noun = f.noun(q.last, true)
		return q, true
	case f.g.lang == "en" && f.is(i, cardinal) && f.sign(i+1, "in") && (f.is(i+2, cardinal) || f.number(i+2)) && !f.is(i+3, unitStart|scale):
		n, ok := f.readNumber(i+2, false)
		if !ok {
			return quantity{}, false
		}
		over, _ := f.p[i].value.Int64()
		under, ok := n.value.Int64()
		if !ok || over < 1 || under <= over || over > 9 {
			return quantity{}, false
		}
		q.value, q.last = numeral.Ratio(over, under), n.last
		q.noun = f.noun(q.last, false)
		return q, true
	}
	return quantity{}, false
}

// fraction reads parts of a whole: ein Drittel, two thirds, 2/3, die Hälfte,
// half the victims.
func (f *finder) fraction(i int) (quantity, bool) {
	q := quantity{first: i, kind: Fraction, noun: -1}
	if v, ok := f.quotient(i); ok {
		q.value, q.last = v, i+3
		if f.hasUnit(q.last) || f.is(q.last, scale) {
			return quantity{}, false
		}
		q.noun = f.whole(q.last)
		return q, true
	}
	if f.is(i, moiety) {
		if f.is(i-1, ordinal) || f.dotted(i-2) || f.is(i-1, month) {
			return nothing(i + 1)
		}
		q.value, q.last = numeral.Ratio(1, 2), i+1
		q.noun = f.whole(q.last)
		return q, true
	}
	if f.g.lang == "en" && f.is(i, half) {
		return f.englishHalf(i)
	}
	if !f.is(i, article|cardinal) && !f.number(i) {
		return quantity{}, false
	}
	j := f.skipJoint(i + 1)
	over := int64(1)
	if !f.is(i, article) {
		v := f.p[i].value
		if f.number(i) {
			v = f.p[i].digits.Value
		}
		over, _ = v.Int64()
	}
	if over < 1 || over > 100 {
		return quantity{}, false
	}
	if f.g.lang == "en" && f.is(j, denominator) && f.is(j+1, scale) && !f.p[j+1].many || f.sign(j+1, "of") && f.is(j+2, article) && f.is(j+3, scale) { // a quarter of a million
		return quantity{}, false
	}
	if f.is(j, denominator) || f.g.lang == "en" && over == 1 && f.is(j, ordinal) && f.p[j].value.Cmp(numeral.Int(3)) > 0 {
		under, _ := f.p[j].value.Int64()
		plural := strings.HasSuffix(f.text(j), "s")
		if f.g.lang == "en" {
			switch {
			case f.is(i, article) && !f.sign(j+1, "of") && !f.partitive(i, j+1):
				return quantity{}, false
			case over > 1 && !plural, over == 1 && plural:
				return quantity{}, false
			case over == 1 && f.letters(j+1) && !f.is(j+1, unitStart) && !f.bounds(j+1) && !f.plural(j+1): // one third party
				return quantity{}, false
			}
		} else if !f.upper(j) && !f.glued(j) && under == 4 && f.is(j+1, function) && f.lower(j+1) == "nach" {
			return quantity{}, false
		}
		if over >= under {
			return quantity{}, false
		}
		q.value, q.last = numeral.Ratio(over, under), j+1
		k := q.last
		if f.sign(k, "of") && f.is(k+1, article) { // two tenths of a second
			k += 2
		}
		if u, end, ok := f.unitAfter(k, &reading{first: i, last: k}); ok && (k > q.last || f.joint(k) || f.g.lang == "en") && u.kind != Money {
			q.kind, q.unit, q.last = u.kind, u, end
			f.unify(&q)
			return q, true
		}
		q.noun = f.whole(q.last)
		return q, true
	}
	return quantity{}, false
}

// partitive reports whether `a third`, before piece j, is a part and not the
// third thing: more than a third, by a quarter in March, a third less. A thing
// may be left out, too: followed by a third in March.
func (f *finder) partitive(i, j int) bool {
	change := f.is(i-1, by) && !agents[f.lower(i-2)]
	ends := !f.letters(j) || f.bounds(j) && !f.is(j, and)
	return (change || i > 0 && f.modifierAt(i-1)) && ends || f.comparative(j)
}

// bounds reports whether the whole that a fraction is of cannot begin at piece
// j: a function word, or the time in `a fifth last year`.
func (f *finder) bounds(j int) bool { return f.is(j, function) || f.lower(j) == "last" }

// agents are participles after which `by` names who or what does it, not how
// much.
var agents = map[string]bool{"followed": true, "joined": true, "succeeded": true, "preceded": true, "accompanied": true, "replaced": true, "caused": true, "won": true, "led": true}

// englishHalf reads `half of`, `half the`, `half` before a noun; `half an
// hour` and `half a million` are amounts, `first half` a time.
func (f *finder) englishHalf(i int) (quantity, bool) {
	if f.is(i-1, ordinal) || f.ordinalEnding(i-2) || f.sign(i-1, "in") || f.is(i-1, definite) && !f.sign(i+1, "of") || f.lower(i+1) == "past" || f.lower(i+1) == "way" {
		return nothing(i + 1)
	}
	if f.joint(i + 1) {
		if f.is(i+2, scale|unitStart) {
			return quantity{}, false
		}
		return nothing(f.chainEnd(i))
	}
	q := quantity{first: i, last: i + 1, kind: Fraction, value: numeral.Ratio(1, 2), noun: -1}
	switch {
	case f.is(i+1, article|scale|unitStart):
		return quantity{}, false
	case f.sign(i+1, "of"), f.is(i+1, definite), f.plural(i+1) && !f.is(i+1, function|verb), i > 0 && f.modifierAt(i-1), f.is(i-1, by):
		q.noun = f.whole(i + 1)
		return q, true
	}
	return nothing(i + 1)
}

// whole is the noun of the whole that a fraction or percentage is of.
func (f *finder) whole(j int) int {
	if f.g.lang == "en" {
		if f.is(j, of) {
			j++
		} else if !f.is(j, definite) && (!f.letters(j) || f.lower(j) == "last") {
			return -1
		}
		return f.noun(f.skipDeterminers(j), false)
	}
	for f.is(j, of|definite) && (!germanPrepositions[f.lower(j)] || f.sign(j, "von")) {
		j++
	}
	if f.is(j, cardinal) || f.number(j) {
		if n, ok := f.readNumber(j, false); ok {
			j = n.last
		}
	}
	if f.is(j, function) {
		return -1
	}
	return f.noun(j, false)
}

// rank reads Platz 4, Rang zwei.
func (f *finder) rank(i int) (quantity, bool) {
	if k := len(f.quantities) - 1; k >= 0 && f.is(i-1, and|to) && f.quantities[k].kind == Ordinal && f.is(f.quantities[k].noun, place) && f.quantities[k].last == i-1 {
		if q, ok := f.rankAt(i, f.quantities[k].noun); ok {
			return q, true // Plätze drei und vier
		}
	}
	if !f.is(i, place) || !f.upper(i) {
		return quantity{}, false
	}
	return f.rankAt(i+1, i)
}

// rankAt reads the rank at piece i, said with the word at piece noun.
func (f *finder) rankAt(i, noun int) (quantity, bool) {
	q := quantity{first: i, last: i + 1, kind: Ordinal, noun: noun}
	switch {
	case f.number(i) && f.p[i].digits.Exact && !f.p[i].digits.Fraction && f.p[i].digits.Count < 4 && !f.dotted(i):
		q.value = f.p[i].digits.Value
	case f.is(i, cardinal) && !f.upper(i):
		q.value = f.p[i].value
	default:
		return quantity{}, false
	}
	return q, true
}

// ordinal reads dritte, third, 54., 21st. Names keep theirs (Zweiter
// Weltkrieg, First Minister), and adverbs are none (at first, first met).
func (f *finder) ordinal(i int) (quantity, bool) {
	q := quantity{first: i, kind: Ordinal, noun: -1}
	if j := f.skipJoint(i + 1); f.g.lang == "en" && j == i+2 && f.is(i, cardinal) && f.is(j, ordinal) { // twenty-first
		v, ok := numeral.Ordinal(f.text(i)+"-"+f.text(j), "en")
		if !ok || f.upper(j+1) || f.is(j+1, era|month) {
			return nothing(j + 1)
		}
		q.value, q.last = numeral.Int(v), j+1
		q.noun = f.noun(q.last, true)
		return q, true
	}
	switch {
	case f.is(i, ordinal):
		q.value, q.last = f.p[i].value, i+1
		if f.g.lang == "de" && !f.germanOrdinal(i) || f.g.lang == "en" && !f.englishOrdinal(i) {
			return nothing(i + 1)
		}
	case f.ordinalEnding(i):
		q.value, q.last = f.p[i].digits.Value, i+2
		if _, ok := numeral.Ordinal(f.text(i)+f.text(i+1), "en"); !ok || f.upper(i+2) {
			return nothing(i + 2) // 5th Avenue, the 7th Festival of …
		}
	case f.g.lang == "de" && f.dotted(i) && !f.p[i].digits.Fraction && !f.p[i].digits.Grouped:
		q.value, q.last = f.p[i].digits.Value, i+2
		if !f.letters(i+2) || i == 0 && f.p[i].digits.Count == 1 || f.acronym(i+2) || f.is(i+2, function) && !f.upper(i+2) || nameHeads[f.lower(i+2)] {
			return nothing(i + 2)
		}
	default:
		return quantity{}, false
	}
	q.noun = f.noun(q.last, true)
	return q, true
}

// acronym reports whether piece i is a short word of capitals: 1. FC.
func (f *finder) acronym(i int) bool {
	w := f.text(i)
	return len(w) > 1 && len(w) <= 4 && strings.ToUpper(w) == w
}

// germanOrdinal decides about an ordinal in words. Capitalised it is a name's
// part (Zweiter Weltkrieg, Erste Bank, Friedrich der Zweite) unless it stands
// at the head or alone behind a determiner (der Erste wurde festgenommen).
func (f *finder) germanOrdinal(i int) bool {
	w := f.lower(i)
	if f.glued(i) && f.hyphen(i-1) {
		return false // Gruppen-Zweiter
	}
	if f.upper(i) && !f.opens(i) {
		return f.is(i-1, definite) && !f.upper(i+1) && !f.upper(i-2)
	}
	if f.upper(i) && f.upper(i+1) && nameHeads[f.lower(i+1)] {
		return false
	}
	if strings.HasSuffix(w, "es") && f.lower(i-1) == "als" && !f.upper(i+1) {
		return false // als erstes
	}
	if w == "achten" || w == "achte" || w == "achtet" {
		return f.is(i-1, definite|article) || f.upper(i+1)
	}
	return true
}

// nameHeads are the nouns that make a name of an ordinal before them.
var nameHeads = set("weltkrieg weltkriegs weltkrieges bundesliga liga bank welt reich hilfe world war reich lady amendment avenue street minister secretary " +
	"strafsenat senat zivilsenat kammer division armee bataillon regiment nationalrat")

// estNouns end like superlatives and are none.
var estNouns = set("forest rainforest harvest interest protest request contest conquest priest tempest inquest bequest quest guest chest nest test west midwest northwest southwest northeast arrest unrest rest crest zest jest vest invest suggest honest modest earnest")

// englishSuperlative reports whether w is a superlative, before which an
// ordinal is a rank: second largest, third-highest.
func englishSuperlative(w string) bool {
	return len(w) > 4 && strings.HasSuffix(w, "est") && !estNouns[w] || w == "best" || w == "worst" || w == "most" || w == "least"
}

// englishOrdinal decides about an ordinal in words.
func (f *finder) englishOrdinal(i int) bool {
	if f.upper(i) && f.upper(i+1) && !f.opens(i) || f.upper(i+1) && nameHeads[f.lower(i+1)] && f.upper(i) {
		return false
	}
	if f.glued(i) && f.hyphen(i-1) || f.joint(i+1) && f.lower(i+2) != "place" && f.lower(i+2) != "time" && !englishSuperlative(f.lower(i+2)) {
		if f.joint(i + 1) {
			switch f.lower(i + 2) {
			case "class", "hand", "degree", "aid", "rate", "party", "generation":
				return false
			}
			return true
		}
		return false
	}
	w := f.lower(i)
	if w == "second" && f.is(i-1, per) && f.is(i-2, unitStart) && !f.is(i-2, timid) {
		return false
	}
	switch {
	case f.is(i-1, definite|article), f.is(i-1, ordinal|and|or|to) && f.is(i-2, ordinal):
		return !(w == "first" && f.is(i+1, and))
	case f.letters(i-1) && strings.HasSuffix(f.lower(i-1), "'s"):
		return true
	case f.is(i+1, times), f.lower(i+1) == "place", englishSuperlative(f.lower(i + 1)):
		return true
	case finishes[f.lower(i-1)], f.lower(i-1) == "in" && !f.letters(i+1):
		return true
	case f.opens(i):
		return f.letters(i+1) && !f.is(i+1, function|verb) && f.englishNoun(i+1, true) >= 0
	}
	// Without a determiner only an adjective's place remains: its very first
	// match, Kenya's only second title.
	if f.letters(i-1) && (f.is(i-2, definite|article)) && !f.is(i-1, verb) && f.letters(i+1) && !f.is(i+1, function|verb) {
		return !f.plural(i-1) && !strings.HasSuffix(f.lower(i+1), "ed")
	}
	return f.is(i-1, of|by|level) && f.letters(i+1) && !f.is(i+1, function)
}

var finishes = set("finished finish finishes finishing placed came ranked ranks ranking comes")

// joined reads a German word that begins with a number (siebenköpfige,
// zwölfjähriger, dreimal, viertgrösste, zweidrittelmehrheit) and the English
// multipliers.
func (f *finder) joined(i int) (quantity, bool) {
	q := quantity{first: i, last: i + 1, kind: Count, noun: -1}
	if f.is(i, multiplier) {
		q.value = f.p[i].value
		q.noun = f.noun(i+1, true)
		if f.is(i+1, function) {
			q.noun = -1
		}
		if f.joint(i + 1) { // twice-a-decade
			return nothing(f.chainEnd(i))
		}
		return q, true
	}
	if !f.p[i].numeric {
		return quantity{}, false
	}
	w := f.lower(i)
	if v, rest, ok := numeral.OrdinalPrefix(w); ok && superlative(rest) {
		q.kind, q.value, q.noun = Ordinal, numeral.Int(v), f.noun(i+1, true)
		return q, true
	}
	v, rest, ok := numeral.Prefix(w)
	if !ok {
		return quantity{}, false
	}
	if under, ok := f.denominatorPrefix(rest); ok {
		if over, ok := v.Int64(); ok && over < under && over > 0 {
			q.kind, q.value, q.noun = Fraction, numeral.Ratio(over, under), -1
			return q, true
		}
	}
	s, ok := f.suffix(rest)
	if !ok || v == one && !s.single() {
		return quantity{}, false
	}
	q.value = v
	f.apply(&q, s, i)
	return q, true
}

// single reports whether `ein` before the suffix is a number: einjährig, but
// not einseitig, einfach, einmal.
func (s suffix) single() bool { return s.unit != nil && !s.times }

// superlative reports whether w is a superlative: grösste, bester, häufigsten.
func superlative(w string) bool {
	stem := inflected(w)
	return len(stem) > 4 && stem != w && (strings.HasSuffix(stem, "st") || strings.HasSuffix(stem, "ßt"))
}

// denominatorPrefix reads `drittel` at the head of the rest of a joined word.
func (f *finder) denominatorPrefix(rest string) (int64, bool) {
	if cut := strings.Index(rest, "tel"); cut > 0 {
		return numeral.Denominator(rest[:cut+3], "de")
	}
	return 0, false
}

// suffix finds what follows a number in a joined word, inflected or with
// more of the word behind it (dreijahresvertrag).
func (f *finder) suffix(rest string) (suffix, bool) {
	if s, ok := f.g.suffixes[rest]; ok {
		return s, ok
	}
	if s, ok := f.g.suffixes[inflected(rest)]; ok {
		return s, ok
	}
	for _, open := range [...]string{"jahres", "tage", "stunden", "minuten", "wochen", "monats"} {
		if strings.HasPrefix(rest, open) {
			s, ok := f.g.suffixes[open+"…"]
			return s, ok
		}
	}
	return suffix{}, false
}

// suffixed reports whether piece j is a suffix of numbers: 82-jährig, 4mal.
func (f *finder) suffixed(j int) bool {
	if f.g.lang != "de" || !f.letters(j) {
		return false
	}
	_, ok := f.suffix(f.lower(j))
	return ok
}

// apply makes of a number and its suffix, which is in piece i, what it is.
func (f *finder) apply(q *quantity, s suffix, i int) {
	q.noun = f.noun(i+1, true)
	switch {
	case s.unit != nil:
		q.kind, q.unit = s.unit.kind, s.unit
		if s.age && !f.lasts(q.noun, i) {
			q.kind, q.noun = Age, -1
		}
	case s.times && (q.value == numeral.Int(100) || q.value == numeral.Int(1000)):
		q.modifier = Multiple // hundertfach, tausendmal
	}
	if s.times && strings.HasPrefix(f.lower(i), "mal") || strings.HasSuffix(f.lower(i), "mal") {
		q.noun = -1
	}
}

// lasting are the endings of German nouns that name something that lasts;
// people do not end so.
var lasting = []string{"ung", "heit", "keit", "schaft", "tion", "zeit", "haft", "dauer", "frist", "phase", "periode", "krieg", "kriegs", "krieges", "strafe", "bestehen", "bestehens",
	"jubiläum", "jubiläums", "vertrag", "vertrags", "karriere", "ehe", "pause", "studium", "lehre", "plan", "ment", "tum", "nis", "arbeit", "suche", "geschichte", "laufbahn", "mandat", "sperre",
	"gefängnis", "vita", "projekt", "programm", "kampf", "aufenthalt", "abwesenheit", "verbot", "exil", "tradition", "serie", "feier", "amt", "garantie", "bau", "jagd", "reise", "reform", "kur", "besatzung", "flucht", "bann", "regime", "embargo", "dürre"}

// lasts reports whether a -jährig, in piece i, is said of something that lasts
// (zwölfjährige Amtszeit) and not of somebody's age.
func (f *finder) lasts(noun, i int) bool {
	if !f.upper(i) {
		k := i - 1
		for f.glued(k+1) || k >= 0 && len(f.p[k].mods) > 0 {
			k--
		}
		if f.lower(k) == "nach" || f.lower(k) == "während" { // nach 43-jähriger Flucht
			return true
		}
	}
	if noun < 0 || f.upper(i) || noun > i+3 {
		return false
	}
	w := f.lower(noun)
	if h := f.doc.Word(f.p[noun].token); len(h) > len(w) {
		w = fold(h)
	}
	for _, e := range lasting {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}
