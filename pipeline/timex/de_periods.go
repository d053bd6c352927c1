package timex

// monthDe reads a month. Alone, it needs a word before it that times have:
// Mai, März and August are names too.
func monthDe(m *match) {
	if m.last-m.first == 1 && !m.afterPreposition(m.first) && !m.continuesList(m.first) && !m.says(m.first-1, []string{"monat"}) {
		return
	}
	month(m)
}

// seasonDe reads a season; Winter and Sommer are surnames and parts of
// titles, so that alone they need a preposition.
func seasonDe(m *match) {
	if m.last-m.first == 1 && !m.afterPreposition(m.first) {
		return
	}
	seasonOfYear(m)
}

// decadeDe reads die neunziger Jahre, die Neunziger, die 90er; a lone
// `neunziger` is an adjective.
func decadeDe(m *match) {
	i := m.index(sDecade, 0)
	x := m.lex[i]
	if alone := i == m.last-1; alone && x.unit != yearly && x.int() < 100 && (!m.has(sDet) || !m.capital(i) && !isDigit(m.doc.Word(i)[0])) {
		return
	}
	decadeOf(m)
}

// centuries reads im 18. und 19. Jahrhundert as two.
func centuries(m *match) {
	first, ok1 := m.century(0)
	second, ok2 := m.century(1)
	if ok1 && ok2 {
		m.emitSpan(first, m.first, m.index(sOrd, 0)+1)
		m.emitSpan(second, m.index(sOrd, 1), m.last)
	}
}

// quarterDe reads Q3 2014, Schlussquartal; after a name, Q3 is one of its
// models.
func quarterDe(m *match) {
	if i := m.first; !m.has(sYear) && i > 0 && !m.opens(i) && !m.opens(i-1) && m.capital(i-1) {
		return
	}
	quarterNamed(m)
}

// weekNumber reads Kalenderwoche 43, 43. Kalenderwoche.
func weekNumber(m *match) {
	x := m.at(sNum, 0)
	if x == nil || m.era() != 0 {
		x = m.at(sOrd, 0)
	}
	e := expr{kind: kindDate, grain: weekly, week: x.int()}
	m.inYear(&e)
	switch {
	case e.week < 1 || e.week > 99:
		return
	case e.week > 53:
		e.fault = NoSuchWeek
	}
	m.emit(e)
}

// weekOf reads die Woche vom 6. Oktober.
func weekOf(m *match) {
	if m.has(sMonth) {
		monthDay(sOrd)(m)
	} else if m.has(sNumDate) {
		numericDate(m)
	} else {
		dayMonth(m)
	}
	for n := range m.out {
		m.out[n].grain = weekly
	}
}

// halfOf reads erste Hälfte des 19. Jahrhunderts, zweite Hälfte der
// 1990er-Jahre, erste Hälfte 2014: years have halves in TIMEX3, other units a
// start and an end.
func halfOf(m *match) {
	n := m.at(sOrd, 0).int()
	if n > 2 {
		return
	}
	switch {
	case m.has(sCentury):
		centuryOf(m)
	case m.has(sDecade):
		decadeOf(m)
	case m.has(sMonth):
		e := expr{kind: kindDate, grain: monthly, month: int(m.at(sMonth, 0).name)}
		m.inYear(&e)
		e.mod = m.halfEdge(noMod)
		m.emit(e)
	default:
		e := expr{kind: kindDate, grain: half, month: 6*n - 5}
		m.inYear(&e)
		m.emit(e)
	}
}

// edges reads Anfang bis Mitte Mai, Mitte/Ende 2013 as two times.
func edges(m *match) {
	e := expr{kind: kindDate, grain: yearly}
	if x := m.at(sMonth, 0); x != nil {
		e.grain, e.month = monthly, int(x.name)
	}
	m.inYear(&e)
	m.emitSpan(e, m.first, m.first+1)
	e.mod = m.at(sEdge, 1).mod
	m.emitSpan(e, m.index(sEdge, 1), m.last)
}

// namedYear reads Schuljahr 2013/14, Saison 2013/14: one period, that TIMEX3
// can only name by the year that it begins in.
func namedYear(m *match) {
	if x := m.at(sYearWord, 0); x != nil && x.name != splitYear || !m.adjacent(m.index(sYear, 0), m.last) {
		return
	}
	second := m.at(sYY, 0)
	if second == nil {
		second = m.at(sYear, 1)
	}
	first := m.at(sYear, 0).int()
	if second.int()%100 == (first+1)%100 {
		m.emit(expr{kind: kindDate, anchor: stated, grain: yearly, year: first})
	}
}

// comingYear reads im neuen Jahr, which is the next one in the second half of
// a year and this one in the first.
func comingYear(m *match) {
	e := expr{kind: kindDate, anchor: shifted, grain: half, shiftGrain: half, shift: 1, mod: m.edge(noMod)}
	e.grain = yearly
	m.emit(e)
}

// relatedUnitDe reads letzte Woche; a plural after it is a duration (letzten
// Jahre) and `dieser Tage` hardly either.
func relatedUnitDe(m *match) {
	i := m.last - 1
	if m.lex[i].class&unitsWord != 0 {
		switch {
		case m.doc.Word(i) == "Jahre" && m.has(sThis), m.has(sSame):
			return
		case m.doc.Word(i) == "Tage" && m.has(sThis):
			m.emit(expr{kind: kindText, text: "PRESENT_REF"})
			return
		}
		m.emit(expr{kind: kindDuration, unit: m.lex[i].unit, some: true})
		return
	}
	relatedUnit(m)
}

// ofUnit reads im Laufe des Jahres.
func ofUnit(m *match) {
	u := m.unitWord().unit
	if u < daily || u == century {
		return
	}
	m.emit(expr{kind: kindDate, anchor: shifted, grain: u, shiftGrain: u})
}

// presentDe reads zur Zeit, im Moment; with a genitive (zur Zeit der Römer)
// it is another time.
func presentDe(m *match) {
	switch m.word(m.last) {
	case "der", "des", "von", "seiner", "ihrer":
		return
	}
	m.emit(expr{kind: kindText, text: "PRESENT_REF"})
}
