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
	if m.has(sYearWord) || m.has(sEra) {
		yearOnly(m)
		return
	}
	if !plausibleYear(y) || m.bareYearRefused(m.index(sYear, 0)) {
		return
	}
	yearOnly(m)
}

// yearOnly emits a year.
func yearOnly(m *match) {
	e := expr{kind: kindDate, anchor: stated, grain: yearly, mod: m.edge(noMod), bc: m.has(sEra)}
	if y := m.at(sYear, 0); y != nil {
		e.year = y.int()
	} else {
		e.year = m.at(sNum, 0).int()
	}
	if e.year < 1 || !e.bc && e.year < 100 {
		return
	}
	m.quantify(&e)
	m.emit(e)
}

// yearRange reads 1939-45 and 1939 bis 1945 as two years.
func yearRange(m *match) {
	first := m.at(sYear, 0).int()
	second, i := m.at(sYear, 1), m.index(sYear, 1)
	if second == nil {
		if second, i = m.at(sYY, 0), m.index(sYY, 0); second == nil {
			second, i = m.at(sOrd, 0), m.index(sOrd, 0) // 2013/14. at a sentence's end
		}
		if second.class&ordWord != 0 || !m.adjacent(m.index(sYear, 0), i+1) {
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
	doc := m.doc
	if i > 1 && !doc.Tokens[i].Space && !doc.Tokens[i-1].Space {
		switch doc.Word(i - 1) {
		case ".", ",", "'", "’", ":":
			return true
		}
	}
	if i+2 < m.limit && !doc.Tokens[i+1].Space && !doc.Tokens[i+2].Space && isDigit(doc.Word(i + 2)[0]) {
		switch doc.Word(i + 1) {
		case ".", ",", ":":
			return true
		}
	}
	var buffer [40]byte
	next, capital, _ := fold(buffer[:0], m.word(i+1))
	if numberUnits[string(next)] {
		return true
	}
	switch string(next) { // 1450 bis 1850 Mark
	case "bis", "und", "oder", "-", "–", "to", "and", "or":
		if w := m.word(i + 2); w == "mehr" || w == "more" || w == "so" {
			return true
		}
		if i+2 < m.limit && m.lex[i+2].class&digits4 != 0 && m.bareYearRefused(i+2) {
			return true
		}
	}
	round := y%100 == 0 && y != 2000 || y%1000 == 0 && y != 2000
	counts := capital && doc.Lang == "de" && doc.Tokens[i+1].Space
	if i > 0 {
		before, _, _ := fold(buffer[:0], doc.Word(i-1))
		switch {
		case numberSigns[string(before)]:
			return true
		case quantifiers[string(before)]:
			return round || counts
		case counts && m.afterPreposition(i):
			return round
		}
	}
	if y < 1500 && doc.Lang == "en" {
		return !m.afterPreposition(i)
	}
	// A round number before a noun counts it; another one may open a sentence
	// or stand between verb and subject.
	return round && (counts || doc.Lang == "en" && len(next) > 1 && next[len(next)-1] == 's') || counts && y < 1500
}

// numberUnits are words after a number that is no year.
var numberUnits = words(`% ° prozent percent pct euro euros € dollar dollars franken fr. chf eur usd pfund pounds yen rupees mark dm km kilometer kilometern kilometers kilometres
	meter metern meters metres m kg kilo kilogramm tonnen tonnes tons feet miles acres hektar hectares quadratmeter quadratkilometer barrels
	millionen milliarden mio. mrd. million billion uhr mann menschen personen stück people soldiers troops men women children members votes jobs workers
	points punkte punkten stimmen einwohner einwohnern meilen liter litres watt grad degrees mal times`)

// numberSigns are words and signs before a number that is no year.
var numberSigns = words(`$ € £ ¥ # us$ nr. nr no. nummer number § artikel article platz zimmer room flight flug ziffer seite page fr. chf eur usd postfach tel. telefon section sections rule rules page paragraph flight title chapter apollo boeing raum zimmer saal kapitel`)

// quantifiers tell that a number counts, unless it could not.
var quantifiers = words(`rund etwa über knapp fast mindestens insgesamt circa ca. zirka gut exakt höchstens maximal
	about nearly some than least almost approximately roughly around over every another additional further weitere weiteren`)
