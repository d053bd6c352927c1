package timex

// slashDate reads 03/05/2022: the day first in British text, the month first
// in American, or where the variety is not known and the text has put it first
// before (May 3); where one is no month there is no doubt.
func slashDate(m *match) {
	i := m.index(sDay, 0)
	y, last := m.at(sYear, 0), m.index(sYear, 0)
	if y == nil {
		y, last = m.at(sYY, 0), m.index(sYY, 0)
	}
	if !m.adjacent(i, last+1) || len(m.doc.Word(last)) < 2 {
		return
	}
	e := expr{kind: kindDate, anchor: stated, grain: daily, day: m.at(sDay, 0).int(), month: m.at(sDay, 1).int(), year: m.fullYear(y.int())}
	if (m.variety == "en-US" || m.variety == "" && m.monthFirst) && e.day <= 12 || e.month > 12 {
		e.day, e.month = e.month, e.day
	}
	if exists(e.year, e.month, e.day) || y.class&digits4 != 0 && plausibleYear(e.year) {
		m.emit(e)
	}
}

// monthDayEn reads March 3, 2022; the day that is a number of its own, as in
// `May 3 people`, is none.
func monthDayEn(m *match) {
	d := sDay
	if !m.has(sDay) {
		d = sOrd
	}
	if x := m.at(d, 0); !x.digits && d == sOrd && !m.has(sDet) {
		return // March first
	}
	m.monthFirst = true
	monthDay(d)(m)
}

func dayMonthEn(m *match) {
	d := sDay
	if !m.has(sDay) {
		d = sOrd
	}
	monthDay(d)(m)
}

// dayRangeEn reads March 3-5 and 3 to 5 March as two days.
func dayRangeEn(m *match) {
	var days [2]int
	n := 0
	for _, k := range m.captures {
		if (k.symbol == sDay || k.symbol == sOrd) && n < 2 {
			days[n] = k.token
			n++
		}
	}
	for n, i := range days {
		e := m.monthDay(m.lex[i], 0)
		if e.fault != "" {
			m.out = m.out[:0]
			return
		}
		m.inYear(&e)
		if n == 0 {
			m.emitSpan(e, m.first, i+1)
		} else {
			m.emitSpan(e, i, m.last)
		}
	}
}

// dateRangeEn reads March 3 to April 5, 2022: the year is both dates'.
func dateRangeEn(m *match) {
	for n := 0; n < 2; n++ {
		e := m.monthDay(m.at(sDay, n), n)
		if e.fault != "" {
			m.out = m.out[:0]
			return
		}
		m.inYear(&e)
		a, b := m.index(sDay, n), m.index(sMonth, n)
		if n == 0 {
			m.emitSpan(e, m.first, max(a, b)+1)
		} else {
			m.emitSpan(e, min(a, b), m.last)
		}
	}
}

// deicticEn reads today, earlier today, tomorrow night.
func deicticEn(m *match) {
	x := m.at(sDeictic, 0)
	m.emit(expr{kind: kindDate, anchor: shifted, deixis: true, grain: x.unit, shift: int(x.shift), shiftGrain: x.unit, mod: m.firstEdge(),
		part: m.dayPart() | x.part, nowadays: x.shift == 0 && x.part == noPart && m.last-m.first == 1})
}

// firstEdge is the modifier of early or late before a day.
func (m *match) firstEdge() mod {
	if x := m.lex[m.first]; x.class&edgeWord != 0 {
		return x.mod
	}
	return noMod
}

// weekdayEn emits a day of the week, with its part of the day: late Friday.
func weekdayEn(m *match) {
	if m.last < m.limit && m.says(m.first-1, []string{"the"}) && m.capital(m.last) {
		return // the Sunday Times
	}
	if m.has(sFollowing) && !m.has(sDet) {
		return // following Thursday's arrest: after it
	}
	if weekdayOf(m); len(m.out) > 0 {
		m.out[0].mod = m.firstEdge()
	}
}

// weekFrom reads a week from Friday, a year ago today, Friday week.
func weekFrom(m *match) {
	if !m.has(sUnit) { // Friday week, Friday after next
		e := expr{kind: kindDate, anchor: aWeekday, grain: daily, weekday: int(m.at(sWeekday, 0).name), dir: future, strict: true, plus: 7}
		if m.says(m.last-1, []string{"last"}) {
			e.dir, e.plus = past, -7
		}
		m.emit(e)
		return
	}
	sign := 1
	if m.says(m.last-2, []string{"ago"}) {
		sign = -1
	}
	m.away(sign)
}

// thisPart reads this morning, last night, that evening.
func thisPart(m *match) {
	if m.has(sLast) && m.says(m.first-1, []string{"the"}) {
		return // the last night of the fair
	}
	e := expr{kind: kindDate, grain: daily, shiftGrain: daily, part: m.dayPart()}
	m.relation(&e)
	switch {
	case m.has(sNext): // the next morning: of what is told
		e.anchor = moved
	case e.anchor == shifted:
		e.deixis = true
	}
	m.emit(e)
}

// thatDay reads the next day, that same day; the coming days are a duration.
func thatDay(m *match) {
	if m.unitWord().class&unitsWord == 0 {
		relatedUnit(m)
	}
}

// theDay reads to end the day, late in the day: that of what is told.
func theDay(m *match) {
	m.emit(expr{kind: kindDate, anchor: sameDay, grain: daily})
}

// dayBefore reads the day before yesterday, the night before last.
func dayBefore(m *match) {
	e := expr{kind: kindDate, anchor: shifted, deixis: true, grain: daily, shiftGrain: daily, shift: -2, part: m.dayPart()}
	if m.says(m.last-1, []string{"tomorrow"}) {
		e.shift = 2
	}
	m.emit(e)
}

// dayBeforeWeekday reads the day before last Tuesday.
func dayBeforeWeekday(m *match) {
	weekdayOf(m)
	for n := range m.out {
		m.out[n].plus = 1
		if m.says(m.first+2, []string{"before"}) {
			m.out[n].plus = -1
		}
	}
}

// unitBefore reads the week before, the day after: of what is told; what
// follows must not be a clause or noun that it is before.
func unitBefore(m *match) {
	u := m.unitWord().unit
	if u < daily {
		return
	}
	switch m.word(m.last) {
	case "", ".", ",", ";", "and", "”", `"`, ")", "''":
	default:
		return
	}
	e := expr{kind: kindDate, anchor: moved, grain: u, shiftGrain: u, shift: 1}
	if m.has(sEarlier) || m.says(m.last-1, []string{"previous"}) {
		e.shift = -1
	}
	m.emit(e)
}

// unitBeforeLast reads the week before last, the year after next.
func unitBeforeLast(m *match) {
	u := m.unitWord().unit
	if u < daily {
		return
	}
	e := expr{kind: kindDate, anchor: shifted, grain: u, shiftGrain: u, shift: -2}
	if m.says(m.last-1, []string{"next"}) {
		e.shift = 2
	}
	m.emit(e)
}

// partOfEn reads the evening of October 3, the morning of Tuesday.
func partOfEn(m *match) {
	e := expr{kind: kindDate, grain: daily, part: m.dayPart(), mod: m.edge(noMod)}
	if !m.has(sMonth) {
		e.anchor, e.weekday = aWeekday, int(m.at(sWeekday, 0).name)
		m.emit(e)
		return
	}
	x := m.at(sDay, 0)
	if x == nil {
		x = m.at(sOrd, 0)
	}
	date := m.monthDay(x, 0)
	date.part, date.mod = e.part, e.mod
	m.inYear(&date)
	m.emit(date)
}

// earlyHours reads the early hours of Friday.
func earlyHours(m *match) {
	e := expr{kind: kindDate, anchor: sameDay, grain: daily, part: morning, mod: modStart}
	if m.edge(modStart) == modEnd { // late
		e.part, e.mod = night, noMod
	}
	if x := m.at(sWeekday, 0); x != nil {
		e.anchor, e.weekday = aWeekday, int(x.name)
		if p := m.dayPart(); p != noPart {
			e.part = p
		}
	}
	m.emit(e)
}

// newYear reads New Year, which begins on 1 January, and the new year, which
// is the coming one.
func newYear(m *match) {
	if m.has(sDet) && !m.capital(m.first+1) {
		comingYear(m)
		return
	}
	// The Chinese New Year and the start of a new year are others.
	if m.capital(m.index(sYearWord, 0)-1) && (m.first == 0 || m.opens(m.first) || !m.capital(m.first-1)) {
		m.emitFeast(feast{month: 1, day: 1})
	}
}

// independenceDay is America's in American text; elsewhere it is the
// country's in question.
func independenceDay(m *match) {
	switch {
	case !m.capital(m.first):
	case m.variety == "en-US":
		m.emitFeast(feast{month: 7, day: 4})
	default:
		m.emit(expr{kind: kindText, text: openDates[daily]})
	}
}

// laborDay is September's first Monday in North America, May Day elsewhere.
func laborDay(m *match) {
	if m.says(m.first, []string{"labor"}) {
		m.emitFeast(feast{rule: nth, month: 9, weekday: 1, nth: 1})
		return
	}
	m.emitFeast(feast{month: 5, day: 1})
}

// partEn reads in the morning, at night, overnight.
func partEn(m *match) {
	if i := m.index(sPart, 0); i >= 0 && m.named(i) {
		return // the show Imus in the Morning
	}
	e := expr{kind: kindDate, anchor: sameDay, grain: daily, part: m.dayPart(), mod: m.edge(noMod)}
	if e.part == noPart {
		e.part = night
	}
	m.emit(e)
}
