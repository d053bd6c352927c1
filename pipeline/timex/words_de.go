package timex

import (
	"bytes"
	"strings"

	"enricher/pipeline/numeral"
)

// germanWords is the German lexicon. Nouns count with a capital only, so that
// `morgen` is tomorrow and `Morgen` the morning.
func germanWords() lexicon {
	l := lexicon{}
	l.addList(capital, "jänner januar jan. jan januars jänners,feber februar feb. feb februars febr.,märz mrz. mrz,april apr. apr aprils,mai mais,juni juni. jun. jun junis juno,juli jul. jul julis,"+
		"august aug. aug augusts,september sept. sep. sept sep septembers,oktober okt. okt oktobers,november nov. nov novembers,dezember dez. dez dezembers",
		func(n int) lexeme { return lexeme{class: monthWord, name: uint8(n + 1)} })
	days := []string{"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag sonnabend", "sonntag"}
	parts := map[part]string{morning: "morgen vormittag früh", midday: "mittag", afternoon: "nachmittag", evening: "abend", night: "nacht"}
	for n, names := range days {
		for _, d := range bytes.Fields([]byte(names)) {
			name := string(d)
			x := lexeme{class: weekdayWord, name: uint8(n + 1)}
			l.add(capital, x, name+" "+name+"s "+name+"es "+name+"en")
			l.add(small, lexeme{class: weekdayAdv, name: x.name}, name+"s")
			for p, words := range parts {
				for _, w := range bytes.Fields([]byte(words)) {
					both := name + string(w)
					l.add(capital, lexeme{class: weekdayPart, name: x.name, part: p}, both+" "+both+"s "+name+"-"+string(w))
				}
			}
		}
	}
	l.addList(capital, "mo. mo,di. di,mi. mi,do. do,fr. fr,sa. sa,so. so", func(n int) lexeme { return lexeme{class: weekdayAbbr, name: uint8(n + 1)} })
	for p, words := range parts {
		for _, w := range bytes.Fields([]byte(words)) {
			name := string(w)
			how := capital
			if name == "früh" {
				how = small
			}
			l.add(how, lexeme{class: partWord, part: p}, name+" "+name+"s "+name+"stunden")
			l.add(small, lexeme{class: partAdv, part: p}, name+"s")
		}
	}
	l.add(capital, lexeme{class: partWord, part: night}, "nächten mitternachtsstunden nachtstunden")
	l.add(small, lexeme{class: partAdv, part: morning}, "frühmorgens")
	l.add(small, lexeme{class: smallPart, part: morning}, "morgen vormittag")
	l.add(small, lexeme{class: smallPart, part: midday}, "mittag")
	l.add(small, lexeme{class: smallPart, part: afternoon}, "nachmittag")
	l.add(small, lexeme{class: smallPart, part: evening}, "abend")
	l.add(small, lexeme{class: smallPart, part: night}, "nacht")

	l.addList(capital, "frühling frühlings frühlinge frühjahr frühjahrs frühjahres lenz,sommer sommers sommern sommersemester sommersemesters,herbst herbst herbstes herbsts,winter winters wintern wintersemester wintersemesters",
		func(n int) lexeme { return lexeme{class: seasonWord, name: uint8(n + 1)} })
	l.addList(capital, "-,frühsommer frühsommers,frühherbst frühherbstes,-", func(n int) lexeme { return lexeme{class: seasonWord, name: uint8(n + 1), mod: modStart} })
	l.addList(capital, "-,hochsommer hochsommers,-,-", func(n int) lexeme { return lexeme{class: seasonWord, name: uint8(n + 1), mod: modMid} })
	l.addList(capital, "-,spätsommer spätsommers,spätherbst spätherbstes,spätwinter", func(n int) lexeme { return lexeme{class: seasonWord, name: uint8(n + 1), mod: modEnd} })

	l.addUnit(capital, second, "sekunde sek.", "sekunden")
	l.addUnit(capital, minute, "minute min. min", "minuten")
	l.addUnit(capital, hour, "stunde std.", "stunden")
	l.addUnit(capital, daily, "tag tags tages", "tage tagen")
	l.addUnit(capital, weekend, "wochenende wochenendes weekend", "wochenenden weekends")
	l.addUnit(capital, weekly, "woche", "wochen")
	l.addUnit(capital, monthly, "monat monats monates", "monate monaten")
	l.addUnit(capital, quarter, "quartal quartals quartales", "quartale quartalen")
	l.addUnit(capital, half, "halbjahr halbjahres halbjahrs semester semesters jahreshälfte", "halbjahre halbjahren semestern jahreshälften")
	l.addUnit(capital, yearly, "jahr jahres jahrs kalenderjahr kalenderjahres", "jahre jahren")
	for _, name := range strings.Fields("schul studien geschäfts wirtschafts haushalts rechnungs fiskal steuer finanz rumpfgeschäfts") {
		x := lexeme{class: unitWord | yearWord, unit: yearly, name: splitYear}
		l.add(capital, x, name+"jahr "+name+"jahres "+name+"jahrs")
		x.class |= unitsWord
		l.add(capital, x, name+"jahre "+name+"jahren")
	}
	l.addUnit(capital, decade, "jahrzehnt jahrzehnts jahrzehntes dekade", "jahrzehnte jahrzehnten dekaden")
	l.addUnit(capital, century, "jahrhundert jahrhunderts jh. jhd. jhdt.", "jahrhunderte jahrhunderten")
	l.addUnit(capital, millennium, "jahrtausend jahrtausends", "jahrtausende jahrtausenden")

	l.add(capital, lexeme{class: edgeUnit, unit: yearly, mod: modEnd}, "jahresende jahresschluss jahreswechsel jahreswende")
	l.add(capital, lexeme{class: edgeUnit, unit: yearly, mod: modStart}, "jahresbeginn jahresanfang")
	l.add(capital, lexeme{class: edgeUnit, unit: yearly, mod: modMid}, "jahresmitte")
	l.add(capital, lexeme{class: edgeUnit, unit: monthly, mod: modEnd}, "monatsende")
	l.add(capital, lexeme{class: edgeUnit, unit: monthly, mod: modStart}, "monatsbeginn monatsanfang")
	l.add(capital, lexeme{class: edgeUnit, unit: monthly, mod: modMid}, "monatsmitte")
	l.add(capital, lexeme{class: edgeUnit, unit: weekly, mod: modStart}, "wochenbeginn wochenanfang wochenstart")
	l.add(capital, lexeme{class: edgeUnit, unit: weekly, mod: modMid}, "wochenmitte")
	l.add(capital, lexeme{class: edgeUnit, unit: quarter, mod: modEnd}, "quartalsende")
	l.add(capital, lexeme{class: halfOfWord}, "hälfte")
	l.addList(capital, "q1 startquartal auftaktquartal,q2,q3,q4 schlussquartal jahresschlussquartal", func(n int) lexeme {
		return lexeme{class: quarterName, unit: quarter, num: numeral.Int(int64(n + 1))}
	})

	l.add(anyCase, lexeme{class: lastWord, shift: -1}, "letzte letzten letzter letztes letztem vergangene vergangenen vergangener vergangenes vergangenem vorige vorigen voriger voriges vorigem abgelaufene abgelaufenen abgelaufener abgelaufenes abgelaufenem verflossene verflossenen verflossener verflossenes zurückliegenden")
	l.add(anyCase, lexeme{class: lastWord, shift: -2}, "vorletzte vorletzten vorletzter vorletztes vorvergangene vorvergangenen vorvergangenes")
	l.add(anyCase, lexeme{class: nextWord, shift: 1}, "nächste nächsten nächster nächstes nächstem kommende kommenden kommender kommendes kommendem bevorstehende bevorstehenden")
	l.add(anyCase, lexeme{class: nextWord, shift: 2}, "übernächste übernächsten übernächster übernächstes")
	l.add(anyCase, lexeme{class: thisWord}, "diese dieser dieses diesen diesem laufende laufenden laufendes laufender heurige heurigen heuriges jetzige jetzigen")
	l.add(anyCase, lexeme{class: sameWord}, "selbe selben selber gleiche gleichen gleicher desselben demselben denselben derselben dasselbe dieselbe derselbe jenem jenes jenen jener")
	l.add(anyCase, lexeme{class: followingWord, shift: 1}, "folgende folgenden folgender folgendes folgendem darauffolgende darauffolgenden darauffolgender anschließenden anschliessenden")
	l.add(anyCase, lexeme{class: precedingWord, shift: -1}, "vorangegangene vorangegangenen vorangegangener vorhergehenden vorherige vorherigen vorheriger vorheriges vorausgegangenen")
	l.add(anyCase, lexeme{class: everyWord}, "jeder jede jedes jeden jedem")
	l.add(anyCase, lexeme{class: wholeWord}, "ganze ganzen ganzer ganzes gesamte gesamten gesamtes")
	l.add(anyCase, lexeme{class: addedWord}, "lange langen volle vollen weitere weiteren weiterer aufeinanderfolgende aufeinanderfolgenden")
	l.add(anyCase, lexeme{class: addedWord, mod: modLess}, "knappes knappe knappen")
	l.add(anyCase, lexeme{class: addedWord, mod: modMore}, "gutes gute guten")
	l.add(anyCase, lexeme{class: timesWord}, "einmal zweimal dreimal viermal fünfmal sechsmal siebenmal zehnmal mehrmals mehrfach")
	l.add(anyCase, lexeme{class: edgeWord, mod: modStart}, "anfang anfangs beginn beginns frühen früher früh auftakt")
	l.add(anyCase, lexeme{class: edgeWord, mod: modMid}, "mitte")
	l.add(anyCase, lexeme{class: edgeWord, mod: modEnd}, "ende endes späten später spät ausgang")
	l.add(anyCase, lexeme{class: detWord}, "der die das den dem des")
	l.add(anyCase, lexeme{class: oneWord, num: numeral.Int(1)}, "ein eine einen einem einer eines")
	l.add(anyCase, lexeme{class: fewWord}, "einige einigen einiger mehrere mehreren mehrerer wenige wenigen weniger etliche etlichen paar viele vielen vieler zahlreiche zahlreichen")
	l.add(anyCase, lexeme{class: halfWord}, "halbe halben halber halbes ½")

	l.add(anyCase, lexeme{class: quantWord, mod: modApprox}, "rund etwa ca. ca circa zirka ungefähr schätzungsweise annähernd gegen")
	l.add(anyCase, lexeme{class: quantWord}, "genau exakt")
	l.add(anyCase, lexeme{class: quantWord, mod: modMore}, "über gut")
	l.add(anyCase, lexeme{class: quantWord, mod: modLess}, "knapp fast beinahe nahezu unter")
	l.add(anyCase, lexeme{class: quantWord, mod: modAtLeast}, "mindestens wenigstens zumindest")
	l.add(anyCase, lexeme{class: quantWord, mod: modAtMost}, "höchstens maximal")

	l.add(anyCase, lexeme{class: deicticWord, unit: daily}, "heute heut")
	l.add(anyCase, lexeme{class: deicticWord, unit: daily, shift: -1}, "gestern")
	l.add(anyCase, lexeme{class: deicticWord, unit: daily, shift: -2}, "vorgestern")
	l.add(small, lexeme{class: deicticWord, unit: daily, shift: 1}, "morgen")
	l.add(anyCase, lexeme{class: deicticWord, unit: daily, shift: 2}, "übermorgen")
	l.add(anyCase, lexeme{class: deicticWord, unit: daily, shift: -3}, "vorvorgestern")
	l.add(anyCase, lexeme{class: deicticWord, unit: daily, shift: 3}, "überübermorgen")
	l.add(anyCase, lexeme{class: deicticWord, unit: yearly}, "heuer")
	l.add(anyCase, lexeme{class: relativeAdj, unit: daily, shift: -1}, "gestrige gestrigen gestriger gestriges")
	l.add(anyCase, lexeme{class: relativeAdj, unit: daily, shift: 1}, "morgige morgigen morgiger morgiges")
	l.add(anyCase, lexeme{class: relativeAdj, unit: yearly}, "diesjährige diesjährigen diesjähriger diesjähriges")
	l.add(anyCase, lexeme{class: relativeAdj, unit: yearly, shift: -1}, "letztjährige letztjährigen letztjähriger letztjähriges vorjährige vorjährigen vorjähriger vorjähriges")
	l.add(anyCase, lexeme{class: relativeAdj, unit: yearly, shift: 1}, "nächstjährige nächstjährigen nächstjähriger")

	l.add(capital, lexeme{class: periodWord, unit: yearly, shift: -1}, "vorjahr vorjahres vorjahrs")
	l.add(capital, lexeme{class: periodWord, unit: monthly, shift: -1}, "vormonat vormonats")
	l.add(capital, lexeme{class: periodWord, unit: weekly, shift: -1}, "vorwoche")
	l.add(capital, lexeme{class: periodWord, unit: quarter, shift: -1}, "vorquartal vorquartals")
	l.add(capital, lexeme{class: periodWord, unit: daily, shift: -1}, "vortag vortags vortages")
	l.add(capital, lexeme{class: periodWord, unit: daily, shift: -1, part: evening}, "vorabend")
	l.add(capital, lexeme{class: periodWord, unit: yearly, shift: 1}, "folgejahr folgejahres folgejahrs")
	l.add(capital, lexeme{class: periodWord, unit: monthly, shift: 1}, "folgemonat folgemonats")
	l.add(capital, lexeme{class: periodWord, unit: daily, shift: 1}, "folgetag folgetages")

	l.add(anyCase, lexeme{class: refWord, text: "PRESENT_REF"}, "jetzt derzeit zurzeit gegenwärtig momentan heutzutage heutige heutigen heutiger heutiges derzeitige derzeitigen derzeitiger gegenwärtige gegenwärtigen")
	l.add(anyCase, lexeme{class: refWord, text: "PAST_REF"}, "damals einst früher kürzlich neulich jüngst unlängst seinerzeit einstmals ehedem vorhin")
	l.add(anyCase, lexeme{class: refWord, text: "FUTURE_REF"}, "künftig zukünftig demnächst bald")
	for _, set := range []struct{ value, stems string }{
		{"P1D", "täglich alltäglich tagtäglich"}, {"P1W", "wöchentlich allwöchentlich"}, {"P1M", "monatlich allmonatlich"}, {"P3M", "vierteljährlich quartalsweise"},
		{"P6M", "halbjährlich"}, {"P1Y", "jährlich alljährlich"}, {"PT1H", "stündlich"}, {"P2W", "zweiwöchentlich vierzehntäglich"},
	} {
		for _, stem := range bytes.Fields([]byte(set.stems)) {
			s := string(stem)
			l.add(anyCase, lexeme{class: freqWord, text: set.value}, s+" "+s+"e "+s+"en "+s+"er "+s+"es "+s+"em")
		}
	}
	for g, stem := range map[grain]string{hour: "stunden", minute: "minuten", daily: "tage", weekly: "wochen", monthly: "monate", yearly: "jahre", decade: "jahrzehnte", century: "jahrhunderte"} {
		l.add(anyCase, lexeme{class: lastingWord, unit: g}, stem+"lang "+stem+"lange "+stem+"langen "+stem+"langer "+stem+"langes "+stem+"langem")
	}
	l.add(anyCase, lexeme{class: laterWord, shift: 1}, "später danach darauf hernach")
	l.add(anyCase, lexeme{class: earlierWord, shift: -1}, "zuvor vorher davor früher")
	l.add(anyCase, lexeme{class: eraWord, shift: -1}, "v.chr. v.chr v.u.z. vuz")
	l.add(anyCase, lexeme{class: eraWord, shift: 1}, "n.chr. n.chr u.z.")
	l.add(anyCase, lexeme{class: clockWord}, "uhr h")
	l.add(anyCase, lexeme{class: zoneWord}, "mez mesz oez oesz gmt utc cet cest ortszeit")
	l.add(anyCase, lexeme{class: zoneWord, text: "Z"}, "gmt utc")
	l.add(anyCase, lexeme{class: dashMark}, "- – — ‑")
	for _, w := range strings.Fields("null eins zwei zwo zweier drei dreier vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig hundert tausend") {
		n, _ := numeral.Cardinal(w, "de")
		l.add(anyCase, lexeme{class: numWord, num: numeral.Int(n)}, w)
	}
	l.add(anyCase, lexeme{class: numWord, num: numeral.Int(2)}, "beide beiden beider")
	for _, w := range strings.Fields("anderthalb eineinhalb") {
		n, _, _ := numeral.Prefix(w)
		l.add(anyCase, lexeme{class: numWord, num: n}, w)
	}
	for _, stem := range strings.Fields("erst zweit dritt viert fünft sechst siebt siebent acht neunt zehnt elft zwölft") {
		for _, ending := range strings.Fields("e en er es em") {
			n, _ := numeral.Ordinal(stem+ending, "de")
			l.add(anyCase, lexeme{class: ordinal, num: numeral.Int(n)}, stem+ending)
		}
	}
	for _, w := range strings.Fields("dutzend million millionen milliarde milliarden") {
		s, _ := numeral.Magnitude(w, "de")
		l.add(capital, lexeme{class: scaleWord, num: s.Value}, w)
	}
	l.add(anyCase, lexeme{class: fewWord}, "dutzende dutzenden hunderte hunderten tausende tausenden")
	for n, stem := range map[int]string{0: "nuller", 10: "zehner"} {
		l.add(small, lexeme{class: decadeWord, num: numeral.Int(int64(n))}, stem)
		l.add(capital, lexeme{class: decadeWord, num: numeral.Int(int64(n)), unit: yearly}, stem+"jahre "+stem+"jahren "+stem+"-jahre "+stem+"-jahren")
	}
	for n, stem := range map[int]string{20: "zwanziger", 30: "dreißiger dreissiger", 40: "vierziger", 50: "fünfziger", 60: "sechziger", 70: "siebziger", 80: "achtziger", 90: "neunziger"} {
		for _, s := range bytes.Fields([]byte(stem)) {
			w := string(s)
			l.add(anyCase, lexeme{class: decadeWord, num: numeral.Int(int64(n))}, w)
			l.add(capital, lexeme{class: decadeWord, num: numeral.Int(int64(n))}, w+"n")
			l.add(capital, lexeme{class: decadeWord, num: numeral.Int(int64(n)), unit: yearly}, w+"jahre "+w+"jahren "+w+"-jahre "+w+"-jahren")
		}
	}
	l.addFeasts(germanFeasts)
	return l
}

// germanFeasts are the holidays of the German-speaking countries, and those of
// others that German copy dates by.
var germanFeasts = []namedFeast{
	{"neujahr,neujahrs,neujahrstag,neujahrstages", feast{month: 1, day: 1}},
	{"neujahrsnacht", feast{month: 1, day: 1, part: night}},
	{"berchtoldstag,bärzelistag", feast{month: 1, day: 2}},
	{"dreikönig,dreikönigstag,dreikönige,heilige drei könige,heiligen drei könige,heilige drei königen", feast{month: 1, day: 6}},
	{"lichtmess,lichtmeß,mariä lichtmess", feast{month: 2, day: 2}},
	{"valentinstag,valentinstages", feast{month: 2, day: 14}},
	{"frauentag,frauentages,weltfrauentag,internationale frauentag,internationaler frauentag,internationalen frauentag", feast{month: 3, day: 8}},
	{"josefitag,josefstag,josephstag", feast{month: 3, day: 19}},
	{"weiberfastnacht,weiberfasching", feast{rule: fromEaster, offset: -52}},
	{"rosenmontag,rosenmontags", feast{rule: fromEaster, offset: -48}},
	{"faschingsdienstag,fastnachtsdienstag,veilchendienstag", feast{rule: fromEaster, offset: -47}},
	{"aschermittwoch,aschermittwochs", feast{rule: fromEaster, offset: -46}},
	{"palmsonntag,palmsonntags", feast{rule: fromEaster, offset: -7}},
	{"karwoche", feast{rule: fromEaster, unit: weekly}},
	{"gründonnerstag,gründonnerstags", feast{rule: fromEaster, offset: -3}},
	{"karfreitag,karfreitags", feast{rule: fromEaster, offset: -2}},
	{"karsamstag,karsamstags", feast{rule: fromEaster, offset: -1}},
	{"osternacht", feast{rule: fromEaster, offset: -1, part: night}},
	{"ostern,ostersonntag,ostersonntags", feast{rule: fromEaster}},
	{"osterwochenende,osterwochenendes", feast{rule: fromEaster, unit: weekend}},
	{"ostermontag,ostermontags", feast{rule: fromEaster, offset: 1}},
	{"auffahrt,himmelfahrtstag,christi himmelfahrt", feast{rule: fromEaster, offset: 39}},
	{"pfingsten,pfingstsonntag,pfingstsonntags", feast{rule: fromEaster, offset: 49}},
	{"pfingstwochenende,pfingstwochenendes", feast{rule: fromEaster, offset: 49, unit: weekend}},
	{"pfingstmontag,pfingstmontags", feast{rule: fromEaster, offset: 50}},
	{"fronleichnam,fronleichnams", feast{rule: fromEaster, offset: 60}},
	{"walpurgisnacht", feast{month: 4, day: 30, part: night}},
	{"maifeiertag,maifeiertages,tag der arbeit", feast{month: 5, day: 1}},
	{"muttertag,muttertages", feast{rule: nth, month: 5, weekday: 7, nth: 2}},
	{"johannistag,johanni", feast{month: 6, day: 24}},
	{"bundesfeiertag,bundesfeiertages,bundesfeier", feast{month: 8, day: 1}},
	{"mariä himmelfahrt,maria himmelfahrt", feast{month: 8, day: 15}},
	{"tag der deutschen einheit", feast{month: 10, day: 3}},
	{"erntedank,erntedankfest,erntedankfestes", feast{rule: nth, month: 10, weekday: 7, nth: 1}},
	{"reformationstag,reformationstages", feast{month: 10, day: 31}},
	{"halloween", feast{month: 10, day: 31}},
	{"allerheiligen", feast{month: 11, day: 1}},
	{"allerseelen", feast{month: 11, day: 2}},
	{"martinstag,martini,sankt martin,st. martin", feast{month: 11, day: 11}},
	{"volkstrauertag,volkstrauertages", feast{rule: fromAdvent, offset: -14}},
	{"totensonntag,ewigkeitssonntag", feast{rule: fromAdvent, offset: -7}},
	{"nikolaustag,nikolaustages", feast{month: 12, day: 6}},
	{"mariä empfängnis,maria empfängnis", feast{month: 12, day: 8}},
	{"heiligabend,heiligabends,christabend,heilige abend,heiliger abend,heiligen abend", feast{month: 12, day: 24}},
	{"christnacht", feast{month: 12, day: 24, part: night}},
	{"weihnachten,weihnachtstag,weihnachtsfeiertag,weihnachts,christtag", feast{month: 12, day: 25}},
	{"stephanstag,stefanstag,stephanitag,stefanitag", feast{month: 12, day: 26}},
	{"silvester,silvesters,sylvester", feast{month: 12, day: 31}},
	{"silvesterabend", feast{month: 12, day: 31, part: evening}},
	{"silvesternacht", feast{month: 12, day: 31, part: night}},
	{"thanksgiving", feast{rule: nth, month: 11, weekday: 4, nth: 4}},
	{"labor day", feast{rule: nth, month: 9, weekday: 1, nth: 1}},
	{"memorial day", feast{rule: nth, month: 5, weekday: 1, nth: -1}},
	{"independence day", feast{month: 7, day: 4}},
	{"black friday", feast{rule: nth, month: 11, weekday: 4, nth: 4, offset: 1}},
}

// germanUnits are the stems of adjectives of duration: dreitägig.
var germanUnits = []struct {
	stem []byte
	unit grain
}{
	{[]byte("jährig"), yearly}, {[]byte("tägig"), daily}, {[]byte("stündig"), hour}, {[]byte("minütig"), minute},
	{[]byte("wöchig"), weekly}, {[]byte("monatig"), monthly}, {[]byte("sekündig"), second},
}

// mayAnalyseGerman reports whether a word could be one for analyseGerman: it
// begins with a digit, is joined by a hyphen or ends as adjectives of duration
// and numbers do.
func mayAnalyseGerman(w string) bool {
	n := len(w)
	switch {
	case n < 4:
		return false
	case isDigit(w[0]), strings.IndexByte(w, '-') > 0:
		return true
	}
	for k := n - 2; k >= n-4 && k > 0; k-- { // dreitägig, dreitägigen
		if w[k] == 'i' && w[k+1] == 'g' {
			return true
		}
	}
	switch w[n-1] {
	case 'n':
		return strings.HasSuffix(w, "zehn") || strings.HasSuffix(w, "ten")
	case 'g':
		return strings.HasSuffix(w, "zig") || strings.HasSuffix(w, "ßig")
	case 't':
		return strings.HasSuffix(w, "hundert")
	case 'd':
		return strings.HasSuffix(w, "tausend")
	case 'b':
		return strings.HasSuffix(w, "halb")
	case 'e':
		return strings.HasSuffix(w, "te")
	}
	return false
}

// analyseGerman reads numbers in words (einundzwanzig), durations as
// adjectives (dreitägige, 14-tägig), decades (90er-Jahre) and ordinals
// (einundzwanzigsten).
func analyseGerman(w []byte, capital bool) (lexeme, bool) {
	if isDigit(w[0]) {
		return analyseGermanDigits(string(w))
	}
	if i := bytes.IndexByte(w, '-'); i > 0 {
		if u, ok := germanJoined(w[i+1:]); ok {
			if n, rest, ok := numeral.Prefix(string(w[:i])); ok && rest == "" {
				return lexeme{class: numUnit, unit: u, num: n}, true
			}
			return lexeme{}, false
		}
	}
	if bytes.LastIndex(w, []byte("ig")) >= len(w)-4 {
		if x, ok := germanAdjective(w, capital); ok {
			return x, true
		}
	}
	if !beginsNumber(w) {
		return lexeme{}, false
	}
	if n, rest, ok := numeral.Prefix(string(w)); ok && rest == "" {
		return lexeme{class: numWord, num: n}, true
	}
	if n, ok := numeral.Ordinal(string(w), "de"); ok {
		return lexeme{class: ordinal, num: numeral.Int(n)}, true
	}
	return lexeme{}, false
}

// beginsNumber tells by two letters that a word is no number.
func beginsNumber(w []byte) bool {
	switch string(w[:2]) {
	case "ei", "zw", "dr", "vi", "f\xc3", "fu", "se", "si", "ac", "ne", "ze", "el", "hu", "ta", "an":
		return true
	}
	return false
}

// germanAdjective reads dreitägige, mehrjährig, halbstündig; with a capital
// and an ending it is a person (ein Dreijähriger).
func germanAdjective(w []byte, capital bool) (lexeme, bool) {
	for _, u := range germanUnits {
		stem, ending, found := bytes.Cut(w, u.stem)
		if !found || len(ending) > 2 || capital && len(ending) > 0 {
			continue
		}
		x := lexeme{class: numUnit, unit: u.unit}
		switch string(bytes.TrimSuffix(stem, []byte("-"))) {
		case "mehr", "viel", "lang":
			x.some = true
			return x, true
		case "halb":
			x.num = aHalf
			if u.unit == yearly {
				x.unit, x.num = half, numeral.Int(1)
			}
			return x, true
		case "ganz":
			x.num = numeral.Int(1)
			return x, true
		}
		n, rest, ok := numeral.Prefix(string(stem))
		x.num = n
		return x, ok && (rest == "" || rest == "-")
	}
	return lexeme{}, false
}

// analyseGermanDigits reads words that begin with digits: 90er, 1990er-Jahre,
// 14-tägig, 48-stündige.
func analyseGermanDigits(w string) (lexeme, bool) {
	n := 0
	for n < len(w) && isDigit(w[n]) {
		n++
	}
	num := numeral.Int(int64(atoi(w[:n])))
	switch rest := w[n:]; rest {
	case "er", "ern":
		if (n == 2 || n == 4) && w[n-1] == '0' {
			return lexeme{class: decadeWord, num: num}, true
		}
	case "er-jahre", "er-jahren", "erjahre", "erjahren":
		if n == 2 || n == 4 {
			return lexeme{class: decadeWord, num: num, unit: yearly}, true
		}
	default:
		if u, ok := germanJoined([]byte(trimDash(rest))); ok && rest[0] == '-' && n <= 4 {
			return lexeme{class: numUnit, unit: u, num: num}, true
		}
		rest = trimDash(rest)
		for _, u := range germanUnits {
			if ending, ok := strings.CutPrefix(rest, string(u.stem)); ok && len(ending) <= 2 && n <= 4 {
				return lexeme{class: numUnit, unit: u.unit, num: num, digits: true}, true
			}
		}
	}
	return lexeme{}, false
}

func trimDash(s string) string {
	if len(s) > 0 && s[0] == '-' {
		return s[1:]
	}
	return s
}

// germanJoined reads the unit of 35-Stunden-Woche, Sieben-Tage-Inzidenz; what
// follows it must be joined too.
func germanJoined(w []byte) (grain, bool) {
	unit, rest, _ := bytes.Cut(w, []byte("-"))
	switch string(unit) {
	case "stunden", "stunde":
		return hour, len(rest) > 0
	case "minuten":
		return minute, len(rest) > 0
	case "tage", "tages":
		return daily, true
	case "wochen":
		return weekly, true
	case "monats", "monate":
		return monthly, true
	case "jahres", "jahre":
		return yearly, len(rest) > 0
	}
	return noGrain, false
}
