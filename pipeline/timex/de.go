package timex

import (
	"strings"

	"enricher/pipeline/numeral"
)

// What may stand around a German date.
const (
	deWeekday = `((LAST|NEXT|RELATIVE|heutigen|heutige)? (WEEKDAY|WEEKDAYPART|WEEKDAYABBR) ,? DET?)? `
	deRelated = `(LAST|NEXT|THIS|SAME|FOLLOWING|PRECEDING) `
	deYear    = ` (,? YEAR|DET? YEARWORD YEAR|DET? (LAST|NEXT|THIS|SAME|FOLLOWING|PRECEDING) YEARWORD|DET YEARWORD|DET PERIOD)? ERA?`
	deEdge    = `(EDGE DET?)? `
	deAmount  = `((NUM|ONE) SCALE?|FEW|ONE FEW) `
	deQuant   = `QUANT? `
)

func newGerman() *language {
	return newLanguage(germanWords(), germanRules(), grammar{analyseGerman, germanTense, germanGeneric, dePrepositions})
}

// germanRules is the German grammar. Of two readings of the same words the
// longer wins, then the earlier rule.
func germanRules() []rule {
	return []rule{
		// Ages, scores, names that look like times.
		{"age", `DET? QUANT? (NUM|ONE) (UNIT|UNITS) HALF? (alt|alte|alten|alter|altes|älter|jung|jünger|jungen)`, nil},
		{"age-at", `(alter|lebensalter) (von|ab|zwischen) QUANT? NUM ((und|bis|DASH) NUM)? UNIT ((und|bis|oder) NUM UNIT)?`, nil},
		{"around-the-clock", `HOUR / HOUR`, nil},
		{"sooner-or-later", `früher oder später`, nil},
		{"former", `(früher|später) als`, nil},
		{"speed", `(km|kilometer|kilometern|meter|metern|m|stundenkilometer) (pro|in der|die|/) UNIT`, nil},

		// Days.
		{"iso", `ISO|YEAR DASH DAY DASH DAY`, isoDay},
		{"numeric", deWeekday + `NUMDATE`, numericDate},
		{"numeric-spaced", deWeekday + `ORD ORD (YEAR|YY)`, spacedDate},
		{"numeric-short", deWeekday + `DAYMONTH`, dayMonth},
		{"written", deWeekday + `DET? ORD MONTH` + deYear, monthDay(sOrd)},
		{"written-plain", deWeekday + `DAY MONTH YEAR`, monthDay(sDay)},
		{"day-range", `DET? ORD (DASH|/|und|bis|oder|auf|sowie) (zum|DET)? ORD MONTH` + deYear, dayRange},
		{"day-list", `DET? ORD , DET? ORD (und|oder|sowie) DET? ORD MONTH` + deYear, dayRange},
		{"date-range", `DET? ORD MONTH (DASH|und|bis|/) (zum|DET)? ORD MONTH YEAR`, dateRange},
		{"day-of-month", `DET? ORD (DET|THIS|SAME|LAST|NEXT|FOLLOWING) MONTHUNIT`, dayOfMonth},
		{"weekday", `DET? ` + `(` + deRelated + `)? (WEEKDAY (PART|SMALLPART|PARTADV)?|WEEKDAYPART)`, weekdayOf},
		{"weekday-of-week", `(WEEKDAY (PART|SMALLPART|PARTADV)?|WEEKDAYPART) DET? ` + deRelated + `WEEK`, weekdayOf},
		{"deictic", `DEICTIC (PART|SMALLPART|PARTADV|früh)?`, deicticDe},
		{"relative-adjective", `DET? RELATIVE (DAYWORD|YEARWORD)?`, relativePeriod},
		{"relative-weekday", `(RELATIVE|heutigen|heutige|heutiger) (WEEKDAY|WEEKDAYPART|PART|FEAST)`, relativeDay},
		{"period", `DET? PERIOD`, period},
		{"that-day", `DET? (THIS|SAME) DAYWORD`, relatedUnitDe},
		{"night-to", `(PART) (auf|zu|zum) DET? (WEEKDAY|ORD MONTH` + deYear + `)`, nightTo},
		{"night-of", `PART (vom|DET) ORD ((auf|zum) DET? ORD)? MONTH` + deYear, partOf},
		{"part-of", `EDGE? PART (des|vom) (ORD MONTH` + deYear + `|WEEKDAY)`, partOf},
		{"part-of-day", `EDGE? PART DET? (THIS|SAME|FOLLOWING|PRECEDING|NEXT) DAYWORD`, partOfRelated},
		{"part", `(am|im|vom|zum|DET|THIS|SAME|NEXT|FOLLOWING|gegen|über) < EDGE? PART`, partOfDay},

		// Holidays.
		{"feast", `DET? (` + deRelated + `)? FEAST` + deYear, feastOf},
		{"whit", `christi himmelfahrt` + deYear, feastNamed(feast{rule: fromEaster, offset: 39})},
		{"assumption", `mariä himmelfahrt` + deYear, feastNamed(feast{month: 8, day: 15})},
		{"conception", `mariä empfängnis` + deYear, feastNamed(feast{month: 12, day: 8})},
		{"unity", `DET? tag DET deutschen einheit` + deYear, feastNamed(feast{month: 10, day: 3})},
		{"labour", `DET? tag DET arbeit` + deYear, feastNamed(feast{month: 5, day: 1})},
		{"repentance", `buß- und bettag|buss- und bettag`, feastNamed(feast{rule: fromAdvent, offset: -11})},
		{"advent", `ORD (advent|adventssonntag)` + deYear, advent},
		{"christmas-day", `ORD (weihnachtstag|weihnachtsfeiertag|weihnachtstages)` + deYear, christmasDay},
		{"national-day", `(nationalfeiertag|bundesfeiertag)` + deYear, nationalDay},

		// Months, seasons, years and more.
		{"month", deEdge + `DET? MONTH` + deYear, monthDe},
		{"month-related", deEdge + `DET? ` + deRelated + ` MONTH`, relatedMonth},
		{"month-range", `DET? MONTH (DASH|/|und|bis|oder) (zum|EDGE)? MONTH` + deYear, monthRange},
		{"season", deEdge + `DET? SEASON` + deYear + ` ((/|DASH) (YY|YEAR))?`, seasonDe},
		{"season-related", deEdge + `DET? ` + deRelated + ` SEASON`, relatedSeason},
		{"year", deEdge + `(DET? YEARWORD)? YEAR ERA?`, yearDe},
		{"year-before-christ", deEdge + `(QUANT|um)? (DET? YEARWORD)? (YEAR|NUM) (ERA|v. chr.|v. chr|vor christus|vor christi geburt)`, yearBC},
		{"year-of-few-digits", `DET? YEARWORD NUM`, yearOnly},
		{"year-range", `(DET? YEARWORD)? YEAR (DASH|/|bis|und|oder) (YEAR|YY|ORD)`, yearRange},
		{"decade", `(EDGE DET?|DET EDGE?)? DECADE (jahre|jahren|jahrzehnt)?`, decadeDe},
		{"century", `(EDGE DET?)? DET? EDGE? ORD CENTURY (ERA|v. chr.|v. chr|vor christus)?`, centuryDe},
		{"quarter", deEdge + `DET? ORD QUARTER` + deYear, quarterOf},
		{"week-number", `(kalenderwoche|kw) NUM` + deYear, weekNumber},
		{"related-unit", deEdge + `DET? ` + deRelated + ` UNIT`, relatedUnitDe},
		{"related-units", deQuant + `DET? (LAST|NEXT|FOLLOWING|PRECEDING|ersten) (` + deAmount + `)? UNITS`, relatedUnits},
		{"related-units-after", `DET? ` + deAmount + ` (LAST|NEXT|FOLLOWING|PRECEDING|ersten) UNITS`, relatedUnits},
		{"edge-of-unit", `EDGE DET UNIT`, edgeOfUnit},
		{"edge-unit", `EDGEUNIT YEAR?`, edgeOfUnit},
		{"weekend", `(am|DET|übers|vom|zum|fürs|ab) < WEEKEND`, thisWeekend},
		{"of-the-year", `(im verlauf|im laufe|im lauf|während) DET < (UNIT)`, ofUnit},
		{"whole-unit", `DET WHOLE UNIT`, wholeUnit},

		// Distances.
		{"ago", `vor ` + deQuant + deAmount + `HALF? UNIT`, ago},
		{"later", deQuant + deAmount + `HALF? UNIT (LATER|EARLIER)`, away},
		{"day-after", `(am)? < (tag|jahr|monat|woche|abend|morgen) (LATER|EARLIER)`, dayAfter},
		{"tags-darauf", `tags (LATER|EARLIER)`, tagsDarauf},
		{"soon-after", `(kurz|wenig) (LATER|EARLIER)|kurze zeit (LATER|EARLIER)`, away},
		{"in", `in < ` + deQuant + deAmount + `HALF? UNIT`, inUnits},

		// Durations.
		{"duration", deQuant + `DET? QUANT? WHOLE? ` + deAmount + `HALF? ADDED? UNIT`, durationDe},
		{"duration-two", deQuant + `DET? NUM UNIT (und|,)? NUM UNIT`, durationTwo},
		{"long-years", `(lange|all DET|all THIS) UNITS`, someUnits},
		{"duration-more", `(mehr|weniger|länger) als ` + deAmount + `HALF? UNIT`, moreThan},
		{"duration-up-to", `bis zu ` + deAmount + `HALF? UNIT`, upTo},
		{"duration-range", deQuant + `NUM (bis|oder|DASH) NUM UNIT`, durationRange},
		{"half-hour", `QUANT? ONE? (viertelstunde|dreiviertelstunde|halbstunde|vierteljahr|dreivierteljahr)`, fractionUnit},
		{"some-units", `(seit|vor|für|nach|binnen|innerhalb|von|über|in|auf) < (QUANT)? UNITS`, someUnits},
		{"lasting", `LASTING`, lasting},
		{"adjective", `QUANT? NUMUNIT`, adjectiveDe},

		// Sets.
		{"every", `EVERY (ORD|NUM)? UNIT`, everyUnit},
		{"every-n", `alle (NUM|FEW) UNIT`, everyUnit},
		{"every-weekday", `EVERY ORD? WEEKDAY|jeweils < (WEEKDAY|WEEKDAYPART)|EVERY WEEKDAYPART`, everyWeekday},
		{"weekdays", `WEEKDAYADV PARTADV?`, everyWeekday},
		{"frequency", `FREQ`, setText},
		{"per-unit", `(pro|je) UNIT`, per},
		{"times-a", `(NUM mal|TIMES) (pro|im|am|in DET|DET) UNIT`, per},
		{"times-frequency", `(NUM mal|TIMES) FREQ`, setText},
		{"in-the-year", `im (jahr|monat)`, yearlyRate},
		{"year-by-year", `jahr (um|für) jahr|tag (um|für) tag|woche für woche|monat für monat|stunde um stunde|nacht für nacht`, yearByYear},
		{"habitual-part", `PARTADV`, everyPart},

		// Clock.
		{"clock", `(HOUR|CLOCK) CLOCKWORD MIN? (PARTADV|früh|PART)? ZONE?`, clockDe},
		{"clock-about", `QUANT < (HOUR|CLOCK) CLOCKWORD MIN? PARTADV?`, clockDe},
		{"clock-colon", `HOUR : MIN (: MIN)? CLOCKWORD? ZONE?`, clockDe},
		{"clock-range", `(HOUR : MIN|HOUR|CLOCK) (bis|und|DASH|oder) (HOUR : MIN|HOUR|CLOCK) CLOCKWORD`, clockRange},
		{"clock-half", `(um|gegen|ab|bis|seit|vor|nach) < halb HOUR`, clockHalf},
		{"clock-quarter", `viertel (vor|nach|ab) HOUR|dreiviertel HOUR`, clockHalf},
		{"noon", `(um|gegen|zu|am|bis|ab|seit|kurz vor|kurz nach|nach|vor) < (mitternacht|mittag)`, noonDe},

		// Now, then, some day.
		{"reference", `REF`, reference},
		{"now", `zur zeit|zur stunde|im moment|im augenblick|DET gegenwart|zum jetzigen zeitpunkt`, presentDe},
		{"past", `vor kurzem|vor langer zeit|vor längerer zeit|DET vergangenheit|in der < vergangenheit|in < (letzter|jüngster) zeit|(früheren|vergangenen|vergangener|alten) zeiten|DET vergangenen zeit`, text("PAST_REF")},
		{"future", `(in naher|in|für die|in der) zukunft|in kürze|DET zukunft|in absehbarer zeit`, text("FUTURE_REF")},
	}
}

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

// monthRange reads Mai/Juni 1940: the year is both months'.
func monthRange(m *match) {
	for n := 0; n < 2; n++ {
		e := expr{kind: kindDate, grain: monthly, month: int(m.at(sMonth, n).name)}
		m.inYear(&e)
		e.mod = noMod
		first := m.index(sMonth, n)
		if n == 0 {
			m.emitSpan(e, m.first, first+1)
		} else {
			e.mod = m.edge(noMod)
			if i := m.index(sEdge, 0); i >= 0 {
				first = i
			}
			m.emitSpan(e, first, m.last)
		}
	}
}

// yearRange reads 1939-45 and 1939 bis 1945 as two years.
func yearRange(m *match) {
	first := m.at(sYear, 0).int()
	second, i := m.at(sYear, 1), m.index(sYear, 1)
	if second == nil {
		if second, i = m.at(sYY, 0), m.index(sYY, 0); second == nil {
			second, i = m.at(sOrd, 0), m.index(sOrd, 0) // 2013/14. at a sentence's end
		}
		if second.class&ordWord != 0 || !m.adjacent(m.index(sYear, 0), i+1) {
			return
		}
	}
	last := second.int()
	switch {
	case last < 10 && last > first%10: // 1543-4
		last += first - first%10
	case last < 100:
		last += first - first%100
		if last < first {
			last += 100
		}
	}
	if second.class&digits4 != 0 && m.bareYearRefused(i) && !m.has(sYearWord) || !plausibleYear(first) || !plausibleYear(last) || last < first {
		return
	}
	m.emitSpan(expr{kind: kindDate, anchor: stated, grain: yearly, year: first}, m.first, m.index(sYear, 0)+1)
	m.emitSpan(expr{kind: kindDate, anchor: stated, grain: yearly, year: last}, i, i+1)
}

// plausibleYear bounds the years that are read without the word for year.
func plausibleYear(y int) bool { return y >= 1000 && y <= 2100 }

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

// word is the text of token i, empty beyond the sentence.
func (m *match) word(i int) string {
	if i < 0 || i >= m.limit || i >= len(m.doc.Tokens) {
		return ""
	}
	return m.doc.Word(i)
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

func feastNamed(f feast) func(*match) {
	return func(m *match) {
		e := expr{kind: kindDate, grain: daily, feast: &f}
		m.inYear(&e)
		m.emit(e)
	}
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

// monthDe reads a month. Alone, it needs a word before it that times have:
// Mai, März and August are names too.
func monthDe(m *match) {
	if m.last-m.first == 1 && !m.afterPreposition(m.first) && !m.continuesList(m.first) {
		return
	}
	month(m)
}

// dePrepositions come before dates.
var dePrepositions = words(`im in seit bis ab vom zum von für gegen den des vor nach als schon erst spätestens frühestens zwischen während durch über zu bereits noch`)

// words is a set of words.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// afterPreposition reports whether a word that times have stands before token
// i, in the same sentence.
func (m *match) afterPreposition(i int) bool {
	if i == 0 {
		return false
	}
	var buffer [40]byte
	w, _, _ := fold(buffer[:0], m.doc.Word(i-1))
	return m.lang.prepositions[string(w)] || string(w) == "("
}

// continuesList reports whether a time ended just before token i and a mark
// or conjunction.
func (m *match) continuesList(i int) bool {
	if len(m.found) == 0 || i == 0 {
		return false
	}
	before := &m.found[len(m.found)-1]
	return before.kind == kindDate && before.last == i-1
}

// seasonDe reads a season; Winter and Sommer are surnames and parts of
// titles, so that alone they need a preposition.
func seasonDe(m *match) {
	if m.last-m.first == 1 && !m.afterPreposition(m.first) {
		return
	}
	seasonOfYear(m)
}

// yearDe reads a year. Without the word for year it must not count anything:
// no unit, capitalised noun or number word after it, no quantifier before.
func yearDe(m *match) {
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

// bareYearRefused reports whether four digits are no year but a number: with
// a unit or currency, as part of a longer number, or counting the noun after
// them.
func (m *match) bareYearRefused(i int) bool {
	y := m.lex[i].int()
	doc := m.doc
	if i > 1 && !doc.Tokens[i].Space && !doc.Tokens[i-1].Space {
		switch doc.Word(i - 1) {
		case ".", ",", "'", "’", ":":
			return true
		}
	}
	if i+2 < m.limit && !doc.Tokens[i+1].Space && !doc.Tokens[i+2].Space && isDigit(doc.Word(i + 2)[0]) {
		switch doc.Word(i + 1) {
		case ".", ",", ":":
			return true
		}
	}
	var buffer [40]byte
	next, capital, _ := fold(buffer[:0], m.word(i+1))
	if numberUnits[string(next)] {
		return true
	}
	switch string(next) { // 1450 bis 1850 Mark
	case "bis", "und", "oder", "-", "–", "to", "and", "or":
		if w := m.word(i + 2); w == "mehr" || w == "more" || w == "so" {
			return true
		}
		if i+2 < m.limit && m.lex[i+2].class&digits4 != 0 && m.bareYearRefused(i+2) {
			return true
		}
	}
	round := y%100 == 0 && y != 2000 || y%1000 == 0 && y != 2000
	counts := capital && doc.Lang == "de" && doc.Tokens[i+1].Space
	if i > 0 {
		before, _, _ := fold(buffer[:0], doc.Word(i-1))
		switch {
		case numberSigns[string(before)]:
			return true
		case quantifiers[string(before)]:
			return round || counts
		case counts && m.afterPreposition(i):
			return round
		}
	}
	if y < 1500 && doc.Lang == "en" {
		return !m.afterPreposition(i)
	}
	// A round number before a noun counts it; another one may open a sentence
	// or stand between verb and subject.
	return round && (counts || doc.Lang == "en" && len(next) > 1 && next[len(next)-1] == 's') || counts && y < 1500
}

// numberUnits are words after a number that is no year.
var numberUnits = words(`% ° prozent percent pct euro euros € dollar dollars franken fr. chf eur usd pfund pounds yen rupees mark dm km kilometer kilometern kilometers kilometres
	meter metern meters metres m kg kilo kilogramm tonnen tonnes tons feet miles acres hektar hectares quadratmeter quadratkilometer barrels
	millionen milliarden mio. mrd. million billion uhr mann menschen personen stück people soldiers troops men women children members votes jobs workers
	points punkte punkten stimmen einwohner einwohnern meilen liter litres watt grad degrees mal times`)

// numberSigns are words and signs before a number that is no year.
var numberSigns = words(`$ € £ ¥ # us$ nr. nr no. nummer number § artikel article platz zimmer room flight flug ziffer seite page fr. chf eur usd postfach tel. telefon section sections rule rules page paragraph flight title chapter apollo boeing`)

// quantifiers tell that a number counts, unless it could not.
var quantifiers = words(`rund etwa über knapp fast mindestens insgesamt circa ca. zirka gut exakt höchstens maximal
	about nearly some than least almost approximately roughly around over every another additional further weitere weiteren`)

// yearBC reads 490 v. Chr.
func yearBC(m *match) {
	e := expr{kind: kindDate, anchor: stated, grain: yearly, bc: true, mod: m.edge(noMod)}
	if y := m.at(sYear, 0); y != nil {
		e.year = y.int()
	} else {
		e.year = m.at(sNum, 0).int()
	}
	m.quantify(&e)
	if e.year > 0 && e.year <= 9999 {
		m.emit(e)
	}
}

// decadeDe reads die neunziger Jahre; a lone `neunziger` is none.
func decadeDe(m *match) {
	x := m.at(sDecade, 0)
	if x.unit != yearly && x.int() < 100 && m.index(sDecade, 0) == m.last-1 && !m.has(sDet) {
		return
	}
	decadeOf(m)
}

// centuryDe reads im 5. Jahrhundert v. Chr.
func centuryDe(m *match) {
	n := m.at(sOrd, 0).int()
	if n < 1 || n > 99 {
		return
	}
	era := m.has(sEra) || m.index(sCentury, 0) < m.last-1
	m.emit(expr{kind: kindDate, anchor: stated, grain: century, year: (n - 1) * 100, bc: era, mod: m.edge(noMod)})
}

// weekNumber reads Kalenderwoche 43.
func weekNumber(m *match) {
	e := expr{kind: kindDate, grain: weekly, week: m.at(sNum, 0).int()}
	m.inYear(&e)
	if e.week >= 1 && e.week <= 53 {
		m.emit(e)
	}
}

// relatedUnitDe reads letzte Woche; a plural after it is a duration (letzten
// Jahre) and `dieser Tage` hardly either.
func relatedUnitDe(m *match) {
	i := m.last - 1
	if m.lex[i].class&unitsWord != 0 {
		switch {
		case m.doc.Word(i) == "Jahre" && m.has(sThis), m.has(sSame):
			return
		case m.doc.Word(i) == "Tage" && m.has(sThis):
			m.emit(expr{kind: kindText, text: "PRESENT_REF"})
			return
		}
		m.emit(expr{kind: kindDuration, unit: m.lex[i].unit, some: true})
		return
	}
	relatedUnit(m)
}

// thisWeekend reads am Wochenende.
func thisWeekend(m *match) {
	e := expr{kind: kindDate, anchor: shifted, grain: weekend, shiftGrain: weekend}
	if m.lang.tense(m.finder, m.first, m.last) != future && m.published.weekday() < 6 {
		e.shift = -1
	}
	m.emit(e)
}

// ofUnit reads im Laufe des Jahres.
func ofUnit(m *match) {
	u := m.unitWord().unit
	if u < daily || u == century {
		return
	}
	m.emit(expr{kind: kindDate, anchor: shifted, grain: u, shiftGrain: u})
}

// wholeUnit reads den ganzen Tag.
func wholeUnit(m *match) {
	m.emit(expr{kind: kindDuration, unit: m.unitWord().unit, num: numeral.Int(1)})
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

// inUnits reads in drei Tagen: a date of the future, elsewhere a duration.
func inUnits(m *match) {
	if m.has(sNum) || m.has(sOne) {
		if m.lang.tense(m.finder, m.first, m.last) == future {
			if e, ok := m.shiftBy(1, shifted); ok {
				m.emit(e)
				return
			}
		}
	}
	duration(m)
}

// durationDe reads drei Stunden, ein halbes Jahr; `ein Tag` is one too.
func durationDe(m *match) {
	if m.has(sUnit) && m.has(sOne) && m.doc.Word(m.index(sOne, 0)) == "eines" {
		return // eines Tages
	}
	duration(m)
}

// moreThan reads mehr als drei Stunden.
func moreThan(m *match) {
	e := expr{kind: kindDuration, unit: m.unitWord().unit, mod: modMore}
	if !m.amount(&e) {
		return
	}
	m.halve(&e)
	w := m.doc.Word(m.first)
	if w == "weniger" || w == "Weniger" || w == "less" || w == "fewer" || w == "Less" {
		e.mod = modLess
	}
	m.emit(e)
}

// upTo reads bis zu drei Stunden.
func upTo(m *match) {
	e := expr{kind: kindDuration, unit: m.unitWord().unit, mod: modAtMost}
	if m.amount(&e) {
		m.halve(&e)
		m.emit(e)
	}
}

// durationRange reads zwei bis drei Tage by its lower end.
func durationRange(m *match) {
	e := expr{kind: kindDuration, unit: m.unitWord().unit, num: m.at(sNum, 0).num}
	if e.num != (numeral.Decimal{}) {
		m.quantify(&e)
		m.emit(e)
	}
}

// fractionUnit reads eine Viertelstunde.
func fractionUnit(m *match) {
	w, _, _ := fold(make([]byte, 0, 40), m.doc.Word(m.last-1))
	e := expr{kind: kindDuration, unit: minute}
	m.quantify(&e)
	switch string(w) {
	case "viertelstunde":
		e.num = numeral.Int(15)
	case "halbstunde":
		e.num = numeral.Int(30)
	case "dreiviertelstunde":
		e.num = numeral.Int(45)
	case "vierteljahr":
		e.num, e.unit = numeral.Int(3), monthly
	case "dreivierteljahr":
		e.num, e.unit = numeral.Int(9), monthly
	}
	m.emit(e)
}

// adjectiveDe reads dreitägige; digits and years before people are ages.
func adjectiveDe(m *match) {
	x := m.at(sNumUnit, 0)
	if x.unit == yearly && x.digits {
		return
	}
	for i := m.last; i < m.limit && i < m.last+3; i++ {
		var buffer [40]byte
		if w, capital, _ := fold(buffer[:0], m.doc.Word(i)); capital && dePersons[string(w)] {
			return // die vierjährige Tochter
		}
	}
	numberUnit(m)
}

// dePersons are people whose age is said like a duration.
var dePersons = words(`sohn sohnes söhne söhnen tochter töchter töchtern kind kindes kinder kindern bub buben bube junge jungen mädchen knabe knaben mann mannes männer
	frau frauen schüler schülerin schüler schülern bruder schwester enkel enkelin neffe nichte patient patientin opfer baby babys zwillinge student studentin
	rentner rentnerin lenker lenkerin fahrer fahrerin täter täterin jugendlicher jugendliche jugendlichen teenager kleinkind säugling mutter vater`)

// per reads pro Jahr.
func per(m *match) {
	u := m.unitWord()
	if u.unit < hour || u.class&unitsWord != 0 {
		return
	}
	m.emit(expr{kind: kindSet, unit: u.unit, num: numeral.Int(1)})
}

// yearlyRate reads 500 Menschen im Jahr; with what makes it one certain year
// (im Jahr der Wende, im Jahr nach dem Krieg) it is none.
func yearlyRate(m *match) {
	if m.last < m.limit && m.lex[m.last].class&(detWord|digitsX|digits2|digits4|laterWord|earlierWord|oneWord) != 0 {
		return
	}
	switch m.word(m.last) {
	case "nach", "vor", ",", "seines", "ihres", "seiner", "ihrer":
		return
	}
	m.emit(expr{kind: kindSet, unit: m.lex[m.last-1].unit, num: numeral.Int(1)})
}

// yearByYear reads Jahr um Jahr.
func yearByYear(m *match) {
	m.emit(expr{kind: kindSet, unit: max(m.lex[m.first].unit, daily), num: numeral.Int(1)})
}

// tagsDarauf reads tags darauf, tags zuvor.
func tagsDarauf(m *match) {
	e := expr{kind: kindDate, anchor: moved, grain: daily, shiftGrain: daily, shift: 1}
	if m.has(sEarlier) {
		e.shift = -1
	}
	m.emit(e)
}

// durationTwo reads drei Jahre und zwei Monate, three hours and 20 minutes: a
// longer unit, then a shorter one.
func durationTwo(m *match) {
	var units [2]*lexeme
	n := 0
	for _, k := range m.captures {
		if k.symbol == sUnit && n < 2 {
			units[n] = m.lex[k.token]
			n++
		}
	}
	a, b := m.at(sNum, 0).num, m.at(sNum, 1).num
	if units[0].unit <= units[1].unit || a == (numeral.Decimal{}) || b == (numeral.Decimal{}) || !a.Whole() {
		return
	}
	longer := expr{num: a, unit: units[0].unit}
	shorter := expr{num: b, unit: units[1].unit}
	var first, second [40]byte
	value := string(longer.appendPeriod(first[:0]))
	rest := string(shorter.appendPeriod(second[:0]))[1:]
	if units[0].unit <= hour { // one T before both
		rest = rest[1:]
	}
	e := expr{kind: kindDuration, text: value + rest}
	m.quantify(&e)
	m.emit(e)
}

// clockDe reads 20.30 Uhr, 20 Uhr 30, 8 Uhr abends.
func clockDe(m *match) {
	var e expr
	ok := false
	if i := m.index(sClock, 0); i >= 0 {
		h, min, _ := strings.Cut(strings.Trim(m.doc.Word(i), "."), ".")
		if len(min) != 2 {
			return
		}
		e, ok = clockAt(atoi(h), atoi(min))
	} else {
		minutes := 0
		if x := m.at(sMin, 0); x != nil {
			minutes = x.int()
		}
		e, ok = clockAt(m.at(sHour, 0).int(), minutes)
	}
	if i := m.index(sClockWord, 0); i < 0 && m.has(sMin) {
		// 20:30 without Uhr is a score unless a time's preposition or a zone
		// tells otherwise.
		if w := m.word(m.index(sMin, 0)); len(w) != 2 || !m.adjacent(m.index(sHour, 0), m.index(sMin, 0)+1) ||
			!(m.has(sZone) || m.afterClockPreposition(m.first)) {
			return
		}
	} else if i >= 0 && m.doc.Word(i) == "h" && (m.at(sHour, 0) == nil || !m.has(sMin)) {
		return
	}
	if !ok {
		return
	}
	switch m.dayPart() {
	case afternoon, evening:
		if e.hour < 12 {
			e.hour += 12
		}
	case night:
		if e.hour >= 8 && e.hour < 12 {
			e.hour += 12
		}
	}
	if z := m.at(sZone, 0); z != nil {
		e.utc = z.text == "Z"
	}
	m.quantify(&e)
	m.emit(e)
}

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

// clockRange reads 9 bis 11 Uhr as two times.
func clockRange(m *match) {
	var at [2]expr
	var first, last [2]int
	n := 0
	for k := 0; k < len(m.captures) && n < 2; k++ {
		c := m.captures[k]
		ok := false
		switch c.symbol {
		case sClock:
			h, min, _ := strings.Cut(strings.Trim(m.doc.Word(c.token), "."), ".")
			at[n], ok = clockAt(atoi(h), atoi(min))
			last[n] = c.token + 1
		case sHour:
			minutes := 0
			last[n] = c.token + 1
			if k+1 < len(m.captures) && m.captures[k+1].symbol == sMin {
				minutes = m.lex[m.captures[k+1].token].int()
				last[n] = m.captures[k+1].token + 1
			}
			at[n], ok = clockAt(m.lex[c.token].int(), minutes)
		default:
			continue
		}
		if !ok {
			return
		}
		first[n] = c.token
		n++
	}
	if n < 2 {
		return
	}
	m.emitSpan(at[0], first[0], last[0])
	m.emitSpan(at[1], first[1], m.last)
}

// clockHalf reads halb acht, Viertel nach acht, dreiviertel acht.
func clockHalf(m *match) {
	h := m.at(sHour, 0).int()
	w, _, _ := fold(make([]byte, 0, 40), m.doc.Word(m.first))
	e, ok := clockAt(h-1, 30)
	switch string(w) {
	case "viertel":
		if next := m.word(m.first + 1); next == "nach" {
			e, ok = clockAt(h, 15)
		} else {
			e, ok = clockAt(h-1, 45)
		}
	case "dreiviertel":
		e, ok = clockAt(h-1, 45)
	}
	if ok {
		m.emit(e)
	}
}

// noonDe reads um Mitternacht, gegen Mittag.
func noonDe(m *match) {
	w, _, _ := fold(make([]byte, 0, 40), m.doc.Word(m.first))
	if string(w) == "mitternacht" {
		e, _ := clockAt(24, 0)
		m.emit(e)
		return
	}
	m.emit(expr{kind: kindDate, anchor: sameDay, grain: daily, part: midday})
}

// presentDe reads zur Zeit, im Moment; with a genitive (zur Zeit der Römer)
// it is another time.
func presentDe(m *match) {
	switch m.word(m.last) {
	case "der", "des", "von", "seiner", "ihrer":
		return
	}
	m.emit(expr{kind: kindText, text: "PRESENT_REF"})
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
