package timex

import (
	"strings"

	"enricher/pipeline/numeral"
)

// What may stand around an English date.
const (
	enWeekday = `((WEEKDAY|WEEKDAYABBR) PART? ,? (DET)?)? `
	enRelated = `(LAST|NEXT|THIS|SAME|FOLLOWING|PRECEDING) `
	enYear    = ` (,? YEAR|(of|in)? (LAST|NEXT|THIS|SAME|FOLLOWING|PRECEDING) YEARWORD|of DET (LAST|NEXT|SAME|FOLLOWING|PRECEDING)? YEARWORD|of YEAR)? ERA?`
	enEdge    = `(DET? EDGE (of|in|this)? DET?)? `
	enAmount  = `((NUM|ONE) SCALE?|ONE? FEW of?|ONE FEW|couple of) `
	enHalf    = `(and ONE? HALF)? `
)

func newEnglish() *language {
	return newLanguage(englishWords(), englishRules(), grammar{analyseEnglish, englishTense, englishGeneric, enPrepositions})
}

// englishRules is the English grammar. Of two readings of the same words the
// longer wins, then the earlier rule.
func englishRules() []rule {
	return []rule{
		// Ages, scores, names and idioms that look like times.
		{"age", `QUANT? (NUM|ONE) UNIT (old|of age)`, nil},
		{"age-joined", `NUMUNIT (old|olds)`, nil},
		{"aged", `(aged|age) NUM ((to|DASH) NUM)?`, nil},
		{"around-the-clock", `HOUR / HOUR`, nil},
		{"idiom", `at the end of the day|so far >|once again|once upon|once more|day one|at once|one day|by and by|sooner or later|later on >|half time|second half|first half >`, nil},
		{"second-place", `(second|seconds) (place|half|time|term|round|quarter >)`, nil},
		{"as-soon-as", `as soon as`, nil},
		{"no-later", `no later than >|now that|former >`, nil},
		{"that-first", `(the|for) (first|second|third|last) time`, nil},

		// Days.
		{"iso", `ISO|YEAR DASH DAY DASH DAY`, isoDay},
		{"numeric", enWeekday + `(DAY / DAY / (YEAR|YY)|DAY DASH DAY DASH YEAR)`, slashDate},
		{"numeric-dots", enWeekday + `NUMDATE`, numericDate},
		{"month-day", enWeekday + `(LAST|NEXT|THIS)? EDGE? MONTH DET? (DAY|ORD)` + enYear, monthDayEn},
		{"day-month", enWeekday + `DET? (DAY|ORD) of? MONTH` + enYear, dayMonthEn},
		{"month-days", `MONTH (DAY|ORD) (DASH|and|to|through|or) (DAY|ORD)` + enYear, dayRangeEn},
		{"days-month", `(DAY|ORD) (DASH|and|to|or) (DAY|ORD) of? MONTH` + enYear, dayRangeEn},
		{"date-range", `MONTH DAY (DASH|and|to|through) MONTH DAY ,? YEAR`, dateRangeEn},
		{"date-range-day-first", `DAY MONTH (DASH|and|to|until) DAY MONTH YEAR`, dateRangeEn},
		{"day-of-month", `DET ORD of (LAST|NEXT|THIS|SAME|DET) MONTHUNIT`, dayOfMonth},
		{"weekday", `(early|late)? (` + enRelated + `)? WEEKDAY (PART)?`, weekdayOf},
		{"weekday-of-week", `WEEKDAY PART? (of)? (LAST|NEXT|THIS) WEEK`, weekdayOf},
		{"deictic", `(earlier|later|early|late)? DEICTIC (PART)?`, deicticEn},
		{"this-part", `(earlier|later|early|late)? (THIS|LAST|SAME) (PART|SMALLPART)`, thisPart},
		{"that-day", `(DET)? (SAME|NEXT|FOLLOWING|PRECEDING|THIS) DAYWORD`, relatedUnit},
		{"day-before", `the DAYWORD (before|after) yesterday|the DAYWORD (before|after) tomorrow`, dayBefore},
		{"unit-before", `the UNIT (LATER|EARLIER)`, unitBefore},

		// Holidays.
		{"feast", `(` + enRelated + `)? FEAST (DAYWORD|eve|sunday)? ` + enYear, feastEn},
		{"new-year", `new year ('s|’s|s)? (eve|DAYWORD)?` + enYear, newYear},
		{"independence-day", `independence DAYWORD` + enYear, feastNamed(feast{month: 7, day: 4})},
		{"labor-day", `(labor|labour) DAYWORD` + enYear, laborDay},
		{"memorial-day", `memorial DAYWORD` + enYear, feastNamed(feast{rule: nth, month: 5, weekday: 1, nth: -1})},
		{"columbus-day", `columbus DAYWORD` + enYear, feastNamed(feast{rule: nth, month: 10, weekday: 1, nth: 2})},
		{"presidents-day", `(presidents|president) ('|’|'s|’s)? DAYWORD` + enYear, feastNamed(feast{rule: nth, month: 2, weekday: 1, nth: 3})},
		{"king-day", `(martin luther king|mlk) (jr.)? DAYWORD` + enYear, feastNamed(feast{rule: nth, month: 1, weekday: 1, nth: 3})},
		{"veterans-day", `(veterans|armistice|remembrance) ('|’)? DAYWORD` + enYear, feastNamed(feast{month: 11, day: 11})},
		{"valentine", `valentine ('s|’s)? DAYWORD` + enYear, feastNamed(feast{month: 2, day: 14})},
		{"patrick", `(st.|st|saint) patrick ('s|’s)? DAYWORD` + enYear, feastNamed(feast{month: 3, day: 17})},
		{"boxing-day", `boxing DAYWORD` + enYear, feastNamed(feast{month: 12, day: 26})},
		{"good-friday", `good friday` + enYear, feastNamed(feast{rule: fromEaster, offset: -2})},
		{"maundy-thursday", `maundy thursday` + enYear, feastNamed(feast{rule: fromEaster, offset: -3})},
		{"easter-monday", `easter monday` + enYear, feastNamed(feast{rule: fromEaster, offset: 1})},
		{"ash-wednesday", `ash wednesday` + enYear, feastNamed(feast{rule: fromEaster, offset: -46})},
		{"palm-sunday", `palm sunday` + enYear, feastNamed(feast{rule: fromEaster, offset: -7})},
		{"ascension", `ascension DAYWORD` + enYear, feastNamed(feast{rule: fromEaster, offset: 39})},
		{"may-day", `may DAYWORD` + enYear, feastNamed(feast{month: 5, day: 1})},
		{"anzac-day", `anzac DAYWORD` + enYear, feastNamed(feast{month: 4, day: 25})},
		{"black-friday", `black friday` + enYear, feastNamed(feast{rule: nth, month: 11, weekday: 4, nth: 4, offset: 1})},
		{"mothers-day", `mother ('s|’s) DAYWORD` + enYear, feastNamed(feast{rule: nth, month: 5, weekday: 7, nth: 2})},
		{"fathers-day", `father ('s|’s) DAYWORD` + enYear, feastNamed(feast{rule: nth, month: 6, weekday: 7, nth: 3})},

		// Months, seasons, years and more.
		{"month", enEdge + `MONTH` + enYear, monthEn},
		{"month-related", enEdge + `(DET)? ` + enRelated + `MONTH`, relatedMonth},
		{"month-range", `MONTH (DASH|/|and|to|through|or) MONTH` + enYear, monthRange},
		{"season", enEdge + `SEASON` + enYear, seasonEn},
		{"season-related", enEdge + `(DET)? ` + enRelated + `SEASON`, relatedSeason},
		{"year", enEdge + `(DET YEARWORD|year)? YEAR ERA?`, yearEn},
		{"year-edged", `EDGEDYEAR`, yearEdged},
		{"year-before-christ", `QUANT? (YEAR|NUM) ERA`, yearBC},
		{"year-range", `YEAR (DASH|/|and|to|through|or) (YEAR|YY)`, yearRange},
		{"year-apostrophe", `(in|of|since|by|until|summer|winter|spring|fall) < ('|’) YY`, yearShort},
		{"fiscal-year", `(DET)? (fiscal|financial) (YEARWORD)? YEAR`, fiscalYear},
		{"decade", `(DET? EDGE (of)? DET?|DET EDGE?)? ('|’)? DECADE`, decadeEn},
		{"century", enEdge + `DET? EDGE? ORD (DASH)? CENTURY ERA?`, centuryOf},
		{"quarter", enEdge + `DET? (ORD|FINAL|LAST) QUARTER` + enYear, quarterEn},
		{"quarter-related", `DET? (LAST|NEXT|THIS|PRECEDING) QUARTER`, relatedUnit},
		{"related-unit", `(EDGE (in|of)?)? DET? ` + enRelated + `UNIT`, relatedUnitEn},
		{"unit-of-edge", `DET? EDGE of DET? (LAST|NEXT|THIS)? UNIT`, edgeOrRelated},
		{"edge-unit", `EDGEUNIT`, edgeOfUnit},
		{"related-units", `DET? QUANT? (LAST|NEXT|FOLLOWING|PRECEDING|recent) (QUANT)? ((NUM|FEW|couple of) SCALE?)? UNITS`, relatedUnitsEn},
		{"the-weekend", `(DET) < WEEKEND|over < the WEEKEND`, thisWeekend},
		{"whole-unit", `DET? WHOLE DET? UNIT`, wholeUnit},
		{"recent", `(in|more)? < recent times`, text("PAST_REF")},

		// Distances.
		{"ago", `QUANT? ` + enAmount + enHalf + `UNIT ` + `ago`, ago},
		{"ago-more", `more than ` + enAmount + `UNIT ago`, ago},
		{"not-long-ago", `(not long|long|not so long) ago`, text("PAST_REF")},
		{"later", `QUANT? ` + enAmount + enHalf + `UNIT (LATER|EARLIER)`, awayEn},
		{"from-now", `QUANT? ` + enAmount + `UNIT from now`, fromNow},
		{"in", `in < QUANT? ` + enAmount + enHalf + `UNIT`, inUnits},

		// Durations.
		{"duration", `(QUANT|at least|up to|at most)? ` + enAmount + `(straight|consecutive|full|more|long|additional|solid)? ` + enHalf + `UNIT`, durationEn},
		{"duration-more", `(more|less|longer|fewer) than ` + enAmount + enHalf + `UNIT`, moreThan},
		{"duration-half-after", `(QUANT|at least|up to|at most)? (ONE|NUM) UNIT and ONE? HALF`, durationHalf},
		{"duration-fraction", `QUANT? NUM DAY / DAY UNIT`, durationFraction},
		{"duration-two", `QUANT? NUM UNIT (and|,)? NUM UNIT`, durationTwo},
		{"duration-range", `QUANT? NUM (to|or|DASH) NUM UNIT`, durationRange},
		{"half", `QUANT? (HALF ONE? UNIT|ONE HALF DASH? UNIT)`, duration},
		{"some-units", `(for|in|over|after|within|of|took|several|into|through|throughout) < UNITS`, someUnits},
		{"lasting", `LASTING`, lasting},
		{"joined", `(QUANT|ONE)? < NUMUNIT`, numberUnit},

		// Sets.
		{"every", `EVERY (NUM|FEW|other|ORD)? UNIT`, everyUnitEn},
		{"every-weekday", `EVERY (other|ORD)? WEEKDAY PART?|WEEKDAYADV PART?`, everyWeekday},
		{"every-part", `EVERY PART`, everyPart},
		{"frequency", `FREQ`, setText},
		{"a-unit", `(once|twice|(NUM|FEW) times) (a|per|EVERY) UNIT|(NUM|UNITS) < a UNIT`, perEn},
		{"per", `per UNIT`, perEn},

		// Clock.
		{"clock", `HOUR (: MIN)? (: MIN)? MERIDIEM ZONE? (time)?`, clockEn},
		{"clock-dotted", `CLOCK MERIDIEM ZONE?`, clockEn},
		{"clock-24", `HOUR : MIN (: MIN)? ZONE?`, clockEn},
		{"clock-24-dotted", `CLOCK ZONE`, clockEn},
		{"o-clock", `HOUR CLOCKWORD`, clockEn},
		{"military", `YEAR (ZONE|hours|hrs)`, military},
		{"half-past", `half past HOUR|(a)? quarter (past|to) HOUR`, halfPast},
		{"noon", `(at|by|around|until|till|before|after|since|about|shortly before|shortly after) < (noon|midnight|midday)`, noonEn},
		{"part", `(in|by|during|through|into|of|until|since) < DET? EDGE? (of)? PART|(at|by|every) < night|overnight`, partEn},

		// Now, then, some day.
		{"reference", `REF`, referenceEn},
		{"now", `at present|right now|at the moment|for the time being|these days|to date|the present`, text("PRESENT_REF")},
		{"past", `in < the past|long ago|in the old days|at that time|at the time|back then`, pastEn},
		{"future", `DET future|in future|in the near < future|DET (near|foreseeable|distant) future|near future|future`, text("FUTURE_REF")},
	}
}

// slashDate reads 03/05/2022: the day first in British text, the month first
// in American; where one is no month there is no doubt.
func slashDate(m *match) {
	i := m.index(sDay, 0)
	y, last := m.at(sYear, 0), m.index(sYear, 0)
	if y == nil {
		y, last = m.at(sYY, 0), m.index(sYY, 0)
	}
	if !m.adjacent(i, last+1) || len(m.doc.Word(last)) < 2 {
		return
	}
	e := expr{kind: kindDate, anchor: stated, grain: daily, day: m.at(sDay, 0).int(), month: m.at(sDay, 1).int(), year: m.fullYear(y.int())}
	if m.variety == "en-US" && e.day <= 12 || e.month > 12 {
		e.day, e.month = e.month, e.day
	}
	if e.day >= 1 && e.day <= 31 && e.month >= 1 && e.month <= 12 {
		m.emit(e)
	}
}

// monthDayEn reads March 3, 2022; the day that is a number of its own, as in
// `May 3 people`, is none.
func monthDayEn(m *match) {
	d := sDay
	if !m.has(sDay) {
		d = sOrd
	}
	if x := m.at(d, 0); x.class&ordWord != 0 && !m.has(sDet) {
		return // March first
	}
	monthDay(d)(m)
}

func dayMonthEn(m *match) {
	d := sDay
	if !m.has(sDay) {
		d = sOrd
	}
	monthDay(d)(m)
}

// dayRangeEn reads March 3-5 and 3 to 5 March as two days.
func dayRangeEn(m *match) {
	var days [2]int
	n := 0
	for _, k := range m.captures {
		if (k.symbol == sDay || k.symbol == sOrd) && n < 2 {
			days[n] = k.token
			n++
		}
	}
	for n, i := range days {
		d := m.lex[i].int()
		if d < 1 || d > 31 {
			m.out = m.out[:0]
			return
		}
		e := expr{kind: kindDate, grain: daily, month: int(m.at(sMonth, 0).name), day: d}
		m.inYear(&e)
		if n == 0 {
			m.emitSpan(e, m.first, i+1)
		} else {
			m.emitSpan(e, i, m.last)
		}
	}
}

// dateRangeEn reads March 3 to April 5, 2022: the year is both dates'.
func dateRangeEn(m *match) {
	for n := 0; n < 2; n++ {
		d := m.at(sDay, n).int()
		if d < 1 || d > 31 {
			m.out = m.out[:0]
			return
		}
		e := expr{kind: kindDate, grain: daily, month: int(m.at(sMonth, n).name), day: d}
		m.inYear(&e)
		a, b := m.index(sDay, n), m.index(sMonth, n)
		if n == 0 {
			m.emitSpan(e, m.first, max(a, b)+1)
		} else {
			m.emitSpan(e, min(a, b), m.last)
		}
	}
}

// deicticEn reads today, earlier today, tomorrow night.
func deicticEn(m *match) {
	x := m.at(sDeictic, 0)
	m.emit(expr{kind: kindDate, anchor: shifted, deixis: true, grain: x.unit, shift: int(x.shift), shiftGrain: x.unit,
		part: m.dayPart() | x.part, nowadays: x.shift == 0 && x.part == noPart && m.last-m.first == 1})
}

// thisPart reads this morning, last night, that evening.
func thisPart(m *match) {
	e := expr{kind: kindDate, grain: daily, shiftGrain: daily, part: m.dayPart()}
	m.relation(&e)
	if e.anchor == shifted {
		e.deixis = true
	}
	m.emit(e)
}

// dayBefore reads the day before yesterday.
func dayBefore(m *match) {
	e := expr{kind: kindDate, anchor: shifted, deixis: true, grain: daily, shiftGrain: daily, shift: 2}
	if w := m.word(m.last - 1); w == "yesterday" {
		e.shift = -2
	}
	m.emit(e)
}

// unitBefore reads the week before, the day after: of what is told; what
// follows must not be a clause or noun that it is before.
func unitBefore(m *match) {
	u := m.unitWord().unit
	if u < daily {
		return
	}
	switch m.word(m.last) {
	case "", ".", ",", ";", "and", "”", `"`, ")", "''":
	default:
		return
	}
	e := expr{kind: kindDate, anchor: moved, grain: u, shiftGrain: u, shift: 1}
	if m.has(sEarlier) {
		e.shift = -1
	}
	m.emit(e)
}

// feastEn reads Christmas Eve 2019, last Thanksgiving.
func feastEn(m *match) {
	e := expr{kind: kindDate, grain: daily}
	f := *m.at(sFeast, 0).feast
	for i := m.first; i < m.last; i++ {
		if w := m.doc.Word(i); w == "Eve" || w == "eve" {
			f.offset--
			f.day--
		}
	}
	e.feast = &f
	m.inYear(&e)
	if !m.has(sYear) && !m.has(sYearWord) {
		m.relation(&e)
		e.anchor, e.shift = open, 0
	}
	m.emit(e)
}

// newYear reads New Year's Eve.
func newYear(m *match) {
	f := feast{month: 1, day: 1}
	day := m.has(sDayWord)
	for i := m.first; i < m.last; i++ {
		if w := m.doc.Word(i); w == "Eve" || w == "eve" {
			f, day = feast{month: 12, day: 31}, true
		}
	}
	if day {
		feastNamed(f)(m)
	}
}

// laborDay is September's first Monday in North America, May Day elsewhere.
func laborDay(m *match) {
	if w := m.word(m.first); w == "Labor" {
		feastNamed(feast{rule: nth, month: 9, weekday: 1, nth: 1})(m)
		return
	}
	feastNamed(feast{month: 5, day: 1})(m)
}

// monthEn reads a month; alone, it needs a preposition before it, for May,
// March and August are also other words.
func monthEn(m *match) {
	i := m.index(sMonth, 0)
	if m.last-m.first == 1 && m.lex[i].class&edgedWord == 0 && !m.afterPreposition(m.first) && !m.continuesList(m.first) && !m.premodifies(i) {
		return
	}
	if w := m.doc.Word(i); strings.HasSuffix(w, ".") && !m.has(sYear) && !m.afterPreposition(m.first) {
		return
	}
	e := expr{kind: kindDate, grain: monthly, month: int(m.lex[i].name)}
	e.mod = m.lex[i].mod
	m.inYear(&e)
	m.emit(e)
}

// premodifies reports whether the capitalised token i stands between an
// article and a noun in small letters: the March accession.
func (m *match) premodifies(i int) bool {
	if i == 0 || i+1 >= m.limit {
		return false
	}
	switch m.doc.Word(i - 1) {
	case "the", "The", "'s", "’s", "its", "their":
		w := m.doc.Word(i + 1)
		return w[0] >= 'a' && w[0] <= 'z'
	}
	return false
}

// durationFraction reads 5 1/2 hours.
func durationFraction(m *match) {
	parts := map[[2]int]int64{{1, 2}: 50, {1, 4}: 25, {3, 4}: 75}
	hundredths, ok := parts[[2]int{m.at(sDay, 0).int(), m.at(sDay, 1).int()}]
	if !ok {
		return
	}
	fraction, _ := numeral.Int(hundredths).Shift(-2)
	sum, ok := m.at(sNum, 0).num.Add(fraction)
	if !ok {
		return
	}
	e := expr{kind: kindDuration, unit: m.unitWord().unit, num: sum}
	m.quantify(&e)
	m.emit(e)
}

// seasonEn reads a season: spring and fall are verbs too, so that alone they
// need a preposition and an article.
func seasonEn(m *match) {
	i := m.index(sSeason, 0)
	if m.last-m.first == 1 {
		switch before := m.doc.Word(max(i-1, 0)); {
		case i == 0:
			return
		case before == "in", before == "by", before == "In", before == "since", before == "until", before == "of", before == "during", before == "for":
		case before == "the" && m.afterPreposition(i-1):
		case before == "the" && i > 1 && m.doc.Word(i-2) == "over":
		default:
			return
		}
	}
	if m.has(sEdge) && m.doc.Word(m.first) == "the" && m.last-m.first < 3 {
		return
	}
	seasonOfYear(m)
}

// yearEn reads a year; see bareYearRefused.
func yearEn(m *match) {
	y := m.at(sYear, 0).int()
	if m.has(sYearWord) || m.has(sEra) {
		yearOnly(m)
		return
	}
	if !plausibleYear(y) || m.bareYearRefused(m.index(sYear, 0)) {
		return
	}
	yearOnly(m)
}

// yearEdged reads mid-2015.
func yearEdged(m *match) {
	x := m.at(sEdgedYear, 0)
	m.emit(expr{kind: kindDate, anchor: stated, grain: yearly, year: x.int(), mod: x.mod})
}

// yearShort reads '94 after a preposition.
func yearShort(m *match) {
	if m.adjacent(m.first, m.last) {
		m.emit(expr{kind: kindDate, anchor: stated, grain: yearly, year: m.fullYear(m.at(sYY, 0).int())})
	}
}

// fiscalYear reads fiscal 2015, the financial year 2014.
func fiscalYear(m *match) {
	m.emit(expr{kind: kindDate, anchor: stated, grain: yearly, year: m.at(sYear, 0).int()})
}

// decadeEn reads the 1990s; numbers in words (the nineties) need the article.
func decadeEn(m *match) {
	i := m.index(sDecade, 0)
	if m.lex[i].int() < 100 && !m.has(sDet) && m.last-m.first == 1 {
		return
	}
	decadeOf(m)
}

// quarterEn reads the third quarter of 2009, the last quarter.
func quarterEn(m *match) {
	u := m.at(sQuarter, 0).unit
	e := expr{kind: kindDate, grain: u}
	n := 4
	if u == half {
		n = 2
	}
	if m.has(sOrd) {
		n = m.at(sOrd, 0).int()
	} else if !m.has(sFinal) {
		if !m.has(sYear) && !m.has(sYearWord) {
			return // the last quarter: before this one
		}
	}
	switch {
	case u == quarter && n >= 1 && n <= 4:
		e.month = 3*n - 2
	case u == half && (n == 1 || n == 2) && (m.has(sYear) || m.has(sYearWord)):
		e.month = 6*n - 5
	default:
		return
	}
	m.inYear(&e)
	m.emit(e)
}

// relatedUnitEn reads last week, the next day, earlier this month.
func relatedUnitEn(m *match) {
	x := m.unitWord()
	if x.class&unitsWord != 0 || x.unit < daily {
		return
	}
	if m.has(sNext) || m.has(sLast) {
		// The past week is the seven days up to now, last week the one
		// before this.
		for i := m.first; i < m.last; i++ {
			if w := m.doc.Word(i); w == "past" || w == "coming" && x.unit == daily {
				m.emit(expr{kind: kindDuration, num: numeral.Int(1), unit: x.unit})
				return
			}
		}
	}
	relatedUnit(m)
}

// edgeOrRelated reads the end of last year, the beginning of the week.
func edgeOrRelated(m *match) {
	u := m.unitWord()
	if u.unit < daily || u.class&unitsWord != 0 {
		return
	}
	e := expr{kind: kindDate, anchor: shifted, grain: u.unit, shiftGrain: u.unit, mod: m.edge(noMod)}
	m.relation(&e)
	m.emit(e)
}

// relatedUnitsEn reads the last three years, the coming weeks.
func relatedUnitsEn(m *match) {
	relatedUnits(m)
}

// awayEn reads three days later; `a day after the vote` is no time that is
// known.
func awayEn(m *match) {
	w := m.word(m.last - 1)
	switch w {
	case "after", "before", "prior":
		switch m.word(m.last) {
		case "", ".", ",", ";":
		default:
			return
		}
	}
	away(m)
}

// fromNow reads two years from now.
func fromNow(m *match) {
	if e, ok := m.shiftBy(1, shifted); ok {
		m.emit(e)
	}
}

// durationEn reads three hours; `a day` and `a second` alone are mostly
// idioms or rates.
func durationEn(m *match) {
	u := m.unitWord()
	if m.has(sOne) && !m.has(sNum) && !m.has(sFew) {
		switch {
		case u.class&unitsWord != 0:
			return
		case u.unit == second, u.unit == half, u.unit == quarter:
			return
		}
	}
	if m.has(sNum) && u.class&unitsWord == 0 {
		if n, ok := m.at(sNum, 0).num.Int64(); ok && (n > 100 || n != 1 && m.word(m.last) == "") {
			return // 1985 year; a five year plan is none of these
		}
	}
	e := expr{kind: kindDuration, unit: u.unit}
	if !m.amount(&e) {
		return
	}
	m.halve(&e)
	m.boundEn(&e)
	m.emit(e)
}

// boundEn sets the modifier of an amount: a quantifier, at least, at most, up
// to.
func (m *match) boundEn(e *expr) {
	m.quantify(e)
	if e.mod != noMod {
		return
	}
	switch m.doc.Word(m.first) {
	case "at", "At":
		e.mod = modAtLeast
		if m.doc.Word(m.first+1) == "most" {
			e.mod = modAtMost
		}
	case "up", "Up":
		e.mod = modAtMost
	}
}

// durationHalf reads a year and a half.
func durationHalf(m *match) {
	e := expr{kind: kindDuration, unit: m.unitWord().unit, num: numeral.Int(1)}
	if m.has(sNum) {
		e.num = m.at(sNum, 0).num
	}
	point5, _ := numeral.Int(5).Shift(-1)
	sum, ok := e.num.Add(point5)
	if !ok {
		return
	}
	e.num = sum
	m.boundEn(&e)
	m.emit(e)
}

// everyUnitEn reads every two years, every other week.
func everyUnitEn(m *match) {
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
	m.emit(e)
}

// perEn reads twice a day, per year.
func perEn(m *match) {
	u := m.unitWord()
	if u.unit < daily {
		return
	}
	m.emit(expr{kind: kindSet, unit: u.unit, num: numeral.Int(1)})
}

// clockEn reads 8:15 p.m. ET, 8.30pm, 18:00 UTC.
func clockEn(m *match) {
	var e expr
	ok := false
	switch i := m.index(sClock, 0); {
	case i >= 0:
		h, min, _ := strings.Cut(strings.Trim(m.doc.Word(i), "."), ".")
		if len(min) != 2 {
			return
		}
		e, ok = clockAt(atoi(h), atoi(min))
	default:
		minutes := 0
		if x := m.at(sMin, 0); x != nil {
			minutes = x.int()
			if len(m.doc.Word(m.index(sMin, 0))) != 2 || !m.adjacent(m.index(sHour, 0), m.index(sMin, 0)+1) {
				return
			}
		}
		e, ok = clockAt(m.at(sHour, 0).int(), minutes)
	}
	if !ok {
		return
	}
	if x := m.at(sMeridiem, 0); x != nil {
		if e.hour > 12 || e.hour == 0 {
			return
		}
		e.hour = e.hour%12 + int(x.shift)
	} else if m.has(sMin) && !m.has(sZone) && !m.afterClockPreposition(m.first) {
		return
	}
	if z := m.at(sZone, 0); z != nil {
		e.utc = z.text == "Z"
	}
	m.emit(e)
}

// military reads 0735 GMT.
func military(m *match) {
	n := m.at(sYear, 0).int()
	e, ok := clockAt(n/100, n%100)
	if z := m.at(sZone, 0); z != nil {
		e.utc = z.text == "Z"
	}
	if ok {
		m.emit(e)
	}
}

// halfPast reads half past seven, a quarter to eight.
func halfPast(m *match) {
	h := m.at(sHour, 0).int()
	e, ok := clockAt(h, 30)
	for i := m.first; i < m.last; i++ {
		switch m.doc.Word(i) {
		case "quarter":
			e, ok = clockAt(h, 15)
		case "to":
			e, ok = clockAt(h-1, 45)
		}
	}
	if ok {
		m.emit(e)
	}
}

// noonEn reads at noon, by midnight.
func noonEn(m *match) {
	h := 12
	if w := m.word(m.last - 1); w == "midnight" {
		h = 24
	}
	e, _ := clockAt(h, 0)
	m.emit(e)
}

// partEn reads in the morning, at night, overnight.
func partEn(m *match) {
	e := expr{kind: kindDate, anchor: sameDay, grain: daily, part: m.dayPart(), mod: m.edge(noMod)}
	if e.part == noPart {
		e.part = night
	}
	m.emit(e)
}

// referenceEn reads now, recently; `once` and `previously` hardly refer.
func referenceEn(m *match) {
	switch m.word(m.first) {
	case "once", "Once", "previously", "Previously", "formerly":
		return
	}
	reference(m)
}

// pastEn reads in the past; before a noun or number (the past week) `past`
// is an adjective.
func pastEn(m *match) {
	if m.word(m.last-1) == "past" && m.last < m.limit && m.lex[m.last].class&(unitWord|numWord|digits2|digits4|digitsX|fewWord|partWord|seasonWord|weekdayWord) != 0 {
		return
	}
	m.emit(expr{kind: kindText, text: "PAST_REF"})
}

// enPrepositions come before dates.
var enPrepositions = words(`in of since until by from through to before after between during till for late early mid as this next last`)
