package figure

import (
	"strings"

	"enricher/ner/token"
	"enricher/pipeline/numeral"
)

// amount reads [sign] [currency] number [magnitude] [range] [unit] and decides
// what kind of figure it is.
func (f *finder) amount(i int) (quantity, bool) {
	q := quantity{first: i, noun: -1}
	j := i
	between_ := f.is(j, between)
	if between_ {
		j++
		for _, r := range counters {
			if _, ok := r.read(f, j); ok {
				return quantity{}, false
			}
		}
	}
	negative := f.negative(j)
	if negative {
		j++
	}
	money, start := f.currencyBefore(j)
	n, ok := f.readNumber(start, money != nil)
	if !ok {
		return quantity{}, false
	}
	q.value, q.scale, q.last = n.value, n.scale, n.last
	q.first = n.first
	if money != nil || negative {
		q.first = j - b2i(negative)
	}
	if n.many {
		q.modifier, q.modFirst, q.modLast = Multiple, i, n.first
	}
	u, end, hasUnit := f.unitAfter(n.last, &n)
	if m := f.followed(n.last); !hasUnit && m != nil && !f.is(n.last+len(m.words), ordinal) { // two or more years
		if u, end, hasUnit = f.unitAfter(n.last+len(m.words), &n); hasUnit {
			q.modifier, q.modFirst, q.modLast = m.name, n.last, n.last+len(m.words)
		}
	}
	if hasUnit {
		q.last = end
	}
	if m, to, ok := f.rangeAfter(i, &n, u, end, between_); ok {
		q.max, q.ranged, q.last = m.value, true, m.last
		if q.scale.IsZero() && !m.scale.IsZero() && f.shares(&n, &m) {
			q.value, _ = q.value.Mul(m.scale)
			q.scale = m.scale
		}
		if to != nil {
			u, hasUnit = to, true
		}
		n.single, n.last = false, m.last
	}
	if money != nil {
		u = money
		if v, to, ok := f.unitAfter(q.last, &n); ok && v.kind == Money && !f.number(to) { // $5 million dollars, US-$ 5 Dollar
			u, q.last = v, to
		}
	}
	if negative {
		q.value = q.value.Neg()
		if q.ranged {
			q.max = q.max.Neg()
		}
	}
	if u == nil {
		if negative && n.digits && !f.is(j-1, minus) {
			return quantity{}, false
		}
		return f.count(q, n, i)
	}
	q.unit = u
	q.kind = u.kind
	if u.kind == Money && u.factor.IsZero() {
		f.money = u
	}
	if f.titled(&q, &n) {
		if n.digits {
			return nothing(q.last)
		}
		q.unit, q.last = nil, n.last
		return f.count(q, n, i)
	}
	if n.single && !f.singleUnit(i, q.last) {
		return quantity{}, false
	}
	f.unify(&q)
	switch q.kind {
	case Duration:
		f.aged(&q)
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
	return q, true
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// negative reports whether a minus stands at piece j: -5, −5, minus 5.
func (f *finder) negative(j int) bool {
	if f.is(j, minus) && f.letters(j) {
		if f.is(j-1, or) || f.is(j-1, and) || f.lower(j-1) == "plus" {
			return false // plus or minus
		}
		return f.number(j+1) || f.is(j+1, cardinal)
	}
	return (f.sign(j, "-") || f.sign(j, "−") || f.sign(j, "–")) && !f.glued(j) && f.glued(j+1) && f.number(j+1)
}

// currencyAt reports whether piece k is a currency's symbol or code.
func (f *finder) currencyAt(k int) bool {
	if k < 0 || k >= len(f.p) || f.p[k].is&unitStart == 0 {
		return false
	}
	u := f.g.units.symbols[f.text(k)]
	return u != nil && u.kind == Money
}

// currencyBefore reads the currency that stands at piece j, before digits:
// $, US$, US $, CHF, Fr. It returns the piece of the digits.
func (f *finder) currencyBefore(j int) (*unit, int) {
	if j >= len(f.p) || f.number(j) || f.is(j, cardinal) && !f.is(j, unitStart) {
		return nil, j
	}
	for k := j + 3; k > j; k-- {
		if !f.number(k) {
			continue
		}
		s := f.doc.Text[f.p[j].Start:f.p[k-1].End]
		s = f.symbol(s)
		if u := f.g.units.symbols[s]; u != nil && u.kind == Money && !centSign[s] && !(rareCode[s] && !f.large(k)) {
			return u, k
		}
		if u := f.g.units.words[fold(s)]; u != nil && u.kind == Money && u.factor.IsZero() && f.g.lang == "de" { // Euro 20, Franken 300
			return u, k
		}
	}
	return nil, j
}

// symbol is a currency's symbol as the tables spell it: US $ without its space
// (A $ is an article and a dollar), AUD$ without its sign, hk$ in capitals.
func (f *finder) symbol(s string) string {
	if i := strings.IndexByte(s, ' '); i > 1 {
		s = strings.ReplaceAll(s, " ", "")
	}
	prefix, ok := strings.CutSuffix(s, "$")
	switch {
	case !ok || f.g.units.symbols[s] != nil:
		return s
	case len(prefix) == 3:
		return strings.ToUpper(prefix)
	case len(prefix) == 2:
		return strings.ToUpper(s)
	}
	return s
}

// rareCode are the currencies' symbols that mean other things before small
// numbers: COP 27, DM 5.
var rareCode = set("COP LE RO SR QR SOS FF TL DM Sh Ft NIS")

// large reports whether the digits at k are a sum: grouped, of three digits and
// more, or with a magnitude.
func (f *finder) large(k int) bool {
	return f.p[k].digits.Grouped || f.p[k].digits.Count > 2 || f.is(k+1, scale)
}

// centSign are the symbols of subunits; they follow their number.
var centSign = set("p ct ¢ Rp.")

// unitReach is the longest name of a unit, in pieces.
const unitReach = 8

// unitAfter reads the unit at piece j, right after the number n: its longest
// name or symbol. Symbols follow digits only.
func (f *finder) unitAfter(j int, n *reading) (*unit, int, bool) {
	hyphened := f.joint(j)
	j = f.skipJoint(j)
	if !hyphened && f.is(j, adjacent) {
		j++
	}
	if !f.is(j, unitStart) {
		return nil, j, false
	}
	var buf [96]byte
	for k := min(j+unitReach, len(f.p)); k > j; k-- {
		s := f.doc.Text[f.p[j].Start:f.p[k-1].End]
		if len(s) > len(buf) || f.sign(k-1, ".") {
			continue
		}
		if n.digits || f.p[j].shape == mark {
			if u := f.g.units.symbols[s]; u != nil && f.symbolFits(s, j, k, n) {
				return f.local(u, j), k, true
			}
		}
		if u := f.g.units.words[string(appendFolded(buf[:0], s))]; u != nil {
			if f.is(j, timid) && !(f.g.lang == "de" && f.upper(j)) && k == j+1 && n.scale.IsZero() && (n.value.Cmp(numeral.Int(100)) < 0 || !n.digits) {
				return nil, j, false
			}
			return f.local(u, j), k, true
		}
	}
	if hyphened || f.glued(j) || f.g.lang == "de" {
		return nil, j, false
	}
	return nil, j, false
}

// symbolFits guards short symbols: letters that are glued to digits make
// decades (20s) and other names, and a lone letter is an initial.
func (f *finder) symbolFits(s string, j, k int, n *reading) bool {
	if f.glued(k) && (f.letters(k) || f.number(k)) {
		return false
	}
	switch s {
	case "s":
		return f.g.lang == "de" || !f.glued(j)
	case "h":
		return true
	case "A", "V", "W", "N", "K", "J", "B", "L":
		return f.glued(j) || !f.upper(k)
	case "p":
		return f.glued(j)
	case "Fr", "Ft", "Sh", "SR", "RO", "R", "LE":
		return true
	}
	return true
}

// local is what the unit at piece j means in this variety and text.
func (f *finder) local(u *unit, j int) *unit {
	switch {
	case u.kind == Money && !u.factor.IsZero() && strings.HasPrefix(f.lower(j), "cent") && f.money != nil && (f.money.family == "dollar" || f.money.name == "EUR"):
		return &unit{name: f.money.name, kind: Money, factor: u.factor}
	case u.name == "degree":
		switch {
		case f.is(j+1, compass) || f.glued(j) && f.g.lang == "en":
		case f.variety == "en-US":
			return f.g.units.symbols["°F"]
		default:
			return f.g.units.symbols["°C"]
		}
	case u.kind != Money || u.own:
	case u.family == "pound" && f.g.lang == "en" && f.variety == "en-US" && !strings.Contains(f.doc.Text, "£"):
		return f.g.units.symbols["lb"]
	case u.family != "dollar" && u.family != "pound":
		return f.country(u)
	}
	return u
}

// country finds the currency of u's family by the country that the text names
// most often; where it names none the family's first stands.
func (f *finder) country(u *unit) *unit {
	if f.mentioned == nil {
		f.mentioned = map[*unit]int{}
		for i, t := range f.doc.Tokens {
			if t.Kind != token.Word {
				continue
			}
			w := f.doc.Word(i)
			if f.g.lang == "de" && w[0] >= 'a' {
				w = inflected(w)
			}
			var buf [maxWord]byte
			if len(w) > len(buf) {
				continue
			}
			for _, c := range f.g.units.countries[string(appendFolded(buf[:0], w))] {
				f.mentioned[c]++
			}
		}
	}
	best, most := u, 0
	for c, n := range f.mentioned {
		if c.family == u.family && (n > most || n == most && c.name < best.name) {
			best, most = c, n
		}
	}
	return best
}

// rangeAfter reads the upper end of a range whose lower end n, with unit u,
// ends before piece j: bis, to, a dash, or within zwischen … und.
func (f *finder) rangeAfter(i int, n *reading, u *unit, j int, between_ bool) (reading, *unit, bool) {
	if n.many || n.single && !between_ {
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
		j++
	case f.hyphen(j) && f.glued(j) == f.glued(j+1) && (u == nil || f.glued(j)):
		j++
		dashed = true
	case f.dotted(j):
		return reading{}, nil, false
	case f.is(j, and) && (between_ || f.is(i-1, between)):
		j++
	case between_ && f.is(f.skipNoun(j), and):
		j = f.skipNoun(j) + 1
	case f.is(j, or):
		j++
		if !f.alternative(n, j) {
			return reading{}, nil, false
		}
	default:
		return reading{}, nil, false
	}
	if f.is(i-1, between) && f.lower(i-1) == "from" && f.cues&(rise|fall) != 0 {
		return reading{}, nil, false // rose from 5 to 6 percent: two levels
	}
	_, start := f.currencyBefore(j)
	if f.hyphen(start) {
		return reading{}, nil, false
	}
	m, ok := f.readNumber(start, start != j)
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
	if low.Cmp(m.value) >= 0 {
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

// titled reports whether an English number and its capitalised unit are a title
// (60 Minutes): the rest of the sentence is not written so.
func (f *finder) titled(q *quantity, n *reading) bool {
	if f.g.lang != "en" || q.unit.kind == Money || q.unit.kind == Percent || n.first == 0 {
		return false
	}
	if name := f.skipJoint(n.last); name >= q.last || !f.upper(name) || f.p[name].Len() < 4 || f.glued(name) {
		return false
	}
	for k := range f.p {
		if p := &f.p[k]; p.shape == letters && !p.upper && p.Len() > 3 {
			return true
		}
	}
	return false
}

// singleUnit decides whether ein, a or one before a unit, from piece i to
// last, counts. German and `one` do (ein Jahr Haft, one month); `a` only in a
// phrase of measure (nearly a decade, for a week, a year later).
func (f *finder) singleUnit(i, last int) bool {
	if f.g.lang == "de" {
		return !f.is(i-1, per) && f.lower(i) != "eines" && !pluralUnits[f.lower(last-1)]
	}
	if f.is(last-1, ordinal) && f.letters(last) && !f.is(last, function) { // a second time
		return false
	}
	if f.lower(i) == "one" {
		return !f.upper(i+1) && !(f.opens(i) && f.lower(last-1) == "day") && !f.is(last, and) && f.lower(last) != "of"
	}
	if i > 0 && f.modifierAt(i-1) || f.is(last, relative) && f.lower(last) != "before" {
		return true
	}
	switch f.lower(i - 1) {
	case "for", "within":
		return true
	}
	return false
}

// pluralUnits are no unit of a single thing: ein Jahrzehnte altes Foto.
var pluralUnits = set("jahre tage wochen stunden minuten sekunden monate jahrzehnte jahrzehnten jahrhunderte jahrhunderten jahrtausende jahrtausenden")

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
	if strings.HasPrefix(q.unit.name, "degree") && f.is(q.last, below) && (f.is(q.last+1, cardinal) && f.p[q.last+1].value.IsZero() || f.sign(q.last+1, "0")) {
		q.value, q.last = q.value.Neg(), q.last+2
	}
}

// aged turns a duration into an age where the text says so: 45 Jahre alt,
// 52-year-old, three years of age, im Alter von 58 Jahren.
func (f *finder) aged(q *quantity) {
	k := q.last
	switch {
	case f.joint(k) && f.is(k+1, old):
		q.kind, q.last = Age, k+2
		return
	case f.is(k, old) || f.is(k, of) && f.is(k+1, ageCue):
		q.kind = Age
		return
	case f.ageBefore(q.first), q.unit.name == "year" && f.minorsBefore(q.first), f.g.lang == "de" && q.unit.name == "year" && f.lower(q.first-1) == "ab":
		q.kind = Age
	}
}

// ageBefore reports whether an age is announced before piece i: im Alter von,
// at the age of, aged between.
func (f *finder) ageBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if f.is(k, ageCue) {
			return !(f.g.lang == "de" && !f.upper(k))
		}
		if !f.is(k, of|between|to) && len(f.p[k].mods) == 0 && f.lower(k) != "die" {
			return false
		}
	}
	return false
}

// count decides about a number without a unit: an age, a hyphenated unit, or
// a count with its noun. A lone ein or one needs evidence.
func (f *finder) count(q quantity, n reading, i int) (quantity, bool) {
	q.kind = Count
	k := q.last
	if f.decadeEnding(n.first) { // in their 20s: calendar left only these
		q.max, _ = q.value.Add(numeral.Int(9))
		q.ranged, q.kind, q.unit, q.last = true, Age, f.yearUnit(), k+1
		return q, true
	}
	// A suffix (82-Jährige, 25-köpfig) or any word behind a hyphen makes one
	// word with the number.
	if h := f.skipJoint(k); (h > k || f.glued(k)) && f.letters(h) && !(n.single && f.g.lang == "en") {
		if s, ok := f.suffix(f.lower(h)); ok && f.g.lang == "de" {
			if n.single && !s.single() {
				return quantity{}, false
			}
			q.last = h + 1
			f.apply(&q, s, h)
			return q, true
		}
		if h > k {
			q.last = h + 1
			q.noun = h
			if f.g.lang == "en" {
				q.noun = f.noun(h+1, true)
			}
			if f.is(h, old) {
				q.kind, q.unit = Age, f.yearUnit()
			}
			return q, true
		}
	}
	if f.g.lang == "en" && f.hyphen(k) && f.glued(k) && !f.glued(k+1) && f.is(k+1, to|and|or) {
		return f.hanging(q, k)
	}
	if n.digits && !q.ranged && f.apposition(n.first) || f.bareAge(&q, n.first) {
		q.kind, q.unit = Age, f.yearUnit()
		return q, true
	}
	if f.shaken(n.first) || n.digits && q.value.Cmp(numeral.Int(10)) < 0 && f.p[n.first].digits.Fraction && f.cues&magnitude != 0 && f.cues&quake != 0 && !f.letters(k) {
		q.kind, q.unit = Measure, richter
		return q, true
	}
	q.noun = f.after(k, q.value)
	if f.lower(k) == "teure" || f.lower(k) == "teuren" || f.lower(k) == "teurer" || f.lower(k) == "teures" {
		q.kind = Money
	}
	if n.single && !f.singleCount(&q, i) {
		return quantity{}, false
	}
	if n.many && q.noun < 0 && f.lower(n.first) == "score" {
		return quantity{}, false
	}
	return q, true
}

// hanging reads the first half of `10- and 12-year-olds`, which are two.
func (f *finder) hanging(q quantity, k int) (quantity, bool) {
	q.last = k
	return q, true
}

func (f *finder) yearUnit() *unit {
	if f.g.lang == "de" {
		return f.g.units.words["jahr"]
	}
	return f.g.units.words["year"]
}

// bareAge reports whether a number without a unit is an age: aged 45, he is
// 62, turned 50, children under 5.
func (f *finder) bareAge(q *quantity, i int) bool {
	v, ok := q.value.Int64()
	if !ok || v < 1 || v > 115 || !q.scale.IsZero() {
		return false
	}
	if f.ageBefore(q.first) {
		return true
	}
	end := !f.letters(q.last) && !f.sign(q.last, "%") || f.is(q.last, and|or|function) && !f.is(q.last, of)
	if f.g.lang == "en" && end && f.is(i-1, being) {
		switch f.lower(i - 1) {
		case "turned", "turns", "turning":
			return true
		}
		return f.is(i-2, pronoun)
	}
	if f.g.lang == "de" && end && v >= 10 && f.is(i-1, being) && f.is(i-2, pronoun) && f.number(i) {
		return true
	}
	return end && i > 1 && f.modifierAt(i-1) && f.minorsBefore(i)
}

// minorsBefore reports whether people whose bound is an age stand before
// piece i, with a bound between: children under 5, Kinder zwischen 10 und 12.
func (f *finder) minorsBefore(i int) bool {
	k := i - 1
	if k < 0 {
		return false
	}
	if name, first := f.phraseBefore(k); name != "" {
		k = first
	} else if !f.is(k, between) {
		return false
	}
	return minors[f.lower(k-1)]
}

// quaking reports whether the text is about an earthquake.
func (f *finder) quaking() bool {
	return strings.Contains(f.doc.Text, "beben") || strings.Contains(f.doc.Text, "Beben")
}

var richter = english.words["magnitude"]

// minors are the people whose bound is an age: children under 5.
var minors = set("children kids people those women men adults anyone everyone persons boys girls youths youngsters players teenagers kinder kindern personen jugendliche jugendlichen menschen frauen männer männern")

// shaken reports whether the number at i is an earthquake's magnitude.
func (f *finder) shaken(i int) bool {
	k := i - 1
	for f.is(k, of) || k >= 0 && len(f.p[k].mods) > 0 || f.joint(k) {
		k--
	}
	return f.is(k, magnitude) && (f.g.lang == "en" || f.cues&quake != 0 || f.quaking())
}

// singleCount decides whether a lone ein or one counts. It does when it is
// bounded (mindestens ein, more than one) or part of a counted whole (einem der
// zehn). German ein counts people hurt as well, and in lists of counts; English
// one counts as an object (reported one case), not as a subject that could have
// an article (One doctor said) and not in phrases (in one case, one another).
func (f *finder) singleCount(q *quantity, i int) bool {
	if f.lower(i) != "one" && f.g.lang == "en" {
		return false
	}
	if i > 0 && f.p[i-1].mods != nil {
		if name, k := f.phraseBefore(i - 1); name == AtLeast || name == AtMost && f.is(i-1, comparing) || (name == MoreThan || name == LessThan) && f.is(i-1, comparing) && f.is(k, more|less) {
			return q.noun >= 0
		}
	}
	if f.is(q.last, of) || f.g.lang == "de" && f.is(q.last, definite) {
		for k := q.last + 1; k < q.last+5 && k < len(f.p); k++ {
			if f.number(k) || f.is(k, cardinal) {
				return true
			}
		}
		return false
	}
	if f.g.lang == "de" {
		return q.noun == q.last && f.is(q.noun, person) || f.enumerated(q)
	}
	if q.noun < 0 || f.opens(i) || f.upper(i) || f.upper(i+1) || f.is(i-1, definite|ordinal) || f.is(q.last, function|verb) {
		return false
	}
	switch f.lower(i - 1) {
	case "in", "on", "at", "no", "than", "as", "but":
		return false
	}
	return !vague[f.lower(q.last)] && !vague[f.lower(q.noun)]
}

// vague are the words that `one` does not count.
var vague = set("day morning night evening afternoon another thing side way hand time such reason example man woman person can who whose that moment point more last big major key")

// enumerated reports whether ein stands in a list of counts: zwei Tore, einen
// Titel und drei Siege.
func (f *finder) enumerated(q *quantity) bool {
	if q.noun < 0 || q.noun > q.last+2 {
		return false
	}
	for k := q.last; k < q.noun; k++ {
		if f.p[k].is != 0 || f.p[k].numeric || !adjectival(f.lower(k)) {
			return false
		}
	}
	if k := len(f.quantities) - 1; k >= 0 {
		prev := &f.quantities[k]
		if prev.kind == Count && prev.noun >= 0 && (f.sign(prev.noun+1, ",") || f.is(prev.noun+1, and)) && prev.noun+2 == q.first {
			return true
		}
	}
	return false
}

// share gives units, nouns and magnitudes that are said once to the other
// numbers that they belong to: 0 auf 100 km/h, drei oder vier Fälle, 25 von 30
// Millionen. It also settles money without its currency beside it.
func (f *finder) share() {
	qs := f.quantities
	for k := len(qs) - 2; k >= 0; k-- {
		a, b := &qs[k], &qs[k+1]
		if a.kind != Count || a.ranged && a.unit != nil {
			continue
		}
		gap := b.first - a.last
		if gap == 1 && f.is(a.last, of) && a.scale.IsZero() && !b.scale.IsZero() && b.kind != Percent {
			if v, ok := a.value.Mul(b.scale); ok && v.Cmp(b.value) < 0 {
				a.value, a.scale = v, b.scale
			}
		}
		if f.sign(a.last, ",") && f.is(a.last+1, or) && b.kind == Percent { // 5,000, or 9 percent
			continue
		}
		if a.unit != nil || a.noun >= 0 && a.noun < b.first || !f.connected(a.last, b.first) {
			continue
		}
		switch {
		case b.unit != nil && b.kind != Age:
			a.kind, a.unit = b.kind, b.unit
			if a.kind == Age {
				a.unit = b.unit
			}
			f.unify(a)
		case b.kind == Count && a.noun < 0:
			a.noun = b.noun
		}
	}
	for k := 1; k < len(qs); k++ { // aged 19 and 23
		a, b := &qs[k-1], &qs[k]
		if a.kind == Age && b.kind == Count && b.noun < 0 && b.value.Cmp(numeral.Int(115)) < 0 && f.connected(a.last, b.first) {
			b.kind, b.unit = Age, a.unit
		}
	}
	for k := range qs {
		f.currencyOf(k)
		f.converted(k)
	}
}

// connected reports whether between the pieces [j, k) stands only what joins
// two numbers of one kind.
func (f *finder) connected(j, k int) bool {
	if j >= k || k-j > 5 {
		return false
	}
	for ; j < k; j++ {
		if !f.is(j, and|or|to|level|of) && !f.sign(j, ",") && !f.hyphen(j) && !connectors[f.lower(j)] && len(f.p[j].mods) == 0 {
			return false
		}
	}
	return true
}

var connectors = set("gegenüber statt gegen against compared with versus nach anderen angaben gegebenenfalls beziehungsweise bzw. possibly perhaps maybe vielleicht sogar even out dann später")

// currencyOf gives a large count without a noun the only currency of its
// sentence: 27 Millionen Euro, die um drei Millionen erhöht werden.
func (f *finder) currencyOf(k int) {
	q := &f.quantities[k]
	if q.kind != Count || q.noun >= 0 || q.scale.Cmp(numeral.Int(1_000_000)) < 0 {
		return
	}
	var found *unit
	for j := range f.quantities {
		if o := &f.quantities[j]; o.kind == Money && o.unit != nil && !o.scale.IsZero() {
			if found != nil && found.name != o.unit.name {
				return
			}
			found = o.unit
		}
	}
	if found != nil {
		q.kind, q.unit = Money, found
	}
}

// converted lets a measure in brackets share the modifier of the one that it
// converts: approximately 6.2 miles (10km).
func (f *finder) converted(k int) {
	if k == 0 {
		return
	}
	a, b := &f.quantities[k-1], &f.quantities[k]
	if b.kind == Measure && a.kind == Measure && b.modifier == "" && a.modifier == Approx && b.first == a.last+1 && f.sign(a.last, "(") {
		b.modifier = a.modifier
	}
}
