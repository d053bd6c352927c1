package timex

import (
	"strings"
)

// clockEn reads 8:15 p.m. ET, 8.30pm, 18:00 UTC.
func clockEn(m *match) {
	var e expr
	ok := false
	switch i := m.index(sClock, 0); {
	case i >= 0:
		h, min, _ := strings.Cut(strings.Trim(m.doc.Word(i), "."), ".")
		if len(min) != 2 {
			return
		}
		e, ok = clockAt(atoi(h), atoi(min))
	default:
		minutes := 0
		if x := m.at(sMin, 0); x != nil {
			minutes = x.int()
			if len(m.doc.Word(m.index(sMin, 0))) != 2 || !m.adjacent(m.index(sHour, 0), m.index(sMin, 0)+1) {
				return
			}
		}
		e, ok = clockAt(m.at(sHour, 0).int(), minutes)
	}
	if !ok {
		return
	}
	if x := m.at(sMeridiem, 0); x != nil {
		if e.hour > 12 || e.hour == 0 {
			return
		}
		e.hour = e.hour%12 + int(x.shift)
	} else if m.has(sMin) && !m.has(sZone) && !m.afterClockPreposition(m.first) {
		return
	}
	if z := m.at(sZone, 0); z != nil {
		e.utc = z.text == "Z"
	}
	m.emit(e)
}

// military reads 0735 GMT.
func military(m *match) {
	n := m.at(sYear, 0).int()
	e, ok := clockAt(n/100, n%100)
	if z := m.at(sZone, 0); z != nil {
		e.utc = z.text == "Z"
	}
	if ok {
		m.emit(e)
	}
}

// halfPast reads half past seven, a quarter to eight.
func halfPast(m *match) {
	h := m.at(sHour, 0).int()
	e, ok := clockAt(h, 30)
	for i := m.first; i < m.last; i++ {
		switch m.doc.Word(i) {
		case "quarter":
			e, ok = clockAt(h, 15)
		case "to":
			e, ok = clockAt(h-1, 45)
		}
	}
	if ok {
		m.emit(e)
	}
}

// noonEn reads at noon, by midnight.
func noonEn(m *match) {
	h := 12
	if m.named(m.first) {
		return
	}
	if w := m.word(m.last - 1); w == "midnight" {
		h = 24
	}
	e, _ := clockAt(h, 0)
	m.emit(e)
}
