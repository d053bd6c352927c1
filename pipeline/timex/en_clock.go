package timex

// clockEn reads 8:15 p.m. ET, 8.30pm, 18:00 UTC, 8 in the morning.
func clockEn(m *match) {
	e, _, _, ok := m.clockTime(0)
	if !ok {
		return
	}
	switch x := m.at(sMeridiem, 0); {
	case x != nil:
		if !e.meridiem(x) {
			return
		}
	case m.has(sMin) && !m.has(sZone) && !m.afterClockPreposition(m.first):
		return // a score
	case e.fault != "" && !m.has(sZone):
		return
	}
	if p := m.dayPart(); p != noPart {
		if !m.has(sClockWord) && !m.has(sMin) && !m.afterClockPreposition(m.first) {
			return // 8 in the morning session
		}
		e.toHalf(p)
	}
	m.zone(&e)
	m.emit(e)
}

// meridiem moves an hour of twelve to its half of the day; an hour of
// twenty-four stays (15:30 p.m.).
func (e *expr) meridiem(x *lexeme) bool {
	switch {
	case e.fault != "":
		return true
	case e.hour == 0 || e.hour > 12 && x.shift == 0:
		return false
	case e.hour <= 12:
		e.hour = e.hour%12 + int(x.shift)
	}
	return true
}

// military reads 0735 GMT.
func military(m *match) {
	n := m.at(sYear, 0).int()
	e := clockAt(n/100, n%100)
	m.zone(&e)
	m.emit(e)
}

// halfPast reads half past seven, a quarter to eight, at ten past eight, at
// half eight.
func halfPast(m *match) {
	minutes := 30
	if x := m.at(sNum, 0); x != nil {
		minutes = x.int()
	}
	for i := m.first; i < m.last; i++ {
		switch m.doc.Word(i) {
		case "quarter", "Quarter":
			minutes = 15
		case "to", "before":
			minutes = -minutes
		}
	}
	at := 60*m.at(sHour, 0).int() + minutes
	if at >= 0 && at < 24*60 && minutes < 60 {
		m.emit(clockAt(at/60, at%60))
	}
}

// noonEn reads at noon, by midnight.
func noonEn(m *match) {
	if m.named(m.first) {
		return
	}
	hour := 12
	if m.says(m.last-1, []string{"midnight"}) {
		hour = 24
	}
	m.emit(clockAt(hour, 0))
}
