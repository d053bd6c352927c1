package timex

// clockDe reads 20.30 Uhr, 20:30:15 Uhr, 20 Uhr 30, 8 Uhr abends.
func clockDe(m *match) {
	e, _, _, ok := m.clockTime(0)
	if !ok {
		return
	}
	switch i, min := m.index(sClockWord, 0), m.index(sMin, 0); {
	case i < 0:
		// 20:30 without Uhr is a score unless a time's preposition or a zone
		// tells otherwise.
		if e.fault != "" || !m.has(sZone) && !m.afterClockPreposition(m.first) {
			return
		}
	case m.doc.Word(i) == "h" && min < 0:
		return // 8 h is eight hours
	case min > i: // 20 Uhr 30
		e = clockAt(e.hour, m.lex[min].int())
	}
	e.toHalf(m.dayPart())
	m.zone(&e)
	m.quantify(&e)
	m.emit(e)
}

// toHalf moves an hour of twelve to the half of the day that p is in.
func (e *expr) toHalf(p part) {
	if e.hour < 12 && (p == afternoon || p == evening || p == night && e.hour >= 8) {
		e.hour += 12
	}
}

// clockRange reads 9 bis 11 Uhr, from 9 to 11 a.m. as two times: the word for
// the clock is both's.
func clockRange(m *match) {
	a, first, last, ok := m.clockTime(0)
	b, second, _, ok2 := m.clockTime(1)
	if !ok || !ok2 || !m.has(sClockWord) && !m.has(sMeridiem) && (a.fault != "" || b.fault != "") {
		return
	}
	if x := m.at(sMeridiem, 0); x != nil {
		if !b.meridiem(x) || !a.meridiem(x) {
			return
		}
		if a.hour > b.hour && a.hour >= 12 { // 9 to 5 p.m.
			a.hour -= 12
		}
	}
	m.zone(&a)
	m.zone(&b)
	m.emitSpan(a, first, last)
	m.emitSpan(b, second, m.last)
}

// clockHalf reads halb acht, Viertel nach acht, viertel acht, dreiviertel acht.
func clockHalf(m *match) {
	hour, minute := m.at(sHour, 0).int()-1, 45 // dreiviertel acht, Viertel vor acht
	switch before := m.index(sHour, 0) - 1; m.doc.Word(before) {
	case "halb":
		minute = 30
	case "viertel":
		if !m.says(m.first, []string{"drei"}) {
			minute = 15
		}
	case "nach", "ab":
		hour, minute = hour+1, 15
	}
	if e := clockAt(hour, minute); e.fault == "" {
		m.emit(e)
	}
}

// clockMinutes reads um zehn nach acht, um fünf vor halb neun.
func clockMinutes(m *match) {
	minutes := m.at(sNum, 0).int()
	if minutes < 1 || minutes > 29 {
		return
	}
	at := 60 * m.at(sHour, 0).int()
	for i := m.first; i < m.index(sHour, 0); i++ {
		switch m.doc.Word(i) {
		case "halb":
			at -= 30
		case "vor":
			minutes = -minutes
		}
	}
	if at += minutes; at >= 0 && at <= 24*60 {
		m.emit(clockAt(at/60, at%60))
	}
}

// noonDe reads um Mitternacht, gegen Mittag.
func noonDe(m *match) {
	if m.says(m.first, []string{"mitternacht"}) {
		m.emit(clockAt(24, 0))
		return
	}
	m.emit(expr{kind: kindDate, anchor: sameDay, grain: daily, part: midday})
}
