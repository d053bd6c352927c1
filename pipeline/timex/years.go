package timex

// plausibleYear bounds the years that are read without the word for year.
func plausibleYear(y int) bool { return y >= 1000 && y <= 2100 }

// fullYear widens a year of two digits: to the century that brings it
// nearest to the publication, not more than ten years ahead.
func (m *match) fullYear(yy int) int {
	if yy >= 100 {
		return yy
	}
	base := 2000
	if m.ref.Known {
		base = m.published.year
	}
	y := base - base%100 + yy
	if y > base+10 {
		y -= 100
	}
	return y
}

// yearStated reads a year. Without the word for year it must not count anything:
// no unit, capitalised noun or number word after it, no quantifier before.
func yearStated(m *match) {
	y := m.at(sYear, 0).int()
	if m.has(sYearWord) || m.era() != 0 {
		yearOnly(m)
		return
	}
	if !plausibleYear(y) || m.bareYearRefused(m.index(sYear, 0)) {
		return
	}
	yearOnly(m)
}

// yearOnly emits a year that a word for year or an era tells.
func yearOnly(m *match) {
	x := m.at(sYear, 0)
	if x == nil {
		x = m.at(sNum, 0)
	}
	if n, ok := x.num.Int64(); !ok || n > lastYear {
		return
	}
	e := expr{kind: kindDate, anchor: stated, grain: yearly, year: m.year(x), mod: m.edge(noMod), eraless: m.era() == 0}
	m.quantify(&e)
	m.emit(e)
}

// yearOfDigits reads the year 800; das Jahr vier is the fourth.
func yearOfDigits(m *match) {
	if m.at(sNum, 0).class&(digits2|digitsX) != 0 {
		yearOnly(m)
	}
}

// yearsBC reads 218–216 v. Chr. as two years.
func yearsBC(m *match) {
	i := m.index(sNum, 1)
	first, last := m.year(m.at(sNum, 0)), m.year(m.at(sNum, 1))
	if first < firstYear || last < firstYear || first > last {
		return
	}
	m.emitSpan(expr{kind: kindDate, anchor: stated, grain: yearly, year: first}, m.first, m.index(sNum, 0)+1)
	m.emitSpan(expr{kind: kindDate, anchor: stated, grain: yearly, year: last}, i, m.last)
}

// yearRange reads 1939-45 and 1939 bis 1945 as two years.
func yearRange(m *match) {
	first := m.at(sYear, 0).int()
	second, i := m.at(sYear, 1), m.index(sYear, 1)
	if second == nil {
		if second, i = m.at(sYY, 0), m.index(sYY, 0); second == nil {
			second, i = m.at(sOrd, 0), m.index(sOrd, 0) // 2013/14. at a sentence's end
		}
		if second.class&ordinal != 0 && !second.digits || !m.adjacent(m.index(sYear, 0), i+1) {
			return
		}
	}
	last := second.int()
	switch {
	case last < 10 && last > first%10: // 1543-4
		last += first - first%10
	case last < 100:
		last += first - first%100
		if last < first {
			last += 100
		}
	}
	if second.class&digits4 != 0 && m.bareYearRefused(i) && !m.has(sYearWord) || !plausibleYear(first) || !plausibleYear(last) || last < first {
		return
	}
	m.emitSpan(expr{kind: kindDate, anchor: stated, grain: yearly, year: first}, m.first, m.index(sYear, 0)+1)
	m.emitSpan(expr{kind: kindDate, anchor: stated, grain: yearly, year: last}, i, i+1)
}

// bareYearRefused reports whether four digits are no year but a number: with
// a unit or currency, as part of a longer number, or counting the noun after
// them.
func (m *match) bareYearRefused(i int) bool {
	y := m.lex[i].int()
	if m.partOfNumber(i) || m.namesNumber(i) {
		return true
	}
	german := m.doc.Lang == "de"
	var buffer [40]byte
	next, capital, _ := fold(buffer[:0], m.word(i+1))
	if numberUnits[string(next)] {
		return true
	}
	preposition := m.afterPreposition(i)
	switch string(next) { // 1450 bis 1850 Mark
	case "bis", "und", "oder", "-", "–", "to", "and", "or":
		if w := m.word(i + 2); !preposition && (w == "mehr" || w == "more" || w == "so") {
			return true
		}
		if i+2 < m.limit && m.lex[i+2].class&digits4 != 0 && m.bareYearRefused(i+2) {
			return true
		}
	}
	if !german && capital && m.inStreet(i+1) {
		return true
	}
	round := y%100 == 0 && y != 2000 || y%1000 == 0 && y != 2000
	counts := capital && german && m.doc.Tokens[i+1].Space
	if counts && m.opens(i) {
		return true // a year there has the verb behind it
	}
	if i > 0 {
		before, _, _ := fold(buffer[:0], m.doc.Word(i-1))
		switch {
		case quantifiers[string(before)]:
			return round || counts
		case i > 1 && (string(before) == "als" || string(before) == "than") && m.compares(i-2):
			return round || counts
		case counts && preposition:
			return round
		}
	}
	if y < 1500 && !german {
		return !preposition
	}
	// A round number before a noun counts it; another one may open a sentence
	// or stand between verb and subject.
	return round && (counts || !german && len(next) > 1 && next[len(next)-1] == 's') || counts && y < 1500
}

// partOfNumber reports whether digits stand next to the digits at token i:
// 1.2014, 555-2014, 0800 2014 1984.
func (m *match) partOfNumber(i int) bool {
	doc := m.doc
	if i > 1 && !doc.Tokens[i].Space && !doc.Tokens[i-1].Space {
		switch w := doc.Word(i - 1); {
		case w == "." || w == "," || w == "'" || w == "’" || w == ":":
			return true
		case w == "-" && isDigit(doc.Word(i - 2)[0]) && !(m.lex[i-2].class&digits4 != 0 && plausibleYear(m.lex[i-2].int())):
			return true
		}
	}
	if i > 0 && m.lex[i-1].class&(digits2|digits4|digitsX) != 0 {
		return true
	}
	if i+2 < m.limit && !doc.Tokens[i+1].Space && !doc.Tokens[i+2].Space && isDigit(doc.Word(i + 2)[0]) {
		switch doc.Word(i + 1) {
		case ".", ",", ":":
			return true
		}
	}
	return false
}

// namesNumber reports whether a word before token i says that a number comes:
// Nr. 1984, Flug LH 2014.
func (m *match) namesNumber(i int) bool {
	var buffer [40]byte
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		w := m.doc.Word(k)
		before, _, _ := fold(buffer[:0], w)
		if numberSigns[string(before)] && (k == i-1 || carriers[string(before)]) {
			return true
		}
		if len(w) > 3 || w[0] < 'A' || w[0] > 'Z' { // no carrier's code
			break
		}
	}
	return false
}

// compares reports whether als or than after token i compares a number.
func (m *match) compares(i int) bool {
	switch m.doc.Word(i) {
	case "mehr", "Mehr", "weniger", "Weniger", "more", "More", "less", "Less", "fewer", "Fewer":
		return true
	}
	return false
}

// inStreet reports whether the capitalised words from token i on are a
// street's name.
func (m *match) inStreet(i int) bool {
	for n := 0; n < 3 && i+n < m.limit && m.capital(i+n); n++ {
		switch m.doc.Word(i + n) {
		case "Street", "St.", "Avenue", "Ave.", "Road", "Rd.", "Drive", "Lane", "Boulevard", "Blvd.", "Way", "Place", "Court", "Highway":
			return true
		}
	}
	return false
}

// numberUnits are words after a number that is no year.
var numberUnits = words(`% ° prozent percent pct euro euros € dollar dollars franken fr. chf eur usd pfund pounds yen rupees mark dm km kilometer kilometern kilometers kilometres
	meter metern meters metres m kg kilo kilogramm tonnen tonnes tons feet miles acres hektar hectares quadratmeter quadratkilometer barrels
	millionen milliarden mio. mrd. million billion uhr mann menschen personen stück people soldiers troops men women children members votes jobs workers
	points punkte punkten zähler zählern stimmen einwohner einwohnern meilen liter litres watt grad degrees mal times`)

// numberSigns are words and signs before a number that is no year.
var numberSigns = words(`$ € £ ¥ # us$ nr. nr no. nummer number § paragraf paragraph artikel article art. abs. absatz platz raum zimmer saal room seite page s. kapitel chapter
	ziffer section sections rule rules title fr. chf eur usd postfach plz zip profil abschnitt punkt tel. telefon rufnummer version flight flug highway route interstate apollo boeing airbus agenda`)

// carriers may have a carrier's code between them and the number.
var carriers = words(`flug flight`)

// quantifiers tell that a number counts, unless it could not.
var quantifiers = words(`rund etwa über knapp fast mindestens insgesamt circa ca. zirka gut exakt höchstens maximal um
	about nearly some than least almost approximately roughly around over every another additional further weitere weiteren`)
