package timex

// What may stand around a German date.
const (
	deWeekday = `((LAST|NEXT|RELATIVE|heutigen|heutige)? (WEEKDAY|WEEKDAYPART|WEEKDAYABBR) ,? DET?)? `
	deRelated = `(LAST|NEXT|THIS|SAME|FOLLOWING|PRECEDING) `
	deChrist  = `(ERA|(v.|vor|n.|nach) (chr.|chr|christus|christi geburt|u. z.|unserer zeitrechnung)) `
	deYear    = ` (,? YEAR|DET? YEARWORD YEAR|DET? (LAST|NEXT|THIS|SAME|FOLLOWING|PRECEDING) YEARWORD|DET YEARWORD|DET PERIOD|('|’) YY|NUM ` + deChrist + `)? (` + deChrist + `)?`
	deEdge    = `(EDGE DET?)? `
	deAmount  = `((NUM|ONE) SCALE? (NUM SCALE?)?|FEW|ONE FEW) `
	deQuant   = `QUANT? QUANT? `
	deClock   = `(HOUR : MIN|HOUR|CLOCK) `
)

func newGerman() *language {
	return newLanguage(germanWords(), germanRules(), grammar{analyseGerman, mayAnalyseGerman, germanTense, germanGeneric, dePrepositions})
}

// germanRules is the German grammar. Of two readings of the same words the
// longer wins, then the earlier rule.
func germanRules() []rule {
	return []rule{
		// Ages, scores, names and idioms that look like times.
		{"age", `DET? QUANT? zwischen? (NUM|ONE) SCALE? ((und|bis|oder|DASH) NUM)? (UNIT|UNITS) HALF? (alt|alte|alten|alter|altes|älter|jung|jünger|jungen)`, nil},
		{"age-at", `(alter|lebensalter|altersgrenze) (von|ab|zwischen|auf) QUANT? NUM ((und|bis|DASH) NUM)? UNIT ((und|bis|oder|auf) NUM UNIT)?`, nil},
		{"age-group", `(kinder|jugendliche|jugendlichen|kindern|personen|menschen) (ab|bis|unter|über|zwischen|von) QUANT? NUM ((und|bis|DASH) NUM)? UNIT`, nil},
		{"around-the-clock", `HOUR / HOUR`, nil},
		{"sooner-or-later", `früher oder später`, nil},
		{"comparison", `(früher|später) als`, nil},
		{"street", `(strasse|straße|platz|allee|brücke|ufer) des ORD MONTH`, nil},
		{"speed", `(km|kilometer|kilometern|meter|metern|m|stundenkilometer) (pro|in der|die|/) UNIT`, nil},

		// Days.
		{"iso", `ISO|YEAR DASH DAY DASH (DAY|ISO (: DAY)? (: (DAY|ISO))?)`, isoDay},
		{"numeric", deWeekday + `NUMDATE`, numericDate},
		{"numeric-spaced", deWeekday + `ORD ORD (YEAR|YY)`, spacedDate},
		{"numeric-short", deWeekday + `DAYMONTH`, dayMonth},
		{"written", deWeekday + `DET? ORD MONTH` + deYear, monthDay(sOrd)},
		{"written-plain", deWeekday + `DAY MONTH YEAR`, monthDay(sDay)},
		{"day-range", `DET? ORD (DASH|/|und|bis|oder|auf|sowie) (zum|DET)? ORD MONTH` + deYear, dayRange},
		{"day-list", `DET? ORD , DET? ORD (und|oder|sowie) DET? ORD MONTH` + deYear, dayRange},
		{"date-range", `DET? ORD MONTH (DASH|und|bis|/) (zum|DET)? ORD MONTH YEAR`, dateRange},
		{"day-alone", `am < ORD`, dayAlone},
		{"day-of-month", `DET? ORD (DET|THIS|SAME|LAST|NEXT|FOLLOWING) MONTHUNIT`, dayOfMonth},
		{"weekday", `DET? EDGE? (` + deRelated + `)? (WEEKDAY (PART|SMALLPART|PARTADV)?|WEEKDAYPART)`, weekdayOf},
		{"nth-weekday", `DET? (ORD|LAST) WEEKDAY (im|des) MONTH` + deYear, nthWeekdayOf},
		{"weekday-of-week", `(WEEKDAY (PART|SMALLPART|PARTADV)?|WEEKDAYPART) DET? ` + deRelated + `WEEK`, weekdayOf},
		{"weekday-away", `(WEEKDAY|DEICTIC) (vor|in) (NUM|ONE) UNIT`, dayAway},
		{"deictic", `DEICTIC (PART|SMALLPART|PARTADV|früh)?`, deicticDe},
		{"relative-adjective", `DET? RELATIVE (DAYWORD|YEARWORD)?`, relativePeriod},
		{"relative-weekday", `DET? (RELATIVE|heutigen|heutige|heutiger) (WEEKDAY|WEEKDAYPART|PART|FEAST)`, relativeDay},
		{"period", `DET? PERIOD`, period},
		{"that-day", `DET? (THIS|SAME) DAYWORD`, relatedUnitDe},
		{"night-to", `PART (auf|zu|zum) DET? (WEEKDAY|DEICTIC|ORD MONTH` + deYear + `)`, nightTo},
		{"night-between", `PART (vom|von) WEEKDAY (auf|zu|zum) DET? WEEKDAY`, nightBetween},
		{"tomorrow", `morgen (PART|SMALLPART|früh)?`, tomorrow},
		{"part-related", `DET? (LAST|NEXT|FOLLOWING|PRECEDING) PART`, partRelated},
		{"night-of", `PART (vom|DET) ORD ((auf|zum) DET? ORD)? MONTH` + deYear, partOf},
		{"part-of", `EDGE? PART (des|vom) (ORD MONTH` + deYear + `|WEEKDAY)`, partOf},
		{"part-of-day", `EDGE? PART DET? (THIS|SAME|FOLLOWING|PRECEDING|NEXT) DAYWORD`, partOfRelated},
		{"part", `(am|im|vom|zum|DET|THIS|SAME|gegen|über) < EDGE? PART`, partOfDay},

		// Holidays.
		{"feast", `DET? (` + deRelated + `)? FEAST` + deYear, feastOf},
		{"feast-named", `DET? ` + names(germanFeasts) + deYear, feastNamed(germanFeasts)},
		{"repentance", `(buß- und bettag|buss- und bettag)` + deYear, repentance},
		{"advent", `ORD (advent|adventssonntag)` + deYear, advent},
		{"christmas-day", `ORD (weihnachtstag|weihnachtsfeiertag|weihnachtstages)` + deYear, christmasDay},
		{"national-day", `nationalfeiertag` + deYear, nationalDay},

		// Months, seasons, years and more.
		{"month", `(im monat <)? ` + deEdge + `DET? MONTH` + deYear, monthDe},
		{"month-related", deEdge + `DET? ` + deRelated + ` MONTH`, relatedMonth},
		{"month-range", `DET? MONTH (DASH|/|und|bis|oder) (zum|EDGE)? MONTH` + deYear, monthRange},
		{"edges", `EDGE (DASH|/|und|bis|oder) EDGE (MONTH` + deYear + `|YEAR)`, edges},
		{"season", deEdge + `DET? SEASON` + deYear + ` ((/|DASH) (YY|YEAR))?`, seasonDe},
		{"season-related", deEdge + `DET? ` + deRelated + ` SEASON`, relatedSeason},
		{"year", deEdge + `(DET? YEARWORD)? YEAR (` + deChrist + `)?`, yearStated},
		{"year-before-christ", deEdge + `(QUANT|um)? (DET? YEARWORD)? (YEAR|NUM) ` + deChrist, yearOnly},
		{"years-before-christ", `(DET? YEARWORD)? NUM (DASH|/|bis|und) NUM ` + deChrist, yearsBC},
		{"year-of-few-digits", `DET? YEARWORD NUM`, yearOfDigits},
		{"school-year", `DET? (YEARWORD|saison|spielzeit) YEAR (DASH|/) (YEAR|YY)`, namedYear},
		{"year-range", `(DET? YEARWORD)? YEAR (DASH|/|bis|und|oder) (YEAR|YY|ORD)`, yearRange},
		{"new-year", deEdge + `DET? (neue|neuen|neues) YEARWORD`, comingYear},
		{"decade", `(EDGE DET?|DET EDGE?)? DECADE (jahre|jahren|jahrzehnt)?`, decadeDe},
		{"centuries", `DET? ORD (und|bis|DASH|/) DET? ORD CENTURY`, centuries},
		{"century", deEdge + `DET? EDGE? ORD CENTURY (` + deChrist + `)?`, centuryOf},
		{"half-of", `DET? ORD HALFOF (DET ORD CENTURY (` + deChrist + `)?|DET DECADE (jahre)?|DET (MONTH` + deYear + `|YEARWORD YEAR?)|YEAR)`, halfOf},
		{"quarter", deEdge + `DET? (ORD|LAST) QUARTER` + deYear, quarterOf},
		{"quarter-name", `DET? QUARTERNAME /?` + deYear, quarterDe},
		{"week-number", `((kalenderwoche|kw) NUM|DET? ORD kalenderwoche)` + deYear, weekNumber},
		{"week-of-month", `DET? (LAST|ORD) (WEEK|WEEKEND) (im|des) MONTH` + deYear, weekOfMonth},
		{"week-of", `DET? WEEK (vom|ab DET?) (ORD MONTH` + deYear + `|NUMDATE|DAYMONTH)`, weekOf},
		{"related-unit", deEdge + `DET? ` + deRelated + ` UNIT`, relatedUnitDe},
		{"related-units", deQuant + `DET? (LAST|NEXT|FOLLOWING|PRECEDING|ersten) (` + deAmount + `)? UNITS`, relatedUnits},
		{"related-units-after", `DET? ` + deAmount + ` (LAST|NEXT|FOLLOWING|PRECEDING|ersten) UNITS`, relatedUnits},
		{"edge-of-unit", `EDGE DET UNIT`, edgeOfUnit},
		{"edge-unit", `EDGEUNIT YEAR?`, edgeOfUnit},
		{"weekend", `(am|DET|übers|vom|zum|fürs|ab) < WEEKEND`, thisWeekend},
		{"of-the-year", `(im verlauf|im laufe|im lauf|während) DET < UNIT`, ofUnit},
		{"whole-unit", `DET WHOLE UNIT`, wholeUnit},

		// Distances.
		{"ago", `vor < (` + deQuant + deAmount + `HALF? UNIT|jahresfrist)`, agoDe},
		{"years-ago", `vor < UNITS`, text("PAST_REF")},
		{"later", deQuant + deAmount + `HALF? UNIT (LATER|EARLIER)`, away},
		{"day-after", `(am)? < (tag|jahr|monat|woche|abend|morgen) (LATER|EARLIER)`, dayAfter},
		{"tags-darauf", `tags (LATER|EARLIER)`, tagsDarauf},
		{"soon-after", `(kurz|wenig|bald|UNITS) (LATER|EARLIER)|kurze zeit (LATER|EARLIER)`, away},
		{"in", `in < ` + deQuant + deAmount + `HALF? UNIT`, inUnits},

		// Durations.
		{"duration", deQuant + `DET? QUANT? WHOLE? ` + deAmount + `HALF? ADDED? UNIT`, durationDe},
		{"duration-parts", deQuant + `DET? NUM UNIT (und|,)? NUM UNIT ((und|,)? NUM UNIT)?`, durationParts},
		{"duration-fraction", `QUANT? NUM? DAY / DAY UNIT`, durationFraction},
		{"long-years", `(lange|all DET|all THIS) UNITS`, someUnits},
		{"duration-more", `(mehr|weniger|länger) als ` + deAmount + `HALF? UNIT`, moreThan},
		{"duration-up-to", `bis zu ` + deAmount + `HALF? UNIT`, upTo},
		{"duration-range", deQuant + `(NUM (bis|oder|DASH) NUM UNIT|zwischen < NUM und NUM UNIT)`, durationRange},
		{"half-hour", `QUANT? (ONE|NUM)? (viertelstunde|viertelstunden|dreiviertelstunde|halbstunde|vierteljahr|dreivierteljahr|vierteljahrhundert)`, fractionUnit},
		{"within-a-year", `(binnen|innert) < jahresfrist`, withinYear},
		{"some-units", `(seit|für|nach|binnen|innerhalb|innert|während|von|über|in|auf) < (QUANT)? UNITS`, someUnits},
		{"some-units-around", `(in|während|seit|über) < DET UNITS > (vor|nach|um|seit|davor|danach|darauf|zuvor|, in DET)`, someUnits},
		{"lasting", `LASTING`, lasting},
		{"adjective", `QUANT? NUMUNIT`, adjectiveDe},

		// Sets.
		{"every", `EVERY (ORD|NUM)? UNIT`, everyUnit},
		{"every-n", `alle (NUM|FEW) UNIT`, everyUnit},
		{"every-weekday", `EVERY ORD? WEEKDAY (im monat|DET MONTHUNIT)?|jeweils am? < (WEEKDAY|WEEKDAYPART)|EVERY WEEKDAYPART`, everyWeekday},
		{"every-part", `EVERY (PART|SEASON|MONTH)`, everyPart},
		{"weekdays", `WEEKDAYADV PARTADV?`, everyWeekday},
		{"weekends", `an < DET? UNITS`, everyWeekend},
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
		{"clock-range", deClock + `(bis|und|DASH|oder) ` + deClock + `CLOCKWORD|(von|zwischen) < HOUR : MIN (bis|und|DASH) HOUR : MIN`, clockRange},
		{"clock-half", `(um|gegen|ab|bis|seit|vor|nach) < (halb HOUR|viertel HOUR) CLOCKWORD?`, clockHalf},
		{"clock-quarter", `(viertel (vor|nach|ab)|dreiviertel|drei viertel) HOUR CLOCKWORD?`, clockHalf},
		{"clock-minutes", `um < NUM (minuten)? (vor|nach) halb? HOUR CLOCKWORD?`, clockMinutes},
		{"noon", `(um|gegen|zu|am|bis|ab|seit|kurz vor|kurz nach|nach|vor) < (mitternacht|mittag)`, noonDe},

		// Now, then, some day.
		{"reference", `REF`, reference},
		{"now", `zur zeit|zur stunde|im moment|im augenblick|DET gegenwart|zum jetzigen zeitpunkt`, presentDe},
		{"past", `vor kurzem|vor kurzer zeit|vor langem|vor langer zeit|vor längerer zeit|vor einiger zeit|DET vergangenheit|in < (letzter|jüngster) zeit|(früheren|vergangenen|vergangener|alten) zeiten|DET vergangenen zeit`, text("PAST_REF")},
		{"future", `(in naher|in|für die|in der) zukunft|in kürze|in bälde|binnen kurzem|DET zukunft|in (absehbarer|nächster) zeit`, text("FUTURE_REF")},
	}
}

// dePrepositions come before dates.
var dePrepositions = words(`im in seit bis ab vom zum von für gegen den des vor nach als schon erst spätestens frühestens zwischen während durch über zu bereits noch ende anfang mitte`)
