package timex

// monthDay emits a day of a month.
func monthDay(dayOf symbol) func(*match) {
	return func(m *match) {
		x := m.at(dayOf, 0)
		if x.class&digits2 != 0 && x.int() > 31 { // in May 45 people died
			return
		}
		e := m.monthDay(x, 0)
		m.inYear(&e)
		if e.anchor == open { // last Oct. 23
			m.relation(&e)
			e.anchor, e.shift = open, 0
		}
		m.emit(e)
	}
}

// monthDay is a day of the nth month that the match names. The day need not
// exist: 30. Februar, 45. Mai.
func (m *match) monthDay(x *lexeme, n int) expr {
	e := expr{kind: kindDate, grain: daily, month: int(m.at(sMonth, n).name), day: x.int()}
	if e.day < 1 || e.day > 31 {
		e.fault = NoSuchDay
	}
	return e
}

// isoDay reads 2014-10-14 and 2014-10-14T21:47:00Z (ISO 8601), as one token or
// several.
func isoDay(m *match) {
	w := m.doc.Text[m.doc.Tokens[m.first].Start:m.doc.Tokens[m.last-1].End]
	if !m.adjacent(m.first, m.last) || len(w) < len("2014-10-14") {
		return
	}
	e := expr{kind: kindDate, anchor: stated, grain: daily, year: atoi(w[:4]), month: atoi(w[5:7]), day: atoi(w[8:10])}
	switch n := len(w); {
	case n == len("2014-10-14"):
	case n >= len("2014-10-14T21:47") && w[10] == 'T':
		clock := clockAt(atoi(w[11:13]), atoi(w[14:16]))
		e.clock, e.hour, e.minute, e.second, e.fault = true, clock.hour, clock.minute, -1, clock.fault
		if n >= len("2014-10-14T21:47:00") && w[16] == ':' {
			e.second = atoi(w[17:19])
		}
		e.utc = w[n-1] == 'Z'
	default:
		return
	}
	m.emit(e)
}

// weekdayOf emits a day of the week, with its part of the day.
func weekdayOf(m *match) {
	if m.titled(m.first) {
		return
	}
	e := expr{kind: kindDate, grain: daily, part: m.dayPart(), mod: m.edge(noMod)}
	x := m.at(sWeekday, 0)
	if x == nil {
		x = m.at(sWeekdayPart, 0)
	}
	e.weekday = int(x.name)
	related := m.relation(&e)
	switch {
	case related && m.has(sWeek): // Freitag vergangener Woche
		e.shiftGrain = weekly
	case related && e.anchor == moved && e.dir == present:
		e.anchor, e.dir = aWeekday, unknown
	default:
		e.anchor, e.shift = aWeekday, 0
	}
	m.emit(e)
}

// dayAlone emits a day whose month is that of what is told: am 16., on the
// 15th. What follows must not be what is counted.
func dayAlone(m *match) {
	x := m.at(sOrd, 0)
	if !x.digits || x.int() < 1 || x.int() > 31 {
		return
	}
	switch next := m.word(m.last); next {
	case "", ".", ";", "!", "?", ")", "in", "at", "with":
	case ",", "und", "and", "oder", "or", "bis", "to", "/", "-", "–", "of":
		return
	default:
		if m.doc.Lang == "en" || m.capital(m.last) || !isSmall(next) {
			return
		}
	}
	m.emit(expr{kind: kindDate, anchor: moved, grain: daily, shiftGrain: monthly, day: x.int()})
}

// isSmall reports whether a word begins with a small letter.
func isSmall(w string) bool { return w[0] >= 'a' && w[0] <= 'z' || w[0] == 0xC3 }

// nthWeekdayOf emits the first Sunday in May, der letzte Freitag im Oktober.
func nthWeekdayOf(m *match) {
	f := feast{rule: nth, month: int(m.at(sMonth, 0).name), weekday: int(m.at(sWeekday, 0).name), nth: -1}
	if x := m.at(sOrd, 0); x != nil {
		if f.nth = x.int(); f.nth < 1 || f.nth > 5 {
			return
		}
	}
	e := expr{kind: kindDate, grain: daily, feast: &f}
	m.inYear(&e)
	m.emit(e)
}

// deictic emits yesterday, gestern Abend.
func deictic(m *match) {
	x := m.at(sDeictic, 0)
	m.emit(expr{kind: kindDate, anchor: shifted, deixis: true, grain: x.unit, shift: int(x.shift), shiftGrain: x.unit,
		part: m.dayPart(), nowadays: x.shift == 0 && x.unit == daily && m.last-m.first == 1})
}

// relativePeriod emits diesjährig, gestrig: the unit that an adjective names.
func relativePeriod(m *match) {
	x := m.at(sRelative, 0)
	m.emit(expr{kind: kindDate, anchor: shifted, grain: x.unit, shift: int(x.shift), shiftGrain: x.unit})
}

// period emits Vorjahr, Folgetag.
func period(m *match) {
	x := m.at(sPeriod, 0)
	e := expr{kind: kindDate, anchor: shifted, grain: x.unit, shift: int(x.shift), shiftGrain: x.unit, part: x.part}
	if x.unit == daily || x.shift > 0 {
		e.anchor = moved
	}
	m.emit(e)
}

// partOfDay emits a part of the day that the text is at.
func partOfDay(m *match) {
	m.emit(expr{kind: kindDate, anchor: sameDay, grain: daily, part: m.dayPart(), mod: m.edge(noMod)})
}
