package timex

import (
	"enricher/pipeline/numeral"
)

// setText emits the set that an adverb names: täglich, weekly. With a capital
// inside a sentence the word is part of a name: Daily News.
func setText(m *match) {
	if m.named(m.index(sFreq, 0)) {
		return
	}
	m.emit(expr{kind: kindSet, text: m.at(sFreq, 0).text})
}

// everyUnit emits a set of an amount of units: every two years, every other
// week.
func everyUnit(m *match) {
	e := expr{kind: kindSet, unit: m.unitWord().unit, num: numeral.Int(1)}
	switch {
	case m.has(sNum):
		e.num = m.at(sNum, 0).num
	case m.has(sFew):
		e.some = true
	case m.has(sOrd):
		e.num = m.at(sOrd, 0).num
	case m.word(m.first+1) == "other":
		e.num = numeral.Int(2)
	}
	if m.times(&e) {
		m.emit(e)
	}
}

// everyWeekday emits every Monday.
func everyWeekday(m *match) {
	x := m.at(sWeekday, 0)
	for _, s := range [...]symbol{sWeekdayAdv, sWeekdayPart} {
		if x == nil {
			x = m.at(s, 0)
		}
	}
	value := "XXXX-WXX-" + string('0'+rune(x.name))
	if p := m.dayPart(); p != noPart {
		value += "T" + partNames[p]
	}
	m.emit(expr{kind: kindSet, text: value})
}

// everyPart emits a part of every day, season or month of every year: nachts,
// every morning, jeden Sommer.
func everyPart(m *match) {
	switch x, y := m.at(sSeason, 0), m.at(sMonth, 0); {
	case x != nil:
		m.emit(expr{kind: kindSet, text: "XXXX-" + seasonNames[x.name-1]})
	case y != nil:
		m.emit(expr{kind: kindSet, text: string(appendDate(nil, day{noYear, int(y.name), 1}, monthly))})
	default:
		p := m.dayPart()
		m.emit(expr{kind: kindSet, text: "XXXX-XX-XXT" + partNames[p], part: p, habitual: true})
	}
}

// everyWeekend emits the weekends as a habit: an Wochenenden, on weekends.
func everyWeekend(m *match) {
	if m.at(sUnits, 0).unit == weekend {
		m.emit(expr{kind: kindSet, text: "XXXX-WXX-WE"})
	}
}
