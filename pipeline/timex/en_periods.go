package timex

import (
	"strings"

	"enricher/pipeline/numeral"
)

// monthEn reads a month; alone, it needs a preposition before it, for May,
// March and August are also other words.
func monthEn(m *match) {
	i := m.index(sMonth, 0)
	if m.last-m.first == 1 && m.lex[i].mod == noMod && !m.afterPreposition(m.first) && !m.continuesList(m.first) && !m.premodifies(i) {
		return
	}
	if w := m.doc.Word(i); strings.HasSuffix(w, ".") && !m.has(sYear) && !m.afterPreposition(m.first) {
		return
	}
	if m.last-m.first == 1 && m.continuesList(m.first) && !m.afterPreposition(m.first) && m.last < m.limit && m.capital(m.last) && m.lex[m.last].class == 0 {
		return // on Monday, April Jones said
	}
	e := expr{kind: kindDate, grain: monthly, month: int(m.lex[i].name)}
	e.mod = m.lex[i].mod
	m.inYear(&e)
	m.emit(e)
}

// premodifies reports whether the capitalised token i stands between an
// article and a noun in small letters: the March accession.
func (m *match) premodifies(i int) bool {
	if i == 0 || i+1 >= m.limit {
		return false
	}
	switch m.doc.Word(i - 1) {
	case "the", "The", "'s", "’s", "its", "their":
		w := m.doc.Word(i + 1)
		return w[0] >= 'a' && w[0] <= 'z'
	}
	return false
}

// seasonEn reads a season: spring and fall are verbs too, so that alone they
// need a preposition.
func seasonEn(m *match) {
	i := m.index(sSeason, 0)
	if m.last == i+1 && (m.word(m.last) == "of" || m.named(i) && m.last < m.limit && m.capital(m.last)) {
		return // the fall of the king, the Summer Games
	}
	if m.last == i+1 && m.edge(noMod) == noMod {
		if m.first == 0 {
			return
		}
		switch before := m.doc.Word(m.first - 1); before {
		case "in", "In", "by", "By", "since", "Since", "until", "of", "during", "During", "for":
		case "over", "Over", "through", "throughout", "before", "after", "from":
			if m.first == i {
				return // after fall
			}
		default:
			return
		}
	}
	seasonOfYear(m)
}

// yearEdged reads mid-2015.
func yearEdged(m *match) {
	x := m.at(sEdgedYear, 0)
	m.emit(expr{kind: kindDate, anchor: stated, grain: yearly, year: x.int(), mod: x.mod})
}

// yearShort reads '94 after a preposition.
func yearShort(m *match) {
	if m.adjacent(m.first, m.last) && len(m.doc.Word(m.last-1)) == 2 {
		m.emit(expr{kind: kindDate, anchor: stated, grain: yearly, year: m.fullYear(m.at(sYY, 0).int())})
	}
}

// splitYearEn reads fiscal 2015, the 2013-14 school year, the 2013/14 season:
// one period, that TIMEX3 can only name by the year that it begins in.
func splitYearEn(m *match) {
	i := m.index(sYear, 0)
	first, second := m.lex[i].int(), m.at(sYY, 0)
	if second == nil {
		second = m.at(sYear, 1)
	}
	if second != nil && (second.int()%100 != (first+1)%100 || !m.adjacent(i, i+3)) {
		return
	}
	m.emit(expr{kind: kindDate, anchor: stated, grain: yearly, year: first})
}

// weekOfEn reads the week of March 6.
func weekOfEn(m *match) {
	if m.has(sOrd) {
		monthDay(sOrd)(m)
	} else {
		monthDay(sDay)(m)
	}
	for n := range m.out {
		m.out[n].grain = weekly
	}
}

// weekNumberEn reads week 42 of 2014, calendar week 42.
func weekNumberEn(m *match) {
	e := expr{kind: kindDate, grain: weekly, week: m.at(sDay, 0).int()}
	m.inYear(&e)
	switch {
	case e.week < 1:
		return
	case e.week > 53:
		e.fault = NoSuchWeek
	}
	m.emit(e)
}

// decadeEn reads the 1990s; numbers in words (the nineties) need the article.
func decadeEn(m *match) {
	i := m.index(sDecade, 0)
	if m.lex[i].int() < 100 && m.lex[i].unit != century && !m.has(sDet) && m.last-m.first == 1 && m.doc.Word(i)[0] != '\'' && !m.continuesList(i) {
		return
	}
	if m.lex[i].int() < 100 && m.lex[i].unit != century && m.ofTemperature(i) {
		return
	}
	decadeOf(m)
}

// ofTemperature reports whether the sentence speaks of degrees before token i:
// temperatures in the 80s.
func (m *match) ofTemperature(i int) bool {
	for k := i - 1; k >= 0 && k >= i-8; k-- {
		switch m.doc.Word(k) {
		case "temperature", "temperatures", "Temperatures", "degrees", "highs", "lows", "Highs", "Lows":
			return true
		}
	}
	return false
}

// relatedUnitEn reads last week, the next day, earlier this month. The past
// week, and what was so for the last week, is the seven days up to now.
func relatedUnitEn(m *match) {
	x := m.unitWord()
	if x.class&unitsWord != 0 || x.unit < daily {
		return
	}
	if i := m.index(sLast, 0); i >= 0 && (m.doc.Word(i) == "past" || m.has(sDet) && m.doc.Word(i) == "last" && m.afterSpanPreposition(m.first)) {
		m.emit(expr{kind: kindDuration, num: numeral.Int(1), unit: x.unit})
		return
	}
	relatedUnit(m)
}

// relatedUnitsEn reads the last three years, recent weeks; to last six weeks
// is a verb.
func relatedUnitsEn(m *match) {
	if i := m.index(sLast, 0); i >= 0 && m.doc.Word(i) == "last" && !m.has(sDet) && !m.afterSpanPreposition(m.first) {
		return
	}
	relatedUnits(m)
}

// afterSpanPreposition reports whether a preposition of durations stands
// before token i.
func (m *match) afterSpanPreposition(i int) bool {
	if i == 0 {
		return false
	}
	switch m.doc.Word(i - 1) {
	case "for", "For", "over", "Over", "within", "Within", "during", "During", "throughout", "in", "In":
		return true
	}
	return false
}

// edgeOrRelated reads the end of last year, the beginning of the week.
func edgeOrRelated(m *match) {
	u := m.unitWord()
	if u.unit < daily || u.class&unitsWord != 0 {
		return
	}
	e := expr{kind: kindDate, anchor: shifted, grain: u.unit, shiftGrain: u.unit, mod: m.edge(noMod)}
	m.relation(&e)
	m.emit(e)
}

// referenceEn reads now, recently, soon; in a tale of the past, or with what
// follows it, `soon` counts from there and is no future.
func referenceEn(m *match) {
	if m.at(sRef, 0).text == "FUTURE_REF" {
		switch next := m.word(m.last); {
		case next == "after", next == "before", m.last < m.limit && englishVerb(m.finder, m.last, m.first) == past, m.lang.tense(m.finder, m.first, m.last) == past:
			return
		}
	}
	reference(m)
}

// futureEn reads in the future, future talks; in a name it is no time.
func futureEn(m *match) {
	if !m.named(m.last - 1) {
		m.emit(expr{kind: kindText, text: "FUTURE_REF"})
	}
}

// pastEn reads in the past; before a noun or number (the past week) `past`
// is an adjective.
func pastEn(m *match) {
	if m.says(m.last-1, []string{"past"}) && m.last < m.limit && m.lex[m.last].class&(unitWord|numWord|digits2|digits4|digitsX|fewWord|partWord|seasonWord|weekdayWord) != 0 {
		return
	}
	m.emit(expr{kind: kindText, text: "PAST_REF"})
}
