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
	l.addUnit(anyCase, weekend, "weekend", "weekends")
	l.addUnit(anyCase, weekly, "week fortnight", "weeks")
	l.addUnit(anyCase, monthly, "month", "months")
	l.addUnit(anyCase, quarter, "quarter", "quarters")
	l.addUnit(anyCase, half, "half semester", "halves semesters")
	l.addUnit(anyCase, yearly, "year yr.", "years yrs")
	l.addUnit(anyCase, decade, "decade", "decades")
	l.addUnit(anyCase, century, "century", "centuries")
	l.addUnit(anyCase, millennium, "millennium", "millennia millenniums")
	for _, u := range []string{"year", "month", "week"} {
		for _, e := range []struct {
			mod  mod
			ends string
		}{{modEnd, "end"}} {
			l.add(anyCase, lexeme{class: edgeUnit, unit: map[string]grain{"year": yearly, "month": monthly, "week": weekly}[u], mod: e.mod}, u+"-"+e.ends+" "+u+e.ends)
		}
	}
	delete(l, "weekend")
	l.addUnit(anyCase, weekend, "weekend week-end", "weekends")

	l.add(anyCase, lexeme{class: lastWord, shift: -1}, "last past previous")
	l.add(anyCase, lexeme{class: nextWord, shift: 1}, "next coming upcoming")
	l.add(anyCase, lexeme{class: thisWord}, "this current")
	l.add(anyCase, lexeme{class: sameWord}, "same that")
	l.add(anyCase, lexeme{class: followingWord, shift: 1}, "following subsequent ensuing")
	l.add(anyCase, lexeme{class: precedingWord, shift: -1}, "preceding prior")
	l.add(anyCase, lexeme{class: everyWord}, "every each")
	l.add(anyCase, lexeme{class: wholeWord}, "whole entire full all")
	l.add(anyCase, lexeme{class: edgeWord, mod: modStart}, "early beginning start earlier")
	l.add(anyCase, lexeme{class: edgeWord, mod: modMid}, "mid middle mid-")
	l.add(anyCase, lexeme{class: edgeWord, mod: modEnd}, "late end close later")
	l.add(anyCase, lexeme{class: detWord}, "the")
	l.add(anyCase, lexeme{class: oneWord, num: numeral.Int(1)}, "a an")
	l.add(anyCase, lexeme{class: fewWord}, "few several many some couple numerous")
	l.add(anyCase, lexeme{class: halfWord}, "half ½ 1/2")

	l.add(anyCase, lexeme{class: quantWord, mod: modApprox}, "about around approximately roughly some circa c. ca.")
	l.add(anyCase, lexeme{class: quantWord, mod: modMore}, "over")
	l.add(anyCase, lexeme{class: quantWord, mod: modLess}, "nearly almost under")

	l.add(anyCase, lexeme{class: deicticWord, unit: daily}, "today")
	l.add(anyCase, lexeme{class: deicticWord, unit: daily, shift: -1}, "yesterday")
	l.add(anyCase, lexeme{class: deicticWord, unit: daily, shift: 1}, "tomorrow")
	l.add(anyCase, lexeme{class: deicticWord, unit: daily, part: night}, "tonight")

	l.add(anyCase, lexeme{class: refWord, text: "PRESENT_REF"}, "now currently nowadays presently")
	l.add(anyCase, lexeme{class: refWord, text: "PAST_REF"}, "recently once formerly previously")
	l.add(anyCase, lexeme{class: refWord, text: "FUTURE_REF"}, "soon")
	l.add(anyCase, lexeme{class: freqWord, text: "P1D"}, "daily")
	l.add(anyCase, lexeme{class: freqWord, text: "P1W"}, "weekly")
	l.add(anyCase, lexeme{class: freqWord, text: "P2W"}, "fortnightly biweekly bi-weekly")
	l.add(anyCase, lexeme{class: freqWord, text: "P1M"}, "monthly")
	l.add(anyCase, lexeme{class: freqWord, text: "P3M"}, "quarterly")
	l.add(anyCase, lexeme{class: freqWord, text: "P1Y"}, "yearly annual annually")
	l.add(anyCase, lexeme{class: freqWord, text: "PT1H"}, "hourly")
	l.add(anyCase, lexeme{class: freqWord, text: "P2Y"}, "biennial biannual")
	l.add(anyCase, lexeme{class: freqWord, text: "PT24H"}, "nightly")
	l.add(anyCase, lexeme{class: freqWord, text: "P1D"}, "nightly")
	for g, stem := range map[grain]string{hour: "hours", minute: "minutes", daily: "days", weekly: "weeks", monthly: "months", yearly: "years", decade: "decades", century: "centuries"} {
		l.add(anyCase, lexeme{class: lastingWord, unit: g}, stem+"-long "+stem+"-old")
	}
	for g, stem := range map[grain]string{hour: "hour", daily: "day", weekly: "week", monthly: "month", yearly: "year", decade: "decade"} {
		l.add(anyCase, lexeme{class: numUnit, unit: g, num: numeral.Int(1)}, stem+"-long "+stem+"long")
	}
	l.add(anyCase, lexeme{class: laterWord, shift: 1}, "later after afterward afterwards thereafter hence")
	l.add(anyCase, lexeme{class: earlierWord, shift: -1}, "earlier before previously prior")
	l.add(anyCase, lexeme{class: eraWord}, "bc bce b.c. b.c.e.")
	l.add(anyCase, lexeme{class: clockWord}, "o'clock o’clock hrs")
	l.add(anyCase, lexeme{class: meridiemWord}, "am a.m. a.m")
	l.add(anyCase, lexeme{class: meridiemWord, shift: 12}, "pm p.m. p.m")
	l.add(capital, lexeme{class: zoneWord}, "et est edt ct cst cdt mt mst mdt pt pst pdt bst cet cest ist jst eastern pacific central aest eat sast")
	l.add(anyCase, lexeme{class: zoneWord, text: "Z"}, "gmt utc")
	l.add(anyCase, lexeme{class: dashMark}, "- – — ‑")
	for n, w := range []string{"-", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"} {
		if n > 0 {
			l.add(anyCase, lexeme{class: numWord, num: numeral.Int(int64(n))}, w)
		}
	}
	for n, w := range []string{"thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"} {
		l.add(anyCase, lexeme{class: numWord, num: numeral.Int(int64(30 + 10*n))}, w)
	}
	l.add(anyCase, lexeme{class: numWord, num: numeral.Int(12)}, "dozen")
	for _, w := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth") {
		n, _ := numeral.Ordinal(w, "en")
		l.add(anyCase, lexeme{class: ordWord, num: numeral.Int(n)}, w)
	}
	l.add(anyCase, lexeme{class: timesWord}, "once twice thrice")
	for n, words := range []string{"q1 first-quarter", "q2 second-quarter", "q3 third-quarter", "q4 fourth-quarter final-quarter"} {
		l.add(anyCase, lexeme{class: quarterName, unit: quarter, num: numeral.Int(int64(n + 1))}, words)
	}
	for n, words := range []string{"first-half h1", "second-half h2"} {
		l.add(anyCase, lexeme{class: quarterName, unit: half, num: numeral.Int(int64(n + 1))}, words)
	}
	l.add(anyCase, lexeme{class: scaleWord, num: numeral.Int(100)}, "hundred")
	l.add(anyCase, lexeme{class: scaleWord, num: numeral.Int(1000)}, "thousand")
	l.add(anyCase, lexeme{class: scaleWord, num: numeral.Int(1_000_000)}, "million")
	l.add(anyCase, lexeme{class: scaleWord, num: numeral.Int(1_000_000_000)}, "billion")
	for n, w := range []string{"twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"} {
		l.add(anyCase, lexeme{class: decadeWord, num: numeral.Int(int64(20 + 10*n))}, w)
	}
	for _, m := range strings.Fields("january february march april may june july august september october november december") {
		n := l[m].upper.name
		l.add(anyCase, lexeme{class: monthWord | edgedWord, name: n, mod: modMid}, "mid-"+m)
		l.add(anyCase, lexeme{class: monthWord | edgedWord, name: n, mod: modStart}, "early-"+m)
		l.add(anyCase, lexeme{class: monthWord | edgedWord, name: n, mod: modEnd}, "late-"+m)
	}
	for _, u := range []string{"week", "year", "month", "quarter"} {
		l.add(anyCase, lexeme{class: edgeUnit, unit: map[string]grain{"week": weekly, "year": yearly, "month": monthly, "quarter": quarter}[u], mod: modMid}, "mid-"+u+" mid"+u)
	}
	l.add(anyCase, lexeme{class: partWord, part: morning, mod: modMid}, "mid-morning midmorning")
	l.add(anyCase, lexeme{class: partWord, part: afternoon, mod: modMid}, "mid-afternoon midafternoon")
	l.addFeasts(englishFeasts)
	return l
}

// englishFeasts are the holidays of one word; the others have rules.
var englishFeasts = []namedFeast{
	{"halloween", feast{month: 10, day: 31}},
	{"thanksgiving", feast{rule: nth, month: 11, weekday: 4, nth: 4}},
	{"christmas xmas", feast{month: 12, day: 25}},
	{"easter", feast{rule: fromEaster}},
	{"juneteenth", feast{month: 6, day: 19}},
	{"pentecost whitsun", feast{rule: fromEaster, offset: 49}},
	{"hogmanay", feast{month: 12, day: 31}},
}

// englishUnits are the units of joined durations: three-day, 16-hour.
var englishUnits = map[string]grain{
	"second": second, "minute": minute, "min": minute, "hour": hour, "hr": hour, "day": daily, "week": weekly, "month": monthly, "quarter": quarter,
	"year": yearly, "decade": decade, "century": century, "night": dayPart,
}

// analyseEnglish reads decades (1990s, mid-1990s), ordinals (21st), numbers
// joined by hyphens (twenty-one, three-day) and years with a prefix
// (mid-2015).
func analyseEnglish(w []byte, capital bool) (lexeme, bool) {
	if len(w) < 3 {
		return lexeme{}, false
	}
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
			return lexeme{class: ordDigits, num: num}, true
		case "st-century", "nd-century", "rd-century", "th-century":
			return lexeme{class: decadeWord, num: num, unit: century}, true
		default:
			if u, ok := joinedUnit(rest); ok {
				return lexeme{class: numUnit, num: num, unit: u, digits: true}, true
			}
		}
		return lexeme{}, false
	}
	if w[0] == '\'' && isDigit(w[1]) { // '90s
		t := string(w[1:])
		if len(t) == 3 && t[1] == '0' && t[2] == 's' {
			return lexeme{class: decadeWord, num: numeral.Int(int64(atoi(t)))}, true
		}
		return lexeme{}, false
	}
	head, tail, found := bytes.Cut(w, []byte("-"))
	if !found || len(tail) == 0 {
		return lexeme{}, false
	}
	m := noMod
	switch string(head) {
	case "mid":
		m = modMid
	case "early":
		m = modStart
	case "late":
		m = modEnd
	}
	if m != noMod && isDigit(tail[0]) {
		switch t := string(tail); {
		case len(t) == 4 && strings.Trim(t, "0123456789") == "":
			return lexeme{class: edgedYear, num: numeral.Int(int64(atoi(t))), mod: m}, true
		case (len(t) == 5 || len(t) == 3) && t[len(t)-1] == 's' && t[len(t)-2] == '0':
			return lexeme{class: decadeWord, num: numeral.Int(int64(atoi(t))), mod: m}, true
		}
		if n, ok := numeral.Ordinal(string(tail), "en"); ok {
			return lexeme{class: ordWord, num: numeral.Int(n), mod: m}, true
		}
		return lexeme{}, false
	}
	if n, ok := numeral.Cardinal(string(w), "en"); ok {
		return lexeme{class: numWord, num: numeral.Int(n)}, true
	}
	if n, ok := numeral.Ordinal(string(w), "en"); ok {
		return lexeme{class: ordWord, num: numeral.Int(n)}, true
	}
	if string(tail) == "and-a-half" {
		if n, ok := numeral.Cardinal(string(head), "en"); ok {
			d, _ := numeral.Int(10*n + 5).Shift(-1)
			return lexeme{class: numWord, num: d}, true
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
		x.num = decimal("0.5", ".")
		return x, true
	case "a", "single":
		x.num = numeral.Int(1)
		return x, true
	}
	n, ok := numeral.Cardinal(string(head), "en")
	x.num = numeral.Int(n)
	return x, ok && n > 0
}

// joinedUnit reads -day, -year-long; -year-old is an age and none.
func joinedUnit(w string) (grain, bool) {
	w = strings.TrimSuffix(strings.TrimPrefix(w, "-"), "-long")
	u, ok := englishUnits[strings.TrimSuffix(w, "s")]
	return u, ok && len(w) > 2
}
