package timex

import (
	"enricher/pipeline/numeral"
)

// awayEn reads three days later; `a day after the vote` is no time that is
// known.
func awayEn(m *match) {
	w := m.word(m.last - 1)
	switch w {
	case "after", "before", "prior":
		switch m.word(m.last) {
		case "", ".", ",", ";":
		default:
			return
		}
	}
	away(m)
}

// agoHalf reads a year and a half ago.
func agoHalf(m *match) {
	d := expr{unit: m.unitWord().unit, num: numeral.Int(1)}
	if m.has(sNum) {
		d.num = m.at(sNum, 0).num
	}
	m.quantify(&d)
	var ok bool
	if d.num, ok = d.num.Add(aHalf); ok {
		if e, ok := d.awayBy(-1, shifted); ok {
			m.emit(e)
		}
	}
}

// fromNow reads two years from now.
func fromNow(m *match) {
	if e, ok := m.shiftBy(1, shifted); ok {
		m.emit(e)
	}
}

// inUnitsEn reads in two weeks; in a second is an idiom.
func inUnitsEn(m *match) {
	if m.unitWord().unit == second && m.has(sOne) {
		return
	}
	if m.superlative() {
		durationEn(m)
		return
	}
	inUnits(m)
}

// durationEn reads three hours; `a day` and `a second` alone are mostly
// idioms or rates.
func durationEn(m *match) {
	u := m.unitWord()
	if m.has(sOne) && !m.has(sNum) && !m.has(sFew) {
		switch {
		case m.last-m.first == 2 && m.isRate(m.first):
			perEn(m)
			return
		case u.class&unitsWord != 0 && !m.has(sScale):
			return
		case u.unit == second, u.unit == half, u.unit == quarter:
			return
		}
	}
	if m.has(sFew) && u.class&unitsWord == 0 {
		return // some day
	}
	if m.has(sNum) && u.class&unitsWord == 0 {
		if n, ok := m.at(sNum, 0).num.Int64(); ok && (n > 100 || n != 1 && m.word(m.last) == "") {
			return // 1985 year; a five year plan is none of these
		}
	}
	switch last := m.doc.Word(m.last - 1); {
	case u.class&unitsWord != 0 && m.capital(m.last-1) && last[1] >= 'a':
		return // 60 Minutes
	case u.class&quarterWord != 0 && m.last-m.first == 2 && m.word(m.last) == "of":
		return // three quarters of the votes
	}
	e := expr{kind: kindDuration, unit: u.unit}
	if !m.amount(&e) {
		return
	}
	m.halve(&e)
	m.boundEn(&e)
	m.emit(e)
}

// isRate reports whether what is counted stands before token i: eight hours a
// day, two million barrels a day, $5 a month.
func (m *match) isRate(i int) bool {
	const counts = numWord | digits2 | digits4 | digitsX | dotted2 | scaleWord | fewWord
	if i == 0 || m.lex[i-1].class&(counts|unitsWord) != 0 {
		return i > 0
	}
	if w := m.doc.Word(i - 1); w[len(w)-1] != 's' {
		return false
	}
	for k := i - 2; k >= max(i-5, 0); k-- {
		if m.lex[k].class&counts != 0 {
			return true
		}
	}
	return false
}

// boundEn sets the modifier of an amount: a quantifier, at least, at most, up
// to.
func (m *match) boundEn(e *expr) {
	m.quantify(e)
	if e.mod != noMod {
		return
	}
	switch m.doc.Word(m.first) {
	case "at", "At":
		e.mod = modAtLeast
		if m.doc.Word(m.first+1) == "most" {
			e.mod = modAtMost
		}
	case "up", "Up":
		e.mod = modAtMost
	}
}

// durationHalf reads a year and a half.
func durationHalf(m *match) {
	e := expr{kind: kindDuration, unit: m.unitWord().unit, num: numeral.Int(1)}
	if m.has(sNum) {
		e.num = m.at(sNum, 0).num
	}
	sum, ok := e.num.Add(aHalf)
	if !ok {
		return
	}
	e.num = sum
	m.boundEn(&e)
	m.emit(e)
}

// perEn reads twice a day, per year.
func perEn(m *match) {
	u := m.unitWord()
	if u.unit < daily {
		return
	}
	m.emit(expr{kind: kindSet, unit: u.unit, num: numeral.Int(1)})
}

// always reads 24 hours a day, which is no amount and no rate.
func always(m *match) {
	if m.at(sNum, 0).int() == 24 {
		m.emit(expr{kind: kindNone})
	}
}

// quarterOfUnit reads a quarter of an hour, three quarters of an hour, a
// quarter century.
func quarterOfUnit(m *match) {
	parts := map[grain]struct {
		num  int64
		unit grain
	}{hour: {15, minute}, daily: {6, hour}, yearly: {3, monthly}, century: {25, yearly}}
	p, ok := parts[m.lex[m.last-1].unit]
	if !ok {
		return
	}
	n := int64(1)
	for i := m.first; i < m.last; i++ {
		switch m.doc.Word(i) {
		case "three", "Three", "three-quarters", "Three-quarters":
			n = 3
		}
	}
	e := expr{kind: kindDuration, num: numeral.Int(n * p.num), unit: p.unit}
	m.quantify(&e)
	m.emit(e)
}
