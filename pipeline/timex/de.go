package timex

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
		{"night-to", `(PART) (auf|zu|zum) DET? (WEEKDAY|DEICTIC|ORD MONTH` + deYear + `)`, nightTo},
		{"tomorrow", `morgen (PART|SMALLPART|früh)?`, tomorrow},
		{"part-related", `DET? (LAST|NEXT|FOLLOWING|PRECEDING) PART`, partRelated},
		{"night-of", `PART (vom|DET) ORD ((auf|zum) DET? ORD)? MONTH` + deYear, partOf},
		{"part-of", `EDGE? PART (des|vom) (ORD MONTH` + deYear + `|WEEKDAY)`, partOf},
		{"part-of-day", `EDGE? PART DET? (THIS|SAME|FOLLOWING|PRECEDING|NEXT) DAYWORD`, partOfRelated},
		{"part", `(am|im|vom|zum|DET|THIS|SAME|gegen|über) < EDGE? PART`, partOfDay},

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
		{"year", deEdge + `(DET? YEARWORD)? YEAR ERA?`, yearStated},
		{"year-before-christ", deEdge + `(QUANT|um)? (DET? YEARWORD)? (YEAR|NUM) (ERA|v. chr.|v. chr|vor christus|vor christi geburt)`, yearBC},
		{"year-of-few-digits", `DET? YEARWORD NUM`, yearOnly},
		{"year-range", `(DET? YEARWORD)? YEAR (DASH|/|bis|und|oder) (YEAR|YY|ORD)`, yearRange},
		{"decade", `(EDGE DET?|DET EDGE?)? DECADE (jahre|jahren|jahrzehnt)?`, decadeDe},
		{"centuries", `DET? ORD (und|bis|DASH|/) DET? ORD CENTURY`, centuries},
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
		{"within-a-year", `binnen < jahresfrist`, withinYear},
		{"some-units", `(seit|vor|für|nach|binnen|innerhalb|innert|während|von|über|in|auf) < (QUANT)? UNITS`, someUnits},
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

// dePrepositions come before dates.
var dePrepositions = words(`im in seit bis ab vom zum von für gegen den des vor nach als schon erst spätestens frühestens zwischen während durch über zu bereits noch`)
