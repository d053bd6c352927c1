package timex

// What may stand around an English date.
const (
	enWeekday = `((WEEKDAY|WEEKDAYABBR) PART? ,? DET?)? `
	enRelated = `(LAST|NEXT|THIS|SAME|FOLLOWING|PRECEDING) `
	enYear    = ` (,? YEAR|(of|in)? (LAST|NEXT|THIS|SAME|FOLLOWING|PRECEDING) YEARWORD|of DET (LAST|NEXT|SAME|FOLLOWING|PRECEDING)? YEARWORD|of YEAR|of? ' YY|,? NUM ERA)? ERA?`
	enEdge    = `(DET? EDGE (of|in|this)? DET?|DET? EDGENOUN of DET?)? `
	enNumber  = `(NUM NUM?|ONE) SCALE? SCALE? (and? NUM NUM? SCALE? SCALE?)? (and? NUM NUM?)? `
	enAmount  = `(` + enNumber + `|ONE? FEW of?|ONE FEW|couple of) `
	enHalf    = `(and ONE? HALF)? `
	enBound   = `(QUANT|at least|up to|at most)? `
	enSplit   = `(school|academic|fiscal|financial|business|tax) `
	enEarly   = `(early|earlier|late|later)? `
	enAt      = `(at|around|about|by|until|till|before|after|since) `
)

func newEnglish() *language {
	return newLanguage(englishWords(), englishRules(), grammar{analyseEnglish, mayAnalyseEnglish, englishTense, englishGeneric, enPrepositions})
}

// englishRules is the English grammar. Of two readings of the same words the
// longer wins, then the earlier rule.
func englishRules() []rule {
	return []rule{
		// Ages, scores, names and idioms that look like times.
		{"age", `QUANT? ` + enNumber + `UNIT (old|of age)`, nil},
		{"age-joined", `NUMUNIT (old|olds)`, nil},
		{"aged", `(aged|age) NUM ((to|DASH) NUM)?`, nil},
		{"around-the-clock", `HOUR / HOUR|NUM UNITS a UNIT , NUM UNITS a UNIT`, nil},
		{"always", `NUM hours a day`, always},
		{"idiom", `at the end of the day|so far >|once again|once upon|once more|day one|at once|one day|by and by|sooner or later|later on >|half time|second half|first half >|high noon`, nil},
		{"second-place", `(second|seconds) (place|half|time|term|round|quarter >)`, nil},
		{"as-soon-as", `as soon as`, nil},
		{"no-later", `no later than >|former >`, nil},
		{"that-first", `(the|for) (first|second|third|last) time`, nil},
		{"named-weekday", `black (monday|tuesday|wednesday|thursday)|bloody sunday|super tuesday`, nil},
		{"at-the-time-of", `at the time of`, nil},

		// Days.
		{"iso", `ISO|YEAR DASH DAY DASH (DAY|ISO (: DAY)? (: (DAY|ISO))?)`, isoDay},
		{"numeric", enWeekday + `(DAY / DAY / (YEAR|YY)|DAY DASH DAY DASH YEAR)`, slashDate},
		{"numeric-dots", enWeekday + `NUMDATE`, numericDate},
		{"month-day", enWeekday + `(LAST|NEXT|THIS)? EDGE? MONTH DET? (DAY|ORD)` + enYear, monthDayEn},
		{"day-month", enWeekday + `DET? (DAY|ORD) of? MONTH` + enYear, dayMonthEn},
		{"month-days", `MONTH (DAY|ORD) (DASH|and|to|through|or) (DAY|ORD)` + enYear, dayRangeEn},
		{"days-month", `(DAY|ORD) (DASH|/|and|to|or) (DAY|ORD) of? MONTH` + enYear, dayRangeEn},
		{"date-range", `MONTH DAY (DASH|and|to|through) MONTH DAY ,? YEAR`, dateRangeEn},
		{"date-range-day-first", `DAY MONTH (DASH|and|to|until) DAY MONTH YEAR`, dateRangeEn},
		{"day-alone", `on < DET ORD`, dayAlone},
		{"day-of-month", `DET ORD of (LAST|NEXT|THIS|SAME|DET) MONTHUNIT`, dayOfMonth},
		{"weekday", enEarly + `(DET? ` + enRelated + `)? WEEKDAY PART?`, weekdayEn},
		{"nth-weekday", `DET? (ORD|LAST) WEEKDAY (in|of) MONTH` + enYear, nthWeekdayOf},
		{"weekday-of-week", `WEEKDAY PART? of? (LAST|NEXT|THIS) WEEK`, weekdayOf},
		{"week-from", enAmount + `UNIT (from|on|ago) (WEEKDAY|DEICTIC)|WEEKDAY WEEK|DET? WEEKDAY (after next|before last)`, weekFrom},
		{"deictic", enEarly + `DEICTIC PART?`, deicticEn},
		{"this-part", enEarly + `(THIS|LAST|SAME|DET? NEXT|DET? FOLLOWING) PART`, thisPart},
		{"that-day", `DET? (SAME SAME?|NEXT|FOLLOWING|PRECEDING|THIS) DAYWORD`, thatDay},
		{"the-day", `(EDGE in|end|ended|ending|ends|close|closed|closing|closes|finish|finished|finishing|begin|began|start|started|opened) < DET DAYWORD`, theDay},
		{"day-before", `the (DAYWORD|PART) (before|after) (yesterday|tomorrow)|the PART before last`, dayBefore},
		{"day-before-weekday", `the DAYWORD (before|after) (LAST|NEXT|THIS)? WEEKDAY`, dayBeforeWeekday},
		{"unit-before", `the UNIT (LATER|EARLIER|previous)`, unitBefore},
		{"unit-before-last", `the UNIT (before last|after next)`, unitBeforeLast},
		{"part-of", `DET? EDGE? PART of DET? (` + enWeekday + `(MONTH (DAY|ORD)|DAY MONTH|ORD of? MONTH)` + enYear + `|WEEKDAY)`, partOfEn},
		{"early-hours", `DET (EDGE|small) hours (of DET? WEEKDAY PART?)?`, earlyHours},

		// Holidays.
		{"island", `FEAST (island|islands)`, nil},
		{"feast", `(` + enRelated + `)? FEAST (DAYWORD|sunday)? WEEKEND?` + enYear, feastOf},
		{"feast-named", `(` + enRelated + `)? ` + names(englishFeasts) + ` WEEKEND?` + enYear, feastNamed(englishFeasts)},
		{"new-year", `DET? new YEARWORD 's?` + enYear, newYear},
		{"independence-day", `independence DAYWORD` + enYear, independenceDay},
		{"labor-day", `(labor|labour) DAYWORD WEEKEND?` + enYear, laborDay},

		// Months, seasons, years and more.
		{"month", enEdge + `MONTH` + enYear, monthEn},
		{"month-related", enEdge + `DET? ` + enRelated + `MONTH`, relatedMonth},
		{"month-range", `MONTH (DASH|/|and|to|through|or) MONTH` + enYear, monthRange},
		{"season", enEdge + `DET? SEASON` + enYear, seasonEn},
		{"season-related", enEdge + `DET? ` + enRelated + `SEASON`, relatedSeason},
		{"year", enEdge + `(DET YEARWORD|year)? YEAR ERA?`, yearStated},
		{"year-edged", `EDGEDYEAR`, yearEdged},
		{"year-before-christ", enEdge + `(QUANT? (YEAR|NUM) ERA|ERA NUM)`, yearOnly},
		{"years-before-christ", `NUM (DASH|/|to|and) NUM ERA`, yearsBC},
		{"year-of-few-digits", `DET YEARWORD NUM`, yearOfDigits},
		{"year-range", `YEAR (DASH|/|and|to|through|or) (YEAR|YY)`, yearRange},
		{"year-apostrophe", `(in|of|since|by|until) < ' YY`, yearShort},
		{"school-year", `DET? ` + enSplit + `YEARWORD? YEAR ((DASH|/) (YY|YEAR))?|DET? YEAR ((DASH|/) (YY|YEAR))? ` + enSplit + `YEARWORD|DET? YEAR (DASH|/) (YY|YEAR) (season|YEARWORD)`, splitYearEn},
		{"school-year-related", `DET? (LAST|NEXT|THIS|FOLLOWING|PRECEDING) ` + enSplit + `YEARWORD`, relatedUnit},
		{"decade", `(DET? EDGE of? DET?|DET? EDGENOUN of DET?|DET EDGE?)? '? DECADE`, decadeEn},
		{"century", enEdge + `DET? EDGE? ORD DASH? CENTURY ERA?`, centuryOf},
		{"half-of", `DET? (ORD|LAST) HALFOF of (DET ORD CENTURY ERA?|DET DECADE|MONTH` + enYear + `)`, halfOf},
		{"quarter", enEdge + `DET? (ORD|final|LAST) QUARTER` + enYear, quarterOf},
		{"quarter-name", `DET? QUARTERNAME` + enYear, quarterNamed},
		{"quarter-related", `DET? (LAST|NEXT|THIS|PRECEDING) QUARTER`, relatedUnit},
		{"related-unit", `(EDGE (in|of)?|DET? EDGENOUN of)? DET? ` + enRelated + `UNIT`, relatedUnitEn},
		{"unit-of-edge", `DET? (EDGE|EDGENOUN) of DET? (LAST|NEXT|THIS)? UNIT`, edgeOrRelated},
		{"week-of-month", `DET? (LAST|ORD) (WEEK|WEEKEND) (of|in) MONTH` + enYear, weekOfMonth},
		{"week-of", `DET? WEEK of (MONTH (DAY|ORD)|DAY MONTH)` + enYear, weekOfEn},
		{"week-number", `calendar? WEEK DAY of YEAR|calendar WEEK DAY`, weekNumberEn},
		{"edge-unit", `EDGEUNIT`, edgeOfUnit},
		{"related-units", `DET? QUANT? (LAST|NEXT|FOLLOWING|PRECEDING|recent) QUANT? ((NUM|FEW|couple of) SCALE?)? UNITS`, relatedUnitsEn},
		{"the-weekend", `DET WEEKEND`, thisWeekend},
		{"whole-unit", `DET? WHOLE DET? UNIT`, wholeUnit},
		{"recent", `(in|more)? < recent times`, text("PAST_REF")},

		// Distances.
		{"ago", `QUANT? (` + enAmount + enHalf + `|HALF ONE )UNIT ago`, ago},
		{"ago-half", `QUANT? (ONE|NUM) UNIT and ONE? HALF ago`, agoHalf},
		{"ago-more", `more than ` + enAmount + `UNIT ago`, ago},
		{"not-long-ago", `(not long|long|not so long|a long time|UNITS) ago`, text("PAST_REF")},
		{"later", `QUANT? ` + enAmount + enHalf + `UNIT (LATER|EARLIER)`, awayEn},
		{"from-now", `QUANT? ` + enAmount + `UNIT from now`, fromNow},
		{"in", `in < QUANT? ` + enAmount + enHalf + `UNIT`, inUnitsEn},

		// Durations.
		{"duration", enBound + enAmount + `(straight|consecutive|full|more|long|additional|solid)? ` + enHalf + `UNIT`, durationEn},
		{"duration-more", `(no|not)? (more|less|longer|fewer) than ` + enAmount + enHalf + `UNIT`, moreThan},
		{"duration-half-after", enBound + `(ONE|NUM) UNIT and ONE? HALF`, durationHalf},
		{"duration-fraction", `QUANT? NUM? DAY / DAY (of ONE)? UNIT`, durationFraction},
		{"duration-parts", `QUANT? NUM UNIT (and|,)? NUM UNIT ((and|,)? NUM UNIT)?`, durationParts},
		{"duration-range", `QUANT? NUM (to|or|DASH) NUM UNIT|between < NUM and NUM UNIT`, durationRange},
		{"half", `QUANT? (HALF ONE? UNIT|ONE HALF DASH? UNIT)`, duration},
		{"quarter-of", `QUANT? (ONE? quarter of? ONE?|(three quarters|three-quarters) of ONE) UNIT`, quarterOfUnit},
		{"some-units", `(for|in|over|after|within|of|took|several|into|through|throughout) just? < UNITS|over < DET UNITS`, someUnits},
		{"some-units-around", `(in|over|during|for|through) < DET UNITS > (before|after|since|that|ahead|following|leading|prior|when)`, someUnits},
		{"lasting", `LASTING`, lasting},
		{"joined", `(QUANT|ONE)? < NUMUNIT`, numberUnit},

		// Sets.
		{"every", `EVERY (NUM|FEW|other|ORD)? UNIT`, everyUnit},
		{"every-weekday", `EVERY (other|ORD)? WEEKDAY PART?|WEEKDAYADV PART?`, everyWeekday},
		{"every-part", `EVERY (PART|SEASON|MONTH)`, everyPart},
		{"weekends", `(on|at) < UNITS`, everyWeekend},
		{"frequency", `FREQ`, setText},
		{"times-frequency", `((NUM|FEW) times|TIMES) FREQ`, setText},
		{"a-unit", `(TIMES|(NUM|FEW) times) (a|per|EVERY) UNIT|(NUM|UNITS) < a UNIT`, perEn},
		{"per", `per UNIT`, perEn},

		// Clock.
		{"clock", `HOUR (: MIN)? (: MIN)? MERIDIEM (ZONE|local)? time?`, clockEn},
		{"clock-dotted", `CLOCK MERIDIEM (ZONE|local)? time?`, clockEn},
		{"clock-24", `HOUR : MIN (: MIN)? ZONE?`, clockEn},
		{"clock-24-dotted", `CLOCK ZONE`, clockEn},
		{"o-clock", `HOUR CLOCKWORD (in the PART|at PART)?`, clockEn},
		{"clock-in-part", `HOUR (: MIN)? in the PART`, clockEn},
		{"clock-range", `(HOUR : MIN|HOUR) (to|and|until|DASH) (HOUR : MIN|HOUR) MERIDIEM ZONE?|(from|between) < HOUR : MIN (to|and|until|DASH) HOUR : MIN ZONE?`, clockRange},
		{"military", `YEAR (ZONE|hours|hrs)`, military},
		{"half-past", `half past HOUR|a? quarter (past|to) HOUR|` + enAt + `< half HOUR|at < NUM minutes? (past|to|before|after) HOUR`, halfPast},
		{"noon", `(` + enAt + `|shortly before|shortly after)? < (noon|midnight|midday)`, noonEn},
		{"part", `(in|by|during|through|into|of|until|since) < (DET? EDGENOUN of)? DET? EDGE? PART|(at|by|every) < night|overnight`, partEn},

		// Now, then, some day.
		{"reference", `REF`, referenceEn},
		{"to-this-day", `to < (this day)`, text("PRESENT_REF")},
		{"now", `at present|right now|at the moment|for the time being|these days|to date|the present`, text("PRESENT_REF")},
		{"past", `in < the past|long ago|in the old days|at that time|at the time|back then`, pastEn},
		{"future", `DET future|in future|DET (near|foreseeable|distant|immediate) future|near future|future`, futureEn},
	}
}

// enPrepositions come before dates.
var enPrepositions = words(`in of since until by from through to before after between during till for late early mid as this next last`)
