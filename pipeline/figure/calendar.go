package figure

import (
	"enricher/pipeline/numeral"
)

// calendar passes over dates, clock times, years, decades and centuries.
func (f *finder) calendar(i int, q *quantity) bool {
	p := &f.p[i]
	if p.is&month != 0 && p.upper {
		j := i + 1
		if f.number(j) && f.p[j].digits.Count <= 4 && !f.p[j].digits.Grouped && !f.suffixed(f.skipJoint(j+1)) && (f.p[j].digits.Count > 2 || f.hyphen(j+1) || !(i > 0 && f.is(i-1, inMonth) && f.countsAfter(j+1))) {
			j++
			if (f.hyphen(j) || f.is(j, and|to) && !f.countsAfter(j+2)) && f.number(j+1) && f.p[j+1].digits.Count <= 2 {
				j += 2 // Feb. 24-25
			}
			if f.letters(j) && f.glued(j) {
				j++ // 4th
			}
			if f.sign(j, ",") && f.yearShaped(j+1) {
				j += 2
			} else if f.yearShaped(j) {
				j++
			}
			return q.nothing(j)
		}
		if f.is(j, ordinal) {
			return q.nothing(j + 1)
		}
	}
	if p.is&ordinal != 0 {
		if k, ok := f.datedOrdinal(i, i+1); ok {
			return q.nothing(k)
		}
	}
	if p.is&cardinal != 0 && f.g.lang == "de" && (f.is(i-1, half) || f.is(i-2, denominator) && !f.upper(i-2)) && f.bareHour(i) {
		return q.nothing(i + 1) // halb neun
	}
	if p.is&cardinal != 0 && (f.is(i+1, clock) || f.g.lang == "de" && f.is(i-1, by) && f.cues&(rise|fall|separable) == 0 && f.bareHour(i)) {
		return q.nothing(i + 2)
	}
	if p.shape != number || !p.digits.Exact && !f.sign(i+1, ":") {
		return false
	}
	d := p.digits
	small := d.Count <= 2 && !d.Grouped && (!d.Fraction || d.Decimals == 2)
	if small {
		if k, ok := f.clockTime(i); ok {
			return q.nothing(k)
		}
	}
	if d.Count <= 2 && !d.Fraction {
		j := i + 1
		if f.dotted(i) || f.ordinalEnding(i) {
			j++
		}
		if k, ok := f.datedOrdinal(i, j); ok {
			return q.nothing(k)
		}
	}
	if f.decadeEnding(i) && !f.ageDecade(i) {
		return q.nothing(f.chainEnd(i))
	}
	if f.sign(i+1, "/") && f.glued(i+1) && f.glued(i+2) && f.number(i+2) {
		if _, ok := f.quotient(i); !ok {
			return q.nothing(f.chainEnd(i)) // 2014/15, 9/11, 24/7
		}
	}
	if d.Count <= 4 && !d.Fraction && !d.Grouped && f.has(i-1, yearNoun) && f.is(i-2, definite) && !f.has(i-2, deictic) && !f.is(i+1, unitStart|scale) {
		return q.nothing(i + 1)
	}
	if k, ok := f.beforeChrist(i); ok {
		return q.nothing(k)
	}
	if f.year(i) {
		if f.hyphen(i+1) && f.number(i+2) && f.p[i+2].digits.Count <= 4 { // 2014-15
			return q.nothing(i + 3)
		}
		return q.nothing(i + 1)
	}
	// German 19.30 and 14.10. without a unit are times and dates.
	if d.Fraction && d.Foreign && f.g.lang == "de" && d.Count > 0 && !f.is(i+1, unitStart|scale) && !f.currencyAt(i-1) && (f.dotted(i) || d.Decimals == 2) {
		return q.nothing(i + 1)
	}
	return false
}

// beforeChrist reads a year, or a range of years, with its era: 2500 und 2400
// vor Christus, 44 BC, 300 n. Chr.
func (f *finder) beforeChrist(i int) (int, bool) {
	j := i + 1
	if (f.is(j, and|to) || f.hyphen(j)) && f.number(j+1) {
		j += 2
	}
	if f.has(j, beforeAfter) {
		return j + 2, f.has(j+1, christ)
	}
	return j + 1, f.has(j, christian) && f.acronym(j)
}

// bareHour reports whether the German number word at i, behind `um` or `halb`, is
// an hour: nothing that could be counted stands by.
func (f *finder) bareHour(i int) bool {
	return f.p[i].value.Cmp(numeral.Int(12)) <= 0 && !f.is(i+1, unitStart|scale|to|or) && !f.joint(i+1) && !f.countsAfter(i+1)
}

// datedOrdinal reports whether the ordinal at i, whose next piece is j, is a
// day or a century, alone or in a list (am 3. und 4. Mai, 19. und 20.
// Jahrhundert), and where that ends.
func (f *finder) datedOrdinal(i, j int) (int, bool) {
	for step := 0; step < 3; step++ {
		if f.is(j, of) && f.is(j+1, month) && f.upper(j+1) {
			return j + 2, true
		}
		if f.is(j, month) && f.upper(j) || f.is(j, era) && (f.dotted(i) || f.ordinalEnding(i) || f.is(i, ordinal)) {
			return j + 1, true
		}
		if !(f.is(j, and|to|or) || f.hyphen(j) || f.sign(j, "/") || f.sign(j, ",")) {
			break
		}
		j++
		switch {
		case f.dotted(j) || f.ordinalEnding(j):
			j += 2
		case f.is(j, ordinal) || f.number(j) && f.p[j].digits.Count <= 2:
			j++
		default:
			return 0, false
		}
	}
	return 0, false
}

// clockTime reads 19.30 Uhr, 9:45, 9 a.m., and ranges of them.
func (f *finder) clockTime(i int) (int, bool) {
	j := i + 1
	colon := false
	for f.sign(j, ":") && f.glued(j) && f.glued(j+1) && f.number(j+1) && f.p[j+1].digits.Count == 2 {
		j += 2
		colon = true
	}
	if f.is(j, clock) {
		return j + 1, true
	}
	if (f.is(j, to|and|or) || f.hyphen(j)) && f.number(j+1) && f.is(j+2, clock) { // 15 bis 17 Uhr
		return j + 3, true
	}
	return j, colon
}

// decadeEnding reports whether the digits at i are a decade: 1990s, 80er.
func (f *finder) decadeEnding(i int) bool {
	if !f.number(i) || !f.glued(i+1) || f.p[i].digits.Fraction {
		return false
	}
	v, ok := f.p[i].digits.Value.Int64()
	if !ok || v%10 != 0 {
		return false
	}
	return f.has(f.skipJoint(i+1), decade) || (f.sign(i+1, "'") || f.sign(i+1, "’") || f.sign(i+1, "'s") || f.sign(i+1, "’s")) && f.g.lang == "en" && v >= 1800
}

// ageDecade reports whether a decade is one of life: in their 20s.
func (f *finder) ageDecade(i int) bool {
	if f.g.lang != "en" || f.p[i].digits.Count != 2 {
		return false
	}
	k := i - 1
	for f.hyphen(k) || f.is(k, yearCue) {
		k--
	}
	return f.has(k, possessive)
}

// ordinalEnding reports whether st, nd, rd or th is glued to the digits at i.
func (f *finder) ordinalEnding(i int) bool {
	return f.number(i) && f.glued(i+1) && f.has(i+1, ordinalSuffix)
}

// yearShaped reports whether piece i is a bare number from 1000 to 2199.
func (f *finder) yearShaped(i int) bool {
	if !f.number(i) {
		return false
	}
	d := f.p[i].digits
	v, ok := d.Value.Int64()
	return ok && d.Exact && !d.Grouped && !d.Fraction && d.Count == 4 && v >= 1000 && v < 2200
}

// year decides whether a bare number of four digits is a year. It is none if a
// unit, magnitude or currency stands beside it, or if a modifier bounds it.
// Otherwise a cue makes it one, or its not being round, or that nothing
// countable follows.
func (f *finder) year(i int) bool {
	if !f.yearShaped(i) || f.currencyAt(i-1) || f.is(i+1, scale) || f.priced(i) {
		return false
	}
	if f.hasUnit(i + 1) {
		return false
	}
	if f.is(i-1, yearCue|month) || f.is(i-1, era) || f.is(i-1, label) {
		return true
	}
	v, _ := f.p[i].digits.Value.Int64()
	if f.is(i-1, between) && (f.is(i+1, and|to) || f.hyphen(i+1)) && f.yearShaped(i+2) && !f.countsAfter(i+3) {
		return true // built between 1261 and 1265
	}
	if f.is(i-1, and|to) && f.yearShaped(i-2) && !f.countsAfter(i+1) {
		return true
	}
	round := v%50 == 0
	if f.sign(i-1, "(") && f.sign(i+1, ")") {
		return true
	}
	if (f.is(i+1, to|and) || f.hyphen(i+1)) && f.number(i+2) {
		if f.hasUnit(i+3) || f.is(i+3, scale) {
			return false // von 1450 bis 1850 Mark
		}
	}
	if i > 0 && (f.modifierAt(i-1) && !f.has(i-1, timely) && (v%50 == 0 || f.countsAfter(i+1)) || f.has(i-1, additional)) || f.followed(i+1) != nil {
		return false
	}
	if v >= 1400 && v <= 2100 && !round {
		// 1885 aftershocks: in no place of a date, and something is counted.
		return v >= 1900 && v < 2040 || i == 0 || f.is(i-1, month|yearCue|between|to|and|inMonth|of|by) || f.g.lang == "en" && f.is(i-1, function) || f.has(i-1, preposition) || !f.countsAfter(i+1)
	}
	return v >= 1400 && v <= 2100 && !f.countsAfter(i+1) || f.has(i-1, within) && !f.countsAfter(i+1)
}
