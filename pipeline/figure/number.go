package figure

import "enricher/pipeline/numeral"

// A reading is a number as it stands in the pieces [first, last).
type reading struct {
	first, last int
	value       numeral.Decimal
	scale       numeral.Decimal // product of the magnitude words; zero without
	digits      bool            // written in digits
	many        bool            // dozens, mehrere Millionen
	single      bool            // a lone ein, a or one: the caller needs more evidence
}

var tenth, one, hundred, thousand = numeral.Ratio(1, 10), numeral.Int(1), numeral.Int(100), numeral.Int(1000)

// readNumber reads the number that begins at piece i: digits or words, a
// half, magnitudes. money tells that a currency stands before it, so that
// short magnitudes (3m) count.
func (f *finder) readNumber(i int, money bool) (reading, bool) {
	n := reading{first: i, last: i + 1}
	switch {
	case f.number(i):
		if !f.p[i].digits.Exact {
			return n, false
		}
		n.value, n.digits = f.p[i].digits.Value, true
		if f.swissPoint(i) {
			n.value, _ = n.value.Shift(-3)
		}
		if v, ok := f.quotient(i); ok { // 1/4 mile
			n.value, n.last = v, i+3
			break
		}
		f.vulgar(&n)
		f.priceDash(&n, money)
		f.point(&n)
	case f.is(i, several):
		for n.last < i+4 && f.is(n.last, article|several) {
			n.last++
		}
		if f.is(n.last, of) && f.is(n.last+1, scale) { // a couple of hundred
			n.last++
		}
		n.last = f.skipJoint(n.last) // multi-million
		if !f.is(n.last, scale) || f.is(n.last, shortScale) {
			return n, false
		}
		n.first, n.value, n.many = n.last, one, true
	case f.is(i, article):
		if f.is(i+1, several) {
			return f.readNumber(i+1, money)
		}
		switch {
		case f.is(i+1, half) && !f.joint(i+2) || f.is(i+1, half) && f.is(i+3, scale|unitStart):
			n.value, n.last = numeral.Ratio(1, 2), i+2
			if !f.is(f.skipJoint(n.last), scale|unitStart) {
				return n, false
			}
		case f.part(&n, 1):
		default:
			n.value, n.single = one, true
		}
	case f.is(i, half):
		n.value = numeral.Ratio(1, 2)
		if f.is(i+1, article) && f.is(i+2, scale|unitStart) {
			n.last = i + 2
		}
		if !f.is(f.skipJoint(n.last), scale|unitStart) {
			return n, false
		}
	case f.is(i, mixed):
		n.value = f.p[i].value
	case f.g.lang == "en" && f.is(i, denominator) && (f.part(&n, 1) || f.unitPart(&n)):
	case f.is(i, cardinal):
		if over, _ := f.p[i].value.Int64(); over > 0 && over < 10 && f.part(&n, over) {
			break
		}
		if !f.words(&n) {
			return n, false
		}
		f.halves(&n)
		n.single = f.g.lang == "en" && n.last == i+1 && n.value == one
	case f.is(i, scale):
		// Hunderte, tausend, dozens: plurals and round German words stand
		// alone; Million, dozen and shortened ones do not.
		n.value, n.last = one, i
		n.many = f.many(i)
		if !n.many && (f.g.lang == "en" && !f.scaled(i) || f.g.lang == "de" && f.p[i].upper || f.is(i, shortScale)) && !f.roundWord(i) {
			return n, false
		}
	default:
		return n, false
	}
	f.andHalf(&n)
	if !f.scales(&n, money) {
		return n, false
	}
	f.andHalf(&n)
	return n, n.last > n.first
}

// swissPoint reports whether the lone point of the number at i is a decimal mark
// after all: Swiss thousands have apostrophes, so that before a unit, which
// things that are counted have not, 1.085 is a rate. Nobody writes 12.500 for
// twelve and a half.
func (f *finder) swissPoint(i int) bool {
	return f.p[i].digits.Lone && f.thousands == 0 && f.variety == "de-CH" && f.doc.Text[f.p[i].End-1] != '0' && (f.hasUnit(i+1) || f.currencyAt(i-1))
}

// part reads the fraction of a magnitude: a quarter of a million, three
// quarters of a billion, quarter million. Its upper part stands at n.first.
func (f *finder) part(n *reading, over int64) bool {
	j := n.first
	if !f.is(j, denominator) || f.is(j, article|cardinal) {
		j = f.skipJoint(n.first + 1)
	}
	if !f.is(j, denominator) {
		return false
	}
	under, _ := f.p[j].value.Int64()
	j++
	if f.is(j, of) && f.is(j+1, article) {
		j += 2
	}
	j = f.skipJoint(j)
	if !f.is(j, scale) || f.is(j, shortScale) || f.many(j) && f.g.lang == "en" {
		return false
	}
	n.value, n.last = numeral.Ratio(over, under), j
	return true
}

// unitPart reads a fraction right before the one unit that it is of: a
// quarter-mile track, half a quarter inch. In the third quarter of a match, or of
// a year, no unit follows.
func (f *finder) unitPart(n *reading) bool {
	j := f.skipJoint(n.first + 1)
	if !f.is(j, unitStart) || endsFold(f.text(n.first), "s") || endsFold(f.text(j), "s") || f.p[j].Len() < 4 || f.is(n.first-1, ordinal) || f.ordinalEnding(n.first-2) {
		return false
	}
	if u, _, ok := f.unitAfter(j, n); !ok || u.kind != Measure && u.kind != Duration {
		return false
	}
	under, _ := f.p[n.first].value.Int64()
	n.value, n.last = numeral.Ratio(1, under), n.first+1
	return true
}

// halves makes of two and more halves what they add up to: drei halbe Tage are
// one and a half.
func (f *finder) halves(n *reading) {
	if f.g.lang != "de" || !f.is(n.last, half) || endsFold(f.text(n.last), "halb") || n.value.Cmp(one) <= 0 || !f.letters(n.last+1) || !f.upper(n.last+1) {
		return
	}
	if v, ok := n.value.Mul(numeral.Ratio(1, 2)); ok {
		n.value, n.last = v, n.last+1
	}
}

// point adds the decimals of digits whose mark is spelt out: 3 Komma 5, 1 point 5.
func (f *finder) point(n *reading) {
	j := n.last
	if !n.value.Whole() || !f.is(j, point) || f.glued(j) || !f.number(j+1) {
		return
	}
	d := f.p[j+1].digits
	if !d.Exact || d.Grouped || d.Fraction || d.Count > 3 {
		return
	}
	if u, _, ok := f.unitAfter(j+2, n); ok && u.kind == Duration { // scored 1 point 5 minutes before the end
		return
	}
	if part, ok := d.Value.Shift(-d.Count); ok {
		if v, ok := n.value.Add(part); ok {
			n.value, n.last = v, j+2
		}
	}
}

// roundWord reports whether the scale at i stands for itself at the head of a
// sentence, where German capitalises it: Tausend Menschen.
func (f *finder) roundWord(i int) bool {
	return f.g.lang == "de" && f.opens(i) && !f.is(i, shortScale) && f.p[i].value.Cmp(numeral.Int(100)) >= 0 && f.p[i].value.Cmp(numeral.Int(1000)) <= 0
}

// scaled reports whether the English magnitude at i, without a number, counts
// all the same: hundred thousand dollars, thousand litres.
func (f *finder) scaled(i int) bool {
	if i == 0 && !f.upper(i) && f.p[i].token > 0 || f.is(i-1, scale) { // a line's continuation
		return false
	}
	_, _, unit := f.unitAfter(i+1, &reading{})
	return (unit || f.is(i+1, scale) && !f.many(i+1)) && !f.is(i, shortScale) && !f.is(i-1, definite|per) && !f.is(i+1, shortScale)
}

// vulgar adds the fraction of 3½ and 1 1/2.
func (f *finder) vulgar(n *reading) {
	j := n.last
	if f.number(j) && f.p[j].digits.Fraction && f.p[j].digits.Count == 0 && f.p[j].digits.Exact {
		n.value, _ = n.value.Add(f.p[j].digits.Value)
		n.last++
		return
	}
	if f.number(j) && !f.glued(j) && f.sign(j+1, "/") && f.number(j+2) && n.value.Whole() {
		if v, ok := f.quotient(j); ok {
			if sum, ok := n.value.Add(v); ok {
				n.value, n.last = sum, j+3
			}
		}
	}
}

// priceDash takes the dash along that stands for the missing cents: 20.- Fr.,
// Fr. 20.–, 50,-.
func (f *finder) priceDash(n *reading, money bool) {
	j := n.last
	if f.priced(j - 1) {
		for j += 2; f.hyphen(j) && f.glued(j); j++ {
		}
		if u, _, ok := f.unitAfter(j, n); money || ok && u.kind == Money {
			n.last = j
		}
	}
}

// priced reports whether a point and a dash for the missing cents follow the
// number at i: 1000.–.
func (f *finder) priced(i int) bool {
	return (f.sign(i+1, ".") || f.sign(i+1, ",")) && f.glued(i+1) && f.hyphen(i+2) && f.glued(i+2)
}

// quotient reads a proper fraction of small numbers, 1/2 or 3/4, at piece j.
func (f *finder) quotient(j int) (numeral.Decimal, bool) {
	if !f.number(j) || !f.sign(j+1, "/") || !f.glued(j+1) || !f.glued(j+2) || !f.number(j+2) || f.sign(j+3, "/") {
		return numeral.Decimal{}, false
	}
	over, ok := f.p[j].digits.Value.Int64()
	under, ok2 := f.p[j+2].digits.Value.Int64()
	if !ok || !ok2 || over < 1 || over >= under || under > 10 {
		return numeral.Decimal{}, false
	}
	return numeral.Ratio(over, under), true
}

// words reads a cardinal of several words: units after tens, and in English
// hundreds and what follows them (two hundred and five thousand). Two numbers
// side by side (nineteen eighty) are a year and no number.
func (f *finder) words(n *reading) bool { return f.cardinals(n) && f.spoken(n) }

// cardinals reads the words before a spoken decimal mark.
func (f *finder) cardinals(n *reading) bool {
	n.value = f.p[n.first].value
	if f.g.lang == "de" {
		return true
	}
	small, _ := n.value.Int64()
	hundreds := false
	for {
		j := f.skipJoint(n.last)
		switch {
		case f.is(j, scale) && f.p[j].value == hundred && !f.many(j) && small < 100 && small > 0 && !hundreds:
			small *= 100
			hundreds = true
			n.last = j + 1
			continue
		case f.is(j, cardinal) && f.letters(j) && (f.glued(j) || j == n.last):
			v, _ := f.p[j].value.Int64()
			if small%10 == 0 && small%100 >= 20 && v > 0 && v < 10 || hundreds && small%100 == 0 && v > 0 && v < 100 {
				small += v
				n.last = j + 1
				continue
			}
			if small >= 10 && v >= 10 {
				return false
			}
		case hundreds && small%100 == 0 && f.is(j, and) && f.is(j+1, cardinal):
			v, _ := f.p[j+1].value.Int64()
			if v > 0 && v < 100 {
				small += v
				n.last = j + 2
				continue
			}
		}
		break
	}
	n.value = numeral.Int(small)
	return true
}

// spoken reads the decimals of `drei Komma fünf`, `two point five`, digit by
// digit or two at once (zwei Komma fünfzehn, two point seventy-one).
func (f *finder) spoken(n *reading) bool {
	if !f.is(n.last, point) || !f.is(n.last+1, cardinal) {
		return true
	}
	pair := reading{first: n.last + 1, last: n.last + 2}
	if v := f.p[pair.first].value; v.Cmp(numeral.Int(9)) > 0 {
		if v.Cmp(hundred) >= 0 || !f.cardinals(&pair) || pair.value.Cmp(hundred) >= 0 {
			return true
		}
		part, _ := pair.value.Shift(-2)
		sum, ok := n.value.Add(part)
		n.value, n.last = sum, pair.last
		return ok
	}
	place := tenth
	for j := n.last + 1; f.is(j, cardinal); j++ {
		digit := f.p[j].value
		if digit.Cmp(numeral.Int(9)) > 0 {
			break
		}
		part, _ := digit.Mul(place)
		sum, ok := n.value.Add(part)
		if !ok {
			return false
		}
		n.value, n.last = sum, j+1
		place, _ = place.Mul(tenth)
	}
	return true
}

// skipJoint is the piece after a glued hyphen at j, or j.
func (f *finder) skipJoint(j int) int {
	if f.joint(j) {
		return j + 1
	}
	return j
}

// andHalf adds the half of `two and a half`, `zwei und eine halbe`, and the
// quarters.
func (f *finder) andHalf(n *reading) {
	j := f.skipJoint(n.last)
	if !f.is(j, and) {
		return
	}
	j = f.skipJoint(j + 1)
	over := int64(1)
	switch {
	case f.is(j, half|denominator) && !f.is(j, article|cardinal) && !f.is(j+1, of|definite|article): // an hour and half
		j--
	case f.is(j, article):
	case f.is(j, cardinal) && f.letters(j):
		over, _ = f.p[j].value.Int64()
	default:
		return
	}
	j = f.skipJoint(j + 1)
	under := int64(2)
	if !f.is(j, half) {
		if !f.is(j, denominator) && !(f.g.lang == "en" && f.is(j, ordinal) && over == 1 && (!f.letters(j+1) || f.is(j+1, function|scale))) {
			return
		}
		under, _ = f.p[j].value.Int64()
	}
	if over < 1 || over >= under || !n.scale.IsZero() && f.is(j+1, scale) { // a billion and three quarters of a million
		return
	}
	part := numeral.Ratio(over, under)
	if !n.scale.IsZero() {
		part, _ = part.Mul(n.scale)
	}
	if sum, ok := n.value.Add(part); ok {
		n.value, n.last, n.single = sum, j+1, false
	}
}

// scales multiplies the magnitudes that follow and adds smaller groups
// (zwei Millionen dreihunderttausend, two million three hundred thousand).
func (f *finder) scales(n *reading, money bool) bool {
	for count := 0; ; count++ {
		j := f.skipJoint(n.last)
		if f.g.lang == "en" && n.many && f.is(j, of) && f.is(j+1, scale) && f.many(j+1) { // tens of thousands
			j++
		}
		if !f.is(j, scale) || !f.magnitudeFits(n, j, money) {
			break
		}
		v, ok := n.value.Mul(f.p[j].value)
		if !ok || count == 3 { // too much to be a number
			return false
		}
		if n.scale.IsZero() {
			n.scale = one
		}
		n.scale, _ = n.scale.Mul(f.p[j].value)
		n.value, n.last, n.single = v, j+1, false
	}
	if n.scale.Cmp(thousand) < 0 && !(n.digits && n.scale == hundred) || n.many {
		return true
	}
	// A smaller group goes on with the number, in words as it is and in digits if
	// it has a magnitude of its own (2 million 300 thousand) or is what `and` adds
	// to hundreds (3 hundred and 21).
	j := n.last
	if f.is(j, and) {
		j++
	}
	if !f.is(j, cardinal) && !(n.digits && f.number(j)) || f.glued(j) || f.depth > 3 {
		return true
	}
	f.depth++
	rest, ok := f.readNumber(j, false)
	f.depth--
	if !ok || n.digits && n.scale != hundred && rest.scale.IsZero() || rest.digits && !n.digits || !rest.value.Whole() {
		return true
	}
	if rest.value.Cmp(n.scale) < 0 && (j == n.last && n.scale != hundred || j > n.last && rest.value.Cmp(hundred) < 0 && n.scale.Cmp(thousand) <= 0) {
		if sum, ok := n.value.Add(rest.value); ok {
			n.value, n.last = sum, rest.last
		}
	}
	return true
}

// magnitudeFits reports whether the scale word at j multiplies the number.
// A bare letter does after a currency, or glued to digits before what is
// counted (3m people, 10k runners).
func (f *finder) magnitudeFits(n *reading, j int, money bool) bool {
	if !f.is(j, shortScale) {
		if f.p[j].value == hundred && !n.digits && n.value.Cmp(hundred) >= 0 && n.scale.Cmp(thousand) < 0 { // three hundred five hundred
			return false
		}
		if f.has(j, twenty) {
			if n.last == n.first {
				return f.many(j) && f.is(j+1, of)
			}
			return n.value.Cmp(numeral.Int(20)) < 0 && (n.single || n.scale.IsZero() && !n.digits) && !f.is(j+1, verb)
		}
		return true
	}
	if f.p[j].Len() > 1 {
		return n.digits || !n.single && n.last > n.first && f.g.lang == "en"
	}
	if !n.digits {
		return false
	}
	if money {
		return true
	}
	if !f.glued(j) || f.glued(j+1) && f.letters(j+1) {
		return false
	}
	if f.p[j].value == thousand || f.p[n.first].digits.Fraction && f.upper(j) { // 10k, 1.2M
		return true
	}
	return f.text(j) != "b" && f.letters(j+1) && f.plural(j+1)
}
