package timex

import (
	"bytes"
	"strings"

	"enricher/pipeline/numeral"
)

// englishWords is the English lexicon. Months and weekdays count with a
// capital only.
func englishWords() lexicon {
	l := lexicon{}
	l.addList(capital, "january jan. jan,february feb. feb,march mar. mar,april apr. apr,may,june jun. jun,july jul. jul,august aug. aug,september sept. sept sep. sep,october oct. oct,november nov. nov,december dec. dec",
		func(n int) lexeme { return lexeme{class: monthWord, name: uint8(n + 1)} })
	l.addList(capital, "monday,tuesday,wednesday,thursday,friday,saturday,sunday",
		func(n int) lexeme { return lexeme{class: weekdayWord, name: uint8(n + 1)} })
	l.addList(capital, "mondays,tuesdays,wednesdays,thursdays,fridays,saturdays,sundays",
		func(n int) lexeme { return lexeme{class: weekdayAdv, name: uint8(n + 1)} })
	l.addList(capital, "mon. mon,tue. tue tues. tues,wed. wed,thu. thu thur. thurs. thurs,fri. fri,sat. sat,sun. sun",
		func(n int) lexeme { return lexeme{class: weekdayAbbr, name: uint8(n + 1)} })
	l.add(anyCase, lexeme{class: partWord, part: morning}, "morning dawn daybreak sunrise")
	l.add(anyCase, lexeme{class: partWord, part: afternoon}, "afternoon")
	l.add(anyCase, lexeme{class: partWord, part: evening}, "evening dusk sunset")
	l.add(anyCase, lexeme{class: partWord, part: night}, "night overnight nighttime")
	l.add(anyCase, lexeme{class: partWord, part: midday}, "lunchtime midday")
	l.addList(anyCase, "spring springtime,summer summertime,autumn fall,winter wintertime", func(n int) lexeme { return lexeme{class: seasonWord, name: uint8(n + 1)} })

	l.addUnit(anyCase, second, "second sec. sec", "seconds secs")
	l.addUnit(anyCase, minute, "minute min. min", "minutes mins")
	l.addUnit(anyCase, hour, "hour hr. hr", "hours hrs")
	l.addUnit(anyCase, daily, "day", "days")
	l.addUnit(anyCase, weekend, "weekend week-end", "weekends")
	l.addUnit(anyCase, weekly, "week", "weeks")
	l.add(anyCase, lexeme{class: unitWord | weekWord, unit: weekly, num: numeral.Int(2)}, "fortnight")
	l.addUnit(anyCase, monthly, "month", "months")
	l.addUnit(anyCase, quarter, "quarter", "quarters")
	l.addUnit(anyCase, half, "half semester", "halves semesters")
	l.add(anyCase, lexeme{class: halfOfWord}, "half")
	l.addUnit(anyCase, yearly, "year yr.", "years yrs")
	l.addUnit(anyCase, decade, "decade", "decades")
	l.addUnit(anyCase, century, "century", "centuries")
	l.addUnit(anyCase, millennium, "millennium", "millennia millenniums")
	l.add(anyCase, lexeme{class: edgeUnit, unit: yearly, mod: modEnd}, "year-end yearend")
	l.add(anyCase, lexeme{class: edgeUnit, unit: monthly, mod: modEnd}, "month-end")
	for g, unit := range map[grain]string{weekly: "week", monthly: "month", quarter: "quarter", yearly: "year"} {
		l.add(anyCase, lexeme{class: edgeUnit, unit: g, mod: modMid}, "mid-"+unit+" mid"+unit)
	}

	l.add(anyCase, lexeme{class: lastWord, shift: -1}, "last past previous")
	l.add(anyCase, lexeme{class: nextWord, shift: 1}, "next coming upcoming")
	l.add(anyCase, lexeme{class: thisWord}, "this current")
	l.add(anyCase, lexeme{class: sameWord}, "same that")
	l.add(anyCase, lexeme{class: followingWord, shift: 1}, "following subsequent ensuing")
	l.add(anyCase, lexeme{class: precedingWord, shift: -1}, "preceding prior")
	l.add(anyCase, lexeme{class: everyWord}, "every each")
	l.add(anyCase, lexeme{class: wholeWord}, "whole entire full all")
	l.add(anyCase, lexeme{class: edgeWord, mod: modStart}, "early earlier")
	l.add(anyCase, lexeme{class: edgeNoun, mod: modStart}, "beginning start")
	l.add(anyCase, lexeme{class: edgeWord, mod: modMid}, "mid mid-")
	l.add(anyCase, lexeme{class: edgeNoun, mod: modMid}, "middle")
	l.add(anyCase, lexeme{class: edgeWord, mod: modEnd}, "late later")
	l.add(anyCase, lexeme{class: edgeNoun, mod: modEnd}, "end close")
	l.add(anyCase, lexeme{class: detWord}, "the")
	l.add(anyCase, lexeme{class: oneWord, num: numeral.Int(1)}, "a an")
	l.add(anyCase, lexeme{class: fewWord}, "few several many some couple numerous")
	l.add(anyCase, lexeme{class: halfWord}, "half ½ 1/2")

	l.add(anyCase, lexeme{class: quantWord, mod: modApprox}, "about around approximately roughly some circa c. ca.")
	l.add(anyCase, lexeme{class: quantWord}, "exactly")
	l.add(anyCase, lexeme{class: quantWord, mod: modMore}, "over")
	l.add(anyCase, lexeme{class: quantWord, mod: modLess}, "nearly almost under")

	l.add(anyCase, lexeme{class: deicticWord, unit: daily}, "today")
	l.add(anyCase, lexeme{class: deicticWord, unit: daily, shift: -1}, "yesterday")
	l.add(anyCase, lexeme{class: deicticWord, unit: daily, shift: 1}, "tomorrow")
	l.add(anyCase, lexeme{class: deicticWord, unit: daily, part: night}, "tonight")

	l.add(anyCase, lexeme{class: refWord, text: "PRESENT_REF"}, "now currently current nowadays presently")
	l.add(anyCase, lexeme{class: refWord, text: "PAST_REF"}, "recently recent")
	l.add(anyCase, lexeme{class: refWord, text: "FUTURE_REF"}, "soon shortly")
	l.add(anyCase, lexeme{class: freqWord, text: "P1D"}, "daily")
	l.add(anyCase, lexeme{class: freqWord, text: "P1W"}, "weekly")
	l.add(anyCase, lexeme{class: freqWord, text: "P2W"}, "fortnightly biweekly bi-weekly")
	l.add(anyCase, lexeme{class: freqWord, text: "P6M"}, "biannual semiannual semiannually semi-annual semi-annually twice-yearly")
	l.add(anyCase, lexeme{class: freqWord, text: "P1M"}, "monthly")
	l.add(anyCase, lexeme{class: freqWord, text: "P3M"}, "quarterly")
	l.add(anyCase, lexeme{class: freqWord, text: "P1Y"}, "yearly annual annually")
	l.add(anyCase, lexeme{class: freqWord, text: "PT1H"}, "hourly")
	l.add(anyCase, lexeme{class: freqWord, text: "P2Y"}, "biennial")
	l.add(anyCase, lexeme{class: freqWord, text: "P1D"}, "nightly")
	for g, stem := range map[grain]string{hour: "hours", minute: "minutes", daily: "days", weekly: "weeks", monthly: "months", yearly: "years", decade: "decades", century: "centuries"} {
		l.add(anyCase, lexeme{class: lastingWord, unit: g}, stem+"-long "+stem+"-old")
	}
	for g, stem := range map[grain]string{hour: "hour", daily: "day", weekly: "week", monthly: "month", yearly: "year", decade: "decade"} {
		l.add(anyCase, lexeme{class: numUnit, unit: g, num: numeral.Int(1)}, stem+"-long "+stem+"long")
	}
	l.add(anyCase, lexeme{class: laterWord, shift: 1}, "later after afterward afterwards thereafter hence")
	l.add(anyCase, lexeme{class: earlierWord, shift: -1}, "earlier before previously prior")
	l.add(capital, lexeme{class: eraWord, shift: -1}, "bc bce b.c. b.c.e.")
	l.add(capital, lexeme{class: eraWord, shift: 1}, "ad ce a.d. c.e.")
	l.add(anyCase, lexeme{class: clockWord}, "o'clock o’clock hrs")
	l.add(anyCase, lexeme{class: meridiemWord}, "am a.m. a.m")
	l.add(anyCase, lexeme{class: meridiemWord, shift: 12}, "pm p.m. p.m")
	l.add(capital, lexeme{class: zoneWord}, "et est edt ct cst cdt mt mst mdt pt pst pdt bst cet cest ist jst eastern pacific central aest eat sast")
	l.add(anyCase, lexeme{class: zoneWord, text: "Z"}, "gmt utc")
	l.add(anyCase, lexeme{class: dashMark}, "- – — ‑")
	for _, w := range strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen") {
		n, _ := numeral.Cardinal(w, "en")
		l.add(anyCase, lexeme{class: numWord, num: numeral.Int(n)}, w)
	}
	for _, w := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth") {
		n, _ := numeral.Ordinal(w, "en")
		l.add(anyCase, lexeme{class: ordinal, num: numeral.Int(n)}, w)
	}
	for _, w := range strings.Fields("dozen hundred thousand million billion") {
		s, _ := numeral.Magnitude(w, "en")
		l.add(anyCase, lexeme{class: scaleWord, num: s.Value}, w)
	}
	l.add(anyCase, lexeme{class: fewWord}, "dozens scores hundreds thousands millions")
	l.add(anyCase, lexeme{class: timesWord}, "once twice thrice")
	for n, words := range []string{"q1 first-quarter", "q2 second-quarter", "q3 third-quarter", "q4 fourth-quarter final-quarter"} {
		l.add(anyCase, lexeme{class: quarterName, unit: quarter, num: numeral.Int(int64(n + 1))}, words)
	}
	for n, words := range []string{"first-half h1", "second-half h2"} {
		l.add(anyCase, lexeme{class: quarterName, unit: half, num: numeral.Int(int64(n + 1))}, words)
	}
	for n, w := range []string{"twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"} {
		l.add(anyCase, lexeme{class: decadeWord, num: numeral.Int(int64(20 + 10*n))}, w)
	}
	l.add(anyCase, lexeme{class: decadeWord}, "noughties")
	for _, m := range strings.Fields("january february march april may june july august september october november december") {
		n := l[m].upper.name
		l.add(anyCase, lexeme{class: monthWord, name: n, mod: modMid}, "mid-"+m)
		l.add(anyCase, lexeme{class: monthWord, name: n, mod: modStart}, "early-"+m)
		l.add(anyCase, lexeme{class: monthWord, name: n, mod: modEnd}, "late-"+m)
	}
	l.add(anyCase, lexeme{class: partWord, part: morning, mod: modMid}, "mid-morning midmorning")
	l.add(anyCase, lexeme{class: partWord, part: afternoon, mod: modMid}, "mid-afternoon midafternoon")
	l.addFeasts(englishFeasts)
	return l
}

// englishFeasts are the holidays of the United States, Canada, Britain,
// Ireland and Oceania whose date does not hang on the country.
var englishFeasts = []namedFeast{
	{"hogmanay,new year 's eve", feast{month: 12, day: 31}},
	{"new year 's day", feast{month: 1, day: 1}},
	{"twelfth night", feast{month: 1, day: 5}},
	{"epiphany", feast{month: 1, day: 6}},
	{"martin luther king day,martin luther king jr. day,mlk day", feast{rule: nth, month: 1, weekday: 1, nth: 3}},
	{"inauguration day", feast{month: 1, day: 20}},
	{"australia day", feast{month: 1, day: 26}},
	{"groundhog day,candlemas", feast{month: 2, day: 2}},
	{"waitangi day", feast{month: 2, day: 6}},
	{"valentine 's day", feast{month: 2, day: 14}},
	{"presidents day,presidents ' day,president 's day", feast{rule: nth, month: 2, weekday: 1, nth: 3}},
	{"st. david 's day,st david 's day", feast{month: 3, day: 1}},
	{"women 's day,international women 's day", feast{month: 3, day: 8}},
	{"st. patrick 's day,st patrick 's day,saint patrick 's day", feast{month: 3, day: 17}},
	{"april fools ' day,april fool 's day", feast{month: 4, day: 1}},
	{"mardi gras,shrove tuesday,fat tuesday", feast{rule: fromEaster, offset: -47}},
	{"ash wednesday", feast{rule: fromEaster, offset: -46}},
	{"mothering sunday", feast{rule: fromEaster, offset: -21}},
	{"palm sunday", feast{rule: fromEaster, offset: -7}},
	{"holy week", feast{rule: fromEaster, unit: weekly}},
	{"maundy thursday", feast{rule: fromEaster, offset: -3}},
	{"good friday", feast{rule: fromEaster, offset: -2}},
	{"holy saturday,easter saturday", feast{rule: fromEaster, offset: -1}},
	{"easter", feast{rule: fromEaster}},
	{"easter monday", feast{rule: fromEaster, offset: 1}},
	{"ascension day,ascension thursday", feast{rule: fromEaster, offset: 39}},
	{"pentecost,whitsun,whit sunday", feast{rule: fromEaster, offset: 49}},
	{"whit monday", feast{rule: fromEaster, offset: 50}},
	{"trinity sunday", feast{rule: fromEaster, offset: 56}},
	{"corpus christi day", feast{rule: fromEaster, offset: 60}},
	{"patriots day,patriots ' day", feast{rule: nth, month: 4, weekday: 1, nth: 3}},
	{"earth day", feast{month: 4, day: 22}},
	{"st. george 's day,st george 's day", feast{month: 4, day: 23}},
	{"anzac day", feast{month: 4, day: 25}},
	{"may day", feast{month: 5, day: 1}},
	{"cinco de mayo", feast{month: 5, day: 5}},
	{"mother 's day", feast{rule: nth, month: 5, weekday: 7, nth: 2}},
	{"victoria day", feast{rule: onOrAfter, month: 5, day: 18, weekday: 1}},
	{"memorial day", feast{rule: nth, month: 5, weekday: 1, nth: -1}},
	{"flag day", feast{month: 6, day: 14}},
	{"father 's day", feast{rule: nth, month: 6, weekday: 7, nth: 3}},
	{"juneteenth", feast{month: 6, day: 19}},
	{"canada day", feast{month: 7, day: 1}},
	{"july fourth", feast{month: 7, day: 4}},
	{"bastille day", feast{month: 7, day: 14}},
	{"columbus day,indigenous peoples ' day", feast{rule: nth, month: 10, weekday: 1, nth: 2}},
	{"halloween", feast{month: 10, day: 31}},
	{"all saints ' day", feast{month: 11, day: 1}},
	{"all souls ' day", feast{month: 11, day: 2}},
	{"bonfire night,guy fawkes night", feast{month: 11, day: 5, part: night}},
	{"guy fawkes day", feast{month: 11, day: 5}},
	{"election day", feast{rule: onOrAfter, month: 11, day: 2, weekday: 2}},
	{"veterans day,veterans ' day,armistice day,remembrance day", feast{month: 11, day: 11}},
	{"remembrance sunday", feast{rule: nth, month: 11, weekday: 7, nth: 2}},
	{"thanksgiving", feast{rule: nth, month: 11, weekday: 4, nth: 4}},
	{"black friday", feast{rule: nth, month: 11, weekday: 4, nth: 4, offset: 1}},
	{"cyber monday", feast{rule: nth, month: 11, weekday: 4, nth: 4, offset: 4}},
	{"st. andrew 's day,st andrew 's day", feast{month: 11, day: 30}},
	{"christmas eve,xmas eve", feast{month: 12, day: 24}},
	{"christmas,xmas", feast{month: 12, day: 25}},
	{"boxing day,st. stephen 's day", feast{month: 12, day: 26}},
}

// englishUnits are the units of joined durations: three-day, 16-hour.
var englishUnits = map[string]grain{
	"second": second, "minute": minute, "min": minute, "hour": hour, "hr": hour, "day": daily, "week": weekly, "month": monthly, "quarter": quarter,
	"year": yearly, "decade": decade, "century": century, "night": dayPart,
}

// mayAnalyseEnglish reports whether a word could be one for analyseEnglish.
func mayAnalyseEnglish(w string) bool {
	if len(w) < 2 {
		return false
	}
	return isDigit(w[0]) || w[0] == '\'' || strings.HasPrefix(w, "’") || strings.IndexByte(w, '-') > 0 || w[0] == 'F' && w[1] == 'Y'
}

// analyseEnglish reads decades (1990s, mid-1990s), ordinals (21st), numbers
// joined by hyphens (twenty-one, three-day) and years with a prefix
// (mid-2015, post-1959, FY2015).
func analyseEnglish(w []byte, capital bool) (lexeme, bool) {
	if isDigit(w[0]) {
		n := 0
		for n < len(w) && isDigit(w[n]) {
			n++
		}
		num := numeral.Int(int64(atoi(string(w[:n]))))
		switch rest := string(w[n:]); rest {
		case "s", "'s", "’s":
			if (n == 4 || n == 2) && w[n-1] == '0' {
				return lexeme{class: decadeWord, num: num}, true
			}
		case "st", "nd", "rd", "th":
			return lexeme{class: ordinal, num: num, digits: true}, true
		case "q":
			if q := atoi(string(w[:n])); n == 1 && q >= 1 && q <= 4 {
				return lexeme{class: quarterName, unit: quarter, num: num}, true
			}
		case "st-century", "nd-century", "rd-century", "th-century":
			return lexeme{class: decadeWord, num: num, unit: century}, true
		default:
			if u, ok := joinedUnit(rest); ok {
				return lexeme{class: numUnit, num: num, unit: u, digits: true}, true
			}
		}
		return lexeme{}, false
	}
	if t, ok := bytes.CutPrefix(w, []byte("'")); ok || bytes.HasPrefix(w, []byte("’")) { // '90s
		t = bytes.TrimPrefix(t, []byte("’"))
		if len(t) == 3 && isDigit(t[0]) && t[1] == '0' && t[2] == 's' {
			return lexeme{class: decadeWord, num: numeral.Int(int64(atoi(string(t))))}, true
		}
		return lexeme{}, false
	}
	if t, ok := bytes.CutPrefix(w, []byte("fy")); ok && capital && len(t) == 4 && len(bytes.Trim(t, "0123456789")) == 0 {
		return lexeme{class: edgedYear, num: numeral.Int(int64(atoi(string(t))))}, true
	}
	head, tail, found := bytes.Cut(w, []byte("-"))
	if !found || len(tail) == 0 {
		return lexeme{}, false
	}
	m, edged := noMod, true
	switch string(head) {
	case "post", "pre":
	case "mid":
		m = modMid
	case "early":
		m = modStart
	case "late":
		m = modEnd
	default:
		edged = false
	}
	if edged && isDigit(tail[0]) {
		switch t := string(tail); {
		case len(t) == 4 && strings.Trim(t, "0123456789") == "":
			return lexeme{class: edgedYear, num: numeral.Int(int64(atoi(t))), mod: m}, true
		case (len(t) == 5 || len(t) == 3) && t[len(t)-1] == 's' && t[len(t)-2] == '0':
			return lexeme{class: decadeWord, num: numeral.Int(int64(atoi(t))), mod: m}, true
		}
		if n, ok := numeral.Ordinal(string(tail), "en"); ok {
			return lexeme{class: ordinal, num: numeral.Int(n), mod: m}, true
		}
		return lexeme{}, false
	}
	if n, ok := numeral.Cardinal(string(w), "en"); ok {
		return lexeme{class: numWord, num: numeral.Int(n)}, true
	}
	if n, ok := numeral.Ordinal(string(w), "en"); ok {
		return lexeme{class: ordinal, num: numeral.Int(n)}, true
	}
	if string(tail) == "and-a-half" {
		if n, ok := numeral.Cardinal(string(head), "en"); ok {
			d, ok := numeral.Int(n).Add(aHalf)
			return lexeme{class: numWord, num: d}, ok
		}
	}
	x := lexeme{class: numUnit}
	for { // twenty-five-year
		if u, ok := joinedUnit("-" + string(tail)); ok {
			x.unit = u
			break
		}
		i := bytes.IndexByte(tail, '-')
		if i < 0 {
			return lexeme{}, false
		}
		head, tail = w[:len(head)+1+i], tail[i+1:]
	}
	switch string(head) {
	case "multi", "several":
		x.some = true
		return x, true
	case "half":
		x.num = aHalf
		return x, true
	case "a", "single":
		x.num = numeral.Int(1)
		return x, true
	}
	whole, isHalf := bytes.CutSuffix(head, []byte("-and-a-half")) // two-and-a-half-year
	n, ok := numeral.Cardinal(string(whole), "en")
	x.num = numeral.Int(n)
	if isHalf && ok {
		x.num, ok = x.num.Add(aHalf)
	}
	return x, ok && n > 0
}

// joinedUnit reads -day, -year-long; -year-old is an age and none.
func joinedUnit(w string) (grain, bool) {
	w = strings.TrimSuffix(strings.TrimPrefix(w, "-"), "-long")
	u, ok := englishUnits[strings.TrimSuffix(w, "s")]
	return u, ok && len(w) > 2
}
