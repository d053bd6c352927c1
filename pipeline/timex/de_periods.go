package timex

// monthDe reads a month. Alone, it needs a word before it that times have:
// Mai, März and August are names too.
func monthDe(m *match) {
	if m.last-m.first == 1 && !m.afterPreposition(m.first) && !m.continuesList(m.first) {
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

// yearBC reads 490 v. Chr.
func yearBC(m *match) {
	e := expr{kind: kindDate, anchor: stated, grain: yearly, bc: true, mod: m.edge(noMod)}
	if y := m.at(sYear, 0); y != nil {
		e.year = y.int()
	} else {
		e.year = m.at(sNum, 0).int()
	}
	m.quantify(&e)
	if e.year > 0 && e.year <= 9999 {
		m.emit(e)
	}
}

// decadeDe reads die neunziger Jahre; a lone `neunziger` is none.
func decadeDe(m *match) {
	x := m.at(sDecade, 0)
	if x.unit != yearly && x.int() < 100 && m.index(sDecade, 0) == m.last-1 && !m.has(sDet) {
		return
	}
	decadeOf(m)
}

// centuryDe reads im 5. Jahrhundert v. Chr.
func centuryDe(m *match) {
	n := m.at(sOrd, 0).int()
	if n < 1 || n > 99 {
		return
	}
	era := m.has(sEra) || m.index(sCentury, 0) < m.last-1
	m.emit(expr{kind: kindDate, anchor: stated, grain: century, year: (n - 1) * 100, bc: era, mod: m.edge(noMod)})
}

// centuries reads im 18. und 19. Jahrhundert as two.
func centuries(m *match) {
	for n := 0; n < 2; n++ {
		c := m.at(sOrd, n).int()
		if c < 1 || c > 99 {
			m.out = m.out[:0]
			return
		}
		first, last := m.first, m.index(sOrd, 0)+1
		if n == 1 {
			first, last = m.index(sOrd, 1), m.last
		}
		m.emitSpan(expr{kind: kindDate, anchor: stated, grain: century, year: (c - 1) * 100}, first, last)
	}
}

// weekNumber reads Kalenderwoche 43.
func weekNumber(m *match) {
	e := expr{kind: kindDate, grain: weekly, week: m.at(sNum, 0).int()}
	m.inYear(&e)
	if e.week >= 1 && e.week <= 53 {
		m.emit(e)
	}
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

// thisWeekend reads am Wochenende.
func thisWeekend(m *match) {
	e := expr{kind: kindDate, anchor: shifted, grain: weekend, shiftGrain: weekend}
	if m.lang.tense(m.finder, m.first, m.last) != future && m.published.weekday() < 6 {
		e.shift = -1
	}
	m.emit(e)
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
