package timex

import (
	"strings"

	"enricher/pipeline/numeral"
)

// amount reads how many units a duration has.
func (m *match) amount(e *expr) bool {
	switch {
	case m.has(sNum) || m.has(sOne) && m.has(sScale):
		var ok bool
		e.num, ok = m.number()
		return ok && !e.num.IsZero() && m.times(e)
	case m.has(sFew):
		e.some = true
	case m.has(sHalf):
	case m.has(sOne):
		e.num = numeral.Int(1)
		return m.times(e)
	default:
		return false
	}
	return true
}

// times multiplies an amount by what its unit holds of the unit that values
// are written in: two weeks in a fortnight.
func (m *match) times(e *expr) (ok bool) {
	if u := m.unitWord(); !u.num.IsZero() && u.class&ordinal == 0 { // a second is no two
		e.num, ok = e.num.Mul(u.num)
		return ok
	}
	return true
}

// number adds up the words of the match's number, before its unit: two hundred
// and fifty, ein Dutzend.
func (m *match) number() (numeral.Decimal, bool) {
	var p numeral.Phrase
	begun, ok := false, true
	for n := 0; n < len(m.captures); n++ {
		c := m.captures[n]
		x := m.lex[c.token]
		switch {
		case c.symbol == sUnit || c.symbol == sUnits || c.symbol == sHalf:
			v, begun := p.Value()
			return v, ok && begun
		case c.symbol == sScale || c.symbol == sNum && x.class&scaleWord != 0: // dozen is both
			ok = ok && p.Scale(x.num)
		case c.symbol == sNum && x.class&figures != 0:
			v := x.num
			for ; n+1 < len(m.captures) && m.groups(m.captures[n+1]); n++ { // 30 000
				v, ok = v.Mul(numeral.Int(1000))
				v, _ = v.Add(m.lex[m.captures[n+1].token].num)
			}
			ok = ok && p.Number(v)
		case c.symbol == sNum:
			ok = ok && p.Number(x.num)
		case c.symbol == sOne && !begun:
			ok = ok && p.Number(numeral.Int(1))
		default:
			continue
		}
		begun = true
	}
	return numeral.Decimal{}, false
}

// figures are the classes of numbers in digits.
const figures = digits2 | digits4 | digitsX

// groups reports whether a capture is a group of three digits that goes on with
// the number before it.
func (m *match) groups(c capture) bool {
	return c.symbol == sNum && m.lex[c.token].class&figures != 0 && len(m.doc.Word(c.token)) == 3 && m.lex[c.token-1].class&figures != 0
}

// halve turns a unit said with `halb` into its half: half an hour, and ½ more
// after a number: two and a half.
func (m *match) halve(e *expr) {
	if !m.has(sHalf) {
		return
	}
	if m.has(sNum) {
		if sum, ok := e.num.Add(aHalf); ok {
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
		e.num = aHalf
	}
}

// quantify sets the modifier of an amount.
func (m *match) quantify(e *expr) {
	if q := m.at(sQuant, 0); q != nil {
		e.mod = q.mod
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

// durationParts reads drei Jahre und zwei Monate, three hours, 20 minutes and
// five seconds: longer units, then shorter ones.
func durationParts(m *match) {
	var buffer, part [60]byte
	value := append(buffer[:0], 'P')
	var before grain
	for n := 0; m.index(sUnit, n) >= 0; n++ {
		e := expr{num: m.at(sNum, n).num, unit: m.at(sUnit, n).unit}
		if e.num.IsZero() || n > 0 && e.unit >= before || !e.num.Whole() && m.index(sUnit, n+1) >= 0 {
			return
		}
		p := e.appendPeriod(part[:0])[1:]
		if n > 0 && before <= hour { // one T before all of them
			p = p[1:]
		}
		value, before = append(value, p...), e.unit
	}
	e := expr{kind: kindDuration, text: string(value)}
	m.quantify(&e)
	m.emit(e)
}

// durationFraction reads 5 1/2 hours, 1/2 Stunde.
func durationFraction(m *match) {
	over, under := m.at(sDay, 0).int(), m.at(sDay, 1).int()
	if over >= under || under > 10 || !m.adjacent(m.index(sDay, 0), m.index(sDay, 1)+1) {
		return
	}
	e := expr{kind: kindDuration, unit: m.unitWord().unit, num: numeral.Ratio(int64(over), int64(under))}
	if x := m.at(sNum, 0); x != nil {
		sum, ok := x.num.Add(e.num)
		if !ok {
			return
		}
		e.num = sum
	}
	m.quantify(&e)
	m.emit(e)
}

// durationRange reads zwei bis drei Tage by its lower end, zwischen zwei und
// drei Tagen as two: the unit is both's.
func durationRange(m *match) {
	var e [2]expr
	for n := range e {
		x := m.at(sNum, n)
		if x.num == (numeral.Decimal{}) {
			return
		}
		e[n] = expr{kind: kindDuration, unit: m.unitWord().unit, num: x.num}
		m.quantify(&e[n])
	}
	if m.first > 0 && (m.says(m.first-1, []string{"zwischen"}) || m.says(m.first-1, []string{"between"})) {
		m.emitSpan(e[0], m.first, m.first+1)
		m.emitSpan(e[1], m.index(sNum, 1), m.last)
		return
	}
	m.emit(e[0])
}

// moreThan reads mehr als drei Stunden, no less than three hours.
func moreThan(m *match) {
	e := expr{kind: kindDuration, unit: m.unitWord().unit, mod: modMore}
	if !m.amount(&e) {
		return
	}
	m.halve(&e)
	not := false
	for i := m.first; i < m.last; i++ {
		switch m.doc.Word(i) {
		case "no", "No", "not", "Not":
			not = true
		case "weniger", "Weniger", "less", "fewer", "Less", "Fewer":
			e.mod = modLess
		}
	}
	switch {
	case not && e.mod == modMore:
		e.mod = modAtMost
	case not:
		e.mod = modAtLeast
	}
	m.emit(e)
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

// superlative reports whether something is compared over the units of the
// match, so that `in` counts back: the lowest level in six years, der höchste
// Stand in zehn Jahren.
func (m *match) superlative() bool {
	for i := m.first - 2; i >= 0 && i >= m.first-6; i-- {
		w := m.doc.Word(i)
		switch {
		case w == "first", w == "second", w == "third", w == "only", w == "worst", w == "best", w == "most", w == "least", strings.HasSuffix(w, "est"):
			return true
		case m.doc.Lang == "de" && len(w) > 5 && w[0] >= 'a' && (strings.HasSuffix(w, "ste") || strings.HasSuffix(w, "sten") || strings.HasSuffix(w, "ster") || strings.HasSuffix(w, "stes")):
			return true
		}
	}
	return false
}

// wholeUnit reads den ganzen Tag, all day, ganze Tage.
func wholeUnit(m *match) {
	u := m.unitWord()
	m.emit(expr{kind: kindDuration, unit: u.unit, num: numeral.Int(1), some: u.class&unitsWord != 0})
}

// lasting emits jahrelang.
func lasting(m *match) {
	m.emit(expr{kind: kindDuration, unit: m.at(sLasting, 0).unit, some: true})
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
	return d.awayBy(sign, a)
}

// fractions are the units that a fraction of a unit is counted in, and how many of
// them it has.
var fractions = map[grain]struct {
	unit grain
	per  int64
}{minute: {second, 60}, hour: {minute, 60}, weekly: {daily, 7}, monthly: {daily, 30}, yearly: {monthly, 12}, decade: {yearly, 10}, century: {yearly, 100}}

// awayBy makes the date that lies the duration d away.
func (d *expr) awayBy(sign int, a anchor) (expr, bool) {
	e := expr{kind: kindDate, anchor: a, shiftGrain: d.unit, grain: d.unit, mod: d.mod, deixis: a == shifted}
	n, whole := d.num.Int64()
	if !whole { // two and a half years: thirty months
		f, known := fractions[d.unit]
		twice, ok := d.num.Mul(numeral.Int(2 * f.per))
		if n, whole = twice.Int64(); !known || !ok || !whole {
			return expr{}, false
		}
		n, e.shiftGrain = n/2, f.unit
		if d.unit < daily {
			e.grain = f.unit
		}
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
	sign := 1
	if m.at(sLater, 0) == nil {
		sign = -1
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
