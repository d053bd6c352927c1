package timex

// monthDay emits a day of a month.
func monthDay(dayOf symbol) func(*match) {
	return func(m *match) {
		d := m.at(dayOf, 0).int()
		if d < 1 || d > 31 {
			return
		}
		e := expr{kind: kindDate, grain: daily, month: int(m.at(sMonth, 0).name), day: d}
		m.inYear(&e)
		if e.anchor == open { // last Oct. 23
			m.relation(&e)
			e.anchor, e.shift = open, 0
		}
		m.emit(e)
	}
}

// isoDay reads 2014-10-14, as one token or five.
func isoDay(m *match) {
	w := m.doc.Text[m.doc.Tokens[m.first].Start:m.doc.Tokens[m.last-1].End]
	if !m.adjacent(m.first, m.last) || len(w) < 10 {
		return
	}
	e := expr{kind: kindDate, anchor: stated, grain: daily, year: atoi(w[:4]), month: atoi(w[5:7]), day: atoi(w[8:10])}
	if e.month < 1 || e.month > 12 || e.day < 1 || e.day > 31 {
		return
	}
	if len(w) >= 16 && w[10] == 'T' {
		e.clock, e.hour, e.minute, e.second = true, atoi(w[11:13]), atoi(w[14:16]), -1
		if w[len(w)-1] == 'Z' {
			e.utc = true
		}
	} else if len(w) > 10 {
		return
	}
	m.emit(e)
}

// weekdayOf emits a day of the week, with its part of the day.
func weekdayOf(m *match) {
	e := expr{kind: kindDate, grain: daily, part: m.dayPart()}
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

// feastOf emits a holiday.
func feastOf(m *match) {
	e := expr{kind: kindDate, grain: daily, feast: m.at(sFeast, 0).feast}
	switch {
	case m.has(sYear) || m.has(sYearWord) || m.has(sPeriod):
		m.inYear(&e)
	default:
		m.relation(&e)
		e.anchor, e.shift = open, 0
	}
	m.emit(e)
}

// feastNamed makes a rule for a holiday of several words.
func feastNamed(f feast) func(*match) {
	return func(m *match) {
		e := expr{kind: kindDate, grain: daily, feast: &f}
		m.inYear(&e)
		m.emit(e)
	}
}

// partOfDay emits a part of the day that the text is at.
func partOfDay(m *match) {
	m.emit(expr{kind: kindDate, anchor: sameDay, grain: daily, part: m.dayPart(), mod: m.edge(noMod)})
}
