package figure

import (
	"slices"
	"strings"

	"enricher/pipeline/numeral"
)

// amount reads [sign] [currency] number [magnitude] [range] [unit] and decides
// what kind of figure it is.
func (f *finder) amount(i int, q *quantity) bool {
	*q = quantity{first: i, noun: -1}
	j := i
	bounded := f.is(j, between)
	if bounded {
		if j++; j == len(f.p) {
			return false
		}
		for _, r := range counters {
			if r.read(f, j, &f.asked) {
				return false
			}
		}
	}
	sign := j
	negative := f.negative(j)
	if negative {
		j++
	}
	money, start := f.currencyBefore(j)
	n, ok := f.readNumber(start, money != nil)
	if !ok {
		if f.is(start, digits|cardinal) && f.is(n.last, scale) { // an overflow
			for f.is(n.last, scale) {
				n.last++
			}
			return q.nothing(n.last)
		}
		return false
	}
	if negative {
		n.value, n.single = n.value.Neg(), false
	}
	q.value, q.scale, q.last = n.value, n.scale, n.last
	q.first = n.first
	if money != nil || negative {
		q.first = sign
	}
	if n.many {
		q.modifier, q.modFirst, q.modLast = Multiple, i, n.first
	}
	u, ok := f.unitOf(i, q, &n, money, bounded)
	switch {
	case !ok:
		return false
	case u != nil:
		return f.measured(i, q, &n, u, money != nil)
	case negative && n.digits && !f.is(j-1, minus) && !f.sign(j-1, "−"):
		return false
	}
	return f.count(q, &n, i)
}

// unitOf reads the unit behind the number n and the upper end of a range. money
// is the currency that stands before it. ok is false where `a` is no number (a $4
// billion deal).
func (f *finder) unitOf(i int, q *quantity, n *reading, money *unit, bounded bool) (u *unit, ok bool) {
	u, end, found := f.unitAfter(n.last, n)
	if m := f.followed(n.last); !found && m != nil && !f.is(n.last+len(m.words), ordinal) { // two or more years
		if u, end, found = f.unitAfter(n.last+len(m.words), n); found {
			q.modifier, q.modFirst, q.modLast = m.name, n.last, n.last+len(m.words)
		}
	}
	if !found && f.is(n.last, of) && (n.many || f.is(n.last-1, denominator|half)) { // millions of dollars, one and a quarter of hour
		u, end, found = f.unitAfter(n.last+1, n)
	}
	if found && u.kind == Money && f.number(end) {
		if n.single {
			return nil, false
		}
		if money != nil { // $20 $37: the next one's
			u, found = nil, false
		}
	}
	if found {
		q.last = end
	}
	if m, to, ok := f.rangeAfter(i, n, u, end, bounded, money != nil); ok {
		q.max, q.ranged, q.last = m.value, true, m.last
		if q.scale.IsZero() && !m.scale.IsZero() && f.shares(n, &m) {
			q.value, _ = q.value.Mul(m.scale)
			q.scale = m.scale
		}
		if to != nil {
			u = to
		}
		if q.max.Cmp(q.value) < 0 { // minus 5 bis minus 10
			q.value, q.max = q.max, q.value
		}
		n.single, n.last = false, m.last
	}
	if money != nil {
		u = money
		if v, to, ok := f.unitAfter(q.last, n); ok && v.kind == Money && !f.number(to) { // $5 million dollars, US-$ 5 Dollar
			u, q.last = v, to
		}
	}
	return u, true
}

// measured makes a figure of a number and its unit. paid tells that the unit, a
// currency, stands before the number.
func (f *finder) measured(i int, q *quantity, n *reading, u *unit, paid bool) bool {
	q.unit, q.kind = u, u.kind
	if u.kind == Money && u.factor.IsZero() {
		f.money = u
		f.behind(q, n, paid)
	} else if u.name == "metre" && f.g.lang == "de" && !f.upper(q.last+1) { // 2 Meter 10 gross
		f.behind(q, n, false)
	}
	f.half(q, n)
	if f.titled(q, n) {
		if n.digits {
			return q.nothing(q.last)
		}
		q.unit, q.last = nil, n.last
		return f.count(q, n, i)
	}
	if n.single && !f.singleUnit(i, q.last) && !f.goesOn(q) {
		return false
	}
	f.unify(q)
	switch q.kind {
	case Duration:
		f.aged(q)
	case Percent, Fraction:
		if f.g.lang == "de" || f.is(q.last, of) {
			q.noun = f.whole(q.last)
		}
	case Measure:
		if f.g.lang == "de" && f.upper(q.last) && f.letters(q.last) {
			q.noun = q.last // 35.000 Tonnen Tannenzweige
		} else if f.g.lang == "en" && f.is(q.last, of) {
			q.noun = f.whole(q.last)
		}
	}
	return true
}

// behind adds what stands behind the unit: a magnitude (75 USD million) or the
// hundredths without their name (15 Franken 50, 2 Meter 10).
func (f *finder) behind(q *quantity, n *reading, paid bool) {
	if paid || q.ranged || !n.scale.IsZero() || q.value.Cmp(numeral.Decimal{}) < 0 {
		return
	}
	j := q.last
	if f.is(j, scale) && !f.glued(j) {
		if v, ok := q.value.Mul(f.p[j].value); ok {
			q.value, q.scale, q.last = v, f.p[j].value, j+1
		}
		return
	}
	joined := f.is(j, and)
	if joined {
		j++
	}
	if !q.value.Whole() || f.glued(j) || n.digits != f.number(j) || n.digits && (f.p[j].digits.Count != 2 || f.p[j].digits.Fraction || f.dotted(j)) {
		return
	}
	m, ok := f.readNumber(j, false)
	if !ok || m.single || !m.scale.IsZero() || m.value.Cmp(hundred) >= 0 || f.hasUnit(m.last) || f.is(m.last, to|scale) || f.hyphen(m.last) || f.sign(m.last, "%") || f.letters(m.last) && (joined || q.kind == Money && !f.is(m.last, function)) {
		return
	}
	if part, ok := m.value.Mul(hundredth); ok {
		if v, ok := q.value.Add(part); ok {
			q.value, q.last, n.single = v, m.last, false
		}
	}
}

// half adds the half that stands behind the unit: an hour and a half, two years
// and a quarter.
func (f *finder) half(q *quantity, n *reading) {
	if q.ranged || q.kind != Duration && q.kind != Measure || n.digits {
		return
	}
	after := reading{first: q.first, last: q.last, value: n.value}
	if f.andHalf(&after); after.last > q.last && !f.is(after.last, of) {
		q.value, q.last, n.single = after.value, after.last, false
	}
}

// goesOn reports whether a smaller unit follows a single one: an hour and 45
// minutes.
func (f *finder) goesOn(q *quantity) bool {
	if q.kind != Duration || !f.is(q.last, and) {
		return false
	}
	m, ok := f.readNumber(q.last+1, false)
	if !ok || m.single {
		return false
	}
	u, _, ok := f.unitAfter(m.last, &m)
	return ok && u.kind == Duration && u.name != q.unit.name
}

// negative reports whether a minus stands at piece j: -5, −5, minus 5.
func (f *finder) negative(j int) bool {
	if f.is(j, minus) && f.letters(j) {
		if f.is(j-1, or) || f.is(j-1, and) || f.has(j-1, plus) {
			return false // plus or minus
		}
		return f.number(j+1) || f.is(j+1, cardinal)
	}
	return f.is(j, dash) && !f.glued(j) && f.glued(j+1) && !f.number(j-1) && (f.number(j+1) || f.currencyAt(j+1) && f.number(j+2) && f.glued(j+2))
}

// rangeAfter reads the upper end of a range whose lower end n, with unit u,
// ends before piece j: bis, to, a dash, or within zwischen … und. paid tells that a
// currency stands before it.
func (f *finder) rangeAfter(i int, n *reading, u *unit, j int, bounded, paid bool) (reading, *unit, bool) {
	if n.many || n.single && !bounded && !f.is(n.last, to|or) {
		return reading{}, nil, false
	}
	if u == nil {
		j = n.last
	}
	hanging := f.hyphen(j) && f.glued(j) && !f.glued(j+1)
	dashed := false
	switch {
	case hanging && f.is(j+1, to|and|or): // 10- to 12-year-olds
		j += 2
	case f.is(j, to) && !f.is(j, by):
		if f.g.lang == "en" && f.is(i-1, by) && (u != nil || paid) {
			return reading{}, nil, false // fell by $3 to $17
		}
		j++
	case f.hyphen(j) && (f.glued(j) == f.glued(j+1) && (u == nil || f.glued(j)) || !f.glued(j) && f.glued(j+1) && f.number(j+1)):
		j++
		dashed = true
	case f.dotted(j):
		return reading{}, nil, false
	case f.is(j, and) && (bounded || f.is(i-1, between)):
		j++
	case bounded && f.is(f.skipNoun(j), and):
		j = f.skipNoun(j) + 1
	case f.is(j, or):
		j++
		if !f.alternative(n, j) {
			return reading{}, nil, false
		}
	default:
		return reading{}, nil, false
	}
	if (f.has(i, from) || f.has(i-1, from)) && f.cues&(rise|fall) != 0 {
		return reading{}, nil, false // rose from 5 to 6 percent: two levels
	}
	if name, _ := f.phraseBefore(j); name == Approx && !(dashed && f.letters(j)) { // between two and about seven
		j++
	}
	_, start := f.currencyBefore(j)
	if f.hyphen(start) && !f.negative(start) {
		return reading{}, nil, false
	}
	negative := f.negative(start)
	if negative {
		start++
	}
	m, ok := f.readNumber(start, start != j)
	if negative {
		m.value = m.value.Neg()
	}
	if !ok || m.many || m.single || f.dotted(start) && m.last == start+1 {
		return reading{}, nil, false
	}
	if f.number(start) && f.year(start) {
		return reading{}, nil, false
	}
	if dashed && (!m.digits && n.digits || !f.number(start)) {
		return reading{}, nil, false
	}
	v, end, ok := f.unitAfter(m.last, &m)
	low := n.value
	if n.scale.IsZero() && !m.scale.IsZero() && f.shares(n, &m) {
		low, _ = low.Mul(m.scale)
	}
	if ok && u != nil && v.name != u.name || !ok && u != nil && u.kind != Money && start == j && !hanging {
		return reading{}, nil, false
	}
	if start != j && u != nil && u.kind != Money { // 15 % to $ 415.9 million
		return reading{}, nil, false
	}
	if ok {
		m.last = end
	}
	if low.Cmp(m.value) >= 0 && !negative {
		return reading{}, nil, false
	}
	return m, v, true
}

// skipNoun is the piece behind one noun at j: zwischen 20 Menschen und 40.
func (f *finder) skipNoun(j int) int {
	if f.letters(j) && (f.upper(j) || f.plural(j)) {
		return j + 1
	}
	return j
}

// alternative reports whether `n or m` is one vague number: two or three,
// zwei oder drei.
func (f *finder) alternative(n *reading, j int) bool {
	m, ok := f.readNumber(j, false)
	if !ok || m.digits != n.digits {
		return false
	}
	next, ok := n.value.Add(one)
	return ok && (m.value == next || n.value.Cmp(numeral.Int(20)) >= 0 && m.value.Cmp(n.value) > 0)
}

// shares reports whether the magnitude said with m belongs to n as well: 30
// bis 40 Milliarden. It does when n is smaller than m's own count of it.
func (f *finder) shares(n, m *reading) bool {
	scaled, ok := n.value.Mul(m.scale)
	return ok && scaled.Cmp(m.value) < 0 && n.value.Cmp(numeral.Int(1000)) < 0
}

// titled reports whether a number and its unit are the title of a medium: in
// English both are capitalised (60 Minutes), and the rest of the sentence is not;
// in German the context tells.
func (f *finder) titled(q *quantity, n *reading) bool {
	if q.unit.kind == Money || q.unit.kind == Percent || n.first == 0 {
		return false
	}
	if f.g.lang == "de" { // die Zeitung 20 Minuten, «20 Minuten», laut 20 Minuten
		return q.unit.kind == Duration && (f.upper(n.first-1) && endsIn(f.lower(n.first-1), f.g.media) || f.has(n.first-1, sourcing) || f.opens(n.first) && f.closes(q.last))
	}
	if name := f.skipJoint(n.last); name >= q.last || !f.upper(name) || f.p[name].Len() < 4 || f.glued(name) {
		return false
	}
	return f.lowerCased()
}

// singleUnit decides whether ein, a or one before a unit, from piece i to
// last, counts. German and `one` do (ein Jahr Haft, one month); `a` only in a
// phrase of measure (nearly a decade, for a week, a year later).
func (f *finder) singleUnit(i, last int) bool {
	if f.g.lang == "de" {
		return !f.is(i-1, per) && !f.has(i, genitive) && !f.has(last-1, pluralUnit)
	}
	if f.is(last-1, ordinal) && f.letters(last) && !f.is(last, function) { // a second time, but a one second delay
		return f.is(i, cardinal) && f.is(i-1, article)
	}
	if f.is(i, cardinal) {
		return !f.upper(i+1) && !((f.opens(i) || f.sign(i-1, ",")) && f.has(last-1, oneDay)) && !f.is(last, and) && !f.is(last, of)
	}
	if i > 0 && f.modifierAt(i-1) || f.is(last, relative) {
		return true
	}
	return f.has(i-1, throughout)
}

// unify writes a multiple of a unit in the unit itself: two decades are 20
// years, 50 pence 0.5 GBP.
func (f *finder) unify(q *quantity) {
	if q.unit.name == "per_mille" {
		q.value, _ = q.value.Shift(-3)
		if q.ranged {
			q.max, _ = q.max.Shift(-3)
		}
		q.unit = nil
		return
	}
	if factor := q.unit.factor; !factor.IsZero() {
		if v, ok := q.value.Mul(factor); ok {
			q.value = v
		}
		if v, ok := q.max.Mul(factor); ok && q.ranged {
			q.max = v
		}
	}
	// 196 Grad unter Null, five degrees below zero.
	if strings.HasPrefix(q.unit.name, "degree") && f.belowZero(q.last) {
		q.value, q.last = q.value.Neg(), q.last+2
	} else if strings.HasPrefix(q.unit.name, "degree") && f.g.lang == "de" && f.is(q.last, minus) && !f.number(q.last+1) && !f.is(q.last+1, cardinal) { // 5 Grad minus
		q.value, q.last = q.value.Neg(), q.last+1
	}
}

// belowZero reports whether below zero, unter Null stands at piece k.
func (f *finder) belowZero(k int) bool {
	return f.is(k, below) && (f.is(k+1, cardinal) && f.p[k+1].value.IsZero() || f.sign(k+1, "0"))
}

// aged turns a duration into an age where the text says so: 45 Jahre alt,
// 52-year-old, three years of age, im Alter von 58 Jahren.
func (f *finder) aged(q *quantity) {
	k := q.last
	switch {
	case f.joint(k) && f.is(k+1, old):
		q.kind, q.last = Age, k+2
		return
	case f.is(k, old) || f.is(k, of) && f.is(k+1, ageCue) || f.is(k, and|or) && slices.Contains(f.g.aging, f.lower(k+1)):
		q.kind = Age
		return
	case f.ageBefore(q.first), q.unit.name == "year" && (f.minorsBefore(q.first) || f.livedFor(q)), q.unit.name == "year" && f.has(q.first-1, fromAge):
		q.kind = Age
	}
}

// livedFor reports whether years are those of a life: mit sieben Jahren spielte er,
// at the head of a sentence; mit ihren neunzig Jahren. A noun behind the years is
// what lasts: mit drei Jahren Verspätung.
func (f *finder) livedFor(q *quantity) bool {
	k := q.first - 1
	if f.g.lang != "de" || f.upper(q.last) {
		return false
	}
	if f.is(k, definite) && f.has(k-1, with) {
		return true
	}
	for len(f.mods(k)) > 0 || f.has(k, transparent) {
		k--
	}
	return f.has(k, with) && f.opens(k) && f.letters(q.last) && !f.is(q.last, of|and|to)
}

// ageBefore reports whether an age is announced before piece i: im Alter von,
// at the age of, aged between.
func (f *finder) ageBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if f.is(k, ageCue) {
			return !(f.g.lang == "de" && !f.upper(k))
		}
		if !f.is(k, of|between|to) && len(f.mods(k)) == 0 {
			return false
		}
	}
	return false
}
