package timex

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
		{"this-part", `(earlier|later|early|late)? (THIS|LAST|SAME|DET? NEXT|DET? FOLLOWING) PART`, thisPart},
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
		{"year", enEdge + `(DET YEARWORD|year)? YEAR ERA?`, yearStated},
		{"year-edged", `EDGEDYEAR`, yearEdged},
		{"year-before-christ", `QUANT? (YEAR|NUM) ERA`, yearBC},
		{"year-range", `YEAR (DASH|/|and|to|through|or) (YEAR|YY)`, yearRange},
		{"year-apostrophe", `(in|of|since|by|until|summer|winter|spring|fall) < ('|’) YY`, yearShort},
		{"fiscal-year", `(DET)? (fiscal|financial) (YEARWORD)? YEAR`, fiscalYear},
		{"decade", `(DET? EDGE (of)? DET?|DET EDGE?)? ('|’)? DECADE`, decadeEn},
		{"century", enEdge + `DET? EDGE? ORD (DASH)? CENTURY ERA?`, centuryOf},
		{"quarter", enEdge + `DET? (ORD|final|LAST) QUARTER` + enYear, quarterEn},
		{"quarter-name", `DET? QUARTERNAME` + enYear, quarterNamed},
		{"quarter-related", `DET? (LAST|NEXT|THIS|PRECEDING) QUARTER`, relatedUnit},
		{"related-unit", `(EDGE (in|of)?)? DET? ` + enRelated + `UNIT`, relatedUnitEn},
		{"unit-of-edge", `DET? EDGE of DET? (LAST|NEXT|THIS)? UNIT`, edgeOrRelated},
		{"week-of-month", `DET? (LAST|ORD) WEEK (of|in) MONTH` + enYear, weekOfMonth},
		{"edge-unit", `EDGEUNIT`, edgeOfUnit},
		{"related-units", `DET? QUANT? (LAST|NEXT|FOLLOWING|PRECEDING|recent) (QUANT)? ((NUM|FEW|couple of) SCALE?)? UNITS`, relatedUnits},
		{"the-weekend", `(DET) < WEEKEND|over < the WEEKEND`, thisWeekend},
		{"whole-unit", `DET? WHOLE DET? UNIT`, wholeUnit},
		{"recent", `(in|more)? < recent times`, text("PAST_REF")},

		// Distances.
		{"ago", `QUANT? ` + enAmount + enHalf + `UNIT ` + `ago`, ago},
		{"ago-more", `more than ` + enAmount + `UNIT ago`, ago},
		{"not-long-ago", `(not long|long|not so long|a long time|UNITS) ago`, text("PAST_REF")},
		{"later", `QUANT? ` + enAmount + enHalf + `UNIT (LATER|EARLIER)`, awayEn},
		{"from-now", `QUANT? ` + enAmount + `UNIT from now`, fromNow},
		{"in", `in < QUANT? ` + enAmount + enHalf + `UNIT`, inUnitsEn},

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
		{"every", `EVERY (NUM|FEW|other|ORD)? UNIT`, everyUnit},
		{"every-weekday", `EVERY (other|ORD)? WEEKDAY PART?|WEEKDAYADV PART?`, everyWeekday},
		{"every-part", `EVERY PART`, everyPart},
		{"frequency", `FREQ`, setText},
		{"times-frequency", `((NUM|FEW) times|TIMES) FREQ`, setText},
		{"a-unit", `(TIMES|(NUM|FEW) times) (a|per|EVERY) UNIT|(NUM|UNITS) < a UNIT`, perEn},
		{"per", `per UNIT`, perEn},

		// Clock.
		{"clock", `HOUR (: MIN)? (: MIN)? MERIDIEM ZONE? (time)?`, clockEn},
		{"clock-dotted", `CLOCK MERIDIEM ZONE?`, clockEn},
		{"clock-24", `HOUR : MIN (: MIN)? ZONE?`, clockEn},
		{"clock-24-dotted", `CLOCK ZONE`, clockEn},
		{"o-clock", `HOUR CLOCKWORD`, clockEn},
		{"military", `YEAR (ZONE|hours|hrs)`, military},
		{"half-past", `half past HOUR|(a)? quarter (past|to) HOUR`, halfPast},
		{"noon", `(at|by|around|until|till|before|after|since|about|shortly before|shortly after)? < (noon|midnight)`, noonEn},
		{"part", `(in|by|during|through|into|of|until|since) < DET? EDGE? (of)? PART|(at|by|every) < night|overnight`, partEn},

		// Now, then, some day.
		{"reference", `REF`, referenceEn},
		{"now", `at present|right now|at the moment|for the time being|these days|to date|the present`, text("PRESENT_REF")},
		{"past", `in < the past|long ago|in the old days|at that time|at the time|back then`, pastEn},
		{"future", `DET future|in future|in the near < future|DET (near|foreseeable|distant) future|near future|future`, text("FUTURE_REF")},
	}
}

// enPrepositions come before dates.
var enPrepositions = words(`in of since until by from through to before after between during till for late early mid as this next last`)
