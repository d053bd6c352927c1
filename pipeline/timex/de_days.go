package timex

import (
	"strings"
)

// numericDate reads 14.10.2014, 14.10.14.
func numericDate(m *match) {
	parts := strings.Split(m.doc.Word(m.index(sNumDate, 0)), ".")
	e := expr{kind: kindDate, anchor: stated, grain: daily, day: atoi(parts[0]), month: atoi(parts[1]), year: m.fullYear(atoi(parts[2]))}
	if e.day < 1 || e.month < 1 || e.day > 31 || e.month > 12 && e.day > 12 {
		return
	}
	if e.month > 12 {
		e.day, e.month = e.month, e.day
	}
	m.emit(e)
}

// spacedDate reads 1. 9. 1939.
func spacedDate(m *match) {
	y := m.at(sYear, 0)
	if y == nil {
		y = m.at(sYY, 0)
	}
	e := expr{kind: kindDate, anchor: stated, grain: daily, day: m.at(sOrd, 0).int(), month: m.at(sOrd, 1).int(), year: m.fullYear(y.int())}
	if e.month >= 1 && e.month <= 12 && e.day >= 1 && e.day <= 31 {
		m.emit(e)
	}
}

// dayMonth reads 14.10. with its second point.
func dayMonth(m *match) {
	i := m.index(sDayMonth, 0)
	w := m.doc.Word(i)
	parts := strings.Split(w, ".")
	if len(parts) < 3 {
		return
	}
	e := expr{kind: kindDate, anchor: open, grain: daily, day: atoi(parts[0]), month: atoi(parts[1])}
	if e.month >= 1 && e.month <= 12 && e.day >= 1 && e.day <= 31 {
		m.emit(e)
	}
}

// dayRange reads two or three days of one month: 3. bis 5. Mai.
func dayRange(m *match) {
	count := 0
	for m.has(sOrd) && m.index(sOrd, count) >= 0 {
		count++
	}
	for n := 0; n < count; n++ {
		d := m.at(sOrd, n).int()
		if d < 1 || d > 31 {
			return
		}
		e := expr{kind: kindDate, grain: daily, month: int(m.at(sMonth, 0).name), day: d}
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
		d := m.at(sOrd, n).int()
		if d < 1 || d > 31 {
			m.out = m.out[:0]
			return
		}
		e := expr{kind: kindDate, grain: daily, month: int(m.at(sMonth, n).name), day: d}
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

// deicticDe reads heute, gestern Abend; `heute` of a time rather than a day
// (bis heute, noch heute, von heute) is the present.
func deicticDe(m *match) {
	if m.at(sDeictic, 0).shift == 0 && m.last-m.first == 1 {
		before, after := m.word(m.first-1), m.word(m.last)
		switch {
		case before == "noch" || before == "Noch" || before == "von", after == "noch", after == "wie":
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
	e := expr{kind: kindDate, grain: daily, month: int(m.at(sMonth, 0).name), day: m.at(sOrd, 0).int() - 1, part: night}
	m.inYear(&e)
	if e.day >= 1 && e.day <= 31 {
		m.emit(e)
	}
}

// partOf reads Morgen des 14. Juli, Nacht vom 15. auf den 16. Juli.
func partOf(m *match) {
	e := expr{kind: kindDate, grain: daily, part: m.dayPart(), mod: m.edge(noMod)}
	if m.has(sWeekday) {
		e.anchor, e.weekday = aWeekday, int(m.at(sWeekday, 0).name)
		m.emit(e)
		return
	}
	e.month, e.day = int(m.at(sMonth, 0).name), m.at(sOrd, 0).int()
	m.inYear(&e)
	if e.day < 1 || e.day > 31 {
		return
	}
	if i := m.index(sOrd, 1); i >= 0 {
		m.emitSpan(e, m.first, m.index(sOrd, 0)+1)
		e.part, e.day, e.mod = noPart, m.at(sOrd, 1).int(), noMod
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
	if s := m.doc.SentenceAt(m.first); s < 0 || m.doc.Sentences[s].First != m.first {
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
	n := m.at(sOrd, 0).int()
	if n >= 1 && n <= 4 {
		feastNamed(feast{rule: fromAdvent, offset: 7 * (n - 1)})(m)
	}
}

// christmasDay reads zweiter Weihnachtstag.
func christmasDay(m *match) {
	if n := m.at(sOrd, 0).int(); n >= 1 && n <= 2 {
		feastNamed(feast{month: 12, day: 24 + n})(m)
	}
}

// nationalDay is the country's.
func nationalDay(m *match) {
	switch m.variety {
	case "de-AT":
		feastNamed(feast{month: 10, day: 26})(m)
	case "de-CH":
		feastNamed(feast{month: 8, day: 1})(m)
	case "de-DE":
		feastNamed(feast{month: 10, day: 3})(m)
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
	units := map[string]grain{"tag": daily, "jahr": yearly, "monat": monthly, "woche": weekly, "abend": daily, "morgen": daily}
	w, _, _ := fold(make([]byte, 0, 40), m.doc.Word(m.first))
	u := units[string(w)]
	sign := 1
	if m.has(sEarlier) {
		sign = -1
	}
	m.emit(expr{kind: kindDate, anchor: moved, grain: u, shiftGrain: u, shift: sign, part: m.lex[m.first].part})
}
