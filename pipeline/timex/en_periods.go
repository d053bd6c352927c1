package timex

import (
	"strings"

	"enricher/pipeline/numeral"
)

// monthEn reads a month; alone, it needs a preposition before it, for May,
// March and August are also other words.
func monthEn(m *match) {
	i := m.index(sMonth, 0)
	if m.last-m.first == 1 && m.lex[i].class&edgedWord == 0 && !m.afterPreposition(m.first) && !m.continuesList(m.first) && !m.premodifies(i) {
		return
	}
	if w := m.doc.Word(i); strings.HasSuffix(w, ".") && !m.has(sYear) && !m.afterPreposition(m.first) {
		return
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
// need a preposition and an article.
func seasonEn(m *match) {
	i := m.index(sSeason, 0)
	if m.last-m.first == 1 {
		switch before := m.doc.Word(max(i-1, 0)); {
		case i == 0:
			return
		case before == "in", before == "by", before == "In", before == "since", before == "until", before == "of", before == "during", before == "for":
		case before == "the" && m.afterPreposition(i-1):
		case before == "the" && i > 1 && m.doc.Word(i-2) == "over":
		default:
			return
		}
	}
	if m.has(sEdge) && m.doc.Word(m.first) == "the" && m.last-m.first < 3 {
		return
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
	if m.adjacent(m.first, m.last) {
		m.emit(expr{kind: kindDate, anchor: stated, grain: yearly, year: m.fullYear(m.at(sYY, 0).int())})
	}
}

// fiscalYear reads fiscal 2015, the financial year 2014.
func fiscalYear(m *match) {
	m.emit(expr{kind: kindDate, anchor: stated, grain: yearly, year: m.at(sYear, 0).int()})
}

// decadeEn reads the 1990s; numbers in words (the nineties) need the article.
func decadeEn(m *match) {
	i := m.index(sDecade, 0)
	if m.lex[i].int() < 100 && m.lex[i].unit != century && !m.has(sDet) && m.last-m.first == 1 && m.doc.Word(i)[0] != '\'' && !m.continuesList(i) {
		return
	}
	decadeOf(m)
}

// quarterEn reads the third quarter of 2009, the last quarter.
func quarterEn(m *match) {
	u := m.at(sQuarter, 0).unit
	e := expr{kind: kindDate, grain: u}
	n := 4
	if u == half {
		n = 2
	}
	if m.has(sOrd) {
		n = m.at(sOrd, 0).int()
	} else if m.has(sLast) && !m.has(sYear) && !m.has(sYearWord) {
		return // the last quarter: before this one
	}
	switch {
	case u == quarter && n >= 1 && n <= 4:
		e.month = 3*n - 2
	case u == half && (n == 1 || n == 2) && (m.has(sYear) || m.has(sYearWord)):
		e.month = 6*n - 5
	default:
		return
	}
	m.inYear(&e)
	m.emit(e)
}

// quarterNamed reads Q3 2014, third-quarter.
func quarterNamed(m *match) {
	x := m.at(sQuarterName, 0)
	e := expr{kind: kindDate, grain: x.unit, month: 3*x.int() - 2}
	if x.unit == half {
		e.month = 6*x.int() - 5
	}
	m.inYear(&e)
	m.emit(e)
}

// weekOfMonth reads the last week of May: by the ISO week that has most of
// its days in that week of the month.
func weekOfMonth(m *match) {
	e := expr{kind: kindDate, grain: weekly, month: int(m.at(sMonth, 0).name), day: 4}
	switch n := 0; {
	case m.has(sLast):
		e.day = 28
	default:
		if n = m.at(sOrd, 0).int(); n < 1 || n > 4 {
			return
		}
		e.day += 7 * (n - 1)
	}
	m.inYear(&e)
	m.emit(e)
}

// relatedUnitEn reads last week, the next day, earlier this month.
func relatedUnitEn(m *match) {
	x := m.unitWord()
	if x.class&unitsWord != 0 || x.unit < daily {
		return
	}
	if m.has(sNext) || m.has(sLast) {
		// The past week is the seven days up to now, last week the one
		// before this.
		for i := m.first; i < m.last; i++ {
			if w := m.doc.Word(i); w == "past" || w == "coming" && x.unit == daily {
				m.emit(expr{kind: kindDuration, num: numeral.Int(1), unit: x.unit})
				return
			}
		}
	}
	relatedUnit(m)
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

// referenceEn reads now, recently; `once` and `previously` hardly refer.
func referenceEn(m *match) {
	switch m.word(m.first) {
	case "once", "Once", "previously", "Previously", "formerly":
		return
	}
	reference(m)
}

// pastEn reads in the past; before a noun or number (the past week) `past`
// is an adjective.
func pastEn(m *match) {
	if m.word(m.last-1) == "past" && m.last < m.limit && m.lex[m.last].class&(unitWord|numWord|digits2|digits4|digitsX|fewWord|partWord|seasonWord|weekdayWord) != 0 {
		return
	}
	m.emit(expr{kind: kindText, text: "PAST_REF"})
}
