package timex

import (
	"enricher/pipeline/numeral"
)

// month emits a month, with or without its year.
func month(m *match) {
	e := expr{kind: kindDate, grain: monthly, month: int(m.at(sMonth, 0).name)}
	m.inYear(&e)
	m.emit(e)
}

// relatedMonth emits last October, diesen Mai.
func relatedMonth(m *match) {
	e := expr{kind: kindDate, grain: monthly, month: int(m.at(sMonth, 0).name)}
	m.relation(&e)
	e.anchor, e.shift = open, 0
	e.mod = m.edge(noMod)
	m.emit(e)
}

// monthRange reads Mai/Juni 1940: the year is both months'.
func monthRange(m *match) {
	for n := 0; n < 2; n++ {
		e := expr{kind: kindDate, grain: monthly, month: int(m.at(sMonth, n).name)}
		m.inYear(&e)
		e.mod = noMod
		first := m.index(sMonth, n)
		if n == 0 {
			m.emitSpan(e, m.first, first+1)
		} else {
			e.mod = m.edge(noMod)
			if i := m.index(sEdge, 0); i >= 0 {
				first = i
			}
			m.emitSpan(e, first, m.last)
		}
	}
}

// seasonOfYear emits a season, with or without its year.
func seasonOfYear(m *match) {
	x := m.at(sSeason, 0)
	e := expr{kind: kindDate, grain: season, month: seasonStart(int(x.name) - 1), mod: x.mod}
	m.inYear(&e)
	m.emit(e)
}

// relatedSeason emits last summer, im kommenden Winter.
func relatedSeason(m *match) {
	x := m.at(sSeason, 0)
	e := expr{kind: kindDate, grain: season, month: seasonStart(int(x.name) - 1)}
	m.relation(&e)
	e.anchor, e.shift, e.mod = open, 0, m.edge(x.mod)
	m.emit(e)
}

// quarterOf emits the nth quarter or half of a year, or its last. The last
// quarter without a year is the one before this; the first half without one is
// a game's in English.
func quarterOf(m *match) {
	u := m.at(sQuarter, 0).unit
	dated := m.has(sYear) || m.has(sYearWord) || m.has(sPeriod)
	n, months := 4, 3
	if u == half {
		n, months = 2, 6
	}
	switch x := m.at(sOrd, 0); {
	case x != nil && (x.int() < 1 || x.int() > n), x == nil && m.has(sLast) && !dated, u == half && !dated && m.doc.Lang == "en":
		return
	case x != nil:
		n = x.int()
	}
	e := expr{kind: kindDate, grain: u, month: months*(n-1) + 1}
	m.inYear(&e)
	m.emit(e)
}

// decadeOf emits a decade: the 1990s, die neunziger Jahre; or a century in one
// word: 19th-century.
func decadeOf(m *match) {
	x := m.at(sDecade, 0)
	y := x.int()
	if x.unit == century {
		m.emit(expr{kind: kindDate, anchor: stated, grain: century, year: (y - 1) * 100, mod: m.edge(x.mod)})
		return
	}
	if y < 100 {
		base := 2000
		if m.ref.Known {
			base = m.published.year
		}
		y += base - base%100
		if y > base {
			y -= 100
		}
	}
	m.emit(expr{kind: kindDate, anchor: stated, grain: decade, year: y, mod: m.halfEdge(m.edge(x.mod))})
}

// centuryOf emits a century or millennium: the 19th century runs from 1800
// (TIMEX3: 18).
func centuryOf(m *match) {
	if e, ok := m.century(0); ok {
		m.emit(e)
	}
}

// century is the nth century that the match names.
func (m *match) century(n int) (expr, bool) {
	// The ordinal of a half stands before that of the century.
	if m.halfEdge(noMod) != noMod {
		n++
	}
	i := m.index(sOrd, n)
	if i < 0 {
		return expr{}, false
	}
	nth, unit := m.lex[i].int(), m.at(sCentury, 0).unit
	years := 100
	if unit == millennium {
		years = 1000
	}
	if nth < 1 || (nth-1)*years > lastYear {
		return expr{}, false
	}
	year := (nth - 1) * years
	switch {
	case m.era() < 0:
		year = -year
	case nth == 1: // year 0 is before Christ
		year = 1
	}
	return expr{kind: kindDate, anchor: stated, grain: unit, year: year, mod: m.halfEdge(m.edge(m.lex[i].mod))}, true
}

// halfEdge is the modifier of the first or second half of a unit that has no
// halves of its own in TIMEX3, or the one given.
func (m *match) halfEdge(otherwise mod) mod {
	x := m.at(sHalfOf, 0)
	if x == nil {
		return otherwise
	}
	if m.at(sOrd, 0).int() == 1 {
		return modStart
	}
	return modEnd
}

// relatedUnit emits last week, the following day, this year.
func relatedUnit(m *match) {
	u := m.unitWord().unit
	if u < daily {
		return
	}
	e := expr{kind: kindDate, grain: u, shiftGrain: u, mod: m.edge(noMod)}
	if !m.relation(&e) {
		return
	}
	if u == daily && e.dir == past {
		return // the last day: of something
	}
	if u == daily && e.anchor == shifted {
		e.anchor = moved // the next day, this day: of what is told
	}
	if u == weekend && e.dir == future && m.published.weekday() < 6 && !m.says(m.index(sNext, 0), []string{"next"}) {
		e.shift = 0 // the coming one is this week's, until it has come
	}
	if u == decade && e.shift == -1 { // the ten years up to now
		m.emit(expr{kind: kindDuration, num: numeral.Int(1), unit: decade})
		return
	}
	m.emit(e)
}

// edgeOfUnit emits the start, middle or end of the current unit: Ende des
// Jahres.
func edgeOfUnit(m *match) {
	e := expr{kind: kindDate, anchor: shifted, mod: m.edge(noMod)}
	x := m.unitWord()
	if u := m.at(sEdgeUnit, 0); u != nil {
		x = u
		e.mod = u.mod
	}
	e.grain, e.shiftGrain = x.unit, x.unit
	if e.grain < daily {
		return
	}
	if y := m.at(sYear, 0); y != nil {
		e.anchor, e.year = stated, y.int()
	}
	m.emit(e)
}

// reference emits PRESENT_REF, PAST_REF, FUTURE_REF.
func reference(m *match) { m.emit(expr{kind: kindText, text: m.at(sRef, 0).text}) }

// text emits a fixed value.
func text(value string) func(*match) {
	return func(m *match) { m.emit(expr{kind: kindText, text: value}) }
}

// quarterNamed reads Q3 2014, third-quarter, Schlussquartal.
func quarterNamed(m *match) {
	x := m.at(sQuarterName, 0)
	e := expr{kind: kindDate, grain: x.unit, month: 3*x.int() - 2}
	if x.unit == half {
		e.month = 6*x.int() - 5
	}
	m.inYear(&e)
	if e.anchor == open && e.grain == half && len(m.doc.Word(m.last-1)) == 2 {
		return // H2 alone is hydrogen
	}
	m.emit(e)
}

// thisWeekend reads am Wochenende, over the weekend: the coming one where the
// clause looks ahead, else the last, which on a Saturday or Sunday has begun.
func thisWeekend(m *match) {
	e := expr{kind: kindDate, anchor: shifted, grain: weekend, shiftGrain: weekend}
	if m.lang.tense(m.finder, m.first, m.last) != future && m.published.weekday() < 6 {
		e.shift = -1
	}
	m.emit(e)
}

// weekOfMonth reads the last week of May, by the ISO week that has most of its
// days in that week of the month, and erstes Wochenende im Mai.
func weekOfMonth(m *match) {
	n := -1
	if x := m.at(sOrd, 0); x != nil {
		if n = x.int(); n < 1 || n > 4 {
			return
		}
	}
	e := expr{kind: kindDate, grain: weekly, month: int(m.at(sMonth, 0).name), day: 7*n - 3}
	switch {
	case m.has(sWeekend):
		e.feast, e.grain = &feast{rule: nth, month: e.month, weekday: 6, nth: n}, weekend
	case n < 0:
		e.day = 28
	}
	m.inYear(&e)
	m.emit(e)
}
