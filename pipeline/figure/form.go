package figure

import (
	"slices"
	"strings"

	"enricher/pipeline/numeral"
)

// The rules of this file read the figures that are not amounts: scores,
// fractions, ranks, ordinals and joined words.

// score reads the two numbers of a result, a vote or odds: 2:1, 6-4, 52 zu
// 48 Stimmen, 52 gegen 48.
func (f *finder) score(i int, q *quantity) bool {
	a, ok := f.small(i)
	if !ok || f.glued(i) && (f.letters(i-1) || f.joint(i-1)) {
		return false
	}
	*q = quantity{first: i, last: i + 3, kind: Ratio, noun: -1, ranged: true}
	b, ok := f.small(i + 2)
	q.value, q.max = numeral.Int(a), numeral.Int(b)
	switch {
	case f.sign(i+1, ":") && f.number(i+2) && f.glued(i+1) && (f.sign(i+3, ":") && f.number(i+4) || f.p[i+2].digits.Fraction && !f.is(i+3, clock)):
		return q.nothing(f.chainEnd(i)) // a time of three parts, a table's 1:0,0:0,2:2
	case !ok:
		return false
	case f.sign(i+1, ":"):
		if f.is(i+3, clock) {
			return false
		}
		// Two digits after the colon are minutes unless sport is near.
		if f.p[i+2].digits.Len == 2 && a < 25 && b < 60 && f.cues&contest == 0 && !f.joint(i+3) || f.p[i+2].digits.Len != f.p[i+2].digits.Count {
			return false
		}
		return true
	case f.hyphen(i + 1):
		if !f.glued(i+1) != !f.glued(i+2) { // one side open: a dash
			return false
		}
		if f.hasUnit(i+3) || f.is(i+3, scale) || f.dotted(i+2) || f.ordinalEnding(i+2) || f.decadeEnding(i+2) || f.suffixed(f.skipJoint(i+3)) {
			return false
		}
		if f.hyphen(i+3) && f.number(i+4) {
			return false
		}
		if a >= b && a < 100 || f.cues&(contest|vote) != 0 && f.g.lang == "en" {
			return true
		}
		if a >= b && f.glued(i+1) { // 777-200
			return q.nothing(f.chainEnd(i))
		}
	case f.has(i+1, odds), f.has(i+1, against) && f.cues&(vote|contest) != 0 && (a >= b && !f.is(i-1, between) || f.g.lang == "de"):
		if f.is(i+3, unitStart|scale) {
			return false
		}
		return true
	}
	return false
}

// hyphened reads the two numbers of an English word: a 5-to-4 ruling, a
// two-for-one split; with a unit a range: a 3-to-5-day trip.
func (f *finder) hyphened(i int, q *quantity) bool {
	if f.g.lang != "en" || !f.joint(i+1) || !f.is(i+2, to) && !f.has(i+2, exchange) || !f.joint(i+3) {
		return false
	}
	a, ok := f.below1000(i)
	b, ok2 := f.below1000(i + 4)
	if !ok || !ok2 {
		return false
	}
	*q = quantity{first: i, last: i + 5, kind: Ratio, noun: -1, value: a, max: b, ranged: true}
	if u, end, ok := f.unitAfter(q.last, &reading{digits: true}); ok {
		q.kind, q.unit, q.last = u.kind, u, end
		f.unify(q)
		if q.kind == Duration {
			f.aged(q)
		}
	}
	return true
}

// below1000 is the whole number at piece i, in digits or in one word.
func (f *finder) below1000(i int) (numeral.Decimal, bool) {
	if f.is(i, cardinal) {
		return f.p[i].value, true
	}
	v, ok := f.small(i)
	return numeral.Int(v), ok
}

// small is the whole number below 1000 at piece i, in digits.
func (f *finder) small(i int) (int64, bool) {
	if !f.number(i) || f.p[i].digits.Fraction || f.p[i].digits.Grouped || f.p[i].digits.Count > 3 || !f.p[i].digits.Exact {
		return 0, false
	}
	return f.p[i].digits.Value.Int64()
}

// everyNth reads the fraction in jeder vierte, every third, one in five.
func (f *finder) everyNth(i int, q *quantity) bool {
	*q = quantity{first: i, kind: Fraction, noun: -1}
	switch {
	case f.is(i, every) && f.is(i+1, ordinal):
		q.last = i + 2
		if f.hasUnit(i+2) || f.is(i+2, times|weekday) {
			return q.nothing(q.last + 1)
		}
		v, _ := f.p[i+1].value.Int64()
		if v < 2 {
			return false
		}
		q.value = numeral.Ratio(1, v)
		q.noun = f.noun(q.last, true)
		return true
	case f.g.lang == "en" && f.is(i, cardinal) && f.has(i+1, within) && (f.is(i+2, cardinal) || f.number(i+2)) && !f.is(i+3, unitStart|scale):
		n, ok := f.readNumber(i+2, false)
		if !ok {
			return false
		}
		over, _ := f.p[i].value.Int64()
		under, ok := n.value.Int64()
		if !ok || over < 1 || under <= over || over > 9 {
			return false
		}
		q.value, q.last = numeral.Ratio(over, under), n.last
		q.noun = f.noun(q.last, false)
		return true
	}
	return false
}

// fraction reads parts of a whole: ein Drittel, two thirds, 2/3, die Hälfte,
// half the victims.
func (f *finder) fraction(i int, q *quantity) bool {
	*q = quantity{first: i, kind: Fraction, noun: -1}
	if v, ok := f.quotient(i); ok {
		q.value, q.last = v, i+3
		if f.hasUnit(q.last) || f.is(q.last, scale) {
			return false
		}
		q.noun = f.whole(q.last)
		return true
	}
	if f.is(i, moiety) {
		if f.is(i-1, ordinal) || f.dotted(i-2) || f.is(i-1, month) {
			return q.nothing(i + 1)
		}
		q.value, q.last = numeral.Ratio(1, 2), i+1
		q.noun = f.whole(q.last)
		return true
	}
	if f.g.lang == "en" && f.is(i, half) {
		return f.englishHalf(i, q)
	}
	j := f.skipJoint(i + 1)
	if f.is(i, denominator|ordinal) && !f.is(i, cardinal|article) && f.is(i+1, of) && f.is(i+2, article) && f.is(i+3, unitStart) && !f.is(i-1, definite|article|ordinal|cardinal) && !f.number(i-1) {
		j = i // tenth of a second
	} else if !f.is(i, article|cardinal) && !f.number(i) {
		return false
	}
	over := int64(1)
	if j > i && !f.is(i, article) {
		v := f.p[i].value
		if f.number(i) {
			v = f.p[i].digits.Value
		}
		over, _ = v.Int64()
	}
	if over < 1 || over > 100 {
		return false
	}
	if f.g.lang == "en" && f.is(j, denominator) && f.is(j+1, scale) && !f.many(j+1) || f.is(j+1, of) && f.is(j+2, article) && f.is(j+3, scale) { // a quarter of a million
		return false
	}
	if f.is(j, denominator) || f.g.lang == "en" && over == 1 && f.is(j, ordinal) && f.p[j].value.Cmp(numeral.Int(3)) > 0 {
		under, _ := f.p[j].value.Int64()
		plural := strings.HasSuffix(f.text(j), "s")
		if f.g.lang == "en" {
			switch {
			case f.is(i, article) && !f.is(j+1, of) && !f.partitive(i, j+1):
				return false
			case over > 1 && !plural, over == 1 && plural:
				return false
			case over == 1 && f.letters(j+1) && !f.is(j+1, unitStart) && !f.bounds(j+1) && !f.plural(j+1): // one third party
				return false
			}
		} else if !f.upper(j) && !f.glued(j) && under == 4 && f.has(j+1, beforeAfter) {
			return false
		}
		if over >= under {
			return false
		}
		q.value, q.last = numeral.Ratio(over, under), j+1
		k := q.last
		if f.is(k, of) && f.is(k+1, article) { // two tenths of a second
			k += 2
		}
		if u, end, ok := f.unitAfter(k, &reading{first: i, last: k}); ok && u.kind != Money {
			q.kind, q.unit, q.last = u.kind, u, end
			f.unify(q)
			return true
		}
		q.noun = f.whole(q.last)
		return true
	}
	return false
}

// partitive reports whether `a third`, before piece j, is a part and not the
// third thing: more than a third, by a quarter in March, a third less. A thing
// may be left out, too: followed by a third in March.
func (f *finder) partitive(i, j int) bool {
	change := f.is(i-1, by) && !f.has(i-2, agent)
	ends := !f.letters(j) || f.bounds(j) && !f.is(j, and)
	return (change || i > 0 && f.modifierAt(i-1)) && ends || f.has(j, comparative)
}

// bounds reports whether the whole that a fraction is of cannot begin at piece
// j: a function word, or the time in `a fifth last year`.
func (f *finder) bounds(j int) bool { return f.is(j, function) || f.has(j, lately) }

// englishHalf reads `half of`, `half the`, `half` before a noun; `half an
// hour` and `half a million` are amounts, `first half` a time.
func (f *finder) englishHalf(i int, q *quantity) bool {
	if f.is(i-1, ordinal) || f.ordinalEnding(i-2) || f.has(i-1, within) || f.is(i-1, definite) && !f.is(i+1, of) || f.has(i+1, past|halfway) {
		return q.nothing(i + 1)
	}
	if f.joint(i + 1) {
		if f.is(i+2, scale|unitStart) {
			return false
		}
		return q.nothing(f.chainEnd(i))
	}
	*q = quantity{first: i, last: i + 1, kind: Fraction, value: numeral.Ratio(1, 2), noun: -1}
	switch {
	case f.is(i+1, article|scale|unitStart):
		return false
	case f.is(i+1, of), f.is(i+1, definite), f.plural(i+1) && !f.is(i+1, function|verb), i > 0 && f.modifierAt(i-1), f.is(i-1, by):
		q.noun = f.whole(i + 1)
		return true
	}
	return q.nothing(i + 1)
}

// whole is the noun of the whole that a fraction or percentage is of.
func (f *finder) whole(j int) int {
	if f.g.lang == "en" {
		if f.is(j, of) {
			j++
		} else if !f.is(j, definite) && (!f.letters(j) || f.has(j, lately)) {
			return -1
		}
		return f.noun(f.skipDeterminers(j), false)
	}
	for f.is(j, of) || f.has(j, genitiveArticle) || f.is(j, definite) && f.is(j-1, of) {
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
func (f *finder) rank(i int, q *quantity) bool {
	if k := len(f.quantities) - 1; k >= 0 && f.is(i-1, and|to) && f.quantities[k].kind == Ordinal && f.is(f.quantities[k].noun, place) && f.quantities[k].last == i-1 {
		if f.rankAt(i, f.quantities[k].noun, q) {
			return true // Plätze drei und vier
		}
	}
	if !f.is(i, place) || !f.upper(i) {
		return false
	}
	return f.rankAt(i+1, i, q)
}

// rankAt reads the rank at piece i, said with the word at piece noun.
func (f *finder) rankAt(i, noun int, q *quantity) bool {
	*q = quantity{first: i, last: i + 1, kind: Ordinal, noun: noun}
	switch {
	case f.number(i) && f.p[i].digits.Exact && !f.p[i].digits.Fraction && f.p[i].digits.Count < 4 && !f.dotted(i):
		q.value = f.p[i].digits.Value
	case f.is(i, cardinal) && !f.upper(i):
		q.value = f.p[i].value
	default:
		return false
	}
	return true
}

// ordinal reads dritte, third, 54., 21st. Names keep theirs (Zweiter
// Weltkrieg, First Minister), and adverbs are none (at first, first met).
func (f *finder) ordinal(i int, q *quantity) bool {
	*q = quantity{first: i, kind: Ordinal, noun: -1}
	if v, last, ok := f.compoundOrdinal(i); ok {
		if f.g.lang == "en" && f.upper(last) && f.letters(last) || f.is(last, era|month) {
			return q.nothing(last)
		}
		q.value, q.last = v, last
		q.noun = f.noun(q.last, true)
		return true
	}
	switch {
	case f.is(i, ordinal):
		q.value, q.last = f.p[i].value, i+1
		if f.g.lang == "de" && !f.germanOrdinal(i) || f.g.lang == "en" && !f.englishOrdinal(i) {
			return q.nothing(i + 1)
		}
	case f.ordinalEnding(i):
		q.value, q.last = f.p[i].digits.Value, i+2
		if _, ok := numeral.Ordinal(f.text(i)+f.text(i+1), "en"); !ok || f.upper(i+2) {
			return q.nothing(i + 2) // 5th Avenue, the 7th Festival of …
		}
	case f.g.lang == "de" && f.dotted(i) && !f.priced(i) && !f.p[i].digits.Fraction && !f.p[i].digits.Grouped:
		q.value, q.last = f.p[i].digits.Value, i+2
		if !f.letters(i+2) || i == 0 && f.p[i].digits.Count == 1 || f.acronym(i+2) || f.is(i+2, function) && !f.upper(i+2) || f.has(i+2, nameHead) {
			return q.nothing(i + 2)
		}
	default:
		return false
	}
	if f.g.lang == "en" || !f.upper(i) || f.opens(i) { // der Erste, als Vierter: the noun itself
		q.noun = f.noun(q.last, true)
	}
	return true
}

// compoundOrdinal reads an ordinal behind number words: twenty first, one
// hundred and twenty-fifth, two hundred thousandth, einhundert millionste. Forty
// second may be a time.
func (f *finder) compoundOrdinal(i int) (v numeral.Decimal, last int, ok bool) {
	if !f.is(i, cardinal) {
		return v, 0, false
	}
	n := reading{first: i, last: i + 1}
	if !f.cardinals(&n) {
		return v, 0, false
	}
	j := f.skipJoint(n.last)
	if f.is(j, ordinal) && f.p[j].value.Cmp(hundred) >= 0 && n.value.Cmp(hundred) < 0 && !n.value.IsZero() || f.is(j, ordinal) && f.p[j].value.Cmp(thousand) >= 0 && n.value.Cmp(thousand) < 0 {
		v, ok = f.p[j].value.Mul(n.value)
		return v, j + 1, ok
	}
	if f.g.lang == "de" {
		return v, 0, false
	}
	if f.is(j, and) {
		j++
	}
	if !f.is(j, ordinal) || f.is(j, unitStart) && j == n.last {
		return v, 0, false
	}
	tens, _ := n.value.Int64()
	add, _ := f.p[j].value.Int64()
	if tens%100 == 0 && tens > 0 && add < 100 || tens%10 == 0 && tens%100 >= 20 && add < 10 && !f.is(j-1, and) {
		return numeral.Int(tens + add), j + 1, true
	}
	return v, 0, false
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
	if f.glued(i) && f.hyphen(i-1) {
		return false // Gruppen-Zweiter
	}
	if f.upper(i) && !f.opens(i) {
		return (f.is(i-1, definite) && !f.upper(i-2) || f.is(i-1, comparing) && !strings.HasSuffix(f.text(i), "es")) && !f.upper(i+1)
	}
	if f.upper(i) && f.upper(i+1) && f.has(i+1, nameHead) {
		return false
	}
	if strings.HasSuffix(f.lower(i), "es") && f.is(i-1, comparing) && !f.upper(i+1) {
		return false // als erstes
	}
	if f.p[i].value == one && !f.is(i-1, definite|article) && !(f.number(i+1) || f.is(i+1, cardinal)) && f.letters(i+1) && f.upper(i+1) && endsIn(f.text(i+1), f.g.early) {
		return false // nach ersten Erkenntnissen
	}
	if f.has(i, verbal) {
		return f.is(i-1, definite|article) || f.upper(i+1)
	}
	return true
}

// englishOrdinal decides about an ordinal in words.
func (f *finder) englishOrdinal(i int) bool {
	if f.upper(i) && f.upper(i+1) && !f.opens(i) || f.upper(i+1) && f.has(i+1, nameHead) && f.upper(i) {
		return false
	}
	if f.glued(i) && f.hyphen(i-1) || f.joint(i+1) && !f.has(i+2, finish) && !f.superlative(i+2) {
		return f.joint(i+1) && !f.has(i+2, graded)
	}
	if f.is(i, unitStart) && f.is(i-1, per) && f.is(i-2, unitStart) && !f.is(i-2, timid) {
		return false
	}
	switch {
	case f.is(i-1, definite|article), f.is(i-1, ordinal|and|or|to) && f.is(i-2, ordinal):
		return !(f.p[i].value == one && f.is(i+1, and))
	case f.is(i+1, times), f.has(i+1, finish), f.superlative(i + 1):
		return true
	case f.has(i-1, finishing), f.has(i-1, within) && !f.letters(i+1):
		return true
	case f.opens(i):
		return f.letters(i+1) && !f.is(i+1, function|verb) && f.englishNoun(i+1, true) >= 0
	}
	// Without a determiner only an adjective's place remains: its very first
	// match, Kenya's only second title.
	if f.letters(i-1) && (f.is(i-2, definite|article)) && !f.is(i-1, verb) && f.letters(i+1) && !f.is(i+1, function|verb) {
		return !f.plural(i-1) && !f.participle(i+1)
	}
	return f.is(i-1, of|by|level) && f.letters(i+1) && !f.is(i+1, function)
}

// joined reads a German word that begins with a number (siebenköpfige,
// zwölfjähriger, dreimal, viertgrösste, zweidrittelmehrheit) and the English
// multipliers.
func (f *finder) joined(i int, q *quantity) bool {
	*q = quantity{first: i, last: i + 1, kind: Count, noun: -1}
	if f.is(i, multiplier) {
		q.value = f.p[i].value
		q.noun = f.noun(i+1, true)
		if f.is(i+1, function) {
			q.noun = -1
		}
		if f.joint(i + 1) { // twice-a-decade
			return q.nothing(f.chainEnd(i))
		}
		return true
	}
	if !f.is(i, numeric) {
		return false
	}
	w := f.lower(i)
	if v, rest, ok := numeral.OrdinalPrefix(w); ok && germanSuperlative(rest) {
		q.kind, q.value, q.noun = Ordinal, numeral.Int(v), f.noun(i+1, true)
		return true
	}
	v, rest, ok := numeral.Prefix(w)
	if !ok {
		return false
	}
	if under, ok := f.denominatorPrefix(rest); ok {
		if over, ok := v.Int64(); ok && over < under && over > 0 {
			q.kind, q.value, q.noun = Fraction, numeral.Ratio(over, under), -1
			return true
		}
	}
	s, ok := f.suffix(rest)
	if !ok || v == one && !s.single() {
		return false
	}
	q.value = v
	f.apply(q, s, i)
	return true
}

// single reports whether `ein` before the suffix is a number: einjährig, but
// not einseitig, einfach, einmal.
func (s suffix) single() bool { return s.unit != nil && !s.times }

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
	for _, s := range f.g.openSuffixes {
		if strings.HasPrefix(rest, s.stem) {
			return s.suffix, true
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
		if q.kind == Percent {
			q.change = f.way(q.noun) // eine fünfprozentige Steigerung
		}
	case s.times && (q.value == numeral.Int(100) || q.value == numeral.Int(1000)):
		q.modifier = Multiple // hundertfach, tausendmal
	}
	if s.adverb {
		q.noun = -1
	}
}

// lasts reports whether a -jährig, in piece i, is said of something that lasts
// (zwölfjährige Amtszeit) and not of somebody's age.
func (f *finder) lasts(noun, i int) bool {
	if !f.upper(i) {
		k := i - 1
		for f.glued(k+1) || k >= 0 && len(f.mods(k)) > 0 {
			k--
		}
		if f.has(k, during) { // nach 43-jähriger Flucht
			return true
		}
	}
	if noun < 0 || f.upper(i) || noun > i+3 {
		return false
	}
	w := f.text(noun)
	if h := f.doc.Word(f.p[noun].token); len(h) > len(w) {
		w = h
	}
	return slices.ContainsFunc(f.g.lasting, func(e string) bool { return len(w) >= len(e) && folds(w[len(w)-len(e):], e) })
}
