package timex

import "strings"

// clockAt makes a time of day; hours run from 0 to 24. One that does not exist
// has a fault.
func clockAt(hour, minute int) expr {
	e := expr{kind: kindDate, anchor: sameDay, grain: daily, clock: true, hour: hour, minute: minute, second: -1}
	if hour < 0 || hour > 24 || minute < 0 || minute > 59 || hour == 24 && minute > 0 {
		e.fault = NoSuchTime
	}
	return e
}

// clockTime reads the nth time of day that the match writes in figures or
// words: 20.30, 20:30, 20, acht. last is the token behind it; ok is false for
// what is no time but another number (20.3, 7:5).
func (m *match) clockTime(n int) (e expr, first, last int, ok bool) {
	for k, c := range m.captures {
		if c.symbol != sClock && c.symbol != sHour {
			continue
		}
		if n--; n >= 0 {
			continue
		}
		if c.symbol == sClock {
			hour, minute, _ := strings.Cut(strings.TrimSuffix(m.doc.Word(c.token), "."), ".")
			return clockAt(atoi(hour), atoi(minute)), c.token, c.token + 1, len(minute) == 2
		}
		e, last = clockAt(m.lex[c.token].int(), 0), c.token+1
		if e.hour > 99 { // hundert Uhr
			return e, c.token, last, false
		}
		if k+1 < len(m.captures) && m.captures[k+1].symbol == sMin {
			i := m.captures[k+1].token
			e, last = clockAt(e.hour, m.lex[i].int()), i+1
			// 20 : 15 may be a score where no word for the clock follows.
			if colon := i == c.token+2; colon && (len(m.doc.Word(i)) != 2 || !m.adjacent(c.token, last) && !m.has(sClockWord) && !m.has(sMeridiem) && !m.has(sZone)) {
				return e, c.token, last, false
			}
			if k+2 < len(m.captures) && m.captures[k+2].symbol == sMin {
				i = m.captures[k+2].token
				e.second, last = m.lex[i].int(), i+1
				if e.second > 60 { // 60 is a leap second
					e.fault = NoSuchTime
				}
			}
		}
		return e, c.token, last, true
	}
	return e, 0, 0, false
}

// zone reads the zone after a time of day: TIMEX3 writes Z for UTC.
func (m *match) zone(e *expr) {
	if z := m.at(sZone, 0); z != nil {
		e.utc = z.text == "Z"
	}
}

// afterClockPreposition reports whether a word that times of day follow stands
// before token i.
func (m *match) afterClockPreposition(i int) bool {
	if i == 0 {
		return false
	}
	switch m.doc.Word(i - 1) {
	case "um", "Um", "ab", "Ab", "gegen", "Gegen", "seit", "at", "At", "by", "until", "around", "before", "after", "since", "from":
		return true
	}
	return false
}
