package timex

import (
	"enricher/ner/token"
	"enricher/pipeline/numeral"
)

// The productions that both languages' rules share. Each reads the captures
// of a match and emits the times that it makes.

// relation reads the word that relates a unit to now or to the running date:
// last, next, this, same, following, preceding. found is false without one.
func (m *match) relation(e *expr) (found bool) {
	e.anchor = shifted
	for _, k := range m.captures {
		switch k.symbol {
		case sThis:
			e.dir = present
		case sLast:
			e.dir, e.shift, e.strict = past, int(m.lex[k.token].shift), true
		case sNext:
			e.dir, e.shift, e.strict = future, int(m.lex[k.token].shift), true
		case sSame:
			e.anchor, e.dir = moved, present
		case sFollowing, sPreceding:
			e.anchor, e.shift = moved, int(m.lex[k.token].shift)
			e.dir, e.strict = future, true
			if e.shift < 0 {
				e.dir = past
			}
		default:
			continue
		}
		return true
	}
	return false
}

// inYear reads the year that follows a date: stated (2014), related (letzten
// Jahres, last year) or none.
func (m *match) inYear(e *expr) {
	e.mod = m.edge(e.mod)
	if y := m.at(sYear, 0); y != nil {
		e.anchor, e.year = stated, y.int()
		e.bc = m.has(sEra)
		return
	}
	if p := m.at(sPeriod, 0); p != nil {
		e.anchor, e.shift, e.shiftGrain = shifted, int(p.shift), yearly
		return
	}
	if m.has(sYearWord) {
		m.relation(e)
		e.shiftGrain = yearly
		return
	}
	e.anchor = open
}

// unitWord is the first unit of the match, by whichever symbol it matched.
func (m *match) unitWord() *lexeme {
	for _, k := range m.captures {
		if x := m.lex[k.token]; x.class&unitWord != 0 && k.symbol != sHalf && k.symbol != sOrd {
			return x
		}
	}
	return &none
}

// edge is the modifier of a start, middle or end, or the one given.
func (m *match) edge(otherwise mod) mod {
	if x := m.at(sEdge, 0); x != nil {
		return x.mod
	}
	return otherwise
}

// int is a lexeme's number as an integer, 0 if it is none.
func (x *lexeme) int() int {
	n, ok := x.num.Int64()
	if !ok || n > 1e6 {
		return 0
	}
	return int(n)
}

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

// adjacent reports whether no white space stands within the tokens
// [first, last).
func (m *match) adjacent(first, last int) bool {
	for i := first + 1; i < last; i++ {
		if m.doc.Tokens[i].Space {
			return false
		}
	}
	return true
}

// fullYear widens a year of two digits: to the century that brings it
// nearest to the publication, not more than ten years ahead.
func (m *match) fullYear(yy int) int {
	if yy >= 100 {
		return yy
	}
	base := 2000
	if m.ref.Known {
		base = m.published.year
	}
	y := base - base%100 + yy
	if y > base+10 {
		y -= 100
	}
	return y
}

// amount reads how many units a duration has.
func (m *match) amount(e *expr) bool {
	switch {
	case m.has(sNum):
		n := m.at(sNum, 0)
		if m.has(sScale) {
			num, ok := n.num.Mul(m.at(sScale, 0).num)
			if !ok {
				return false
			}
			e.num = num
		} else {
			e.num = n.num
		}
		if e.num == (numeral.Decimal{}) {
			return false
		}
	case m.has(sFew):
		e.some = true
	case m.has(sHalf):
	case m.has(sOne):
		e.num = numeral.Int(1)
	default:
		return false
	}
	return true
}

// halve turns a unit said with `halb` into its half: half an hour, and ½ more
// after a number: two and a half.
func (m *match) halve(e *expr) {
	if !m.has(sHalf) {
		return
	}
	point5, _ := numeral.Int(5).Shift(-1)
	if m.has(sNum) {
		if sum, ok := e.num.Add(point5); ok {
			e.num = sum
		}
		return
	}
	switch e.unit {
	case hour:
		e.num, e.unit = numeral.Int(30), minute
	case minute:
		e.num, e.unit = numeral.Int(30), second
	case daily:
		e.num, e.unit = numeral.Int(12), hour
	case yearly:
		e.num, e.unit = numeral.Int(6), monthly
	case decade:
		e.num, e.unit = numeral.Int(5), yearly
	case century:
		e.num, e.unit = numeral.Int(5), decade
	default:
		e.num = point5
	}
}

// duration emits the duration of an amount of units, with its modifier.
func duration(m *match) {
	e := expr{kind: kindDuration, unit: m.unitWord().unit}
	if !m.amount(&e) {
		return
	}
	m.halve(&e)
	m.quantify(&e)
	m.emit(e)
}

// quantify sets the modifier of an amount.
func (m *match) quantify(e *expr) {
	if q := m.at(sQuant, 0); q != nil {
		e.mod = q.mod
	}
}

// some units: a duration of X of them.
func someUnits(m *match) {
	x := m.at(sUnits, 0)
	m.emit(expr{kind: kindDuration, unit: x.unit, some: true})
}

// numberUnit emits the duration of one word: three-day, dreitägig.
func numberUnit(m *match) {
	x := m.at(sNumUnit, 0)
	e := expr{kind: kindDuration, unit: x.unit, num: x.num, some: x.some}
	m.quantify(&e)
	m.emit(e)
}

// shiftBy makes the date an amount of units away: three days ago.
func (m *match) shiftBy(sign int, a anchor) (expr, bool) {
	u := m.unitWord().unit
	d := expr{unit: u}
	if !m.amount(&d) {
		return expr{}, false
	}
	m.halve(&d)
	m.quantify(&d)
	if d.some {
		return expr{}, false
	}
	e := expr{kind: kindDate, anchor: a, shiftGrain: d.unit, grain: d.unit, mod: d.mod, deixis: a == shifted}
	n, whole := d.num.Int64()
	if !whole { // two and a half years: thirty months
		twelve, ok := d.num.Mul(numeral.Int(12))
		if n, whole = twelve.Int64(); !ok || !whole || d.unit != yearly {
			return expr{}, false
		}
		e.shiftGrain, e.grain = monthly, yearly
	}
	if n > 9999 {
		return expr{}, false
	}
	switch d.unit {
	case half, quarter:
		e.grain = monthly
	case decade, century, millennium:
		e.grain = yearly
	case weekend, dayPart:
		return expr{}, false
	}
	e.shift = sign * int(n)
	return e, true
}

// ago emits a time some units before now; without a number a vague past.
func ago(m *match) {
	if e, ok := m.shiftBy(-1, shifted); ok {
		m.emit(e)
		return
	}
	m.emit(expr{kind: kindText, text: "PAST_REF"})
}

// away emits a time some units after or before the running date.
func away(m *match) {
	sign, word := 1, m.at(sLater, 0)
	if word == nil {
		sign, word = -1, m.at(sEarlier, 0)
	}
	if u := m.unitWord().unit; u != noGrain && u < daily && !m.has(sFew) { // an hour later
		duration(m)
		return
	}
	if e, ok := m.shiftBy(sign, moved); ok {
		m.emit(e)
		return
	}
	text := "FUTURE_REF"
	if sign < 0 {
		text = "PAST_REF"
	}
	m.emit(expr{kind: kindText, text: text})
}

// relatedUnit emits last week, the following day, this year.
func relatedUnit(m *match) {
	u := m.unitWord().unit
	if u < daily {
		return
	}
	e := expr{kind: kindDate, grain: u, shiftGrain: u, mod: m.edge(noMod)}
	if !m.relation(&e) {
		return
	}
	if u == daily && e.dir == past {
		return // the last day: of something
	}
	if u == daily && e.anchor == shifted {
		e.anchor = moved // the next day, this day: of what is told
	}
	if u == decade && e.shift == -1 { // the ten years up to now
		m.emit(expr{kind: kindDuration, num: numeral.Int(1), unit: decade})
		return
	}
	m.emit(e)
}

// edgeOfUnit emits the start, middle or end of the current unit: Ende des
// Jahres.
func edgeOfUnit(m *match) {
	e := expr{kind: kindDate, anchor: shifted, mod: m.edge(noMod)}
	x := m.unitWord()
	if u := m.at(sEdgeUnit, 0); u != nil {
		x = u
		e.mod = u.mod
	}
	e.grain, e.shiftGrain = x.unit, x.unit
	if e.grain < daily {
		return
	}
	if y := m.at(sYear, 0); y != nil {
		e.anchor, e.year = stated, y.int()
	}
	m.emit(e)
}

// relatedUnits emits the duration of the last three years, the coming weeks.
func relatedUnits(m *match) {
	e := expr{kind: kindDuration, unit: m.unitWord().unit}
	if !m.amount(&e) {
		e.some = true
	}
	m.halve(&e)
	m.quantify(&e)
	m.emit(e)
}

// month emits a month, with or without its year.
func month(m *match) {
	e := expr{kind: kindDate, grain: monthly, month: int(m.at(sMonth, 0).name)}
	m.inYear(&e)
	m.emit(e)
}

// relatedMonth emits last October, diesen Mai.
func relatedMonth(m *match) {
	e := expr{kind: kindDate, grain: monthly, month: int(m.at(sMonth, 0).name)}
	m.relation(&e)
	e.anchor, e.shift = open, 0
	e.mod = m.edge(noMod)
	m.emit(e)
}

// yearOnly emits a year.
func yearOnly(m *match) {
	e := expr{kind: kindDate, anchor: stated, grain: yearly, mod: m.edge(noMod), bc: m.has(sEra)}
	if y := m.at(sYear, 0); y != nil {
		e.year = y.int()
	} else {
		e.year = m.at(sNum, 0).int()
	}
	if e.year < 1 || !e.bc && e.year < 100 {
		return
	}
	m.quantify(&e)
	m.emit(e)
}

// decadeOf emits a decade: the 1990s, die neunziger Jahre.
func decadeOf(m *match) {
	x := m.at(sDecade, 0)
	y := x.int()
	if y < 100 {
		base := 2000
		if m.ref.Known {
			base = m.published.year
		}
		y += base - base%100
		if y > base {
			y -= 100
		}
	}
	m.emit(expr{kind: kindDate, anchor: stated, grain: decade, year: y, mod: m.edge(x.mod)})
}

// centuryOf emits a century: the 19th runs from 1800 (TIMEX3: 18).
func centuryOf(m *match) {
	n := m.at(sOrd, 0).int()
	if n < 1 || n > 99 {
		return
	}
	m.emit(expr{kind: kindDate, anchor: stated, grain: century, year: (n - 1) * 100, bc: m.has(sEra), mod: m.edge(noMod)})
}

// seasonOfYear emits a season, with or without its year.
func seasonOfYear(m *match) {
	x := m.at(sSeason, 0)
	e := expr{kind: kindDate, grain: season, month: seasonStart(int(x.name) - 1), mod: x.mod}
	m.inYear(&e)
	m.emit(e)
}

// relatedSeason emits last summer, im kommenden Winter.
func relatedSeason(m *match) {
	x := m.at(sSeason, 0)
	e := expr{kind: kindDate, grain: season, month: seasonStart(int(x.name) - 1)}
	m.relation(&e)
	e.anchor, e.shift, e.mod = open, 0, m.edge(x.mod)
	m.emit(e)
}

// quarterOf emits the nth quarter or half of a year.
func quarterOf(m *match) {
	n, u := m.at(sOrd, 0).int(), m.at(sQuarter, 0).unit
	e := expr{kind: kindDate, grain: u}
	switch {
	case u == quarter && n >= 1 && n <= 4:
		e.month = 3*n - 2
	case u == half && (n == 1 || n == 2):
		e.month = 6*n - 5
	default:
		return
	}
	m.inYear(&e)
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

// dayPart is the part of the day that the match names.
func (m *match) dayPart() part {
	for _, s := range [...]symbol{sPart, sPartAdv, sSmallPart, sWeekdayPart} {
		if x := m.at(s, 0); x != nil {
			return x.part
		}
	}
	return noPart
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

// reference emits PRESENT_REF, PAST_REF, FUTURE_REF.
func reference(m *match) { m.emit(expr{kind: kindText, text: m.at(sRef, 0).text}) }

// text emits a fixed value.
func text(value string) func(*match) {
	return func(m *match) { m.emit(expr{kind: kindText, text: value}) }
}

// setText emits the set that an adverb names: täglich, weekly. With a capital
// inside a sentence the word is part of a name: Daily News.
func setText(m *match) {
	if m.named(m.index(sFreq, 0)) {
		return
	}
	m.emit(expr{kind: kindSet, text: m.at(sFreq, 0).text})
}

// everyUnit emits a set of an amount of units: every two years.
func everyUnit(m *match) {
	e := expr{kind: kindSet, unit: m.unitWord().unit, num: numeral.Int(1)}
	switch {
	case m.has(sNum):
		e.num = m.at(sNum, 0).num
	case m.has(sFew):
		e.some = true
	case m.has(sOrd):
		e.num = m.at(sOrd, 0).num
	}
	m.emit(e)
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

// everyPart emits a part of every day: nachts, every morning.
func everyPart(m *match) {
	p := m.dayPart()
	m.emit(expr{kind: kindSet, text: "XXXX-XX-XXT" + partNames[p], part: p, habitual: true})
}

// named reports whether a token has a capital though no sentence begins with
// it.
func (m *match) named(i int) bool {
	w := m.doc.Word(i)
	if w[0] < 'A' || w[0] > 'Z' || len(w) > 1 && w[1] >= 'A' && w[1] <= 'Z' {
		return false
	}
	s := m.doc.SentenceAt(i)
	first := m.doc.Sentences[max(s, 0)].First
	return i > first && m.doc.Tokens[i].Space && (i != first+1 || m.doc.Tokens[first].Kind == token.Word)
}

// lasting emits jahrelang.
func lasting(m *match) {
	m.emit(expr{kind: kindDuration, unit: m.at(sLasting, 0).unit, some: true})
}

// partOfDay emits a part of the day that the text is at.
func partOfDay(m *match) {
	m.emit(expr{kind: kindDate, anchor: sameDay, grain: daily, part: m.dayPart(), mod: m.edge(noMod)})
}

// clockAt makes a time of day; hours from 0 to 24.
func clockAt(hour, minute int) (expr, bool) {
	e := expr{kind: kindDate, anchor: sameDay, grain: daily, clock: true, hour: hour, minute: minute, second: -1}
	return e, hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && (hour < 24 || minute == 0)
}

// toISO reads 2014-10-14, as one token or five.
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
