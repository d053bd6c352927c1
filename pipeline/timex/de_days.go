package timex

import "strings"

// numericDate reads 14.10.2014, 14.10.14. With four digits for the year it is
// a date even if there is no such day; with two it may be a version.
func numericDate(m *match) {
	var n [3]int
	w := m.doc.Word(m.index(sNumDate, 0))
	for k := range n {
		part, rest, _ := strings.Cut(w, ".")
		n[k], w = atoi(part), rest
	}
	if m.namesNumber(m.index(sNumDate, 0)) {
		return // version 10.11.12
	}
	e := expr{kind: kindDate, anchor: stated, grain: daily, day: n[0], month: n[1], year: m.fullYear(n[2])}
	if m.doc.Lang == "en" && e.month > 12 && e.day <= 12 {
		e.day, e.month = e.month, e.day
	}
	if exists(e.year, e.month, e.day) || n[2] > 99 && plausibleYear(n[2]) {
		m.emit(e)
	}
}

// spacedDate reads 1. 9. 1939.
func spacedDate(m *match) {
	y := m.at(sYear, 0)
	if y == nil {
		y = m.at(sYY, 0)
	}
	e := expr{kind: kindDate, anchor: stated, grain: daily, day: m.at(sOrd, 0).int(), month: m.at(sOrd, 1).int(), year: m.fullYear(y.int())}
	if e.month >= 1 && e.month <= 12 {
		m.emit(e)
	}
}

// dayMonth reads 14.10. with its second point.
func dayMonth(m *match) {
	first, rest, _ := strings.Cut(m.doc.Word(m.index(sDayMonth, 0)), ".")
	second, _, ok := strings.Cut(rest, ".")
	e := expr{kind: kindDate, anchor: open, grain: daily, day: atoi(first), month: atoi(second)}
	if ok && e.month >= 1 && e.month <= 12 && e.day >= 1 && e.day <= 31 && !m.namesNumber(m.index(sDayMonth, 0)) {
		m.emit(e)
	}
}

// dayRange reads two or three days of one month: 3. bis 5. Mai.
func dayRange(m *match) {
	count := 0
	for m.index(sOrd, count) >= 0 {
		count++
	}
	for n := 0; n < count; n++ {
		e := m.monthDay(m.at(sOrd, n), 0)
		m.inYear(&e)
		first, last := m.index(sOrd, n), m.index(sOrd, n)+1
		if n == 0 {
			first = m.first
		}
		if n == count-1 {
			last = m.last
		}
		m.emitSpan(e, first, last)
	}
}

// dateRange reads 3. September bis 5. Oktober 1940: the year is both dates'.
func dateRange(m *match) {
	for n := 0; n < 2; n++ {
		e := m.monthDay(m.at(sOrd, n), n)
		m.inYear(&e)
		if n == 0 {
			m.emitSpan(e, m.first, m.index(sMonth, 0)+1)
		} else {
			m.emitSpan(e, m.index(sOrd, 1), m.last)
		}
	}
}

// dayOfMonth reads am 3. dieses Monats.
func dayOfMonth(m *match) {
	e := expr{kind: kindDate, anchor: shifted, grain: daily, shiftGrain: monthly, day: m.at(sOrd, 0).int()}
	m.relation(&e)
	if e.day >= 1 && e.day <= 31 {
		m.emit(e)
	}
}

// deicticDe reads heute, gestern Abend. Of `von heute` and `heute wie damals`
// no day is meant, of `noch heute` none in the simple present, where it says
// that something goes on.
func deicticDe(m *match) {
	if m.at(sDeictic, 0).shift == 0 && m.last-m.first == 1 {
		before, after := m.word(m.first-1), m.word(m.last)
		still := before == "noch" || before == "Noch" || after == "noch"
		if before == "von" || after == "wie" || still && m.lang.generic(m.finder, m.first, m.last) {
			m.emit(expr{kind: kindText, text: "PRESENT_REF"})
			return
		}
	}
	deictic(m)
}

// relativeDay reads am heutigen Samstag, am gestrigen Abend.
func relativeDay(m *match) {
	e := expr{kind: kindDate, anchor: shifted, deixis: true, grain: daily, shiftGrain: daily, part: m.dayPart()}
	if x := m.at(sRelative, 0); x != nil {
		if x.unit != daily {
			return
		}
		e.shift = int(x.shift)
	}
	m.emit(e)
}

// nightTo reads Nacht auf Mittwoch: the night that begins the day before.
func nightTo(m *match) {
	if m.dayPart() != night {
		return
	}
	if m.has(sWeekday) {
		d := int(m.at(sWeekday, 0).name)
		m.emit(expr{kind: kindDate, anchor: aWeekday, grain: daily, weekday: (d+5)%7 + 1, part: night})
		return
	}
	if x := m.at(sDeictic, 0); x != nil {
		if x.unit == daily {
			m.emit(expr{kind: kindDate, anchor: shifted, deixis: true, grain: daily, shift: int(x.shift) - 1, shiftGrain: daily, part: night})
		}
		return
	}
	e := m.monthDay(m.at(sOrd, 0), 0)
	e.part, e.plus = night, -1
	m.inYear(&e)
	m.emit(e)
}

// nightBetween reads Nacht von Montag auf Dienstag.
func nightBetween(m *match) {
	if m.dayPart() == night {
		m.emit(expr{kind: kindDate, anchor: aWeekday, grain: daily, weekday: int(m.at(sWeekday, 0).name), part: night})
	}
}

// dayAway reads heute in einer Woche, Freitag vor einer Woche, Montag in acht
// Tagen.
func dayAway(m *match) {
	sign := 1
	for i := m.first; i < m.last; i++ {
		if m.doc.Word(i) == "vor" {
			sign = -1
		}
	}
	m.away(sign)
}

// away emits the weekday or deictic day of the match, some units on.
func (m *match) away(sign int) {
	far, ok := m.shiftBy(sign, shifted)
	if !ok {
		return
	}
	if x := m.at(sDeictic, 0); x != nil {
		if x.unit == daily && far.shiftGrain >= daily {
			far.grain, far.plus = daily, int(x.shift)
			m.emit(far)
		}
		return
	}
	weeks := far.shift
	switch {
	case far.shiftGrain == weekly:
	case far.shiftGrain == daily && (weeks*sign == 8 || weeks*sign == 14): // a week, counted with both ends; a fortnight
		weeks /= 7
	default:
		return
	}
	e := expr{kind: kindDate, anchor: aWeekday, grain: daily, weekday: int(m.at(sWeekday, 0).name), dir: future, strict: true, plus: 7 * weeks}
	if sign < 0 {
		e.dir = past
	}
	m.emit(e)
}

// partOf reads Morgen des 14. Juli, Nacht vom 15. auf den 16. Juli.
func partOf(m *match) {
	e := expr{kind: kindDate, grain: daily, part: m.dayPart(), mod: m.edge(noMod)}
	if m.has(sWeekday) {
		e.anchor, e.weekday = aWeekday, int(m.at(sWeekday, 0).name)
		m.emit(e)
		return
	}
	p := e
	e = m.monthDay(m.at(sOrd, 0), 0)
	e.part, e.mod = p.part, p.mod
	m.inYear(&e)
	if i := m.index(sOrd, 1); i >= 0 {
		m.emitSpan(e, m.first, m.index(sOrd, 0)+1)
		e.part, e.day, e.mod, e.fault = noPart, m.at(sOrd, 1).int(), noMod, ""
		m.emitSpan(e, i, m.last)
		return
	}
	m.emit(e)
}

// partOfRelated reads Abend desselben Tages.
func partOfRelated(m *match) {
	e := expr{kind: kindDate, grain: daily, shiftGrain: daily, part: m.dayPart(), mod: m.edge(noMod)}
	m.relation(&e)
	e.anchor = moved
	m.emit(e)
}

// tomorrow reads a sentence's first word Morgen before a part of the day or a
// verb; elsewhere with a capital it is the morning.
func tomorrow(m *match) {
	if !m.opens(m.first) {
		return
	}
	e := expr{kind: kindDate, anchor: shifted, deixis: true, grain: daily, shift: 1, shiftGrain: daily}
	switch {
	case m.last-m.first == 2:
		e.part = morning
		if x := m.lex[m.last-1]; x.part != noPart {
			e.part = x.part
		}
	case germanVerb(m.word(m.last)) == unknown:
		return
	}
	m.emit(e)
}

// partRelated reads vergangene Nacht, am nächsten Morgen, in der kommenden
// Nacht.
func partRelated(m *match) {
	e := expr{kind: kindDate, grain: daily, shiftGrain: daily, part: m.dayPart()}
	m.relation(&e)
	switch {
	case m.has(sNext) && e.part == night: // tonight
		e.shift = 0
	case m.has(sNext):
		e.anchor = moved
	}
	m.emit(e)
}

// advent reads erster Advent.
func advent(m *match) {
	if n := m.at(sOrd, 0).int(); n >= 1 && n <= 4 {
		m.emitFeast(feast{rule: fromAdvent, offset: 7 * (n - 1)})
	}
}

// christmasDay reads zweiter Weihnachtstag.
func christmasDay(m *match) {
	if n := m.at(sOrd, 0).int(); n >= 1 && n <= 2 {
		m.emitFeast(feast{month: 12, day: 24 + n})
	}
}

// repentance is the Wednesday before the last Sunday before Advent, in
// Switzerland September's third Sunday.
func repentance(m *match) {
	f := feast{rule: fromAdvent, offset: -11}
	if m.variety == "de-CH" {
		f = feast{rule: nth, month: 9, weekday: 7, nth: 3}
	}
	m.emitFeast(f)
}

// nationalDay is the country's; without one it stays open.
func nationalDay(m *match) {
	switch m.variety {
	default:
		m.emit(expr{kind: kindText, text: openDates[daily]})
	case "de-AT":
		m.emitFeast(feast{month: 10, day: 26})
	case "de-CH":
		m.emitFeast(feast{month: 8, day: 1})
	case "de-DE":
		m.emitFeast(feast{month: 10, day: 3})
	}
}

// tagsDarauf reads tags darauf, tags zuvor.
func tagsDarauf(m *match) {
	e := expr{kind: kindDate, anchor: moved, grain: daily, shiftGrain: daily, shift: 1}
	if m.has(sEarlier) {
		e.shift = -1
	}
	m.emit(e)
}

// dayAfter reads am Tag darauf.
func dayAfter(m *match) {
	u := max(m.lex[m.first].unit, daily) // an evening is a day's
	sign := 1
	if m.has(sEarlier) {
		sign = -1
	}
	m.emit(expr{kind: kindDate, anchor: moved, grain: u, shiftGrain: u, shift: sign, part: m.lex[m.first].part})
}
