package figure

import (
	"unicode"
	"unicode/utf8"

	"enricher/pipeline/numeral"
)

// The rules of this file recognise numbers that are no figures.

// code passes over digits that are part of a code or a name: F-16, G7, 3D,
// 1.2.3, 007, +41 44 123 45 67, #3, § 5.
func (f *finder) code(i int) (quantity, bool) {
	p := &f.p[i]
	if p.shape != number {
		return quantity{}, false
	}
	switch {
	case f.glued(i) && f.sign(i-1, ":") && f.number(i-2): // behind a colon that the score left
		return nothing(f.chainEnd(i))
	case !p.digits.Exact && !f.sign(i+1, ":"):
		j := f.chainEnd(i)
		for f.number(j) { // 0800 133 133
			j = f.chainEnd(j)
		}
		return nothing(j)
	case f.enclosed(i), f.postcode(i), f.listed(i):
		return nothing(i + 1)
	case f.joint(i+1) && f.number(i+2) && f.joint(i+3): // 1-800-CDC, 2014-10-14
		return nothing(f.chainEnd(i))
	case f.glued(i) && f.letters(i-1) && !f.currencyAt(i-1):
		return nothing(f.chainEnd(i))
	case f.glued(i) && f.hyphen(i-1) && f.glued(i-1) && f.letters(i-2) && !f.is(i-2, unitStart|magnitude):
		return nothing(f.chainEnd(i)) // F-16, Top-10
	case f.glued(i) && (f.sign(i-1, "#") || f.sign(i-1, "@") || f.sign(i-1, "_")):
		return nothing(i + 1)
	case f.names[f.text(i)] && (f.is(i-1, definite) || !f.countsAfter(i+1)) && !f.glued(i) && !f.joint(i+1) && !f.is(i+1, unitStart|scale): // the 737, after Boeing 737
		return nothing(f.chainEnd(i))
	case f.g.lang == "en" && f.glued(i+1) && f.sign(i+1, "s") && !f.decadeEnding(i): // 737s
		return nothing(f.chainEnd(i))
	case f.sign(i-1, "+") && f.number(i+1):
		return nothing(f.chainEnd(i))
	}
	// Three and more groups side by side are a telephone or account number.
	groups, j := 1, i+1
	for ; j < len(f.p); j++ {
		if f.number(j) {
			groups++
		} else if !(f.number(j+1) && (f.sign(j, "/") || f.joint(j))) {
			break
		}
	}
	if groups > 2 && !f.is(j, unitStart|scale) && !f.sign(i+1, "/") && !f.sign(i+2, "/") {
		return nothing(j)
	}
	// 4x4, 5G, 747-400, 3-D: digits with letters that are neither unit nor
	// magnitude nor ordinal.
	if f.glued(i+1) && f.letters(i+1) && !f.unitAt(i+1) && !f.is(i+1, scale|clock|ordinal) && !f.suffixed(i+1) && !f.ordinalEnding(i) && !f.decadeEnding(i) {
		return nothing(f.chainEnd(i + 1))
	}
	return quantity{}, false
}

// unitAt reports whether piece j begins a unit's name or symbol; symbols must
// stand as they are written (5g, but not 5G).
func (f *finder) unitAt(j int) bool {
	return f.is(j, unitStart) && (f.p[j].Len() > 2 || f.g.units.symbols[f.text(j)] != nil || f.sign(j+1, "/") || f.p[j].shape == mark)
}

// enclosed reports whether the number at i stands alone in quotation marks or,
// short, in brackets: the ‘10’, (2) a list.
func (f *finder) enclosed(i int) bool {
	switch f.text(i - 1) {
	case "(":
		return f.sign(i+1, ")") && f.p[i].digits.Count < 3 && !f.p[i].digits.Fraction && !f.apposition(i)
	case "[":
		return f.sign(i+1, "]")
	case "'", "‘", "’", "\"", "“", "„", "«", "»":
		next := f.text(i + 1)
		return f.p[i-1].shape == mark && f.glued(i+1) && (next == "'" || next == "’" || next == "\"" || next == "”" || next == "“" || next == "«" || next == "»")
	}
	return false
}

// listed reports whether the number at i numbers a line of a list or table: it
// stands with its dot at the head, or behind a bracket or dash, and the splitter
// took the dot for a sentence's end.
func (f *finder) listed(i int) bool {
	d := &f.p[i].digits
	if i == 0 && d.Count < 3 && !d.Fraction && (f.sign(1, ".") && !f.dotted(0) && f.upper(2) || f.sign(1, ")") || f.hyphen(1) && !f.glued(1) && !f.number(2)) {
		return true
	}
	if d.Count > 2 || d.Fraction || i+2 != len(f.p) || !f.sign(i+1, ".") || !f.glued(i+1) {
		return false
	}
	return i == 0 || f.sign(i-1, ")") || f.hyphen(i-1) && !f.glued(i) || f.sign(i-1, ",") && f.sign(i-2, ")")
}

// postcode reports whether the number at i is one: behind the number of a
// house and before a place (Hauptstrasse 2, 4600 Olten).
func (f *finder) postcode(i int) bool {
	d := &f.p[i].digits
	if d.Grouped || d.Fraction || !f.sign(i-1, ",") || !f.upper(i+1) {
		return false
	}
	v, _ := d.Value.Int64()
	return (d.Count == 4 || d.Count == 5) && f.number(i-2) && f.p[i-2].digits.Count < 4 || d.Count == 5 && v%10 != 0 && f.g.lang == "de"
}

// chainEnd is the end of the pieces that follow piece i without a space.
func (f *finder) chainEnd(i int) int {
	for i++; f.glued(i) && (f.letters(i) || f.number(i) || f.joint(i) || f.number(i+1) && f.glued(i+1) && chained[f.text(i)]); i++ {
	}
	return i
}

// chained are the marks that hold digits together in codes.
var chained = set("/ . , ' ’ : _")

// calendar passes over dates, clock times, years, decades and centuries.
func (f *finder) calendar(i int) (quantity, bool) {
	p := &f.p[i]
	if p.is&month != 0 && p.upper {
		j := i + 1
		if f.number(j) && f.p[j].digits.Count <= 4 && !f.p[j].digits.Grouped && !f.suffixed(f.skipJoint(j+1)) && (f.p[j].digits.Count > 2 || f.hyphen(j+1) || !(i > 0 && f.is(i-1, inMonth) && f.countsAfter(j+1))) {
			j++
			if (f.hyphen(j) || f.is(j, and|to) && !f.countsAfter(j+2)) && f.number(j+1) && f.p[j+1].digits.Count <= 2 {
				j += 2 // Feb. 24-25
			}
			if f.letters(j) && f.glued(j) {
				j++ // 4th
			}
			if f.sign(j, ",") && f.yearShaped(j+1) {
				j += 2
			} else if f.yearShaped(j) {
				j++
			}
			return nothing(j)
		}
		if f.is(j, ordinal) {
			return nothing(j + 1)
		}
	}
	if p.is&ordinal != 0 {
		if k, ok := f.datedOrdinal(i, i+1); ok {
			return nothing(k)
		}
	}
	if p.is&cardinal != 0 && f.g.lang == "de" && (f.lower(i-1) == "halb" || f.lower(i-2) == "viertel" && !f.upper(i-2)) && f.bareHour(i) {
		return nothing(i + 1) // halb neun
	}
	if p.is&cardinal != 0 && (f.is(i+1, clock) || f.g.lang == "de" && f.lower(i-1) == "um" && f.bareHour(i)) {
		return nothing(i + 2)
	}
	if p.shape != number || !p.digits.Exact && !f.sign(i+1, ":") {
		return quantity{}, false
	}
	d := &p.digits
	small := d.Count <= 2 && !d.Grouped && (!d.Fraction || d.Decimals == 2)
	if small {
		if k, ok := f.clockTime(i); ok {
			return nothing(k)
		}
	}
	if d.Count <= 2 && !d.Fraction {
		j := i + 1
		if f.dotted(i) || f.ordinalEnding(i) {
			j++
		}
		if k, ok := f.datedOrdinal(i, j); ok {
			return nothing(k)
		}
	}
	if f.decadeEnding(i) && !f.ageDecade(i) {
		return nothing(f.chainEnd(i))
	}
	if f.sign(i+1, "/") && f.glued(i+1) && f.glued(i+2) && f.number(i+2) {
		if _, ok := f.quotient(i); !ok {
			return nothing(f.chainEnd(i)) // 2014/15, 9/11, 24/7
		}
	}
	if d.Count <= 4 && !d.Fraction && !d.Grouped && inYear[f.lower(i-1)] && f.is(i-2, definite) && f.lower(i-2) != "this" && !f.is(i+1, unitStart|scale) {
		return nothing(i + 1)
	}
	if k, ok := f.beforeChrist(i); ok {
		return nothing(k)
	}
	if f.year(i) {
		if f.hyphen(i+1) && f.number(i+2) && f.p[i+2].digits.Count <= 4 { // 2014-15
			return nothing(i + 3)
		}
		return nothing(i + 1)
	}
	// German 19.30 and 14.10. without a unit are times and dates.
	if d.Fraction && d.Foreign && f.g.lang == "de" && d.Count > 0 && !f.is(i+1, unitStart|scale) && !f.currencyAt(i-1) && (f.dotted(i) || d.Decimals == 2) {
		return nothing(i + 1)
	}
	return quantity{}, false
}

// inYear are the words behind which any number is a year's.
var inYear = set("jahr jahre year anno")

// beforeChrist reads a year, or a range of years, with its era: 2500 und 2400
// vor Christus, 44 BC, 300 n. Chr.
func (f *finder) beforeChrist(i int) (int, bool) {
	j := i + 1
	if (f.is(j, and|to) || f.hyphen(j)) && f.number(j+1) {
		j += 2
	}
	switch f.text(j) {
	case "v.", "n.", "vor", "nach", "v", "n":
		w := f.lower(j + 1)
		return j + 2, w == "chr" || w == "chr." || w == "christus" || w == "christi"
	case "BC", "BCE", "AD", "CE", "B.C.", "A.D.":
		return j + 1, true
	}
	return 0, false
}

// bareHour reports whether the German number word at i, behind `um`, is an
// hour: nothing that could be counted or changed stands by.
func (f *finder) bareHour(i int) bool {
	return f.p[i].value.Cmp(numeral.Int(12)) <= 0 && f.cues&(rise|fall|separable) == 0 && !f.is(i+1, unitStart|scale|to|or) && !f.joint(i+1) && !f.countsAfter(i+1)
}

// datedOrdinal reports whether the ordinal at i, whose next piece is j, is a
// day or a century, alone or in a list (am 3. und 4. Mai, 19. und 20.
// Jahrhundert), and where that ends.
func (f *finder) datedOrdinal(i, j int) (int, bool) {
	for step := 0; step < 3; step++ {
		if f.sign(j, "of") && f.is(j+1, month) && f.upper(j+1) {
			return j + 2, true
		}
		if f.is(j, month) && f.upper(j) || f.is(j, era) && (f.dotted(i) || f.ordinalEnding(i) || f.is(i, ordinal)) {
			return j + 1, true
		}
		if !(f.is(j, and|to|or) || f.hyphen(j) || f.sign(j, "/") || f.sign(j, ",")) {
			break
		}
		j++
		switch {
		case f.dotted(j) || f.ordinalEnding(j):
			j += 2
		case f.is(j, ordinal) || f.number(j) && f.p[j].digits.Count <= 2:
			j++
		default:
			return 0, false
		}
	}
	return 0, false
}

// clockTime reads 19.30 Uhr, 9:45, 9 a.m., and ranges of them.
func (f *finder) clockTime(i int) (int, bool) {
	j := i + 1
	colon := false
	for f.sign(j, ":") && f.glued(j) && f.glued(j+1) && f.number(j+1) && f.p[j+1].digits.Count == 2 {
		j += 2
		colon = true
	}
	if f.is(j, clock) {
		return j + 1, true
	}
	if f.is(j, to|and|or) || f.hyphen(j) {
		if f.number(j + 1) {
			if k, ok := f.clockTime(j + 1); ok {
				return k, true
			}
		}
	}
	return j, colon
}

// decadeEnding reports whether the digits at i are a decade: 1990s, 80er.
func (f *finder) decadeEnding(i int) bool {
	if !f.number(i) || !f.glued(i+1) || f.p[i].digits.Fraction {
		return false
	}
	v, ok := f.p[i].digits.Value.Int64()
	if !ok || v%10 != 0 {
		return false
	}
	switch f.text(f.skipJoint(i + 1)) {
	case "s", "er", "ern":
		return true
	}
	return (f.sign(i+1, "'") || f.sign(i+1, "’") || f.sign(i+1, "'s") || f.sign(i+1, "’s")) && f.g.lang == "en" && v >= 1800
}

// ageDecade reports whether a decade is one of life: in their 20s.
func (f *finder) ageDecade(i int) bool {
	if f.g.lang != "en" || f.p[i].digits.Count != 2 {
		return false
	}
	k := i - 1
	for f.hyphen(k) || f.is(k, yearCue) {
		k--
	}
	switch f.lower(k) {
	case "his", "her", "their", "my", "our", "your":
		return true
	}
	return false
}

// ordinalEnding reports whether st, nd, rd or th is glued to the digits at i.
func (f *finder) ordinalEnding(i int) bool {
	if f.g.lang != "en" || !f.number(i) || !f.glued(i+1) {
		return false
	}
	switch f.lower(i + 1) {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

// yearShaped reports whether piece i is a bare number from 1000 to 2199.
func (f *finder) yearShaped(i int) bool {
	if !f.number(i) {
		return false
	}
	d := &f.p[i].digits
	v, ok := d.Value.Int64()
	return ok && d.Exact && !d.Grouped && !d.Fraction && d.Count == 4 && v >= 1000 && v < 2200
}

// year decides whether a bare number of four digits is a year. It is none if a
// unit, magnitude or currency stands beside it, or if a modifier bounds it.
// Otherwise a cue makes it one, or its not being round, or that nothing
// countable follows.
func (f *finder) year(i int) bool {
	if !f.yearShaped(i) || f.currencyAt(i-1) || f.is(i+1, scale) {
		return false
	}
	if _, _, ok := f.unitAfter(i+1, &reading{first: i, last: i + 1, digits: true}); ok {
		return false
	}
	if f.is(i-1, yearCue|month) || f.is(i-1, era) || f.is(i-1, label) {
		return true
	}
	v, _ := f.p[i].digits.Value.Int64()
	if f.is(i-1, between) && (f.is(i+1, and|to) || f.hyphen(i+1)) && f.yearShaped(i+2) && !f.countsAfter(i+3) {
		return true // built between 1261 and 1265
	}
	if f.is(i-1, and|to) && f.yearShaped(i-2) && !f.countsAfter(i+1) {
		return true
	}
	round := v%50 == 0
	if f.sign(i-1, "(") && f.sign(i+1, ")") {
		return true
	}
	if (f.is(i+1, to|and) || f.hyphen(i+1)) && f.number(i+2) {
		if _, _, ok := f.unitAfter(i+3, &reading{first: i + 2, last: i + 3, digits: true}); ok || f.is(i+3, scale) {
			return false // von 1450 bis 1850 Mark
		}
	}
	if i > 0 && (f.modifierAt(i-1) && !timeWords[f.lower(i-1)] && (v%50 == 0 || f.countsAfter(i+1)) || additional[f.lower(i-1)]) || f.followed(i+1) != nil {
		return false
	}
	if v >= 1400 && v <= 2100 && !round {
		// 1885 aftershocks: in no place of a date, and something is counted.
		return v >= 1900 && v < 2040 || i == 0 || f.is(i-1, month|yearCue|between|to|and|inMonth|of|by) || f.g.lang == "en" && f.is(i-1, function) || germanPrepositions[f.lower(i-1)] || !f.countsAfter(i+1)
	}
	return v >= 1400 && v <= 2100 && !f.countsAfter(i+1) || f.is(i-1, function) && f.lower(i-1) == "in" && !f.countsAfter(i+1)
}

// additional are the words before a number that no year follows.
var additional = set("insgesamt weitere weiteren weiterer another further additional total")

// timeWords are the modifiers that stand before years as well.
var timeWords = set("ab bis vor gegen um about around before past by unter über over under")

// countsAfter reports whether something countable stands at piece j.
func (f *finder) countsAfter(j int) bool {
	if f.g.lang == "de" {
		return f.germanNoun(j) >= 0
	}
	k := f.englishNoun(j, false)
	return k >= 0 && f.plural(k)
}

// label passes over the number of a label or a name: Artikel 5, Route 66,
// Boeing 747, Apollo 11, Bahnhofstrasse 12, 10 Downing Street.
func (f *finder) label(i int) (q quantity, ok bool) {
	if f.address(i) {
		return nothing(i + 2)
	}
	if !f.number(i) && !f.is(i, cardinal) || f.glued(i) || i == 0 {
		return quantity{}, false
	}
	k := i - 1
	if f.g.lang == "en" && f.is(i, cardinal) && f.lower(k) == "number" { // number one
		return nothing(i + 1)
	}
	defer func() {
		if ok && f.number(i) && f.p[i].digits.Count == 3 {
			f.remember(f.text(i))
		}
	}()
	if f.labelAt(k) && (f.upper(k) || f.p[k].shape == mark || f.g.lang == "en" && f.number(i)) && !f.is(i+1, scale) {
		if _, _, ok := f.unitAfter(i+1, &reading{first: i, last: i + 1, digits: true}); !ok {
			return nothing(f.listEnd(i))
		}
	}
	if !f.number(i) || !f.letters(k) || !f.upper(k) || f.p[i].digits.Grouped || f.p[i].digits.Fraction && f.p[i].digits.Decimals > 1 || f.p[k].is&(function|month|scale|place|magnitude|ageCue|by|level|definite|weekday|article|between|minus|multiplier|cardinal) != 0 {
		return quantity{}, false
	}
	if f.is(i+1, times) {
		return quantity{}, false
	}
	if f.currencyAt(k) && !(rareCode[f.text(k)] && !f.large(i)) || len(f.p[k].mods) > 0 || f.is(i+1, scale|clock) || f.apposition(i) {
		return quantity{}, false
	}
	if _, _, ok := f.unitAfter(i+1, &reading{first: i, last: i + 1, digits: true}); ok {
		return quantity{}, false
	}
	if f.joint(i+1) || f.hyphen(i+1) || f.sign(i+1, ":") || f.is(i+1, to|or) && (f.number(i+2) || f.is(i+2, cardinal)) {
		return quantity{}, false
	}
	if f.sign(i+1, "/") && f.glued(i+1) {
		return nothing(f.chainEnd(i))
	}
	if f.streetName(k) {
		return nothing(i + 1)
	}
	if k == 0 || f.opens(k) {
		// The head of a sentence is capitalised anyway.
		if f.countsAfter(i + 1) {
			return quantity{}, false
		}
		return nothing(i + 1)
	}
	if f.g.lang == "de" {
		if f.countsAfter(i+1) || f.is(i+1, of|definite) {
			return quantity{}, false
		}
		return nothing(i + 1)
	}
	if f.countsAfter(i+1) && f.is(k-1, function) && !f.is(k-1, article|definite) {
		return quantity{}, false // In Baghdad 20 people died
	}
	return nothing(i + 1)
}

// remember keeps the number of a name: it is no figure further on either.
func (f *finder) remember(digits string) {
	if f.names == nil {
		f.names = map[string]bool{}
	}
	f.names[digits] = true
}

// labelAt reports whether piece k is a word whose number is a name; German
// compounds end in one (Alarmstufe 4).
func (f *finder) labelAt(k int) bool {
	if f.is(k, label) {
		return true
	}
	if f.g.lang != "de" || !f.upper(k) || f.p[k].is != 0 {
		return false
	}
	w := f.lower(k)
	for _, e := range [...]string{"stufe", "klasse", "kategorie", "nummer", "artikel", "kapitel", "linie", "phase", "zimmer", "gleis", "autobahn", "version", "typ"} {
		if len(w) > len(e) && w[len(w)-len(e):] == e {
			return true
		}
	}
	return false
}

// address reports whether the number at i is a house in an English street: 10
// Downing Street.
func (f *finder) address(i int) bool {
	if f.g.lang != "en" || !f.number(i) || f.p[i].digits.Grouped || f.p[i].digits.Fraction {
		return false
	}
	for k := i + 1; k < i+4 && f.letters(k) && f.upper(k); k++ {
		if k > i+1 && f.is(k, street) {
			return true
		}
	}
	return false
}

// listEnd is the end of a list of numbers: Artikel 5 und 7, pages 3-5.
func (f *finder) listEnd(i int) int {
	for (f.is(i+1, and|to|or) || f.hyphen(i+1) || f.sign(i+1, ",") || f.sign(i+1, "/")) && f.number(i+2) && !f.countsAfter(i+3) {
		i += 2
	}
	return i + 1
}

// streetName reports whether piece k ends like a German street.
func (f *finder) streetName(k int) bool {
	if f.g.lang != "de" {
		return false
	}
	w := f.lower(k)
	for _, e := range [...]string{"strasse", "straße", "gasse", "platz", "weg", "allee", "str."} {
		if len(w) > len(e) && w[len(w)-len(e):] == e {
			return true
		}
	}
	return false
}

// capital reports whether token t begins with a capital.
func (f *finder) capital(t int) bool {
	if t < 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(f.doc.Word(t))
	return unicode.IsUpper(r)
}

// orgNouns end names that have no age.
var orgNouns = set("university college institute school academy bank corporation corp inc ltd group technology education science company co universität hochschule ag gmbh bundesliga liga")

// apposition reports whether the number at i is an age behind a name: Anna
// Muster, 45, or Anna Muster (45).
func (f *finder) apposition(i int) bool {
	if !f.number(i) || f.p[i].digits.Fraction || f.p[i].digits.Grouped {
		return false
	}
	if v, ok := f.p[i].digits.Value.Int64(); !ok || v < 1 || v > 115 {
		return false
	}
	if !f.letters(i-2) || orgNouns[f.lower(i-2)] || f.is(i-2, month|label|place|unitStart|yearCue|function) {
		return false
	}
	last := f.p[i-2].token
	name := f.capital(last)
	switch {
	case f.sign(i-1, "("):
		return name && f.capital(last-1) && (f.sign(i+1, ")") || f.sign(i+1, ","))
	case f.sign(i-1, ","):
		return name && (f.sign(i+1, ",") || f.sign(i+1, ".") && f.p[i+1].token != f.p[i].token && i+2 == len(f.p) || f.is(i+1, and) && f.upper(i-3))
	}
	return false
}

// named passes over number words that are part of a name: capitalised inside
// a German sentence (die Acht), quoted («Vier Pfoten»), or behind a capitalised
// English word (the Big Three, the Group of Seven); and over zero as an
// attribute (zero-Covid, ground zero).
func (f *finder) named(i int) (quantity, bool) {
	if !f.is(i, cardinal|mixed) || !f.letters(i) {
		return quantity{}, false
	}
	w := f.lower(i)
	if w == "zero" && (f.letters(i+1) && !f.is(i+1, function|unitStart) && !f.plural(i+1) || f.joint(i+1) || f.lower(i-1) == "ground" || f.lower(i-1) == "net") {
		return nothing(f.chainEnd(i))
	}
	if !f.upper(i) {
		return quantity{}, false
	}
	quoted := f.opens(i) && i > 0 && f.upper(i+1) && (f.closes(i+2) || f.closes(i+3))
	switch {
	case quoted:
		return nothing(i + 1)
	case f.opens(i):
		return quantity{}, false
	case f.g.lang == "de":
		if w == "null" || f.is(i-1, place) || f.joint(i+1) || f.shouting() {
			return quantity{}, false
		}
		return nothing(i + 1)
	case f.letters(i-1) && f.upper(i-1) && !f.is(i-1, function) && len(f.p[i-1].mods) == 0 && !f.is(i-1, cardinal|by|level),
		f.sign(i-1, "of") && f.upper(i-2):
		return nothing(i + 1)
	}
	return quantity{}, false
}

// closes reports whether piece k is a closing quotation mark.
func (f *finder) closes(k int) bool {
	switch f.text(k) {
	case "“", "”", "»", "«", "\"", "‘", "’", "'":
		return f.p[k].shape == mark && f.glued(k)
	}
	return false
}

// shouting reports whether the sentence is written in capitals.
func (f *finder) shouting() bool {
	for i := range f.p {
		if f.p[i].shape == letters && f.p[i].Len() > 3 && fold(f.text(i)[1:]) == f.text(i)[1:] {
			return false
		}
	}
	return true
}
