package timex

import (
	"strings"
)

// clockDe reads 20.30 Uhr, 20 Uhr 30, 8 Uhr abends.
func clockDe(m *match) {
	var e expr
	ok := false
	if i := m.index(sClock, 0); i >= 0 {
		h, min, _ := strings.Cut(strings.Trim(m.doc.Word(i), "."), ".")
		if len(min) != 2 {
			return
		}
		e, ok = clockAt(atoi(h), atoi(min))
	} else {
		minutes := 0
		if x := m.at(sMin, 0); x != nil {
			minutes = x.int()
		}
		e, ok = clockAt(m.at(sHour, 0).int(), minutes)
	}
	if i := m.index(sClockWord, 0); i < 0 && m.has(sMin) {
		// 20:30 without Uhr is a score unless a time's preposition or a zone
		// tells otherwise.
		if w := m.word(m.index(sMin, 0)); len(w) != 2 || !m.adjacent(m.index(sHour, 0), m.index(sMin, 0)+1) ||
			!(m.has(sZone) || m.afterClockPreposition(m.first)) {
			return
		}
	} else if i >= 0 && m.doc.Word(i) == "h" && (m.at(sHour, 0) == nil || !m.has(sMin)) {
		return
	}
	if !ok {
		return
	}
	switch m.dayPart() {
	case afternoon, evening:
		if e.hour < 12 {
			e.hour += 12
		}
	case night:
		if e.hour >= 8 && e.hour < 12 {
			e.hour += 12
		}
	}
	if z := m.at(sZone, 0); z != nil {
		e.utc = z.text == "Z"
	}
	m.quantify(&e)
	m.emit(e)
}

// clockRange reads 9 bis 11 Uhr as two times.
func clockRange(m *match) {
	var at [2]expr
	var first, last [2]int
	n := 0
	for k := 0; k < len(m.captures) && n < 2; k++ {
		c := m.captures[k]
		ok := false
		switch c.symbol {
		case sClock:
			h, min, _ := strings.Cut(strings.Trim(m.doc.Word(c.token), "."), ".")
			at[n], ok = clockAt(atoi(h), atoi(min))
			last[n] = c.token + 1
		case sHour:
			minutes := 0
			last[n] = c.token + 1
			if k+1 < len(m.captures) && m.captures[k+1].symbol == sMin {
				minutes = m.lex[m.captures[k+1].token].int()
				last[n] = m.captures[k+1].token + 1
			}
			at[n], ok = clockAt(m.lex[c.token].int(), minutes)
		default:
			continue
		}
		if !ok {
			return
		}
		first[n] = c.token
		n++
	}
	if n < 2 {
		return
	}
	m.emitSpan(at[0], first[0], last[0])
	m.emitSpan(at[1], first[1], m.last)
}

// clockHalf reads halb acht, Viertel nach acht, dreiviertel acht.
func clockHalf(m *match) {
	h := m.at(sHour, 0).int()
	w, _, _ := fold(make([]byte, 0, 40), m.doc.Word(m.first))
	e, ok := clockAt(h-1, 30)
	switch string(w) {
	case "viertel":
		if next := m.word(m.first + 1); next == "nach" {
			e, ok = clockAt(h, 15)
		} else {
			e, ok = clockAt(h-1, 45)
		}
	case "dreiviertel":
		e, ok = clockAt(h-1, 45)
	}
	if ok {
		m.emit(e)
	}
}

// noonDe reads um Mitternacht, gegen Mittag.
func noonDe(m *match) {
	w, _, _ := fold(make([]byte, 0, 40), m.doc.Word(m.first))
	if string(w) == "mitternacht" {
		e, _ := clockAt(24, 0)
		m.emit(e)
		return
	}
	m.emit(expr{kind: kindDate, anchor: sameDay, grain: daily, part: midday})
}
