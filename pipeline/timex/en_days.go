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
	if e.day >= 1 && e.day <= 31 && e.month >= 1 && e.month <= 12 {
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
	if x := m.at(d, 0); x.class&ordWord != 0 && !m.has(sDet) {
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
		d := m.lex[i].int()
		if d < 1 || d > 31 {
			m.out = m.out[:0]
			return
		}
		e := expr{kind: kindDate, grain: daily, month: int(m.at(sMonth, 0).name), day: d}
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
		d := m.at(sDay, n).int()
		if d < 1 || d > 31 {
			m.out = m.out[:0]
			return
		}
		e := expr{kind: kindDate, grain: daily, month: int(m.at(sMonth, n).name), day: d}
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
	m.emit(expr{kind: kindDate, anchor: shifted, deixis: true, grain: x.unit, shift: int(x.shift), shiftGrain: x.unit,
		part: m.dayPart() | x.part, nowadays: x.shift == 0 && x.part == noPart && m.last-m.first == 1})
}

// thisPart reads this morning, last night, that evening.
func thisPart(m *match) {
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

// dayBefore reads the day before yesterday.
func dayBefore(m *match) {
	e := expr{kind: kindDate, anchor: shifted, deixis: true, grain: daily, shiftGrain: daily, shift: 2}
	if w := m.word(m.last - 1); w == "yesterday" {
		e.shift = -2
	}
	m.emit(e)
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
	if m.has(sEarlier) {
		e.shift = -1
	}
	m.emit(e)
}

// feastEn reads Christmas Eve 2019, last Thanksgiving.
func feastEn(m *match) {
	e := expr{kind: kindDate, grain: daily}
	f := *m.at(sFeast, 0).feast
	for i := m.first; i < m.last; i++ {
		if w := m.doc.Word(i); w == "Eve" || w == "eve" {
			f.offset--
			f.day--
		}
	}
	e.feast = &f
	m.inYear(&e)
	if !m.has(sYear) && !m.has(sYearWord) {
		m.relation(&e)
		e.anchor, e.shift = open, 0
	}
	m.emit(e)
}

// newYear reads New Year's Eve.
func newYear(m *match) {
	f := feast{month: 1, day: 1}
	day := m.has(sDayWord)
	for i := m.first; i < m.last; i++ {
		if w := m.doc.Word(i); w == "Eve" || w == "eve" {
			f, day = feast{month: 12, day: 31}, true
		}
	}
	if day {
		feastNamed(f)(m)
	}
}

// laborDay is September's first Monday in North America, May Day elsewhere.
func laborDay(m *match) {
	if w := m.word(m.first); w == "Labor" {
		feastNamed(feast{rule: nth, month: 9, weekday: 1, nth: 1})(m)
		return
	}
	feastNamed(feast{month: 5, day: 1})(m)
}

// partEn reads in the morning, at night, overnight.
func partEn(m *match) {
	e := expr{kind: kindDate, anchor: sameDay, grain: daily, part: m.dayPart(), mod: m.edge(noMod)}
	if e.part == noPart {
		e.part = night
	}
	m.emit(e)
}
