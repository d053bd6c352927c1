package figure

import (
	"slices"
	"strings"

	"enricher/pipeline/numeral"
)

// count decides about a number without a unit: an age, a hyphenated unit, or
// a count with its noun. A lone ein or one needs evidence.
func (f *finder) count(q *quantity, n *reading, i int) bool {
	q.kind = Count
	k := q.last
	if f.decadeEnding(n.first) { // in their 20s: calendar left only these
		q.max, _ = q.value.Add(numeral.Int(9))
		q.ranged, q.kind, q.unit, q.last = true, Age, f.yearUnit(), k+1
		return true
	}
	// A suffix (82-Jährige, 25-köpfig) or any word behind a hyphen makes one
	// word with the number.
	if h := f.skipJoint(k); (h > k || f.glued(k)) && f.letters(h) && !(n.single && f.g.lang == "en") {
		s, suffixed := f.suffix(f.lower(h))
		switch {
		case suffixed:
			if n.single && !s.single() {
				return false
			}
			q.last = h + 1
			f.apply(q, s, h)
			return true
		case h == k && n.digits, h > k && f.g.lang == "en" && f.upper(h) && f.lowerCased():
			return q.nothing(h + 1) // 3M, 7-Eleven
		case h > k && f.g.lang == "en" && f.is(h, function) && f.joint(h+1):
			return q.nothing(f.chainEnd(h)) // 1-in-100-year, two-for-one
		case h == k:
		case f.has(h, vaguely): // 20-odd people
			q.modifier, q.modFirst, q.modLast = Approx, h, h+1
			q.noun = f.noun(h+1, false)
			return true
		default:
			q.last, q.noun = h+1, h
			if f.g.lang == "en" {
				q.noun = f.noun(h+1, true)
			}
			if f.is(h, old) {
				q.kind, q.unit = Age, f.yearUnit()
			}
			return true
		}
	}
	if n.digits && !q.ranged && f.apposition(n.first) || f.bareAge(q, n.first) {
		q.kind, q.unit = Age, f.yearUnit()
		return true
	}
	if f.shaken(n.first) || n.digits && q.value.Cmp(numeral.Int(10)) < 0 && f.p[n.first].digits.Fraction && f.cues&magnitude != 0 && f.cues&quake != 0 && !f.letters(k) {
		q.kind, q.unit = Measure, richter
		return true
	}
	if f.belowZero(k) { // 2 below zero
		q.kind, q.unit, q.value, q.last = Measure, f.local(f.g.units.symbols["°"], k), q.value.Neg(), k+2
		return true
	}
	if f.inches(q) {
		q.kind, q.unit, q.last = Measure, f.g.units.words["inch"], k+1
		return true
	}
	q.noun = f.after(k, q.value)
	if f.has(k, costly) {
		q.kind = Money // der 2 Millionen teure Zaun
	}
	if n.single && !f.singleCount(q, i) {
		return false
	}
	if n.many && q.noun < 0 && f.has(n.first, twenty) {
		return false
	}
	return true
}

// inches reports whether the `in` behind a quantity is a unit: right behind feet
// (5 ft 2 in), and not before a year or a noun phrase (stood at 6 feet 2 in the
// dark).
func (f *finder) inches(q *quantity) bool {
	k := len(f.quantities) - 1
	if f.g.lang != "en" || k < 0 || !f.has(q.last, within) || f.number(q.last+1) || f.is(q.last+1, definite|article|month) || f.upper(q.last+1) {
		return false
	}
	feet := &f.quantities[k]
	return feet.unit != nil && feet.unit.name == "foot" && (q.first == feet.last || q.first == feet.last+1 && (f.sign(feet.last, ",") || f.is(feet.last, and)))
}

// yearUnit is the unit of ages.
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
	end := !f.letters(q.last) && !f.sign(q.last, "%") || f.is(q.last, and|or|function|verb) && !f.is(q.last, of)
	if f.g.lang == "en" && end && f.is(i-1, being) {
		return f.has(i-1, turning) || f.is(i-2, pronoun)
	}
	if f.g.lang == "de" && end && v >= 10 && f.is(i-1, being) && f.is(i-2, pronoun) && f.number(i) {
		return true
	}
	return end && i > 1 && (f.modifierAt(i-1) && f.minorsBefore(i) || f.g.lang == "en" && f.is(i-1, of) && f.has(i-2, minors)) // a boy of 12
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
	return f.has(k-1, minors)
}

// quaking reports whether the text is about an earthquake.
func (f *finder) quaking() bool {
	return slices.ContainsFunc(f.g.quakes, func(w string) bool { return strings.Contains(f.doc.Text, w) })
}

var richter = english.words["magnitude"]

// shaken reports whether the number at i is an earthquake's magnitude.
func (f *finder) shaken(i int) bool {
	k := i - 1
	for f.is(k, of) || k >= 0 && len(f.mods(k)) > 0 || f.joint(k) {
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
	if f.g.lang == "en" && !f.is(i, cardinal) {
		return false
	}
	if i > 0 && len(f.mods(i-1)) > 0 {
		if name, k := f.phraseBefore(i - 1); name == AtLeast || name == AtMost && f.is(i-1, comparing) || (name == MoreThan || name == LessThan) && f.is(i-1, comparing) && f.is(k, more|less) {
			return q.noun >= 0
		}
	}
	if f.is(q.last, of) || f.has(q.last, outOf) && f.is(q.last+1, of) || f.g.lang == "de" && f.is(q.last, definite) {
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
	return !f.has(i-1, idiomatic) && !f.has(q.last, vague) && !f.has(q.noun, vague)
}

// enumerated reports whether ein stands in a list of counts: zwei Tore, einen
// Titel und drei Siege.
func (f *finder) enumerated(q *quantity) bool {
	if q.noun < 0 || q.noun > q.last+2 {
		return false
	}
	for k := q.last; k < q.noun; k++ {
		if f.p[k].is != 0 || !adjectival(f.lower(k)) {
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
