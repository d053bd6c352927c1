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

// quarterOf emits the nth quarter or half of a year.
func quarterOf(m *match) {
	n, u := m.at(sOrd, 0).int(), m.at(sQuarter, 0).unit
	e := expr{kind: kindDate, grain: u}
	switch {
	case u == quarter && n >= 1 && n <= 4:
		e.month = 3*n - 2
	case u == half && (n == 1 || n == 2):
		e.month = 6*n - 5
	default:
		return
	}
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
	m.emit(expr{kind: kindDate, anchor: stated, grain: decade, year: y, mod: m.edge(x.mod)})
}

// centuryOf emits a century: the 19th runs from 1800 (TIMEX3: 18).
func centuryOf(m *match) {
	n := m.at(sOrd, 0).int()
	if n < 1 || n > 99 {
		return
	}
	m.emit(expr{kind: kindDate, anchor: stated, grain: century, year: (n - 1) * 100, bc: m.has(sEra), mod: m.edge(m.at(sOrd, 0).mod)})
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
