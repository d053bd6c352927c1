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
	inUnits(m)
}

// durationEn reads three hours; `a day` and `a second` alone are mostly
// idioms or rates.
func durationEn(m *match) {
	u := m.unitWord()
	if m.has(sOne) && !m.has(sNum) && !m.has(sFew) {
		switch {
		case u.class&unitsWord != 0:
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
	e := expr{kind: kindDuration, unit: u.unit}
	if !m.amount(&e) {
		return
	}
	m.halve(&e)
	m.boundEn(&e)
	m.emit(e)
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
	point5, _ := numeral.Int(5).Shift(-1)
	sum, ok := e.num.Add(point5)
	if !ok {
		return
	}
	e.num = sum
	m.boundEn(&e)
	m.emit(e)
}

// durationFraction reads 5 1/2 hours.
func durationFraction(m *match) {
	parts := map[[2]int]int64{{1, 2}: 50, {1, 4}: 25, {3, 4}: 75}
	hundredths, ok := parts[[2]int{m.at(sDay, 0).int(), m.at(sDay, 1).int()}]
	if !ok {
		return
	}
	fraction, _ := numeral.Int(hundredths).Shift(-2)
	sum, ok := m.at(sNum, 0).num.Add(fraction)
	if !ok {
		return
	}
	e := expr{kind: kindDuration, unit: m.unitWord().unit, num: sum}
	m.quantify(&e)
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
